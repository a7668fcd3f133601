#!/usr/bin/env bash
# Waits until Deployment web has as many Pods ready as said, and tells how many seconds that took.
set -euo pipefail
replicas=$1 what=$2

TIMEFORMAT="seconds to $what: %1R s"
time kubectl wait --for=jsonpath='{.status.readyReplicas}'="$replicas" deployment/web -n scale --timeout=150s
