"""Check the hand-kept tables in loaders/reference: order, ids, links between tables, dates, double-held offices.

These tables are facts that readers of the graph will take on trust, so a slip must fail a build, not reach a page.
Usage: python3 tools/check_reference.py [directory]. Exit code 0 when clean, 1 when something is wrong.
"""

import calendar
import pathlib
import re
import sys

COLUMNS = {
    "role": "role label_en label_id sector aliases_en aliases_id",
    "org": "id kind label_en label_id country sector parent aliases wikidata role_scope",
    "person": "id label country aliases wikidata",
    "office": "person role of from until precision",
    "member": "org country status from until",
}
SECTORS = set(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC "
    "IGO UNO EUR NGO ISM IMG MNC".split()
)
STATUSES = {"member", "permanent", "elected", "observer", "candidate", "partner", "invited", "suspended"}
# Offices that one person holds at a time, in one country or organization.
EXCLUSIVE = set(
    "head_of_state acting_head_of_state head_of_government supreme_leader monarch emperor sultan emir pope crown_prince "
    "minister_foreign minister_defence minister_finance minister_interior police_chief commander_armed_forces "
    "secretary_general commission_president council_president high_representative managing_director bank_president "
    "director_general anticorruption_chief intelligence_chief army_chief navy_chief air_force_chief speaker_parliament".split()
)
# Pairs that really overlapped, with the reason. Key: role, country or organization, the two people in order.
ALLOWED: dict[tuple[str, ...], str] = {}
EARLIEST, LATEST = 1940, 2027
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COUNTRY = re.compile(r"[A-Z]{3}")


def read(directory, name, errors):
    """Rows of one table as dictionaries; complaints about its form go to `errors`."""
    path = directory / f"{name}.tsv"
    raw = path.read_bytes()
    columns = COLUMNS[name].split()
    if b"\r" in raw or not raw.endswith(b"\n"):
        errors.append(f"{path.name}: lines must end with LF, the last one too")
    lines = raw.decode("utf-8").split("\n")[:-1]
    if lines[0] != "# " + "\t".join(columns):
        errors.append(f"{path.name}:1: header must be `# {' '.join(columns)}`, tabs between")
    body = lines[1:]
    rows, keys = [], [line.encode() for line in body]
    for number, line in enumerate(body, start=2):
        where = f"{path.name}:{number}"
        fields = line.split("\t")
        if len(fields) != len(columns):
            errors.append(f"{where}: {len(fields)} columns instead of {len(columns)}")
            continue
        if any(field != field.strip() or "  " in field for field in fields):
            errors.append(f"{where}: stray space")
        if number > 2 and keys[number - 2] <= keys[number - 3]:
            errors.append(f"{where}: not in byte order, or twice the same row")
        rows.append(dict(zip(columns, fields), where=where))
    return rows


def unique(rows, column, errors):
    """The set of ids of a table, which must not repeat."""
    seen = set()
    for row in rows:
        if row[column] in seen:
            errors.append(f"{row['where']}: id `{row[column]}` stands twice")
        seen.add(row[column])
    return seen


def check_id(row, prefix, errors):
    """An id is its prefix and an ASCII slug."""
    if not (row["id"].startswith(prefix) and SLUG.fullmatch(row["id"][len(prefix):])):
        errors.append(f"{row['where']}: id `{row['id']}` must be `{prefix}` and a slug")


def check_country(row, errors, empty=False):
    """A country is an alpha-3 code."""
    if not (COUNTRY.fullmatch(row["country"]) or (empty and not row["country"])):
        errors.append(f"{row['where']}: country `{row['country']}` must be an ISO alpha-3 code")


def check_list(row, column, labels, errors):
    """A list has no empty, repeated or needless item."""
    items = row[column].split("|") if row[column] else []
    if len(set(items)) != len(items) or "" in items:
        errors.append(f"{row['where']}: {column} has an empty or repeated item")
    for item in items:
        if item in labels or item != item.strip():
            errors.append(f"{row['where']}: {column} item `{item}` repeats the label or has stray space")


def check_wikidata(row, errors):
    """A Wikidata id is Q and a number, or absent."""
    if row["wikidata"] and not re.fullmatch(r"Q[1-9]\d*", row["wikidata"]):
        errors.append(f"{row['where']}: wikidata `{row['wikidata']}` must look like Q42")


def span(text, where, errors):
    """First and last day that a date of any precision can mean, as (y, m, d)."""
    match = DATE.fullmatch(text)
    if not match:
        errors.append(f"{where}: date `{text}` must be YYYY, YYYY-MM or YYYY-MM-DD")
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0
    if not EARLIEST <= year <= LATEST or (match[2] and not last) or (match[3] and not 1 <= day <= last):
        errors.append(f"{where}: there is no such date: `{text}`")
        return None
    if not month:
        return (year, 1, 1), (year, 12, 31)
    return (year, month, day or 1), (year, month, day or last)


def certain(row, errors):
    """The days on which a term surely ran: from the latest possible start to the earliest possible end."""
    start = span(row["from"], row["where"], errors) if row["from"] else ((0, 0, 0), (0, 0, 0))
    end = span(row["until"], row["where"], errors) if row["until"] else ((9999, 1, 1), (9999, 1, 1))
    if not start or not end:
        return None
    if end[1] < start[0]:
        errors.append(f"{row['where']}: ends `{row['until']}` before it begins `{row['from']}`")
    return start[1], end[0]


def check_precision(row, errors):
    """The column names the coarsest of the two dates."""
    lengths = [len(row[column]) for column in ("from", "until") if row[column]]
    right = {4: "year", 7: "month", 10: "day"}.get(min(lengths, default=4))
    if row["precision"] != right:
        errors.append(f"{row['where']}: precision `{row['precision']}` should be `{right}`")


def check_double(offices, errors):
    """Nobody shares an exclusive office, and nobody holds one twice at once; a handover on one day is fine."""
    terms = {}
    for row in offices:
        days = certain(row, errors)
        if days:
            terms.setdefault((row["role"], row["of"]), []).append((days, row))
    for (role, of), held in terms.items():
        held.sort(key=lambda item: (item[0], item[1]["person"]))
        for index, (first, one) in enumerate(held):
            for second, two in held[index + 1:]:
                same = one["person"] == two["person"]
                pair = (role, of, *sorted((one["person"], two["person"])))
                if (same or role in EXCLUSIVE) and max(first[0], second[0]) < min(first[1], second[1]) and pair not in ALLOWED:
                    errors.append(f"{two['where']}: {role} of {of} held at once by {one['person']} and {two['person']}")


def check_roles(roles, errors):
    """Every role has a sector, labels, and clean lists."""
    for row in roles:
        if not re.fullmatch(r"[a-z]+(_[a-z]+)*", row["role"]):
            errors.append(f"{row['where']}: role `{row['role']}` must be words joined by `_`")
        if row["sector"] not in SECTORS or not row["label_en"] or not row["label_id"]:
            errors.append(f"{row['where']}: label missing or sector `{row['sector']}` unknown")
        check_list(row, "aliases_en", (), errors)
        check_list(row, "aliases_id", (), errors)


def check_orgs(orgs, ids, roles, errors):
    """Organizations: kind, sector, parent without a ring, role."""
    parents = {row["id"]: row["parent"] for row in orgs}
    for row in orgs:
        check_id(row, "org-", errors)
        check_country(row, errors, empty=True)
        check_wikidata(row, errors)
        check_list(row, "aliases", (row["label_en"], row["label_id"]), errors)
        if row["kind"] not in ("organization", "group") or row["sector"] not in SECTORS:
            errors.append(f"{row['where']}: kind `{row['kind']}` or sector `{row['sector']}` unknown")
        if row["parent"] and row["parent"] not in ids:
            errors.append(f"{row['where']}: parent `{row['parent']}` is in no row")
        if row["role_scope"] and row["role_scope"] not in roles:
            errors.append(f"{row['where']}: role `{row['role_scope']}` is in no row of role.tsv")
        above, steps = row["parent"], 0
        while above and steps < 10:
            above, steps = parents.get(above, ""), steps + 1
        if above:
            errors.append(f"{row['where']}: its parents form a ring")


def check_people(people, errors):
    """People: id, country, list of names; an alias of two people must not be a bare surname."""
    owners = {}
    for row in people:
        check_id(row, "person-", errors)
        check_country(row, errors)
        check_wikidata(row, errors)
        check_list(row, "aliases", (row["label"],), errors)
        for name in [row["label"], *filter(None, row["aliases"].split("|"))]:
            if owners.setdefault(name, row["id"]) != row["id"]:
                errors.append(f"{row['where']}: the name `{name}` belongs to {owners[name]} too")


def check_links(offices, members, tables, errors):
    """Offices and memberships point at rows that exist."""
    for row in offices:
        for column, known in (("person", tables["person"]), ("role", tables["role"])):
            if row[column] not in known:
                errors.append(f"{row['where']}: {column} `{row[column]}` is in no row of {column}.tsv")
        if not COUNTRY.fullmatch(row["of"]) and row["of"] not in tables["org"]:
            errors.append(f"{row['where']}: `{row['of']}` is neither a country nor a row of org.tsv")
        check_precision(row, errors)
    for row in members:
        if row["org"] not in tables["org"] or row["status"] not in STATUSES:
            errors.append(f"{row['where']}: organization `{row['org']}` or status `{row['status']}` unknown")
        check_country(row, errors)
        certain(row, errors)


def main():
    """Read the tables, check them, print every complaint."""
    here = pathlib.Path(__file__).resolve().parent.parent
    directory = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here / "loaders" / "reference"
    errors = []
    rows = {name: read(directory, name, errors) for name in COLUMNS}
    tables = {"role": unique(rows["role"], "role", errors)}
    tables |= {name: unique(rows[name], "id", errors) for name in ("org", "person")}
    check_roles(rows["role"], errors)
    check_orgs(rows["org"], tables["org"], tables["role"], errors)
    check_people(rows["person"], errors)
    check_links(rows["office"], rows["member"], tables, errors)
    check_double(rows["office"], errors)
    for error in errors:
        print(error)
    print(", ".join(f"{len(rows[name])} {name} rows" for name in COLUMNS), f"- {len(errors)} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
