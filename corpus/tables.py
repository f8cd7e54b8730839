"""Tables of the body: ruled ones by their cells, unruled ones (scans, plain text) by a known header row."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus.alignment import find_aligned, parted, rows_of
from corpus.document import Box, Word
from corpus.hyphens import join_lines
from corpus.sheet import Line, Segment, Sheet, Token, lines_of, segments_of
from corpus.words import heading_level, plain

# First columns of header rows (attachments table, route table) and the other columns that follow them.
FIRST = frozenset({"volgnummer", "nr", "nummer", "bijlage", "volgnr"})
STATES = frozenset({"openbaar", "niet openbaar", "deels openbaar", "reeds openbaar"})
OTHERS = frozenset({"naam", "informatie", "titel", "document", "omschrijving", "openbaar", "toelichting", "status"})


class Row(NamedTuple):
    """Cells of a row, each its words; `top` in points tells where the row comes among the lines."""

    page: int
    top: float
    cells: tuple[tuple[Word, ...], ...]


def take_ruled(sheet: Sheet, lines: Sequence[Line]) -> tuple[list[Line], list[Row]]:
    """Take the words of ruled tables out of the body lines of a page and give them as rows."""
    rows: list[Row] = []
    left = list(lines)
    for table in sheet.tables:
        inside = [line for line in left if _covers(table, line)]
        if not inside or sum(len(row) > 1 for row in table) < 1:
            continue
        found = [row for cells in table if (row := _row(sheet, cells, inside)) is not None]
        if sum(len(row.cells) > 1 for row in found) * 2 < len(found) or len(found) < 2:
            continue  # a frame around text is no table
        rows += found
        left = [line for line in left if line not in inside]
    return left, rows


def cut_at_cells(sheet: Sheet) -> Sheet:
    """The sheet with its segments cut between words that stand in different cells of a ruled table."""
    rows = [row for table in sheet.tables for row in table if len(row) > 1]
    if not rows:
        return sheet
    return sheet._replace(segments=tuple(part for segment in sheet.segments for part in _by_cell(segment, rows)))


def _by_cell(segment: Segment, rows: Sequence[Sequence[Box]]) -> Iterator[Segment]:
    """The parts of a segment, one a cell; what stands in no cell stays with what is before it."""
    row = next((r for r in rows if any(centre_in(token.word.box, cell) for cell in r for token in segment.tokens)), ())
    run: list[Token] = []
    here: Box | None = None
    for token in segment.tokens:
        cell = next((c for c in row if centre_in(token.word.box, c)), here)
        if run and cell is not here:
            yield Segment(run)
            run = []
        run.append(token)
        here = cell
    yield Segment(run)


def _covers(table: Iterable[Iterable[Box]], line: Line) -> bool:
    middle = (line.box.top + line.box.bottom) / 2
    boxes = [cell for row in table for cell in row]
    return (
        min(b.top for b in boxes) <= middle <= max(b.bottom for b in boxes)
        and min(b.x0 for b in boxes) - 6 <= line.box.x0
        and line.box.x1 <= max(b.x1 for b in boxes) + 6
    )


def _row(sheet: Sheet, cells: Sequence[Box], lines: Sequence[Line]) -> Row | None:
    tokens = [token for line in lines for token in line.tokens]
    filled = [
        tuple(_cell_words(mine))
        for cell in sorted(cells, key=lambda c: c.x0)
        if (mine := [t for t in tokens if centre_in(t.word.box, cell)])
    ]
    return Row(sheet.page.number, min(c.top for c in cells), tuple(filled)) if filled else None


def centre_in(box: Box, cell: Box) -> bool:
    """True for a box whose middle lies in a cell."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return cell.x0 <= x <= cell.x1 and cell.top <= y <= cell.bottom


def _cell_words(tokens: Iterable[Token]) -> list[Word]:
    return join_lines([[token.word for token in line.tokens] for line in lines_of(segments_of(tokens))])


def take_unruled(lines: Sequence[Line], *, by_place: bool = True) -> Iterator[Line | Row]:
    """Lines in order, with those of tables without rules given as rows of cells.

    Tables are known by their header row, or, unless not `by_place`, by parts that stand below each other.
    """
    cut = parted(lines) if by_place else list(lines)
    tables = {table.first: table for table in find_aligned(cut)} if by_place else {}
    at = 0
    while at < len(lines):
        if header := _header(lines[at]):
            at = yield from _below_header(lines, at, header)
        elif table := tables.get(at):
            for row in rows_of(cut[table.first : table.last], table.columns):
                first = row[0][0] if row[0] else next(cell[0] for cell in row if cell)
                box = first[0].box
                yield Row(box.page, box.top, tuple(tuple(join_lines(cell)) for cell in row))
            at = table.last
        else:
            yield lines[at]
            at += 1


def _below_header(lines: Sequence[Line], at: int, starts: list[float]) -> Generator[Row, None, int]:
    """The rows of a table with a known header row at index `at`; the index of the first line below them comes back."""
    head = lines[at]
    yield Row(head.box.page, head.box.top, tuple((token.word,) for token in head.tokens))
    open_row: list[list[list[Word]]] | None = None
    opener, at = head, at + 1
    while at < len(lines):
        line = lines[at]
        if heading_level(line.text) or _header(line) or line.box.page != opener.box.page:
            break
        cells = _by_column(line, starts)
        if open_row is None or (cells[0] if len(starts) > 1 else line.tokens[0].word.text.isdigit()):
            if open_row:
                yield _closed(opener, open_row)
            open_row, opener = [[] for _ in starts], line
        for column, cell in zip(open_row, cells, strict=True):
            if cell:
                column.append(cell)
        at += 1
    if open_row:
        yield _closed(opener, open_row)
    return at


def _header(line: Line) -> list[float]:
    """The x of each column if the line is a known header row, else nothing."""
    tokens = [t for t in line.tokens if t.word.text]
    if len(tokens) < 2 or plain(tokens[0].word.text) not in FIRST:
        return []
    if not all(plain(t.word.text) in OTHERS for t in tokens[1:]):
        return []
    if len(line.segments) == 1:
        return [line.box.x0]  # plain text without columns: a row starts at its number
    return [t.word.box.x0 for t in tokens]


def _by_column(line: Line, starts: Sequence[float]) -> list[list[Word]]:
    cells: list[list[Word]] = [[] for _ in starts]
    for token in line.tokens:
        column = max((i for i, x in enumerate(starts) if token.word.box.x0 >= x - 6), default=0)
        cells[column].append(token.word)
    return cells


def _closed(line: Line, columns: Sequence[Sequence[Sequence[Word]]]) -> Row:
    if len(columns) == 1:
        return Row(line.box.page, line.box.top, _guessed_cells(columns[0]))
    return Row(line.box.page, line.box.top, tuple(tuple(join_lines(column)) for column in columns))


def _guessed_cells(lines: Sequence[Sequence[Word]]) -> tuple[tuple[Word, ...], ...]:
    """Cells of a row whose columns are lost: its number, its name, and the state that ends its first line."""
    first, rest = list(lines[0]), list(lines[1:])
    state = next((n for n in (2, 1) if " ".join(w.text for w in first[-n:]).lower() in STATES), 0)
    name = [first[1 : len(first) - state], *rest]
    return (tuple(first[:1]), tuple(join_lines(name)), tuple(first[len(first) - state :]))
