"""The greys of a scan: what counts as ink, and how dark a place is between its paper and its ink."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from corpus.document import Box

DARK = 150  # grey level below which a pixel is ink

Pixels = np.ndarray[Any, Any]


class Greys(NamedTuple):
    """A level picture: its greys, which of its pixels are ink, and the points of one."""

    grey: Pixels
    ink: Pixels
    scale: float


def darkness(grey: Pixels, ink: float, paper: float) -> Pixels:
    """How dark each pixel is, from 0 for grey level `paper` to 1 for grey level `ink`."""
    return np.asarray(np.clip((paper - grey.astype(np.float32)) / max(1.0, paper - ink), 0, 1))


def darkness_in(grey: Pixels, box: Box, scale: float, *, paper: int, room: int = 0) -> Pixels:
    """The same of a box in points and `room` pixels around it, between its own ink and percentile `paper` of its greys.

    Empty for a box off the picture; `scale` is points per pixel.
    """
    x0, top, x1, bottom = (round(value / scale) for value in box[1:])
    part = grey[max(0, top - room) : max(0, bottom + room), max(0, x0 - room) : max(0, x1 + room)]
    return darkness(part, *map(float, np.percentile(part, (2, paper)))) if part.size else part
