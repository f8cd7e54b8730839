"""Fonts of a rebuilt document: only the letters that are kept, drawn anew, with codes of our own.

Letters are sorted by their text and shape before they get a code, so that neither codes nor gaps between them tell in
what order, or beside which others, they stood in the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import floor
from typing import Any, NamedTuple

import pikepdf
from fontTools.cu2qu import curve_to_quadratic
from pikepdf import Array, Dictionary, Name

from anonymize import font
from anonymize.display import RefusedError, Step
from anonymize.shapes import UNITS, Font
from anonymize.truetype import Contour, Glyph, Point, truetype

PREFIX = "Lakwerk"
ERROR = 1.0  # UNITS that a curve may differ: a two-thousandth of the size
MOST = 60_000


class Sign(NamedTuple):
    """A letter as a font holds it: what it says, its shape in UNITS, its width in thousandths of the size."""

    text: str
    outline: tuple[Step, ...]
    width: float

    def __hash__(self) -> int:
        """Of little: a letter is looked up for each time that it stands on a page, and its outline is long."""
        return hash((self.text, self.width, len(self.outline)))


BLANK = Sign(" ", (), 270.0)


class Face:
    """One font to write: whatever was added before `seal`."""

    def __init__(self) -> None:
        self._signs: set[Sign] = set()
        self._code: dict[Sign, int] = {}

    def add(self, sign: Sign) -> None:
        self._signs.add(sign)

    def seal(self) -> None:
        if len(self._signs) > MOST:
            raise RefusedError("too many letters")
        self._code = {sign: code for code, sign in enumerate(sorted(self._signs), 1)}

    @property
    def signs(self) -> tuple[Sign, ...]:
        return tuple(self._code)

    def code(self, sign: Sign) -> str:
        return f"{self._code[sign]:04x}"


def embed(pdf: pikepdf.Pdf, face: Face, number: int) -> pikepdf.Object:
    """The font as an object of the PDF."""
    signs = face.signs
    ascent, descent, box = _extent(signs)
    widths = Array([1, Array([_number(sign.width) for sign in signs])])
    texts = [sign.text for sign in signs]
    return font.type0(
        pdf, f"{PREFIX}{number}", program(signs), texts, box, ascent=ascent, descent=descent, DW=0, W=widths
    )


def _number(value: float) -> Any:
    return int(value) if value == int(value) else round(value, 2)


def _extent(signs: Sequence[Sign]) -> tuple[int, int, list[int]]:
    points = [point for sign in signs for step in sign.outline for point in step.points] or [(0, 0), (500, 700)]
    scale = 1000 / UNITS
    xs, ys = [round(x * scale) for x, _ in points], [round(y * scale) for _, y in points]
    return max(ys), min(0, min(ys)), [min(xs), min(ys), max(xs), max(ys)]


def program(signs: Sequence[Sign]) -> bytes:
    """A TrueType file of these letters: the same letters give the same bytes."""
    glyphs = [Glyph(round(sign.width * UNITS / 1000), _left(sign), list(contours(sign.outline))) for sign in signs]
    return truetype(UNITS, [Glyph(0, 0, ()), *glyphs], round(0.9 * UNITS), -round(0.25 * UNITS))


def _left(sign: Sign) -> int:
    return round(min((x for step in sign.outline for x, _ in step.points), default=0))


def contours(outline: Iterable[Step]) -> Iterator[Contour]:
    """The closed lines of a letter, its curves as TrueType has them; one of a single point is none."""
    points: list[Point] = []
    for step in outline:
        if step.verb in "mh" and points:
            yield from _closed(points)
            points = []
        if step.verb == "c":
            curve = curve_to_quadratic([points[-1][:2], *step.points], ERROR)
            points += [(floor(x + 0.5), floor(y + 0.5), False) for x, y in curve[1:-1]]
        if step.points:
            x, y = step.points[-1]
            points.append((int(x), int(y), True))
    if points:
        yield from _closed(points)


def _closed(points: list[Point]) -> Iterator[Contour]:
    if len(points) > 1:
        yield points[:-1] if points[0] == points[-1] else points


@cache
def _label_font() -> Font:
    """The bold sans serif that PDFium has of its own."""
    return Font(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"), Encoding=Name.WinAnsiEncoding)
    )


def label_signs(label: str) -> list[Sign]:
    """The letters of a label: digits, dots and small letters."""
    glyphs = [(sign, _label_font().glyph(ord(sign))) for sign in label]
    return [Sign(sign, glyph.outline, glyph.width) for sign, glyph in glyphs]
