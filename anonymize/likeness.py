"""Engines that hold a drawn page against the page that it was made from, pixel by pixel.

Outside the boxes and the parts of lines that were set anew the two must look alike; in those parts every bit of ink
must belong to a kept word, a box, or a rule that stood there too. What ink no word explains is read with OCR.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from anonymize.case import Case, Spot
from anonymize.crops import Crop, cropped, inside
from anonymize.display import Frame
from corpus.document import Box
from corpus.errors import CannotProcess
from corpus.pieces import grown, joined, pieces, straight
from corpus.views import View, views

DPI = 100
BLACK, DARK = 110, 200  # grey levels: a pixel below the first is black, below the second ink
ALIKE = 0.005  # of the ink outside the boxes and their lines may change
STRAY = 0.01  # of the ink in the lines with boxes may be unexplained: rims
FEW = 12  # pixels: less is no letter
RIM = 1.0  # points around a box or word
ABOVE = 2.5  # points that accents and tails may stand out of a word's box
LOWEST = 2.0  # points: no letter that can be read is lower
AIR = 10.0  # points of white around what is read
RULE = 20.0  # points: a straight line this long is no letter

Pixels = np.ndarray[Any, Any]


class Pair(NamedTuple):
    """A page as it came and as it will go out, in grey, at `scale` pixels a point; `height` in points."""

    page: int
    before: Pixels
    after: Pixels
    scale: float
    height: float


def changed_ink(case: Case) -> Iterator[Spot]:
    """Drawn pages that differ from their source where they should not."""
    for pair, changed, ink in changes(case):
        if changed > max(FEW, ALIKE * ink):
            yield Spot("likeness", pair.page, fault=f"changed {100 * changed / max(1, ink):.1f} percent")
        elif pair.before.shape == pair.after.shape and _has_stray_ink(case, pair):
            yield Spot("likeness", pair.page, fault="unexplained ink")


def changes(case: Case) -> Iterator[tuple[Pair, int, int]]:
    """Each drawn page with the pixels that changed, and those of ink, outside the boxes and the lines set anew."""
    for pair in pairs(case):
        if pair.before.shape != pair.after.shape:
            yield pair, pair.before.size, 0
            continue
        yield pair, *_changed(case, pair, case.made.bands[pair.page])


def _changed(case: Case, pair: Pair, frames: Iterable[Frame]) -> tuple[int, int]:
    """The pixels of two pictures of one size that differ, and those of ink, outside boxes and frames."""
    outside = ~(_bands(pair, frames) | _over(pair, (one.box for one in case.drawn_on(pair.page)), RIM))
    changed = (_lost(pair.before, pair.after) | _lost(pair.after, pair.before)) & outside
    return int(changed.sum()), int(((pair.before < DARK) & outside).sum())


def _has_stray_ink(case: Case, pair: Pair) -> bool:
    """True when there is ink in the lines set anew that is no kept word, box, or rule of before."""
    if not case.made.bands[pair.page]:
        return False
    boxes = _over(pair, (one.box for one in case.drawn_on(pair.page)), RIM)
    inside = (pair.after < DARK) & _bands(pair, case.made.bands[pair.page]) & ~boxes
    words = _over(pair, (piece.box for piece in case.kept_on(pair.page)), RIM, ABOVE)
    hidden = _over(pair, (part.box for part in case.parted.hidden_on(pair.page)), RIM)
    stray = inside & ~words & ~((pair.before < DARK) & ~hidden)
    return int(stray.sum()) > max(FEW, STRAY * int(inside.sum()))


def _lost(one: Pixels, other: Pixels) -> Pixels:
    """Black of one picture that has no ink within a pixel in the other: letters are set to whole pixels, up or down."""
    lost = (one < BLACK) & (other >= DARK)
    high, wide = other.shape
    rows, columns = np.divmod(np.flatnonzero(lost), wide)  # few, or none: around those alone is looked
    near = np.zeros(len(rows), bool)
    for down in (-1, 0, 1):
        for across in (-1, 0, 1):
            near |= other[np.clip(rows + down, 0, high - 1), np.clip(columns + across, 0, wide - 1)] < DARK
    lost[rows[near], columns[near]] = False
    return lost


def pairs(case: Case) -> Iterator[Pair]:
    """The drawn pages beside their sources; raises CannotProcess where the source is not at hand."""
    if not case.made.bands:
        return
    if case.source is None:
        raise CannotProcess("Het bronbestand ontbreekt.")
    for view in views(case.source, [page.turn for page in case.pages]):
        if case.is_drawn(view.number):
            picture = case.opened.draw(view.number, DPI)
            case.unread[view.number] = _unread(case, view.number, picture)
            yield _pair(view, picture)


def _pair(view: View, picture: Image.Image) -> Pair:
    """A page of the source beside what was made of it, drawn at DPI."""
    before, after = np.asarray(view.grey(DPI)), np.asarray(picture)
    if max(abs(a - b) for a, b in zip(before.shape, after.shape, strict=True)) == 1:  # a size rounded otherwise
        rows, columns = map(min, before.shape, after.shape)
        before, after = before[:rows, :columns], after[:rows, :columns]
    return Pair(view.number, before, after, before.shape[1] / view.width, view.height)


def looks_alike(case: Case, view: View, picture: Image.Image) -> bool:
    """True when the picture that a page became, drawn at DPI, is its source outside the boxes."""
    pair = _pair(view, picture)
    if pair.before.shape != pair.after.shape:
        return False
    changed, ink = _changed(case, pair, [])
    return changed <= max(FEW, ALIKE * ink)


def unread_ink(case: Case, page: int, draw: Callable[[int], Image.Image], dpi: int) -> list[Crop]:
    """The parts of a drawn page with ink that is no kept word, box or rule, at `dpi`; all else in them is white.

    `draw` draws the page in grey.
    """
    if page not in case.unread:
        case.unread[page] = _unread(case, page, draw(DPI))
    if not case.unread[page]:
        return []
    picture = draw(dpi)
    _, explained, _ = _ink(case, page, picture)
    picture.paste(255, mask=Image.fromarray(explained))
    return list(cropped(picture, case.pages[page - 1].width, case.unread[page]))


def _unread(case: Case, page: int, picture: Image.Image) -> tuple[Box, ...]:
    """Where there is ink on a drawn page that is no kept word, box or rule; `picture` is the page at DPI."""
    ink, _, scale = _ink(case, page, picture)
    if int(ink.sum()) <= FEW:
        return ()
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    part, long = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], round(RULE * scale)
    part &= ~(straight(part, long) | straight(part.T, long).T)
    letters = _tall(ink, round(LOWEST * scale))
    if int(letters.sum()) <= FEW:
        return ()
    places = joined((piece.tight for piece in pieces(letters, page, scale)), AIR)
    return tuple(inside(grown(place, AIR), case.pages[page - 1]) for place in places)


def _ink(case: Case, page: int, picture: Image.Image) -> tuple[Pixels, Pixels, float]:
    """The ink of a page that nothing explains, where it is explained, and the pixels in a point."""
    grey = np.asarray(picture)
    scale = grey.shape[1] / case.pages[page - 1].width
    pair = Pair(page, grey, grey, scale, case.pages[page - 1].height)
    explained = _over(pair, (one.box for one in case.drawn_on(page)), RIM)
    explained |= _over(pair, (piece.box for piece in case.kept_on(page)), RIM, ABOVE)
    return (grey < DARK) & ~explained, explained, scale


def _tall(ink: Pixels, least: int) -> Pixels:
    """Ink in rows that hang together over `least` pixels: dashes and dots by themselves are no letters."""
    rows = np.flatnonzero(np.diff(np.pad(ink.any(axis=1), 1).astype(np.int8)))
    tall = ink.copy()
    for first, end in zip(rows[::2].tolist(), rows[1::2].tolist(), strict=True):
        if end - first < least:
            tall[first:end] = False
    return tall


def _over(pair: Pair, boxes: Iterable[Box], across: float, down: float | None = None) -> Pixels:
    """A mask of boxes, each grown by some points."""
    mask = np.zeros(pair.after.shape, bool)
    down = across if down is None else down
    for box in boxes:
        rows = slice(max(0, int((box.top - down) * pair.scale)), int((box.bottom + down) * pair.scale) + 1)
        mask[rows, max(0, int((box.x0 - across) * pair.scale)) : int((box.x1 + across) * pair.scale) + 1] = True
    return mask


def _bands(pair: Pair, frames: Iterable[Frame]) -> Pixels:
    tall = pair.height
    boxes = (Box(pair.page, frame.x0, tall - frame.y1, frame.x1, tall - frame.y0) for frame in frames)
    return _over(pair, boxes, 0.5)
