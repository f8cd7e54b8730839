"""`python -m anonymize.weighing MARKED TARGET REAL...`: learn what the signs of a name weigh (anonymize/weigh.py).

MARKED is a folder of marked papers (nlp/training/named), each REAL one of real papers as PDF. All recognisers that
come before run over each, so that the weights know what these find. Logistic regression, all words in each step: the
same papers give the same weights.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from anonymize import words
from anonymize.bearing import Page, is_capital
from anonymize.find import before_weighing
from anonymize.weigh import ROWS, row_of
from corpus.errors import CannotProcess
from corpus.read import read
from nlp.training.papers import whole
from nlp.training.sample import Sample

STEPS, RATE, KEEP_SMALL = 400, 0.1, 3e-6  # of Adam; how strongly weights are kept small
_UNSURE = frozenset({"model", "lone-surname"})
_DECAY, _SQUARES, _TINY = 0.9, 0.999, 1e-8


class Lesson(NamedTuple):
    """Words with a capital as rows of the table, one behind the other; and which are names."""

    rows: NDArray[np.int64]
    words: NDArray[np.int64]  # the word that each row belongs to
    names: NDArray[np.float64]


def lesson(told: Iterable[tuple[list[int], bool]]) -> Lesson:
    """All words, one behind the other."""
    rows: list[int] = []
    owners: list[int] = []
    names: list[float] = []
    for signs, named in told:
        owners += [len(names)] * len(signs)
        rows += signs
        names.append(float(named))
    return Lesson(np.array(rows), np.array(owners), np.array(names))


def of_marked(samples: Iterable[Sample]) -> Iterator[tuple[list[int], bool]]:
    """The words of marked texts: the rows of their signs, and whether each is a name."""
    with tempfile.TemporaryDirectory() as folder:
        for sample in samples:
            yield from _words(sample, Path(folder) / "paper.txt")


def of_real(files: Iterable[Path]) -> Iterator[tuple[list[int], bool]]:
    """The words of real papers, by what rules with a cue found; what only lists or the recogniser know is left out.

    They have few names, and the capitals that real papers have: labels, abbreviations, headings.
    """
    for file in files:
        try:
            document = read(file)
        except CannotProcess:
            continue
        look, seen, found = before_weighing(document)
        page = Page(look, seen, found)
        for at, token in enumerate(page.tokens):
            rule = page.rules.get(at)
            open_ = rule is None and not words.trust(token.text) and not words.is_surname(token.text)
            if is_capital(token.text) and (open_ or (rule and rule not in _UNSURE)):
                yield sorted({row_of(sign) for sign in page.signs(at)}), rule is not None


def _words(sample: Sample, path: Path) -> Iterator[tuple[list[int], bool]]:
    path.write_text(sample.text, "utf-8")
    look, seen, found = before_weighing(read(path))
    place = _places(sample.text, look.text)
    if place is None:
        return  # the reader put its words in another order
    named = {place[at] for start, end, _ in sample.names for at in range(start, end) if at in place}
    unsure = {place[at] for start, end in sample.unsure for at in range(start, end) if at in place}
    page = Page(look, seen, found)
    for at, token in enumerate(page.tokens):
        if is_capital(token.text) and token.start not in unsure:
            yield sorted({row_of(sign) for sign in page.signs(at)}), token.start in named


def _places(told: str, read_: str) -> dict[int, int] | None:
    """Where each letter of a text stands in what was read of it; None where they do not follow each other alike."""
    ours = [at for at, sign in enumerate(told) if not sign.isspace()]
    theirs = [at for at, sign in enumerate(read_) if not sign.isspace()]
    same = len(ours) == len(theirs) and all(told[a] == read_[b] for a, b in zip(ours, theirs, strict=True))
    return dict(zip(ours, theirs, strict=True)) if same else None


def learn(told: Lesson) -> NDArray[np.float16]:
    """The weights that tell names from other words best."""
    weights, mean, square = (np.zeros(ROWS) for _ in range(3))
    amount = len(told.names)
    for step in range(1, STEPS + 1):
        sums = np.bincount(told.words, weights[told.rows], amount)
        off = 1 / (1 + np.exp(-sums)) - told.names
        slope = np.bincount(told.rows, off[told.words], ROWS) / amount + KEEP_SMALL * weights
        mean = _DECAY * mean + (1 - _DECAY) * slope
        square = _SQUARES * square + (1 - _SQUARES) * slope**2
        fair = mean / (1 - _DECAY**step) / (np.sqrt(square / (1 - _SQUARES**step)) + _TINY)
        weights -= RATE * (1 - step / (STEPS + 1)) * fair
    weights[np.abs(weights) < 0.01] = 0.0  # of no account, and shorter without
    return weights.astype(np.float16)


def main(marked: str, target: str, *real: str) -> None:
    papers = (file for folder in real for file in sorted(Path(folder).rglob("*.pdf")))
    told = lesson(chain(of_marked(whole(Path(marked))), of_real(papers)))
    np.savez_compressed(target, weights=learn(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
