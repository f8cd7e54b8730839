"""Which letter a shape looks like: held against the letters of the common fonts that PDFium has of its own.

A quick look for the many shapes that are what they say; what it does not know, OCR is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from pikepdf import Dictionary, Name
from PIL import Image, ImageChops, ImageDraw

from anonymize.display import Point, Step, bounds, reached
from anonymize.faces import Sign
from anonymize.shapes import UNITS, Font
from anonymize.wording import ocr_fold

GRID = 20  # cells across and down a shape
COARSE = 5  # the same for a first look
ROUND = 1e-4  # that two reckonings of one distance may differ
FINER = 4  # pixels in a cell
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
    """The shapes of letters of common fonts, fine and coarse, how wide they are for their height, and their letters."""

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
    near = np.flatnonzero((known.aspects < form.aspect * STRETCHED) & (form.aspect < known.aspects * STRETCHED))
    if not len(near):
        return False
    # Shapes differ by no less than their coarse pictures do: most are too far away to be looked at closely.
    least = np.abs(known.coarse[near] - _coarse(form.cells)).mean(axis=(1, 2))
    guess = _away(known.cells[near[[least.argmin()]]], form.cells)[0]
    near = near[least <= guess + ROUND]
    away = _away(known.cells[near], form.cells)
    best = int(away.argmin())
    return bool(away[best] < FAR) and known.letters[near[best]] == ocr_fold(sign.text)


def _away(forms: Cells, cells: Cells) -> Cells:
    return np.asarray(np.abs(forms - cells).mean(axis=(1, 2)))


def _coarse(cells: Cells, by: int = GRID // COARSE) -> Cells:
    """A shape, or many, with the mean of `by` times `by` cells for each; adding slices costs least."""
    rows = np.sum([cells[..., at::by, :] for at in range(by)], axis=0)
    return np.asarray(np.sum([rows[..., at::by] for at in range(by)], axis=0) / np.float32(by * by))


def is_mark(outline: Iterable[Step]) -> bool:
    """True for a shape that may be a stop, a dash or a bullet: few strokes, no wider than the longest dash."""
    steps = tuple(outline)
    frame = bounds(reached(steps))
    return sum(step.verb == "m" for step in steps) <= STROKES and frame.x1 - frame.x0 <= DASH * UNITS


@cache
def _references() -> Known:
    forms: list[Form] = []
    letters: list[str] = []
    for look in LOOKS:
        font = Font(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{look}"), Encoding=Name.WinAnsiEncoding)
        )
        for letter in LETTERS:
            if form := form_of(font.glyph(letter.encode("cp1252")[0]).outline):
                forms.append(form)
                letters.append(ocr_fold(letter))
    cells = np.stack([form.cells for form in forms])
    return Known(cells, _coarse(cells), np.array([form.aspect for form in forms]), letters)


def form_of(outline: Iterable[Step]) -> Form | None:
    """A shape on the grid; None for one without extent."""
    contours = list(_contours(outline))
    frame = bounds(point for contour in contours for point in contour)
    width, height = frame.x1 - frame.x0, frame.y1 - frame.y0
    if width <= 0 or height <= 0:
        return None
    side = GRID * FINER
    picture: Image.Image | None = None
    for contour in contours:
        points = [((x - frame.x0) / width * (side - 1), (frame.y1 - y) / height * (side - 1)) for x, y in contour]
        if len(points) > 2:
            layer = Image.new("1", (side, side), 0)
            ImageDraw.Draw(layer).polygon(points, fill=1)
            picture = ImageChops.logical_xor(picture, layer) if picture else layer
    cells = np.asarray(picture or Image.new("1", (side, side), 0), dtype=np.float32)
    return Form(_coarse(cells, FINER), width / height)


def _contours(steps: Iterable[Step]) -> Iterable[list[Point]]:
    contour: list[Step] = []
    for step in steps:
        if step.verb == "m" and contour:
            yield list(reached(contour))
            contour = []
        if step.verb != "h":
            contour.append(step)
    if contour:
        yield list(reached(contour))
