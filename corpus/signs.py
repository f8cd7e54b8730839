"""The signs of a word in a scan: its letters, digits and points, parted where a column of pixels holds no ink."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PIL import Image

from corpus.document import Box
from corpus.greys import Pixels, darkness_in

SHAPE = (16, 24)  # pixels to which the picture of a sign is brought
INKED = 0.45  # of the darkness of the word's ink
PAPER, ROOM = 95, 3  # percentile of the greys of a word that stands for its paper, and pixels around its box


class Sign(NamedTuple):
    """The darkness of a sign, from 0 to 1, and how far it reaches above the foot of most signs of its word.

    `top` and `foot` are shares of the height of the highest sign of the word: 1 and 0 for an "l", below 0 for a tail.
    """

    dark: Pixels
    top: float
    foot: float

    @property
    def shape(self) -> Pixels:
        """The sign alone, of one size."""
        picture = Image.fromarray((self.dark * 255).astype(np.uint8))
        return np.asarray(picture.resize(SHAPE, Image.Resampling.BILINEAR), dtype=np.float32)


def signs_of(grey: Pixels, box: Box, scale: float) -> list[Sign]:
    """The signs in a box of a grey picture, from left to right; `scale` is points per pixel."""
    dark = darkness_in(grey, box, scale, paper=PAPER, room=ROOM)
    if not dark.size:
        return []
    steps = np.diff(np.pad((dark > INKED).any(axis=0).astype(np.int8), 1))
    places = list(zip(np.nonzero(steps == 1)[0], np.nonzero(steps == -1)[0], strict=True))
    rows = [np.nonzero((dark[:, first:last] > INKED).any(axis=1))[0] for first, last in places]
    if not places:
        return []
    line = float(np.median([each[-1] for each in rows])) + 1
    high = max(1.0, line - min(each[0] for each in rows))
    return [
        Sign(dark[each[0] : each[-1] + 1, first:last], float(line - each[0]) / high, float(line - each[-1] - 1) / high)
        for (first, last), each in zip(places, rows, strict=True)
    ]
