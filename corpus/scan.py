"""A page that is read by OCR: words, what is noise among them, and which way up the page lies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from corpus import ocr, remarks, views
from corpus.crossed import uncrossed
from corpus.document import Page, Source, Word, around
from corpus.errors import Unreadable
from corpus.footnotes import HIGHEST_NOTE
from corpus.greys import DARK, Greys
from corpus.house_number import with_letter
from corpus.raised import with_marks
from corpus.repair import is_bullet
from corpus.sheet import Segment, Sheet, Token
from corpus.skew import Lean, Slope, straightened
from corpus.slant import italic_lines
from corpus.specks import SURE, is_column, is_noise, without_specks
from corpus.stack import stacked
from corpus.strokes import bold_lines
from corpus.traces import is_underlined, rules, with_bullet, with_number
from corpus.words import commonness, label_of

OCR_DPI = 300
GREYS, BILEVEL = slice(16, 240), 0.002  # levels that are neither black nor white; a picture with fewer has two colours
SOFT = 0.8  # pixels
COARSE_DPI = 180  # a scan below it is enlarged
_GLUED = re.compile(r"(?:[«¢©®*•°·]_*|[-–=»]?_+)(?=[A-ZÀ-Ý][a-zà-ÿ])")
_CLOSE = re.compile(r"(?<=[a-z)])(?=[A-Z\d])")
LABEL = 3  # words of a label that a value may stand close against
POOR = 0.3  # share of Dutch words below which a page may lie on its side
FEW = 8  # words: fewer say nothing about how well a page was read
HANG = 4.0  # times the height of a line: room between a bullet and its text at most
DOUBT = 0.1  # share of doubtful words that is worth a remark
LOST = 0.6  # share of doubtful words above which nobody can say what is on a page


class Reading(NamedTuple):
    """What OCR read in a picture; `scale` is points per pixel of it, `turn` degrees clockwise. Boxes in points."""

    lines: tuple[ocr.Line, ...]
    picture: Image.Image
    scale: float
    lean: Lean | Slope | None
    turn: int = 0


def scan_sheet(view: views.View) -> Sheet:
    """A page read by OCR, upright and level; boxes in points of what was read, `lean` tells the way back to the page.

    Raises Unreadable where it is not to be read.
    """
    reading = _upright(view)
    lines = reading.lines
    view = views.turned(view, reading.turn)
    words = [word for line in lines for word in line.words]
    doubtful = sum(word.sure < SURE for word in words) / max(1, len(words))
    if doubtful > LOST and len(words) >= FEW and _share(words) < POOR:
        raise Unreadable(f"Pagina {view.number} is niet betrouwbaar te lezen. Beoordeel het stuk met de hand.")
    rule_places = rules(reading.picture, reading.scale, lines)
    notes_from = _notes_from(lines, rule_places, view.height)
    read_, noise = _without_noise(reading, notes_from, median(word.box.height for word in words) if words else 0.0)
    lean = reading.lean.degrees if reading.lean else 0.0
    page = Page(view.number, view.width, view.height, Source.OCR, round(doubtful, 3), reading.turn, lean=lean)
    said = (remarks.doubtful(doubtful),) if doubtful > DOUBT else ()
    return Sheet(page, tuple(read_), (), rule_places, tuple(noise), said, reading.lean)


def _notes_from(lines: Sequence[ocr.Line], rule_places: Sequence[float], height: float) -> float:
    """The y below which footnotes may stand: the lowest rule, else the widest step in the lower half; points."""
    if low := [y for y in rule_places if y > HIGHEST_NOTE * height]:
        return max(low)
    tops = sorted(line.words[0].box.top for line in lines if len(line.words) > 1)
    steps = [(other - one, other) for one, other in pairwise(tops)]
    return max((step for step in steps if step[1] > height / 2), default=(0.0, height))[1] - 1


def _without_noise(reading: Reading, notes_from: float, height: float) -> tuple[list[Segment], list[Segment]]:
    """The segments of text, and those of stamps and of what OCR made of specks, handwriting and rules.

    `notes_from` is the y below which footnotes may stand, `height` that of most words; points.
    """
    noise: list[Segment] = []
    kept: list[list[ocr.Line]] = []
    grey = np.asarray(reading.picture)
    greys = Greys(grey, grey < DARK, reading.scale)
    for line in reading.lines:
        if is_column(line.words):
            noise += [Segment([Token(word)]) for word in line.words]
            continue
        words, specks = without_specks(_with_loose_bullet(line.words), height)
        noise += [Segment([Token(word)]) for word in specks]
        if words:
            kept.append(_parted(line, _looked_at(words, greys, notes_from)))
    every = [part for parts in kept for part in parts]
    bold = bold_lines(every, reading.picture, reading.scale)
    italic = italic_lines(every, reading.picture, reading.scale)
    text: list[Segment] = []
    for parts in kept:
        whole = [word for part in parts for word in part.words]
        for part in parts:
            lined = is_underlined(around(word.box for word in part.words), greys.ink, reading.scale)
            face = {"bold": part in bold, "italic": part in italic, "lined": lined}
            segment = Segment([Token(word, **face) for word in part.words])
            (noise if is_noise(segment, whole, height) else text).append(segment)
    return text, noise


def _looked_at(words: Sequence[Word], greys: Greys, notes_from: float) -> Sequence[Word]:
    """The words of a line with what the picture shows and OCR did not read."""
    grey, ink, scale = greys
    words = with_marks([with_letter(word, grey, scale) for word in words], grey, scale)
    traced = with_bullet(words, ink, scale)
    if len(traced) == len(words) and words[0].box.top > notes_from:
        traced = with_number(words, ink, scale)
    return traced


def _upright(view: views.View) -> Reading:
    """The reading of a page; of one in which hardly a word is Dutch, the best of four turns."""
    best = _reading(view)
    if not best.lines or _share([word for line in best.lines for word in line.words]) >= POOR:
        return best
    for turn in (90, 270, 180):
        found = _reading(views.turned(view, turn))
        if _known(found.lines) > max(2 * _known(best.lines), FEW):
            best = found._replace(turn=turn)
    return best


def _reading(view: views.View) -> Reading:
    """The reading of a page made level; where that gives hardly a word, what is best of that and the page as it lies.

    On a page of two lines specks weigh as much as letters, and the lean that they seem to have may hide all text.
    """
    drawn = _softened(_enlarged(view.grey(OCR_DPI), view.width))
    scale = view.width / drawn.width
    level, lean = straightened(drawn, scale)
    found = _read(view.number, level, scale, lean)
    if lean is None or _known(found.lines) >= FEW:
        return found
    return max(found, _read(view.number, drawn, scale, None), key=lambda reading: _known(reading.lines))


def _read(page: int, picture: Image.Image, scale: float, lean: Lean | Slope | None) -> Reading:
    stack = stacked(picture, scale)
    dpi = round(72 / scale)
    lines = ocr.recognise(stack.picture, page, scale, dpi=dpi)
    again = partial(ocr.recognise, page=page, scale=scale, psm=6, dpi=dpi)
    return Reading(tuple(uncrossed([*map(stack.back, lines)], picture, scale, again)), picture, scale, lean)


def _known(lines: Sequence[ocr.Line]) -> int:
    """How many words are Dutch and sure."""
    return sum(_is_known(word) for line in lines for word in line.words)


def _share(words: Sequence[Word]) -> float:
    return sum(map(_is_known, words)) / max(1, len(words))


def _is_known(word: Word) -> bool:
    """True for a Dutch word that was read surely and upright: tesseract also reads lines that lie on their side."""
    if len(word.seen) > 3 and word.box.height > word.box.width:
        return False
    bare = word.seen.strip(".,;:()'\"")
    return word.sure >= SURE and len(bare) > 2 and bare.isalpha() and commonness(bare) > 2


def _enlarged(drawn: Image.Image, width: float) -> Image.Image:
    """A coarse scan brought to OCR_DPI: at 150 dpi it left 59 words of 2865 wrong instead of 74.

    At 200 dpi it left 56 instead of 49 for a quarter more time, so those stay as they are.
    """
    factor = OCR_DPI / 72 * width / drawn.width
    return views.scaled(drawn, factor) if factor > OCR_DPI / COARSE_DPI else drawn


def _softened(drawn: Image.Image) -> Image.Image:
    """A picture in black and white with soft edges: it left 127 words of 5730 wrong at 200 dpi instead of 145."""
    histogram = drawn.histogram()
    grey = sum(histogram[GREYS]) / max(1, drawn.width * drawn.height)
    return drawn.filter(ImageFilter.GaussianBlur(SOFT)) if grey < BILEVEL else drawn


def _with_loose_bullet(words: Sequence[Word]) -> Sequence[Word]:
    """The words of a line, with a bullet that OCR glued to the first of them set apart: "«In de brief"."""
    first = words[0]
    match = _GLUED.match(first.seen)
    if not match:
        return words
    x = first.box.x0 + first.box.width * match.end() / len(first.seen)
    bullet = first._replace(text=first.seen[0], seen=match[0], box=first.box._replace(x1=x))
    left = first.seen[match.end() :]
    return [bullet, first._replace(text=left, seen=left, box=first.box._replace(x0=x)), *words[1:]]


def _parted(line: ocr.Line, words: Sequence[Word]) -> list[ocr.Line]:
    """The words of a line that tesseract made, parted at gaps: it follows skew better than boxes do."""
    height = sorted(word.box.height for word in words)[len(words) // 2]
    runs: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box.x0):
        gap = word.box.x0 - runs[-1][-1].box.x1 if runs else 0.0
        hangs = len(runs) == 1 and len(runs[0]) == 1 and is_bullet(runs[0][0].seen, ocr=True) and gap <= HANG * height
        if runs and (gap <= 1.8 * height or hangs):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [line._replace(words=tuple(part)) for run in runs for part in _label_apart(run)]


def _label_apart(words: Sequence[Word]) -> list[Sequence[Word]]:
    """The words of a run; label and value each by itself where they stand close together: "Ons kenmerk5310077".

    Where one ends is a guess: the box of the value takes a letter more, so that it covers all of it when it is hidden.
    """
    for at, word in enumerate(words[:LABEL]):
        for cut in _CLOSE.finditer(word.seen):
            label, value = word.seen[: cut.start()], word.seen[cut.start() :]
            if label_of(" ".join((*(before.seen for before in words[:at]), label))):
                letter = word.box.width / len(word.seen)
                x = word.box.x0 + letter * len(label)
                first = word._replace(text=label, seen=label, box=word.box._replace(x1=x))
                second = word._replace(text=word.text[len(label) :], seen=value, box=word.box._replace(x0=x - letter))
                return [[*words[:at], first], [second, *words[at + 1 :]]]
    return [words]
