"""Pages in two columns (Handelingen, reports): the gutter between them, and the order in which they are read.

A line or a table over the full width parts the page into bands; in each band the left column is read before the right
one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from corpus.document import Box
from corpus.head import label_and_rest, together
from corpus.sheet import Line, Segment, Sheet, lines_of

Numbers = np.ndarray[Any, Any]

MIDDLE = (0.35, 0.62)  # shares of the width between which a gutter lies
NARROWEST = 6.0  # points
CROSSED = 0.12  # share of the lines that may run over a gutter: titles, running heads
_GREETS = re.compile(r"(?:Hoogg|G)eachte\b[^.]{0,60},$")
FEWEST, FEW = 12, 3  # lines on each side
NEAR = 8.0  # points between the gutters of pages set alike
WIDE = 0.2  # share of the width from which a segment is a line of a column
WRAPPED = 4.0  # heights of a line between two rows of a table at most: a cell of the upper one is of a few lines
BLANK = 1.2  # heights of a line that lie bare between a head and the columns below it


def gutter(sheet: Sheet, segments: Sequence[Segment], fewest: int = FEWEST) -> float | None:
    """The x of the middle of a page's gutter, None for a page in one column."""
    boxes = [token.word.box for segment in segments for token in segment.tokens]
    if not boxes:
        return None
    over, rows = _crossings(boxes, sheet.page.width)
    least = int(over.min())
    if least > CROSSED * max(1, rows):
        return None
    at = np.nonzero(over == least)[0]
    middle = MIDDLE[0] * sheet.page.width + (float(at[0]) + float(at[-1])) / 2
    return middle if min(_on_each_side(_cut(segments, middle), middle, sheet)) >= fewest else None


def _on_each_side(segments: Sequence[Segment], middle: float, sheet: Sheet) -> tuple[int, int]:
    """How many long segments end left of a gutter, and how many start right of it."""
    wide = [s.box for s in segments if s.box.width > WIDE * sheet.page.width]
    return sum(box.x1 <= middle for box in wide), sum(box.x0 >= middle for box in wide)


def gutters(bodies: Sequence[tuple[Sheet, Sequence[Segment] | None]]) -> dict[int, float]:
    """The gutter of each page that has one, by its number; None for a page that has a side column instead.

    A page of a few lines, or with a table over its width, has one where another page has it.
    """
    found = {s.page.number: x for s, body in bodies if body is not None and (x := gutter(s, body)) is not None}
    known = sorted(set(found.values()))
    for sheet, body in bodies if found else ():
        if sheet.page.number in found or body is None:
            continue
        x = gutter(sheet, body, FEW)
        if x is None or all(abs(x - other) >= NEAR for other in known):
            x = next((other for other in known if _has_columns(sheet, body, other)), None)
        if x is not None:
            found[sheet.page.number] = x
    return found


def _has_columns(sheet: Sheet, segments: Sequence[Segment], middle: float) -> bool:
    """Whether a page has lines on both sides of the gutter of another page, and fewer that run over it."""
    cut = _cut(segments, middle)
    across = {id(s) for group in _across(cut, middle) for s in group}
    beside = [s for s in cut if id(s) not in across]
    over, rows = ({_row(s.box) for s in cut if (id(s) in across) == side} for side in (True, False))
    return len(rows) > len(over) and min(_on_each_side(beside, middle, sheet)) >= FEW


def _crossings(boxes: Sequence[Box], width: float) -> tuple[Numbers, int]:
    """For each point of the middle of a page over how many rows of words it runs, and the number of all rows."""
    low, high = (share * width for share in MIDDLE)
    places = {row: at for at, row in enumerate(sorted({_row(box) for box in boxes}))}
    taken = np.zeros((len(places), max(1, round(high - low))), dtype=bool)
    for box in boxes:
        first = max(0, math.floor(box.x0 - NARROWEST / 2 - low) + 1)
        last = math.ceil(box.x1 + NARROWEST / 2 - low)
        if last > first:
            taken[places[_row(box)], first:last] = True
    return taken.sum(axis=0), len(places)


def _row(box: Box) -> int:
    return round((box.top + box.bottom) / 8)


def ordered(segments: Sequence[Segment], middle: float) -> tuple[Line, ...]:
    """Lines of a page in two columns: down the left of each band, then down its right.

    The head of a letter is in no columns: its labels stand side by side down to the salutation or the columns.
    """
    below = head_end(segments)
    head, segments = [s for s in segments if s.box.top < below], [s for s in segments if s.box.top >= below]
    return (*lines_of(head), *_in_columns(segments, middle))


def head_end(segments: Sequence[Segment]) -> float:
    """The y at which the columns below the head of a letter start, before all of the page where it has none.

    It is that of the salutation; or of what stands below the labels of the head, behind a bare strip.
    """
    first = [s for s in segments if s.box.page == 1]
    greeted = next((s for s in first if _GREETS.match(s.text)), None)
    if greeted:
        return greeted.box.top
    rows = lines_of(first)
    keys = [{label for s in row.segments if (label := _label(s))} for row in rows]
    labelled = together([i for i, found in enumerate(keys) if found])
    if len(set().union(*(keys[i] for i in labelled))) < 2:
        return float("-inf")
    for at in range(labelled[-1], min(labelled[-1] + FEWEST, len(rows) - 1)):
        bottom = max(row.box.bottom for row in rows[: at + 1])
        if rows[at + 1].box.top - bottom > BLANK * rows[at + 1].box.height:
            return rows[at + 1].box.top
    return float("-inf")


def _label(segment: Segment) -> str:
    """The key of the label that a segment opens with, but for "Aan", with which a sentence may start."""
    found = label_and_rest(Line([segment]))
    return found[0].key if found and found[0].key != "to" else ""


def is_letter(lines: Sequence[Line]) -> bool:
    """Whether somebody is greeted on a page: "Geachte voorzitter,"."""
    return any(_GREETS.match(line.text) for line in lines)


def _in_columns(segments: Sequence[Segment], middle: float) -> tuple[Line, ...]:
    cut = _cut(segments, middle)
    across = _across(cut, middle)
    taken = {id(s) for group in across for s in group}
    lines: list[Line] = []
    top = float("-inf")
    for group in (*across, []):
        bottom = min((s.box.top for s in group), default=float("inf"))
        band = [s for s in cut if id(s) not in taken and top <= (s.box.top + s.box.bottom) / 2 < bottom]
        lines += lines_of(s for s in band if s.box.x1 <= middle)
        lines += lines_of(s for s in band if s.box.x0 >= middle)
        lines += lines_of(group)
        top = bottom
    return tuple(lines)


def _across(segments: Sequence[Segment], middle: float) -> list[list[Segment]]:
    """What runs over a gutter, from top to bottom: single lines, and whole tables with the cells beside it."""
    over = lines_of(s for s in segments if s.box.x0 < middle < s.box.x1)
    beside = [s for s in segments if not s.box.x0 < middle < s.box.x1]
    level = [[s for s in beside if line.box.top < (s.box.top + s.box.bottom) / 2 < line.box.bottom] for line in over]
    if not over:
        return []
    starts = [0, *(i for i in range(1, len(over)) if not _is_one_table(over, level, i)), len(over)]
    found: list[list[Segment]] = []
    for first, last in pairwise(starts):
        own = [s for line in over[first:last] for s in line.segments]
        # What starts in the gutter is a cell; a long word at the left may reach over it beside a line of text
        cells = last > first + 1 or any(s.box.x1 < own[0].box.x0 for s in level[first])
        top, bottom = min(s.box.top for s in own), max(s.box.bottom for s in own)
        own += [s for s in beside if cells and top < (s.box.top + s.box.bottom) / 2 < bottom]
        beside = [s for s in beside if s not in own]
        found.append(own)
    return found


def _is_one_table(over: Sequence[Line], level: Sequence[Sequence[Segment]], at: int) -> bool:
    """Whether a line over the gutter is a row of the table of which the line before it is one: both have more cells."""
    near = over[at].box.top - over[at - 1].box.bottom < WRAPPED * over[at].box.height
    return near and bool(level[at - 1]) and bool(level[at])


def _cut(segments: Sequence[Segment], middle: float) -> list[Segment]:
    """Segments in which both columns ran together, cut between the words on either side of the gutter."""
    result: list[Segment] = []
    for segment in segments:
        at = next((i for i, t in enumerate(segment.tokens) if t.word.box.x0 >= middle), None)
        if at and segment.tokens[at].word.box.x0 - segment.tokens[at - 1].word.box.x1 >= NARROWEST:
            result += [Segment(segment.tokens[:at]), Segment(segment.tokens[at:])]
        else:
            result.append(segment)
    return result
