"""PDFs that grow: a few bytes that ask for gigabytes, or for more time than there is."""

from __future__ import annotations

import zlib

from malformed_pdf import FORM, IMAGE, TEXT, coloured, deflated, font_of, paged, patterned, shows, stream

MEGA = 1 << 20


def burst(megabytes: int, piece: bytes) -> bytes:
    """Deflated data that grows to many megabytes: one block of it, as often as needed."""
    packer, block, check = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS), piece * (MEGA // len(piece)), 1
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(megabytes):
        check = zlib.adler32(block, check)
    return b"\x78\x9c" + packed * megabytes + b"\x03\0" + check.to_bytes(4, "big")


def _laughing(depth: int, width: int) -> bytes:
    """Forms that each show the next many times over."""
    forms = [
        stream(b"/X Do " * width, FORM + b"/Resources << /XObject << /X %d 0 R >> >>" % number)
        for number in range(7, 7 + depth)
    ]
    return shows(*forms, stream(b"0 0 1 1 re f", FORM))


def _shared_pages(depth: int) -> bytes:
    """A tree of which every node holds the next one ten times: 10 ** depth pages of one object."""
    nodes = []
    for at in range(depth):
        child = 3 if at + 1 == depth else 7 + at
        nodes.append(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"%d 0 R " % child * 10, 10 ** (depth - at)))
    return paged(TEXT, *nodes, kids=b"/Kids [6 0 R] /Count %d" % 10**depth)


def _mapped(cmap: bytes) -> bytes:
    return font_of(b"/ToUnicode 6 0 R", b"/Type1", deflated(cmap))


def bombs() -> dict[str, bytes]:
    wide = b"/Width 40000 /Height 40000 "
    twice = zlib.compress(burst(200, b" "), 9)
    tile = b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep %s /YStep %s /Resources << >>"
    return {
        "content_of_500_megabytes": paged(body=stream(burst(500, b" "), b"/Filter /FlateDecode")),
        "operators_of_100_megabytes": paged(body=stream(burst(100, b"0 0 m 9 9 l S\n "), b"/Filter /FlateDecode")),
        "content_deflated_twice": paged(body=stream(twice, b"/Filter [/FlateDecode /FlateDecode]")),
        "content_with_fifty_filters": paged(body=stream(TEXT, b"/Filter [%s]" % (b"/FlateDecode " * 50))),
        "content_ten_thousand_times": paged(page=b"/Contents [%s]" % (b"4 0 R " * 10_000)),
        "picture_of_400_megabytes": shows(
            stream(burst(400, b"\0"), IMAGE + b"/Width 20480 /Height 20480 /Filter /FlateDecode")
        ),
        "picture_said_to_be_huge": shows(deflated(b"\0" * 100, IMAGE + wide)),
        "picture_of_two_colours_said_to_be_huge": shows(
            deflated(b"\0" * 100, IMAGE + wide + b"/ImageMask true /BitsPerComponent 1")
        ),
        "pictures_by_the_thousand": paged(
            TEXT + b"q 9 0 0 9 0 0 cm /X Do Q\n" * 5_000, deflated(b"\0" * MEGA, IMAGE + b"/Width 1024 /Height 1024"),
            resources=b"/XObject << /X 6 0 R >>",
        ),
        "row_said_to_be_huge": shows(
            deflated(b"\2" * 100, IMAGE + b"/Width 9 /Height 9 /DecodeParms << /Predictor 15 /Columns 2000000000 >>")
        ),
        "laughing_forms": _laughing(9, 10),
        "laughing_forms_in_pairs": _laughing(30, 2),
        "forms_five_hundred_deep": _laughing(500, 1),
        "hundred_thousand_pages": _shared_pages(5),
        "three_thousand_pages": paged(kids=b"/Kids [%s] /Count 3000" % (b"3 0 R " * 3_000)),
        "million_pages_said": paged(kids=b"/Kids [3 0 R] /Count 1000000"),
        "pages_said_to_be_less_than_none": paged(kids=b"/Kids [3 0 R] /Count -5"),
        "page_of_two_million_points": paged(box=b"/MediaBox [0 0 2000000 2000000]"),
        "page_as_long_as_a_road": paged(box=b"/MediaBox [0 0 4 9000000]"),
        "page_as_long_as_a_street": paged(box=b"/MediaBox [0 0 30 1000000]"),
        "page_of_five_metres_and_a_bit": paged(box=b"/MediaBox [0 0 400 14500]"),
        "unit_of_a_million": paged(page=b"/UserUnit 1000000"),
        "unit_below_zero": paged(page=b"/UserUnit -1"),
        "unit_of_no_number": paged(page=b"/UserUnit /Veel"),
        "million_widths": font_of(b"/FirstChar 0 /LastChar 999999 /Widths [%s]" % (b"500 " * 1_000_000)),
        "million_widths_of_a_range": font_of(
            b"/Encoding /Identity-H /DescendantFonts [6 0 R]", b"/Type0",
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /W [0 2000000000 500] >>",
        ),
        "cmap_of_ten_megabytes": _mapped(b"1 beginbfchar <41> <0041> endbfchar\n" * 300_000),
        "cmap_of_wide_ranges": _mapped(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange\n" * 50),
        "cmap_of_wide_codes": _mapped(b"1 begincodespacerange <00> <%s> endcodespacerange" % (b"FF" * 100_000)),
        "hundred_thousand_q": paged(b"q " * 100_000 + TEXT),
        "hundred_thousand_matrices": paged(b"q 1.1 0 0 1.1 0 0 cm " * 100_000 + TEXT),
        "hundred_thousand_texts_begun": paged(b"BT " * 100_000 + TEXT),
        "hundred_thousand_marks": paged(b"/P << /A (b) >> BDC " * 100_000 + TEXT),
        "arrays_in_arrays_in_content": paged(b"[" * 50_000 + TEXT),
        "dictionaries_in_content": paged(b"/P " + b"<< /A " * 50_000 + TEXT),
        "arrays_in_arrays": paged(TEXT, b"[" * 50_000 + b"]" * 50_000, page=b"/Diep 6 0 R"),
        "dictionaries_in_dictionaries": paged(page=b"/A << " * 20_000 + b">> " * 20_000),
        "name_of_a_megabyte": paged(TEXT + b"/" + b"A" * MEGA + b" gs\n"),
        "string_of_three_megabytes": paged(b"BT /F1 8 Tf 9 99 Td (" + b"a" * 3 * MEGA + b") Tj ET\n" + TEXT),
        "string_of_a_million_brackets": paged(b"BT /F1 8 Tf (" + b"(" * MEGA),
        "comment_of_ten_megabytes": paged(b"%" + b"x" * 10 * MEGA + b"\n" + TEXT),
        "number_of_a_hundred_thousand_digits": paged(b"9" * 100_000 + b" 0 m S\n" + TEXT),
        "dashes_by_the_million": paged(TEXT + b"[0.000001] 0 d 0 0 m 400 260 l S 0 9 m 90000000 9 l S\n"),
        "curves_by_the_hundred_thousand": paged(TEXT + b"1 1 m " + b"9 9 300 1 40 200 c " * 200_000 + b"S\n"),
        "clips_by_the_ten_thousand": paged(b"0 0 400 260 re 9 9 300 200 re W* n\n" * 20_000 + TEXT),
        "tiles_too_small_to_count": patterned(stream(b"0 0 1 1 re f", tile % (b"0.0001", b"0.0001"))),
        "tiles_without_a_step": patterned(stream(b"0 0 1 1 re f", tile % (b"0", b"0"))),
        "grids_on_grids": patterned(stream(TEXT, tile % (b"1e-30", b"-1e30"))),
        "colour_of_a_thousand_parts": coloured(b"[/DeviceN [%s] /DeviceGray 7 0 R]" % (b"/A " * 1_000), b"null"),
        "program_of_deep_brackets": patterned(
            b"<< /PatternType 2 /Shading << /ShadingType 1 /ColorSpace /DeviceGray /Function 7 0 R >> >>",
            stream(b"{" * 50_000 + b"}" * 50_000, b"/FunctionType 4 /Domain [0 1 0 1] /Range [0 1]"),
        ),
        "table_of_a_billion": paged().replace(b"xref\n0 6", b"xref\n0 1000000000"),
        "objects_by_the_hundred_thousand": paged(TEXT, *[b"null"] * 100_000),
        "file_that_bursts": paged(
            TEXT, b"<< /Names [(a.pdf) << /F (a.pdf) /EF << /F 7 0 R >> >>] >>",
            stream(burst(300, b"a"), b"/Type /EmbeddedFile /Filter /FlateDecode"),
            root=b"/Names << /EmbeddedFiles 6 0 R >>",
        ),
    }  # fmt: skip
