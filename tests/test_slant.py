"""Italics of a scan are told by the slant of their strokes."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_strokes import REGULAR, SCALE, drawn

from corpus.slant import italic_lines

WORDS = ("Kern", "Aanleiding", "Financiële overwegingen", "Wat er is gebeurd")


@pytest.mark.parametrize(
    ("upright", "slanted"),
    [("Helvetica", "Helvetica-Oblique"), ("Times-Roman", "Times-Italic"), ("Times-Bold", "Times-BoldItalic")],
)
def test_slanted_lines_are_told_from_upright_ones(upright: str, slanted: str, tmp_path: Path) -> None:
    lines = [(text, slanted, 9.0) for text in WORDS] + [(text, upright, 9.0) for text in WORDS]
    picture, read = drawn(tmp_path / "x.pdf", *REGULAR, *lines)
    first = len(REGULAR)
    assert italic_lines(read[first:], picture, SCALE) == set(read[first : first + len(WORDS)])


def test_a_few_letters_have_no_slant(tmp_path: Path) -> None:
    picture, read = drawn(tmp_path / "x.pdf", *REGULAR, ("ad", "Times-Italic", 9.0))
    assert not italic_lines(read[-1:], picture, SCALE)
