#!/usr/bin/env bash
# Adds up how many orders all Pods of the shop have counted: find out who is there, and ask each of them.
set -euo pipefail

for pod in $(kubectl get pods -l app=shop -o jsonpath='{.items[*].metadata.name}'); do
  kubectl get --raw "/api/v1/namespaces/default/pods/$pod:8000/proxy/metrics"
done | awk '/^shop_orders_total/ { sum += $2 } END { print sum + 0 }'
