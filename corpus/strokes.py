"""Which lines of a scan are bold or large, told by the thickness of their strokes.

Measured on the lines of 13 worn pages: the strokes of bold headings are 1.49 times as thick as is usual or more, those
of other lines at most 1.04 times (99 of 100). What matters: a stroke is weighed by its greys, so that half a pixel
counts; and its thickness is not held against the height of its line, which depends on the letters it happens to have.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from PIL import Image

from corpus.document import Box
from corpus.ocr import Line

BOLD = 1.25  # times the usual thickness
LITTLE = 0.85  # times the usual height: letters of a side column, of which the bold ones are thick for their height
ENOUGH = 4  # words, and lines of so many words, that tell what is usual
TALL = 75  # percentile of the heights of a line's words that stands for its letters
SAMPLE = 3  # one of so many pixels tells the greys of a line
PAPER, INK = 90, 2  # percentiles of grey around a line that stand for its paper and its ink

Pixels = np.ndarray[Any, Any]


def bold_lines(lines: Sequence[Line], picture: Image.Image, scale: float) -> frozenset[Line]:
    """The lines of a grey picture whose strokes are clearly thicker than is usual on it; `scale` is points a pixel."""
    grey = np.asarray(picture)
    found = {line: thickness for line in lines if (thickness := _thickness(line, grey, scale))}
    long = [line for line in found if len(line.words) >= ENOUGH]
    if len(long) < ENOUGH:
        return frozenset()
    heights = {line: _height(line) for line in found}
    usual = float(np.median([found[line] for line in long]))
    height = float(np.median([heights[line] for line in long]))

    def is_bold(line: Line) -> bool:
        share = min(1.0, heights[line] / height)
        return found[line] > BOLD * usual * (share if share < LITTLE else 1.0)

    return frozenset(filter(is_bold, found))


def _height(line: Line) -> float:
    heights = sorted(word.box.height for word in line.words)
    return _between(*_places(len(heights), TALL), heights.__getitem__)


def _places(count: int, percent: float) -> tuple[int, int, float]:
    """The two of so many sorted values between which a percentile lies, and how far from the first, 0 to 1."""
    place = percent / 100 * (count - 1)
    return int(place), min(int(place) + 1, count - 1), place % 1


def _between(first: int, second: int, share: float, value: Callable[[int], float]) -> float:
    """The percentile, by the values at its places; the same sum as numpy's."""
    low, high = value(first), value(second)
    return high - (high - low) * (1 - share) if share >= 0.5 else low + (high - low) * share


def _percentiles(greys: Pixels, percents: tuple[float, ...]) -> list[float]:
    """As `np.percentile` of values of a byte, which are counted and not sorted."""
    counts = np.cumsum(np.bincount(greys, minlength=256))

    def value(place: int) -> float:
        return float(np.searchsorted(counts, place, "right"))

    return [_between(*_places(len(greys), percent), value) for percent in percents]


def _thickness(line: Line, grey: Pixels, scale: float) -> float:
    """How thick most strokes of a line are, in points; 0 where nothing is dark."""
    found = [grey[_rows(word.box, scale), _columns(word.box, scale)] for word in line.words]
    ink, paper = _percentiles(np.concatenate([part.ravel()[::SAMPLE] for part in found]), (INK, PAPER))
    strokes = np.concatenate([_strokes(part, ink, paper) for part in found if part.size])
    return float(np.median(strokes)) * scale if len(strokes) else 0.0


def _strokes(grey: Pixels, ink: float, paper: float) -> Pixels:
    """The weights, in dark pixels, of the runs of ink in the rows of a word's picture."""
    dark = np.zeros((grey.shape[0], grey.shape[1] + 3), dtype=np.float32)
    dark[:, 2:-1] = np.clip((paper - grey.astype(np.float32)) / max(1.0, paper - ink), 0, 1)
    edges = (dark > 0.5).astype(np.int8)
    steps = edges[:, 1:] - edges[:, :-1]
    starts, ends = np.nonzero(steps == 1), np.nonzero(steps == -1)
    sums = np.cumsum(dark, axis=1)  # a run with the greys on either side of it
    return np.asarray(sums[ends[0], ends[1] + 1] - sums[starts[0], np.maximum(starts[1] - 1, 0)])


def _rows(box: Box, scale: float) -> slice:
    return slice(int(box.top / scale), max(int(box.top / scale) + 1, int(box.bottom / scale)))


def _columns(box: Box, scale: float) -> slice:
    return slice(int(box.x0 / scale), max(int(box.x0 / scale) + 1, int(box.x1 / scale)))
