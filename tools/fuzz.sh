#!/bin/sh
# Fuzzes what reads untrusted bytes. Usage: fuzz.sh [SECONDS [TARGET…]]; ten minutes each when nobody says, all targets in turn.
# cargo-fuzz comes from crates.io. There is no nightly compiler here, so the stable one is told to allow the coverage that
# libFuzzer steers by, and no sanitizer is used: this code has no `unsafe`, and what must not happen is a panic, a hang, or
# memory without end.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-600}
[ $# -gt 0 ] && shift
targets=${*:-"query update rdf results articles http"}
cache=${KABAR_FUZZ:-$HOME/.cache/kabar/fuzz}
export RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$cache/target"

command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --locked
python3 tools/fuzz_seeds.py "$cache/seeds"
cp Cargo.lock fuzz/ # what is fuzzed is what ships
for target in $targets; do
    mkdir -p "$cache/corpus/$target"
    cargo fuzz run --sanitizer none "$target" "$cache/corpus/$target" "$cache/seeds/$target" -- \
        -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=8192 -artifact_prefix="$cache/$target-" -print_final_stats=1
done
