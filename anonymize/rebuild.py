"""Route V: a born-digital page drawn anew from an allow-list of its letters, shapes and pictures.

interpret -> sift -> reflow -> cover: what the page shows, what of it is kept, lines with a box set anew, black over the
ink of signatures and over words in pictures. Whatever is not understood raises RefusedError.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pikepdf

from anonymize import pdf
from anonymize.boxes import Cut, Drawn, Piece
from anonymize.display import Frame, Matrix, Picture, RefusedError, Shape, times
from anonymize.interpret import Fonts, interpret
from anonymize.pixels import blackened
from anonymize.reflow import Set, reflow
from anonymize.room import Paper
from anonymize.settle import Placed, holds, kept, place, settle
from anonymize.sift import Kept, Sifted, sift
from anonymize.specimen import Shown, Specimens
from anonymize.text_order import Order
from anonymize.vector import Ink, Label, Run, runs
from corpus.decisions import Mark
from corpus.document import Box, Document
from corpus.views import View

DPI = 100  # at which is looked whether something shows
INK_DPI = 200  # at which black boxes find the ink
ROUND = 0.2  # points that two reckonings of a page's size may differ
TOUCH = 2.0  # points: a signature's strokes may stand out of their mark by this much


class Rebuilt(NamedTuple):
    """A page to write, its boxes, its kept words at their places, and the parts of lines that were set anew."""

    plate: pdf.Plate
    boxes: tuple[Drawn, ...]
    pieces: tuple[Piece, ...]
    bands: tuple[Frame, ...]


class Rebuilder:
    """Rebuilds the pages of one document; they share fonts."""

    def __init__(
        self, source: pikepdf.Pdf, document: Document, parted: Cut, marks: Sequence[Mark], order: Order
    ) -> None:
        self._source, self._document, self._parted, self._marks = source, document, parted, marks
        self._order = order
        self._fonts = Fonts()
        self._ink = Ink(self._fonts.fonts)
        self.specimens = Specimens()
        self._shown: dict[tuple[int, int, str], Shown | None] = {}

    @classmethod
    def of(cls, path: Path, document: Document, parted: Cut, marks: Sequence[Mark], order: Order) -> Rebuilder | None:
        """None where the source is no PDF that pikepdf opens."""
        if path.suffix.lower() != ".pdf":
            return None
        try:
            return cls(pikepdf.open(path), document, parted, marks, order)
        except (pikepdf.PdfError, AttributeError, TypeError, ValueError):
            return None

    def sealed(self) -> Ink:
        """The fonts with their codes, once all pages are done; the source is closed then."""
        self._source.close()
        self._ink.seal()
        return self._ink

    def page(self, view: View) -> Rebuilt:
        """Raises RefusedError for a page that must become its picture."""
        try:
            return self._page(view)
        except (RefusedError, MemoryError):
            raise
        except Exception as error:  # what is broken shows in many ways; what the error says may quote the file
            raise RefusedError(f"broken: {type(error).__name__}") from None

    def _page(self, view: View) -> Rebuilt:
        leaf = self._source.pages[view.number - 1]
        size = view.width, view.height
        items = interpret(leaf, base(leaf, view), size, self._fonts)
        seen = np.asarray(view.grey(DPI))
        scale = seen.shape[1] / view.width
        sifted = sift(
            items, self._parted, self._document.words, view.number, view.height, self._fonts.fonts, seen, scale
        )
        ink = [mark.box for mark in self._marks if mark.box.page == view.number]
        laid = reflow(sifted, self._parted, view.number, size, ink)
        return self._written(view, sifted, *self._black(view, laid, sifted))

    def _black(self, view: View, laid: Set, sifted: Sifted) -> tuple[Set, list[Placed]]:
        """Boxes over the ink of marks, and over hidden words that have no letters: those in pictures.

        A box for letters that lies in such black gives up its own, and the black takes its place in the text.
        """
        parts = self._parted.hidden_on(view.number)
        lettered = set(sifted.hidden)
        rest = tuple(part for at, part in enumerate(parts) if at not in lettered)
        if not rest and not any(mark.box.page == view.number for mark in self._marks):
            return laid, []
        parted = Cut(laid.pieces, rest)
        paper = Paper.of(view.grey(INK_DPI), view.width, view.height)
        placed = place(view.number, parted, self._marks, paper)
        stay = []
        for box in laid.boxes:
            over = [at for at, one in enumerate(placed) if one.box.overlaps(box.drawn.box)]
            if not over:
                stay.append(box)
            elif holds(placed[over[0]].box, box.drawn.box):
                placed[over[0]] = placed[over[0]]._replace(anchor=box.anchor)
            else:
                raise RefusedError("boxes over one another")
        return replace(laid, boxes=tuple(stay)), placed

    def _written(self, view: View, sifted: Sifted, laid: Set, black: list[Placed]) -> Rebuilt:
        stay = kept(laid.pieces, [one.box for one in black])
        standing = {id(piece) for piece in stay}
        alive = {at for at, piece in enumerate(laid.pieces) if id(piece) in standing}
        frames = [_frame(one.box, view.height) for one in black]
        items = list(_under(laid.items, frames, alive))
        spots = {at: self._order.spot(piece.at) for at, piece in enumerate(laid.pieces)}
        art = tuple(runs(items, [self._order.blank_after(piece.at) for piece in laid.pieces], spots))
        unseen = tuple(
            pdf.Item(piece.text, piece.box, spots[at], blank=self._order.blank_after(piece.at))
            for at, piece in enumerate(laid.pieces)
            if at in sifted.unlettered and at in alive
        )
        settled = settle(black)
        boxes = sorted(
            [(one.drawn, one.anchor) for one in settled] + [(one.drawn, one.anchor) for one in laid.boxes],
            key=lambda pair: (pair[0].box.top, pair[0].box.x0),
        )
        labels = tuple((Label(one.box, one.ground), self._order.spot(anchor)) for one, anchor in boxes)
        self._ink.meet((item for item in art if isinstance(item, Run)), [label for label, _ in labels])
        self._note(art, laid.pieces)
        grounds = tuple(one.box for one in black)
        plate = pdf.Plate(view.width, view.height, art, unseen, labels, spots, grounds)
        return Rebuilt(plate, tuple(one for one, _ in boxes), tuple(stay), laid.bands)

    def _note(self, art: Iterable[Run | Shape | Picture], pieces: Sequence[Piece]) -> None:
        """Which letter of which word each shape stands for, for the gate."""
        said = [0] * len(pieces)
        for item in art:
            for one in item.letters if isinstance(item, Run) else ():
                letter, at, text = one
                key = letter.font, letter.code, text
                if key not in self._shown:
                    self._shown[key] = self.specimens.shown(letter.font, self._ink.sign(one))
                if (shown := self._shown[key]) is not None:
                    shown.note(pieces[at], said[at])
                said[at] += len(text)


def _under(
    items: Iterable[Kept | Shape | Picture], frames: Sequence[Frame], alive: set[int]
) -> Iterable[Kept | Shape | Picture]:
    """What stays beside black boxes: pictures are black under them, the strokes of a signature go."""
    for item in items:
        if isinstance(item, Kept):
            if item.piece in alive:
                yield item
            continue
        over = [frame for frame in frames if frame.meets(item.frame)]
        if isinstance(item, Picture):
            for frame in over:
                blackened(item.image, item.mask, item.matrix, frame)
            yield item
        elif not over or item.plain:
            yield item
        elif not any(frame.holds(item.frame, TOUCH) for frame in over):
            raise RefusedError("shape under a box")


def _frame(box: Box, height: float) -> Frame:
    return Frame(box.x0, height - box.bottom, box.x1, height - box.top)


def base(page: pikepdf.Page, view: View) -> Matrix:
    """From a page's own space to the page as displayed: crop, turn and unit applied."""
    x0, y0, x1, y1 = _shown(page)
    turn = (int(_inherited(page.obj, "/Rotate", 0)) + view.turn) % 360
    turns: dict[int, Matrix] = {
        0: (1, 0, 0, 1, -x0, -y0),
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }
    if turn not in turns:
        raise RefusedError("turn of a page")
    width, height = (y1 - y0, x1 - x0) if turn % 180 else (x1 - x0, y1 - y0)
    if abs(width * view.unit - view.width) > ROUND or abs(height * view.unit - view.height) > ROUND:
        raise RefusedError("size of a page")
    return times(turns[turn], (view.unit, 0, 0, view.unit, 0, 0))


def _shown(page: pikepdf.Page) -> tuple[float, float, float, float]:
    media = _box(_inherited(page.obj, "/MediaBox", [0, 0, 612, 792]))
    crop = _box(_inherited(page.obj, "/CropBox", None) or media)
    return max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])


def _box(numbers: Any) -> tuple[float, float, float, float]:
    a, b, c, d = (float(number) for number in numbers)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _inherited(page: pikepdf.Object, key: str, default: Any) -> Any:
    node: Any = page
    for _ in range(50):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            break
        node = node.Parent
    return default
