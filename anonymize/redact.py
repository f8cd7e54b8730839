"""Redact a PDF or a scan: pages are rebuilt from what is kept of them, or become their picture with black boxes.

A born-digital page is drawn anew, letter by letter (`anonymize.rebuild`, route V). A scan, and a page on which anything
is not understood, becomes its picture with black boxes under the invisible text that is kept (route R). Either way the
output is a function of what is kept: no object, font, stream or metadata of the source is carried over.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from anonymize import paint, pdf
from anonymize.boxes import Cut, Drawn, Piece, cut
from anonymize.display import Frame, RefusedError
from anonymize.ground import spoken
from anonymize.rebuild import Rebuilder
from anonymize.room import Paper
from anonymize.settle import Placed, kept, place, settle
from anonymize.specimen import Shown
from anonymize.text_order import Order
from corpus.decisions import Mark, Published
from corpus.document import Box, Source
from corpus.errors import Empty
from corpus.uncollected import uncollected
from corpus.views import View, views

SHARPER = 1.5  # black on white is drawn at this many times the resolution: G4 costs little and letters stay crisp
INSET = 2.5  # points from a box's edge to the text of its label


class Redacted(NamedTuple):
    """What stands in a redacted file: boxes by page, top and x0, kept words at their places, pages drawn anew.

    `bands` are, for each drawn page, the parts of lines that were set anew; `refused` says why a page became its
    picture. `shapes` are the letters of drawn pages, each with some words that it stands in.
    """

    boxes: tuple[Drawn, ...]
    pieces: tuple[Piece, ...]
    bands: dict[int, tuple[Frame, ...]]
    refused: dict[int, str]
    shapes: tuple[Shown, ...] = ()


def redact_pdf(
    source: Path,
    published: Published,
    marks: tuple[Mark, ...],
    target: Path,
    *,
    dpi: int = 200,
    title: str = "Gelakt document",
    as_pictures: bool = False,
) -> Redacted:
    """Write the redacted document; `as_pictures` makes a picture of every page.

    `title` must be a published wording. Raises what `corpus.render.opened` raises, or Empty.
    """
    document = published.document
    parted = cut(published)
    order = Order(document, (part.at for part in parted.hidden))
    boxes: list[Drawn] = []
    pieces: list[Piece] = []
    leaves: list[pdf.Leaf | pdf.Plate] = []
    bands: dict[int, tuple[Frame, ...]] = {}
    refused: dict[int, str] = {}
    rebuilder = None if as_pictures else Rebuilder.of(source, document, parted, marks, order)
    for view in views(source, [page.turn for page in document.pages]):
        if rebuilder and document.pages[view.number - 1].source is Source.TEXT:
            try:
                with uncollected():
                    rebuilt = rebuilder.page(view)
            except RefusedError as refusal:
                refused[view.number] = str(refusal)
            else:
                leaves.append(rebuilt.plate)
                boxes += rebuilt.boxes
                pieces += rebuilt.pieces
                bands[view.number] = rebuilt.bands
                continue
        leaf, own, stay = _leaf(view, order, parted, marks, dpi)
        leaves.append(leaf)
        boxes += own
        pieces += stay
    if not leaves:
        raise Empty("Het bestand heeft geen pagina's.")
    with uncollected():
        pdf.write(leaves, title, target, rebuilder.sealed() if rebuilder else None)
    return Redacted(tuple(boxes), tuple(pieces), bands, refused, rebuilder.specimens.all() if rebuilder else ())


def _leaf(
    view: View, order: Order, parted: Cut, marks: tuple[Mark, ...], dpi: int
) -> tuple[pdf.Leaf, list[Drawn], list[Piece]]:
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
    stay = kept(parted.kept_on(view.number), black)
    leaf = pdf.Leaf(view.width, view.height, paint.encode(picture, needed), _items(order, stay, settled))
    return leaf, [one.drawn for one in settled], stay


def _items(order: Order, pieces: list[Piece], placed: list[Placed]) -> tuple[pdf.Item, ...]:
    """Kept words and labels in the order of the text; boxes without words come last."""
    items = [
        pdf.Item(piece.text, piece.box, order.spot(piece.at), blank=order.blank_after(piece.at)) for piece in pieces
    ]
    for one in placed:
        spot = order.spot(one.anchor)
        items.append(pdf.Item(one.drawn.ground, _inner(one.drawn.box), spot, spoken(one.drawn.ground)))
    return tuple(sorted(items, key=lambda item: (item.spot.at, item.box.x0)))


def _inner(box: Box) -> Box:
    """Where the label's text stands in its box: with air beside it, so that readers see a word of its own."""
    side, above = min(INSET, box.width / 6), min(INSET, box.height / 6)
    return Box(box.page, box.x0 + side, box.top + above, box.x1 - side, box.bottom - above)
