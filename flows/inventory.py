"""The inventory list (inventarislijst) of DIR: a row for each input path, as CSV and as XLSX.

The first columns are those of the list that the Woo publication platform writes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from corpus.store import QUARANTINE, Row

COLUMNS = (
    "Document ID",
    "Documentnummer",
    "Bestandsnaam",
    "Beoordeling",
    "Beoordelingsgrond",
    "Toelichting",
    "Datum",
    "Onderwerp",
    "Soort",
    "Ministerie",
    "Pagina's",
    "Aantal lakkingen",
    "Toezeggingen",
    "Moties",
    "Termijnen",
    "Waarschuwingen",
    "Bijlage bij",
)
WIDTHS = (34, 28, 32, 16, 18, 40, 12, 50, 12, 12, 9, 16, 13, 8, 10, 15, 28)
OPEN, PARTLY, CLOSED = "Openbaar", "Deels openbaar", "Niet openbaar"
# A spreadsheet program takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# A list says the same on every day it is written.
NO_TIME = datetime(2000, 1, 1)

Cell = str | int


def write_inventory(root: Path, listed: Sequence[tuple[Row, str, str]]) -> None:
    """Write inventory.csv and inventory.xlsx where they differ from what is there.

    Each document comes with its own file name and the number of the document that it is an attachment of.
    """
    table = [cells(row, source, parent) for row, source, parent in listed]
    _replace(root / "inventory.csv", as_csv(table))
    _replace(root / "inventory.xlsx", as_xlsx(table))


def cells(row: Row, source: str, parent: str = "") -> tuple[Cell, ...]:
    """One row of the list."""
    held = row.state == QUARANTINE
    judgement = CLOSED if held else PARTLY if row.redactions else OPEN
    return (
        row.id,
        row.stem,
        source,
        judgement,
        "; ".join(row.grounds),
        f"in quarantaine: {row.reason}. {row.detail}" if held else "",
        row.date or "",
        row.title or "",
        row.kind or "",
        row.ministry or "",
        *(
            ("",) * 6
            if held
            else (row.pages, row.redactions, row.commitments, row.motions, row.deadlines, row.warnings)
        ),
        parent,
    )


def as_csv(table: Sequence[tuple[Cell, ...]]) -> bytes:
    """UTF-8 with a mark and `;`, as Dutch spreadsheet programs expect."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_guarded(cell) for cell in row] for row in table)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: Sequence[tuple[Cell, ...]]) -> bytes:
    """A workbook whose bytes depend on the table alone; text is written as text, never as a formula."""
    from xlsxwriter import Workbook  # here: `lakwerk --help` must not wait for it

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": "Inventarislijst", "created": NO_TIME})
        sheet = book.add_worksheet("Inventarislijst")
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for column, (title, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, bold)
        for line, row in enumerate(table, 1):
            for column, cell in enumerate(row):
                write = sheet.write_number if isinstance(cell, int) else sheet.write_string
                write(line, column, cell, wrapped)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(table), 1), len(COLUMNS) - 1)
    return out.getvalue()


def _guarded(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _replace(file: Path, content: bytes) -> None:
    if file.is_file() and file.read_bytes() == content:
        return
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(content)
    part.replace(file)
