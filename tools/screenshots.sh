#!/bin/sh
# Takes the pictures of docs/screenshots.md from a real server with the sample in it: every page, language, theme and size.
set -eu
cd "$(dirname "$0")/.."
tools/with-sample.sh "$1" npm --prefix web run --silent screenshots -- ../docs/screenshots
