"""The cells of a table's rows, and those of one column below its heading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus.document import Document, Part, Span


def cells_of(document: Document, row: Span) -> Iterator[Span]:
    """The cells of a row, in order; cells are parted by " | "."""
    at = row.start
    for wording in document.at(row).split(" | "):
        yield Span(at, at + len(wording))
        at += len(wording) + 3


def below(document: Document, column_of: Callable[[Sequence[str]], int]) -> Iterator[Span]:
    """The cells below a heading, in text order, of rows as wide as the heading's.

    `column_of` tells of the wordings of a row which column it heads, -1 for a row that heads none.
    """
    column, wide = -1, 0
    for block in document.running():
        if block.part is not Part.ROW:
            column = -1
            continue
        cells = list(cells_of(document, block.span))
        headed = column_of([document.at(cell).strip() for cell in cells])
        if headed >= 0:
            column, wide = headed, len(cells)
        elif column >= 0 and len(cells) == wide:
            yield cells[column]
