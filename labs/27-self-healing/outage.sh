#!/usr/bin/env bash
# Pulls the plug of a node, and times how long it takes until the cluster has noticed and until all is well again.
set -euo pipefail
node=$1

unplug_and_wait() {
  docker stop -t 0 "$node"
  kubectl wait --for=condition=Ready=Unknown "node/$node" --timeout=150s
}

wait_for_all_replicas() {
  kubectl wait --for=jsonpath='{.metadata.deletionTimestamp}' pods -l app=web --field-selector "spec.nodeName=$node" --timeout=60s
  kubectl wait --for=jsonpath='{.status.availableReplicas}'=4 deployment/web --timeout=60s
}

time {
  TIMEFORMAT='seconds to notice: %1R s'
  time unplug_and_wait
  wait_for_all_replicas
  TIMEFORMAT='seconds to heal: %1R s'
}
