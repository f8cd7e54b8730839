"""The letters of a page as pdfminer places them, without what costs most of its time and tells nothing here.

That is its guesses about lines and columns, and the cutting of a page into words where there is one way to cut it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pdfminer.layout import LTChar, LTPage
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfminer.psparser import LIT
from pdfminer.utils import apply_matrix_rect

from anonymize.operators import Operation, parts, plain

# A letter, the sides of the rectangle that it takes (x0, y0, x1, y1 in points from the bottom left), and how high its
# line is. A bare tuple: a page has thousands.
Placed = tuple[str, float, float, float, float, float]


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
        self.placed.append((text, x0, y0, x1, y1, y1 - y0))
        return float(wide)


class Interpreter(PDFPageInterpreter):  # type: ignore[misc]
    """pdfminer's, but for the cutting of a page that is written as we write pages (`anonymize.operators`)."""

    def execute(self, streams: Any) -> None:
        """Carry out the operators of a page."""
        calls = _calls(self, streams)
        if calls is None:
            super().execute(streams)
            return
        for method, operands in calls:
            method(*operands)


def _calls(reader: PDFPageInterpreter, streams: Any) -> list[tuple[Any, tuple[Any, ...]]] | None:
    """What pdfminer does for each operator of a page; None where it is to find out by itself."""
    contents = [stream_value(each) for each in streams]
    if len(contents) != 1 or contents[0].objid is None or contents[0].objid in reader.parent_stream_ids:
        return None
    operations = plain(contents[0].get_data())
    if operations is None:
        return None
    known: dict[Operation, tuple[Any, tuple[Any, ...]]] = {}
    for operation in set(operations):
        operands, name = operation
        method = getattr(reader, _method(name), None)
        given = _given(operands, name)
        if method is None or method.__code__.co_argcount - 1 != len(given):
            return None
        known[operation] = method, given
    return [known[operation] for operation in operations]


def _method(name: bytes) -> str:
    return "do_" + name.decode("ascii").replace("*", "_a")


def _given(operands: bytes, name: bytes) -> tuple[Any, ...]:
    """Operands as pdfminer has them."""
    if name == b"TJ":
        return (parts(operands),)
    if name == b"Tj":
        return tuple(parts(operands))
    if name == b"d":
        *dash, phase = parts(operands)
        return dash, phase
    return tuple(_values(operands))


def _values(operands: bytes) -> Iterator[Any]:
    for each in operands.split():
        if each[:1] == b"/":
            yield LIT(each[1:].decode("ascii"))
        elif each == b"<</MCID":
            continue
        elif each.endswith(b">>"):
            yield {"MCID": int(each[:-2])}
        else:
            yield float(each)


def _said(font: Any, cid: int) -> str:
    try:
        return str(font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return f"(cid:{cid})"


def of_letter(letter: LTChar) -> Placed:
    return letter.get_text(), letter.x0, letter.y0, letter.x1, letter.y1, letter.size


def of_page(page: LTPage) -> list[Placed]:
    """The letters of a page on which pdfminer guessed lines and columns, in the order of those."""
    return [of_letter(letter) for letter in _letters_in(page)]


def _letters_in(item: Any) -> Iterable[LTChar]:
    if isinstance(item, LTChar):
        yield item
    elif hasattr(item, "__iter__"):
        for child in item:
            yield from _letters_in(child)
