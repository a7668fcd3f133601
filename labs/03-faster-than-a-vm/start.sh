#!/usr/bin/env bash
# ./start.sh TIMES COMMAND...
# Runs the command that many times, one after another, and tells how long it took.
set -euo pipefail
export LC_ALL=C TIMEFORMAT=%R
count=$1
shift
measured=$(mktemp)
trap 'rm -f "$measured"' EXIT

for ((i = 0; i < count; i++)); do
    # The command's own errors go to the screen (3), the time alone into the file.
    { time "$@" >/dev/null 2>&3; } 3>&2 2>>"$measured"
done

sort -n "$measured" | awk '
    { seconds[NR] = $1 }
    END {
        median = (seconds[int((NR + 1) / 2)] + seconds[int(NR / 2) + 1]) / 2
        printf "runs: %d\nfastest: %.2f s\n", NR, seconds[1]
        printf "start-up: %.2f s\nslowest: %.2f s\n", median, seconds[NR]
    }'
