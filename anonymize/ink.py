"""Signatures and parafen as pictures: ink near a closing, in a route of initials, in a pen's colour, or a scrawl.

A handwritten signature goes also where the name beside it stays (output contract, "Redaction policy"). What counts
is ink that no word explains: strokes, thin against their box. On a digital page, where nothing else is unexplained but
rules, logos and drawings, a scrawl is told anywhere below the head: small, thin, and winding. Coordinates: points, as
displayed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path

import numpy as np
from PIL import Image

from corpus.decisions import Category, Mark
from corpus.document import Block, Box, Document, Part, Source, Word
from corpus.pieces import Piece, Pixels, band, channels, grown, joined, near, pieces, straight
from corpus.views import View, views
from corpus.words import label_of

DPI = 100
NEAR = 8.0  # points between loose strokes of one signature
SMALLEST = (14.0, 7.0)  # width and height in points of the smallest signature
LARGEST = (300.0, 150.0)
DENSEST = 0.45  # share of inked pixels: a stroke leaves most of its box white, a logo does not
DARK, COLOURED = 140, 60  # grey level below which a pixel is ink; spread of its channels from which it has a colour
BELOW_CLOSING, ABOVE_NAME, BELOW_ROUTE = 130.0, 20.0, 90.0  # points
TOP_OF_PAGE = 0.35  # of its height: how far a signature may stand below a closing on the page before
PAD = 2.0  # points around ink: thin ends of a stroke are lighter than DARK
THICK = 4  # pixels: a rule is thinner
UPRIGHT, LYING = 20, 40  # pixels: a stroke so straight is drawn by no hand, but the side of a cell
FAINT = 190  # grey level below which a pixel of a digital page is ink: a thin stroke is drawn lightly
SCRAWLED = ((20.0, 7.0), (200.0, 80.0), 0.4)  # least and greatest width and height in points; share of ink
WINDING = 2.15  # pixels of ink to one of its box's diagonal: an arrow or the curve of a chart has fewer
CROSSED = 3.2  # how often a row and a column across it meet ink: a curve is met three times, a line twice
ROUND = 2.05, 2.0  # times at most in each, and points that width and height differ: a ring
HEAD, HEAD_AGAIN = 0.25, 0.1  # of the first page's height, of another's: where the letterhead has its logo
TITLE, SIGNATURE = 0.36, 60.0  # to there "nota" may stand in a picture; points: a signature is wider
NEARBY, FAR, RULE_SHARE = 35.0, 100.0, 0.3  # points, and the share of a rule's band that is ink
SURE, SURE_IN_PICTURE = 0.5, 0.9  # how sure a word must be to be print and not handwriting
GROUND = "5.1.2e"

_SIGNED_HEAD = re.compile(r"(?:[Pp]ara(?:af|fen)|[Hh]andtekening|[Aa]kkoord)\W?")
# "Paraaf opsteller", "Paraaf DGCZ": a cell of a form, with what is drawn below or beside it
_SIGNED_LABEL = re.compile(r"(?:Para(?:af|fen)|Handtekening|Akkoord|Voor gezien)\b")
_ASIDE = frozenset({Part.HEAD, Part.COLOPHON})
MOST_HEADS = 6  # words of the head of a table that was read as a line of text
BESIDE_HEAD, RIGHT_OF_HEAD, BELOW_LAST = 12.0, 60.0, 30.0  # points around the column below such a head
_CLOSING = re.compile(
    r"^(?:De |DE )?(?:[Mm]inister(?:-president)?|[Ss]taatssecretaris|MINISTER|STAATSSECRETARIS)\b"
    r"|^(?:Hoogachtend|Met vriendelijke groet|Met hartelijke groet|namens deze|Namens deze|Voor akkoord|Akkoord)\b"
)


class Laid:
    """What stands on each page, looked up once: a document of hundreds of pages asks for every one of them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: dict[int, list[tuple[int, Word]]] = {}
        for at, word in enumerate(document.words):
            self.words.setdefault(word.box.page, []).append((at, word))
        self.blocks: dict[int, list[tuple[Block, tuple[Box, ...]]]] = {}
        for block in document.blocks:
            boxes = document.boxes(block.span)
            for page in dict.fromkeys(box.page for box in boxes):
                self.blocks.setdefault(page, []).append((block, boxes))
        pictures = document.parts(Part.PICTURE)
        self.in_pictures = {at for block in pictures for at in document.indices(block.span)}


def find_ink(source: Path, document: Document) -> tuple[Mark, ...]:
    """Boxes around handwriting on the pages of a PDF or picture; pages without a place for it are not drawn."""
    marks: list[Mark] = []
    laid = Laid(document)
    for view in views(source, [page.turn for page in document.pages]):
        page = document.pages[view.number - 1]
        # What nobody read may hold a name: doubt hides.
        marks += [Mark(grown(box, PAD), Category.OTHER, GROUND) for box in page.written]
        zones = list(_zones(laid, view))
        boxes = _on_scan(laid, view, zones) if page.source is Source.OCR else _on_digital(laid, view, zones)
        # a signature has loose strokes
        marks += [Mark(grown(box, PAD), Category.SIGNATURE, GROUND) for box in joined(boxes, NEAR)]
    return tuple(marks)


def _zones(laid: Laid, view: View) -> Iterator[Box]:
    """Where a signature may stand: below a closing line, and below and beside a label such as "Parafenroute"."""
    number, document = view.number, laid.document
    here = [(block, [box for box in boxes if box.page == number]) for block, boxes in laid.blocks.get(number, ())]
    if _closed_before(laid, number):
        yield Box(number, 0, 0, view.width, TOP_OF_PAGE * view.height)
    side = [box for block, boxes in here if block.part is Part.COLOPHON for box in boxes]
    if side and document.pages[number - 1].source is Source.OCR:  # of a scan the label "Paraaf" may be unread
        left, top = min(box.x0 for box in side) - PAD, min(box.top for box in side)
        yield Box(number, left, top, view.width, max(box.bottom for box in side) + BELOW_ROUTE)
    for block, boxes in here:
        text = document.at(block.span)
        top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
        label = label_of(text) if block.level == 1 else None
        if block.part is Part.PARAGRAPH and _is_closing(text):
            yield Box(number, 0, top - ABOVE_NAME, view.width, bottom + BELOW_CLOSING)
        elif (label and label.key == "route") or (block.part in _ASIDE and _SIGNED_LABEL.match(text)):
            yield Box(number, 0, top - 4, view.width, bottom + BELOW_ROUTE)
    if document.pages[number - 1].source is Source.OCR:
        yield from _signed_columns(laid, number)


def _signed_columns(laid: Laid, number: int) -> Iterator[Box]:
    """Below the head of a table's column for parafen or signatures, as far down as its rows go."""
    blocks = laid.blocks.get(number, ())
    for at, (block, _) in enumerate(blocks):
        heads = _heads_of_signed(laid.document, block)
        rows = list(takewhile(lambda other: other[0].part is Part.ROW, blocks[at + 1 :])) if heads else []
        for head in (box for box in heads if box.page == number):
            # Where OCR saw the lines of a table as text, its rows are as many as a route has
            low = max((box.bottom for _, boxes in rows for box in boxes if box.page == number), default=0.0)
            low = low + BELOW_LAST if low else head.bottom + BELOW_CLOSING
            yield Box(number, head.x0 - BESIDE_HEAD, head.bottom, head.x1 + RIGHT_OF_HEAD, low)


def _heads_of_signed(document: Document, block: Block) -> list[Box]:
    words = [document.words[at] for at in document.indices(block.span)]
    row = block.part is Part.ROW and " | " in document.at(block.span)
    if not row and (block.part is not Part.PARAGRAPH or not 2 <= len(words) <= MOST_HEADS):
        return []
    return [word.box for word in words if _SIGNED_HEAD.fullmatch(word.text)]


def _is_closing(text: str) -> bool:
    return len(text) < 160 and bool(_CLOSING.match(text))


def _closed_before(laid: Laid, number: int) -> bool:
    """True when the page before ends in a closing line: the signature then stands at the top of this one."""
    last = [(block, boxes) for block, boxes in laid.blocks.get(number - 1, ()) if block.part is Part.PARAGRAPH]
    lowest = max(last, key=lambda place: max(box.bottom for box in place[1]), default=None)
    return lowest is not None and _is_closing(laid.document.at(lowest[0].span))


def _on_scan(laid: Laid, view: View, zones: Sequence[Box]) -> list[Box]:
    """Handwriting in the zones, and what is in a pen's colour anywhere."""
    lowest, spread = channels(view.draw(DPI))
    scale = lowest.shape[1] / view.width
    free = _without_words(lowest < DARK, laid, view.number, scale)
    ink = free & _inside(zones, free, scale)
    if ink.any():
        ink &= _level(free, laid.document.pages[view.number - 1].lean, scale)
    ink |= _without_words((spread > COLOURED) & (lowest < 170), laid, view.number, scale)
    return [piece.tight for piece in pieces(ink, view.number, scale) if _is_handwriting(piece)]


def _on_digital(laid: Laid, view: View, zones: Sequence[Box]) -> list[Box]:
    """Handwriting in the zones, and scrawls anywhere below the head and in tables."""
    look = np.asarray(view.grey(DPI))
    scale = look.shape[1] / view.width
    free = _without_words(look < FAINT, laid, view.number, scale)
    level = _without_rules(free, scale) if free.any() else free
    signed = level & _inside(zones, free, scale)
    found = [piece.tight for piece in pieces(signed, view.number, scale) if _is_handwriting(piece)]
    if level.any():
        level &= ~(straight(free, UPRIGHT) | straight(free.T, LYING).T)
    scrawls = (piece for piece in pieces(level, view.number, scale) if _is_scrawl(piece, level, scale))
    rows = list(_rows_of_tables(laid, view))
    return found + [piece.tight for piece in scrawls if _is_below_head(piece.tight, view, rows)]


def _is_below_head(box: Box, view: View, rows: Sequence[Box]) -> bool:
    """Whether it is no part of the letterhead: the logo at the top, the word "nota" that some print as a picture."""
    if any(box.overlaps(row) for row in rows):
        return True
    if view.number > 1:
        return box.bottom > HEAD_AGAIN * view.height
    return box.bottom > TITLE * view.height or (box.bottom > HEAD * view.height and box.width >= SIGNATURE)


def _rows_of_tables(laid: Laid, view: View) -> Iterator[Box]:
    for block, boxes in laid.blocks.get(view.number, ()):
        if block.part is Part.ROW:
            here = [box for box in boxes if box.page == view.number]
            yield Box(view.number, 0, min(box.top for box in here), view.width, max(box.bottom for box in here))


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
        rows = thin.any(axis=1)  # few: on most of a page words stand
        here = _share(band(thin, 1)[rows], -NEARBY, NEARBY, scale)
        wide = band(thin, 3)[rows]
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


def _rows(box: Box, scale: float) -> slice:
    return slice(max(0, int(box.top * scale)), max(0, int(box.bottom * scale) + 1))


def _columns(box: Box, scale: float) -> slice:
    return slice(max(0, int(box.x0 * scale)), max(0, int(box.x1 * scale) + 1))


def _is_handwriting(piece: Piece) -> bool:
    width, height = piece.tight.width, piece.tight.height
    fits = SMALLEST[0] <= width <= LARGEST[0] and SMALLEST[1] <= height <= LARGEST[1]
    return fits and piece.share <= DENSEST


def _is_scrawl(piece: Piece, ink: Pixels, scale: float) -> bool:
    """Whether a piece winds like a paraaf."""
    (narrowest, lowest), (widest, highest), most = SCRAWLED
    width, height = piece.tight.width, piece.tight.height
    fits = narrowest <= width <= widest and lowest <= height <= highest and piece.share <= most
    if not fits or piece.share * width * height * scale < WINDING * math.hypot(width, height):
        return False
    part = ink[_rows(piece.tight, scale), _columns(piece.tight, scale)]
    across, down = _met(part), _met(part.T)
    ring = max(across, down) < ROUND[0] and abs(width - height) < ROUND[1]
    return across + down >= CROSSED and not ring


def _met(ink: Pixels) -> float:
    """How often a row with ink meets it on average."""
    starts = np.diff(np.pad(ink.astype(np.int8), ((0, 0), (1, 0))), axis=1) == 1
    counts = starts.sum(axis=1)
    return float(counts[counts > 0].mean()) if counts.any() else 0.0
