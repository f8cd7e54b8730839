"""Ink that hangs together: pieces of a mask of pixels, and boxes that belong together. Coordinates in points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from corpus.document import Box, around

CELL = 4.0  # points: ink closer than this belongs to one piece

Pixels = np.ndarray[Any, Any]


class Piece(NamedTuple):
    """`cells` is the box on the grid, `tight` the one around its pixels, `share` how much of that is ink."""

    cells: Box
    tight: Box
    share: float


def pieces(mask: Pixels, page: int, scale: float) -> Iterator[Piece]:
    """The pieces of a mask that hang together on a grid of CELL points; `scale` is pixels per point."""
    step = max(1, round(CELL * scale))
    rows, columns = -(-mask.shape[0] // step), -(-mask.shape[1] // step)
    padded = np.pad(mask, ((0, rows * step - mask.shape[0]), (0, columns * step - mask.shape[1])))
    cells = padded.reshape(rows, step, columns * step).any(axis=1).reshape(rows, columns, step).any(axis=2)
    todo = set(zip(*(axis.tolist() for axis in np.nonzero(cells)), strict=True))
    while todo:
        piece, front = set(), {todo.pop()}
        while front:
            piece |= front
            front = {(r + i, c + j) for r, c in front for i in (-1, 0, 1) for j in (-1, 0, 1)} & todo
            todo -= front
        yield _piece(padded, piece, step, page, scale)


def _piece(padded: Pixels, cells: set[tuple[int, int]], step: int, page: int, scale: float) -> Piece:
    top, bottom = min(r for r, _ in cells) * step, (max(r for r, _ in cells) + 1) * step
    left, right = min(c for _, c in cells) * step, (max(c for _, c in cells) + 1) * step
    part = padded[top:bottom, left:right]
    down, across = np.nonzero(part.any(axis=1))[0], np.nonzero(part.any(axis=0))[0]
    inner = (left + across[0], top + down[0], left + across[-1] + 1, top + down[-1] + 1)
    share = float(padded[inner[1] : inner[3], inner[0] : inner[2]].mean())
    whole = Box(page, left / scale, top / scale, right / scale, bottom / scale)
    return Piece(whole, Box(page, *(float(edge) / scale for edge in inner)), share)


def joined(boxes: Iterable[Box], gap: float) -> list[Box]:
    """Boxes that lie closer together than `gap` points made one, from top to bottom."""
    done: list[Box] = []
    for box in sorted(boxes):
        while near := [other for other in done if grown(other, gap).overlaps(box)]:
            done = [other for other in done if other not in near]
            box = around([box, *near])
        done.append(box)
    return sorted(done, key=lambda box: (box.top, box.x0))


def grown(box: Box, by: float) -> Box:
    return Box(box.page, box.x0 - by, box.top - by, box.x1 + by, box.bottom + by)


def channels(picture: Image.Image) -> tuple[Pixels, Pixels]:
    """Of each pixel its darkest channel, and how far its channels lie apart."""
    red, green, blue = map(np.asarray, picture.convert("RGB").split())
    lowest = np.minimum(np.minimum(red, green), blue)
    return lowest, np.maximum(np.maximum(red, green), blue) - lowest


def near(mask: Pixels, reach: int) -> Pixels:
    """The pixels within so many rows and columns, less than eight, of one in the mask."""
    found = near_in_bits(np.packbits(mask, axis=1), reach)
    return np.unpackbits(found, axis=1, count=mask.shape[1]).astype(bool)


def near_in_bits(bits: Pixels, reach: int) -> Pixels:
    """The pixels within so many rows and columns, less than eight, of one in a mask; eight columns go in a byte.

    What lies right of the mask, in its last byte, says nothing.
    """
    rows = band(bits, reach)
    found = rows.copy()
    for by in range(1, reach + 1):
        found |= rows >> by
        found[:, 1:] |= rows[:, :-1] << (8 - by)
        found |= rows << by
        found[:, :-1] |= rows[:, 1:] >> (8 - by)
    return found


def band(mask: Pixels, rows: int) -> Pixels:
    """The pixels within so many rows above or below one in the mask."""
    found = mask.copy()
    for by in range(1, rows + 1):
        found[by:] |= mask[:-by]
        found[:-by] |= mask[by:]
    return found


def band_at(mask: Pixels, rows: Pixels, reach: int) -> Pixels:
    """Of some rows by their numbers, in order: the pixels with one in the mask at most `reach` rows above or below."""
    padded = np.pad(mask, ((reach, reach), (0, 0)))
    found = padded[rows]
    for by in range(1, 2 * reach + 1):
        found |= padded[rows + by]
    return np.asarray(found)


def straight(mask: Pixels, length: int) -> Pixels:
    """The pixels of a mask that lie in a straight run of `length` or more down a column.

    Eight columns go in a byte, and windows double, not slide. Most of a page is blank: only columns with so much ink
    are looked at, and of blank rows one, which keeps runs apart.
    """
    found = np.zeros_like(mask)
    columns = np.nonzero(np.count_nonzero(mask, axis=0) >= max(1, length))[0]
    if mask.shape[0] < length or length < 1 or not columns.size:
        return found
    inked = np.asarray(mask[:, columns].any(axis=1))
    inked[1:] |= inked[:-1]
    rows = np.nonzero(inked)[0]
    if len(rows) >= length:
        there = np.ix_(rows, columns)
        found[there] = _runs(mask[there], length)
    return found


def _runs(mask: Pixels, length: int) -> Pixels:
    whole, reach = np.packbits(mask, axis=1), 1
    found = np.zeros_like(whole)
    while reach < length:
        step = min(reach, length - reach)
        whole = whole[:-step] & whole[step:]
        reach += step
    found[length - 1 :] = whole
    reach = 1
    while reach < length:
        step = min(reach, length - reach)
        found[:-step] |= found[step:].copy()
        reach += step
    return np.unpackbits(found, axis=1, count=mask.shape[1]).astype(bool)
