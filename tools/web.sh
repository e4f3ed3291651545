#!/bin/sh
# Builds the browser page, unless what is built is newer than all its sources.
set -eu
cd "$(dirname "$0")/../web"

if [ -f dist/index.html ] && [ -z "$(find src public index.html package.json package-lock.json vite.config.ts tsconfig.json -newer dist/index.html 2>/dev/null | head -n 1)" ]; then
    exit 0
fi
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    echo "web: installing npm packages"
    npm ci --no-audit --no-fund --loglevel=error
fi
npm run build
