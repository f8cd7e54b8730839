"""The form at the head of a nota, drawn as a ruled grid: its fields are read cell by cell, not across the cells.

Either a label stands in a cell of its own, beside that of its value; or each cell has a small label above its value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.document import Box
from corpus.sheet import Line, Segment, Sheet, lines_of
from corpus.tables import centre_in
from corpus.words import label_of

Cell = tuple[Line, ...]
FEWEST = 2  # rows with a label
LONGEST = 40  # letters of a label that is known by its column


def by_field(sheet: Sheet, lines: Sequence[Line]) -> list[Line]:
    """The lines of a head, those in a form in the order of its fields: label and value, and what goes on below it."""
    found = list(lines)
    for table in sheet.tables:
        rows = [[cell for box in sorted(row) if (cell := _cell(box, found))] for row in table]
        inside = [id(s) for row in rows for cell in row for line in cell for s in line.segments]
        taken = set(inside)
        if not _is_form(rows) or len(taken) < len(inside):  # cells that lie over each other tell no order
            continue
        at = next(i for i, line in enumerate(found) if any(id(s) in taken for s in line.segments))
        rest = [[s for s in line.segments if id(s) not in taken] for line in found[at:]]
        found[at:] = [*_fields(rows), *(Line(segments) for segments in rest if segments)]
    return found


def _cell(box: Box, lines: Sequence[Line]) -> Cell:
    return lines_of(s for line in lines for s in line.segments if centre_in(s.box, box))


def _is_labelled(cell: Cell) -> bool:
    return label_of(cell[0].text) is not None


def _is_form(rows: Sequence[Sequence[Cell]]) -> bool:
    """True for a grid with labels in most of its rows: a table has its labels in the first one."""
    labelled = sum(any(_is_labelled(cell) for cell in row) for row in rows)
    return labelled >= FEWEST and 2 * labelled >= len(rows)


def _fields(rows: Sequence[Sequence[Cell]]) -> Iterator[Line]:
    known = [cell for row in rows for cell in row if _is_labelled(cell)]
    stacked = 2 * sum(len(cell) > 1 for cell in known) > len(known)
    columns = Counter(round(cell[0].box.x0) for cell in known)
    for row in rows:
        if stacked and not any(_is_labelled(cell) for cell in row):
            yield from lines_of(s for cell in row for line in cell for s in line.segments)
            continue
        group: list[Cell] = []
        for cell in row:
            short = len(cell) == 1 and len(cell[0].text) <= LONGEST
            if group and (stacked or _is_labelled(cell) or (short and columns[round(cell[0].box.x0)] >= FEWEST)):
                yield from _field(group)
                group = []
            group.append(cell)
        yield from _field(group)


def _field(cells: Sequence[Cell]) -> Iterator[Line]:
    """The lines of a field; those of its cells that come first stand on one line, though a label may hang lower."""
    if cells:
        yield Line([s for cell in cells for s in cell[0].segments])
        yield from lines_of(s for s in _rest(cells))


def _rest(cells: Sequence[Cell]) -> Iterator[Segment]:
    return (s for cell in cells for line in cell[1:] for s in line.segments)
