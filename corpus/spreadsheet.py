"""Tables as CSV and as XLSX: bytes that depend on the table alone, and text that is never taken for a formula."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

# A spreadsheet program takes a cell that begins so for a formula; "−" is the sign that typographers use for "-".
FORMULA = ("=", "+", "-", "@", "−")
# Blanks, and signs that show nothing, which a program may skip before it looks for a formula.
UNSEEN = ("Z", "C")
# What XML 1.0 (section 2.2) has no place for.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MOST_ROWS = 1_048_575  # of a sheet below its header, by Excel's limits
LONGEST = 32_767  # characters of a cell, by the same
FIRST_YEAR = 1901  # Excel's calendar begins in 1900, with a 29 February that was not; earlier days are text
# A list says the same on every day it is written.
NO_TIME = datetime(2000, 1, 1)

Cell = str | int | float | date | None


class Column(NamedTuple):
    """A column and its width in characters."""

    name: str
    width: int


def as_csv(columns: Sequence[Column], table: Sequence[Sequence[Cell]]) -> bytes:
    """UTF-8 with a mark and `;`, as Dutch spreadsheet programs expect; a row is one line.

    A line break in a cell becomes a blank: what reads line by line would take the rest for a row, and for a formula.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([_flat(cell) for cell in row] for row in table)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, columns: Sequence[Column], table: Sequence[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet: text as text, days as days, line breaks as they are. MOST_ROWS rows at most."""
    from xlsxwriter import Workbook  # here: `lakwerk --help` must not wait for it

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": NO_TIME})
        sheet = book.add_worksheet(title)
        look = {"text_wrap": True, "valign": "top"}
        plain, day = book.add_format(look), book.add_format({**look, "num_format": "dd-mm-yyyy", "align": "left"})
        bold = book.add_format({"bold": True, "bottom": 1})
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(0, number, column.name, bold)
        for line, row in enumerate(table, 1):
            for number, cell in enumerate(row):
                _write(sheet, line, number, cell, day if isinstance(cell, date) else plain)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(table), 1), len(columns) - 1)
    return out.getvalue()


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program could take a text for a formula, also behind blanks or in wide signs.

    >>> is_formula("=1+1"), is_formula(" ＝1"), is_formula("een - twee")
    (True, True, False)
    """
    if text[:1] in ("\t", "\r", "\n"):
        return True
    seen = (sign for sign in unicodedata.normalize("NFKC", text) if not unicodedata.category(sign).startswith(UNSEEN))
    return next(seen, "").startswith(FORMULA)


def _flat(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = FORBIDDEN.sub("", " ".join(cell.splitlines()))
    return f"'{text}" if is_formula(text) else text


def _write(sheet: Any, line: int, number: int, cell: Cell, look: Any) -> None:
    if isinstance(cell, date) and cell.year < FIRST_YEAR:
        cell = cell.isoformat()
    if cell is None or cell == "":
        sheet.write_blank(line, number, None, look)
    elif isinstance(cell, date):
        sheet.write_datetime(line, number, cell, look)
    elif isinstance(cell, str):
        sheet.write_string(line, number, FORBIDDEN.sub("", "\n".join(cell.splitlines()))[:LONGEST], look)
    else:
        sheet.write_number(line, number, cell, look)
