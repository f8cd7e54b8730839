"""Tables as CSV and as XLSX: bytes that depend on the table alone, and text that is never taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

# A spreadsheet program takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# A list says the same on every day it is written.
NO_TIME = datetime(2000, 1, 1)

Cell = str | int | float


class Column(NamedTuple):
    """A column and its width in characters."""

    name: str
    width: int


def as_csv(columns: Sequence[Column], table: Sequence[Sequence[Cell]]) -> bytes:
    """UTF-8 with a mark and `;`, as Dutch spreadsheet programs expect."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([_guarded(cell) for cell in row] for row in table)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, columns: Sequence[Column], table: Sequence[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet; text is written as text, never as a formula."""
    from xlsxwriter import Workbook  # here: `lakwerk --help` must not wait for it

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": NO_TIME})
        sheet = book.add_worksheet(title)
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(0, number, column.name, bold)
        for line, row in enumerate(table, 1):
            for number, cell in enumerate(row):
                if cell == "":
                    sheet.write_blank(line, number, None, wrapped)
                else:
                    write = sheet.write_string if isinstance(cell, str) else sheet.write_number
                    write(line, number, cell, wrapped)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(table), 1), len(columns) - 1)
    return out.getvalue()


def write_bytes(file: Path, content: bytes) -> None:
    """Written at once; nothing where the same content is there already."""
    if file.is_file() and file.read_bytes() == content:
        return
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(content)
    part.replace(file)


def _guarded(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
