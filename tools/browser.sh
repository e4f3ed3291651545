#!/bin/sh
# Plays the browser tests against a real server with the sample in it.
set -eu
cd "$(dirname "$0")/.."
kabar=$1
store=$(mktemp -d)
log=$store/log
"$kabar" demo --location "$store/store" --bind 127.0.0.1:0 --progress never 2>"$log" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$store"' EXIT

for _ in $(seq 1 600); do
    KABAR_URL=$(sed -n 's/.*answers at \(http:[^ ]*[0-9]\)\/*.*/\1/p' "$log" | head -n 1)
    [ -n "$KABAR_URL" ] && break
    kill -0 $server 2>/dev/null || { cat "$log" >&2; exit 1; }
    sleep 0.2
done
[ -n "$KABAR_URL" ] || { cat "$log" >&2; echo "browser: the server did not start" >&2; exit 1; }
export KABAR_URL
cd web && npm run --silent e2e
