"""Tests of folding and of the committed tables; they need no network and no packages.

    python3 -m unittest discover tools/reference
"""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from fold import fold  # noqa: E402
from table import HEADS, KINDS  # noqa: E402

TABLES = pathlib.Path(__file__).parent.parent.parent / "loaders/reference"


def table(name: str) -> list[list[str]]:
    """Rows of a committed table, its head left out."""
    lines = (TABLES / name).read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines[1:-1]]


class Folding(unittest.TestCase):
    def test_marks_and_letters(self) -> None:
        pairs = {"Luleå": "lulea", "Łódź": "lodz", "Đà Nẵng": "da nang", "Tórshavn": "torshavn", "København": "kobenhavn",
                 "Groß-Gerau": "gross-gerau", "Ærø": "aero", "Œuilly": "oeuilly", "Diyarbakır": "diyarbakir", "İzmir": "izmir"}
        for form, key in pairs.items():
            self.assertEqual(fold(form), key)

    def test_punctuation_and_space(self) -> None:
        pairs = {"U.S.": "us", "Washington, D.C.": "washington, dc", "Côte d’Ivoire": "cote d'ivoire", "Xi`an": "xi'an",
                 "Nagorno–Karabakh": "nagorno-karabakh", "  New\u00a0 York\n": "new york"}
        for form, key in pairs.items():
            self.assertEqual(fold(form), key)

    def test_folding_twice_changes_nothing(self) -> None:
        for row in table("name.tsv"):
            self.assertEqual(fold(row[0]), row[0])


class Hand(unittest.TestCase):
    def test_hand_kept_tables_are_sorted_and_even(self) -> None:
        for path in sorted((pathlib.Path(__file__).parent / "hand").glob("*.tsv")):
            head, *lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
            self.assertTrue(head.startswith("# "), path.name)
            self.assertEqual(lines, sorted(lines), path.name)
            self.assertEqual(len(lines), len(set(lines)), path.name)
            widths = {line.count("\t") for line in lines}
            if path.name != "place.tsv":  # its last columns may be missing
                self.assertEqual(len(widths), 1, path.name)


class Tables(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.country, cls.place, cls.name = table("country.tsv"), table("place.tsv"), table("name.tsv")
        cls.ids = {row[0]: row for row in cls.place}
        cls.found: dict[str, list[list[str]]] = {}
        for row in cls.name:
            cls.found.setdefault(row[0], []).append(row)

    def named(self, form: str) -> list[str]:
        """Ids that go by a form, the one with the greatest weight first."""
        rows = sorted(self.found.get(fold(form), []), key=lambda row: -int(row[5]))
        return [row[2] for row in rows]

    def test_files_are_sorted_by_bytes_without_doubles(self) -> None:
        for name, head in HEADS.items():
            data = (TABLES / name).read_bytes()
            self.assertNotIn(b"\r", data)
            first, *lines = data.removesuffix(b"\n").split(b"\n")
            self.assertEqual(first.decode().replace("\t", " "), head)
            rows = [line.split(b"\t") for line in lines]
            if name != "town.tsv":  # in the order of keys, below
                self.assertEqual(rows, sorted(rows))
            self.assertEqual(len(lines), len(set(lines)))
            self.assertEqual({len(row) for row in rows}, {len(head.split(" ")) - 1})

    def test_ids_are_unique_and_well_made(self) -> None:
        self.assertEqual(len(self.ids), len(self.place))
        for row in self.place:
            self.assertRegex(row[0], r"^([A-Z]{3}|gn-\d+|place-[a-z0-9-]+)$")
            if row[0].startswith("gn-"):
                self.assertEqual(row[0], f"gn-{row[2]}")

    def test_towns_can_be_searched(self) -> None:
        rows = table("town.tsv")
        keys = [(fold(row[0]).encode(), row[1]) for row in rows]
        self.assertEqual(keys, sorted(set(keys)))
        regions = {row[4] for row in self.place if row[1] == "adm1"}
        for form, place, where, lat, lon, kind in rows:
            self.assertRegex(place, r"^gn-\d+$")
            if kind == "see":
                self.assertIn(place, self.ids)
                continue
            self.assertNotIn(place, self.ids)
            self.assertTrue(kind == "adm2" or kind.isdigit(), form)
            self.assertTrue(len(where) == 2 or where in regions or where.count("-") == 1, where)
            self.assertTrue(abs(float(lat)) <= 90 and abs(float(lon)) <= 180, form)

    def test_regions_stand_in_their_middle(self) -> None:
        points = {row[4]: (float(row[5]), float(row[6])) for row in self.place if row[1] == "adm1" and row[5]}
        for code, lat, lon in [("US-KS", 38.5, -98.4), ("CA-ON", 49.3, -84.5), ("ID-JT", -7.2, 110.2), ("CN-HE", 38.5, 115.5),
                               ("DE-BY", 49, 11.5), ("NG-BO", 11.8, 13.2)]:
            self.assertLess(abs(points[code][0] - lat) + abs(points[code][1] - lon), 2, code)

    def test_every_name_has_its_place_and_key(self) -> None:
        for key, form, place, lang, kind, weight in self.name:
            self.assertEqual(key, fold(form))
            self.assertIn(place, self.ids)
            self.assertIn(lang, {"und", "id", "en", "ms"})
            self.assertIn(kind, KINDS)
            self.assertTrue(weight.isdigit())

    def test_coordinates(self) -> None:
        for row in self.place:
            if row[5] or row[1] not in ("adm1", "adm2"):
                if row[0] != "UMI":  # islands all over the Pacific
                    self.assertLessEqual(abs(float(row[5])), 90)
                    self.assertLessEqual(abs(float(row[6])), 180)
                    self.assertRegex(row[5] + " " + row[6], r"^-?\d+(\.\d{1,5})? -?\d+(\.\d{1,5})?$")

    def test_countries(self) -> None:
        self.assertTrue(245 <= len(self.country) <= 255)
        for iso3, iso2, english, indonesian, capital, cow, wikidata, region in self.country:
            self.assertRegex(iso3 + iso2, r"^[A-Z]{5}$")
            self.assertTrue(english and indonesian and region)
            self.assertEqual(self.ids[iso3][9:], [english, indonesian])
            self.assertIn(iso3, self.named(english))
            self.assertIn(iso3, self.named(indonesian))
            self.assertRegex(wikidata, r"^Q\d+$")
            self.assertRegex(cow, r"^\d*$")
            if capital:
                self.assertEqual(self.ids[f"gn-{capital}"][3], iso3)
        for row in self.place:
            self.assertIn(row[3], {country[0] for country in self.country} | {""})

    def test_people(self) -> None:
        pairs = {"Russian": "RUS", "Russians": "RUS", "Iranian": "IRN", "Israeli": "ISR", "Filipino": "PHL", "Filipina": "PHL",
                 "Dutch": "NLD", "British": "GBR", "Frenchmen": "FRA", "Palestinian": "PSE", "North Korean": "PRK",
                 "South Koreans": "KOR", "Vietnamese": "VNM", "Swiss": "CHE", "Saudi": "SAU", "Afghan": "AFG"}
        for form, country in pairs.items():
            self.assertTrue(any(row[2] == country and row[4] == "demonym" for row in self.found[fold(form)]), form)
        self.assertNotIn("korean", self.found)
        for row in self.name:
            if row[4] == "demonym":
                self.assertEqual(self.ids[row[2]][1], "country")

    def test_what_newspapers_call_countries(self) -> None:
        pairs = {"AS": "USA", "Amerika Serikat": "USA", "U.S.": "USA", "Korsel": "KOR", "Korut": "PRK", "DPRK": "PRK", "Tiongkok": "CHN",
                 "Cina": "CHN", "China": "CHN", "RRT": "CHN", "Inggris": "GBR", "Britania Raya": "GBR", "UEA": "ARE", "Arab Saudi": "SAU",
                 "Saudi": "SAU", "Afsel": "ZAF", "RI": "IDN", "Papua Nugini": "PNG", "Burma": "MMR", "Timor Leste": "TLS"}
        for form, country in pairs.items():
            self.assertEqual(self.named(form)[0], country, form)

    def test_cities_under_all_their_names(self) -> None:
        same = [("Lulea", "Luleå"), ("Moskow", "Moscow", "Moskwa"), ("Kairo", "Cairo"), ("Bagdad", "Baghdad"), ("Roma", "Rome"),
                ("Damaskus", "Damascus"), ("Yerusalem", "Jerusalem"), ("Wina", "Vienna"), ("Praha", "Prague"), ("Teheran", "Tehran"),
                ("Warsawa", "Warsaw"), ("Athena", "Athens"), ("Kyiv", "Kiev"), ("Kharkiv", "Kharkov"), ("Jogja", "Yogyakarta"),
                ("Den Haag", "The Hague"), ("Mekkah", "Mecca", "Makkah"), ("Washington", "Washington, D.C.", "Washington DC")]
        for first, *others in same:
            for other in others:
                self.assertEqual(self.named(first)[0], self.named(other)[0], other)
        pairs = {"Luleå": "gn-604490", "Hanoi": "gn-1581130", "Pyongyang": "gn-1871859", "Yakutia": "gn-2013162", "Jakarta": "gn-1642911",
                 "Beirut": "gn-276781", "Kabul": "gn-1138958", "Sakha": "gn-2013162", "Papua Pegunungan": "gn-12503512",
                 "Gaza": "place-gaza-strip", "Laut China Selatan": "place-south-china-sea", "Timteng": "place-middle-east"}
        for form, place in pairs.items():
            self.assertEqual(self.named(form)[0], place, form)

    def test_provinces_of_indonesia(self) -> None:
        provinces = [row for row in self.place if row[1] == "adm1" and row[3] == "IDN"]
        self.assertEqual(len(provinces), 38)
        self.assertEqual(len([row for row in self.place if row[1] == "adm2"]), 514)
        for row in provinces:
            self.assertTrue(self.named(row[10]), row[10])

    def test_words_are_no_towns(self) -> None:
        for word in ("Juga", "Laut", "Kota", "Surat", "Nice", "Reading", "Presiden", "Menteri", "Obama", "May", "Maret", "Same", "Batu"):
            towns = [row for row in self.found.get(fold(word), []) if row[4] == "pref" and row[5] != "0"]
            self.assertTrue(word == "Nice" or not towns, word)

    def test_size(self) -> None:
        self.assertLess(sum((TABLES / name).stat().st_size for name in HEADS), 12_000_000)


if __name__ == "__main__":
    unittest.main()
