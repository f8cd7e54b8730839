"""The inventory list (inventarislijst) of DIR: a row for each input path, as CSV and as XLSX.

The first columns are those of the list that the Woo publication platform writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus import spreadsheet
from corpus.row import QUARANTINE, Row
from corpus.spreadsheet import Cell, Column
from flows.written import write_file

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
REFUSED = "door een mens geweigerd"
OPEN, PARTLY, CLOSED = "Openbaar", "Deels openbaar", "Niet openbaar"
_LAID_OUT = [Column(name, width) for name, width in zip(COLUMNS, WIDTHS, strict=True)]


def write_inventory(root: Path, listed: Sequence[tuple[Row, str, str]]) -> None:
    """Write inventory.csv and inventory.xlsx where they differ from what is there.

    Each document comes with its own file name and the number of the document that it is an attachment of.
    """
    write_table(root, [cells(row, source, parent) for row, source, parent in listed])


def write_table(root: Path, table: Sequence[tuple[Cell, ...]]) -> None:
    """Write the rows of a list as inventory.csv and inventory.xlsx of a folder."""
    write_file(root / "inventory.csv", as_csv(table))
    write_file(root / "inventory.xlsx", as_xlsx(table))


def cells(row: Row, source: str, parent: str = "", *, refused_on: str = "") -> tuple[Cell, ...]:
    """One row of the list; `refused_on` is the ground on which a person refused the whole document, if one did."""
    held = row.state == QUARANTINE
    closed = held or bool(refused_on)
    judgement = CLOSED if closed else PARTLY if row.redactions else OPEN
    quarantined = f"in quarantaine: {row.reason}. {row.detail}" if held else ""
    return (
        row.id,
        row.stem,
        source,
        judgement,
        refused_on or "; ".join(row.grounds),
        REFUSED if refused_on else quarantined,
        row.date or "",
        row.title or "",
        row.kind or "",
        row.ministry or "",
        *(
            ("",) * 6
            if closed
            else (row.pages, row.redactions, row.commitments, row.motions, row.deadlines, row.warnings)
        ),
        parent,
    )


def as_csv(table: Sequence[tuple[Cell, ...]]) -> bytes:
    """The list as CSV."""
    return spreadsheet.as_csv(_LAID_OUT, table)


def as_xlsx(table: Sequence[tuple[Cell, ...]]) -> bytes:
    """The list as a workbook."""
    return spreadsheet.as_xlsx("Inventarislijst", _LAID_OUT, table)
