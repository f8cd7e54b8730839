"""How far the lines of a scan lean, and the way back from the straightened picture to the page.

Tesseract reads lines that lean a little; the order of columns and tables suffers sooner, and boxes of words that
lean run over their neighbours.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from corpus.document import Box

WIDTH = 900  # pixels: width at which lines are measured
STEEPEST = 8.0  # degrees
COARSE, FINE = 0.5, 0.1  # degrees
LEAST = 0.35  # degrees: less is left as it is
SLIGHT = 1.5  # degrees: up to here moving columns does
CLEARER = 1.05  # times as clear as the lines stand now
FEWEST = 400  # dark pixels
MOST = 30_000  # of them are looked at

Numbers = np.ndarray[Any, Any]


class Lean(NamedTuple):
    """Degrees, counterclockwise, that a page was turned by to be read.

    `page` is the middle of the page and `sheet` that of the straightened picture, in points: they are one point.
    """

    degrees: float
    page: tuple[float, float]
    sheet: tuple[float, float]

    def back(self, box: Box) -> Box:
        """The box on the page around a box of the straightened picture."""
        angle = math.radians(self.degrees)
        cosine, sine = math.cos(angle), math.sin(angle)
        across, down = [], []
        for x in (box.x0 - self.sheet[0], box.x1 - self.sheet[0]):
            for y in (box.top - self.sheet[1], box.bottom - self.sheet[1]):
                across.append(self.page[0] + cosine * x - sine * y)
                down.append(self.page[1] + sine * x + cosine * y)
        return Box(box.page, min(across), min(down), max(across), max(down))


class Slope(NamedTuple):
    """Degrees, counterclockwise, of a page whose columns were moved up or down from its `middle` (x in points)."""

    degrees: float
    middle: float

    def back(self, box: Box) -> Box:
        """The box on the page around a box of the straightened picture."""
        slope = math.tan(math.radians(self.degrees))
        first, last = (slope * (x - self.middle) for x in (box.x0, box.x1))
        return box._replace(top=box.top + min(first, last), bottom=box.bottom + max(first, last))


def lean_of(picture: Image.Image) -> float:
    """The degrees, counterclockwise, to turn a grey picture by so that its lines lie level; 0 where they do."""
    small = picture.reduce(max(1, picture.width // WIDTH))
    grey = np.asarray(small, dtype=np.int16)
    dark = grey < min(140, int(np.median(grey)) - 40)
    rows, columns = np.nonzero(dark[1:] & ~dark[:-1])  # upper edges: the tops of letters lie level
    if len(rows) < FEWEST:
        return 0.0
    step = max(1, len(rows) // MOST)
    rows, columns = rows[::step].astype(float), columns[::step].astype(float)
    wide = np.arange(-STEEPEST, STEEPEST + COARSE / 2, COARSE)
    best = max(wide, key=lambda angle: _clearness(rows, columns, angle))
    close = np.arange(best - COARSE, best + COARSE + FINE / 2, FINE)
    best = float(max(close, key=lambda angle: _clearness(rows, columns, angle)))
    if abs(best) < LEAST or _clearness(rows, columns, best) < CLEARER * _clearness(rows, columns, 0.0):
        return 0.0
    return best


def _clearness(rows: Numbers, columns: Numbers, angle: float) -> float:
    """How much ink gathers in few rows when lines that sink by `angle` to the right are made level."""
    level = rows - columns * math.tan(math.radians(angle))
    counts = np.bincount((level - level.min()).astype(int))
    return float((counts.astype(float) ** 2).sum())


def straightened(picture: Image.Image, scale: float) -> tuple[Image.Image, Lean | Slope | None]:
    """A grey picture with its lines level, and the way back; `scale` is points per pixel."""
    degrees = lean_of(picture)
    if not degrees:
        return picture, None
    if abs(degrees) <= SLIGHT:
        return _shifted(picture, degrees), Slope(degrees, picture.width * scale / 2)
    level = picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    page, sheet = ((each.width * scale / 2, each.height * scale / 2) for each in (picture, level))
    return level, Lean(degrees, page, sheet)


def _shifted(picture: Image.Image, degrees: float) -> Image.Image:
    """The picture with its columns moved up or down by whole pixels: as good for a slight lean, and not blurred."""
    pixels = np.asarray(picture)
    height, width = pixels.shape
    down = np.rint((np.arange(width) - width / 2) * math.tan(math.radians(degrees))).astype(int)
    level = np.full_like(pixels, 255)
    edges = [0, *(np.nonzero(np.diff(down))[0] + 1).tolist(), width]
    for first, last in pairwise(edges):
        by = int(down[first])
        level[max(0, -by) : height - max(0, by), first:last] = pixels[max(0, by) : height + min(0, by), first:last]
    return Image.fromarray(level)
