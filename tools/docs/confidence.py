#!/usr/bin/env python3
"""Writes docs/confidence.md: precision and recall of events at each `--min-confidence`, measured on gold sets.

    tools/docs/confidence.py target/release/kabar path/to/eval --date 2026-11-23

The gold sets and their scorer (`score.py`) do not ship with the project; name the folder that has them. Each set is read once;
then the reports below each threshold are taken out of the records and the rest is scored.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "confidence.md"
SETS = [
    ("events", "plover-odd"), ("events", "up-gsr"), ("events", "case2021"),
    ("articles", "headlines-id"), ("articles", "gold-id"), ("articles", "gold-en"), ("articles", "seed-id"),
]
THRESHOLDS = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]

HEAD = """# How sure is sure enough

Every report carries a confidence from 0 to 1: how sure the reading is of having read right. `kabar load` and `kabar extract`
leave out reports below `--min-confidence` (or `KABAR_MIN_CONFIDENCE`); the default is {default}, because wrong facts cost more
than missing ones. 0 keeps everything. What is loaded already stays as it is: to read it anew, delete it and load it again.

Confidence is a sum of signs that the sentence gives: whether the report is the first that the sentence tells, its doer stands right
before the word, both sides are named, the word is in the passive, in a clause about somebody, in an earlier past, still to come.
What each is worth stands in `loaders/reference/confidence.tsv`, set by hand in steps of .05 and not fitted to any gold. Records list
the signs of each report.

Precision and recall of the event types at each threshold, measured {date} with `tools/docs/confidence.py` on gold sets of our
own and of others (single English sentences: `plover-odd`, `up-gsr`, `case2021`; Indonesian headlines: `headlines-id`; whole
articles: `gold-id`, `gold-en`, `seed-id`).
"""


def records(kabar, scorer, task, name, folder):
    path = folder / f"{name}.jsonl"
    command = f"{kabar} extract --min-confidence 0 --input-format jsonl --format json -"
    subprocess.run([sys.executable, scorer, task, name, "--cmd", command, "--save", path], check=True, capture_output=True)
    return path.read_text(encoding="utf-8").splitlines()


def score(scorer, task, name, lines, threshold, folder):
    kept, figures = folder / "kept.jsonl", folder / "figures.json"
    with kept.open("w", encoding="utf-8") as out:
        for line in lines:
            record = json.loads(line)
            record["events"] = [event for event in record["events"] if event["confidence"] >= threshold]
            # Numbers of events that are gone would be a breach of the contract.
            for quotation in record["quotations"]:
                quotation["conveys"] = []
            print(json.dumps(record, ensure_ascii=False), file=out)
    command = [sys.executable, scorer, task, name, "--cmd", f"cat {kept}", "--json", figures]
    subprocess.run(command, check=True, capture_output=True)
    found = json.loads(figures.read_text(encoding="utf-8"))["figures"]
    return found["P"], found["R"], found["F1"]


def table(name, rows):
    lines = [f"\n## {name}\n", "| `--min-confidence` | precision | recall | F1 |", "|---|---|---|---|"]
    lines += [f"| {threshold:.1f} | {p:.2f} | {r:.2f} | {f:.2f} |" for threshold, (p, r, f) in rows]
    return "\n".join(lines) + "\n"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("kabar", help="the program")
    options.add_argument("eval", type=pathlib.Path, help="the folder of the scorer")
    options.add_argument("--date", required=True, help="day of the measurement, for the page")
    options = options.parse_args()
    scorer = options.eval / "score.py"
    if not scorer.exists():
        sys.exit(f"there is no `score.py` in `{options.eval}`: name the folder of the gold sets")
    source = (ROOT / "loaders/src/facts.rs").read_text(encoding="utf-8")
    default = re.search(r"pub const SURE: f32 = ([0-9.]+);", source).group(1)
    page = HEAD.format(default=default, date=options.date)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for task, name in SETS:
            lines = records(options.kabar, scorer, task, name, folder)
            page += table(name, [(t, score(scorer, task, name, lines, t, folder)) for t in THRESHOLDS])
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
