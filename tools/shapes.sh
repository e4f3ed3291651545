#!/bin/sh
# Checks the facts of the sample against the SHACL shapes of the ontology, and the shapes against their good and bad example.
# pyshacl comes from PyPI into a virtual environment in the cache.
set -eu
cd "$(dirname "$0")/.."
kabar=$1
venv=${KABAR_VENV:-$HOME/.cache/kabar/venv}

if ! "$venv/bin/python" -c 'import pyshacl' 2>/dev/null; then
    echo "shapes: installing pyshacl into $venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet pyshacl==0.40.1
fi
store=$(mktemp -d)
trap 'rm -rf "$store"' EXIT
"$kabar" demo --location "$store/store" --exit-after-load --progress never
"$kabar" export --location "$store/store" --format nquads >"$store/sample.nq"
"$venv/bin/python" ontology/tests/shapes/check.py "$store/sample.nq"
