"""How fonts are written into a PDF, and the one without shapes for text that is never drawn.

It holds only the characters that are used.

Codes follow the order of the characters themselves, so that they say nothing about the order of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from anonymize.truetype import Glyph, truetype

WIDTH, ASCENT, DESCENT = 500, 800, -200  # thousandths of the size: every glyph is half as wide as high
NAME = "LakwerkLeeg"
# A line from corner to corner and back: no area to paint, but a size, without which PDFium drops lone letters.
FLAT = Glyph(WIDTH, 0, [[(0, DESCENT, True), (WIDTH, ASCENT, True)]])


class Codes:
    """Two-byte codes for characters, and their hexadecimal strings."""

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = tuple(sorted(set(characters)))
        self._code = {character: code for code, character in enumerate(self.characters, 1)}

    def hexed(self, text: str) -> str:
        return "".join(f"{self._code[character]:04x}" for character in text)


def embed(pdf: pikepdf.Pdf, codes: Codes) -> pikepdf.Object:
    """The font as an object of the PDF."""
    program = truetype(1000, [FLAT] * (len(codes.characters) + 1), ASCENT, DESCENT)
    return type0(
        pdf, NAME, program, codes.characters, [0, DESCENT, WIDTH, ASCENT], ascent=ASCENT, descent=DESCENT, DW=WIDTH
    )


def type0(
    pdf: pikepdf.Pdf,
    name: str,
    program: bytes,
    texts: Sequence[str],
    box: list[int],
    *,
    ascent: int,
    descent: int,
    **widths: Any,
) -> pikepdf.Object:
    """A font of two-byte codes that are the numbers of its glyphs; `texts` say what each code from 1 on means.

    `box`, `ascent` and `descent` in thousandths of the size; `widths` are the entries /DW and /W.
    """
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{name}"),
        Flags=4,
        FontBBox=Array(box),
        ItalicAngle=0,
        Ascent=ascent,
        Descent=descent,
        CapHeight=ascent,
        StemV=80,
        FontFile2=pdf.make_stream(program),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{name}"),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=Name.Identity,
        **widths,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{name}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(to_unicode(texts)),
        )
    )


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
