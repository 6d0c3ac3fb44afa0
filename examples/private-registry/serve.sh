#!/bin/sh
# Serves a registry, and collects its garbage once a day. Meanwhile it is read-only: images can be pulled, but an upload
# could lose a layer that the collector has just found unused.
set -u
config=$1
at=${COLLECT_AT:-03:00}

# In the background, since a shell handles signals only between foreground commands.
start() {
  "$@" &
  child=$!
}
trap 'kill "$child"; wait "$child"; exit' TERM INT

# Seconds until a time of day, in UTC.
until_time() {
  seconds=$(($(date -u -d "$1" +%s) - $(date -u +%s)))
  [ "$seconds" -gt 0 ] || seconds=$((seconds + 86400))
  echo "$seconds"
}

while :; do
  start timeout "$(until_time "$at")" registry serve "$config"
  wait "$child"
  status=$?
  # It ends with 124 or 143, or with 0 after draining, if its time is up. Anything else is a failure.
  case $status in
    0 | 124 | 143) ;;
    *) exit "$status" ;;
  esac

  start env REGISTRY_STORAGE_MAINTENANCE_READONLY='{enabled: true}' registry serve "$config"
  registry garbage-collect "$config"
  kill "$child"
  wait "$child"
done
