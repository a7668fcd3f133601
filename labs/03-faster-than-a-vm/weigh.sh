#!/usr/bin/env bash
# Adds up what the containers fast-0 … fast-9 take:
# the processes inside them, and what Docker runs beside each.
set -euo pipefail
ids=$(docker ps -q --no-trunc -f 'name=^/fast-[0-9]$')

# Inside: what the kernel has on the account of each container's cgroup.
docker stats --no-stream --format '{{.PIDs}} {{.MemUsage}}' $ids | awk '
    function bytes(text) {
        if (text ~ /KiB/) return text * 1024
        if (text ~ /MiB/) return text * 1024 * 1024
        if (text ~ /GiB/) return text * 1024 * 1024 * 1024
        return text + 0
    }
    { processes += $1; memory += bytes($2) }
    END { print "inside", processes, memory }' >weighed

# Beside: a small program, the shim, holds each container.
# All shims share their code, so only the private memory of each counts.
docker run --rm --pid=host busybox:1.37 sh -c '
    ps -o pid,args | grep "[c]ontainerd-shim.* -id " | while read -r pid args; do
        echo "$args" $(grep -s RssAnon "/proc/$pid/status")
    done' | grep -F "$ids" | awk '
    { shims += 1; memory += $(NF - 1) * 1024 }
    END { print "beside", shims, memory }' >>weighed

awk -v containers="$(wc -w <<<"$ids")" '
    { processes[$1] = $2; memory[$1] = $3 / 1000000 }
    END {
        total = memory["inside"] + memory["beside"]
        printf "containers: %d\n", containers
        printf "processes inside: %d\n", processes["inside"]
        printf "processes beside: %d\n", processes["beside"]
        printf "memory inside: %.1f MB\n", memory["inside"]
        printf "memory beside: %.1f MB\n", memory["beside"]
        printf "memory per container: %.1f MB\n", total / containers
        printf "a hundred of them: %.0f MB\n", total / containers * 100
    }' weighed
