"""dateparser as a peer: `search_dates` in the article's language, counted from its publication, past before future.

It knows days only: what it finds gets the precision of a day. Its finds carry no offsets, so they are found again in their order.
"""

import datetime

import record

try:
    from dateparser.search import search_dates
except ImportError:
    record.missing("pip install dateparser")


def settings(article: record.Article) -> dict:
    """What dateparser is told."""
    told = {"PREFER_DATES_FROM": "past", "RETURN_AS_TIMEZONE_AWARE": False}
    if article.get("published"):
        told["RELATIVE_BASE"] = datetime.datetime.fromisoformat(article["published"][:10])
    return told


def read(article: record.Article) -> dict[str, list[dict]]:
    """The dates of one article."""
    text, found, reached = article["text"], [], 0
    for words, when in search_dates(text, languages=[article.get("language") or "en"], settings=settings(article)) or []:
        start = text.find(words, reached)
        if start >= 0:
            reached = start + len(words)
            day = str(when.date())
            found.append(record.date(text, start, reached, (day, day, "day")))
    return {"dates": found}


if __name__ == "__main__":
    record.each(read)
