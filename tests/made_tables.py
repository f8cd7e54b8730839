"""The rows of a table, each a line of its own that no page break cuts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from made_blocks import Table
from made_layout import Layout
from made_lines import Line, Piece, Rule, white
from made_words import Type

PAD = 3.0


class Cells(Protocol):
    """What sets the text of a cell."""

    layout: Layout
    limit: float

    def text(self, text: str, x: float, limit: float, type_: Type, *, cell: bool) -> list[Line]: ...


def table_lines(table: Table, cells: Cells) -> Iterator[Line]:
    total = sum(table.shares)
    edges = [cells.limit * sum(table.shares[:i]) / total for i in range(len(table.shares) + 1)]
    for number, row in enumerate(table.rows):
        yield _row(row, edges, cells, table.look, first=number == 0)
    yield from white(cells.layout.leading * 0.4)


def typed_lines(table: Table, layout: Layout) -> Iterator[Line]:
    """Rows of a typist: the columns are blanks in one line of text."""
    type_ = Type("Mono", layout.body.size - 1)
    wide = [max(len(row[i]) for row in table.rows) + 3 for i in range(len(table.rows[0]))]
    for row in table.rows:
        text = "".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip()
        yield Line((Piece(0, layout.leading * 0.75, text, type_),), layout.leading)


def _row(row: Sequence[str], edges: Sequence[float], cells: Cells, look: str, *, first: bool) -> Line:
    pad, gutter = (0.0, 12.0) if look == "bare" else (PAD, 2 * PAD)
    type_ = Type(*cells.layout.body[:2], "bold" if first and look != "bare" else "")
    pieces, marks, deep = list[Piece](), list[int](), 0.0
    for cell, (x0, x1) in zip(row, pairwise(edges), strict=True):
        y = pad
        for line in cells.text(cell, x0 + pad, x1 - x0 - gutter, type_, cell=True):
            pieces += [piece._replace(y=piece.y + y) for piece in line.pieces]
            marks += line.notes
            y += line.height
        deep = max(deep, y + pad)
    room = 2 * cells.layout.leading if first else 0.0
    return Line(tuple(pieces), deep, tuple(marks), room, _rules(edges, deep, look, first))


def _rules(edges: Sequence[float], height: float, look: str, first: bool) -> tuple[Rule, ...]:
    if look == "bare":
        return ()
    across = [Rule(edges[0], y, edges[-1], y, 0.9 if first and look == "lines" else 0.5) for y in (0, height)]
    if look == "lines":
        return tuple(across if first else across[1:])
    return (*across, *(Rule(x, 0, x, height) for x in edges))
