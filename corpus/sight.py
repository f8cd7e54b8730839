"""Which words of a text layer can be seen on the drawn page. What nobody can see must not come back as text.

A bar of an earlier redaction seldom covers a word's box to the last point, and often has a label on it. So each
letter is looked at where its strokes must be, and of words that stand on each other none is believed: what is
really there is then read from the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corpus.document import Box, Word
from corpus.sheet import Segment

CONTRAST = 40  # grey levels between the lightest and darkest pixel of what can be seen
CORE = (0.36, 0.72)  # of the box's height: where every letter and digit has a stroke, from tail to half height
COVERED = 2  # letters without a stroke in their core from which a word counts as covered
SHARED = 0.3  # of the narrower word
DENSE = 24  # samples across a letter and down its core at most: one a pixel for any letter up to 17 points

Pixels = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Sight:
    """The drawn page in grey; `scale` is pixels per point."""

    grey: Pixels
    scale: float

    def contrast(self, x0: float, top: float, x1: float, bottom: float) -> int:
        """Grey levels between the lightest and darkest pixel of a rectangle in points; 0 off the page."""
        rows = slice(max(0, int(top * self.scale)), max(0, int(bottom * self.scale) + 1))
        columns = slice(max(0, int(x0 * self.scale)), max(0, int(x1 * self.scale) + 1))
        inside = self.grey[rows, columns]
        return int(inside.max()) - int(inside.min()) if inside.size else 0

    def contrasts(self, boxes: Pixels) -> Pixels:
        """The same for many rectangles, rows of x0, top, x1, bottom."""
        if not len(boxes):
            return np.zeros(0, dtype=int)
        height, width = self.grey.shape
        low = np.floor(boxes[:, :2] * self.scale).astype(int)
        high = np.floor(boxes[:, 2:] * self.scale).astype(int)
        off = (high < 0).any(axis=1) | (low >= (width, height)).any(axis=1)
        low = np.clip(low, 0, (width - 1, height - 1))
        high = np.maximum(low, np.clip(high, 0, (width - 1, height - 1)))
        across, down = (min(DENSE, int(n) + 1) for n in (high - low).max(axis=0))
        columns = _steps(low[:, 0], high[:, 0], across)
        rows = _steps(low[:, 1], high[:, 1], down)
        inside = self.grey[rows[:, :, None], columns[:, None, :]].reshape(len(boxes), -1)
        found = inside.max(axis=1).astype(int) - inside.min(axis=1)
        found[off] = 0
        return np.asarray(found)

    def shown(self, words: Sequence[Word]) -> list[bool]:
        """For each word whether it lies on the page, differs from its ground, and its letters do."""
        letters: list[tuple[float, float, float, float]] = []
        owners: list[int] = []
        others: list[tuple[int, Box]] = []  # without letters, or letters whose places are not known
        for at, word in enumerate(words):
            places = [i for i, sign in enumerate(word.seen) if sign.isalnum()]
            if places and len(word.edges) == len(word.seen) + 1:
                _, _, top, _, bottom = _core(word.box)
                letters += [(word.edges[i], top, word.edges[i + 1], bottom) for i in places]
                owners += [at] * len(places)
            else:
                others.append((at, _core(word.box) if places else word.box))
        count, blank = np.zeros(len(words), dtype=int), np.zeros(len(words), dtype=int)
        np.add.at(count, owners, 1)
        np.add.at(blank, owners, self.contrasts(np.array(letters).reshape(-1, 4)) < CONTRAST)
        shown = blank < np.minimum(COVERED, count)
        for at, box in others:
            shown[at] = self.contrast(*box[1:]) >= CONTRAST
        return [bool(each) for each in shown]

    def shows_any(self, segment: Segment) -> bool:
        """True when some word of a line differs from its ground."""
        return any(self.contrast(*token.word.box[1:]) >= CONTRAST for token in segment.tokens)


def _core(box: Box) -> Box:
    low, high = CORE
    return box._replace(top=box.top + low * box.height, bottom=box.top + high * box.height)


def _steps(first: Pixels, last: Pixels, count: int) -> Pixels:
    """`count` whole numbers from `first` to `last`, for each row."""
    shares = np.arange(count) / max(1, count - 1)
    return np.rint(first[:, None] + (last - first)[:, None] * shares).astype(int)


def clashing(words: Sequence[Word]) -> frozenset[int]:
    """The indexes of words that stand on another word with another text."""
    order = sorted(range(len(words)), key=lambda at: words[at].box.top)
    found: set[int] = set()
    for place, at in enumerate(order):
        box = words[at].box
        for other in order[place + 1 :]:
            if words[other].box.top > box.bottom:
                break
            if words[at].seen != words[other].seen and _on_each_other(box, words[other].box):
                found |= {at, other}
    return frozenset(found)


def _on_each_other(one: Box, other: Box) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    if across <= 0:
        return False
    low, high = CORE
    down = min(one.top + high * one.height, other.top + high * other.height) - max(
        one.top + low * one.height, other.top + low * other.height
    )
    return down > 0 and across > SHARED * min(one.width, other.width)
