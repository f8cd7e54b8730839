"""A side column is moved below the text for OCR, and its words come back to where they stand."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from corpus.document import Box, Word
from corpus.ocr import Line
from corpus.stack import stacked

SCALE = 0.24  # points a pixel: 300 dpi
SIZE = (2480, 3508)
TEXT, COLUMN = (300, 1700), (1900, 2300)  # from x to x, in pixels


def page(*, column: bool = True, letterhead: bool = False, wide: bool = False) -> Image.Image:
    """A page of dark stripes for lines: a text, a narrower column beside its upper half, a letterhead over both."""
    picture = Image.new("L", SIZE, 235)
    pen = ImageDraw.Draw(picture)
    for y in range(700, 3000, 60):
        pen.rectangle((TEXT[0], y, COLUMN[1] if wide else TEXT[1], y + 25), fill=20)
    for y in range(700, 1500, 60) if column else ():
        pen.rectangle((*(COLUMN[0], y), COLUMN[1], y + 18), fill=20)
    if letterhead:
        pen.rectangle((1500, 200, 2200, 240), fill=20)
    return picture


def ink(picture: Image.Image) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    return np.asarray(picture) < 128


def test_nothing_stands_beside_the_text_any_more_and_no_ink_is_lost() -> None:
    before = page()
    stack = stacked(before, SCALE)
    upper = ink(stack.picture)[: SIZE[1], TEXT[1] + 10 :]
    assert not upper.any()
    assert ink(stack.picture).sum() == ink(before).sum()


def test_a_word_of_the_column_comes_back_to_its_place() -> None:
    before = page()
    stack = stacked(before, SCALE)
    rows, columns = np.nonzero(ink(stack.picture)[SIZE[1] :])
    first = rows == rows.min()
    x0, x1, top = columns[first].min(), columns[first].max() + 1, rows.min() + SIZE[1]
    word = Word("x", "x", Box(1, x0 * SCALE, top * SCALE, x1 * SCALE, (top + 18) * SCALE))
    box = stack.back(Line(1, 1, (word,))).words[0].box
    assert (box.x0 / SCALE, box.top / SCALE) == pytest.approx((COLUMN[0], 700), abs=1)


def test_a_word_of_the_text_stays_where_it_is() -> None:
    box = Box(1, 80.0, 200.0, 120.0, 208.0)
    line = Line(1, 1, (Word("x", "x", box),))
    assert stacked(page(), SCALE).back(line) == line


def test_a_letterhead_over_both_stays_whole() -> None:
    before = page(letterhead=True)
    after = ink(stacked(before, SCALE).picture)
    assert (after[:300] == ink(before)[:300, : after.shape[1]]).all()
    assert after[:300].sum() == ink(before)[:300].sum()


@pytest.mark.parametrize(("column", "rule"), [((700, 1200), 1740), ((2000, 3000), 1760)])
def test_a_column_cut_off_by_a_rule_is_left_where_it_is(column: tuple[int, int], rule: int) -> None:
    before = page(column=False)
    pen = ImageDraw.Draw(before)
    for y in range(*column, 60):
        pen.rectangle((COLUMN[0], y, COLUMN[1], y + 18), fill=20)
    pen.line((1500, rule, 2200, rule), fill=20, width=2)
    assert stacked(before, SCALE).picture is before


@pytest.mark.parametrize("kind", ["no column", "text over the whole page", "empty"])
def test_a_page_without_a_side_column_is_read_as_it_is(kind: str) -> None:
    before = {
        "no column": page(column=False),
        "text over the whole page": page(column=False, wide=True),
        "empty": Image.new("L", SIZE, 235),
    }[kind]
    assert stacked(before, SCALE).picture is before
