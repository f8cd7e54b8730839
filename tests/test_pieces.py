"""Straight runs of ink, and letters made plain, are found as by looking at each by itself."""

from __future__ import annotations

import unicodedata

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from anonymize.likeness import BLACK, DARK, _lost
from anonymize.wording import fold
from corpus.pieces import Pixels, near, straight

GREYS = st.sampled_from([0, BLACK - 1, BLACK, DARK - 1, DARK, 255])


@given(data=st.data(), high=st.integers(1, 12), wide=st.integers(1, 19), length=st.integers(0, 13))
def test_a_run_is_straight_where_so_many_pixels_follow_each_other(
    data: st.DataObject, high: int, wide: int, length: int
) -> None:
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=high * wide, max_size=high * wide))).reshape(high, wide)
    assert (straight(mask, length) == _slowly_straight(mask, length)).all()
    assert (straight(mask.T, length) == _slowly_straight(mask.T, length)).all()


def _slowly_straight(mask: Pixels, length: int) -> Pixels:
    found = np.zeros_like(mask)
    for top in range(mask.shape[0] - length + 1 if length > 0 else 0):
        found[top : top + length] |= mask[top : top + length].all(axis=0)
    return found


@given(data=st.data(), high=st.integers(1, 7), wide=st.integers(1, 7))
def test_black_is_lost_where_the_other_picture_has_no_ink_within_a_pixel(
    data: st.DataObject, high: int, wide: int
) -> None:
    many = st.lists(GREYS, min_size=high * wide, max_size=high * wide)
    one, other = (np.array(data.draw(many), dtype=np.uint8).reshape(high, wide) for _ in range(2))
    ink = np.pad(other < DARK, 1)
    near = [ink[down : down + high, across : across + wide] for down in range(3) for across in range(3)]
    assert (_lost(one, other) == ((one < BLACK) & ~np.any(near, axis=0))).all()


@given(text=st.text(alphabet=st.characters(), max_size=30))
def test_letters_are_made_plain_as_by_a_table(text: str) -> None:
    table = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
    plain = unicodedata.normalize("NFKD", text).casefold().translate(table)
    assert fold(text) == "".join(sign for sign in plain if sign.isalnum())


@given(st.data(), st.integers(1, 12), st.integers(1, 20), st.integers(1, 3))
def test_the_pixels_near_a_mask_are_those_within_so_many_rows_and_columns(
    data: st.DataObject, high: int, wide: int, reach: int
) -> None:
    mask = np.array(data.draw(st.lists(st.booleans(), min_size=high * wide, max_size=high * wide))).reshape(high, wide)
    rows, columns = np.nonzero(mask)
    expected = np.zeros_like(mask)
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        expected[max(0, row - reach) : row + reach + 1, max(0, column - reach) : column + reach + 1] = True
    assert (near(mask, reach) == expected).all()
