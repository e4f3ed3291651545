"""The rows of the generated tables, and how they are put in order.

A name can reach us from several sources; the table keeps one row for each key and place, the best one.
"""

import dataclasses

from fold import fold

HEADS = {
    "place.tsv": "# id kind geonames iso3 admin1 lat lon population wikidata label_en label_id",
    "name.tsv": "# key form id lang kind weight",
    "town.tsv": "# form id where lat lon kind",
    "country.tsv": "# iso3 iso2 label_en label_id capital_geonames cow wikidata region",
}
KINDS = ["pref", "exonym", "abbr", "alt", "demonym", "metonym", "short"]


@dataclasses.dataclass
class Place:
    """One row of place.tsv; `population` also orders places of one name, and stays 0 where nobody counts heads."""

    id: str
    kind: str
    geonames: str = ""
    iso3: str = ""
    admin1: str = ""
    lat: str = ""
    lon: str = ""
    population: int = 0
    wikidata: str = ""
    label_en: str = ""
    label_id: str = ""

    def row(self) -> list[str]:
        """The columns as they are printed."""
        return [str(value) for value in dataclasses.astuple(self)]


def degrees(value: float) -> str:
    """A coordinate with at most five digits after the point (one metre)."""
    return f"{round(value, 5) + 0.0:.5f}".rstrip("0").rstrip(".")


class Names:
    """All names, one for each key and id; a people's name may equal the country's in another language (Swiss)."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str, bool], tuple[str, str, str, int]] = {}

    def add(self, form: str, place: str, lang: str, kind: str, weight: int = 0) -> None:
        """Keep a form; of two with one key the better kind stays. What is preferred in two languages is in `und`."""
        form = " ".join(form.split())
        slot = (fold(form), place, kind == "demonym")
        if not slot[0]:
            return
        old = self.rows.get(slot)
        if old is None:
            self.rows[slot] = (form, lang, kind, weight)
            return
        best = old if KINDS.index(old[2]) <= KINDS.index(kind) else (form, lang, kind, weight)
        both = "und" if old[2] == kind and old[1] != lang else best[1]
        self.rows[slot] = (best[0], both, best[2], max(old[3], weight))

    def keys(self) -> set[str]:
        """All keys so far."""
        return {key for key, *_ in self.rows}

    def by_place(self) -> dict[str, set[str]]:
        """Keys of each place so far."""
        found: dict[str, set[str]] = {}
        for key, place, _ in self.rows:
            found.setdefault(place, set()).add(key)
        return found

    def table(self) -> list[list[str]]:
        """The rows of name.tsv."""
        return [[key, form, place, lang, kind, str(weight)]
                for (key, place, _), (form, lang, kind, weight) in self.rows.items()]


def text(name: str, rows: list[list[str]]) -> bytes:
    """A table as bytes, sorted by the bytes of its columns."""
    columns = len(HEADS[name].split()) - 1
    for row in rows:
        assert len(row) == columns and not any("\t" in cell or "\n" in cell for cell in row), row
    ordered = [[cell.encode() for cell in row] for row in rows]
    if name != "town.tsv":  # in the order of keys, which it does not print
        ordered.sort()
    head = HEADS[name].replace(" ", "\t").replace("#\t", "# ", 1).encode()
    return b"\n".join([head] + [b"\t".join(row) for row in ordered]) + b"\n"

