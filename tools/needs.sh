#!/bin/sh
# Installs the Debian packages that building and testing need, if they are missing, and says so.
set -eu

missing=""
need() { # need PACKAGE TEST…: the package unless the test succeeds
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}

has_libclang() {
    [ -n "${LIBCLANG_PATH:-}" ] || find /usr/lib /usr/local/lib -name 'libclang*.so*' 2>/dev/null | grep -q .
}

for tool in cargo node npm python3; do
    command -v "$tool" >/dev/null || { echo "needs: \`$tool\` is not installed; Kabar is built with Rust, Node and Python" >&2; exit 1; }
done
need libclang-dev has_libclang
need curl command -v curl
need g++ sh -c 'command -v g++ || command -v clang++'
# The test of the mode `disk` looks at the system calls of the server; where it may not, it is passed over.
[ "$(uname)" != Linux ] || need strace sh -c 'command -v strace'
# Only the browser tests need it.
[ "${KABAR_NO_BROWSER:-}" ] || need chromium sh -c 'command -v chromium || command -v chromium-browser'

[ -z "$missing" ] && exit 0
echo "needs: installing the Debian packages$missing"
command -v apt-get >/dev/null || { echo "needs: there is no apt-get here; install$missing by hand" >&2; exit 1; }
root=""
[ "$(id -u)" = 0 ] || root=sudo
# Progress of the packages goes to a file: only what fails is of interest.
log=$(mktemp)
# shellcheck disable=SC2086
if ! { $root apt-get update && DEBIAN_FRONTEND=noninteractive $root apt-get install --yes --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "needs: could not install$missing" >&2
    exit 1
fi
rm -f "$log"
