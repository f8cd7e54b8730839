"""Lines that tesseract made of two are read once more in strips, and others are left as they are."""

from __future__ import annotations

from PIL import Image, ImageDraw

from corpus.crossed import uncrossed
from corpus.document import Box, Word
from corpus.ocr import Line

SCALE = 0.36  # points per pixel of 200 dpi


def word(text: str, x: float, top: float, height: float, sure: float) -> Word:
    return Word(text, text, Box(1, x, top, x + 40, top + height), sure)


def line(number: int, *words: Word) -> Line:
    return Line(number, 1, tuple(words))


def page() -> Image.Image:
    """A page with ink in two blocks at one height."""
    picture = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((170, 320, 400, 340), fill=0)
    draw.rectangle((970, 310, 1200, 330), fill=0)
    return picture


RUBBISH = line(2, word("danae", 61, 117, 9, 0.24), word("ea", 351, 111, 22, 0.22))
SURE = [line(1, word("Dienst", 61, 60, 8, 0.96)), line(3, word("Geachte", 61, 250, 8, 0.95))]


def strips(picture: Image.Image) -> tuple[Line, ...]:
    """What a second reading makes of a strip: one sure word."""
    return (line(1, word("Bensalah", 4, 3, 8, 0.95)),)


def test_a_high_and_unsure_line_is_replaced_by_what_its_strips_read() -> None:
    found = uncrossed([SURE[0], RUBBISH, SURE[1]], page(), SCALE, strips)
    assert [[each.text for each in one.words] for one in found] == [["Dienst"], ["Bensalah"], ["Bensalah"], ["Geachte"]]
    left, right = found[1].words[0].box, found[2].words[0].box
    assert left.x0 < 80 < 340 < right.x0  # each where its strip lies on the page
    assert all(100 < box.top < 120 for box in (left, right))


def test_a_second_reading_that_knows_less_changes_nothing() -> None:
    lines = [SURE[0], RUBBISH, SURE[1]]
    assert uncrossed(lines, page(), SCALE, lambda picture: (line(1, word("e", 4, 3, 8, 0.3)),)) == lines


def test_sure_lines_are_not_read_again() -> None:
    def never(picture: Image.Image) -> tuple[Line, ...]:
        raise AssertionError("read again")

    assert uncrossed(SURE, page(), SCALE, never) == SURE
