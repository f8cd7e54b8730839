"""Notes by hand are seen on a page, and print, frames, bars, signatures and stains are not taken for them."""

from __future__ import annotations

import math
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.document import Box
from corpus.handwriting import handwriting, is_handwritten
from corpus.read import read
from corpus.sight import Sight
from corpus.views import views

DPI = 100
SCALE = DPI / 72
FINE = 4  # the page is drawn so many times larger, for soft edges


class Paper:
    """A sheet to print and write on, in points; `words` are the boxes of what was printed."""

    def __init__(self, white: int = 250) -> None:
        self.picture = Image.new("L", (827 * FINE, 1169 * FINE), white)
        self.pen = ImageDraw.Draw(self.picture)
        self.words: list[Box] = []
        self.k = SCALE * FINE

    def print(self, x: float, top: float, line: str, size: float = 10, *, read: bool = True) -> None:
        face = ImageFont.load_default(round(size * self.k))
        for word in line.split():
            self.pen.text((x * self.k, top * self.k), word, fill=20, font=face)
            edges = self.pen.textbbox((x * self.k, top * self.k), word, font=face)
            if read:
                self.words.append(Box(1, *(edge / self.k for edge in edges)))
            x = edges[2] / self.k + 0.3 * size

    def write(self, x: float, top: float, words: int, seed: int, size: float = 18, grey: int = 60) -> float:
        """Scrawled words beside each other: slanted loops of uneven height. Returns where the last one ends."""
        chance = Random(seed)
        for _ in range(words):
            turns = chance.randint(4, 9)
            wide = 0.45 * size * turns
            tall = [chance.choice((0.35, 0.4, 0.9)) for _ in range(turns + 1)]
            path = []
            for step in range(40 * turns):
                at = step / 40
                high = size * tall[int(at)] * (1 - math.cos(2 * math.pi * at)) / 2
                along = x + wide * at / turns + 0.16 * size * math.sin(2 * math.pi * at) + 0.3 * high
                path.append((along * self.k, (top + size - high) * self.k))
            self.pen.line(path, fill=grey, width=round(1.1 * self.k), joint="curve")
            x += wide + 0.8 * size
        return x

    def frame(self, *edges: float) -> None:
        self.pen.rectangle([edge * self.k for edge in edges], outline=0, width=round(self.k))

    def bar(self, *edges: float, grey: int = 0) -> None:
        self.pen.rectangle([edge * self.k for edge in edges], fill=grey)

    def stain(self, seed: int, count: int = 800) -> None:
        chance = Random(seed)
        for _ in range(count):
            x, y = chance.uniform(0, 595) * self.k, chance.uniform(0, 842) * self.k
            self.pen.ellipse((x, y, x + self.k, y + self.k), fill=90)

    def sight(self) -> Sight:
        grey = np.asarray(self.picture.reduce(FINE), dtype=float)
        grey += np.random.default_rng(3).normal(0, 3, grey.shape)
        return Sight(np.clip(grey, 0, 255).astype(np.uint8), SCALE)

    def found(self) -> tuple[Box, ...]:
        return handwriting(self.sight(), 1, self.words)


@pytest.fixture
def letter() -> Paper:
    paper = Paper()
    for line in range(22):
        paper.print(80, 150 + 14 * line, "Dit is een gewone regel van een brief over het beleid van dit jaar")
    return paper


def test_a_letter_has_no_handwriting(letter: Paper) -> None:
    assert letter.found() == ()


def test_a_note_in_the_margin_is_boxed_where_it_stands(letter: Paper) -> None:
    for line in range(3):
        letter.write(410, 200 + 26 * line, 3, seed=line)
    (box,) = letter.found()
    assert 400 <= box.x0 <= 420
    assert 190 <= box.top <= 215
    assert 255 <= box.bottom <= 285


def test_a_line_of_words_by_hand_is_a_note(letter: Paper) -> None:
    letter.write(90, 520, 4, seed=5)
    assert len(letter.found()) == 1


@pytest.mark.parametrize("seed", range(6))
def test_a_signature_alone_is_no_note(letter: Paper, seed: int) -> None:
    letter.write(90, 520, 1, seed=seed, size=30)
    assert letter.found() == ()


def test_words_that_were_not_read_are_print(letter: Paper) -> None:
    for line in range(6):
        letter.print(80, 520 + 15 * line, "Kenmerk onbekend dossier in de bijlage", read=False)
    letter.print(80, 660, "Memorandum", size=28, read=False)
    assert letter.found() == ()


def test_frames_bars_and_stains_are_no_handwriting(letter: Paper) -> None:
    letter.frame(80, 500, 500, 560)
    letter.frame(80, 560, 300, 600)
    letter.bar(80, 620, 300, 634)
    letter.bar(80, 640, 500, 690, grey=150)
    letter.stain(1)
    assert letter.found() == ()


def test_a_form_that_was_filled_in_by_hand_is_seen_in_its_frames(letter: Paper) -> None:
    for row in range(3):
        letter.frame(80, 500 + 34 * row, 500, 534 + 34 * row)
        letter.write(90, 507 + 34 * row, 4, seed=row)
    assert letter.found() != ()


def test_ink_on_a_photo_is_no_handwriting(letter: Paper) -> None:
    for line in range(3):
        letter.write(410, 200 + 26 * line, 3, seed=line)
    assert handwriting(letter.sight(), 1, letter.words, [Box(1, 390, 180, 595, 300)]) == ()


def test_a_page_in_the_shade_has_no_handwriting(letter: Paper) -> None:
    sight = letter.sight()
    shade = np.clip(np.linspace(-0.5, 1, sight.grey.shape[1]), 0, 1)[None, :]
    grey = np.clip(sight.grey * (1 - 0.6 * shade), 0, 255).astype(np.uint8)
    assert handwriting(Sight(grey, sight.scale), 1, letter.words) == ()


def test_a_letter_by_hand_is_told_from_one_with_notes(letter: Paper) -> None:
    written = Paper()
    written.print(80, 60, "Ingekomen op 3 maart")
    for line in range(16):
        written.write(60, 120 + 28 * line, 7, seed=line)
    assert is_handwritten(written.words, written.found())
    for line in range(3):
        letter.write(410, 200 + 26 * line, 3, seed=line)
    assert not is_handwritten(letter.words, letter.found())
    assert not is_handwritten([], [])


def test_an_empty_page_has_no_handwriting() -> None:
    assert handwriting(Sight(np.full((9, 5), 250, dtype=np.uint8), SCALE), 1, []) == ()


@pytest.mark.real
@pytest.mark.parametrize(
    ("pattern", "places"),
    [
        ("beslisnota_pdf/*scan.pdf", [(1, 172, 171)]),  # "akkoord" and thanks beside a bar over the paraaf
        ("woo_redacted_pages/wob_verzoek_stukken*.png", []),
        ("woo_redacted_pages/Binder_OneLove_page005*.png", []),
        ("woo_verzoek/*.pdf", []),
        ("woo_besluit_scan/*doc5.pdf", []),
        ("kamerbrief_pdf/*wolvega*.pdf", []),
    ],
)
def test_notes_on_real_pages(real: Path, pattern: str, places: list[tuple[int, float, float]]) -> None:
    path = next(iter(sorted(real.glob(pattern))))
    document = read(path)
    found = []
    for view in views(path, [page.turn for page in document.pages]):
        look = view.grey(DPI)
        sight = Sight(np.asarray(look), look.width / view.width)
        words = [word.box for word in document.words if word.box.page == view.number and word.sure >= 0.5]
        found += [(box.page, round(box.x0), round(box.top)) for box in handwriting(sight, view.number, words)]
    assert found == [(page, pytest.approx(x, abs=3), pytest.approx(top, abs=3)) for page, x, top in places]
