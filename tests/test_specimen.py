"""Letters that do not look like what they say are found out, and honest ones are believed."""

from __future__ import annotations

from pathlib import Path

import more_hostile
import numpy as np
import pairing
import pytest
from pikepdf import Dictionary, Name
from test_hostile import hidden

from anonymize import specimen
from anonymize.display import reached
from anonymize.faces import Sign
from anonymize.letterforms import _points, is_mark, looks_as_said
from anonymize.proven import MOST, SIZE, Proven, digest
from anonymize.redact import redact_pdf
from anonymize.shapes import Font
from anonymize.specimen import unproven_pages
from anonymize.verify import inspect
from anonymize.wording import Secrets
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


@pytest.mark.parametrize("name", ["says_it_backwards", "says_something_else", "one_glyph"])
def test_letters_that_lie_are_not_remembered_as_proven(name: str, tmp_path: Path) -> None:
    proven = Proven(tmp_path / "letters")
    for _ in range(2):  # the second document knows what the first left
        assert _unproven(more_hostile.CASES[name](tmp_path / "bron.pdf"), tmp_path, proven) == {1}
        proven = Proven(tmp_path / "letters")


def test_what_an_earlier_document_proved_is_not_proven_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = pairing.subset_page(tmp_path / "bron.pdf", "Anneloes Vriesendonk")
    assert _unproven(source, tmp_path, Proven(tmp_path / "letters")) == frozenset()
    monkeypatch.setattr(specimen, "looks_as_said", lambda sign: pytest.fail("looked at again"))
    assert _unproven(source, tmp_path, Proven(tmp_path / "letters")) == frozenset()
    assert (tmp_path / "letters").stat().st_mode & 0o777 == 0o600


def test_a_thorough_gate_goes_by_nothing_that_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = pairing.subset_page(tmp_path / "bron.pdf", "Anneloes Vriesendonk"), tmp_path / "gelakt.pdf"
    published = hidden(read(source))
    made = redact_pdf(source, published, (), target)
    proven = Proven(tmp_path / "letters")
    proven.remember(shown.sign for shown in made.shapes)
    looked: list[Sign] = []
    monkeypatch.setattr(specimen, "looks_as_said", lambda sign: looked.append(sign) or True)
    for thorough in (False, True):
        looked.clear()
        inspect(target, published, made, Secrets.of(published), source, thorough=thorough, proven=Proven(proven._path))
        assert bool(looked) is thorough


@pytest.mark.parametrize("left", [b"", b"x" * 7, b"y" * (SIZE + 3)], ids=["nothing", "half a digest", "one and a half"])
def test_a_file_that_is_damaged_proves_nothing(left: bytes, tmp_path: Path) -> None:
    (tmp_path / "letters").write_bytes(left)
    proven, letter = Proven(tmp_path / "letters"), sign("Helvetica", "a")
    assert letter not in proven
    proven.remember([letter])
    assert letter in Proven(tmp_path / "letters")


def test_a_file_grows_no_further_than_it_may_and_a_missing_folder_is_no_fault(tmp_path: Path) -> None:
    full = tmp_path / "letters"
    full.write_bytes(b"".join(number.to_bytes(SIZE, "big") for number in range(MOST)))
    Proven(full).remember([sign("Helvetica", "a")])
    assert full.stat().st_size == MOST * SIZE
    Proven(tmp_path / "nowhere" / "letters").remember([sign("Helvetica", "a")])
    assert not (tmp_path / "nowhere").exists()


def test_a_shape_is_remembered_with_what_it_says() -> None:
    honest = sign("Helvetica", "a")
    others = [sign("Helvetica", "a", "o"), sign("Helvetica", "o", "a"), sign("Times-Roman", "a")]
    assert digest(honest) == digest(sign("Helvetica", "a"))
    assert len({digest(each) for each in (honest, *others)}) == 4


@pytest.mark.parametrize("letter", ["a", "B", "ë", "l", "7"])
def test_an_outline_for_the_grid_reaches_what_an_outline_reaches(letter: str) -> None:
    outline = sign("Times-Italic", letter).outline
    points, ends = _points(outline)
    assert points.tolist() == pytest.approx(np.array(list(reached(outline))), abs=1e-6)
    assert len(ends) == sum(step.verb == "m" for step in outline)
    assert ends[-1] == len(points)


def _unproven(source: Path, folder: Path, proven: Proven | None = None) -> frozenset[int]:
    made = redact_pdf(source, hidden(read(source)), (), folder / "gelakt.pdf")
    assert made.shapes
    with render.opened(folder / "gelakt.pdf") as pdf:
        return unproven_pages(made.shapes, lambda page, dpi: render.draw(pdf, page, dpi), proven)
