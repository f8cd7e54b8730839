"""How far a box may grow on its page: until ink, a kept word, another box or the edge."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from anonymize.boxes import PAD, STEP, Group, Piece, level
from corpus.document import Box

INK = 60  # grey levels away from the paper
REACH = 3.0  # points: a tail, an accent or the slant of an italic may stand this far outside its box
PAD_LINE = 1.5  # points above and below: tails and accents fall inside, so that the height tells nothing of them
SHARE = 0.12  # of a column's height: less is a speck or an underline, more a letter or a rule
AIR = 0.4  # points of white to the next word
YIELD = 0.25  # of its height: a box gives up no more to the line above or below, or letters would show
LABEL_ROOM = 22.0  # points: in a narrower box its label cannot be read


@dataclass(frozen=True)
class Paper:
    """The picture of a page as ink or no ink; `scale` is pixels per point."""

    ink: np.ndarray[Any, Any]
    scale: float
    width: float
    height: float

    @classmethod
    def of(cls, picture: Image.Image, width: float, height: float) -> Paper:
        grey = np.asarray(picture.convert("L")).astype(np.int16)
        ground = int(np.median(grey[::4, ::4]))
        return cls(np.abs(grey - ground) > INK, picture.width / width, width, height)

    def at(self, x0: float, top: float, x1: float, bottom: float) -> np.ndarray[Any, Any]:
        """The ink of a rectangle in points."""
        rows = slice(max(0, int(top * self.scale)), max(0, math.ceil(bottom * self.scale)))
        columns = slice(max(0, int(x0 * self.scale)), max(0, math.ceil(x1 * self.scale)))
        return self.ink[rows, columns]


@dataclass(frozen=True)
class Limits:
    """How far each side may go."""

    x0: float
    top: float
    x1: float
    bottom: float


def grow(group: Group, kept: list[Piece], others: list[Box], paper: Paper) -> Box:
    """The box to draw for hidden words: over their ink, padded, and as wide as a multiple of 36 points where it can."""
    core = _between_lines(_on_page(group.box, paper), [piece.box for piece in kept])
    limits = _limits(core, [*(piece.box for piece in kept), *others], paper)
    return _widen(_over_ink(_pad(core, limits), limits, paper), limits, paper)


def _on_page(box: Box, paper: Paper) -> Box:
    x0, x1 = max(0.0, min(box.x0, paper.width - 1)), max(1.0, min(box.x1, paper.width))
    top, bottom = max(0.0, min(box.top, paper.height - 1)), max(1.0, min(box.bottom, paper.height))
    return box._replace(x0=x0, top=top, x1=x1, bottom=bottom)


def _between_lines(core: Box, kept: list[Box]) -> Box:
    """Fonts claim more height than their letters take: where line boxes overlap, each gives up half."""
    top, bottom = core.top, core.bottom
    for other in kept:
        if level(core, other) or other.x0 >= core.x1 + STEP or other.x1 <= core.x0:
            continue
        if other.top < core.top < other.bottom:
            top = max(top, min((core.top + other.bottom) / 2, core.top + YIELD * core.height))
        elif other.top < core.bottom < other.bottom:
            bottom = min(bottom, max((core.bottom + other.top) / 2, core.bottom - YIELD * core.height))
    return core._replace(top=top, bottom=bottom)


def _limits(core: Box, around_it: list[Box], paper: Paper) -> Limits:
    left, top, right, bottom = 0.0, 0.0, paper.width, paper.height
    middle = (core.top + core.bottom) / 2
    for other in around_it:
        if level(core, other):
            if other.x0 >= core.x1 - AIR:
                right = min(right, other.x0 - AIR)
            elif other.x1 <= core.x0 + AIR:
                left = max(left, other.x1 + AIR)
        elif other.x0 < core.x1 + STEP and core.x0 < other.x1:
            if (other.top + other.bottom) / 2 < middle:
                top = max(top, other.bottom)
            else:
                bottom = min(bottom, other.top)
    return Limits(min(left, core.x0), min(top, core.top), max(right, core.x1), max(bottom, core.bottom))


def _over_ink(box: Box, limits: Limits, paper: Paper) -> Box:
    """Each side moves out while ink crosses it, at most REACH."""
    step = 1 / paper.scale
    x0, top, x1, bottom = box.x0, box.top, box.x1, box.bottom
    while top - step > max(limits.top, box.top - REACH) and paper.at(x0, top - step, x1, top).any():
        top -= step
    while bottom + step < min(limits.bottom, box.bottom + REACH) and paper.at(x0, bottom, x1, bottom + step).any():
        bottom += step
    while x0 - step > max(limits.x0, box.x0 - REACH) and paper.at(x0 - step, top, x0, bottom).any():
        x0 -= step
    while x1 + step < min(limits.x1, box.x1 + REACH) and paper.at(x1, top, x1 + step, bottom).any():
        x1 += step
    return Box(box.page, x0, top, x1, bottom)


def _pad(box: Box, limits: Limits) -> Box:
    return Box(
        box.page,
        max(limits.x0, box.x0 - PAD),
        max(limits.top, box.top - PAD_LINE),
        min(limits.x1, box.x1 + PAD),
        min(limits.bottom, box.bottom + PAD_LINE),
    )


def _widen(box: Box, limits: Limits, paper: Paper) -> Box:
    """To the next multiple of STEP over blank paper to the right; to the left only to make room for the label."""
    lacking = STEP * max(1, math.ceil(box.width / STEP - 1e-6)) - box.width
    right = min(lacking, _blank(paper.at(box.x1, box.top, limits.x1, box.bottom), paper.scale, limits.x1 - box.x1))
    lacking = max(0.0, LABEL_ROOM - box.width - right)
    before = paper.at(limits.x0, box.top, box.x0, box.bottom)[:, ::-1]
    left = min(lacking, _blank(before, paper.scale, box.x0 - limits.x0))
    return box._replace(x0=box.x0 - left, x1=box.x1 + right)


def _blank(ink: np.ndarray[Any, Any], scale: float, room: float) -> float:
    """How many points from the left are free of letters and rules."""
    if not ink.size:
        return 0.0
    busy = ink.mean(axis=0) > SHARE
    free = int(busy.argmax()) / scale - 2 * AIR if busy.any() else room
    return max(0.0, min(room, free))
