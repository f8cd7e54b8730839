"""Papers that were written for training, every person in them marked: {P|...}, or {O|...} in public office.

{K|...} is a thing that bears somebody's name; the other marks are numbers and addresses, which teach nothing of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from nlp.training.sample import Sample

_MARK = re.compile(r"\{([A-Z])\|([^{}|]+)\}")
_HEAD = re.compile(r"^# (?:kind|date):.*\n+", re.MULTILINE)
_PERSONS, _OFFICE, _THING = frozenset("PO"), "O", "K"
_LONGEST = 700  # characters of a stretch


def whole(folder: Traversable | None = None) -> list[Sample]:
    """All papers, in a fixed order; a file whose name begins with s holds one a line."""
    return [marked(text) for path in _sorted(folder) for text in _texts(path)]


def stretches(folder: Traversable | None = None) -> list[Sample]:
    """The same in parts of some paragraphs, as much as a recogniser looks at together."""
    texts = (text for path in _sorted(folder) for text in _texts(path))
    return [marked(part) for text in texts for part in _parts(text) if part.strip()]


class Paper(NamedTuple):
    """A text without its marks, and its persons as (start, end, in public office)."""

    text: str
    persons: tuple[tuple[int, int, bool], ...]


def papers(folder: Traversable | None = None) -> Iterator[Paper]:
    """All papers, in a fixed order, with who in them is in public office."""
    for path in _sorted(folder):
        for text in _texts(path):
            sample = marked(text)
            kinds = [mark[1] for mark in _MARK.finditer(text) if mark[1] in _PERSONS]
            spans = zip(sample.names, kinds, strict=True)
            yield Paper(sample.text, tuple((start, end, kind == _OFFICE) for (start, end, _), kind in spans))


def marked(source: str) -> Sample:
    """A text without its marks; those of persons are names.

    >>> marked("Zie de mail van {P|Anouk} over {K|Van Oord}.")
    Sample(text='Zie de mail van Anouk over Van Oord.', names=((16, 21, 'PER'),), unsure=())
    """
    text, names, unsure, at = "", [], [], 0
    for mark in _MARK.finditer(source):
        text += source[at : mark.start()]
        span = len(text), len(text) + len(mark[2])
        if mark[1] in _PERSONS:
            names.append((*span, "PER"))
        elif mark[1] != _THING:
            unsure.append(span)
        text += mark[2]
        at = mark.end()
    return Sample(text + source[at:], tuple(names), tuple(unsure))


def _sorted(folder: Traversable | None) -> list[Traversable]:
    return sorted(_files(folder or files("nlp.training") / "named"), key=str)


def _files(folder: Traversable) -> Iterator[Traversable]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _files(each)
        elif each.name.endswith(".txt"):
            yield each


def _texts(path: Traversable) -> Iterator[str]:
    text = path.read_text("utf-8")
    if not path.name.startswith("s"):
        yield _HEAD.sub("", text)
        return
    yield from (line.replace("\\n", "\n") for line in text.splitlines() if line.strip())


def _parts(text: str) -> Iterator[str]:
    held = ""
    for paragraph in re.split(r"(?<=\n)\n+", text):
        if held and len(held) + len(paragraph) > _LONGEST:
            yield held
            held = ""
        held += f"\n{paragraph}" if held else paragraph
    yield held
