#!/usr/bin/env python3
"""Fits loaders/reference/confidence.tsv: what each sign adds to the confidence of a report.

    tools/docs/fit_confidence.py target/release/kabar path/to/eval

Each report of the gold sets is right (its type is gold in its sentence) or wrong; the weights are those of a least-squares line
through right = 1 and wrong = 0, drawn towards 0 so that a sign seen seldom says little. A dozen numbers over some 400 reports can't learn them by heart; they are rounded to
hundredths. A sign weighs what it says of the reports that the rules let through, which can surprise: a noun passes only with its
doer beside it, so that nouns are surer than verbs.
The gold sets do not ship with the project; name the folder that has their scorer.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = ROOT / "loaders" / "reference" / "confidence.tsv"
# `up-gsr` calls wrong much that the coding rules call right, and `case2021` names one type where a sentence may tell two: they
# measure, but teach nothing here.
SENTENCES = ["plover-odd"]
ARTICLES = ["headlines-id", "gold-id", "gold-en", "seed-id"]
DRAWN = 8.0  # as if each sign had been seen so many times more, saying nothing


def right(task, item, event):
    if task == "events":
        return any(gold.type == event["type"] for gold in item.gold)
    span = event["sentence"]
    spans = lambda gold: [gold["sentence"], *gold.get("also", [])]
    inside = lambda gold: any(a < span["end"] and span["start"] < b for a, b in spans(gold))
    return any(gold["type"] == event["type"] and inside(gold) for gold in item.gold["events"])


def observed(command, scorer):
    """Signs and verdict of each report."""
    sys.path.insert(0, str(scorer))
    from scoring import articles, events

    rows = []
    for task, names, module in (("events", SENTENCES, events), ("articles", ARTICLES, articles)):
        for name in names:
            paths, language = locate(scorer, name)
            items = module.load(paths, language, None)
            asked = "".join(json.dumps(item.given) + "\n" for item in items)
            told = subprocess.run(command, input=asked, capture_output=True, text=True, check=True, shell=True).stdout
            for item, line in zip(items, told.splitlines()):
                for event in json.loads(line)["events"]:
                    rows.append((event["signs"], right(task, item, event)))
    return rows


def locate(scorer, name):
    one = json.loads((scorer / "data" / "sets.json").read_text(encoding="utf-8"))[name]
    return [scorer / "data" / path for path in one["files"]], one.get("language")


def solve(matrix, values):
    """Gauss, with the largest pivot."""
    n = len(values)
    rows = [[*matrix[i], values[i]] for i in range(n)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(n):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("kabar", help="the program")
    options.add_argument("eval", type=pathlib.Path, help="the folder of the scorer")
    options.add_argument("--command", help="what reads JSON lines, if not `kabar extract`")
    options = options.parse_args()
    command = options.command or f"{options.kabar} extract --min-confidence 0 --input-format jsonl --format json -"
    rows = observed(command, options.eval)
    signs = sorted({sign for found, _ in rows for sign in found})
    names = ["-", *signs]
    vectors = [([1.0, *(float(sign in found) for sign in signs)], float(verdict)) for found, verdict in rows]
    size = len(names)
    matrix = [[sum(x[i] * x[j] for x, _ in vectors) for j in range(size)] for i in range(size)]
    for i in range(1, size):
        matrix[i][i] += DRAWN
    values = [sum(x[i] * y for x, y in vectors) for i in range(size)]
    weights = dict(zip(names, solve(matrix, values)))
    head = TABLE.read_text(encoding="utf-8").splitlines()[0]
    lines = [head, *(f"{name}\t{weights[name]:.2f}" for name in names)]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} reports, {sum(verdict for _, verdict in rows)} right")


if __name__ == "__main__":
    main()
