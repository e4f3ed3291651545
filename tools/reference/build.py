"""Builds loaders/reference/{country,place,name,town}.tsv and loaders/lang/*/common.txt from pinned packages and the tables in hand/.

    python3 tools/reference/build.py            write the tables
    python3 tools/reference/build.py --check    build them in memory and compare with those committed
"""

import argparse
import sys

import places
import towns
import words
from cities import Cities
from countries import Countries
from regions import Regions
from sources import HERE, fetch
from table import Names, text

OUT = HERE.parent.parent / "loaders/reference"
LANG = HERE.parent.parent / "loaders/lang"


def tables() -> dict[str, list[list[str]]]:
    """All rows of all tables."""
    cities = Cities()
    capitals = cities.capitals()
    countries = Countries(capitals)
    seats = {row["id"] for found in capitals.values() for row in found}
    regions = Regions(cities, countries.iso3)

    names = Names()
    countries.names(names)
    places.names(names)
    taken = names.keys()
    cities.names(names, seats, taken)
    regions.names(names, taken, seats)

    rows = countries.places() + cities.places(countries.iso3, regions.codes(), seats) + regions.places() + places.places()
    small = towns.rows(cities, regions, names, rows)
    return {"country.tsv": countries.table(), "place.tsv": [row.row() for row in rows], "name.tsv": names.table(), "town.tsv": small}


def main() -> None:
    """Build, then write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed tables, write nothing")
    check = parser.parse_args().check
    fetch()
    different = []
    files = {OUT / name: text(name, rows) for name, rows in tables().items()}
    files |= {LANG / code / "common.txt": made for code, made in words.lists().items()}
    for path, made in files.items():
        name = path.relative_to(LANG.parent).as_posix()
        if not check:
            path.write_bytes(made)
        elif path.read_bytes() != made:
            different.append(name)
        print(f"{name}: {made.count(10)} lines, {len(made) / 1e6:.1f} MB")
    if different:
        sys.exit(f"not what the sources give: {', '.join(f'`{name}`' for name in different)}; run tools/reference/build.py")


if __name__ == "__main__":
    main()
