"""The document that travels: words with boxes, blocks in reading order, one text.

Coordinates: PDF points, origin at the top left of the page as displayed (CropBox and /Rotate applied).
Pages count from 1. Characters count from 0 in `Document.text`. The text is joined once and never changed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page, in points; `top` < `bottom`, measured from the top edge."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def overlaps(self, other: Box) -> bool:
        """True when both lie on one page and share more than an edge."""
        return (
            self.page == other.page
            and self.x0 < other.x1
            and other.x0 < self.x1
            and self.top < other.bottom
            and other.top < self.bottom
        )


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around boxes that lie on one page."""
    found = list(boxes)
    return Box(
        found[0].page,
        min(box.x0 for box in found),
        min(box.top for box in found),
        max(box.x1 for box in found),
        max(box.bottom for box in found),
    )


class Word(NamedTuple):
    """One word as we read it (`text`) and as the file gave it (`seen`).

    `after` joins it to the next word in the text: a blank, a newline, nothing (hyphenation undone) or " | ".
    `text` is "" for marks that are on the page but not in the sentence: bullets, footnote digits.
    `edges` are the x of the left edge of each character of `seen` and of the last right edge; empty if unknown (OCR).
    """

    text: str
    seen: str
    box: Box
    sure: float = 1.0
    after: str = " "
    edges: tuple[float, ...] = ()


class Span(NamedTuple):
    """Characters `start` up to, not including, `end` of `Document.text`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Part(StrEnum):
    """What a block is on the page. The first four make the running text."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    HEAD = "head"  # addressee, sender, date and subject lines above the body
    COLOPHON = "colophon"  # side column
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"  # footnote
    PICTURE = "picture"  # words read inside a picture


RUNNING = frozenset({Part.HEADING, Part.PARAGRAPH, Part.ITEM, Part.ROW})


class Block(NamedTuple):
    """Words that belong together; `level` is 1 for a section heading, 2 for one inside a section."""

    part: Part
    span: Span
    level: int = 0


class NoteMark(NamedTuple):
    """A footnote digit that stood at character `at`; `note` is the footnote's own text."""

    at: int
    note: Span


class Source(StrEnum):
    TEXT = "text"
    OCR = "ocr"


class Page(NamedTuple):
    """Size in points as displayed; `doubtful` is the share of words that OCR was not sure of.

    `turn`: degrees, clockwise, that a page which lies on its side was turned by before it was read.
    `written` is where it has handwriting that nobody read; `lean` the degrees, counterclockwise, after which the lines
    of a scan lie level.
    """

    number: int
    width: float
    height: float
    source: Source
    doubtful: float = 0.0
    turn: int = 0
    written: tuple[Box, ...] = ()
    lean: float = 0.0


class Draft(NamedTuple):
    """A block before the text is joined: what layout hands to `compose`."""

    part: Part
    words: Sequence[Word]
    level: int = 0


@dataclass(frozen=True)
class Document:
    """One read document. `id` is a keyed hash of the file's bytes, so it tells nothing about the content."""

    id: str
    name: str
    reader: str
    pages: tuple[Page, ...]
    words: tuple[Word, ...]
    blocks: tuple[Block, ...]
    marks: tuple[NoteMark, ...] = ()
    warnings: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        return "".join(word.text + word.after for word in self.words)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word starts in the text."""
        starts, at = [], 0
        for word in self.words:
            starts.append(at)
            at += len(word.text) + len(word.after)
        return tuple(starts)

    @cached_property
    def sought(self) -> dict[Hashable, tuple[Span, ...]]:
        """What was sought in it and where that stands, for who seeks the same again and again."""
        return {}

    def at(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def indices(self, span: Span) -> range:
        """The indices of the words that a span touches."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        while first < len(self.words) and self.starts[first] + len(self.words[first].text) <= span.start:
            first += 1
        last = first
        while last < len(self.words) and self.starts[last] < span.end:
            last += 1
        return range(first, last)

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """The box of each word that a span touches."""
        return tuple(self.words[i].box for i in self.indices(span) if self.words[i].text)

    def page_of(self, span: Span) -> int:
        """The page on which a span starts; 1 for a document without words."""
        indices = self.indices(span)
        return self.words[indices[0]].box.page if indices else 1

    @cached_property
    def _reaches(self) -> dict[int, tuple[int, int]]:
        reaches: dict[int, tuple[int, int]] = {}
        for word, start in zip(self.words, self.starts, strict=True):
            first, last = reaches.get(word.box.page, (start, start))
            reaches[word.box.page] = min(first, start), max(last, start + len(word.text))
        return reaches

    def reach(self, page: int) -> tuple[int, int]:
        """From the first to behind the last character of a page; words of others may lie between them."""
        return self._reaches.get(page, (0, 0))

    def span_of(self, first: int, last: int) -> Span:
        """The span of the words with indices `first` to `last`, both included."""
        return Span(self.starts[first], self.starts[last] + len(self.words[last].text))

    def running(self) -> Iterator[Block]:
        """The blocks of the running text, in reading order."""
        return (block for block in self.blocks if block.part in RUNNING)

    def parts(self, *parts: Part) -> Iterator[Block]:
        return (block for block in self.blocks if block.part in parts)


# Typesetters have hyphens of their own, which no pattern and no reader types; one sign for one sign, at its place.
_HYPHENS = str.maketrans("\u2010\u2011", "--")


def compose(drafts: Iterable[Draft]) -> tuple[tuple[Word, ...], tuple[Block, ...]]:
    """Join the words of blocks once: each block ends in a newline, and its span leaves that newline out."""
    words: list[Word] = []
    blocks: list[Block] = []
    at = 0
    for draft in drafts:
        if not any(word.text for word in draft.words):
            hidden = [word._replace(text="", after="") for word in draft.words]
            words.extend(hidden)
            continue
        start = at
        last_visible = max(i for i, word in enumerate(draft.words) if word.text)
        for i, word in enumerate(draft.words):
            after = word.after if word.text else ""
            if i >= last_visible:
                after = "\n" if i == last_visible else ""
            word = word._replace(text=word.text.translate(_HYPHENS), after=after)
            words.append(word)
            at += len(word.text) + len(word.after)
        blocks.append(Block(draft.part, Span(start, at - 1), draft.level))
    return tuple(words), tuple(blocks)
