"""The strict reader takes what the program writes and refuses each kind of broken list; no cell is ever a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperworking import piece
from platform_reader import Refused, check_files, read_report

from corpus.spreadsheet import FORMULA, Column, as_csv, as_xlsx
from flows.judgements import Given, Judgement
from flows.matter import Matter
from flows.outcome import clean
from flows.publication_lists import PRODUCTION, PUBLIC, production, public

MATTER = Matter("2026-031", "MINBZK", "Besluit", "", "", None, None, "BZK", "2i", "https://open.example.nl/woo")
GOOD: dict[str, Any] = {
    "ID": "w1", "Matter": "2026-031", "Family ID": 1, "Email Thread ID": "", "Document": "nota.pdf",
    "File type": "pdf", "Datum": "2024-03-01", "Beoordeling": "Deels openbaar", "Beoordelingsgrond": "5.1.2e",
    "Opgeschort": "", "Toelichting": "", "Publieke link": "", "Gerelateerd ID": "", "Zaaknummer": "",
}  # fmt: skip
JUDGED = [
    (Judgement.OPEN, (), Given()),
    (Judgement.PARTLY, ("5.1.1e", "5.1.2e"), Given(suspended=True)),
    (Judgement.ALREADY, (), Given(links=("https://example.nl/1", "https://example.nl/2"))),
    (Judgement.CLOSED, ("5.1.2i",), Given(remark="Geheim", thread=7, related="w000000000001")),
    (Judgement.UNDECIDED, (), Given()),
]


def written(*rows: dict[str, Any], names: list[str] | None = None) -> bytes:
    """A workbook of rows, which may be broken."""
    columns = [Column(name, 10) for name in names or GOOD]
    return as_xlsx("Productierapport", columns, [[row[name] for name in GOOD] for row in rows])


def test_every_judgement_passes_the_reader() -> None:
    pieces = [piece(number, *told) for number, told in enumerate(JUDGED, 1)]
    rows = read_report(as_xlsx("Productierapport", PRODUCTION, production(MATTER, pieces)), "MINBZK")
    assert [row["judgement"] for row in rows] == [
        "Openbaar", "Deels openbaar", "Reeds openbaar", "Niet openbaar", "Niet openbaar",
    ]  # fmt: skip
    check_files(rows, ["w000000000001.pdf"])


def test_the_reader_takes_a_good_row_and_headers_in_any_case() -> None:
    assert read_report(written(GOOD), "MINBZK")[0]["id"] == "w1"
    assert read_report(written(GOOD, names=[name.upper() for name in GOOD]), "MINBZK")[0]["family"] == "1"


@pytest.mark.parametrize(
    "broken",
    [
        {"ID": ""}, {"ID": "nota-1"}, {"ID": "a" * 171}, {"ID": "nota_1"},
        {"Matter": ""}, {"Matter": "x"}, {"Matter": "2026/031"}, {"Matter": "9" * 250},
        {"Document": ""}, {"Document": "é" * 513},
        {"Datum": "1 maart 2024"}, {"Datum": "2024-13-01"},
        {"Beoordeling": "Gedeeltelijk openbaar"}, {"Beoordeling": ""}, {"Beoordeling": "Nog te beslissen"},
        {"Beoordelingsgrond": ""}, {"Beoordelingsgrond": "5.9"}, {"Beoordelingsgrond": "5.1.2.e"},
        {"Beoordeling": "Openbaar"}, {"Beoordeling": "Niet openbaar", "Beoordelingsgrond": ""},
        {"Beoordeling": "Reeds openbaar"}, {"Publieke link": "example.nl"}, {"Publieke link": "https://" + "a" * 2048},
        {"File type": "docx"}, {"Opgeschort": "misschien"}, {"Family ID": "gezin"}, {"Email Thread ID": "draad"},
        {"Toelichting": "https://example.nl"},
    ],
)  # fmt: skip
def test_the_reader_refuses_each_kind_of_broken_row(broken: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        read_report(written({**GOOD, **broken}), "MINBZK")


def test_the_reader_refuses_a_number_that_is_there_twice_in_whatever_case() -> None:
    with pytest.raises(Refused):
        read_report(written(GOOD, {**GOOD, "ID": "W1"}), "MINBZK")


@pytest.mark.parametrize("name", ["ID", "Matter", "Document", "Datum", "Beoordeling", "Beoordelingsgrond"])
def test_the_reader_refuses_a_list_without_a_column_that_is_needed(name: str) -> None:
    columns = [Column(each, 10) for each in GOOD if each != name]
    with pytest.raises(Refused):
        read_report(as_xlsx("x", columns, [[GOOD[column.name] for column in columns]]), "MINBZK")


@pytest.mark.parametrize("names", [["Wat", *list(GOOD)[1:]], ["ID", "ID", *list(GOOD)[2:]]])
def test_the_reader_refuses_headers_that_it_does_not_know_or_sees_twice(names: list[str]) -> None:
    with pytest.raises(Refused):
        read_report(written(GOOD, names=names), "MINBZK")


@pytest.mark.parametrize("files", [[], ["nota.pdf"], ["w1.pdf", "w2.pdf"], ["w1.pdf", "w1.txt"]])
def test_the_reader_refuses_files_that_are_not_called_by_the_ids(files: list[str]) -> None:
    with pytest.raises(Refused):
        check_files(read_report(written(GOOD), "MINBZK"), files)


@given(source=st.text(max_size=40), remark=st.text(max_size=40), start=st.sampled_from(["", *FORMULA]))
def test_no_text_of_a_document_or_of_the_officer_becomes_a_formula(source: str, remark: str, start: str) -> None:
    one = piece(1, Judgement.PARTLY, ["5.1.2e"], Given(remark=clean(start + remark)), source=clean(start + source))
    for columns, table in ((PRODUCTION, production(MATTER, [one])), (PUBLIC, public(MATTER, [one]))):
        parts = zipfile.ZipFile(io.BytesIO(as_xlsx("Lijst", columns, table)))
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
        for row in csv.reader(io.StringIO(as_csv(columns, table).decode("utf-8-sig"), newline=""), delimiter=";"):
            assert [cell for cell in row if cell.startswith(FORMULA)] == []


def test_a_related_document_is_shown_with_its_place() -> None:
    pieces = [piece(1), piece(2, given=Given(related="w000000000001"))]
    assert public(MATTER, pieces)[1][9:11] == ("w000000000001", "https://open.example.nl/woo/w000000000001.pdf")
