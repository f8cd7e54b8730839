"""Codes to scan with a telephone or a till: QR codes by the squares in their corners, barcodes by their bars.

A code may hold an address, a name or a token, and nobody can read it from the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from math import dist
from typing import NamedTuple

import numpy as np
from PIL import Image

from corpus.document import Box
from corpus.photos import within
from corpus.pieces import Piece, Pixels, grown, pieces
from corpus.sight import Sight
from corpus.views import View

INK = 70  # grey levels between the paper and ink
SIDE = (24.0, 280.0)  # points: the shorter and the longer side of a code
FILLED = (0.15, 0.85)  # share of its box that is ink
BUSY = 6.0  # changes of colour in a row
DPI = 300
MARGIN = 3.0  # points of quiet ground around a code
PAD = 1.0  # points around a word that it explains

CORNER = np.array([1, 1, 3, 1, 1])  # widths of dark and light through the middle of a QR code's corner square
OFF = 0.6  # modules by which each of them may be off
AKIN = 0.35  # share by which the corners of one code may differ in size
LEVEL = 0.15  # share by which the sides of a code may differ
SOLID = 0.6  # share of the middle of a corner that has the corner around it
MOST_CORNERS = 12

BARS = 36  # changes of colour in a row through a barcode
ALIKE = 0.9  # share of the pixels in which two rows through a barcode agree
UNEVEN = 0.3  # spread of the widths of bars, over their mean: hatching has one width


class Corner(NamedTuple):
    x: float
    y: float
    module: float  # pixels


def codes(view: View, sight: Sight, paper: int, explained: Iterable[Box]) -> tuple[tuple[Box, bool], ...]:
    """The boxes of the codes on a page, and of each whether it is a QR code; otherwise it has bars.

    `explained` are boxes of words and photos: there no code is looked for.
    """
    ink = sight.grey < paper - INK
    for box in explained:
        ink[within(grown(box, PAD), sight.scale)] = False
    if np.count_nonzero(ink) < FILLED[0] * (SIDE[0] * sight.scale) ** 2:
        return ()
    candidates = (piece.tight for piece in pieces(ink, view.number, sight.scale) if _may_be_code(piece))
    places = [place for place in candidates if _is_busy(ink[within(place, sight.scale)])]
    if not places:
        return ()
    drawn = view.grey(DPI)
    parts = ((place, _part(drawn, place, drawn.width / view.width)) for place in places)
    found = [(place, is_qr(dark), dark) for place, dark in parts]
    return tuple((place, square) for place, square, dark in found if square or is_barcode(dark))


def _may_be_code(piece: Piece) -> bool:
    sides = sorted((piece.tight.width, piece.tight.height))
    return SIDE[0] <= sides[0] and sides[1] <= SIDE[1] and FILLED[0] <= piece.share <= FILLED[1]


def _is_busy(ink: Pixels) -> bool:
    """True where colours change as often as in a code, along rows or along columns: in a logo or a bar they do not."""
    return any(np.count_nonzero(np.diff(each)) >= BUSY * len(each) for each in (ink, ink.T))


def _part(drawn: Image.Image, box: Box, scale: float) -> Pixels:
    """Where a part of the page is dark."""
    part = np.asarray(drawn)[within(grown(box, MARGIN), scale)]
    low, high = (int(level) for level in np.percentile(part, (2, 98)))
    return np.asarray(part < (low + high) / 2)


def is_qr(dark: Pixels) -> bool:
    """True where three corner squares lie as those of a QR code do, in any quarter turn and a little askew."""
    corners = _corners(dark)[:MOST_CORNERS]
    return any(_belong(three) for three in combinations(corners, 3))


def _belong(corners: tuple[Corner, ...]) -> bool:
    modules = [corner.module for corner in corners]
    if max(modules) > (1 + AKIN) * min(modules):
        return False
    one, other, longest = sorted(dist(a[:2], b[:2]) for a, b in combinations(corners, 2))
    return other <= (1 + LEVEL) * one and abs(longest / (one * 2**0.5) - 1) <= LEVEL and one > 10 * min(modules)


def _corners(dark: Pixels) -> list[Corner]:
    """The middles of squares whose widths along a row and along a column are those of CORNER."""
    across, down = _middles(dark), _middles(dark.T).T
    middle = (across > 0) & (np.abs(across - down) < AKIN * across)
    found = (_corner(piece, across) for piece in pieces(middle, 0, 1.0))
    return [corner for corner in found if corner is not None]


def _corner(piece: Piece, modules: Pixels) -> Corner | None:
    """The corner square around a piece of pixels that each have it along their row and their column."""
    _, x0, top, x1, bottom = (int(edge) for edge in piece.tight)
    inside = modules[top:bottom, x0:x1]
    module = float(inside[inside > 0].mean())
    fits = all(abs(side / module - CORNER[2]) <= 1 for side in (x1 - x0, bottom - top))
    return Corner((x0 + x1) / 2, (top + bottom) / 2, module) if fits and piece.share >= SOLID else None


def _middles(dark: Pixels) -> Pixels:
    """For each pixel in the middle of a run of CORNER along its row the width of a module; elsewhere 0."""
    padded = np.pad(dark, ((0, 0), (1, 1)))
    flat = padded.ravel()
    starts = np.flatnonzero(flat[1:] != flat[:-1]) + 1  # dark and light in turn, the first one dark
    found = np.zeros(flat.shape, dtype=np.float32)
    if len(starts) < len(CORNER) + 1:
        return found.reshape(padded.shape)[:, 1:-1]
    widths = np.lib.stride_tricks.sliding_window_view(np.diff(starts), len(CORNER))[::2]
    module = widths.sum(axis=1) / CORNER.sum()
    fits = (np.abs(widths - CORNER * module[:, None]) <= OFF * module[:, None] * np.sqrt(CORNER)).all(axis=1)
    for at in np.flatnonzero(fits).tolist():
        found[starts[2 * at + 2] : starts[2 * at + 3]] = module[at]
    return found.reshape(padded.shape)[:, 1:-1]


def is_barcode(dark: Pixels) -> bool:
    """True where rows, or columns, through the middle have many bars of uneven width and are all alike."""
    return any(_has_bars(each) for each in (dark, dark.T))


def _has_bars(dark: Pixels) -> bool:
    height = dark.shape[0]
    rows = dark[[round(share * height) for share in (0.3, 0.4, 0.5)]]
    starts = np.flatnonzero(np.diff(rows[1].astype(np.int8)))
    if len(starts) < BARS:
        return False
    widths = np.diff(starts)
    alike = min(float((rows[1] == row).mean()) for row in rows)
    return alike >= ALIKE and float(widths.std() / widths.mean()) >= UNEVEN
