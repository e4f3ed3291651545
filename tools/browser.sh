#!/bin/sh
# Plays the browser tests against a real server with the sample in it, and opens what they exported with NetworkX.
set -eu
cd "$(dirname "$0")/.."
KABAR_EXPORTS=$(mktemp -d)
export KABAR_EXPORTS
trap 'rm -rf "$KABAR_EXPORTS"' EXIT
tools/with-sample.sh "$1" npm --prefix web run --silent e2e

venv=${KABAR_VENV:-$HOME/.cache/kabar/venv}
if ! "$venv/bin/python" -c 'import networkx' 2>/dev/null; then
    echo "browser: installing networkx into $venv"
    [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet networkx==3.6.1
fi
"$venv/bin/python" web/e2e/open_graphs.py "$KABAR_EXPORTS"
