"""Redact a PDF or a scan: every page becomes its picture with black boxes, under the invisible text that is kept.

The output is a function of what is kept: no object, font, stream or metadata of the source is carried over.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from anonymize import paint, pdf
from anonymize.boxes import Cut, Drawn, Group, Piece, cut, groups
from anonymize.ground import spoken
from anonymize.room import Paper, grow
from corpus.decisions import Mark, Published
from corpus.document import Box, Document, Part
from corpus.errors import Empty
from corpus.views import View, views

SHARPER = 1.5  # black on white is drawn at this many times the resolution: G4 costs little and letters stay crisp
SLIVER = 4.0  # points: what is left of a box beside another one is black, but too small for a label of its own
INSET = 2.5  # points from a box's edge to the text of its label
COVERED = 0.25  # of a word's height: less is a touch of the padding


class Placed(NamedTuple):
    """A box to draw; `anchor` is the index of the word whose place it takes in the text, -1 for none."""

    box: Box
    drawn: Drawn
    anchor: int


def redact_pdf(
    source: Path,
    published: Published,
    marks: tuple[Mark, ...],
    target: Path,
    *,
    dpi: int = 200,
    title: str = "Gelakt document",
) -> tuple[Drawn, ...]:
    """Write the redacted document and return its boxes, by page, top and x0.

    `title` must be a published wording. Raises what `corpus.render.opened` raises, or Empty.
    """
    parted = cut(published)
    drawn: list[Drawn] = []
    leaves: list[pdf.Leaf] = []
    for view in views(source, [page.turn for page in published.document.pages]):
        leaf, boxes = _leaf(view, published.document, parted, marks, dpi)
        leaves.append(leaf)
        drawn += boxes
    if not leaves:
        raise Empty("Het bestand heeft geen pagina's.")
    pdf.write(leaves, title, target)
    return tuple(drawn)


def _leaf(
    view: View, document: Document, parted: Cut, marks: tuple[Mark, ...], dpi: int
) -> tuple[pdf.Leaf, list[Drawn]]:
    picture = view.draw(dpi)
    placed = place(view.number, parted, marks, Paper.of(picture, view.width, view.height))
    settled = settle(placed)
    black = [one.box for one in placed]
    labels = [(one.drawn.box, one.drawn.ground) for one in settled]
    paint.paint(picture, picture.width / view.width, black, labels)
    needed = paint.kind(picture)
    if needed == "mono":
        picture = view.draw(round(dpi * SHARPER))
        paint.paint(picture, picture.width / view.width, black, labels)
    items = _items(document, kept(parted, view.number, black), settled)
    return pdf.Leaf(view.width, view.height, paint.encode(picture, needed), items), [one.drawn for one in settled]


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
        ink = next((i for i, one in enumerate(placed) if one.anchor < 0 and _holds(one.box, group.box)), None)
        if ink is not None:
            placed[ink] = placed[ink]._replace(anchor=group.anchor)
            continue
        others = [*(one.box for one in placed), *boxes[:index], *boxes[index + 1 :]]
        box = _rounded(grow(group, parted.kept_on(page), others, paper))
        boxes[index] = box
        placed.append(_placed(group, box))
    return placed


def _holds(box: Box, other: Box) -> bool:
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


def kept(parted: Cut, page: int, black: Iterable[Box]) -> list[Piece]:
    """The kept pieces of a page that no black covers."""
    covers = list(black)
    return [piece for piece in parted.kept_on(page) if not any(_covers(box, piece.box) for box in covers)]


def _covers(box: Box, word: Box) -> bool:
    across = min(box.x1, word.x1) - max(box.x0, word.x0)
    down = min(box.bottom, word.bottom) - max(box.top, word.top)
    return across > min(0.5, word.width / 2) and down > COVERED * word.height


def _items(document: Document, pieces: list[Piece], placed: list[Placed]) -> tuple[pdf.Item, ...]:
    """Kept words and labels in the order of the text; boxes without words come last."""
    starts = [block.span.start for block in document.blocks]

    def block_of(index: int) -> tuple[int, str]:
        number = bisect_right(starts, document.starts[index]) - 1
        return number, _role(document, number)

    entries: list[tuple[int, float, pdf.Item]] = []
    for piece in pieces:
        blank = bool(document.words[piece.at].after.strip(" \n|") == "" and document.words[piece.at].after)
        number, role = block_of(piece.at)
        entries.append((piece.at, piece.box.x0, pdf.Item(piece.text, piece.box, number, role, blank=blank)))
    for one in placed:
        number, role = block_of(one.anchor) if one.anchor >= 0 else (-1, "P")
        item = pdf.Item(one.drawn.ground, _inner(one.drawn.box), number, role, spoken(one.drawn.ground))
        entries.append((one.anchor if one.anchor >= 0 else len(document.words), one.drawn.box.x0, item))
    return tuple(item for _, _, item in sorted(entries, key=lambda entry: entry[:2]))


def _inner(box: Box) -> Box:
    """Where the label's text stands in its box: with air beside it, so that readers see a word of its own."""
    side, above = min(INSET, box.width / 6), min(INSET, box.height / 6)
    return Box(box.page, box.x0 + side, box.top + above, box.x1 - side, box.bottom - above)


def _role(document: Document, number: int) -> str:
    if number < 0:
        return "P"
    block = document.blocks[number]
    return f"H{max(1, min(6, block.level))}" if block.part is Part.HEADING else "P"
