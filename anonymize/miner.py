"""The letters of a page as pdfminer places them, without its guesses about lines and columns, which cost more than all
else that it does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from pdfminer.layout import LTChar, LTPage
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.utils import apply_matrix_rect


class Placed(NamedTuple):
    """A letter and the rectangle that it takes, in points from the bottom left; `size` is how high its line is."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float


class Letters(PDFTextDevice):  # type: ignore[misc]
    """What pdfminer's interpreter shows of a page: `height` in points, `placed` in the order of showing."""

    def __init__(self, resources: Any) -> None:
        super().__init__(resources)
        self.height = 0.0
        self.placed: list[Placed] = []
        self._known: dict[tuple[Any, int], tuple[str, float, Any]] = {}

    def begin_page(self, page: Any, ctm: Any) -> None:
        _, low, _, high = apply_matrix_rect(ctm, page.mediabox)
        self.height, self.placed = abs(low - high), []

    def render_char(
        self,
        matrix: Any,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Takes a letter up, and says how far the next one stands from it; the sums are those of pdfminer's LTChar."""
        known = self._known.get((font, cid))
        if known is None:
            known = self._known[font, cid] = _said(font, cid), font.char_width(cid), font.char_disp(cid)
        text, width, away = known
        a, b, c, d, e, f = matrix
        if b or c or a < 0 or d < 0 or font.is_vertical():
            letter = LTChar(matrix, font, fontsize, scaling, rise, text, width, away, ncs, graphicstate)
            self.placed.append(of_letter(letter))
            return float(letter.adv)
        wide = width * fontsize * scaling
        low = font.get_descent() * fontsize + rise
        x0, y0, x1, y1 = e, d * low + f, a * wide + e, d * (low + fontsize) + f
        if x1 < x0:
            x0, x1 = x1, x0
        if y1 < y0:
            y0, y1 = y1, y0
        self.placed.append(Placed(text, x0, y0, x1, y1, y1 - y0))
        return float(wide)


def _said(font: Any, cid: int) -> str:
    try:
        return str(font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return f"(cid:{cid})"


def of_letter(letter: LTChar) -> Placed:
    return Placed(letter.get_text(), letter.x0, letter.y0, letter.x1, letter.y1, letter.size)


def of_page(page: LTPage) -> list[Placed]:
    """The letters of a page on which pdfminer guessed lines and columns, in the order of those."""
    return [of_letter(letter) for letter in _letters_in(page)]


def _letters_in(item: Any) -> Iterable[LTChar]:
    if isinstance(item, LTChar):
        yield item
    elif hasattr(item, "__iter__"):
        for child in item:
            yield from _letters_in(child)
