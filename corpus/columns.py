"""The side column (colophon) of a letter or nota, found by where its lines start, not by one ministry's measures.

Its lines start at one x in the right part of the page, and the body keeps to the left of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from corpus.document import Box
from corpus.sheet import Segment, Sheet
from corpus.words import label_of

RIGHT_PART = 0.58  # a side column starts right of this share of the width
ALIGNED = 4.0  # points: starts that differ less are one column
BESIDE = 24.0  # points above and below its own lines within which the column may have run together with the body
LONG = 0.3  # share of the width from which a segment is a line of the body
CROSSED = 0.12  # share of body segments that may reach into the column


def split(sheets: Sequence[Sheet]) -> list[tuple[list[Segment], list[Segment]]]:
    """For each sheet its body segments and its side column segments."""
    found = {sheet.page.number: x for sheet in sheets if (x := _column_start(sheet)) is not None}
    usual = median(found.values()) if found else None
    result = []
    for sheet in sheets:
        start = found.get(sheet.page.number)
        if start is None and usual is not None and sheet.page.number > 1:
            near = [s.box.x0 for s in _cut(sheet.segments, usual) if abs(s.box.x0 - usual) < 3 * ALIGNED]
            start = min(near) if near else None
        result.append(_parted(sheet, start))
    return result


def _parted(sheet: Sheet, start: float | None) -> tuple[list[Segment], list[Segment]]:
    if start is None:
        return list(sheet.segments), []
    body: list[Segment] = []
    side: list[Segment] = []
    own = [s.box for s in sheet.segments if abs(s.box.x0 - start) <= ALIGNED]
    first = min((box.top for box in own), default=0.0) - BESIDE
    last = max((box.bottom for box in own), default=sheet.page.height) + BESIDE
    level = [s for s in sheet.segments if first <= s.box.top and s.box.bottom <= last]
    apart = [s for s in sheet.segments if s not in level]  # a word that starts at the column by chance
    for segment in [*_cut(level, start), *apart]:
        in_table = any(_inside(segment, row) for table in sheet.tables for row in table)
        (side if segment.box.x0 >= start - ALIGNED and not in_table else body).append(segment)
    return body, side


def _inside(segment: Segment, row: Iterable[Box]) -> bool:
    return any(
        cell.x0 - 1 <= segment.box.x0 and segment.box.x1 <= cell.x1 + 1 and segment.box.overlaps(cell) for cell in row
    )


def _column_start(sheet: Sheet) -> float | None:
    """The x at which the side column of a page starts, None without one."""
    width = sheet.page.width
    starts = sorted(s.box.x0 for s in sheet.segments if s.box.x0 > RIGHT_PART * width)
    clusters: list[list[float]] = []
    for x in starts:
        if clusters and x - clusters[-1][0] <= ALIGNED:
            clusters[-1].append(x)
        else:
            clusters.append([x])
    for cluster in clusters:
        members = [s for s in sheet.segments if cluster[0] - 0.1 <= s.box.x0 <= cluster[-1] + 0.1]
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
