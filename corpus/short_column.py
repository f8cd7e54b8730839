"""A side column beside the upper lines of the first page only: the text below it runs over the whole width.

`corpus.columns` knows a column by the body that keeps clear of it on the whole page. Here it does so only as far down
as the column goes: lines start, or end, at one place, and lines that cross it stand above or below. Points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus.document import Box
from corpus.sheet import Segment, Sheet
from corpus.words import label_of

LEFT_PART, RIGHT_PART = (0.12, 0.45), (0.55, 0.9)  # shares of the width between which the right one of both starts
ALIGNED = 4.0  # points: starts that differ less are one column
LONG = 0.3  # share of the width from which a segment is a line of the text
LINES, MEMBERS, LABELS = 5, 6, 2  # at the least: lines of text beside it, segments of the column, labels among them
BLANK = 0.5  # heights of a line: the widest blank between two words
LEVEL = 2.0  # points that the middles of a label and its value differ at most
FAR = 5.0  # heights of a line between two parts of the column at most


class Short(NamedTuple):
    """Where the right one of text and column starts, from which y to which y; whether the column is the left one."""

    x: float
    top: float
    bottom: float
    at_left: bool


def short_column(sheet: Sheet) -> Short | None:
    """The column beside the upper part of a page, None without one."""
    found = [*_places(sheet, LEFT_PART, at_left=True), *_places(sheet, RIGHT_PART, at_left=False)]
    return max(found, key=lambda short: short.bottom - short.top, default=None)


def parted(segments: Iterable[Segment], short: Short) -> tuple[list[Segment], list[Segment]]:
    """Segments of the body and of the column; a line in which both ran together is cut between them."""
    body: list[Segment] = []
    side: list[Segment] = []
    for segment in segments:
        if not _beside(segment.box, short.top, short.bottom):
            body.append(segment)
            continue
        for piece in _cut(segment, short.x):
            is_left = piece.box.x0 < short.x - ALIGNED
            (side if is_left is short.at_left else body).append(piece)
    return body, side


def _places(sheet: Sheet, part: tuple[float, float], *, at_left: bool) -> Iterator[Short]:
    """The column left of lines that start at some x, or the one that starts there, for each x that one starts at."""
    width = sheet.page.width
    pieces = [segment for segment in sheet.segments if segment.text.strip()]
    for x in sorted({round(s.box.x0, 1) for s in pieces if part[0] * width < s.box.x0 < part[1] * width}):
        if (short := _between(pieces, x, width, at_left=at_left)) is not None:
            yield short


def _between(segments: Sequence[Segment], x: float, width: float, *, at_left: bool) -> Short | None:
    """The column as far down as nothing crosses x, where enough of it and of the text stands on its side."""
    pieces = [piece for segment in segments for piece in _cut(segment, x)]
    start = [s for s in segments if abs(s.box.x0 - x) <= ALIGNED]  # a word of a line may start there by chance
    if len(start) < min(LINES, MEMBERS):
        return None
    over = [s.box for s in pieces if s.box.x0 < x - ALIGNED and s.box.x1 > x + ALIGNED]
    crossing = sorted(box.top for box in over)
    first = min(s.box.top for s in start)
    above = max((y for y in crossing if y < first), default=-1.0)
    below = min((y for y in crossing if y > first), default=float("inf"))
    inside = [s for s in pieces if above + 1 < s.box.top and s.box.bottom <= below + 1]
    left = [s for s in inside if s.box.x1 <= x + ALIGNED and s.box.x0 < x - ALIGNED]
    right = [s for s in inside if abs(s.box.x0 - x) <= ALIGNED or s.box.x0 > x]
    own, text = (left, right) if at_left else ([s for s in right if abs(s.box.x0 - x) <= ALIGNED], left)
    own = _together(own)
    if not own or below == float("inf"):
        return None
    top, bottom = own[0].box.top - 1, max(s.box.bottom for s in own) + 1
    for segment in sorted((s for s in right if not at_left), key=lambda s: s.box.top):
        if bottom <= segment.box.top < bottom + segment.box.height:  # a value beside a label goes on below it
            bottom = segment.box.bottom + 1
    long = [s for s in text if s.box.width > LONG * width and _beside(s.box, top, bottom)]
    labels = {found.key for s in own if (found := label_of(s.text.partition(": ")[0])) and len(s.text) > 2}
    # Below a column at the right lines go on from the left margin to beyond it, none of them in two columns
    wide = [box for box in over if box.top >= below and box.x0 < min(s.box.x0 for s in pieces) + 2 * ALIGNED]
    enough = len(long) >= LINES or (len(labels) > LABELS and (at_left or len(wide) >= LINES))
    if at_left or len(long) < LINES:
        enough = enough and _stands_alone(own, text)
    return Short(x, top, bottom, at_left) if enough and len(own) >= MEMBERS and len(labels) >= LABELS else None


def _stands_alone(own: Sequence[Segment], text: Sequence[Segment]) -> bool:
    """True for a column whose lines are not level with those beside it, as labels are with their values."""
    middles = [(s.box.top + s.box.bottom) / 2 for s in text]
    level = sum(any(abs((s.box.top + s.box.bottom) / 2 - y) < LEVEL for y in middles) for s in own)
    return 2 * level < len(own)


def _together(own: Sequence[Segment]) -> list[Segment]:
    """The segments of a column from the top, up to a gap that parts it from something else."""
    found: list[Segment] = []
    for segment in sorted(own, key=lambda s: s.box.top):
        if found and segment.box.top - max(s.box.bottom for s in found) > FAR * segment.box.height:
            break
        found.append(segment)
    return found


def _beside(box: Box, top: float, bottom: float) -> bool:
    return top <= (box.top + box.bottom) / 2 <= bottom


def _cut(segment: Segment, x: float) -> list[Segment]:
    """A segment in two, before the word that starts at x behind more than a blank."""
    boxes = [token.word.box for token in segment.tokens]
    at = next(
        (
            i
            for i, box in enumerate(boxes)
            if i and abs(box.x0 - x) <= ALIGNED and box.x0 - boxes[i - 1].x1 > BLANK * box.height
        ),
        0,
    )
    return [Segment(segment.tokens[:at]), Segment(segment.tokens[at:])] if at else [segment]
