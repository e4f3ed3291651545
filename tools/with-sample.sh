#!/bin/sh
# Runs a command beside a server with the sample in it, whose address is in KABAR_URL: tools/with-sample.sh KABAR COMMAND…
set -eu
kabar=$1
shift
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
[ -n "$KABAR_URL" ] || { cat "$log" >&2; echo "the server with the sample did not start" >&2; exit 1; }
export KABAR_URL
"$@"
