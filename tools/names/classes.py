"""Groups words by the encoder's vectors: `classes.py BASE WEIGHTS DATA REFERENCE LANGUAGE OUT`.

A word is read alone by the teacher; words with like vectors become one class of 1024, classes one of 96. The vocabulary is
that of the texts of the language, of our tables, and every capitalised whole word that the encoder's tokeniser keeps.
Writes lines of word, class, coarser class.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import torch
from encoder import Base, Tagger
from gold import conll, plain, postagged, spans, treebank
from teacher import GUIDELINES, SEED, flat, load, padded

FINE, COARSE, ROUNDS = 1024, 96, 12
WORD = re.compile(r"[^\W\d_][^\W\d_'’]+")


def texts(data: Path, language: str) -> Iterator[list[str]]:
    """The words of every sentence that may be used."""
    if language == "id":
        found = conll(data / "idner-train.conll", "") + conll(data / "nergrit-train.conll", "") + postagged(data / "nlp-id-postag.txt.gz")
        found += treebank(data / "id_csui-ud-train.conllu.gz") + treebank(data / "id_gsd-ud-train.v2.0-2017.conllu.gz")
    else:
        found = conll(data / "wikigold-1.conll", "") + spans(data / "re3d-open.jsonl", "")
        found += treebank(data / "en_ewt-ud-train.conllu.gz") + plain(data / "meantime.jsonl")
    return (sentence.words for sentence in flat(found))


def vocabulary(base: Base, data: Path, reference: Path, language: str) -> list[str]:
    counts = Counter(word for words in texts(data, language) for word in words if WORD.fullmatch(word))
    kept = {word for word, n in counts.items() if n > 1 or word[0].isupper()}
    for table, column in (("name.tsv", 1), ("person.tsv", 1), ("org.tsv", 2)):
        for line in (reference / table).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#") and len(fields := line.split("\t")) > column:
                kept |= {word for word in WORD.findall(fields[column]) if word[0].isupper()}
    whole = re.compile("\u2581[A-Z][a-zà-ÿ]{2,}")
    kept |= {piece[1:] for piece in base.piece if whole.fullmatch(piece)}
    return sorted(kept)


def vectors(model: Tagger, base: Base, words: list[str], guideline: str) -> torch.Tensor:
    """The mean of the last layer over each word's pieces, of length 1."""
    model.eval()
    model.label = torch.nn.Identity()
    coded = [[base.bos, *base.pieces_of(word), base.eos] for word in words]
    order = sorted(range(len(words)), key=lambda i: len(coded[i]))
    found = torch.zeros(len(words), base.hidden)
    for at in range(0, len(order), 256):
        rows = order[at : at + 256]
        pieces = padded([coded[i] for i in rows], base.pad)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            states = model(pieces, torch.full((len(rows),), GUIDELINES.index(guideline))).float()
        own = (pieces != base.pad)[..., None].float()
        found[rows] = (states * own).sum(1) / own.sum(1)
    return torch.nn.functional.normalize(found - found.mean(0))


def cluster(points: torch.Tensor, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """k-means by angle, begun at random points; an empty class keeps its centre."""
    centres = points[torch.randperm(len(points))[:count]]
    for _ in range(ROUNDS):
        nearest = torch.cat([(part @ centres.T).argmax(1) for part in points.split(8192)])
        sums = torch.zeros_like(centres).index_add_(0, nearest, points)
        full = sums.norm(dim=1, keepdim=True) > 0
        centres = torch.where(full, torch.nn.functional.normalize(sums), centres)
    return nearest, centres


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    for name in ("base", "weights", "data", "reference"):
        ask.add_argument(name, type=Path)
    ask.add_argument("language")
    ask.add_argument("out", type=Path)
    given = ask.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    base = Base(given.base)
    words = vocabulary(base, given.data, given.reference, given.language)
    points = vectors(load(base, given.weights), base, words, "idner" if given.language == "id" else "wikigold")
    fine, centres = cluster(points, FINE)
    coarse, _ = cluster(centres, COARSE)
    lines = (f"{word}\t{fine[i]}\t{coarse[fine[i]]}\n" for i, word in enumerate(words))
    given.out.write_text("".join(lines), encoding="utf-8")
    print(f"{len(words)} words")


if __name__ == "__main__":
    main()
