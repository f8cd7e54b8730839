"""One page before layout: tokens with their type face, joined to segments on a baseline.

Coordinates as in corpus/document.py: points, origin top left, page as displayed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from statistics import median
from typing import NamedTuple

from corpus.document import Box, Page, Word, around
from corpus.skew import Lean, Slope


class Token(NamedTuple):
    """A word and its type face. `size` is in points; 0 where it is unknown (plain text).

    `drawn` is False for a word that the file holds but does not show, as an old OCR layer does; `lined` is True for
    one with a rule right below it, and in plain text for one in a line that is set apart as headings are.
    """

    word: Word
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    drawn: bool = True
    lined: bool = False


class Segment:
    """Tokens on one baseline with no wide gap between them."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tuple(tokens)

    @cached_property
    def box(self) -> Box:
        return around(token.word.box for token in self.tokens)

    @cached_property
    def text(self) -> str:
        return "".join(t.word.text + (t.word.after and " ") for t in self.tokens if t.word.text).strip()

    @cached_property
    def size(self) -> float:
        """The size of most of its letters."""
        weights: dict[float, int] = {}
        for token in self.tokens:
            weights[token.size] = weights.get(token.size, 0) + len(token.word.seen)
        return max(weights, key=lambda size: (weights[size], size))

    @cached_property
    def bold(self) -> bool:
        return all(token.bold for token in self.tokens if re.search(r"\w", token.word.seen))

    @cached_property
    def italic(self) -> bool:
        return all(token.italic for token in self.tokens if re.search(r"\w", token.word.seen))


def underlined(tokens: Iterable[Token], flat: Sequence[Box]) -> Iterator[Token]:
    """Tokens with those marked that stand wholly on a level rule."""
    for token in tokens:
        box = token.word.box
        lined = any(
            rule.x0 - 2 <= box.x0
            and box.x1 <= rule.x1 + 2
            and -1.5 < rule.top - (box.bottom - 0.2 * box.height) < UNDER
            for rule in flat
        )
        yield token._replace(lined=True) if lined else token


class Line:
    """Segments of one column on one baseline, from left to right."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = tuple(sorted(segments, key=lambda segment: segment.box.x0))

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All words from left to right: a raised digit is a segment of its own that stands inside another."""
        tokens = [token for segment in self.segments for token in segment.tokens]
        return tuple(sorted(tokens, key=lambda token: token.word.box.x0))

    @cached_property
    def box(self) -> Box:
        return around(segment.box for segment in self.segments)

    @cached_property
    def rise(self) -> float:
        """The top of most of its words: a speck above one of them does not raise the line."""
        return median(token.word.box.top for token in self.tokens)

    @cached_property
    def lined(self) -> bool:
        return all(token.lined for token in self.tokens if re.search(r"\w", token.word.seen))

    @cached_property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @cached_property
    def size(self) -> float:
        return Segment(self.tokens).size

    @cached_property
    def bold(self) -> bool:
        return all(segment.bold for segment in self.segments)

    @cached_property
    def italic(self) -> bool:
        return all(segment.italic for segment in self.segments)


class Sheet(NamedTuple):
    """A page's segments, the cells of its ruled tables (rows of boxes) and the y of short rules above footnotes.

    `said` are remarks on the page, without its number. The boxes of a scan whose lines were made level lie on the
    straightened page; `lean` leads back. `column` is the x from which all belongs to the side column, where the reader
    knows it.
    """

    page: Page
    segments: tuple[Segment, ...]
    tables: tuple[tuple[tuple[Box, ...], ...], ...] = ()
    note_rules: tuple[float, ...] = ()
    pictures: tuple[Segment, ...] = ()
    said: tuple[str, ...] = ()
    lean: Lean | Slope | None = None
    column: float | None = None


UNDER = 3.0  # points below the foot of letters at which a rule underlines them
# A gap wider than this many letter heights parts two columns; justified lines stay below it.
GAP_IN_SIZES = 1.6


def segments_of(tokens: Iterable[Token]) -> tuple[Segment, ...]:
    """Tokens of a page to segments: same baseline (centres within 40 % of the height), same size class, small gaps."""
    rows: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: (t.word.box.top + t.word.box.bottom, t.word.box.x0)):
        row = next((row for row in reversed(rows[-12:]) if _on_baseline(row[-1], token)), None)
        if row is None:
            rows.append([token])
        else:
            row.append(token)
    return tuple(Segment(run) for row in rows for run in _runs(row))


def _on_baseline(one: Token, other: Token) -> bool:
    a, b = one.word.box, other.word.box
    height = min(a.height, b.height)
    return abs((a.top + a.bottom) - (b.top + b.bottom)) / 2 < 0.4 * max(height, 1.0)


def _runs(row: list[Token]) -> Iterable[list[Token]]:
    row.sort(key=lambda token: token.word.box.x0)
    run = [row[0]]
    for token in row[1:]:
        previous = run[-1]
        gap = token.word.box.x0 - previous.word.box.x1
        size = max(previous.size, token.size) or min(previous.word.box.height, token.word.box.height)
        if gap > GAP_IN_SIZES * size or gap < -2 * size:
            yield run
            run = [token]
        else:
            run.append(token)
    yield run


def lines_of(segments: Iterable[Segment]) -> tuple[Line, ...]:
    """Segments of one column to lines, from top to bottom."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s.box.top + s.box.bottom, s.box.x0)):
        row = rows[-1] if rows else None
        if row and any(_level(segment.box, other.box) for other in row):
            row.append(segment)
        else:
            rows.append([segment])
    return tuple(Line(row) for row in rows)


def _level(one: Box, other: Box) -> bool:
    """True for boxes on one line: half of the lower one stands beside the other, as a raised digit does."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= 0.5 * min(one.height, other.height)
