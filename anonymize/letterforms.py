"""Which letter a shape looks like: held against the letters of the common fonts that PDFium has of its own.

A quick look for the many shapes that are what they say; what it does not know, OCR is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from pikepdf import Dictionary, Name
from PIL import Image, ImageChops, ImageDraw

from anonymize.display import SHARES, Point, Step, bounds, reached
from anonymize.faces import Sign
from anonymize.shapes import UNITS, Font
from anonymize.wording import ocr_fold

GRID = 20  # cells across and down a shape
COARSE = 5  # the same for a first look
ROUND = 1e-4  # that two reckonings of one distance may differ
FINER = 4  # pixels across and down a cell
WHITE = 255
_SHARES = np.array(SHARES)
FAR = 0.2  # of the cells' ink, on average: what differs more looks like no letter
STRETCHED = 1.6  # times as wide as a letter of the reference
STROKES, DASH = 5, 1.2  # contours of a mark, and its width in ems, at most
LOOKS = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Times-Roman", "Times-Bold", "Times-Italic", "Courier")
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789éëïöüáàèóçêâîôûñäùÉËÏÖ"

Cells = np.ndarray[Any, Any]


class Form(NamedTuple):
    """A shape on a grid that its sides touch, and how wide it is for its height."""

    cells: Cells
    aspect: float


class Known(NamedTuple):
    """Letters of common fonts, the narrowest for its height first: shapes, fine and coarse, and how wide for that."""

    cells: Cells
    coarse: Cells
    aspects: Cells
    letters: list[str]


def looks_as_said(sign: Sign) -> bool:
    """True when the letter that a shape is most like is the one that it stands for, or one easily taken for it."""
    form = form_of(sign.outline)
    if form is None or len(sign.text) != 1:
        return False
    known = _references()
    first, end = np.searchsorted(known.aspects, (form.aspect / STRETCHED, form.aspect * STRETCHED), "right").tolist()
    if first == end:
        return False
    # Shapes differ by no less than their coarse pictures do: most are too far away to be looked at closely.
    least = np.abs(known.coarse[first:end] - _coarse(form.cells).ravel()).mean(axis=1)
    guess = _away(known.cells[[first + int(least.argmin())]], form.cells)[0]
    near = first + np.flatnonzero(least <= guess + ROUND)
    away = _away(known.cells[near], form.cells)
    best = int(away.argmin())
    return bool(away[best] < FAR) and known.letters[near[best]] == ocr_fold(sign.text)


def _away(forms: Cells, cells: Cells) -> Cells:
    return np.asarray(np.abs(forms - cells).mean(axis=(1, 2)))


def _coarse(cells: Cells) -> Cells:
    """A shape, or many, with the mean of some cells for each; adding slices costs least."""
    by = GRID // COARSE
    rows = np.sum([cells[..., at::by, :] for at in range(by)], axis=0)
    return np.asarray(np.sum([rows[..., at::by] for at in range(by)], axis=0) / np.float32(by * by))


def is_mark(outline: Iterable[Step]) -> bool:
    """True for a shape that may be a stop, a dash or a bullet: few strokes, no wider than the longest dash."""
    steps = tuple(outline)
    frame = bounds(reached(steps))
    return sum(step.verb == "m" for step in steps) <= STROKES and frame.x1 - frame.x0 <= DASH * UNITS


@cache
def _references() -> Known:
    found: list[tuple[float, str, Cells]] = []
    for look in LOOKS:
        font = Font(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{look}"), Encoding=Name.WinAnsiEncoding)
        )
        forms = ((letter, form_of(font.glyph(letter.encode("cp1252")[0]).outline)) for letter in LETTERS)
        found += [(form.aspect, ocr_fold(letter), form.cells) for letter, form in forms if form]
    found.sort(key=lambda one: one[0])
    cells = np.stack([one for *_, one in found])
    coarse = _coarse(cells).reshape(len(found), -1)
    return Known(cells, coarse, np.array([aspect for aspect, *_ in found]), [letter for _, letter, _ in found])


def form_of(outline: Iterable[Step]) -> Form | None:
    """A shape on the grid; None for one without extent."""
    points, ends = _points(outline)
    if not len(points):
        return None
    low, high = points.min(axis=0), points.max(axis=0)
    width, height = (high - low).tolist()
    if width <= 0 or height <= 0:
        return None
    side = GRID * FINER
    placed = np.abs(points - (low[0], high[1])) * ((side - 1) / width, (side - 1) / height)
    picture: Image.Image | None = None
    for first, end in pairwise((0, *ends)):
        if end - first > 2:
            layer = Image.new("1", (side, side), 0)
            ImageDraw.Draw(layer).polygon(placed[first:end].ravel().tolist(), fill=1)
            picture = ImageChops.logical_xor(picture, layer) if picture else layer
    picture = picture or Image.new("1", (side, side), 0)
    return Form(np.asarray(picture.convert("L").reduce(FINER), dtype=np.float32) / np.float32(WHITE), width / height)


def _points(outline: Iterable[Step]) -> tuple[Cells, list[int]]:
    """Points that the contours of an outline reach, all of them, and where in them each contour ends.

    The same as `display.reached` gives, for all curves at once: a document has a hundred letters, with a thousand.
    """
    bends: list[float] = []  # of each step the four points of a curve; a line's are all its end
    places: list[int] = []  # of what is reached on the way, all of a curve, and the end of a line
    ends: list[int] = []
    at, all_ = 0, len(SHARES)
    last: Point = (0.0, 0.0)
    for verb, points in outline:
        if verb == "h":
            continue
        if verb == "m" and places:
            ends.append(len(places))
        for x, y in (last, *points) if verb == "c" else points * 4:
            bends += x, y
        at += all_
        places += range(at - all_, at) if verb == "c" else (at - 1,)
        last = points[-1]
    reached = np.matmul(_SHARES, np.array(bends, dtype=float).reshape(-1, 4, 2)).reshape(-1, 2)
    return reached[places], [*ends, len(places)]
