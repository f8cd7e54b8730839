"""Where black goes on a page: over the ink of marks and hidden words, disjoint, with room for a label."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from anonymize.boxes import Cut, Drawn, Group, Piece, groups
from anonymize.room import Paper, grow
from corpus.decisions import Mark
from corpus.document import Box

SLIVER = 4.0  # points: what is left of a box beside another one is black, but too small for a label of its own
COVERED = 0.25  # of a word's height: less is a touch of the padding


class Placed(NamedTuple):
    """A box to draw; `anchor` is the index of the word whose place it takes in the text, -1 for none."""

    box: Box
    drawn: Drawn
    anchor: int


def place(page: int, parted: Cut, marks: Iterable[Mark], paper: Paper) -> list[Placed]:
    """The black of a page, before overlaps are settled: the ink of marks and the boxes of hidden words."""
    placed = [
        Placed(box, Drawn(box, mark.ground, mark.category), -1)
        for mark in marks
        if mark.box.page == page and (box := _clipped(mark.box, paper))
    ]
    found = groups(parted, page)
    boxes = [group.box for group in found]
    for index, group in enumerate(found):
        # What OCR read in a signature is gone with its ink: a box of its own would leave a sliver beside it
        ink = next((i for i, one in enumerate(placed) if one.anchor < 0 and holds(one.box, group.box)), None)
        if ink is not None:
            placed[ink] = placed[ink]._replace(anchor=group.anchor)
            continue
        others = [*(one.box for one in placed), *boxes[:index], *boxes[index + 1 :]]
        box = _rounded(grow(group, parted.kept_on(page), others, paper))
        boxes[index] = box
        placed.append(_placed(group, box))
    return placed


def holds(box: Box, other: Box) -> bool:
    return box.x0 <= other.x0 and other.x1 <= box.x1 and box.top <= other.top and other.bottom <= box.bottom


def _placed(group: Group, box: Box) -> Placed:
    return Placed(box, Drawn(box, group.ground, group.category), group.anchor)


def _rounded(box: Box) -> Box:
    return Box(box.page, *(round(value, 2) for value in box[1:]))


def _clipped(box: Box, paper: Paper) -> Box | None:
    clipped = Box(
        box.page, max(0.0, box.x0), max(0.0, box.top), min(paper.width, box.x1), min(paper.height, box.bottom)
    )
    return _rounded(clipped) if clipped.width > 1 and clipped.height > 1 else None


def settle(placed: list[Placed]) -> list[Placed]:
    """Disjoint boxes in reading order of the page: the larger stays whole, the smaller keeps what is beside it."""
    settled: list[Placed] = []
    for one in sorted(placed, key=lambda p: (-p.box.width * p.box.height, p.box)):
        box: Box | None = one.box
        anchor = one.anchor
        for i, other in enumerate(settled):
            if box and box.overlaps(other.drawn.box):
                box = _beside(box, other.drawn.box)
                if box is None and other.anchor < 0:
                    settled[i] = other._replace(anchor=anchor)
        if box:
            settled.append(one._replace(drawn=one.drawn._replace(box=box)))
    return sorted(settled, key=lambda p: (p.drawn.box.page, p.drawn.box.top, p.drawn.box.x0))


def _beside(box: Box, other: Box) -> Box | None:
    """The largest part of a box that lies above, below, left or right of another; None for a sliver."""
    parts = (
        box._replace(bottom=min(box.bottom, other.top)),
        box._replace(top=max(box.top, other.bottom)),
        box._replace(x1=min(box.x1, other.x0)),
        box._replace(x0=max(box.x0, other.x1)),
    )
    best = max(parts, key=lambda part: max(0.0, part.width) * max(0.0, part.height))
    return best if best.width >= SLIVER and best.height >= SLIVER else None


def kept(pieces: Iterable[Piece], black: Iterable[Box]) -> list[Piece]:
    """The kept pieces of a page that no black covers."""
    covers = list(black)
    return [piece for piece in pieces if not any(_covers(box, piece.box) for box in covers)]


def _covers(box: Box, word: Box) -> bool:
    across = min(box.x1, word.x1) - max(box.x0, word.x0)
    down = min(box.bottom, word.bottom) - max(box.top, word.top)
    return across > min(0.5, word.width / 2) and down > COVERED * word.height
