"""What the shape and place of single signs tell: the House's Z, and raised numbers of footnotes."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.document import Box, Word
from corpus.house_number import with_letter
from corpus.raised import with_mark
from corpus.signs import Pixels, signs_of

SCALE = 0.24
SIZE = 38  # pixels: letters of 9 points at 300 dpi


def drawn(text: str, raised: str = "") -> tuple[Pixels, Box]:
    """A word with a small raised number behind it, and its box on the picture in points."""
    picture = Image.new("L", (900, 120), 240)
    pen = ImageDraw.Draw(picture)
    font, small = ImageFont.load_default(SIZE), ImageFont.load_default(round(0.6 * SIZE))
    pen.text((40, 80), text, fill=20, font=font, anchor="ls", spacing=8)
    x = 40 + font.getlength(text) + 2
    if raised:
        pen.text((x, 80 - 0.36 * SIZE), raised, fill=20, font=small, anchor="ls")
        x += small.getlength(raised)
    return np.asarray(picture), Box(1, 40 * SCALE, (80 - 0.76 * SIZE) * SCALE, x * SCALE, 82 * SCALE)


def word(seen: str, box: Box) -> Word:
    return Word(seen, seen, box, 0.9)


@pytest.mark.parametrize(
    ("shown", "seen", "read"),
    [
        ("2024Z15512", "2024215512", "2024Z15512"),
        ("2023Z02122", "2023202122", "2023Z02122"),
        ("2024215512", "2024215512", "2024215512"),
        ("2023202122", "2023202122", "2023202122"),
        ("2024Z15512", "2024D15512", "2024D15512"),
        ("7024Z15512", "2024215512", "2024215512"),
        ("12024Z15512", "12024215512", "12024215512"),
    ],
)
def test_a_two_is_read_as_z_only_where_its_shape_differs_from_the_other_twos(shown: str, seen: str, read: str) -> None:
    picture, box = drawn(shown)
    found = with_letter(word(seen, box), picture, SCALE)
    assert (found.text, found.seen) == (read, seen)


@pytest.mark.parametrize(
    ("shown", "raised", "seen", "kept"),
    [
        ("bestaat.", "7", "bestaat?", "bestaat."),
        ("weken.", "3", "weken.?", "weken."),
        ("maatregelen.", "12", "maatregelen!?", "maatregelen."),
        ("voor,", "2", "voor,*", "voor,"),
        ("mogelijk", "4", "mogelijk*", "mogelijk"),
    ],
)
def test_a_raised_number_is_a_mark_and_no_sign_of_the_sentence(shown: str, raised: str, seen: str, kept: str) -> None:
    picture, box = drawn(shown, raised)
    found = with_mark(word(seen, box), picture, SCALE)
    assert [part.text for part in found] == [kept, ""]
    assert found[0].box == box  # where the number starts is a guess: what hides the word covers all of it
    assert box.x0 < found[1].box.x0 < found[1].box.x1 == box.x1


@pytest.mark.parametrize(
    ("shown", "seen", "kept"),
    [("2021.", "20212*", "2021."), ("2O3.", "2023.*", "2023."), ("36410.", "36410.*", "36410.")],
    ids=["point read as a digit", "digits that touch", "no year"],
)
def test_a_number_loses_no_digit_to_a_mark(shown: str, seen: str, kept: str) -> None:
    picture, box = drawn(shown, "2")
    assert [part.text for part in with_mark(word(seen, box), picture, SCALE)] == [kept, ""]


@pytest.mark.parametrize("text", ["bestaat?", "maar!", "wat?!", "gezegd”", "gezegd.”", "12,5", "2024.", "jaar"])
def test_a_real_sign_at_the_end_of_a_word_stays(text: str) -> None:
    picture, box = drawn(text)
    assert with_mark(word(text, box), picture, SCALE) == [word(text, box)]


@pytest.mark.parametrize(("shown", "raised", "seen"), [("7", "e", "7°"), ("m", "2", "m²")])
def test_a_raised_letter_of_an_ordinal_or_a_unit_stays(shown: str, raised: str, seen: str) -> None:
    picture, box = drawn(shown, raised)
    assert with_mark(word(seen, box), picture, SCALE) == [word(seen, box)]


def test_the_signs_of_a_word_are_parted_and_say_how_far_they_reach() -> None:
    picture, box = drawn("1p.")
    one, tail, point = signs_of(picture, box, SCALE)
    assert one.top == pytest.approx(1, abs=0.05)
    assert tail.foot < -0.1
    assert point.top < 0.3
