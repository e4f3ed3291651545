#!/usr/bin/env python3
"""How many pairs of actor and recipient a dependency parse would attach right: the table of docs/patterns-or-parser.md.

    tools/docs/parser_bound.py target/release/kabar path/to/eval

Needs spaCy and an English model (`en_core_web_sm`, or another by --model) from PyPI; nothing of it ships. For every gold event whose
type was found, the parse is asked for subject and objects of the word that signalled the report; names and their countries are ours.
"""

import argparse
import json
import pathlib
import subprocess
import sys

import spacy

SETS = ["plover-odd", "up-gsr"]
CLAUSES = {"relcl", "acl", "advcl", "parataxis"}
SHARED = {"xcomp", "conj", "advcl", "ccomp", "pcomp", "dobj", "pobj", "aux", "prep"}


def phrase(token):
    """A token with what depends on it, without clauses."""
    found, open_ = [], [token]
    while open_:
        one = open_.pop()
        found.append(one)
        open_ += [child for child in one.children if child.dep_ not in CLAUSES]
    return found


def governed(token, words):
    chosen = (child for child in token.children if child.dep_ == "prep" and child.lower_ in words)
    return [one for child in chosen for one in child.children if one.dep_ == "pobj"]


def subjects(word, depth=0):
    own = [child for child in word.children if child.dep_ in ("nsubj", "csubj")]
    own += [one for child in word.children if child.dep_ == "agent" for one in child.children if one.dep_ == "pobj"]
    if own or any(child.dep_ == "nsubjpass" for child in word.children):
        return own
    if word.pos_ in ("NOUN", "PROPN"):
        near = [child for child in word.children if child.dep_ in ("poss", "amod", "compound", "nmod")]
        light = depth < 3 and word.dep_ in ("dobj", "pobj", "attr") and word.head.pos_ in ("VERB", "AUX")
        return near + governed(word, ("by", "of", "between", "among")) + (subjects(word.head, depth + 1) if light else [])
    if word.dep_ in ("acl", "relcl"):
        return [word.head]
    return subjects(word.head, depth + 1) if depth < 4 and word.dep_ in SHARED and word.head is not word else []


def objects(word, depth=0):
    found = []
    for child in word.children:
        if child.dep_ in ("dobj", "dative", "nsubjpass", "attr", "oprd"):
            found.append(child)
        if child.dep_ in ("prep", "dative"):
            found += [one for one in child.children if one.dep_ in ("pobj", "pcomp")]
        if child.dep_ in ("ccomp", "xcomp") and depth < 2:
            found += [one for one in child.children if one.dep_ in ("nsubj", "nsubjpass")] + objects(child, depth + 1)
    return found


def parsed(doc, event, codes):
    """Codes of actors and recipients by the parse."""
    span = event["trigger"]
    word = next((token for token in doc if span["start"] <= token.idx < span["end"]), None)
    if word is None:
        return set(), set()
    if word.dep_ in ("aux", "auxpass"):
        word = word.head
    over = lambda token: {code for begin, end, code in codes if code and token.idx < end and begin < token.idx + len(token)}
    actors, others = (
        set().union(*(over(token) for head in heads for token in phrase(head))) for heads in (subjects(word), objects(word))
    )
    return actors, others or (actors if len(actors) > 1 else others)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("kabar", help="the program")
    options.add_argument("eval", type=pathlib.Path, help="the folder of the scorer")
    options.add_argument("--model", default="en_core_web_sm")
    options.add_argument("--command", help="what reads JSON lines, if not `kabar extract`")
    options = options.parse_args()
    sys.path.insert(0, str(options.eval))
    from scoring import core, events

    command = options.command or f"{options.kabar} extract --input-format jsonl --format json -"
    parse = spacy.load(options.model)
    print("| set | events | right by patterns | right by the parse | only by patterns | only by the parse | by either |")
    for name in SETS:
        items = events.load([options.eval / "data" / f"{name}.json"], "en", None)
        asked = "".join(json.dumps(item.given) + "\n" for item in items)
        told = subprocess.run(command, input=asked, capture_output=True, text=True, check=True, shell=True).stdout
        pairs = []
        for item, line in zip(items, told.splitlines()):
            record, doc = json.loads(line), parse(item.given["text"])
            known = core.entities(record)
            codes = [(m["start"], m["end"], events._code(known.get(m["entity"], {}))) for m in record["mentions"]]
            for gold in item.gold:
                ours = [one for one in events._predictions(record) if one.type == gold.type]
                theirs = [parsed(doc, event, codes) for event in record["events"] if event["type"] == gold.type]
                if gold.actors and ours:
                    right = lambda a, r: bool(a & gold.actors) and (not gold.recipients or bool(r & gold.recipients))
                    pairs.append((any(right(one.actors, one.recipients) for one in ours), any(right(*one) for one in theirs)))
        count = lambda fits: sum(1 for pair in pairs if fits(*pair))
        figures = [len(pairs), count(lambda a, b: a), count(lambda a, b: b), count(lambda a, b: a and not b),
                   count(lambda a, b: b and not a), count(lambda a, b: a or b)]
        print(f"| `{name}` | " + " | ".join(map(str, figures)) + " |")


if __name__ == "__main__":
    main()
