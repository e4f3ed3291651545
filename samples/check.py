"""Checks the sample articles: every record parses, every date has its right weekday, every expected fact points to an article.

    python3 samples/check.py

Needs Python 3.11 and nothing else. Prints what is wrong and ends with status 1, or prints the counts.
"""

import datetime
import html
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
REFERENCE = HERE.parent / "loaders" / "reference"
WEEKDAYS = [
    ("senin", "monday"), ("selasa", "tuesday"), ("rabu", "wednesday"), ("kamis", "thursday"),
    ("jumat", "friday"), ("sabtu", "saturday"), ("minggu", "sunday"),
]
MONTHS = [
    ("januari", "january"), ("februari", "february"), ("maret", "march"), ("april",), ("mei", "may"), ("juni", "june"),
    ("juli", "july"), ("agustus", "august"), ("september",), ("oktober", "october"), ("november",), ("desember", "december"),
]
WEEKDAY = {name: number for number, names in enumerate(WEEKDAYS) for name in names}
MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
MONTH |= {name[:3]: number for name, number in MONTH.items()}
W = r"\b(" + "|".join(WEEKDAY) + r")(?: pagi| malam| night| ini)?"
M = "(" + "|".join(sorted(MONTH, key=len, reverse=True)) + r")\.?"
DATED = [  # weekday with a date beside it: the groups say what stands where
    (re.compile(W + r" \((\d{1,2})/(\d{1,2})(?:/(\d{4}))?\)", re.I), "day month year"),
    (re.compile(W + r",? (\d{1,2})/(\d{1,2})/(\d{4})", re.I), "day month year"),
    (re.compile(W + r"[ ,(]+(\d{1,2}) " + M + r"(?:,? (\d{4}))?", re.I), "day month year"),
    (re.compile(W + r"[ ,(]+" + M + r" (\d{1,2})(?:,? (\d{4}))?", re.I), "month day year"),
]
YEAR = re.compile(r"\b(202[2-4])\b")


def number(part: str) -> int:
    return int(part) if part.isdigit() else MONTH[part.lower()]


def wrong_weekdays(text: str, year: int) -> list[str]:
    """The dates of the text that fall on another weekday than it says; `year` is that of publication."""
    wrong = []
    for pattern, order in DATED:
        for match in pattern.finditer(text):
            parts = dict(zip(order.split(), match.groups()[1:]))
            day = datetime.date(int(parts["year"] or year), number(parts["month"]), number(parts["day"]))
            if day.weekday() != WEEKDAY[match[1].lower()]:
                wrong.append(f"`{match[0]}` is not {day.isoformat()}")
    return wrong


def articles() -> dict[str, tuple[str, int]]:
    """Every sample: its name, its text, the year it was published in."""
    found = {}
    for number_, line in enumerate((HERE / "articles.jsonl").read_text("utf8").splitlines(), 1):
        record = json.loads(line)
        published = datetime.datetime.fromisoformat(record["published"])
        if record["id"] in found:
            raise ValueError(f"line {number_}: id `{record['id']}` stands twice")
        found[record["id"]] = (record.get("title", "") + "\n\n" + record["text"], published.year)
    for file in sorted([*HERE.glob("text/*.txt"), *HERE.glob("html/*.html")]):
        text = file.read_text("utf8")
        year = YEAR.search(text.split("published_time")[-1])
        if file.suffix == ".html":
            text = html.unescape(re.sub(r"(?s)<(script|style).*?</\1>|<[^>]+>", " ", text))
        found[f"{file.parent.name}/{file.name}"] = (text, int(year[1]))
    return found


def expected() -> list[list[str]]:
    lines = (HERE / "expected.tsv").read_text("utf8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def known_ids() -> set[str]:
    """The ids of the reference tables; empty where the tables are not there."""
    return {
        line.split("\t")[0]
        for table in REFERENCE.glob("*.tsv")
        for line in table.read_text("utf8").splitlines()
        if not line.startswith("#")
    }


def main() -> int:
    found, problems, strangers = articles(), [], set()
    for name, (text, year) in found.items():
        problems += [f"{name}: {wrong}" for wrong in wrong_weekdays(text, year)]
        words = len(text.split())
        if not 90 <= words <= 330:  # pages and titles add to the 90 to 200 words of the article
            problems.append(f"{name}: {words} words")
    rows, known = expected(), known_ids()
    for row in rows:
        if len(row) != 10 or row[0] not in found:
            problems.append(f"expected.tsv: no such article or not 10 columns: {row}")
            continue
        begin, end = (datetime.date.fromisoformat(day) if day else None for day in row[6:8])
        if begin and end and begin > end:
            problems.append(f"expected.tsv: {row[0]} ends before it begins")
        strangers |= {token for column in row[3:6] for token in column.split() if known and token not in known}
    for problem in problems:
        print(problem, file=sys.stderr)
    if strangers:
        print("in expected.tsv, not in loaders/reference:", *sorted(strangers), file=sys.stderr)
    print(f"{len(found)} articles, {len(rows)} expected facts, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
