"""Names that people and places bear: three small lists, and the command that reduces the source to them.

`python -m nlp.gazetteer SOURCE TREEBANKS` reads the csv files and the treebanks described in lists/NOTICE.md and
writes the lists anew; the same source always gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

# How far a first name may be trusted on its own.
WEAK, FAIR, SURE = 1, 2, 3

# Titles and words that the source counts among first names; and names that are as often a word.
_NO_FIRST_NAMES = frozenset(
    "Ing Drs Prof Dhr Mevr The Advocatenkantoor Background Coördineert Evaluatie Geboortedatum Gebruikersnaam Gratie "
    "Klinisch Meervoud Onderhoudt Organiseer Other Rijks Stichter Verkiest Verkies Zintuig Verdun Westfalen Saksen "
    "Beieren Jeruzalem Jerusalem Bourgondië Wessex Second Step Card Main Please Kick Board Article Advance".split()
)
_ALSO_WORDS = frozenset(
    "Job Ton Wil Charlie Floor Lieve Roos Mark Max Sem Else Marga Merel Kai Dick Bo Storm Ben Jet Lot Bas Ad Ed Els "
    "Piet Han Jo Leo Ali Ria Koen Dirk Wies Puck Rob Alex Daan".split()
)
_MIN_BEARERS = 50
_RATHER_SURNAME = 3000


@cache
def first_names() -> Mapping[str, int]:
    """First name in small letters -> how far it may be trusted: WEAK, FAIR or SURE."""
    return {name: int(value) for name, value in _rows("first_names.tsv.gz")}


@cache
def surnames() -> Mapping[str, int]:
    """Surname without its interfix, in small letters -> number of bearers in 2007."""
    return {name: int(value) for name, value in _rows("surnames.tsv.gz")}


@cache
def places() -> frozenset[str]:
    """Places, municipalities, provinces and countries, in small letters."""
    return frozenset(name for name, _ in _rows("places.tsv.gz"))


def _rows(name: str) -> Iterable[tuple[str, str]]:
    packed = (files("nlp") / "lists" / name).read_bytes()
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        key, _, value = line.partition("\t")
        yield key, value


def reduce_first_names(weights: Mapping[str, int], bearers: Mapping[str, int], known: frozenset[str]) -> dict[str, int]:
    """Leave out what is rather a surname, or one of the `known` words and places, and grade the rest.

    >>> reduce_first_names({"Marloes": 1000, "Datum": 9, "Soufiane": 1, "Eric": 1}, {}, frozenset({"datum"}))
    {'marloes': 3, 'soufiane': 1, 'eric': 2}
    """
    from wordfreq import zipf_frequency  # here: only who makes the lists anew needs it

    graded: dict[str, int] = {}
    for name, weight in weights.items():
        low = name.lower()
        if name in _ALSO_WORDS:
            graded[low] = FAIR
        elif not name.replace("-", "").isalpha() or not name[0].isupper() or name in _NO_FIRST_NAMES or len(name) < 3:
            continue
        elif weight >= 500:
            graded[low] = SURE
        elif low in known or bearers.get(name, 0) >= _RATHER_SURNAME:
            continue
        else:
            familiar = weight >= 5 or 3.0 <= zipf_frequency(low, "nl") < 4.8
            graded[low] = FAIR if familiar and bearers.get(name, 0) < 1000 else WEAK
    return graded


def read_words(folder: Path) -> frozenset[str]:
    """Words that the treebanks write in small letters: so they are words, and not only names."""
    found: set[str] = set()
    for path in sorted(folder.glob("*.conllu.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = (line.split("\t") for line in lines if line[:1].isdigit())
            found |= {row[1] for row in rows if row[1].islower() and row[3] != "PROPN"}
    return frozenset(found)


def _read(path: Path) -> dict[str, int]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return {row["naam"].strip(): int(row.get("gewicht") or 0) for row in csv.DictReader(io.StringIO(text))}


def _write(path: Path, rows: Mapping[str, int]) -> None:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0) as out:
        out.write("".join(f"{name}\t{value}\n" for name, value in sorted(rows.items())).encode("utf-8"))
    path.write_bytes(packed.getvalue())


def build(source: Path, treebanks: Path, target: Path) -> None:
    """Reduce the lists in `source` to the project's lists in `target`; words in the treebanks are no first names."""
    weights = _read(source / "voornamen_filenthropist.csv.gz")
    bearers = _read(source / "achternamen_filenthropist.csv.gz")
    towns = {name.lower(): 1 for name in _read(source / "plaatsen_filenthropist.csv")}
    kept = {name.lower(): count for name, count in bearers.items() if count >= _MIN_BEARERS}
    _write(
        target / "first_names.tsv.gz", reduce_first_names(weights, bearers, frozenset(towns) | read_words(treebanks))
    )
    _write(target / "surnames.tsv.gz", kept)
    _write(target / "places.tsv.gz", towns)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]), Path(__file__).parent / "lists")
