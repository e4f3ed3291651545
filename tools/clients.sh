#!/bin/sh
# Asks a running server with the clients that people use: SPARQLWrapper, rdflib, sparql-http-client, fetch-sparql-endpoint,
# Comunica and curl. The Python ones come from PyPI, the JavaScript ones from npm, both into the cache.
set -eu
cd "$(dirname "$0")/.."
kabar=$1
venv=${KABAR_VENV:-$HOME/.cache/kabar/venv}
node=${KABAR_CLIENTS:-$HOME/.cache/kabar/clients}

if ! "$venv/bin/python" -c 'import SPARQLWrapper, rdflib' 2>/dev/null; then
    echo "clients: installing SPARQLWrapper and rdflib into $venv"
    [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet SPARQLWrapper==2.0.0 rdflib==7.6.0
fi
if [ ! -d "$node/node_modules/@comunica/query-sparql" ]; then
    echo "clients: installing sparql-http-client, fetch-sparql-endpoint and Comunica into $node"
    mkdir -p "$node"
    # The newest of these need a newer Node than Debian has.
    npm install --silent --no-audit --no-fund --prefix "$node" \
        sparql-http-client@3.1.0 fetch-sparql-endpoint@6.2.0 @comunica/query-sparql@4.5.0
fi

log=$(mktemp)
"$kabar" serve --bind 127.0.0.1:0 2>"$log" &
server=$!
trap 'kill $server 2>/dev/null; rm -f "$log"' EXIT
url=""
for _ in $(seq 300); do
    url=$(sed -n 's|.*answers at \(http://[^ ]*\)/$|\1|p' "$log")
    [ -n "$url" ] && break
    kill -0 $server 2>/dev/null || break
    sleep 0.2
done
[ -n "$url" ] || { cat "$log" >&2; echo "clients: the server did not start" >&2; exit 1; }

"$venv/bin/python" tools/clients/clients.py "$url"
cp tools/clients/clients.mjs "$node/clients.mjs"
node "$node/clients.mjs" "$url"
curl --silent --fail --get --data-urlencode 'query=ASK { ?s ?p ?o }' --header 'accept: text/csv' "$url/sparql" | grep --quiet true
curl --silent --fail --data-binary 'INSERT DATA { <x:s> <x:p> "curl" }' --header 'content-type: application/sparql-update' "$url/update"
curl --silent --fail --compressed "$url/store?default" | grep --quiet curl
echo "clients: curl"
