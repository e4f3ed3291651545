#!/usr/bin/env python3
"""Holds the SHACL shapes against a good and a bad example. Needs pyshacl (pip install pyshacl==0.40.1).

    python3 ontology/tests/shapes/check.py                 the shapes are right
    python3 ontology/tests/shapes/check.py FILE…           these files (Turtle, N-Quads, TriG …) are complete

Graph names are ignored: the union of all graphs is what the shapes speak of.
"""

import sys
from pathlib import Path

from pyshacl import validate
from rdflib import RDF, Dataset, Graph, Namespace

HERE = Path(__file__).resolve().parent
TURTLE = HERE.parent.parent / "turtle"
SH = Namespace("http://www.w3.org/ns/shacl#")


def read(*paths):
    """The triples of some files, whatever graph they stand in."""
    dataset = Dataset(default_union=True)
    for path in paths:
        dataset.parse(path)
    graph = Graph()
    for subject, predicate, value, _ in dataset.quads():
        graph.add((subject, predicate, value))
    return graph


SHAPES = read(TURTLE / "shapes.ttl")
TERMS = read(TURTLE / "geopolitics.ttl", TURTLE / "event-types.ttl")


def complaints(graph):
    """What the shapes have to say about a graph: (node, shape, messages)."""
    _, report, _ = validate(graph + TERMS, shacl_graph=SHAPES)
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
        found.append((report.value(result, SH.focusNode), report.value(result, SH.sourceShape), messages))
    return sorted(found)


def short(iri):
    """The last part of an IRI."""
    return str(iri).replace("#", "/").rsplit("/", 1)[-1]


def check_shapes():
    """The good example passes, every property shape finds fault with the bad one, every message is in two languages."""
    wrong = [f"good.ttl: {short(node)}: {short(shape)}: {messages}" for node, shape, messages in complaints(read(HERE / "good.ttl"))]
    bad = complaints(read(HERE / "bad.ttl"))
    shapes = set(SHAPES.subjects(RDF.type, SH.PropertyShape))
    wrong += [f"{short(shape)}: no fault found in bad.ttl" for shape in shapes - {shape for _, shape, _ in bad}]
    wrong += [f"{short(node)}: not a node of bad.ttl" for node, _, _ in bad if not short(node).startswith("bad-")]
    for shape in shapes:
        languages = sorted(message.language for message in SHAPES.objects(shape, SH.message))
        if languages != ["en", "id"]:
            wrong.append(f"{short(shape)}: messages in {languages}, not in en and id")
    return sorted(wrong)


def main():
    """Prints what is wrong and says by its exit code whether anything is."""
    files = sys.argv[1:]
    if files:
        wrong = [f"{short(node)}: {' / '.join(messages)}" for node, _, messages in complaints(read(*files))]
    else:
        wrong = check_shapes()
    print("\n".join(wrong) or "nothing to complain about")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
