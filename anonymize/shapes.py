"""How the letters of a font look and how wide they are, asked of PDFium code by code.

PDFium knows every kind of font and encoding, also those that a file does not hold; so nothing of a source's font file
is carried over but the outlines of the letters that are kept.
"""

from __future__ import annotations

import ctypes
import io
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, Dictionary, Name

from anonymize.display import RefusedError, Step
from corpus.pdfium_calls import bound

UNITS = 2048  # to the em
_EM = 1000.0
_MOVE, _CURVE = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_BEZIERTO
_MOST = 20_000  # points of one letter


_segment = bound("FPDFGlyphPath_GetGlyphPathSegment", ctypes.c_void_p, ctypes.c_int)
_point = bound("FPDFPathSegment_GetPoint", *[ctypes.c_void_p] * 3, result=ctypes.c_int)
_kind = bound("FPDFPathSegment_GetType", ctypes.c_void_p, result=ctypes.c_int)
_closes = bound("FPDFPathSegment_GetClose", ctypes.c_void_p, result=ctypes.c_int)


class Glyph(NamedTuple):
    """`width` in thousandths of the size; `outline` in UNITS to the em, empty for a blank."""

    width: float
    outline: tuple[Step, ...]


class Font:
    """One font of a source; `wide` fonts have codes of two bytes."""

    def __init__(self, source: pikepdf.Object) -> None:
        kind = str(source.get("/Subtype", ""))
        if kind not in ("/Type0", "/TrueType", "/Type1", "/MMType1"):
            raise RefusedError(f"font {kind[1:7]}")
        self.wide = kind == "/Type0"
        if self.wide and source.get("/Encoding") != Name("/Identity-H"):
            raise RefusedError("encoding")
        if self.wide and not _embedded(source):
            raise RefusedError("font that is not in the file")
        self._pdf = _probe(source, self.wide)  # the font lives as long as its page does
        self._leaf = self._pdf[0]
        if pdfium.FPDFPage_CountObjects(self._leaf.raw) != 1:
            raise RefusedError("font")
        self._font: Any = pdfium.FPDFTextObj_GetFont(pdfium.FPDFPage_GetObject(self._leaf.raw, 0))
        self._glyphs: dict[int, Glyph] = {}

    def codes(self, data: bytes) -> list[int]:
        """The codes of a string; half a code at the end is left out, as viewers do."""
        if not self.wide:
            return list(data)
        return [data[at] << 8 | data[at + 1] for at in range(0, len(data) - 1, 2)]

    def glyph(self, code: int) -> Glyph:
        if code not in self._glyphs:
            self._glyphs[code] = Glyph(self._width(code), self._outline(code))
        return self._glyphs[code]

    def _width(self, code: int) -> float:
        width = ctypes.c_float()
        if not pdfium.FPDFFont_GetGlyphWidth(self._font, code, ctypes.c_float(_EM), ctypes.byref(width)):
            raise RefusedError("width of a letter")
        return float(width.value)

    def _outline(self, code: int) -> tuple[Step, ...]:
        path = pdfium.FPDFFont_GetGlyphPath(self._font, code, ctypes.c_float(1.0))
        count = pdfium.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
        if count > _MOST:
            raise RefusedError("outline of a letter")
        steps: list[Step] = []
        curve: list[tuple[float, float]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        to_x, to_y, start = ctypes.addressof(x), ctypes.addressof(y), ctypes.cast(path, ctypes.c_void_p).value
        for at in range(max(0, count)):
            part = _segment(start, at)
            _point(part, to_x, to_y)
            point = round(UNITS * x.value), round(UNITS * y.value)
            kind = _kind(part)
            if kind == _CURVE:
                curve.append(point)
                if len(curve) == 3:
                    steps.append(Step("c", tuple(curve)))
                    curve = []
            else:
                steps.append(Step("m" if kind == _MOVE else "l", (point,)))
            if _closes(part):
                steps.append(Step("h"))
        return tuple(steps)


def _probe(source: pikepdf.Object, wide: bool) -> pypdfium2.PdfDocument:
    """A PDF with one letter of the font, opened by PDFium."""
    with pikepdf.new() as probe:
        page = probe.add_blank_page(page_size=(100, 100)).obj
        font = probe.copy_foreign(source) if source.is_indirect else _copied(probe, source)
        # PDFium's questions about a letter take its Unicode; with this table that is its code
        font.ToUnicode = probe.make_stream(_identity(wide))
        page.Resources = Dictionary(Font=Dictionary(F=font))
        page.Contents = probe.make_stream(b"BT /F 10 Tf 1 0 0 1 10 10 Tm <%s> Tj ET" % (b"0001" if wide else b"41"))
        out = io.BytesIO()
        probe.save(out)
    return pypdfium2.PdfDocument(out.getvalue())


def _embedded(source: pikepdf.Object) -> bool:
    descriptor = source.DescendantFonts[0].get("/FontDescriptor", Dictionary())
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _identity(wide: bool) -> bytes:
    """A table that gives each code itself as its Unicode."""
    ranges = ["<00> <ff> <0000>"]
    if wide:
        ranges = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256)]
    digits = "0000> <ffff" if wide else "00> <ff"
    blocks = [ranges[at : at + 100] for at in range(0, len(ranges), 100)]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <{digits}> endcodespacerange\n"
        + "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
        + "\nendcmap end end"
    ).encode("ascii")


def _copied(probe: pikepdf.Pdf, source: pikepdf.Object) -> pikepdf.Object:
    """A font that stands in the page itself: its parts are copied one by one."""

    def copy(value: Any) -> Any:
        if not isinstance(value, pikepdf.Object):
            return value
        if value.is_indirect:
            return probe.copy_foreign(value)
        if isinstance(value, Array):
            return Array([copy(each) for each in value])
        if isinstance(value, Dictionary):
            return Dictionary({key: copy(value[key]) for key in sorted(value.keys())})
        return value

    return probe.make_indirect(copy(source))
