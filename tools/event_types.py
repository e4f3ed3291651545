#!/usr/bin/env python3
"""Writes ontology/turtle/event-types.ttl, the event scheme PLOVER in SKOS.

    python3 tools/event_types.py           writes the file
    python3 tools/event_types.py --check   compares it, and exits with 1 if it differs

Input: tools/plover.json (codes, numbers, English definitions) and tools/plover_id.tsv (labels in both languages, Indonesian
definitions and notes). No network, no packages; the same input gives the same bytes.
"""

import csv
import json
import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
OUTPUT = TOOLS.parent / "ontology" / "turtle" / "event-types.ttl"

HEADER = """\
# The event scheme: PLOVER 2.0 as SKOS concepts. MADE by tools/event_types.py; change its input, not this file.
# Types are pl:CONSULT, modes pl:CONSULT-visit (one word can be a mode of two types), contexts pl:context-military, sectors
# pl:sector-GOV, CAMEO codes pl:cameo-0312; skos:notation keeps the plain code.

@prefix kb:   <https://w3id.org/kabar/ontology#> .
@prefix pl:   <https://w3id.org/kabar/plover#> .
@prefix sem:  <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix dct:  <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl:  <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def words():
    """The rows of plover_id.tsv by their key: labels in both languages and the Indonesian text."""
    with open(TOOLS / "plover_id.tsv", encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    table = {row["concept"]: row for row in rows}
    if len(table) != len(rows):
        sys.exit("plover_id.tsv: a concept stands there twice")
    return table


def text(value, language):
    """A Turtle literal in a language."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"@{language}'


def both(english, indonesian):
    """The same thing said in both languages."""
    if not english or not indonesian:
        sys.exit(f"a text is missing beside `{english or indonesian}`")
    return [text(english, "en"), text(indonesian, "id")]


def block(subject, pairs):
    """One subject with its properties, a line each."""
    lines = [f"{predicate} {' , '.join(values)}" for predicate, values in pairs if values]
    return f"{subject} " + " ;\n    ".join(lines) + " .\n"


class Scheme:
    """Turns the input into Turtle blocks and remembers which rows of the word list were used."""

    def __init__(self):
        self.plover = json.loads((TOOLS / "plover.json").read_text(encoding="utf-8"))
        self.words = words()
        self.unused = set(self.words)

    def row(self, key):
        """The row of a key, which must be there."""
        if key not in self.words:
            sys.exit(f"plover_id.tsv: no row for `{key}`")
        self.unused.discard(key)
        return self.words[key]

    def notes(self, concept):
        """Where the source contradicts itself about a concept, and what we decided."""
        found = []
        for erratum in self.plover["errata"]:
            if erratum["where"].split()[0].replace("/", "-").replace("CAMEO", "cameo") == concept:
                english = f"The source prints: {erratum['printed']}. We use: {erratum['used']}. Why: {erratum['why']}."
                found += both(english, self.row(f"erratum {erratum['where']}")["text_id"])
        return [("skos:editorialNote", found)]

    def concept(self, name, code, kind, definition, more):
        """A concept of the scheme with its code, names and definition."""
        row = self.row(name)
        labels = both(row["label_en"], row["label_id"])
        return block(f"pl:{name}", [
            ("a", [kind, "skos:Concept"]),
            ("skos:inScheme", ["pl:scheme"]),
            ("skos:notation", [f'"{code}"']),
            ("rdfs:label", labels),
            ("skos:prefLabel", labels),
            ("skos:definition", both(definition, row["text_id"])),
            *more,
            *self.notes(name),
        ])

    def quads(self):
        """Cooperation and conflict, in words and in deeds."""
        for number, name in self.plover["quads"].items():
            top = [("skos:topConceptOf", ["pl:scheme"])]
            yield self.concept(f"quad-{number}", number, "kb:QuadClass", name, top)

    def types(self):
        """The types, each followed by its modes."""
        for code, entry in self.plover["types"].items():
            note = entry.get("recipient_note")
            yield self.concept(code, code, "kb:EventType , sem:EventType , owl:Class", entry["meaning"], [
                ("rdfs:subClassOf", ["sem:Event"]),
                ("skos:broader", [f"pl:quad-{entry['quad']}"]),
                ("kb:quad", [str(entry["quad"])]),
                ("kb:ploverScore", [str(float(entry["score"]))]),
                ("kb:recipientNeeded", [{"yes": "true", "no": "false"}[entry["recipient"]]]),
                ("skos:scopeNote", both(note, self.row(f"note {note}")["text_id"]) if note else []),
            ])
            for mode, score in entry["modes"].items():
                more = [("kb:modeOf", [f"pl:{code}"]), ("skos:broader", [f"pl:{code}"]), ("kb:ploverScore", [str(float(score))])]
                yield self.concept(f"{code}-{mode}", mode, "kb:EventMode", entry["mode_meanings"][mode], more)

    def contexts(self):
        """What events are about."""
        for code in self.plover["contexts"]:
            top = [("skos:topConceptOf", ["pl:scheme"])]
            yield self.concept(f"context-{code}", code, "kb:EventContext", self.plover["context_meanings"][code], top)

    def sectors(self):
        """Parts of a state or society, then the international bodies, which are also gathered in a collection."""
        for code, definition in (self.plover["sectors"] | self.plover["nonstate"]).items():
            top = [("skos:topConceptOf", ["pl:scheme"])]
            yield self.concept(f"sector-{code}", code, "kb:ActorSector", definition, top)
        yield block("pl:international", [
            ("a", ["skos:Collection"]),
            ("rdfs:label", both("international actors", "pelaku internasional")),
            ("skos:member", [f"pl:sector-{code}" for code in self.plover["nonstate"]]),
        ])

    def cameo(self):
        """The codes of the older scheme and what they are here."""
        for entry in self.plover["cameo"]:
            rules = entry.get("by_rules")
            yield block(f"pl:cameo-{entry['cameo']}", [
                ("a", ["kb:CameoCode", "skos:Concept"]),
                ("skos:inScheme", ["pl:cameo"]),
                ("skos:notation", [f'"{entry["cameo"]}"']),
                ("rdfs:label", both(f"CAMEO {entry['cameo']}", f"CAMEO {entry['cameo']}")),
                ("skos:broadMatch", chosen(entry)),
                ("skos:relatedMatch", [f"pl:context-{context}" for context in entry["context"]]),
                ("kb:repaired", ["true"] if entry["changed"] else []),
                ("kb:byRules", chosen(rules) if rules else []),
                ("skos:editorialNote", both(rules["why"], self.row(f"why {rules['why']}")["text_id"]) if rules else []),
            ])

    def schemes(self):
        """The heads of the two schemes."""
        yield block("pl:scheme", [
            ("a", ["skos:ConceptScheme"]),
            ("rdfs:label", both("PLOVER 2.0", "PLOVER 2.0")),
            ("dct:title", both("PLOVER 2.0, the event scheme", "PLOVER 2.0, skema peristiwa")),
            ("dct:description", both("Event types, modes, contexts and actor sectors for coding political news.",
                                     "Jenis, cara, dan konteks peristiwa serta sektor pelaku untuk mengodekan berita politik.")),
            ("dct:source", ["<https://github.com/openeventdata/PLOVER>"]),
            ("dct:license", ["<https://spdx.org/licenses/MIT>", "<https://spdx.org/licenses/Apache-2.0>"]),
            ("dct:rights", both(
                "Names, codes and numbers are facts from PLOVER 2.0 of the Open Event Data Alliance, published under CC BY-SA 4.0; the wording is ours.",
                "Nama, kode, dan angka adalah fakta dari PLOVER 2.0 milik Open Event Data Alliance, terbit dengan lisensi CC BY-SA 4.0; perumusan kata-katanya milik kami.")),
        ])
        yield block("pl:cameo", [
            ("a", ["skos:ConceptScheme"]),
            ("rdfs:label", both("CAMEO codes", "kode CAMEO")),
            ("dct:description", both("Codes of CAMEO and the PLOVER type, mode and contexts each one becomes.",
                                     "Kode CAMEO beserta jenis, cara, dan konteks PLOVER padanannya.")),
            *self.notes("cameo"),
        ])

    def turtle(self):
        """The whole file."""
        parts = [
            ("The schemes", self.schemes()), ("Quad classes", self.quads()), ("Event types and their modes", self.types()),
            ("Contexts", self.contexts()), ("Sectors", self.sectors()), ("CAMEO", self.cameo()),
        ]
        whole = HEADER
        for title, blocks in parts:
            whole += f"\n# ---- {title} ----\n\n" + "\n".join(blocks)
        if self.unused:
            sys.exit(f"plover_id.tsv: rows that nothing asks for: {', '.join(sorted(self.unused))}")
        return whole


def chosen(entry):
    """The type of a CAMEO code and, if it has one, the mode."""
    mode = [f"pl:{entry['type']}-{entry['mode']}"] if entry["mode"] else []
    return [f"pl:{entry['type']}", *mode]


def main():
    """Writes the file, or compares it."""
    turtle = Scheme().turtle()
    if sys.argv[1:] == ["--check"]:
        if OUTPUT.read_text(encoding="utf-8") != turtle:
            sys.exit(f"{OUTPUT.name} is not what tools/event_types.py makes of its input: run it again")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        OUTPUT.write_text(turtle, encoding="utf-8")


if __name__ == "__main__":
    main()
