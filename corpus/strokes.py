"""Which lines of a scan are bold, told by the thickness of their strokes against the height of their letters.

Measured on 876 lines of worn pages at 150 to 300 dpi: bold ones have strokes 1.7 to 2.1 times as thick, other ones at
most 1.1 times. How black a line is says less: 1.3 to 1.4 times, as it also depends on which letters a line has.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image

from corpus.document import Box
from corpus.ocr import Line

BOLD = 1.25  # times the usual thickness; a bold serif face reaches 1.3, a short line of thin letters 1.18
DARK = 140  # grey level below which a pixel is ink
TYPICAL = 80  # percentile above which a run of ink is a level stroke and no thickness
ENOUGH = 4  # words, and lines of so many words, that tell what is usual
TALL = 75  # percentile of the heights of a line's words that stands for its letters

Pixels = np.ndarray[Any, Any]


def bold_lines(lines: Sequence[Line], picture: Image.Image, scale: float) -> frozenset[Line]:
    """The lines of a grey picture whose strokes are clearly thicker than is usual on it; `scale` is points a pixel."""
    ink = np.asarray(picture) < DARK
    found = {line: thickness for line in lines if (thickness := _thickness(line, ink, scale))}
    long = [thickness for line, thickness in found.items() if len(line.words) >= ENOUGH]
    usual = float(np.median(long)) if len(long) >= ENOUGH else 0.0
    return frozenset(line for line, thickness in found.items() if usual and thickness > BOLD * usual)


def _thickness(line: Line, ink: Pixels, scale: float) -> float:
    """How thick the strokes of a line are against its height; 0 where nothing is dark."""
    runs = np.concatenate([_runs(ink[_rows(word.box, scale), _columns(word.box, scale)]) for word in line.words])
    if not len(runs):
        return 0.0
    height = float(np.percentile([word.box.height for word in line.words], TALL))
    return float(np.minimum(runs, np.percentile(runs, TYPICAL)).mean()) * scale / max(height, 1.0)


def _runs(ink: Pixels) -> Pixels:
    """The lengths in pixels of the dark runs in the rows of a mask."""
    steps = np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    return np.nonzero(steps == -1)[1] - np.nonzero(steps == 1)[1]


def _rows(box: Box, scale: float) -> slice:
    return slice(int(box.top / scale), max(int(box.top / scale) + 1, int(box.bottom / scale)))


def _columns(box: Box, scale: float) -> slice:
    return slice(int(box.x0 / scale), max(int(box.x0 / scale) + 1, int(box.x1 / scale)))
