"""Fonts of a rebuilt document: only the letters that are kept, drawn anew, with codes of our own.

Letters are sorted by their text and shape before they get a code, so that neither codes nor gaps between them tell in
what order, or beside which others, they stood in the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import pikepdf
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name

from anonymize import font
from anonymize.display import RefusedError, Step
from anonymize.shapes import UNITS, Font

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
    names = [f"g{code}" for code in range(1, len(signs) + 1)]
    drawn: dict[str, Any] = {".notdef": _glyph(())}
    metrics = {".notdef": (0, 0)}
    for name, sign in zip(names, signs, strict=True):
        drawn[name] = _glyph(sign.outline)
        metrics[name] = round(sign.width * UNITS / 1000), _left(sign)
    return font.truetype(UNITS, drawn, metrics, round(0.9 * UNITS), -round(0.25 * UNITS))


def _left(sign: Sign) -> int:
    return round(min((x for step in sign.outline for x, _ in step.points), default=0))


def _glyph(outline: Iterable[Step]) -> Any:
    pen = TTGlyphPen(None)
    curves = Cu2QuPen(pen, ERROR)
    closed = True
    for step in outline:
        if step.verb == "m":
            if not closed:
                curves.closePath()
            curves.moveTo(step.points[0])
            closed = False
        elif step.verb == "l":
            curves.lineTo(step.points[0])
        elif step.verb == "c":
            curves.curveTo(*step.points)
        elif not closed:
            curves.closePath()
            closed = True
    if not closed:
        curves.closePath()
    return pen.glyph()


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
