#!/usr/bin/env bash
# Times how long it takes until mysql-0 is there and answers.
# The argument is what to call that time.
set -euo pipefail
TIMEFORMAT="$1: %1R s"
time {
  kubectl wait --for=create pod/mysql-0 --timeout=60s > /dev/null
  kubectl wait --for=condition=Ready pod/mysql-0 --timeout=240s > /dev/null
}
