"""Handwriting on a page: strokes of a pen that no read word explains, more of them than a signature has.

Print stands on straight lines: much of its outline is level or upright. A pen slants and turns, so its outline goes
each way as often as another. That, thin strokes and tall letters tell a note in the margin from a word that OCR
could not read. Drawings by hand look the same. Coordinates: points, as displayed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

import numpy as np

from corpus.document import Box, around
from corpus.photos import paper_of, within
from corpus.pieces import Piece, Pixels, grown, joined, pieces, straight
from corpus.sight import Sight

DARKER = 70  # grey levels between the paper and ink
SHADE = 40  # grey levels by which paper in the shade is darker; below it nothing can be told
PAD = 1.5  # points around a word that it explains
RULE = 36.0  # points: a longer straight run is a rule, a frame or a bar
SMALLEST = (10.0, 6.0)  # width and height in points of a word or a good part of it
TALL = 11.0  # points: print is lower; a page in large print has its own measure
TALLER = 1.25  # times the height of a read word
SHARE = (0.03, 0.5)  # of a box that a pen fills
THICK = 0.42  # share of ink with ink all round it above which it is no stroke, but a bar or a logo
STRAIGHT, DEGREES = 0.42, 12  # share of the outline that is level or upright, within so many degrees
DRAWN = 0.52  # the same for a piece that is no writing at all, but what is left of a frame
EDGE = 20  # grey levels: less of a slope is no outline
TOGETHER = 20.0  # points: words of one note are nearer to each other
ROW = (3, 100.0)  # strokes and width in points of a line of writing: a signature has fewer, or is shorter
LINES = (2, 60.0, 40.0)  # strokes, width and height in points of two short lines
SIGNATURE = (300.0, 150.0)  # points: the largest signature
FEW_PIXELS = 100  # less ink is a speck or a comma
MOST_INK = 0.25  # of the page: what has more is no paper with ink on it

WHOLE = 100.0  # points: a lower strip of writing does not make a page handwritten
MOSTLY = 2.0  # times the area of the read words


class Stroke(NamedTuple):
    """A piece of ink; `straight` is the share of its outline that is level or upright."""

    box: Box
    outline: float
    straight: float


def handwriting(sight: Sight, page: int, words: Sequence[Box], photos: Iterable[Box] = ()) -> tuple[Box, ...]:
    """Where a page has handwriting, from top to bottom; a signature alone is none.

    `words` are those that were surely read: what OCR makes of a scrawl explains no ink.
    """
    ink = _ink(sight, [*words, *photos])
    if not FEW_PIXELS < np.count_nonzero(ink) < MOST_INK * ink.size:
        return ()
    tall = max(TALL, TALLER * median(box.height for box in words)) if words else TALL
    strokes = list(_strokes(sight, page, ink))
    places = joined((stroke.box for stroke in strokes), TOGETHER)
    regions = ((box, [stroke for stroke in strokes if stroke.box.overlaps(box)]) for box in places)
    return tuple(box for box, inside in regions if _is_note(box, inside, tall))


def is_handwritten(words: Sequence[Box], ink: Sequence[Box]) -> bool:
    """True for a page that is mostly handwriting. `words` as above, `ink` is what `handwriting` found."""
    written = sum(box.width * box.height for box in ink)
    read = sum(box.width * box.height for box in words)
    return bool(ink) and around(ink).height >= WHOLE and written > MOSTLY * read


def _is_note(box: Box, strokes: Sequence[Stroke], tall: float) -> bool:
    outline = sum(stroke.outline for stroke in strokes)
    high = sum(stroke.box.height >= tall for stroke in strokes)
    if sum(stroke.straight for stroke in strokes) > STRAIGHT * outline or 2 * high < len(strokes):
        return False
    is_large = box.width > SIGNATURE[0] or box.height > SIGNATURE[1]
    is_row = len(strokes) >= ROW[0] and box.width >= ROW[1]
    return is_large or is_row or (len(strokes) >= LINES[0] and box.width >= LINES[1] and box.height >= LINES[2])


def _ink(sight: Sight, explained: Iterable[Box]) -> Pixels:
    """Dark pixels that no word and no rule explains."""
    ink = sight.grey < paper_of(sight.grey) - DARKER
    for box in explained:
        ink[within(grown(box, PAD), sight.scale)] = False
    length = round(RULE * sight.scale)
    flat, upright = straight(ink.T.copy(), length).T, straight(ink, length)
    ink &= ~(flat | upright)
    return np.asarray(ink)


def _strokes(sight: Sight, page: int, ink: Pixels) -> Iterator[Stroke]:
    paper = paper_of(sight.grey)
    for piece in pieces(ink, page, sight.scale):
        if not _may_be_written(piece):
            continue
        place = within(piece.tight, sight.scale)
        inside = ink[place]
        in_the_shade = np.median(sight.grey[place]) < paper - SHADE
        if in_the_shade or _core(inside) > THICK * inside.sum():
            continue
        outline, straight = _outline(sight.grey[place])
        if straight <= DRAWN * outline:
            yield Stroke(piece.tight, outline, straight)


def _may_be_written(piece: Piece) -> bool:
    width, height = piece.tight.width, piece.tight.height
    low, high = SHARE
    return width >= SMALLEST[0] and height >= SMALLEST[1] and low <= piece.share <= high


def _core(ink: Pixels) -> int:
    """How many pixels have ink on all four sides."""
    inner = ink[1:-1, 1:-1] & ink[:-2, 1:-1] & ink[2:, 1:-1] & ink[1:-1, :-2] & ink[1:-1, 2:]
    return int(inner.sum())


def _outline(grey: Pixels) -> tuple[float, float]:
    """How much outline there is, and how much of it is level or upright."""
    down, across = np.gradient(grey.astype(np.float32))
    slope = np.hypot(across, down)
    slope[slope < EDGE] = 0
    turn = np.degrees(np.arctan2(down, across)) % 90
    return float(slope.sum()), float(slope[(turn < DEGREES) | (turn > 90 - DEGREES)].sum())
