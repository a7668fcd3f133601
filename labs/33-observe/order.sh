#!/usr/bin/env bash
# Orders COUNT times, each order with a number of its own: NAME-1, NAME-2, …
set -euo pipefail
name=$1 count=$2

for number in $(seq "$count"); do
  curl -fsS -m 5 --retry 10 --retry-delay 1 --retry-all-errors -H "X-Request-Id: $name-$number" \
    localhost:8100/split/90/3 >/dev/null
done
