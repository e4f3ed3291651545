"""Writes what the CRFs learn from: `silver.py gold …` or `silver.py label …`.

    silver.py gold DATA LANGUAGE half|all OUT       gold of the language as JSON lines; half: without what is held back
    silver.py label BASE WEIGHTS DATA SOURCE OUT    plain text labelled by the teacher, where it is sure of every word

A line is a document: its text, words parted by blanks and sentences by line ends, and its names as code points.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import torch
from encoder import Base
from gold import Document, Sentence, conll, documents, plain, postagged, treebank
from teacher import SEED, english, flat, load, names, predict

SURE = 0.8
# Plain text: how many sentences are labelled, and by whose guidelines.
MOST = {"news-id": 12000, "wiki-id": 5000, "mixed-en": 9000}
GUIDELINES = {"news-id": ["idner"], "wiki-id": ["idner", "nergrit"], "mixed-en": ["wikigold"]}
SMALL = {
    "di", "ke", "dari", "yang", "dan", "untuk", "dengan", "pada", "dalam", "oleh", "atau", "bagi", "agar", "soal", "tak", "of", "the", "a",
    "an", "in", "on", "at", "to", "for", "and", "by", "with", "as", "from", "or",
}  # fmt: skip

TITLES = {
    "Mr", "Mrs", "Ms", "Dr", "Sir", "President", "Vice", "Prime", "Foreign", "Deputy", "Minister", "Secretary", "Defense", "Defence", "Special",
    "Envoy", "Ambassador", "General", "Gen", "Lt", "Col", "Maj", "Capt", "Army", "Commander", "Presidential", "Assistant", "Chairman", "King",
}  # fmt: skip


def document(sentences: Document) -> str:
    text, found = "", []
    for sentence in sentences:
        starts = []
        for word in sentence.words:
            starts.append(len(text))
            text += word + " "
        for start, end, kind in sorted(names(sentence.labels)):
            found.append([starts[start], starts[end - 1] + len(sentence.words[end - 1]), kind])
        text = text[:-1] + "\n"
    return json.dumps({"text": text[:-1], "names": found}, ensure_ascii=False) + "\n"


def headline(sentence: Sentence) -> Sentence | None:
    """The sentence's beginning as a headline writes it: capitals everywhere but on small words, no full stop."""
    length = random.randint(6, 13)
    words, labels = sentence.words, sentence.labels
    if len(words) < 5 or not any(label != "O" for label in labels[:length]):
        return None
    while length < len(labels) and labels[length][0] == "I":
        length += 1
    words = [w if w in SMALL and i else w[:1].upper() + w[1:] for i, w in enumerate(words[:length])]
    if words[-1] == ".":
        words = words[:-1]
    if random.random() < 0.12:
        words = [word.upper() for word in words]
    return Sentence(words, labels[: len(words)], sentence.guideline)


def with_headlines(sentences: list[Sentence], share: float) -> list[Sentence]:
    """A share of the sentences once more as headlines."""
    return sentences + [made for s in sentences if random.random() < share and (made := headline(s))]


def proper(sentence: Sentence) -> Sentence:
    """re3d marks whole phrases ("Prime Minister X", "Coalition military forces"): the name in them is what counts."""
    labels = ["O"] * len(sentence.words)
    for start, end, kind in names(sentence.labels):
        while start < end and kind == "PER" and sentence.words[start] in TITLES | {"."}:
            start += 1
        small = (at for at in range(start, end) if sentence.words[at][0].islower() and sentence.words[at] not in SMALL)
        end = next(small, end)
        while end > start and sentence.words[end - 1] in SMALL:
            end -= 1
        labels[start:end] = [f"{'I' if at > start else 'B'}-{kind}" for at in range(start, end)]
    return Sentence(sentence.words, labels, sentence.guideline)


def gold(data: Path, language: str, which: str) -> list[Document]:
    if language == "id":
        return conll(data / "idner-train.conll", "idner") + conll(data / "nergrit-train.conll", "nergrit")
    found = english(data, False) + (english(data, True) if which == "all" else [])
    return [[proper(s) if s.guideline == "re3d" else s for s in document] for document in found]


def unlabelled(data: Path, source: str) -> list[Sentence]:
    """Sentences of a source with a word inside that is written as names are."""
    match source:
        case "news-id":
            found = postagged(data / "nlp-id-postag.txt.gz") + treebank(data / "id_csui-ud-train.conllu.gz")
        case "wiki-id":
            found = treebank(data / "id_gsd-ud-train.v2.0-2017.conllu.gz") + treebank(data / "id_gsd-ud-dev.conllu.gz")
        case "mixed-en":
            found = plain(data / "meantime.jsonl") + treebank(data / "en_ewt-ud-train.conllu.gz")
    named = [s for s in flat(found) if 4 < len(s.words) < 60 and any(w[0].isupper() for w in s.words[1:])]
    random.shuffle(named)
    return named[: MOST[source]]


def label(base: Base, weights: Path, sentences: list[Sentence], guidelines: list[str]) -> list[Sentence]:
    answers = predict(load(base, weights), base, [s.words for s in sentences], guidelines)
    return [Sentence(s.words, labels, "") for s, (labels, chances) in zip(sentences, answers, strict=True) if min(chances) >= SURE]


def main() -> None:
    random.seed(SEED)
    torch.set_num_threads(1)
    match sys.argv[1:]:
        case ["gold", data, language, which, out]:
            made = flat(gold(Path(data), language, which))
        case ["label", base, weights, data, source, out]:
            made = label(Base(Path(base)), Path(weights), unlabelled(Path(data), source), GUIDELINES[source])
        case _:
            raise SystemExit(__doc__)
    made = with_headlines(made, 0.3)
    Path(out).write_text("".join(map(document, documents(made))), encoding="utf-8")
    print(f"{len(made)} sentences, {sum(len(names(s.labels)) for s in made)} names")


if __name__ == "__main__":
    main()
