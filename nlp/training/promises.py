"""How the weights of the judge of promises are made (nlp/judge.py): sentences with their traits, logistic regression.

The texts of `marked/` were written for it by a language model, with this project, and are under its licence; [[T|...]]
is a promise and [[N|...]] what only looks like one. `tests/measure_promises.py --write` makes the weights.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.document import Document, Span
from nlp.clause import Clause
from nlp.commitments import clauses_of
from nlp.describe import describe
from nlp.dutch import Sentence, read
from nlp.judge import LENGTH, Weights, may_promise
from nlp.signatory import signatories_of
from nlp.speakers import Speakers
from nlp.traits import of_place, of_sense, of_words

MARK = re.compile(r"\[\[(?P<mark>[TN])\|(?P<text>.*?)\]\]", re.DOTALL)
# How seldom a trait may be, how much errors count against large weights, and steps until nothing changes any more.
_LEAST, _STRICT, _STEPS = 3, 0.5, 1500
_REAL = 2.0  # what is real counts twice: it is less than what was written
_EDGE = 5  # characters
_Numbers = NDArray[np.float64]


class Lesson(NamedTuple):
    """A sentence to learn from: its traits, how many of them are of its words and place, and whether it is real."""

    traits: frozenset[str]
    length: int
    promises: bool
    real: bool = False


class Marked(NamedTuple):
    """A text for training and its marked sentences as (start, end, is a promise)."""

    name: str
    text: str
    marks: tuple[tuple[int, int, bool], ...]


def marked() -> Iterator[Marked]:
    """The texts that were written for training, without their marks."""
    for path in sorted((files("nlp.training") / "marked").iterdir(), key=lambda each: each.name):
        if path.name.endswith(".txt"):
            for number, piece in enumerate(re.split(r"^# kind: .*\n", path.read_text("utf-8"), flags=re.M)[1:], 1):
                yield unmarked(f"{path.name.removesuffix('.txt')}-{number:03}", piece.strip() + "\n")


def unmarked(name: str, piece: str) -> Marked:
    """A text without its marks, and where they stood.

    >>> unmarked("a", "Ja. [[T|Dat doe ik.]]")
    Marked(name='a', text='Ja. Dat doe ik.', marks=((4, 15, True),))
    """
    text, at = "", 0
    marks: list[tuple[int, int, bool]] = []
    for found in MARK.finditer(piece):
        text += piece[at : found.start()]
        marks.append((len(text), len(text) + len(found["text"]), found["mark"] == "T"))
        text += found["text"]
        at = found.end()
    return Marked(name, text + piece[at:], tuple(marks))


def clauses(document: Document) -> Iterator[tuple[Clause, Sentence | None]]:
    """The sentences that the judge may be asked about, each with the one behind it."""
    profile, reading = describe(document), read(document)
    speakers = Speakers.of(reading, profile, signatories_of(document, profile))
    found = list(clauses_of(reading, profile, speakers))
    behind = [each.sentence for each, _ in found[1:]]
    for (clause, title), after in zip_longest(found, behind):
        if not title and may_promise(clause):
            yield clause, after


def lesson(clause: Clause, after: Sentence | None, promises: bool) -> Lesson:
    """A sentence as something to learn from."""
    tokens = clause.reading.doc.char_span(*clause.scope, alignment_mode="expand")
    seen = {trait.name for trait in of_words(tokens)} if tokens is not None else set()
    seen.update(of_place(clause, after))
    return Lesson(frozenset([*seen, *of_sense(clause)]), len(seen), promises)


def lessons(document: Document, promises: Sequence[Span]) -> Iterator[Lesson]:
    """The sentences of a text that was marked; one promises where it shares more than an edge with a promise."""
    for clause, after in clauses(document):
        yield lesson(clause, after, any(_shares(clause.sentence.span, span) for span in promises))


def _shares(one: Span, other: Span) -> bool:
    return min(one.end, other.end) - max(one.start, other.start) > _EDGE


def version(also: str = "") -> str:
    """What the weights were made of: a digest of the texts, and of what else was learned from."""
    seen = hashlib.sha256(also.encode())
    for path in sorted((files("nlp.training") / "marked").iterdir(), key=lambda each: each.name):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def learn(lessons: Sequence[Lesson], made_of: str) -> Weights:
    """Logistic regression with small weights, by accelerated steps: the same lessons give the same weights.

    A trait that only real documents have gets none, so that no word of theirs stands in the list.
    """
    often = Counter(trait for lesson in lessons for trait in lesson.traits)
    written = {trait for lesson in lessons if not lesson.real for trait in lesson.traits}
    names = sorted(trait for trait in written if often[trait] >= _LEAST)
    number = {name: at for at, name in enumerate(names)}
    rows = [sorted(number[trait] for trait in lesson.traits if trait in number) for lesson in lessons]
    columns = np.array([at for row in rows for at in row])
    owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    scale = np.array([LENGTH / np.sqrt(lesson.length) for lesson in lessons])
    truth = np.array([1.0 if lesson.promises else 0.0 for lesson in lessons])
    strict = np.array([_STRICT * (_REAL if lesson.real else 1.0) for lesson in lessons])
    found = _fitted(_Seen(columns, owner, scale, truth, strict, len(names)))
    kept = {name: round(float(weight), 3) for name, weight in zip(names, found[:-1], strict=True)}
    return Weights({name: weight for name, weight in kept.items() if weight}, round(float(found[-1]), 3), made_of)


class _Seen(NamedTuple):
    """All lessons: which traits (`columns`) stand in which of them (`owner`); `size` is the number of traits."""

    columns: NDArray[np.int64]
    owner: NDArray[np.int64]
    scale: _Numbers
    truth: _Numbers
    strict: _Numbers
    size: int

    def sums(self, at: _Numbers) -> _Numbers:
        found: _Numbers = np.bincount(self.owner, at[self.columns], len(self.truth)) * self.scale + at[-1]
        return found

    def back(self, each: _Numbers) -> _Numbers:
        """What a number for each lesson means for each trait, and last for what is added to all sums."""
        return np.append(np.bincount(self.columns, (each * self.scale)[self.owner], self.size), each.sum())


def _fitted(seen: _Seen) -> _Numbers:
    """The weights, the last of which is added to each sum; Nesterov's steps, as long as the steepest slope allows."""
    step = 1 / (1 + _steepest(seen) / 4)
    old = ahead = np.zeros(seen.size + 1)
    speed = 1.0
    for _ in range(_STEPS):
        off = (1 / (1 + np.exp(-seen.sums(ahead))) - seen.truth) * seen.strict
        new = ahead - step * (seen.back(off) + ahead)
        faster = (1 + np.sqrt(1 + 4 * speed * speed)) / 2
        ahead, old, speed = new + (speed - 1) / faster * (new - old), new, faster
    return old


def _steepest(seen: _Seen) -> float:
    """The largest eigenvalue of the lessons' squares, by powers, with some room."""
    at: _Numbers = np.ones(seen.size + 1)
    for _ in range(30):
        at = seen.back(seen.sums(at / np.linalg.norm(at)) * seen.strict)
    return 1.1 * float(np.linalg.norm(at))


def write(found: Weights, target: Path) -> None:
    """The weights as lists/judge.tsv has them, by name."""
    head = ["# The trained judge of promises (nlp/judge.py), made by nlp/training/promises.py: a trait and its weight."]
    head += ["# Own work, under the licence of the project (EUPL-1.2).", f"# made of: {found.made_of}"]
    head += [f"# start: {found.start}"]
    rows = [f"{name}\t{weight}" for name, weight in sorted(found.of.items())]
    target.write_text("\n".join([*head, *rows]) + "\n", "utf-8")
