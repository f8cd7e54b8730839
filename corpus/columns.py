"""The side column (colophon) of a letter or nota, found by where its lines start, not by one ministry's measures.

Its lines start at one x in the right part of the page, and the body keeps to the left of it; or all lines of the body
start at one x, and left of that stand labels with their values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import median

from corpus.document import Box
from corpus.sheet import Segment, Sheet
from corpus.short_column import parted as short_parted
from corpus.short_column import short_column
from corpus.words import label_of

FIRST = 1  # page
RIGHT_PART = 0.58  # a side column starts right of this share of the width
ALIGNED = 4.0  # points: starts that differ less are one column
BESIDE = 24.0  # points above and below its own lines within which the column may have run together with the body
ENOUGH, ALL = 5, 0.9  # long lines that tell where the body starts, and the share of them that starts there
BLANK = 0.5  # heights of a line: the widest blank between two words of a value
LONG = 0.3  # share of the width from which a segment is a line of the body
CROSSED = 0.12  # share of body segments that may reach into the column


def split(sheets: Sequence[Sheet]) -> list[tuple[list[Segment], list[Segment]]]:
    """For each sheet its body segments and its side column segments."""
    right, left = _found(sheets, _column_start), _found(sheets, _body_start)
    # The first page tells most surely; where it shows both, one is a column of a table and on fewer pages.
    at_left = FIRST in left and (FIRST not in right or len(left) > len(right))
    at_left = at_left or not right
    both = {number: x for number, x in left.items() if number in right and _is_beside_text(sheets, number, x)}
    right, left = ({}, _on_all(sheets, left, at_left=True)) if at_left else (_on_all(sheets, right), both)
    known = {sheet.page.number: sheet.column for sheet in sheets if sheet.column is not None}
    right = known | right
    parted = []
    for sheet in sheets:
        number = sheet.page.number
        body, side = list(sheet.segments), list[Segment]()
        if number in right:
            body, side = _parted(sheet, body, right[number])
        if number in left:
            body, more = _parted(sheet, body, left[number], at_left=True)
            side = [*more, *side]
        if number == FIRST and not side and (short := short_column(sheet)):
            body, side = short_parted(body, short)
        parted.append((body, side))
    return parted


def _is_beside_text(sheets: Sequence[Sheet], number: int, start: float) -> bool:
    """True for a column at the left that stands beside lines of text; the labels of a head stand beside values.

    A paper may have that and, at the right, boxes for parafen.
    """
    sheet = next(sheet for sheet in sheets if sheet.page.number == number)
    cut = _cut(sheet.segments, start)
    long = [s.box for s in cut if abs(s.box.x0 - start) <= 8 * ALIGNED and s.box.width > LONG * sheet.page.width]
    side = [s.box for s in cut if s.box.x1 < start - 1]
    beside = [box for box in side if any(box.top < other.bottom and other.top < box.bottom for other in long)]
    return len(beside) >= ENOUGH


def _found(sheets: Sequence[Sheet], start_of: Callable[[Sheet], float | None]) -> dict[int, float]:
    """The x at which the right one of body and column starts, by page."""
    return {sheet.page.number: x for sheet in sheets if (x := start_of(sheet)) is not None}


def _on_all(sheets: Sequence[Sheet], own: dict[int, float], *, at_left: bool = False) -> dict[int, float]:
    """The same; a later page may have it as the others do."""
    found = dict(own)
    usual = median(found.values()) if found else None
    for sheet in sheets:
        if usual is not None and sheet.page.number > 1 and sheet.page.number not in found:
            near = [s.box.x0 for s in _cut(sheet.segments, usual) if abs(s.box.x0 - usual) < 3 * ALIGNED]
            # a page whose lines run over that place has no column there, only words that start at it
            if near and (at_left or _crossing(sheet, min(near)) <= CROSSED):
                found[sheet.page.number] = min(near)
    return found


def _parted(
    sheet: Sheet, segments: Sequence[Segment], start: float, *, at_left: bool = False
) -> tuple[list[Segment], list[Segment]]:
    """Body and column of a page, of which the right one starts at `start`; the column is that, or the left one."""
    body: list[Segment] = []
    side: list[Segment] = []
    own = [s.box for s in segments if (s.box.x1 < start if at_left else abs(s.box.x0 - start) <= ALIGNED)]
    first = min((box.top for box in own), default=0.0) - BESIDE
    last = max((box.bottom for box in own), default=sheet.page.height) + BESIDE
    level = [s for s in segments if first <= s.box.top and s.box.bottom <= last]
    apart = [s for s in segments if s not in level]  # a word that starts at the column by chance
    boxes = [s.box for s in segments]
    cut = [piece for segment in level for piece in _cut_apart(segment, start, boxes if at_left else [])]
    for segment in [*cut, *apart]:
        beside = segment.box.x1 <= start + 1 if at_left else segment.box.x0 >= start - ALIGNED
        in_table = any(_inside(segment, row) for table in sheet.tables for row in table)
        in_table = in_table or (at_left and beside and _opens_row(segment.box, boxes, start))
        (side if beside and not in_table else body).append(segment)
    return body, side


def _cut_apart(segment: Segment, start: float, others: Sequence[Box]) -> list[Segment]:
    """The segment cut at the column, but for the value of a label in a head that is as wide as the page.

    Its words stand one blank apart there, column and body never do.
    """
    pieces = _cut([segment], start)
    if len(pieces) < 2 or pieces[1].box.x0 - pieces[0].box.x1 > BLANK * segment.box.height:
        return pieces
    labelled = any(other.x1 < segment.box.x0 for other in _level_with(segment.box, others))
    return [segment] if labelled else pieces


def _opens_row(box: Box, others: Sequence[Box], start: float) -> bool:
    """True for a label or cell at the left whose line goes on over the place where the body starts, or beyond it.

    Above the two columns of a page may stand a head or a table as wide as both.
    """
    level = [other for other in _level_with(box, others) if other.x0 > box.x0]
    over = any(other.x0 < start - 8 * ALIGNED and other.x1 > start + ALIGNED for other in level)
    beyond = [other for other in level if other.x0 > start + 8 * ALIGNED]
    return over or (len(beyond) >= 2 and not any(abs(other.x0 - start) <= 8 * ALIGNED for other in level))


def _level_with(box: Box, others: Sequence[Box]) -> list[Box]:
    return [other for other in others if _level(box, other) and _level(other, box)]


def _body_start(sheet: Sheet) -> float | None:
    """The x at which the body of a page starts that has its side column at the left, None without one."""
    lines = [s.box for s in sheet.segments if s.box.width > LONG * sheet.page.width]
    if len(lines) < ENOUGH:
        return None
    long = [box.x0 for box in lines]
    start = max(long, key=lambda x: (sum(abs(x - other) <= ALIGNED for other in long), -x))
    labels = [s.box for s in sheet.segments if abs(s.box.x0 - start) <= ALIGNED]
    long = [box.x0 for box in lines if not any(label.x1 < box.x0 and _level(label, box) for label in labels)]
    if sum(abs(x - start) <= 8 * ALIGNED for x in long) < ALL * len(long):
        return None
    members = [s for s in _cut(sheet.segments, start) if s.box.x1 < start - 1 and len(s.text) > 3]
    labelled = {label.key for s in members if not s.text.endswith(":") and (label := label_of(_label(s.text)))}
    return start if len(members) >= 3 and len(labelled) >= 2 else None


def _level(one: Box, other: Box) -> bool:
    return one.top < (other.top + other.bottom) / 2 < one.bottom


def _label(text: str) -> str:
    """What stands before the value in "Kenmerk: 2025-0000031776", which no row of a head has in one piece."""
    return text.partition(": ")[0]


def _inside(segment: Segment, row: Iterable[Box]) -> bool:
    return any(
        cell.x0 - 1 <= segment.box.x0 and segment.box.x1 <= cell.x1 + 1 and segment.box.overlaps(cell) for cell in row
    )


def _column_start(sheet: Sheet) -> float | None:
    """The x at which the side column of a page starts, None without one."""
    width = sheet.page.width
    loose = [s for s in sheet.segments if not any(_inside(s, row) for table in sheet.tables for row in table)]
    starts = sorted(s.box.x0 for s in loose if s.box.x0 > RIGHT_PART * width)
    clusters: list[list[float]] = []
    for x in starts:
        if clusters and x - clusters[-1][0] <= ALIGNED:
            clusters[-1].append(x)
        else:
            clusters.append([x])
    for cluster in clusters:
        members = [s for s in loose if cluster[0] - 0.1 <= s.box.x0 <= cluster[-1] + 0.1]
        labelled = sum(1 for s in members if (label := label_of(s.text)) and len(s.text) > 2 and label.key)
        free = len(cluster) >= 2 and _stands_free(cluster[0], members, sheet)
        looks = (
            (labelled and (len(cluster) >= 3 or free))
            or labelled >= 2
            or (_smaller(members, sheet) and (len(cluster) >= 5 or (free and len(cluster) >= 3)))
        )
        if looks and _crossing(sheet, cluster[0]) <= CROSSED:
            return cluster[0]
    return None


def _stands_free(start: float, members: Sequence[Segment], sheet: Sheet) -> bool:
    """True where every long line of the page ends left of a column, and the page has a few of them beside or below."""
    top = min(member.box.top for member in members)
    long = [s.box for s in _cut(sheet.segments, start) if s.box.width > LONG * sheet.page.width and s.box.bottom > top]
    return len(long) >= 3 and all(box.x1 < start - ALIGNED for box in long)


def _smaller(members: Sequence[Segment], sheet: Sheet) -> bool:
    body = median(s.size or s.box.height for s in sheet.segments)
    return median(s.size or s.box.height for s in members) < 0.9 * body


def _crossing(sheet: Sheet, start: float) -> float:
    """The share of segments left of `start` that reach over it, without a gap there at which to cut."""
    left = [s for s in _cut(sheet.segments, start) if s.box.x0 < start - ALIGNED]
    return sum(1 for s in left if s.box.x1 > start + ALIGNED) / len(left) if left else 0.0


def _cut(segments: Iterable[Segment], start: float) -> list[Segment]:
    """Segments in which body and side column ran together, cut before the word that starts at the column."""
    result: list[Segment] = []
    for segment in segments:
        at = next(
            (i for i, t in enumerate(segment.tokens) if i and abs(t.word.box.x0 - start) <= ALIGNED + 1),
            None,
        )
        if at is None or segment.box.x0 >= start - ALIGNED:
            result.append(segment)
        else:
            result += [Segment(segment.tokens[:at]), Segment(segment.tokens[at:])]
    return result
