"""Photos on a drawn page: places with greys of every kind. A logo or a bar has a few flat ones, paper has one.

Coordinates: points, as displayed; the page is drawn at about 100 dpi.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from corpus.document import Box
from corpus.pieces import Pixels, joined, pieces
from corpus.sight import Sight

CELL = 8  # pixels of a square that is looked at as one: where there is text, it has paper in it
DARKER = 20  # grey levels between the paper and the lightest pixel of a photo's squares
LIVELY = 24  # grey levels by which a square of a photo varies more than the paper does; paper in the shade does not
SMALLEST = 40.0  # points: lower or narrower, it is a strip, a bar or an icon
LONGEST = 6.0  # times as long as wide: a longer strip is the shade in the fold of a book
PART = 10.0  # points: a smaller dark place is no part of a photo, but of a heading or a bar
LARGE = 0.008  # of the page: a passport photo is twice as large
NEAR = 12.0  # points between parts of one photo: a light sky is as white as paper
FILLED = 0.4  # share of its box that is darker than paper
STEP, SEEN = 8, 0.01  # grey levels taken as one; share of the pixels from which one counts
GREYS, FLATTEST = 9, 0.5  # how many such greys a photo has at least; how much of it one of them may be
ACTIVE = 0.18  # share of its dark squares that are lively: those of a bar are flat
WORDED = 0.05  # share of its box that read words take from which it is a page in the shade
EVERY = 3  # one pixel in so many, either way, tells enough about the paper


def paper_of(grey: Pixels) -> int:
    """The grey level of the paper: the commonest of the light ones."""
    sample = grey[::EVERY, ::EVERY].ravel()
    return int(np.bincount(sample, minlength=256)[128:].argmax()) + 128


def within(box: Box, scale: float) -> tuple[slice, slice]:
    """The rows and columns of a box in a picture of `scale` pixels per point."""
    x0, top, x1, bottom = (max(0, round(edge * scale)) for edge in box[1:])
    return slice(top, bottom), slice(x0, x1)


def photos(sight: Sight, page: int, words: Sequence[Box], among: Sequence[Box] = ()) -> tuple[Box, ...]:
    """Boxes around the photos of a page, of those that lie in one of the boxes `among`; without any, of all."""
    lightest, darkest = _squares(sight.grey)
    dark = lightest < paper_of(sight.grey) - DARKER
    scale = sight.scale / CELL  # squares per point
    if among:
        dark &= _inside(among, dark.shape, scale)
    if np.count_nonzero(dark) <= LARGE * FILLED * dark.size:
        return ()
    spread = lightest - darkest  # no square has a lightest pixel below its darkest one: bytes will do
    usual = float(np.median(spread[~dark])) if not dark.all() else 0.0
    lively = dark & (spread > usual + LIVELY)
    parts = [piece.tight for piece in pieces(dark, page, scale)]
    found = joined((part for part in parts if min(part.width, part.height) > PART), NEAR)
    return tuple(
        box
        for box in found
        if _is_large(box, sight.grey.size / sight.scale**2)
        and dark[within(box, scale)].mean() >= FILLED
        and lively[within(box, scale)].sum() >= ACTIVE * dark[within(box, scale)].sum()
        and _has_many_greys(sight.grey[within(box, sight.scale)])
        and _worded(box, words) < WORDED
    )


def _squares(grey: Pixels) -> tuple[Pixels, Pixels]:
    """The lightest and the darkest pixel of each square of a page."""
    rows, columns = grey.shape[0] // CELL, grey.shape[1] // CELL
    bands = grey[: rows * CELL, : columns * CELL].reshape(rows, CELL, columns * CELL)
    light, dark = bands.max(axis=1), bands.min(axis=1)
    return light.reshape(rows, columns, CELL).max(axis=2), dark.reshape(rows, columns, CELL).min(axis=2)


def _inside(boxes: Iterable[Box], shape: tuple[int, ...], scale: float) -> Pixels:
    mask = np.zeros(shape, dtype=bool)
    for box in boxes:
        mask[within(box, scale)] = True
    return mask


def _is_large(box: Box, page: float) -> bool:
    short, long = sorted((box.width, box.height))
    return short >= SMALLEST and long <= LONGEST * short and short * long >= LARGE * page


def _has_many_greys(grey: Pixels) -> bool:
    shares = np.bincount(grey.ravel() // STEP, minlength=256 // STEP) / max(1, grey.size)
    return int((shares >= SEEN).sum()) >= GREYS and float(shares.max()) <= FLATTEST


def _worded(box: Box, words: Iterable[Box]) -> float:
    """The share of a box that words take."""
    taken = sum(word.width * word.height for word in words if word.overlaps(box))
    return taken / (box.width * box.height)
