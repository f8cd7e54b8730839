"""Measure the judge of promises on what it did not learn from, or make its weights (nlp/lists/judge.tsv).

It learns from the texts of nlp/training/marked and from the development documents of tests/extraction, which lie in the
shared folder beside the project; without that folder nothing is made. It is measured in five parts: each document is
judged by weights that were made without it. What it never learned from (tests/extraction/written_debates.txt) is judged
by the weights that are shipped.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple
from unittest.mock import patch

from extraction_gold import GOLD, Row, Seen, fold, gold, score
from figures import Tally
from measure_extraction import REAL, document_path

from corpus.document import Document, Span
from corpus.read import read
from nlp.extract import extract
from nlp.judge import Weights
from nlp.training.promises import Lesson, Marked, clauses, learn, lesson, lessons, marked, unmarked, version, write

UNSEEN = GOLD / "written_debates.txt"
LEARNED = ("letters", "debates_dev", "debates_more", "debates_2024")
_FOLDS = 5
TARGET = Path(__file__).resolve().parents[1] / "nlp" / "lists" / "judge.tsv"


class Taught(NamedTuple):
    """A document with its lessons; `rows` are its labels, `text` its marked text: one of both is there."""

    name: str
    document: Document
    lessons: tuple[Lesson, ...]
    rows: Sequence[Row] = ()
    text: Marked | None = None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--write", action="store_true", help="make nlp/lists/judge.tsv of all of them instead")
    options = parser.parse_args()
    if not REAL.is_dir():
        print("The shared folder with real documents is not there; nothing is made.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        taught = [*_written(Path(folder)), *_real(Path(folder))]
        _unseen(Path(folder))
    if options.write:
        write(_learned(taught), TARGET)
    else:
        _measure(taught)
    return 0


def _unseen(folder: Path) -> None:
    """Debates that were written to test the judge, by the weights as they are."""
    tally = Tally()
    for number, piece in enumerate(re.split(r"^# kind: .*\n", UNSEEN.read_text("utf-8"), flags=re.M)[1:], 1):
        text = unmarked(f"unseen-{number:03}", piece.strip() + "\n")
        path = folder / f"{text.name}.txt"
        path.write_text(text.text, "utf-8")
        _score(Taught(text.name, read(path, b"gold"), (), text=text), tally)
    for name, (good, of) in sorted(tally.counts.items()):
        print(f"{name:66}{good:>6} of {of}")


def _learned(taught: Sequence[Taught]) -> Weights:
    also = "".join(hashlib.sha256((GOLD / f"{name}.jsonl").read_bytes()).hexdigest() for name in LEARNED)
    return learn([each for one in taught for each in one.lessons], version(also))


def _written(folder: Path) -> Iterator[Taught]:
    for text in marked():
        path = folder / f"{text.name}.txt"
        path.write_text(text.text, "utf-8")
        document = read(path, b"gold")
        told = [Span(start, end) for start, end, promises in placed(document, text) if promises]
        yield Taught(text.name, document, tuple(lessons(document, told)), text=text)


def placed(document: Document, text: Marked) -> Iterator[tuple[int, int, bool]]:
    """Where the marks of a text stand in it as it was read, which has other blanks and no bullets."""
    at = 0
    for start, end, promises in text.marks:
        words = r"\s+".join(re.escape(word) for word in text.text[start:end].split())
        if found := re.compile(words).search(document.text, at):
            yield found.start(), found.end(), promises
            at = found.end()


def _real(folder: Path) -> Iterator[Taught]:
    for name in LEARNED:
        for file, rows in gold(name).items():
            document = read(document_path(file, folder), b"gold")
            yield Taught(name, document, tuple(_labelled(document, rows)), rows=rows)


def _labelled(document: Document, rows: Sequence[Row]) -> Iterator[Lesson]:
    """The sentences of a real document; what its reader could not decide teaches nothing."""
    told = [row for row in rows if row["type"] == "commitment"]
    for clause, after in clauses(document):
        here = [row for row in told if fold(row["quote"]) in fold(clause.text)]
        if here and all(row.get("optional") for row in here):
            continue
        yield lesson(clause, after, bool(here))._replace(real=True)


def _measure(taught: Sequence[Taught]) -> None:
    order = list(range(len(taught)))
    Random(3).shuffle(order)
    tally = Tally()
    for part in range(_FOLDS):
        left = set(order[part::_FOLDS])
        weights = _learned([each for at, each in enumerate(taught) if at not in left])
        with patch("nlp.judge.weights", lambda made=weights: made):
            for at in sorted(left):
                _score(taught[at], tally)
    for name, (good, of) in sorted(tally.counts.items()):
        print(f"{name:66}{good:>6} of {of}")
    print(*tally.misses, sep="\n")


def _score(one: Taught, tally: Tally) -> None:
    seen = Seen(one.document, extract(one.document))
    if not one.text:
        score(one.rows, seen, one.name, tally, ("commitment",))
        return
    kind = one.name.split("-")[0]
    found = [each.sentence for each in seen.records.commitments]
    told = [(Span(start, end), promises) for start, end, promises in placed(one.document, one.text)]
    for span, promises in told:
        tally.add(f"{kind}: {'found' if promises else 'let through'}", any(span.overlaps(each) for each in found), 1)
    right = [any(promises and span.overlaps(each) for span, promises in told) for each in found]
    tally.add(f"{kind}: right", sum(right), len(right))


if __name__ == "__main__":
    sys.exit(main())
