"""The inventory list says what happened to each file, the same on every day, and runs no formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest

from corpus.store import Row
from flows.inventory import COLUMNS, as_csv, as_xlsx, cells, write_inventory

ROW = Row(
    "a" * 32, "nota", "nota.pdf", "done", None, None, "beslisnota", "Verzamelbrief", "2024-03-01", "BZK",
    4, 12, ("5.1.1e", "5.1.2e"), 3, 1, 2, 0,
)  # fmt: skip
HELD = ROW._replace(state="quarantine", reason="damaged", detail="De PDF is beschadigd.", kind=None, grounds=())


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_row_of_a_redacted_document() -> None:
    (row,) = read(as_csv([cells(ROW, "nota.pdf")]))
    assert row == {
        "Document ID": "a" * 32,
        "Documentnummer": "nota",
        "Bestandsnaam": "nota.pdf",
        "Beoordeling": "Deels openbaar",
        "Beoordelingsgrond": "5.1.1e; 5.1.2e",
        "Toelichting": "",
        "Datum": "2024-03-01",
        "Onderwerp": "Verzamelbrief",
        "Soort": "beslisnota",
        "Ministerie": "BZK",
        "Pagina's": "4",
        "Aantal lakkingen": "12",
        "Toezeggingen": "3",
        "Moties": "1",
        "Termijnen": "2",
        "Waarschuwingen": "0",
        "Bijlage bij": "",
    }


@pytest.mark.parametrize(
    ("row", "judgement", "remark"),
    [
        (ROW, "Deels openbaar", ""),
        (ROW._replace(redactions=0, grounds=()), "Openbaar", ""),
        (HELD, "Niet openbaar", "in quarantaine: damaged. De PDF is beschadigd."),
    ],
)
def test_judgement_follows_from_the_redactions(row: Row, judgement: str, remark: str) -> None:
    told = dict(zip(COLUMNS, cells(row, "nota.pdf"), strict=True))
    assert (told["Beoordeling"], told["Toelichting"]) == (judgement, remark)


def test_csv_opens_in_a_dutch_spreadsheet_program() -> None:
    content = as_csv([cells(ROW._replace(title='Coördinatie; "beleid"'), "nota.pdf")])
    assert content.startswith(b"\xef\xbb\xbfDocument ID;")
    assert read(content)[0]["Onderwerp"] == 'Coördinatie; "beleid"'


@pytest.mark.parametrize("title", ["=1+1", "+31", "-1", "@SUM(A1)", "\t=1"])
def test_text_is_never_a_formula(title: str) -> None:
    row = cells(ROW._replace(title=title), "=cmd.pdf")
    told = read(as_csv([row]))[0]
    assert told["Onderwerp"] == f"'{title}"
    assert told["Bestandsnaam"] == "'=cmd.pdf"
    assert "<f>" not in _part(as_xlsx([row]), "xl/worksheets/sheet1.xml")


def test_workbook_holds_the_same_table_and_the_same_bytes_every_time() -> None:
    table = [cells(ROW, "nota.pdf"), cells(HELD, "kapot.pdf")]
    book = as_xlsx(table)
    assert book == as_xlsx(table)
    assert {name.date_time for name in zipfile.ZipFile(io.BytesIO(book)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    texts = set(re.findall(r"<t[^>]*>([^<]*)</t>", _part(book, "xl/sharedStrings.xml")))
    assert texts >= {column.replace("'", "'") for column in COLUMNS} | {"nota.pdf", "kapot.pdf", "Niet openbaar"}
    assert _part(book, "xl/worksheets/sheet1.xml").count("<row ") == 3


def test_files_are_written_only_where_they_differ(tmp_path: Path) -> None:
    write_inventory(tmp_path, [(ROW, "nota.pdf", "")])
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert before.keys() == {"inventory.csv", "inventory.xlsx"}
    write_inventory(tmp_path, [(ROW, "nota.pdf", "")])
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    write_inventory(tmp_path, [(HELD, "nota.pdf", "")])
    assert b"quarantaine" in (tmp_path / "inventory.csv").read_bytes()


def _part(book: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(book)).read(name).decode()
