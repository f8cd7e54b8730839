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

CONTRAST = 40  # grey levels between the lightest and darkest pixel of what can be seen
CORE = (0.36, 0.72)  # of the box's height: where every letter and digit has a stroke, from tail to half height
COVERED = 2  # letters without a stroke in their core from which a word counts as covered
SHARED = 0.3  # of the narrower word


@dataclass(frozen=True)
class Sight:
    """The drawn page in grey; `scale` is pixels per point."""

    grey: np.ndarray[Any, Any]
    scale: float

    def contrast(self, x0: float, top: float, x1: float, bottom: float) -> int:
        """Grey levels between the lightest and darkest pixel of a rectangle in points; 0 off the page."""
        rows = slice(max(0, int(top * self.scale)), max(0, int(bottom * self.scale) + 1))
        columns = slice(max(0, int(x0 * self.scale)), max(0, int(x1 * self.scale) + 1))
        inside = self.grey[rows, columns]
        return int(inside.max()) - int(inside.min()) if inside.size else 0

    def shows(self, word: Word) -> bool:
        """True when a word lies on the page, differs from its ground, and its letters do."""
        box = word.box
        if self.contrast(*box[1:]) < CONTRAST:
            return False
        letters = [at for at, sign in enumerate(word.seen) if sign.isalnum()]
        if not letters:
            return True
        top, bottom = (box.top + share * box.height for share in CORE)
        if len(word.edges) != len(word.seen) + 1:
            return self.contrast(box.x0, top, box.x1, bottom) >= CONTRAST
        blank = sum(self.contrast(word.edges[at], top, word.edges[at + 1], bottom) < CONTRAST for at in letters)
        return blank < min(COVERED, len(letters))


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
    low, high = CORE
    down = min(one.top + high * one.height, other.top + high * other.height) - max(
        one.top + low * one.height, other.top + low * other.height
    )
    return down > 0 and across > SHARED * min(one.width, other.width)
