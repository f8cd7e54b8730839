"""A font without shapes for text that is never drawn: it holds only the characters that are used.

Codes follow the order of the characters themselves, so that they say nothing about the order of the text.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, String

WIDTH, ASCENT, DESCENT = 500, 800, -200  # thousandths of the size: every glyph is half as wide as high
NAME = "LakwerkLeeg"


class Codes:
    """Two-byte codes for characters, and their hexadecimal strings."""

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = tuple(sorted(set(characters)))
        self._code = {character: code for code, character in enumerate(self.characters, 1)}

    def hexed(self, text: str) -> str:
        return "".join(f"{self._code[character]:04x}" for character in text)


def embed(pdf: pikepdf.Pdf, codes: Codes) -> pikepdf.Object:
    """The font as an object of the PDF."""
    program = pdf.make_stream(_program(len(codes.characters)))
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{NAME}"),
        Flags=4,
        FontBBox=Array([0, DESCENT, WIDTH, ASCENT]),
        ItalicAngle=0,
        Ascent=ASCENT,
        Descent=DESCENT,
        CapHeight=ASCENT,
        StemV=80,
        FontFile2=program,
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{NAME}"),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=WIDTH,
        CIDToGIDMap=Name.Identity,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{NAME}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(to_unicode(codes.characters)),
        )
    )


def _program(count: int) -> bytes:
    glyphs = [".notdef", *(f"g{code}" for code in range(1, count + 1))]
    builder = FontBuilder(1000, isTTF=True)
    builder.font.recalcTimestamp = False  # the bytes may not depend on the day
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({})
    builder.setupGlyf({name: _flat() for name in glyphs})
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (WIDTH, 0)))
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT)
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=0, modified=0)
    for table in ("OS/2", "name"):
        if table in builder.font:
            del builder.font[table]
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _flat() -> object:
    """A line from corner to corner and back: no area to paint, but a size, without which PDFium drops lone letters."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, DESCENT))
    pen.lineTo((WIDTH, ASCENT))
    pen.closePath()
    return pen.glyph()


def to_unicode(texts: Iterable[str]) -> bytes:
    """The table that says what each code means; codes count from 1."""
    rows = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in enumerate(texts, 1)]
    blocks = []
    for at in range(0, len(rows), 100):
        part = rows[at : at + 100]
        blocks.append(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar")
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        + "\n".join(blocks)
        + "\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")
