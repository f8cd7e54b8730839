"""What the ink of a scan tells that OCR does not: bold lines, rules above footnotes, bullets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Box, Word, around
from corpus.ocr import Line
from corpus.strokes import _percentiles, bold_lines
from corpus.traces import DARK, is_underlined, rules, with_bullet, with_number
from corpus.views import views

PROSE = "een gewone regel van een brief aan de Tweede Kamer over het beleid van dit jaar"
HIGH, DPI = 842.0, 200
SCALE = 72 / DPI


def drawn(path: Path, *lines: tuple[str, str, float]) -> tuple[Image.Image, tuple[Line, ...]]:
    """A page with lines (text, font, size) below each other, and the lines that a perfect OCR would read in it."""
    canvas = Canvas(str(path), pagesize=(595, HIGH), invariant=1)
    read = []
    for at, (text, font, size) in enumerate(lines):
        canvas.setFont(font, size)
        x, y = 80.0, 100 + 20.0 * at
        words = []
        for word in text.split():
            canvas.drawString(x, HIGH - y, word)
            width = canvas.stringWidth(word, font, size)
            words.append(Word(word, word, Box(1, x, y - 0.72 * size, x + width, y + 0.2 * size), 0.95))
            x += width + 0.3 * size
        read.append(Line(1, at, tuple(words)))
    canvas.line(80, HIGH - 700, 190, HIGH - 700)
    canvas.line(80, HIGH - 710, 90, HIGH - 710)
    canvas.line(5, HIGH - 750, 590, HIGH - 750)
    canvas.circle(70, HIGH - 120 + 3, 1.6, fill=1)
    canvas.circle(70, HIGH - 140 + 3, 2.4, fill=0)
    canvas.save()
    for view in views(path):
        return view.grey(DPI), tuple(read)
    raise AssertionError


REGULAR = [(PROSE, "Times-Roman", 9.0)] * 6


@pytest.mark.parametrize("font", ["Helvetica-Bold", "Times-Bold"])
def test_a_bold_line_has_thicker_strokes_whatever_letters_it_has(font: str, tmp_path: Path) -> None:
    face = font.replace("-Bold", "-Roman" if "Times" in font else "")
    lines = [(PROSE, face, 9.0)] * 6
    bold = [(text, font, 9.0) for text in ("Kern", "Aanleiding", "een")]
    thin = [(text, face, 9.0) for text in ("Kern", "Aanleiding", "een")]
    picture, read = drawn(tmp_path / "x.pdf", *lines, *bold, *thin)
    assert bold_lines(read, picture, SCALE) == set(read[6:9])


def test_a_page_with_few_lines_has_no_usual_face(tmp_path: Path) -> None:
    picture, read = drawn(tmp_path / "x.pdf", ("Kern", "Helvetica-Bold", 9.0), *REGULAR[:2])
    assert not bold_lines(read, picture, SCALE)


def test_a_rule_is_found_and_a_dash_a_line_of_text_or_the_edge_of_the_paper_is_none(tmp_path: Path) -> None:
    picture, read = drawn(tmp_path / "x.pdf", *REGULAR)
    assert rules(picture, SCALE, read) == pytest.approx([700], abs=2)


def test_a_bullet_that_ocr_left_out_is_put_before_its_line_and_a_ring_is_none(tmp_path: Path) -> None:
    picture, read = drawn(tmp_path / "x.pdf", *REGULAR)
    ink = np.asarray(picture) < DARK
    found = [with_bullet(line.words, ink, SCALE)[0].text for line in read]
    assert found == ["een", "•", "een", "een", "een", "een"]


NOTE = ("Kamerstuk van dit jaar", "Times-Roman", 7.0)


def noted(path: Path, *, raised: float, text: str = "4") -> tuple[Image.Image, tuple[Word, ...]]:
    """A footnote with its number, `raised` points above its foot, and the words that OCR read without the number."""
    canvas = Canvas(str(path), pagesize=(595, HIGH), invariant=1)
    canvas.setFont("Times-Roman", 4.5)
    canvas.drawString(72, HIGH - 700 + raised, text)
    words, x = [], 82.0
    canvas.setFont(*NOTE[1:])
    for word in NOTE[0].split():
        canvas.drawString(x, HIGH - 700, word)
        width = canvas.stringWidth(word, *NOTE[1:])
        words.append(Word(word, word, Box(1, x, 695.0, x + width, 701.5), 0.95))
        x += width + 2
    canvas.line(82, HIGH - 702.5, x - 2, HIGH - 702.5)
    canvas.save()
    for view in views(path):
        return view.grey(300), tuple(words)
    raise AssertionError


def test_a_number_that_ocr_left_out_is_marked_before_its_footnote(tmp_path: Path) -> None:
    picture, words = noted(tmp_path / "x.pdf", raised=2.5)
    found = with_number(words, np.asarray(picture) < DARK, 0.24)
    assert [word.seen for word in found] == ["", *(word.seen for word in words)]
    assert found[0].box.x0 == pytest.approx(72, abs=1)


def test_a_line_with_nothing_before_it_has_no_number(tmp_path: Path) -> None:
    picture, words = noted(tmp_path / "x.pdf", raised=2.5, text=" ")
    assert with_number(words, np.asarray(picture) < DARK, 0.24) == words


def test_a_raised_word_that_opens_a_footnote_is_its_number_misread(tmp_path: Path) -> None:
    picture, words = noted(tmp_path / "x.pdf", raised=2.5)
    number = Word("HU", "HU", Box(1, 72.0, 694.5, 78.0, 698.5), 0.5)
    found = with_number((number, *words), np.asarray(picture) < DARK, 0.24)
    assert (found[0].text, found[0].seen, found[0].box) == ("", "", number.box)


@pytest.mark.parametrize(
    "words",
    [[("en", 5.0, 0), ("opgave", 7.0, 2)], [("en", 5.0, 0), ("pag", 7.0, 2), ("3", 6.5, 0)]],
    ids=["alone", "more"],
)
def test_a_short_word_before_one_with_a_tail_is_no_number(words: list[tuple[str, float, float]]) -> None:
    line = [
        Word(text, text, Box(1, 80.0 + 30 * at, 707.0 + tail - high, 100.0 + 30 * at, 707.0 + tail), 0.95)
        for at, (text, high, tail) in enumerate(words)
    ]
    assert with_number(line, np.zeros((3600, 2500), bool), 0.24) == line


def test_a_rule_as_long_as_its_line_underlines_it_and_a_longer_one_does_not(tmp_path: Path) -> None:
    picture, words = noted(tmp_path / "x.pdf", raised=0)
    ink = np.asarray(picture) < DARK
    assert is_underlined(around(word.box for word in words), ink, 0.24)
    assert not is_underlined(words[1].box, ink, 0.24)


@given(st.lists(st.integers(0, 255), min_size=1, max_size=60), st.lists(st.integers(0, 100), min_size=1, max_size=4))
def test_percentiles_by_counting_are_those_of_numpy(greys: list[int], percents: list[int]) -> None:
    values = np.array(greys, dtype=np.uint8)
    assert _percentiles(values, tuple(map(float, percents))) == np.percentile(values, percents).tolist()
