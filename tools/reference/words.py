"""Which names look like something else than a place.

A capital letter at the start of a sentence or in a headline makes any word look like a name (Juga is no town in
Estonia), so a word that people write in lower case is no name of a small place.
"""

import ast
import collections
import functools
import re

from fold import fold
from sources import HERE, members, read, tsv


@functools.cache
def indonesian() -> frozenset[str]:
    """Words of nlp-id's tagged news that stand in lower case at least once for ten times as a proper noun."""
    words, proper = collections.Counter(), collections.Counter()
    for line in read("nlp-id", "nlp_id/data/dataset_postag.txt").decode("utf-8").splitlines():
        word, _, tag = line.partition("\t")
        if tag == "NNP":
            proper[word.lower()] += 1
        elif word.isalpha() and word.islower():
            words[word] += 1
    return frozenset(word for word, count in words.items() if count * 10 >= proper[word])


@functools.cache
def english() -> frozenset[str]:
    """Lower-case words of SCOWL's American and British lists."""
    lines = [line for name in ("american", "british")
             for line in read(f"w{name}", f"./usr/share/dict/{name}-english").decode("utf-8").splitlines()]
    return frozenset(word for word in lines if word.islower() and word.isalpha())


@functools.cache
def malay() -> frozenset[str]:
    """Words of Malaya's dictionary without names, a list kept by hand, and the Indonesian ones, most of them shared."""
    tree = ast.parse(read("malaya", "malaya/dictionary/bahasa/words.py"))  # parsed, never run
    found = {leaf.value for leaf in ast.walk(tree) if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)}
    places = {row[0] for row in tsv(HERE / "../../loaders/reference/name.tsv") if row[4] == "pref"}
    own = {row[0] for row in tsv(HERE / "hand/common_ms.txt")}
    return indonesian() | own | {word for word in found - people() - places if word.islower() and word.isalpha()}


@functools.cache
def people() -> frozenset[str]:
    """Given names and surnames of Faker's locales that write them in Latin letters. Its code is parsed, never run."""
    found = set()
    for member in members("faker"):
        if re.fullmatch(r"faker/providers/person/[^/]+/__init__\.py", member):
            for node in ast.walk(ast.parse(read("faker", member))):
                named = [target.id for target in getattr(node, "targets", []) if isinstance(target, ast.Name)]
                if isinstance(node, ast.Assign) and any("name" in name and "format" not in name for name in named):
                    found |= {leaf.value for leaf in ast.walk(node.value) if isinstance(leaf, ast.Constant)}
    return frozenset(fold(name) for name in found if isinstance(name, str) and name.isascii())


@functools.cache
def stopped() -> frozenset[str]:
    """Keys kept by hand that never name a town: months, titles, famous people."""
    return frozenset(row[0] for row in tsv(HERE / "hand/stop.tsv"))


def common(key: str) -> bool:
    """Is a key made of common words only?"""
    return all(part in indonesian() or part in english() for part in key.replace("-", " ").split())


# Head line of the lists of common words, and their source.
HEAD = "# Words that are written in lower case: at the head of a sentence they are no names. Source: {}; made by tools/reference/build.py\n"


def lists() -> dict[str, bytes]:
    """lang/<code>/common.txt of each language: what the reader takes for ordinary words."""
    sources = {"id": (indonesian(), "nlp-id (MIT)"), "en": (english(), "SCOWL's American list, Debian wamerican"),
               "ms": (malay(), "malaya (MIT)")}
    return {
        code: (HEAD.format(source) + "".join(f"{word}\n" for word in sorted(words) if len(word) > 1)).encode()
        for code, (words, source) in sources.items()
    }
