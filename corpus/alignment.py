"""Tables without rules: lines whose parts stand below each other, as rows of cells.

A paragraph has one part a line; a table has two or more, and no line of it runs over the white between two columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.document import Word
from corpus.repair import is_bullet
from corpus.sheet import Line, Segment, Token

FEWEST = 3  # lines with two parts or more
WHITE = 6.0  # points between two columns at least
GAP = 0.7  # sizes between two words from which a column may start
NEAR, SAME = 3, 1.5  # lines above and below, and points of difference, in which starts of columns are compared
CLOSER = 0.8  # times the widest step between lines of a table: lines of one row
LOOSEST = 2.6  # heights of a line from one line of a table to the next
_NUMBERING = re.compile(r"^\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.,)]?$")


class Column(NamedTuple):
    """From x0 to x1, in points."""

    x0: float
    x1: float


class Table(NamedTuple):
    """Lines `first` up to, not including, `last` of those given, and the columns they stand in."""

    first: int
    last: int
    columns: tuple[Column, ...]


def parted(lines: Sequence[Line]) -> list[Line]:
    """The lines, cut where words of neighbouring lines start at one x behind a gap that is too narrow to tell alone."""
    starts = [_starts(line) for line in lines]
    result = []
    for at, line in enumerate(lines):
        around = [i for i in range(max(0, at - NEAR), min(len(lines), at + 1 + NEAR)) if i != at]
        near = [x for i in around for x in (*starts[i], *(s.box.x0 for s in lines[i].segments[1:]))]
        cuts = [x for x in starts[at] if sum(abs(x - other) < SAME for other in near) >= FEWEST - 1]
        result.append(Line([part for s in line.segments for part in _cut(s, cuts)]) if cuts else line)
    return result


def _starts(line: Line) -> list[float]:
    """The x of words behind a gap that is wider than that between words."""
    return [
        two.word.box.x0
        for segment in line.segments
        for one, two in pairwise(segment.tokens)
        if two.word.box.x0 - one.word.box.x1 > GAP * max(two.size, 0.8 * two.word.box.height)
    ]


def _cut(segment: Segment, cuts: Sequence[float]) -> list[Segment]:
    runs: list[list[Token]] = [[]]
    for token in segment.tokens:
        if runs[-1] and any(abs(token.word.box.x0 - x) < 0.1 for x in cuts):
            runs.append([])
        runs[-1].append(token)
    return [Segment(run) for run in runs]


def find_aligned(lines: Sequence[Line]) -> tuple[Table, ...]:
    """The tables without rules among the body lines of a page, from top to bottom."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        table = _table_from(lines, at)
        if table:
            found.append(table)
        at = table.last if table else at + 1
    return tuple(found)


def rows_of(lines: Sequence[Line], columns: Sequence[Column]) -> list[list[list[list[Word]]]]:
    """Rows of columns of lines of words; a line without a first cell goes on with the row above it.

    So does one whose first cell goes on in small letters, where lines of a row stand closer than rows do.
    """
    rows: list[list[list[list[Word]]]] = []
    widest = max((after.rise - line.rise for line, after in pairwise(lines)), default=0.0)
    for at, line in enumerate(lines):
        cells: list[list[Word]] = [[] for _ in columns]
        for segment in line.segments:
            cells[_column(segment, columns)] += [token.word for token in segment.tokens]
        close = at > 0 and line.rise - lines[at - 1].rise < CLOSER * widest and line.text[:1].islower()
        if not rows or (_opens_row(cells) and not close and not _is_wrapped(lines[at - 1], line, columns)):
            rows.append([[] for _ in columns])
        for row, cell in zip(rows[-1], cells, strict=True):
            if cell:
                row.append(cell)
    return rows


def _opens_row(cells: Sequence[Sequence[Word]]) -> bool:
    """True for a line with a first cell, unless that cell goes on from the line above: a small letter, alone."""
    first, others = cells[0], any(cells[1:])
    return bool(first) and (others or not first[0].text[:1].islower())


def _is_wrapped(before: Line, line: Line, columns: Sequence[Column]) -> bool:
    """True for the end of a first cell that had no room for this word in the line above."""
    if len(line.segments) > 1 or line.box.x0 > columns[0].x1:
        return False
    first = before.segments[0].box
    word = line.tokens[0].word.box
    return first.x0 < columns[0].x1 < columns[1].x0 and first.x1 + word.width + 2 > columns[1].x0 - WHITE


def _table_from(lines: Sequence[Line], first: int) -> Table | None:
    if not _is_row(lines[first]):
        return None
    columns = [Column(s.box.x0, s.box.x1) for s in lines[first].segments]
    rows = last = first
    count = 0
    for at in range(first, len(lines)):
        line = lines[at]
        if at > first and (not _follows(lines[at - 1], line) or line.box.top <= lines[at - 1].box.top):
            break
        widened = _widened(columns, line.segments)
        if widened is None or (len(line.segments) == 1 and _is_text(line, columns)):
            break
        columns = widened
        if _is_row(line):
            count, rows = count + 1, at
    last = rows + 1
    while last < len(lines) and _is_rest(lines[last - 1], lines[last], columns):
        last += 1
    if count < FEWEST or len(columns) < 2 or _is_labelled(lines[first:last]):
        return None
    return Table(first, last, tuple(columns))


def _is_labelled(lines: Sequence[Line]) -> bool:
    """True for text with words in its margin ("Besluit:"): that reads as lines, not as cells."""
    opening = [line.segments[0].text for line in lines if _is_row(line)]
    return 2 * sum(text.endswith(":") for text in opening) > len(opening)


def _is_row(line: Line) -> bool:
    first = line.segments[0].text
    numbered = is_bullet(first, ocr=True) or bool(_NUMBERING.match(first)) or not first
    return len(line.segments) > (2 if numbered else 1)


def _is_text(line: Line, columns: Sequence[Column]) -> bool:
    """True for a line of its own in the first column that is wider than that column is so far."""
    return line.box.x0 < columns[0].x1 and line.box.x1 > columns[0].x1 + WHITE


def _is_rest(before: Line, line: Line, columns: Sequence[Column]) -> bool:
    """True for the end of a cell; that of a first one goes on in small letters."""
    if not _follows(before, line) or _widened(list(columns), line.segments) is None:
        return False
    first = len(line.segments) == 1 and line.text[:1].islower() and line.box.x1 <= columns[0].x1 + WHITE
    return first or all(s.box.x0 > columns[0].x1 for s in line.segments)


def _follows(before: Line, line: Line) -> bool:
    if before.box.page != line.box.page or line.box.bottom < before.box.top:
        return False  # the next page, or the top of the next column
    return line.box.top - before.box.top < LOOSEST * max(line.box.height, 8.0)


def _widened(columns: Sequence[Column], segments: Sequence[Segment]) -> list[Column] | None:
    """The columns with the parts of another line; None where a part runs over the white between two of them."""
    merged = list(columns)
    for segment in segments:
        touched = [c for c in merged if c.x0 - WHITE < segment.box.x1 and segment.box.x0 < c.x1 + WHITE]
        if len(touched) > 1:
            return None
        rest = [c for c in merged if c not in touched]
        edges = [*touched, Column(segment.box.x0, segment.box.x1)]
        merged = sorted([*rest, Column(min(c.x0 for c in edges), max(c.x1 for c in edges))])
    return merged


def _column(segment: Segment, columns: Sequence[Column]) -> int:
    return max((i for i, column in enumerate(columns) if segment.box.x0 >= column.x0 - WHITE), default=0)
