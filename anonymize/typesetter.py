"""Where each letter of a text object stands (PDF 32000-1, 9.4): strings and kerning in, letters out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from anonymize.display import IDENTITY, Matrix, RefusedError, times
from anonymize.shapes import Font

SPACE = 32


class Setting(NamedTuple):
    """The text state that `q` and `Q` save: spacing in points, stretch 1.0 for none."""

    font: Font | None = None
    number: int = -1
    size: float = 0.0
    between: float = 0.0
    words: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


class Typesetter:
    """The two matrices of a text object, and what moves them."""

    def __init__(self) -> None:
        self._line: Matrix = IDENTITY
        self._at: Matrix = IDENTITY

    def begin(self) -> None:
        self._line = self._at = IDENTITY

    def place(self, numbers: Iterable[Any]) -> None:
        a, b, c, d, e, f = (float(number) for number in numbers)
        self._line = self._at = (a, b, c, d, e, f)

    def move(self, x: float, y: float) -> None:
        self._line = self._at = times((1, 0, 0, 1, x, y), self._line)

    def show(self, setting: Setting, data: bytes, ctm: Matrix) -> Iterator[tuple[int, Matrix, float]]:
        """Codes with the matrix from their em to the page, and their width on the page."""
        if setting.font is None:
            raise RefusedError("text without a font")
        font, size, stretch, rise = setting.font, setting.size, setting.stretch, setting.rise
        g, h, i, j, k, m = self._at
        # Within a string only the place of the letters differs: the rest of their matrix is worked out once.
        a, b, c, d, _, _ = times(times((size * stretch, 0.0, 0.0, size, 0.0, rise), self._at), ctm)
        cg, ch, ci, cj, ck, cm = ctm
        for code in font.codes(data):
            width = font.glyph(code).width / 1000
            x, y = rise * i + k, rise * j + m
            e, f = x * cg + y * ci + ck, x * ch + y * cj + cm
            yield code, (a, b, c, d, e, f), ((a * width + e - e) ** 2 + (b * width + f - f) ** 2) ** 0.5
            spaced = setting.words if code == SPACE and not font.wide else 0.0
            by = (width * size + setting.between + spaced) * stretch
            k, m = by * g + k, by * h + m
            self._at = (g, h, i, j, k, m)

    def kern(self, setting: Setting, thousandths: float) -> None:
        self.advance(-thousandths / 1000 * setting.size * setting.stretch)

    def advance(self, by: float) -> None:
        self._at = times((1, 0, 0, 1, by, 0), self._at)


def changed(setting: Setting, operator: str, value: float) -> Setting:
    """The text state after one of its operators of one number."""
    if operator == "Tc":
        return setting._replace(between=value)
    if operator == "Tw":
        return setting._replace(words=value)
    if operator == "Tz":
        return setting._replace(stretch=value / 100)
    if operator == "TL":
        return setting._replace(leading=value)
    if operator == "Ts":
        return setting._replace(rise=value)
    return setting._replace(mode=int(value))
