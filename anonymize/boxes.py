"""From gaps in the text to black boxes on the page, and what of each word is kept.

A box never says how long the hidden wording was: it grows over blank paper to the next multiple of 36 points.
It never runs over a kept word, and it follows the ink, so that no tail of a letter sticks out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from corpus.decisions import Category, Published
from corpus.document import Box, Word, around

STEP = 36.0  # points: boxes take one of few widths (a half inch leaves about one bit of the name)
PAD = 1.0  # points of black around the letters
NARROW = frozenset("fijlrtI1.,:;'!|()[]/-` ")
WIDE = frozenset("mwMWÆŒ@%")
OCR_SLACK = 0.6  # characters: how far proportional guesses of a letter's place may be off
JOIN = 1.2  # letter heights: hidden words nearer than this on a line share a box
TALL = 1.25  # times the usual word height: boxes of read pictures hug the ink and would tell which letters were there


class Drawn(NamedTuple):
    """A box as it stands in the redacted file."""

    box: Box
    ground: str
    category: Category


class Piece(NamedTuple):
    """What is kept of word number `at`: all of it, or the part before or after the hidden characters."""

    at: int
    text: str
    box: Box
    whole: bool = True


class Hidden(NamedTuple):
    """What is hidden of word number `at`."""

    at: int
    gap: int
    box: Box
    ground: str
    category: Category


@dataclass(frozen=True)
class Cut:
    """Every word of a document on one side of the knife or the other."""

    kept: tuple[Piece, ...]
    hidden: tuple[Hidden, ...]

    @cached_property
    def _pages(self) -> dict[int, tuple[list[Piece], list[Hidden]]]:
        pages: dict[int, tuple[list[Piece], list[Hidden]]] = {}
        for piece in self.kept:
            pages.setdefault(piece.box.page, ([], []))[0].append(piece)
        for part in self.hidden:
            pages.setdefault(part.box.page, ([], []))[1].append(part)
        return pages

    def kept_on(self, page: int) -> list[Piece]:
        return self._pages.get(page, ([], []))[0]

    def hidden_on(self, page: int) -> list[Hidden]:
        return self._pages.get(page, ([], []))[1]


def cut(published: Published) -> Cut:
    """Part the words of a document into kept pieces and hidden boxes."""
    document = published.document
    ranges: dict[int, list[tuple[int, int, int]]] = {}
    for number, gap in enumerate(published.gaps):
        for index in document.indices(gap.span):
            start = document.starts[index]
            low = max(0, gap.span.start - start)
            high = min(len(document.words[index].text), gap.span.end - start)
            if low < high:
                ranges.setdefault(index, []).append((low, high, number))
    kept: list[Piece] = []
    hidden: list[Hidden] = []
    for index, word in enumerate(document.words):
        if index not in ranges:
            if text := word.text or word.seen:  # a mark that nobody read has neither
                kept.append(Piece(index, text, word.box))
            continue
        for low, high, number in _rounded(word, ranges[index]):
            gap = published.gaps[number]
            hidden.append(Hidden(index, number, _clip(word, low, high), gap.ground, gap.category))
        kept += _rests(index, word, _rounded(word, ranges[index]))
    return Cut(tuple(kept), tuple(hidden))


def _rounded(word: Word, ranges: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Where letters were only read in a picture, a lone comma or bracket goes with the word: its place is a guess."""
    if word.edges:
        return ranges
    rest = list(word.text)
    for low, high, _ in ranges:
        rest[low:high] = " " * (high - low)
    if any(character.isalnum() for character in rest):
        return ranges
    return [
        (0 if i == 0 else low, len(word.text) if i == len(ranges) - 1 else high, gap)
        for i, (low, high, gap) in enumerate(ranges)
    ]


def _rests(index: int, word: Word, ranges: list[tuple[int, int, int]]) -> Iterable[Piece]:
    at = 0
    for low, high in [*((low, high) for low, high, _ in ranges), (len(word.text), len(word.text))]:
        if word.text[at:low].strip():
            yield Piece(index, word.text[at:low], _clip(word, at, low, inwards=True), whole=False)
        at = max(at, high)


def _clip(word: Word, low: int, high: int, *, inwards: bool = False) -> Box:
    """The box of characters `low` to `high`; guesses are widened for what is hidden and narrowed for what is kept."""
    lines = _places(word)
    slack = 0.0
    if not word.edges:
        slack = OCR_SLACK * word.box.width / max(1, len(word.text)) * (-1 if inwards else 1)
    x0 = word.box.x0 if low == 0 else lines[low] - slack
    x1 = word.box.x1 if high == len(word.text) else lines[high] + slack
    if x1 - x0 < 0.5:
        x0, x1 = (x0 + x1) / 2 - 0.25, (x0 + x1) / 2 + 0.25
    return word.box._replace(x0=max(word.box.x0, x0), x1=min(word.box.x1, x1))


def _places(word: Word) -> list[float]:
    """The x of the edge before each character of `text`, and of the last right edge."""
    offset = word.seen.find(word.text)
    rising = all(a <= b + 0.01 for a, b in zip(word.edges, word.edges[1:], strict=False))
    if word.edges and offset >= 0 and rising and len(word.edges) == len(word.seen) + 1:
        return list(word.edges[offset : offset + len(word.text) + 1])
    places, at = [0.0], 0.0
    for character in word.text:
        at += _breadth(character)
        places.append(at)
    tail = sum(_breadth(c) for c in word.seen[offset + len(word.text) :]) if offset >= 0 else 0.0
    return [word.box.x0 + place * word.box.width / max(at + tail, 0.1) for place in places]


def _breadth(character: str) -> float:
    if character in NARROW:
        return 0.5
    return 1.5 if character in WIDE else 1.25 if character.isupper() else 1.0


class Group(NamedTuple):
    """Hidden words of one line that share a box; `anchor` is the first of them in the text."""

    box: Box
    ground: str
    category: Category
    anchor: int


def level(one: Box, other: Box) -> bool:
    """True when two boxes stand on one line."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.height, other.height)


def groups(cut: Cut, page: int) -> list[Group]:
    """The hidden words of a page, those of one line and ground joined where nothing kept stands between."""
    kept = cut.kept_on(page)
    found: list[Group] = []
    for part in cut.hidden_on(page):
        last = found[-1] if found else None
        if last and last.ground == part.ground and _near(last.box, part.box) and _free(last.box, part.box, kept):
            found[-1] = last._replace(box=around((last.box, part.box)))
        else:
            found.append(Group(part.box, part.ground, part.category, part.at))
    usual = _usual_height(cut, page)
    return [group._replace(box=_line_high(group.box, kept, usual)) for group in found]


def _near(left: Box, right: Box) -> bool:
    gap = max(right.x0 - left.x1, left.x0 - right.x1)
    return level(left, right) and gap < JOIN * max(left.height, right.height)


def _free(left: Box, right: Box, kept: list[Piece]) -> bool:
    whole = around((left, right))
    return not any(level(piece.box, whole) and piece.box.x0 < whole.x1 and whole.x0 < piece.box.x1 for piece in kept)


def _usual_height(cut: Cut, page: int) -> float:
    boxes = [piece.box for piece in cut.kept_on(page)] + [part.box for part in cut.hidden_on(page)]
    heights = sorted(box.height for box in boxes)
    return heights[len(heights) // 2] if heights else 0.0


def _line_high(box: Box, kept: list[Piece], usual: float) -> Box:
    """As high as the words beside it, and never lower than the page's usual word."""
    top, bottom = box.top, box.bottom
    for piece in kept:
        if level(piece.box, box) and piece.box.height < 1.6 * box.height and abs(piece.box.x0 - box.x0) < 200:
            top, bottom = min(top, piece.box.top), max(bottom, piece.box.bottom)
    lacking = min(usual * TALL, box.height * 2) - (bottom - top)
    if lacking > 0 and bottom - top < usual:
        top, bottom = top - lacking / 2, bottom + lacking / 2
    return box._replace(top=top, bottom=bottom)
