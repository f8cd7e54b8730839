"""Whether a piece of ink is handwriting by its shape: thin against its box, winding, of one stroke. Sizes in points."""

from __future__ import annotations

import math

import numpy as np

from corpus.pieces import Piece, Pixels

SMALLEST = (14.0, 7.0)  # width and height in points of the smallest signature
LARGEST = (300.0, 150.0)
DENSEST = 0.45  # share of inked pixels: a stroke leaves most of its box white, a logo does not
SCRAWLED = ((20.0, 7.0), (200.0, 80.0), 0.4)  # least and greatest width and height in points; share of ink
WINDING = 2.15  # pixels of ink to one of its box's diagonal: an arrow or the curve of a chart has fewer
SLIGHT = (16.0, 5.0), 1.8  # the least width and height, and the least winding, where no chart stands: in a head
CROSSED = 3.2  # how often a row and a column across it meet ink: a curve is met three times, a line twice
ROUND = 2.05, 2.0  # times at most in each, and points that width and height differ: a ring
MOSTLY = 0.6  # of a paraaf's ink hangs together


def is_handwriting(piece: Piece) -> bool:
    width, height = piece.tight.width, piece.tight.height
    fits = SMALLEST[0] <= width <= LARGEST[0] and SMALLEST[1] <= height <= LARGEST[1]
    return fits and piece.share <= DENSEST


def is_scrawl(piece: Piece, part: Pixels, scale: float, *, slight: bool = False) -> bool:
    """Whether a piece winds like a paraaf; `part` is its ink, `scale` pixels a point. A `slight` one may be smaller."""
    least, (widest, highest), most = SCRAWLED
    (narrowest, lowest), winding = SLIGHT if slight else (least, WINDING)
    width, height = piece.tight.width, piece.tight.height
    fits = narrowest <= width <= widest and lowest <= height <= highest and piece.share <= most
    if not fits or piece.share * width * height * scale < winding * math.hypot(width, height):
        return False
    across, down = _met(part), _met(part.T)
    ring = max(across, down) < ROUND[0] and abs(width - height) < ROUND[1]
    return across + down >= CROSSED and not ring


def _met(ink: Pixels) -> float:
    """How often a row with ink meets it on average."""
    starts = np.diff(np.pad(ink.astype(np.int8), ((0, 0), (1, 0))), axis=1) == 1
    counts = starts.sum(axis=1)
    return float(counts[counts > 0].mean()) if counts.any() else 0.0


def is_one_stroke(ink: Pixels) -> bool:
    """Whether most of a piece hangs together, as a pen draws it; the letters of a printed word stand apart."""
    todo = set(zip(*(axis.tolist() for axis in np.nonzero(ink)), strict=True))
    whole, largest = len(todo), 0
    while todo and largest < len(todo):
        front, size = {todo.pop()}, 0
        while front:
            size += len(front)
            front = {(r + i, c + j) for r, c in front for i in (-1, 0, 1) for j in (-1, 0, 1)} & todo
            todo -= front
        largest = max(largest, size)
    return largest > MOSTLY * whole
