"""The draft decision: what stands in it by the records, what is yellow for the officer, and a block for each ground."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from paperworking import fill_folder, papers, piece

from anonymize.grounds import grounds, in_order, spelled
from corpus.decisions import CATEGORIES as SPOKEN
from corpus.decisions import Category
from corpus.knowledge import load_list
from flows import decision_letter as letters
from flows.decision_letter import decision_letter
from flows.judgements import Given, Judgement
from flows.matter import Matter
from flows.pieces import Piece

MATTER = Matter(
    "2026-031", "MINBZK", "Besluit over algoritmen", "alle nota's over het algoritmeregister", "",
    date(2026, 3, 9), date(2026, 4, 7), "BZK", "2i", "https://open.example.nl/woo",
)  # fmt: skip
EMPTY = Matter("2026-031", "MINBZK", "Besluit", "", "", None, None, "", "2i", "")
CODES = """
    5.1.1a 5.1.1b 5.1.1c 5.1.1d 5.1.1e 5.1.2a 5.1.2b 5.1.2c 5.1.2d 5.1.2e 5.1.2f 5.1.2g 5.1.2h 5.1.2i 5.1.4 5.1.5 5.1.6
    5.2.1 5.2.2 5.2.3 5.2.4 5.4 dubbel 10.1a 10.1b 10.1c 10.1d 10.2a 10.2b 10.2c 10.2d 10.2e 10.2g 11.1
""".split()


def opened(pieces: Sequence[Piece], matter: Matter = MATTER) -> Any:
    return docx.Document(io.BytesIO(decision_letter(matter, pieces)))


def words(document: Any) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def yellow(document: Any) -> list[str]:
    runs = (run for paragraph in document.paragraphs for run in paragraph.runs)
    return [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]


def test_the_letter_tells_the_request_the_terms_and_the_counts() -> None:
    text = words(opened([piece(1), piece(2, Judgement.OPEN, ())]))
    for told in (
        "Op 9 maart 2026 heb ik uw verzoek",
        "U vraagt om: alle nota's over het algoritmeregister",
        "De laatste dag om te beslissen is 7 april 2026; na verlenging 20 april 2026.",
        "(artikel 1 Algemene termijnenwet)",
        "Er zijn 2 documenten gevonden",
        "openbaar, geheel: 1 document",
        "openbaar, met weglating van een deel: 1 document",
        "De minister van Binnenlandse Zaken en Koninkrijksrelaties",
        "Is het besluit op 7 april 2026 verzonden, dan is 19 mei 2026 de laatste dag.",
        "(artikel 6:7 en 6:8 Awb)",
    ):
        assert told in text


def test_what_the_program_cannot_know_is_yellow_and_nothing_else_is() -> None:
    document = opened([piece(1)], EMPTY)
    blanks = yellow(document)
    for wanted in ("naam en adres van de verzoeker", "datum van ontvangst", "omschrijving van het verzoek"):
        assert f"[{wanted}]" in blanks
    assert all(blank.startswith("[") and blank.endswith("]") for blank in blanks)
    assert re.findall(r"\[[^\]]*\]", words(document)) == blanks
    assert "{" not in words(document)


def test_dates_that_are_known_leave_no_blank() -> None:
    assert [blank for blank in yellow(opened([piece(1)])) if "datum" in blank] == []


@pytest.mark.parametrize("code", [*CODES, "5.2"])
def test_every_ground_has_its_own_block(code: str) -> None:
    document = opened([piece(1, Judgement.PARTLY, [code])])
    text, ground = words(document), grounds()[code]
    assert f"{code}: {ground.label}" in text
    assert f"{ground.article[0].upper()}{ground.article[1:]}. {ground.text}" in text
    assert ("[Geef hier de afweging, zo nodig per document.]" in yellow(document)) == ground.weigh


def test_the_list_of_grounds_is_whole_and_each_text_is_of_its_own() -> None:
    rows = load_list("anonymize", "grounds")["ground"]
    assert [row["code"] for row in rows] == CODES
    assert len({row["text"] for row in rows}) == len(rows)
    assert [row["code"] for row in rows if not (row["example"] and row["source"] and row["article"])] == []
    # The law asks for a weighing at the second, fifth and sixth paragraph of article 5.1, and at article 5.2 for
    # information on the environment; the Wob did at its second paragraph.
    weighed = [row["code"] for row in rows if row["weigh"]]
    assert weighed == [code for code in CODES if code.startswith(("5.1.2", "5.1.5", "5.1.6", "5.2.4", "10.2"))]


def test_only_grounds_that_were_used_are_explained_in_the_order_of_the_law() -> None:
    text = words(opened([piece(1, Judgement.PARTLY, ["5.1.2e"]), piece(2, Judgement.CLOSED, ["5.1.1b"])]))
    found = re.findall(r"^(5\.\S+): ", text, re.MULTILINE)
    assert found == ["5.1.1b", "5.1.2e"]


def test_a_block_names_its_documents_and_boxes() -> None:
    pieces = [piece(1), piece(2), piece(3), piece(4, Judgement.OPEN, ()), piece(5)]
    assert "Deze grond is gebruikt in 4 documenten: nummers 1-3, 5 van de bijlage. Het gaat om 4 vakken." in words(
        opened(pieces)
    )


def test_a_ground_that_nobody_knows_is_left_to_the_officer() -> None:
    assert "[Leg grond 5.1.7 uit: artikel, inhoud en toepassing op deze documenten.]" in yellow(
        opened([piece(1, Judgement.PARTLY, ["5.1.7"])])
    )


def test_without_grounds_the_letter_says_so() -> None:
    assert "In de documenten is niets weggelakt of geweigerd." in words(opened([piece(1, Judgement.OPEN, ())]))


@pytest.mark.parametrize(
    ("one", "asks"),
    [
        (piece(1, date="2020-01-01"), True),
        (piece(1, date="2024-01-01"), False),
        (piece(1, Judgement.PARTLY, ["5.1.1e"], date="2020-01-01"), False),
        (piece(1, date=None), False),
    ],
)
def test_relative_grounds_for_information_of_more_than_five_years_ask_for_more(one: Piece, asks: bool) -> None:
    assert ("Informatie ouder dan vijf jaar" in words(opened([one]))) is asks


def test_what_waits_for_a_judgement_makes_the_letter_say_that_it_is_not_done() -> None:
    held = piece(2, Judgement.UNDECIDED, (), state="quarantine", reason="damaged", detail="De PDF is beschadigd.")
    document = opened([piece(1), held])
    assert any("dit besluit is nog niet af" in blank for blank in yellow(document))
    assert "2. nota-2.pdf (w000000000002): De PDF is beschadigd." in words(document)
    assert "Nog te beslissen" not in words(opened([piece(1)]))


def test_a_decision_that_comes_late_has_to_say_why() -> None:
    late = MATTER._replace(decided=date(2026, 4, 8))
    assert any(blank.startswith("[Let op: de laatste dag") for blank in yellow(opened([piece(1)], late)))
    assert not any(blank.startswith("[Let op") for blank in yellow(opened([piece(1)])))


def test_what_is_suspended_and_what_lies_outside_the_request_is_told() -> None:
    document = opened([piece(1, given=Given(suspended=True)), piece(2, Judgement.OUTSIDE, ())])
    assert "Van 1 document stel ik de openbaarmaking uit" in words(document)
    assert "1 document die bij" not in words(document)
    assert "Buiten uw verzoek: 1 document" in words(document)
    assert len(document.tables[0].rows) == 2


def test_the_annex_lists_every_document_and_repeats_its_head() -> None:
    one = replace(piece(1), title="Nota van [5.1.2e]")
    table = opened([one, piece(2, Judgement.CLOSED, ["5.1.2i"], Given(remark="Zie de uitleg"))]).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["Nr.", "ID", "Datum", "Document", "Beoordeling", "Gronden", "Toelichting"],
        ["1", "w000000000001", "01-03-2024", "Nota van [5.1.2e] (nota-1.pdf)", "Deels openbaar", "5.1.2e", ""],
        ["2", "w000000000002", "01-03-2024", "Nota (nota-2.pdf)", "Niet openbaar", "5.1.2i", "Zie de uitleg"],
    ]
    assert "w:tblHeader" in table.rows[0]._tr.xml


def test_a_very_long_list_is_left_to_the_inventarislijst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "LISTED", 2)
    document = opened([piece(number) for number in range(1, 4)])
    assert document.tables == []
    assert "De lijst van 3 documenten staat in inventarislijst-2026-031.xlsx" in words(document)


def test_the_file_says_dutch_no_author_and_no_time_and_is_the_same_every_time() -> None:
    content = decision_letter(MATTER, [piece(1)])
    assert content == decision_letter(MATTER, [piece(1)])
    parts = zipfile.ZipFile(io.BytesIO(content))
    assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    told = docx.Document(io.BytesIO(content)).core_properties
    assert (told.title, told.author, told.last_modified_by, told.language) == (MATTER.title, "", "", "nl-NL")
    assert 'w:val="nl-NL"' in parts.read("word/styles.xml").decode()


def test_signs_that_xml_does_not_know_do_not_break_the_letter(tmp_path: Path) -> None:
    out = fill_folder(tmp_path / "out")
    assert papers(out, "--title", "Besluit\x0b\x00over\x1f", "--request", "regel\nregel") == 1
    document = docx.Document(str(out / "paperwork" / "besluit.docx"))
    assert "U vraagt om: regel regel" in words(document)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5.1.2e", "5.1.2e"),
        ("5.1.2.e", "5.1.2e"),
        ("5.1.2 E", "5.1.2e"),
        ("5.1 lid 2 sub e", "5.1.2e"),
        ("art. 5.1, tweede lid, aanhef en onder e, Woo", "5.1.2e"),
        ("artikel 5.1, vijfde lid, Woo", "5.1.5"),
        ("10.2.e", "10.2e"),
        ("10.2e", "10.2e"),
        ("11.1", "11.1"),
        ("5.2", "5.2"),
        ("Artikel 5.2, eerste lid", "5.2.1"),
        ("Dubbel", "dubbel"),
        ("5.1.3", ""),
        ("5.1.2z", ""),
        ("6.1", ""),
        ("privacy", ""),
        ("", ""),
    ],
)
def test_every_spelling_of_a_ground_becomes_one(text: str, code: str) -> None:
    assert spelled(text) == code


def test_grounds_are_put_in_the_order_of_the_law() -> None:
    assert in_order({"10.1a", "5.2.1", "5.1.2e", "onbekend", "5.1.1e"}) == (
        "5.1.1e", "5.1.2e", "5.2.1", "10.1a", "onbekend",
    )  # fmt: skip


def test_every_category_of_a_box_has_a_word_in_the_figures() -> None:
    assert SPOKEN.keys() == {each.value for each in Category}
