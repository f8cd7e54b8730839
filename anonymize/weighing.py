"""`python -m anonymize.weighing MARKED TARGET REAL...`: learn what the signs of a name weigh (anonymize/likely.py).

MARKED is a folder of marked papers (nlp/training/named), each REAL one of real papers as PDF. All recognisers that
come before run over each, so that the weights know what these find. Logistic regression, all words in each step: the
same papers give the same weights.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from anonymize import words
from anonymize.bearing import Page
from anonymize.find import before_weighing
from anonymize.likely import ROWS, again_of, row_of, rows_of, sure
from corpus import plain
from corpus.document import Document
from corpus.errors import CannotProcess
from corpus.read import read
from nlp.training.papers import whole
from nlp.training.sample import Sample

STEPS, RATE = 400, 0.1  # of Adam
KEEP_SMALL, KEEP_SMALL_AGAIN = 1e-5, 4e-5  # how strongly weights of the first and the second look are kept small
PARTS = 4  # each is looked at with weights that the others gave
_UNSURE = frozenset({"model", "lone-surname"})
_DECAY, _SQUARES, _TINY = 0.9, 0.999, 1e-8


class Lesson(NamedTuple):
    """Words with a capital as rows of the table, one behind the other; and which are names."""

    rows: NDArray[np.int64]
    words: NDArray[np.int64]  # the word that each row belongs to
    names: NDArray[np.float64]


class Text(NamedTuple):
    """A text whose words with a capital are looked at: by number the rows of each, and whether it is a name if told."""

    page: Page
    rows: dict[int, list[int]]
    named: dict[int, bool]


def lesson(told: Iterable[tuple[Sequence[int], bool]]) -> Lesson:
    """All words, one behind the other."""
    rows: list[int] = []
    owners: list[int] = []
    names: list[float] = []
    for signs, named in told:
        owners += [len(names)] * len(signs)
        rows += signs
        names.append(float(named))
    return Lesson(np.array(rows), np.array(owners), np.array(names))


def of_marked(samples: Iterable[Sample]) -> Iterator[Text]:
    """Marked texts, in which every name is told."""
    with tempfile.TemporaryDirectory() as folder:
        for sample in samples:
            yield _marked(sample, Path(folder) / "paper.txt")


def of_real(files: Iterable[Path]) -> Iterator[Text]:
    """Real papers, by what rules with a cue found; what only lists or the recogniser know is not told.

    They have few names, and the capitals that real papers have: labels, abbreviations, headings.
    """
    for file in files:
        try:
            document = read(file)
        except CannotProcess:
            continue
        page = Page(*before_weighing(document))
        named = {}
        for at in page.capitals:
            rule, word = page.rules.get(at), page.word(at)
            if (rule is None and not words.trust(word) and not words.is_surname(word)) or (
                rule and rule not in _UNSURE
            ):
                named[at] = rule is not None
        yield _text(page, named)


def _marked(sample: Sample, path: Path) -> Text:
    path.write_text(sample.text, "utf-8")
    document = read(path)
    look, seen, found = before_weighing(document)
    place = places(sample.text, document)
    names = {place[at] for start, end, _ in sample.names for at in range(start, end) if at in place}
    unsure = {place[at] for start, end in sample.unsure for at in range(start, end) if at in place}
    page = Page(look, seen, found)
    starts = {at: page.tokens[at].start for at in page.capitals}
    return _text(page, {at: start in names for at, start in starts.items() if start not in unsure})


def _text(page: Page, named: dict[int, bool]) -> Text:
    return Text(page, {at: sorted(rows_of(page, at)) for at in page.capitals}, named)


def places(told: str, document: Document) -> dict[int, int]:
    """Where each letter of a text stands in what was read of it; a word that was repaired begins where it began."""
    where, found = plain.places(told), dict[int, int]()
    for word, first in zip(document.words, document.starts, strict=True):
        place = where.get(word.box)
        if place is not None:
            same = place.end - place.start == len(word.text)
            found |= {place.start + at: first + at * same for at in range(place.end - place.start)}
    return found


def learn(told: Lesson, keep_small: float = KEEP_SMALL) -> NDArray[np.float16]:
    """The weights that tell names from other words best."""
    weights, mean, square = (np.zeros(ROWS) for _ in range(3))
    amount = len(told.names)
    for step in range(1, STEPS + 1):
        sums = np.bincount(told.words, weights[told.rows], amount)
        off = 1 / (1 + np.exp(-sums)) - told.names
        slope = np.bincount(told.rows, off[told.words], ROWS) / amount + keep_small * weights
        mean = _DECAY * mean + (1 - _DECAY) * slope
        square = _SQUARES * square + (1 - _SQUARES) * slope**2
        fair = mean / (1 - _DECAY**step) / (np.sqrt(square / (1 - _SQUARES**step)) + _TINY)
        weights -= RATE * (1 - step / (STEPS + 1)) * fair
    weights[np.abs(weights) < 0.01] = 0.0  # of no account, and shorter without
    return weights.astype(np.float16)


def learn_twice(texts: Sequence[Text]) -> tuple[NDArray[np.float16], NDArray[np.float16]]:
    """The weights of both looks; what the first gives is told to the second by weights that did not learn from it."""
    of_part = [
        learn(lesson(_first(text for number, text in enumerate(texts) if number % PARTS != part)))
        for part in range(PARTS)
    ]
    again = (pair for number, text in enumerate(texts) for pair in _second(text, of_part[number % PARTS]))
    return learn(lesson(_first(texts))), learn(lesson(again), KEEP_SMALL_AGAIN)


def _first(texts: Iterable[Text]) -> Iterator[tuple[Sequence[int], bool]]:
    return ((text.rows[at], named) for text in texts for at, named in text.named.items())


def _second(text: Text, weights: NDArray[np.float16]) -> Iterator[tuple[Sequence[int], bool]]:
    table = weights.astype(np.float32)
    seen = {at: sure(float(table[rows].sum())) for at, rows in text.rows.items()}
    for at, more in again_of(text.page, seen):
        if at in text.named:
            yield sorted({*text.rows[at], *map(row_of, more)}), text.named[at]


def main(marked: str, target: str, *real: str) -> None:
    papers = (file for folder in real for file in sorted(Path(folder).rglob("*.pdf")))
    told = [*of_marked(whole(Path(marked))), *of_real(papers)]
    first, second = learn_twice(told)
    np.savez_compressed(target, first=first, second=second)


if __name__ == "__main__":
    main(*sys.argv[1:])
