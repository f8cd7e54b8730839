"""Signatures and parafen as pictures: ink near a closing, in a route of initials, in a pen's colour, or a scrawl.

A handwritten signature goes also where the name beside it stays (output contract, "Redaction policy"). What counts
is ink that no word explains: strokes, thin against their box. On a digital page, where nothing else is unexplained but
rules, logos and drawings, a scrawl is told anywhere below the head: small, thin, and winding. Coordinates: points, as
displayed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from anonymize.scrawl import is_handwriting, is_one_stroke, is_scrawl
from anonymize.signing import Laid, fields_of, rows_of_tables, zones
from corpus.decisions import Category, Mark
from corpus.document import Box, Document, Source
from corpus.pieces import Piece, Pixels, band_at, channels, grown, joined, near, pieces, straight
from corpus.views import View, views

DPI = 100
NEAR = 8.0  # points between loose strokes of one signature
DARK, COLOURED = 140, 60  # grey level below which a pixel is ink; spread of its channels from which it has a colour
PAD = 2.0  # points around ink: thin ends of a stroke are lighter than DARK
THICK = 4  # pixels: a rule is thinner
UPRIGHT, LYING = 20, 40  # pixels: a stroke so straight is drawn by no hand, but the side of a cell
FAINT = 190  # grey level below which a pixel of a digital page is ink: a thin stroke is drawn lightly
HEAD, HEAD_AGAIN = 0.25, 0.1  # of the first page's height, of another's: where the letterhead has its logo
TITLE, SIGNATURE = 0.36, 60.0  # to there "nota" may stand in a picture; points: a signature is wider
NEARBY, FAR, RULE_SHARE = 35.0, 100.0, 0.3  # points, and the share of a rule's band that is ink
SURE, SURE_IN_PICTURE = 0.5, 0.9  # how sure a word must be to be print and not handwriting
GROUND = "5.1.2e"


def find_ink(source: Path, document: Document) -> tuple[Mark, ...]:
    """Boxes around handwriting on the pages of a PDF or picture; pages without a place for it are not drawn."""
    marks: list[Mark] = []
    laid = Laid(document)
    for view in views(source, [page.turn for page in document.pages]):
        page = document.pages[view.number - 1]
        # What nobody read may hold a name: doubt hides.
        marks += [Mark(grown(box, PAD), Category.OTHER, GROUND) for box in page.written]
        places = list(zones(laid, view))
        boxes = _on_scan(laid, view, places) if page.source is Source.OCR else _on_digital(laid, view, places)
        # a signature has loose strokes
        marks += [Mark(grown(box, PAD), Category.SIGNATURE, GROUND) for box in joined(boxes, NEAR)]
    return tuple(marks)


def _on_scan(laid: Laid, view: View, places: Sequence[Box]) -> list[Box]:
    """Handwriting in the zones, and what is in a pen's colour anywhere."""
    lowest, spread = channels(view.draw(DPI))
    scale = lowest.shape[1] / view.width
    free = _without_words(lowest < DARK, laid, view.number, scale)
    ink = free & _inside(places, free, scale)
    if ink.any():
        ink &= _level(free, laid.document.pages[view.number - 1].lean, scale)
    ink |= _without_words((spread > COLOURED) & (lowest < 170), laid, view.number, scale)
    return [piece.tight for piece in pieces(ink, view.number, scale) if is_handwriting(piece)]


def _on_digital(laid: Laid, view: View, places: Sequence[Box]) -> list[Box]:
    """Handwriting in the zones, and scrawls anywhere below the head, in tables and among the fields of a head.

    Rules are taken away twice: as what goes on in one line, and as what is straight to the pixel. Parafen beside each
    other look like the first, a dashed rule is not the second.
    """
    look = np.asarray(view.grey(DPI))
    scale = look.shape[1] / view.width
    free = _without_words(look < FAINT, laid, view.number, scale)
    if not free.any():
        return []
    ruled = straight(free, UPRIGHT) | straight(free.T, LYING).T
    level = _without_rules(free, scale)
    zone = _inside(places, free, scale)
    found = [
        piece.tight
        for ink in (level & zone, free & ~ruled & zone)
        for piece in pieces(ink, view.number, scale)
        if is_handwriting(piece)
    ]
    for ink in (level & ~ruled, free & ~ruled):
        found += _scrawls(ink, laid, view, scale)
    return found


def _scrawls(ink: Pixels, laid: Laid, view: View, scale: float) -> Iterator[Box]:
    rows, (first, last) = list(rows_of_tables(laid, view)), fields_of(laid, view)
    for piece in pieces(ink, view.number, scale):
        box, part = piece.tight, _part(ink, piece, scale)
        beside = first < box.bottom and (box.top < last or view.number > 1)
        if is_scrawl(piece, part, scale) and (_is_below_head(box, view, rows) or (beside and is_one_stroke(part))):
            yield box
        elif view.number == 1 and first < box.bottom and box.top < last and is_scrawl(piece, part, scale, slight=True):
            yield from [box] if is_one_stroke(part) else []


def _is_below_head(box: Box, view: View, rows: Sequence[Box]) -> bool:
    """Whether it is no part of the letterhead: the logo at the top, the word "nota" that some print as a picture."""
    if any(box.overlaps(row) for row in rows):
        return True
    if view.number > 1:
        return box.bottom > HEAD_AGAIN * view.height
    return box.bottom > TITLE * view.height or (box.bottom > HEAD * view.height and box.width >= SIGNATURE)


def _inside(zones: Iterable[Box], like: Pixels, scale: float) -> Pixels:
    wanted = np.zeros_like(like)
    for zone in zones:
        wanted[_rows(zone, scale), _columns(zone, scale)] = True
    return wanted


def _without_words(ink: Pixels, laid: Laid, page: int, scale: float) -> Pixels:
    """Ink that no word explains; letters that OCR makes of a scrawl, outside the text, explain nothing."""
    left = ink.copy()
    for at, word in laid.words.get(page, ()):
        if word.sure >= (SURE_IN_PICTURE if at in laid.in_pictures else SURE):
            box = word.box
            padded = Box(page, box.x0 - 1, box.top - 1.5, box.x1 + 1, box.bottom + 1.5)
            left[_rows(padded, scale), _columns(padded, scale)] = False
    return left


def _level(ink: Pixels, lean: float, scale: float) -> Pixels:
    """Ink without rules, on a page that leans by so many degrees: rules are told from strokes by being level."""
    if not lean:
        return _without_rules(ink, scale)
    mask = Image.fromarray(ink.astype(np.uint8) * 255)
    level = np.asarray(mask.rotate(lean, expand=True)) > 0
    rules = Image.fromarray((level & ~_without_rules(level, scale)).astype(np.uint8) * 255)
    back = np.asarray(rules.rotate(-lean, center=None)) > 0
    top, left = ((whole - part) // 2 for whole, part in zip(back.shape, ink.shape, strict=True))
    there = near(back[top : top + ink.shape[0], left : left + ink.shape[1]], 1)
    return np.asarray(ink & ~there)


def _without_rules(ink: Pixels, scale: float) -> Pixels:
    """Ink without table rules and lines to sign on, also dashed ones and those of a page that was scanned askew.

    A rule is thin and goes on: there is ink in its band here, and still FAR points away. A stroke of a pen is shorter.
    """
    left = ink.copy()
    for turned in (left, left.T):
        thin = turned & ~straight(turned, THICK)
        rows = np.nonzero(thin.any(axis=1))[0]  # few: on most of a page words stand
        here = _share(band_at(thin, rows, 1), -NEARBY, NEARBY, scale)
        wide = band_at(thin, rows, 3)
        beyond = np.maximum(_share(wide, -2 * FAR, -FAR, scale), _share(wide, FAR, 2 * FAR, scale))
        turned[rows] &= ~(thin[rows] & (here > RULE_SHARE) & (beyond > RULE_SHARE))
    return left


def _share(ink: Pixels, first: float, last: float, scale: float) -> Pixels:
    """For each pixel, how much of its row between `first` and `last` points beside it is ink."""
    low, high = round(first * scale), round(last * scale)
    reach = max(abs(low), abs(high)) + 1
    sums = np.cumsum(np.pad(ink, ((0, 0), (reach, reach))), axis=1, dtype=np.int32)
    width = ink.shape[1]
    counts = sums[:, reach + high : reach + high + width] - sums[:, reach + low - 1 : reach + low - 1 + width]
    return np.asarray(counts / (high - low + 1))


def _part(ink: Pixels, piece: Piece, scale: float) -> Pixels:
    return ink[_rows(piece.tight, scale), _columns(piece.tight, scale)]


def _rows(box: Box, scale: float) -> slice:
    return slice(max(0, int(box.top * scale)), max(0, int(box.bottom * scale) + 1))


def _columns(box: Box, scale: float) -> slice:
    return slice(max(0, int(box.x0 * scale)), max(0, int(box.x1 * scale) + 1))
