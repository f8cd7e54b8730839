"""What a scan shows and OCR does not say: rules above footnotes and under lines, bullets and numbers it left out.

Coordinates in points from the top left of the picture; `scale` is points per pixel.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from corpus.document import Box, Word
from corpus.greys import DARK, Pixels
from corpus.layer import NOTE_RULE
from corpus.ocr import Line
from corpus.repair import is_bullet

LONGEST = 0.85  # share of the page's width: a longer rule is the edge of a frame or of the paper
WORN = 0.85  # share of a rule's length that a scan shows
THICKEST = 2.5  # points of a rule
STEP = 4  # pixels: of each so many rows and columns one is looked at
CLEAR = 2.0  # points of paper above and below a rule
REACH, GAP = 26.0, 2.5  # points left of a line in which its bullet stands, and between the two at least
BULLET = (1.2, 7.0)  # points: how wide and high a bullet is
SOLID = 0.6  # share of its box that a bullet fills: a digit fills less
DIGIT = ((0.7, 6.5), (1.8, 6.5))  # points: how wide and how high the number of a footnote is
UNDER, BEYOND = (2.0, 3.5), 8.0  # points above and below the foot of a line, and beside it, that are looked at
UNBROKEN = 0.85  # share of its length that a worn rule shows
RAISED, SMALL, FEW = 0.25, 0.8, 2  # of the height of words: how far above their feet a raised sign ends, how high it is
LOWEST, HIGHEST = 0.15, 0.95  # shares of the line's height between which it stands


def rules(picture: Image.Image, scale: float, lines: Iterable[Line]) -> tuple[float, ...]:
    """The y of level rules that are as long as those above footnotes or longer, and that no word touches."""
    ink = np.asarray(picture) < DARK
    height = ink.shape[0] // STEP * STEP
    rows = ink[:height, ::STEP].reshape(height // STEP, STEP, -1).any(axis=1)
    shortest = round(WORN * NOTE_RULE[0] / scale / STEP)
    words = [word.box for line in lines for word in line.words]
    found: list[float] = []
    for row, first, last in _runs(rows, shortest):
        x0, x1, y = first * STEP * scale, last * STEP * scale, row * STEP * scale
        if x1 - x0 > LONGEST * picture.width * scale or (found and y - found[-1] < THICKEST + CLEAR):
            continue
        if not any(b.x0 < x1 and x0 < b.x1 and b.top - 1 < y < b.bottom + 1 and b.height > THICKEST for b in words):
            found.append(y)
    return tuple(found)


def _runs(rows: Any, shortest: int) -> Iterable[tuple[int, int, int]]:
    """Row, first and last place of each run of ink that is long enough."""
    steps = np.diff(np.pad(rows, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    starts, ends = np.nonzero(steps == 1), np.nonzero(steps == -1)
    long = np.nonzero(ends[1] - starts[1] >= shortest)[0]
    return [(int(starts[0][i]), int(starts[1][i]), int(ends[1][i])) for i in long]


def with_bullet(words: Sequence[Word], ink: Pixels, scale: float) -> Sequence[Word]:
    """The words of a line, with the bullet before them where the picture shows one that OCR left out."""
    if is_bullet(words[0].seen, ocr=True) or not words[0].seen[:1].isalpha():
        return words
    mark = _left_of(words, ink, scale)
    low, high = BULLET
    is_round = mark and low <= mark.box.width <= high and mark.box.height <= high and mark.solid > SOLID
    if not mark or not is_round or not LOWEST < mark.middle < HIGHEST:
        return words
    return [Word("•", "•", mark.box, 1.0), *words]


def with_number(words: Sequence[Word], ink: Pixels, scale: float) -> Sequence[Word]:
    """The words of a line below the rule of footnotes, with a mark where the picture shows a number left of them.

    The mark has no text, and nothing was seen of it: which number it is, those around it tell.
    """
    if not words[0].seen[:1].isalpha() or "_" in words[0].seen[:3]:
        return words
    if _is_raised(words[0], words[1:]):
        return [words[0]._replace(text="", seen="", after=""), *words[1:]]
    mark = _left_of(words, ink, scale)
    (narrow, wide), (low, high) = DIGIT
    if not mark or not (narrow <= mark.box.width <= wide and low <= mark.box.height <= high):
        return words
    return [Word("", "", mark.box, 0.0, ""), *words]


def _is_raised(word: Word, others: Sequence[Word]) -> bool:
    """True for a few low signs that end well above the foot of every other word: a raised number that OCR misread.

    A word with a tail ends lower than "en" does, so there must be others to tell where the line is.
    """
    if len(word.seen) > 3 or len(others) < FEW or word.box.height > SMALL * max(each.box.height for each in others):
        return False
    return min(each.box.bottom for each in others) - word.box.bottom > RAISED * others[0].box.height


def is_underlined(box: Box, ink: Pixels, scale: float) -> bool:
    """True for a line of text with a rule at its foot that is as long as the line, so no rule of a table."""
    first, last = int((box.bottom - UNDER[0]) / scale), int((box.bottom + UNDER[1]) / scale) + 1
    left, right, beyond = int(box.x0 / scale), int(box.x1 / scale), round(BEYOND / scale)
    part = ink[max(0, first) : last, max(0, left - beyond) : right + beyond]
    under = part[:, beyond:-beyond]
    if left < beyond or not under.size:
        return False
    full = np.flatnonzero(under.mean(axis=1) > UNBROKEN)
    outside = part[full][:, np.r_[0 : beyond // 2, -(beyond // 2) : 0]]
    return bool(len(full)) and outside.mean() < 1 - UNBROKEN and len(full) * scale < THICKEST


class Mark(NamedTuple):
    """Ink left of a line: its box in points, the height of its middle as a share of the line's, and how full it is."""

    box: Box
    middle: float
    solid: float


def _left_of(words: Sequence[Word], ink: Pixels, scale: float) -> Mark | None:
    """What stands in the margin of a line's first word, as high as the line; None for nothing."""
    first = words[0].box
    heights = sorted(word.box.height for word in words)
    bottom = first.bottom
    top = bottom - max(first.height, heights[len(heights) // 2])
    left = max(0.0, first.x0 - REACH)
    part = ink[int(top / scale) : int(bottom / scale) + 1, int(left / scale) : max(0, int((first.x0 - GAP) / scale))]
    columns, rows = np.nonzero(part.any(axis=0))[0], np.nonzero(part.any(axis=1))[0]
    if not len(columns):
        return None
    width, height = (columns[-1] - columns[0] + 1) * scale, (rows[-1] - rows[0] + 1) * scale
    x0, y0 = left + columns[0] * scale, top + rows[0] * scale
    solid = float(part[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].mean())
    middle = float((rows[0] + rows[-1]) / 2 / part.shape[0])
    return Mark(Box(first.page, x0, y0, x0 + width, y0 + height), middle, solid)
