"""What a digital page shows beside its text layer: pictures, outlines of letters, fonts without meaning.

Found as contrast that no word of the layer explains, and read by OCR: what a person can read must be hidden too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from PIL import Image

from corpus import ocr, views
from corpus.document import Box, Word
from corpus.layer import Layer
from corpus.pieces import Pixels, grown, joined, pieces, straight
from corpus.sheet import Segment, Token

OCR_DPI = 300
EDGE = 60  # grey levels between neighbouring pixels of a letter and its ground
PAD = 2.0  # points around a word that it explains
RULE = 36.0  # points: longer straight edges are rules, frames and bars
SIDE, THIN, UNBROKEN, STRAY = 14.0, 4, 0.6, 0.05  # points and pixels of what is left of a shorter one; shares of it
SMALLEST = (4.0, 10.0)  # points: the shorter and the longer side of the smallest piece that may be a word
TOGETHER = 12.0  # points: pieces nearer than this are read at once
MARGIN = 4.0  # points of ground around what is read
LOW = 40.0  # points: a lower piece is read as lines of text, a higher one as a page
SURE = 0.6
KNOWN = 16  # pictures of which is known what OCR reads in them
FLAT = 1.6  # times as wide as high: words in it lie along it, if any


def unread(view: views.View, layer: Layer, boxes: Sequence[Box]) -> tuple[Segment, ...]:
    """The lines that a page shows in those `boxes` that `unexplained` gives."""
    if not boxes:
        return ()
    drawn = view.grey(OCR_DPI)
    found: list[Segment] = []
    for box in boxes:
        lines = ([Token(word) for word in line if not _doubled(word.box, layer)] for line in _read(drawn, box, view))
        found += [Segment(line) for line in lines if line]
    return tuple(segment for segment in found if _says_something(segment))


def _says_something(segment: Segment) -> bool:
    """False for what OCR makes of the border of a cell: "|"."""
    return any(sign.isalnum() for token in segment.tokens for sign in token.word.seen)


def unexplained(view: views.View, layer: Layer, look: Image.Image) -> list[Box]:
    """Where contrast is left that neither a word nor a rule explains. `look` is the page at a low resolution."""
    scale = look.width / view.width
    edges = _edges(np.asarray(look))
    long = round(RULE * scale)
    edges &= ~straight(edges, long) & ~straight(edges.T.copy(), long).T
    words = [token.word.box for token in layer.tokens]
    for box in [*words, *(token.word.box for segment in layer.askew for token in segment.tokens)]:
        edges[_rows(box, scale), _columns(box, scale)] = False
    boxes = (piece.cells for piece in pieces(edges, view.number, scale) if _may_be_a_word(piece.cells))
    return joined([box for box in boxes if not _is_rule(edges, box, scale)], TOGETHER)


def _is_rule(edges: Pixels, box: Box, scale: float) -> bool:
    """Whether all that is left in a strip lies along one line: the side of a cell, cut by the rules across it."""
    if max(box.width, box.height) < SIDE:
        return False
    inside = edges[int(box.top * scale) : int(box.bottom * scale), int(box.x0 * scale) : int(box.x1 * scale)]
    shares = inside.mean(axis=0 if box.height > box.width else 1)
    lines = np.flatnonzero(shares > STRAY)
    return len(lines) > 0 and int(lines[-1] - lines[0]) < THIN and float(shares.max()) >= UNBROKEN


def _edges(grey: Pixels) -> Pixels:
    edges = np.zeros(grey.shape, dtype=bool)
    edges[:, 1:] |= _step(grey[:, 1:], grey[:, :-1]) > EDGE
    edges[1:, :] |= _step(grey[1:, :], grey[:-1, :]) > EDGE
    return edges


def _step(one: Pixels, other: Pixels) -> Pixels:
    return np.asarray(np.maximum(one, other) - np.minimum(one, other))


def _rows(box: Box, scale: float) -> slice:
    return slice(max(0, int((box.top - PAD) * scale)), max(0, int((box.bottom + PAD) * scale) + 1))


def _columns(box: Box, scale: float) -> slice:
    return slice(max(0, int((box.x0 - PAD) * scale)), max(0, int((box.x1 + PAD) * scale) + 1))


def _may_be_a_word(box: Box) -> bool:
    return min(box.width, box.height) >= SMALLEST[0] and max(box.width, box.height) >= SMALLEST[1]


def _read(drawn: Image.Image, box: Box, view: views.View) -> list[list[Word]]:
    """The lines in a box, in the first turn in which there is a word; as they stand where there is none."""
    scale = view.width / drawn.width
    box = grown(box, MARGIN)
    box = Box(box.page, max(0.0, box.x0), max(0.0, box.top), min(view.width, box.x1), min(view.height, box.bottom))
    crop = drawn.crop((int(box.x0 / scale), int(box.top / scale), int(box.x1 / scale), int(box.bottom / scale)))
    cut = views.View(box.page, crop.width * scale, crop.height * scale, lambda dpi: crop, lambda dpi: crop)
    first: list[list[Word]] = []
    for turn in _turns(box):
        turned = views.turned(cut, turn)
        psm = 6 if turned.height < LOW else 3
        picture = turned.grey(OCR_DPI)
        lines = _lines(picture.size, picture.tobytes(), scale, psm)
        words = [[_placed(word, box, cut, turn) for word in line] for line in lines]
        if any(_is_word(word) for line in words for word in line):
            return words
        first = first or words
    return first


@lru_cache(maxsize=KNOWN)
def _lines(size: tuple[int, int], grey: bytes, scale: float, psm: int) -> tuple[tuple[Word, ...], ...]:
    """The lines of words in a picture, wherever it stands: a logo is on every page."""
    found = ocr.recognise(Image.frombytes("L", size, grey), 1, scale, psm=psm, dpi=OCR_DPI)
    return tuple(line.words for line in found)


def _turns(box: Box) -> tuple[int, ...]:
    """The degrees, clockwise, after which words may stand upright: lines of words are longer than high."""
    if box.width > FLAT * box.height:
        return (0, 180)
    return (0, 270, 90) if box.height > FLAT * box.width else (0, 270, 90, 180)


def _is_word(word: Word) -> bool:
    return word.sure >= SURE and sum(sign.isalnum() for sign in word.seen) > 2


def _placed(word: Word, by: Box, cut: views.View, turn: int) -> Word:
    """A word of a turned piece at its place on the page."""
    x0, top, x1, bottom = word.box[1:]
    for _ in range(-turn % 360 // 90):  # a quarter clockwise: what was the left edge becomes the top edge
        height = cut.width if turn % 180 else cut.height
        x0, top, x1, bottom = height - bottom, x0, height - top, x1
        turn += 90
    return word._replace(box=Box(by.page, x0 + by.x0, top + by.top, x1 + by.x0, bottom + by.top))


def _doubled(box: Box, layer: Layer) -> bool:
    boxes: Sequence[Box] = [token.word.box for token in layer.tokens]
    return any(other.overlaps(box) for other in boxes)
