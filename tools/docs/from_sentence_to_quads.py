#!/usr/bin/env python3
"""Writes docs/from-sentence-to-quads.md: one sample article's way from its sentences to quads, as `kabar` tells it.

    tools/docs/from_sentence_to_quads.py target/release/kabar            writes the page
    tools/docs/from_sentence_to_quads.py --check target/release/kabar    says whether the page is what the program prints
"""

import argparse
import difflib
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "from-sentence-to-quads.md"
SAMPLE = "samples/text/04-telepon-xi-zelensky.txt"

HEAD = """# From a sentence to quads

How one article becomes facts, step by step, as the program tells it. This page is printed by
`tools/docs/from_sentence_to_quads.py`; the tests check that it is what the program prints today. What is read wrong in it is
read wrong by the program.

Try it on any text: `kabar extract --explain article.txt`.

## The article

`{sample}`, one of the samples. Its words are ours, the event is public.

```
{text}
```

## How it is read

For each sentence: its tokens; names and whom they mean (by the tables, by an office held on that day, by what the article
said before); dates with the rule that read them and the day they were reckoned from; phrases, with the preposition that
governs them; for each report the pattern that made it, with the example the pattern was written for; quotations; and notes on
verbs that signal an event that was not coded. Numbers are code points of the text, end exclusive.

Then the quads: a report stands in the article's own graph with its rule, its sentence and its trigger, so that every fact
can be followed back to the words. Last the events. An event is fused of all reports of all articles that tell it; here it is
shown as this article alone would make it. `kb:content` is what an analyst's judgement hangs on, `kb:fusionKey` is how reports
of one event find each other.

```
{told}
```
"""


def page(kabar):
    told = subprocess.run(
        [kabar, "extract", "--explain", SAMPLE], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    text = (ROOT / SAMPLE).read_text(encoding="utf-8").strip()
    return HEAD.format(sample=SAMPLE, text=text, told=told.strip())


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true")
    options.add_argument("kabar", help="the program")
    options = options.parse_args()
    new = page(str(pathlib.Path(options.kabar).resolve()))
    if not options.check:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(new, encoding="utf-8")
        return 0
    old = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if old == new:
        return 0
    changes = difflib.unified_diff(old.splitlines(), new.splitlines(), "the page", "the program", lineterm="", n=0)
    print("\n".join(list(changes)[:40]), file=sys.stderr)
    print(f"{PAGE.relative_to(ROOT)} is not what the program prints: `make docs` writes it anew", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
