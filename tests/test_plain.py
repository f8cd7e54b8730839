"""Plain text: pages, a side column that ran into the body, and the way back to the file's own characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import plain
from corpus.document import Part
from corpus.errors import Empty, Unreadable
from corpus.read import read
from nlp.sections import find_sections

NOTA = """ Aanleiding

Op 1 juli 2022 heeft de stichting u een brief gestuurd met de oproep
'stop ermee'.

Kern
¢ Het bewustzijn is
 aanwezig in de maatschappij, in de politiek en bij  Onze referentie
het kabinet. 2022-0000556856
e Uit het kader dat het College voor de Rechten Datum
van de Mens heeft opgesteld blijkt dat het gebruik van 11 oktober 2022
etniciteit in feite de norm is.
"""


@pytest.fixture
def nota(tmp_path: Path) -> Path:
    path = tmp_path / "nota.txt"
    path.write_text(NOTA, "utf-8")
    return path


def test_column_remains_leave_the_body(nota: Path) -> None:
    document = read(nota)
    kern = document.at(find_sections(document)[1].body)
    assert kern == (
        "Het bewustzijn is aanwezig in de maatschappij, in de politiek en bij het kabinet.\n"
        "Uit het kader dat het College voor de Rechten van de Mens heeft opgesteld blijkt dat het gebruik van "
        "etniciteit in feite de norm is."
    )
    assert [document.at(b.span) for b in document.parts(Part.COLOPHON)] == [
        "Onze referentie",
        "2022-0000556856",
        "Datum",
        "11 oktober 2022",
    ]


def test_form_feeds_are_pages(tmp_path: Path) -> None:
    path = tmp_path / "twee.txt"
    path.write_text("Eerste bladzijde.\fTweede bladzijde.\f", "utf-8")
    document = read(path)
    assert [page.number for page in document.pages] == [1, 2]
    assert [document.page_of(block.span) for block in document.blocks] == [1, 2]


def test_text_that_is_not_utf8_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "oud.txt"
    path.write_bytes("financiële".encode("latin-1"))
    with pytest.raises(Unreadable, match="UTF-8"):
        read(path)


def test_blank_text_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "leeg.txt"
    path.write_text(" \n\n", "utf-8")
    with pytest.raises(Empty):
        read(path)


@given(st.text(alphabet="abc Datum\n\f.12é-", min_size=1, max_size=200))
def test_every_word_of_a_text_is_found_back_in_the_file(text: str) -> None:
    places = plain.places(text)
    tokens = [token for sheet in plain.sheets(text) for segment in sheet.segments for token in segment.tokens]
    assert [text[places[t.word.box].start : places[t.word.box].end] for t in tokens] == [t.word.seen for t in tokens]
    assert "".join(t.word.seen for t in tokens) == "".join(text.split())
