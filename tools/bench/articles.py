"""Makes articles for benchmarks: any number, Indonesian and English, of mixed length, the same for the same seed.

    python3 tools/bench/articles.py 1000 > articles.jsonl                # three to thirty sentences each
    python3 tools/bench/articles.py 1000 --words 400 > articles.jsonl    # of about 400 words each

Their sentences are the examples of the event patterns, with an outlet, a dateline and a day of their own: prose of ours that
is dense in events, so that what is measured is a lower bound.
"""

import argparse
import datetime
import json
import pathlib
import random
import sys

LANG = pathlib.Path(__file__).resolve().parent.parent.parent / "loaders/lang"
OUTLETS = {"id": ["Kabar Nusantara", "Harian Samudra", "Lintas Dunia"], "en": ["The Archipelago Post", "Meridian Wire", "The Straits Ledger"]}
FILLERS = {
    "id": ["Pernyataan itu disampaikan dalam konferensi pers.", "Rincian lebih lanjut belum diumumkan.", "Sejumlah pengamat menilai langkah itu akan berdampak luas."],
    "en": ["The remarks came at a news conference.", "Further details were not announced.", "Several analysts expect the step to have wide effects."],
}
WEEKDAYS = {"id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"], "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]}


def examples(code: str) -> list[str]:
    """The example sentences of a language's event patterns."""
    rows = (line.split("\t") for line in (LANG / code / "patterns.tsv").read_text("utf-8").splitlines() if not line.startswith("#"))
    return sorted({row[5].rstrip(".") for row in rows if len(row) > 5})


def long_enough(lines: list[str], words: int | None, sentences: int) -> bool:
    """Whether an article has its words, or else its sentences."""
    return sum(len(line.split()) for line in lines) >= words if words else len(lines) >= sentences


def article(number: int, chance: random.Random, sentences: dict[str, list[str]], words: int | None) -> dict:
    """One article: so many words, or three to thirty sentences; a date in every third sentence."""
    code = chance.choice(["id", "en"])
    day = datetime.date(2023, 1, 1) + datetime.timedelta(days=chance.randrange(700))
    outlet = chance.choice(OUTLETS[code])
    lines: list[str] = []
    count = chance.choice([3, 5, 8, 12, 20, 30])
    while not long_enough(lines, words, count):
        sentence = chance.choice(sentences[code])
        if len(lines) % 3 == 0:
            when = day - datetime.timedelta(days=chance.randrange(6))
            on = "pada" if code == "id" else "on"
            sentence += f" {on} {WEEKDAYS[code][when.weekday()]}"
        lines.append(f"{sentence}. {chance.choice(FILLERS[code])}")
    return {
        "id": f"bench-{number}",
        "url": f"https://example.org/bench/{number}",
        "title": lines[0].split(".")[0],
        "text": "\n\n".join(lines),
        "published": f"{day}T{chance.randrange(24):02}:00:00+07:00",
        "language": code,
        "publisher": outlet,
    }


def main() -> None:
    """Writes the articles to stdout."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="how many articles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=int, help="about how many words each")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    sentences = {code: examples(code) for code in ("id", "en")}
    for number in range(options.count):
        json.dump(article(number, chance, sentences, options.words), sys.stdout, ensure_ascii=False)
        print()


if __name__ == "__main__":
    main()
