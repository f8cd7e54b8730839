"""What the ink of a scan tells that OCR does not: bold lines, rules above footnotes, bullets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Box, Word
from corpus.ocr import Line
from corpus.strokes import bold_lines
from corpus.traces import DARK, rules, with_bullet
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
