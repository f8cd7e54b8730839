"""Letters that do not look like what they say are found out, and honest ones are believed."""

from __future__ import annotations

from pathlib import Path

import more_hostile
import pairing
import pytest
from pikepdf import Dictionary, Name
from test_hostile import hidden

from anonymize.faces import Sign
from anonymize.letterforms import is_mark, looks_as_said
from anonymize.redact import redact_pdf
from anonymize.shapes import Font
from anonymize.specimen import unproven_pages
from corpus import render
from corpus.read import read


def sign(look: str, letter: str, said: str = "") -> Sign:
    font = Font(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{look}"), Encoding=Name.WinAnsiEncoding)
    )
    glyph = font.glyph(letter.encode("cp1252")[0])
    return Sign(said or letter, glyph.outline, glyph.width)


@pytest.mark.parametrize("look", ["Times-BoldItalic", "Courier-Bold", "Helvetica-BoldOblique"])
def test_letters_of_a_font_that_is_no_reference_are_known_by_their_looks(look: str) -> None:
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    assert sum(looks_as_said(sign(look, letter)) for letter in letters) >= 0.8 * len(letters)


@pytest.mark.parametrize("letter", list("çêâîôûñäù"))
def test_letters_with_a_sign_below_or_above_are_known(letter: str) -> None:
    assert looks_as_said(sign("Times-BoldItalic", letter))


def test_a_letter_that_says_another_is_not_believed() -> None:
    letters = "acdefhkmprtuvwxy"
    pairs = [(one, other) for one in letters for other in letters if one != other]
    assert [pair for pair in pairs if looks_as_said(sign("Helvetica", *pair))] == []


def test_a_bullet_is_a_mark_and_a_word_in_one_glyph_is_none() -> None:
    assert is_mark(sign("Helvetica", "•").outline)
    assert is_mark(sign("Helvetica", "%").outline)
    assert not is_mark(pairing.drawn_together("Vriesendonk").outline)


@pytest.mark.parametrize("name", ["says_it_backwards", "says_something_else", "one_glyph"])
def test_pages_on_which_letters_lie_are_to_be_read_whole(name: str, tmp_path: Path) -> None:
    assert _unproven(more_hostile.CASES[name](tmp_path / "bron.pdf"), tmp_path) == {1}


def test_a_page_with_honest_letters_and_ligatures_is_believed(tmp_path: Path) -> None:
    assert _unproven(pairing.subset_page(tmp_path / "bron.pdf", "Anneloes Vriesendonk"), tmp_path) == frozenset()


def _unproven(source: Path, folder: Path) -> frozenset[int]:
    made = redact_pdf(source, hidden(read(source)), (), folder / "gelakt.pdf")
    assert made.shapes
    with render.opened(folder / "gelakt.pdf") as pdf:
        return unproven_pages(made.shapes, lambda page, dpi: render.draw(pdf, page, dpi))
