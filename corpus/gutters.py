"""Pages in two columns (Handelingen, reports): the gutter between them, and the order in which they are read.

A line over the full width parts the page into bands; in each band the left column is read before the right one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from corpus.document import Box
from corpus.sheet import Line, Segment, Sheet, lines_of

Numbers = np.ndarray[Any, Any]

MIDDLE = (0.35, 0.62)  # shares of the width between which a gutter lies
NARROWEST = 6.0  # points
CROSSED = 0.12  # share of the lines that may run over a gutter: titles, running heads
_GREETS = re.compile(r"(?:Hoogg|G)eachte\b[^.]{0,60},$")
FEWEST, FEW = 12, 3  # lines on each side
NEAR = 8.0  # points between the gutters of pages set alike


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
    cut = _cut(segments, middle)
    wide = [s.box for s in cut if s.box.width > 0.2 * sheet.page.width]
    left, right = sum(box.x1 <= middle for box in wide), sum(box.x0 >= middle for box in wide)
    return middle if min(left, right) >= fewest else None


def gutters(bodies: Sequence[tuple[Sheet, Sequence[Segment] | None]]) -> dict[int, float]:
    """The gutter of each page that has one, by its number; None for a page that has a side column instead.

    A last page of a few lines has one where another page has it.
    """
    found = {s.page.number: x for s, body in bodies if body is not None and (x := gutter(s, body)) is not None}
    for sheet, body in bodies if found else ():
        if sheet.page.number in found or body is None:
            continue
        x = gutter(sheet, body, FEW)
        if x is not None and any(abs(x - other) < NEAR for other in found.values()):
            found[sheet.page.number] = x
    return found


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

    The head of a letter is in no columns: its labels stand side by side down to the salutation.
    """
    greeted = [s for s in segments if s.box.page == 1 and _GREETS.match(s.text)]
    below = greeted[0].box.top if greeted else float("-inf")
    head, segments = [s for s in segments if s.box.top < below], [s for s in segments if s.box.top >= below]
    return (*lines_of(head), *_in_columns(segments, middle))


def is_letter(lines: Sequence[Line]) -> bool:
    """Whether somebody is greeted on a page: "Geachte voorzitter,"."""
    return any(_GREETS.match(line.text) for line in lines)


def _in_columns(segments: Sequence[Segment], middle: float) -> tuple[Line, ...]:
    cut = _cut(segments, middle)
    wide = [s for s in cut if s.box.x0 < middle < s.box.x1]
    lines: list[Line] = []
    top = float("-inf")
    for line in (*lines_of(wide), None):
        bottom = line.box.top if line else float("inf")
        band = [s for s in cut if s not in wide and top <= (s.box.top + s.box.bottom) / 2 < bottom]
        lines += lines_of(s for s in band if s.box.x1 <= middle)
        lines += lines_of(s for s in band if s.box.x0 >= middle)
        if line:
            lines.append(line)
            top = bottom
    return tuple(lines)


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
