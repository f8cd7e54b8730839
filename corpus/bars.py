"""Words that the file still holds under a bar of an earlier redaction: whoever copies the text can read them.

They are told from text that is white, off the page or otherwise not shown, which an earlier reader may have left.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.document import Word
from corpus.photos import paper_of
from corpus.sight import Pixels, Sight

DARKER = 60  # grey levels between the paper and a bar, which may be grey
FLAT = 10  # grey levels by which a bar may vary
COVERED = 0.6  # share of a word's box that is of the bar: it seldom fits, and often has a label on it
DOWN, ACROSS = 6, 16  # places in a word's box that are looked at


def bars(sight: Sight, hidden: Sequence[Word]) -> int:
    """How many of the words that cannot be seen lie under a dark, flat area."""
    if not hidden:
        return 0
    boxes = np.array([word.box[1:] for word in hidden]) * sight.scale
    height, width = sight.grey.shape
    on = (boxes[:, 0] < width) & (boxes[:, 1] < height) & (boxes[:, 2] > 0) & (boxes[:, 3] > 0)
    if not on.any():
        return 0
    x0, top, x1, bottom = boxes[on].T
    rows = np.clip(_between(top, bottom, DOWN), 0, height - 1)
    columns = np.clip(_between(x0, x1, ACROSS), 0, width - 1)
    greys = sight.grey[rows[:, :, None], columns[:, None, :]].reshape(len(rows), -1).astype(np.int16)
    usual = np.median(greys, axis=1)
    share = (np.abs(greys - usual[:, None]) <= FLAT).mean(axis=1)
    return int(((usual < paper_of(sight.grey) - DARKER) & (share >= COVERED)).sum())


def _between(first: Pixels, last: Pixels, count: int) -> Pixels:
    """The middles of `count` equal parts, for each row."""
    shares = (np.arange(count) + 0.5) / count
    return (first[:, None] + (last - first)[:, None] * shares).astype(int)
