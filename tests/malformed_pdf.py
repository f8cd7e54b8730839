"""PDFs written by hand that no program should have made: the writing, and what holds itself.

All show the invented name of `hostile` where they show a text at all, so that a reason which quotes them is seen.
"""

from __future__ import annotations

import zlib

from hostile import BODY, NAME

TEXT = BODY.encode("latin-1")
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 400 260] "
IMAGE = b"/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8 "
SHOWN = TEXT + b"q 300 0 0 100 30 20 cm /X Do Q\n"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def stream(data: bytes, entries: bytes = b"", length: bytes | None = None) -> bytes:
    size = b"%d" % len(data) if length is None else length
    return b"<< %s /Length %s >>\nstream\n%s\nendstream" % (entries, size, data)


def deflated(data: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(data, 9), entries + b" /Filter /FlateDecode")


def written(objects: list[bytes], trailer: bytes = b"/Root 1 0 R", start: int | None = None, shift: int = 0) -> bytes:
    """A file of these objects, numbered from 1, with its table; `shift` makes each offset in it wrong."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out) + shift)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % max(0, place) for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    end = b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(out) + table + end % (size, trailer, len(out) if start is None else start)


def paged(
    content: bytes = TEXT,
    *more: bytes,
    page: bytes = b"",
    resources: bytes = b"",
    root: bytes = b"",
    kids: bytes = b"/Kids [3 0 R] /Count 1",
    box: bytes = b"/MediaBox [0 0 400 260]",
    font: bytes = FONT,
    body: bytes | None = None,
    trailer: bytes = b"/Root 1 0 R",
    shift: int = 0,
    start: int | None = None,
) -> bytes:
    """A page: 1 is the catalogue, 2 the tree, 3 the page, 4 its content, 5 its font, and `more` from 6 on."""
    used = b"/Resources << /Font << /F1 5 0 R >> %s >>" % resources
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % root,
        b"<< /Type /Pages %s >>" % kids,
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R %s %s %s >>" % (box, used, page),
        stream(content) if body is None else body,
        font,
        *more,
    ]
    return written(objects, trailer, start, shift)


def shows(*more: bytes) -> bytes:
    """A page that shows object 6 as /X."""
    return paged(SHOWN, *more, resources=b"/XObject << /X 6 0 R /Y 7 0 R >>")


def objects_in_themselves() -> bytes:
    """An object stream that is said to lie in itself."""
    start = (
        b"%PDF-1.7\n1 0 obj\n"
        + stream(b"1 0 2 5 << >> << /Type /Catalog >>", b"/Type /ObjStm /N 2 /First 8")
        + b"\nendobj\n"
    )
    table = b"".join(bytes((kind, 0, place, 0)) for kind, place in ((0, 0), (2, 1), (2, 1), (1, 0)))
    entries = b"/Type /XRef /Size 4 /W [1 2 1] /Root 2 0 R"
    return start + b"3 0 obj\n" + stream(table, entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(start)


def font_of(entries: bytes, kind: bytes = b"/TrueType", *more: bytes) -> bytes:
    return paged(TEXT, *more, font=b"<< /Type /Font /Subtype %s /BaseFont /Brokkel %s >>" % (kind, entries))


def coloured(space: bytes, *more: bytes) -> bytes:
    return paged(TEXT + b"/C cs 0.5 sc 10 10 90 90 re f\n", space, *more, resources=b"/ColorSpace << /C 6 0 R >>")


def patterned(pattern: bytes, *more: bytes) -> bytes:
    drawn = TEXT + b"/Pattern cs /P scn 0 0 400 260 re f\n"
    return paged(drawn, pattern, *more, resources=b"/Pattern << /P 6 0 R >>")


def loops() -> dict[str, bytes]:
    held = b"/Resources << /XObject << /X %d 0 R >> >>"
    file = b"<< /Type /Filespec /F (a.pdf) /EF << /F 8 0 R >> >>"
    return {
        "tree_in_itself": paged(kids=b"/Kids [2 0 R] /Count 1"),
        "tree_in_itself_and_a_page": paged(kids=b"/Kids [3 0 R 2 0 R 3 0 R] /Count 3"),
        "page_is_its_parent": paged(page=b"/Parent 3 0 R", box=b""),
        "form_in_itself": shows(stream(b"/X Do", FORM + held % 6)),
        "forms_in_each_other": shows(
            stream(b"/X Do", FORM + held % 7), stream(b"/X Do /X Do", FORM + held % 6)
        ),
        "resources_in_a_ring": paged(
            SHOWN, b"<< /XObject << /X 7 0 R >> /Font 6 0 R >>", stream(b"/X Do", FORM + b"/Resources 6 0 R"),
            page=b"/Resources 6 0 R",
        ),
        "table_before_itself": paged(trailer=b"/Root 1 0 R /Prev 9"),
        "tables_before_each_other": _tables_in_a_ring(),
        "outline_in_itself": paged(
            TEXT, b"<< /First 7 0 R /Last 7 0 R /Count 1 >>",
            b"<< /Title (%s) /Parent 6 0 R /Next 7 0 R /First 7 0 R >>" % NAME.encode(), root=b"/Outlines 6 0 R",
        ),
        "structure_in_itself": paged(
            b"/P <</MCID 0>> BDC\n" + TEXT + b"EMC", b"<< /Type /StructTreeRoot /K 7 0 R /ParentTree 8 0 R >>",
            b"<< /S /P /P 7 0 R /K [7 0 R 0] /Pg 3 0 R >>", b"<< /Kids [8 0 R] /Nums [0 [7 0 R]] >>",
            root=b"/StructTreeRoot 6 0 R /MarkInfo << /Marked true >>", page=b"/StructParents 0",
        ),
        "field_in_itself": paged(
            TEXT, b"<< /FT /Tx /T (a) /Kids [6 0 R] /Parent 6 0 R /Subtype /Widget /Rect [0 0 90 20] >>",
            root=b"/AcroForm << /Fields [6 0 R] >>", page=b"/Annots [6 0 R]",
        ),
        "names_in_themselves": paged(TEXT, b"<< /Kids [6 0 R 6 0 R] >>", root=b"/Names << /EmbeddedFiles 6 0 R >>"),
        "labels_in_themselves": paged(TEXT, b"<< /Kids [6 0 R] >>", root=b"/PageLabels 6 0 R"),
        "layers_in_themselves": paged(
            b"/OC /L BDC\n" + TEXT + b"EMC", b"<< /Type /OCMD /OCGs [6 0 R] /VE [/Not 7 0 R] >>", b"[/And 7 0 R 7 0 R]",
            resources=b"/Properties << /L 6 0 R >>",
        ),
        "length_is_the_stream_itself": paged(body=stream(TEXT, length=b"4 0 R")),
        "object_is_itself": paged(TEXT, b"6 0 R", page=b"/Resources 6 0 R"),
        "mask_of_itself": shows(stream(b"\0" * 64, IMAGE + b"/Width 8 /Height 8 /SMask 6 0 R")),
        "colour_of_itself": coloured(b"[/Indexed 6 0 R 1 <0001>]"),
        "separation_of_itself": coloured(b"[/Separation /X 6 0 R << /FunctionType 2 /N 1 /Domain [0 1] >>]"),
        "function_of_itself": patterned(
            b"<< /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 9 9] "
            b"/Function 7 0 R >> >>",
            b"<< /FunctionType 3 /Domain [0 1] /Functions [7 0 R] /Bounds [] /Encode [0 1] >>",
        ),
        "pattern_of_itself": patterned(
            stream(b"/Pattern cs /P scn 0 0 9 9 re f", b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] "
                   b"/XStep 9 /YStep 9 /Resources << /Pattern << /P 6 0 R >> >>"),
        ),
        "letter_in_itself": font_of(
            b"/FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 6 0 R >> /FirstChar 97 /LastChar 97 "
            b"/Widths [9] /Encoding << /Differences [97 /a] >> /Resources << /Font << /F1 5 0 R >> >>", b"/Type3",
            stream(b"9 0 d0 BT /F1 9 Tf (aaaa) Tj ET"),
        ),
        "descendant_of_itself": font_of(b"/Encoding /Identity-H /DescendantFonts [5 0 R]", b"/Type0"),
        "cmap_uses_itself": font_of(
            b"/Encoding 6 0 R /DescendantFonts [7 0 R]", b"/Type0",
            stream(b"/A usecmap", b"/Type /CMap /CMapName /A /UseCMap 6 0 R"), b"<< /Subtype /CIDFontType2 >>",
        ),
        "file_in_itself": paged(
            TEXT, b"<< /Names [(a.pdf) 7 0 R] >>", file, stream(paged(), b"/Type /EmbeddedFile"),
            root=b"/Names << /EmbeddedFiles 6 0 R >>",
        ),
        "objects_in_themselves": objects_in_themselves(),
    }  # fmt: skip


def _tables_in_a_ring() -> bytes:
    first = paged()
    end = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    second = len(first)
    third = second + len(end % (second, second))
    return first + end % (third, second) + end % (second, third)
