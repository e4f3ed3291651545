"""What the peers share: they read articles as JSON lines and answer with extraction records, as `kabar extract` does.

A peer that is not installed says what to install and ends with status 3; `compare.py` then lists it as missing.
"""

import calendar
import datetime
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn

Article = dict[str, Any]
MISSING = 3


def missing(what: str) -> NoReturn:
    """Ends a peer that is not installed."""
    print(what, file=sys.stderr)
    sys.exit(MISSING)


def articles() -> Iterator[Article]:
    """The articles of stdin."""
    for line in sys.stdin:
        yield json.loads(line)


def answer(article: Article, dates: Iterable[dict] = (), mentions: Iterable[dict] = ()) -> None:
    """Writes one record."""
    told = {key: article.get(key) for key in ("id", "text", "language", "published")}
    record = {"article": told, "entities": [], "mentions": list(mentions), "dates": list(dates), "events": [], "quotations": [], "notes": []}
    json.dump(record, sys.stdout, ensure_ascii=False)
    print()


def each(read: Callable[[Article], dict[str, list[dict]]]) -> None:
    """Answers article by article."""
    for article in articles():
        answer(article, **read(article))


def date(text: str, start: int, end: int, days: tuple[str, str, str] | None) -> dict:
    """One date of a record; `days` are its first, its last and its precision, if they are known."""
    begin, last, precision = days or (None, None, None)
    return {"start": start, "end": end, "text": text[start:end], "begin": begin, "end_date": last, "precision": precision, "rule": None}


def days_of(value: str) -> tuple[str, str, str] | None:
    """The days that a TIMEX3 value names."""
    if match := re.match(r"(\d{4}-\d\d-\d\d)", value):
        return match[1], match[1], "day"
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        first = monday + datetime.timedelta(days=5 if match[3] else 0)
        return str(first), str(monday + datetime.timedelta(days=6)), "window" if match[3] else "week"
    if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        return months(int(match[1]), int(match[2]), 1, "month")
    if match := re.fullmatch(r"(\d{4})-([QH])([1-4])", value):
        count = 3 if match[2] == "Q" else 6
        return months(int(match[1]), count * (int(match[3]) - 1) + 1, count, "window")
    if re.fullmatch(r"\d{4}", value):
        return f"{value}-01-01", f"{value}-12-31", "year"
    if re.fullmatch(r"\d{2,3}", value):
        return f"{value.ljust(4, '0')}-01-01", f"{value.ljust(4, '9')}-12-31", "window"
    return None


def months(year: int, first: int, count: int, precision: str) -> tuple[str, str, str] | None:
    """So many months of a year, if it has them."""
    last = first + count - 1
    if last > 12:
        return None
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{calendar.monthrange(year, last)[1]}", precision
