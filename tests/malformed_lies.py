"""PDFs that lie: wrong sizes, boxes, filters, tables and trailers, and operators without sense."""

from __future__ import annotations

import io
import random

import pikepdf
from hostile import NAME
from malformed_pdf import IMAGE, TEXT, font_of, objects_in_themselves, paged, shows, stream


def locked(owner: str, user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paged())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
    return out.getvalue()


def decoded_by(filters: bytes, data: bytes) -> bytes:
    return shows(stream(data, IMAGE + b"/Width 800 /Height 600 /Filter " + filters))


def _broken_program(key: bytes, kind: bytes, data: bytes, more: bytes = b"") -> bytes:
    described = b"<< /Type /FontDescriptor /FontName /Brokkel /Flags 32 /FontBBox [0 -200 1000 900] /%s 7 0 R >>" % key
    program = stream(data, b"/Length1 %d /Length2 0 /Length3 0 %s" % (len(data), more))
    widths = b"/FirstChar 32 /LastChar 126 /Widths [%s] /FontDescriptor 6 0 R" % (b"500 " * 95)
    return font_of(widths, kind, described, program)


def lies() -> dict[str, bytes]:
    dice = random.Random(7)
    noise = dice.randbytes(20_000)
    odd = {
        "too_few": b"1 0 cm 5 w re l c Tf Td Tj TJ Tm 1 2 3 k rg BT Tf (a) ET Do gs sh BDC d scn ",
        "of_the_wrong_kind": b"(a) w /A (b) /C cm [1 2] re <41> m << >> l /F1 /F1 Tf true Td 5 Tj (a) TJ 1 Do ",
        "unknown": b"xyzzy 1 2 3 plugh \xff\xfe\x00 q\x00Q foo'bar ",
        "not_closed": b"q q q BT BT /P BMC BX 0 0 m ",
        "closed_too_often": b"Q Q Q ET ET EMC EMC EX Q ",
        "without_numbers": b"nan inf -inf 1 0 0 cm NaN w Infinity 0 Td 1e400 0 m 1e309 1 l S 1#INF w ",
        "huge": b"1e38 0 0 1e38 1e38 1e38 cm 99999999999999999999 w 0 0 m 1e30 1e30 l S ",
        "tiny": b"1e-38 0 0 1e-38 0 0 cm 1e-300 w 0 0 m 1 1 l S ",
        "flat": b"0 0 0 0 0 0 cm 1 1 re f 0 Tz 0 Tc ",
        "of_strange_numbers": b"--5 0 m +-3 .. l 5.5.5 - w 1e5e5 0 0 1 0 0 cm 0x10 w 1,5 w S ",
    }
    letters = {
        "size_below_zero": b"/F1 -11 Tf", "size_none": b"/F1 0 Tf", "size_huge": b"/F1 1e9 Tf",
        "size_no_number": b"/F1 nan Tf", "font_unknown": b"/F9 11 Tf", "font_none": b"",
    }  # fmt: skip
    inline = b"BI /W %s /H %s /BPC 8 /CS /G %s ID "
    boxes = {
        "empty": b"[0 0 0 0]", "reversed": b"[400 260 0 0]", "flat": b"[0 0 400 0]",
        "far": b"[1e9 1e9 1000000400 1000000260]",
        "of_names": b"[/A /B /C /D]", "of_nothing": b"[]", "too_short": b"[0 0 400]", "below_zero": b"[-400 -260 0 0]",
        "nan": b"[nan nan inf inf]", "huge": b"[-1e38 -1e38 1e38 1e38]", "a_number": b"5", "tiny": b"[0 0 0.001 0.001]",
    }  # fmt: skip
    coders = {
        "jbig2": b"/JBIG2Decode", "jpx": b"/JPXDecode", "ccitt": b"/CCITTFaxDecode", "dct": b"/DCTDecode",
        "lzw": b"/LZWDecode", "runs": b"/RunLengthDecode", "flate": b"/FlateDecode", "hex": b"/ASCIIHexDecode",
        "ascii85": b"/ASCII85Decode", "unknown": b"/Geheim", "crypt": b"/Crypt", "number": b"42",
        "many": b"[/ASCII85Decode /LZWDecode /DCTDecode]",
    }  # fmt: skip
    cases = {f"operators_{name}": paged(some + b"\n" + TEXT) for name, some in odd.items()}
    cases |= {f"letters_{name}": paged(TEXT.replace(b"/F1 11 Tf", how)) for name, how in letters.items()}
    cases |= {f"box_{name}": paged(box=b"/MediaBox " + box) for name, box in boxes.items()}
    cases |= {f"crop_{name}": paged(page=b"/CropBox " + boxes[name]) for name in ("empty", "far", "nan", "of_names")}
    cases |= {f"picture_by_{name}": decoded_by(how, noise) for name, how in coders.items()}
    cases |= {f"content_by_{name}": paged(body=stream(TEXT, b"/Filter " + how)) for name, how in coders.items()}
    cases |= {
        f"picture_sized_{name}": shows(stream(b"\0" * 99, IMAGE + size))
        for name, size in {
            "below_zero": b"/Width -9 /Height -9", "none": b"/Width 0 /Height 0", "by_name": b"/Width /A /Height (b)",
            "past_32_bits": b"/Width 4294967297 /Height 4294967297", "not_at_all": b"",
        }.items()
    }  # fmt: skip
    cases |= {
        f"length_{name}": paged(body=stream(TEXT, length=length))
        for name, length in {
            "short": b"9", "long": b"99999", "huge": b"99999999999999999999", "below_zero": b"-1", "none": b"",
            "missing_object": b"99 0 R", "a_name": b"/Veel",
        }.items()
    }  # fmt: skip
    cases |= {
        f"font_broken_{key.decode().lower()}": _broken_program(key, kind, dice.randbytes(3_000), more)
        for key, kind, more in (
            (b"FontFile", b"/Type1", b""), (b"FontFile2", b"/TrueType", b""),
            (b"FontFile3", b"/Type1", b"/Subtype /Type1C"),
        )
    }  # fmt: skip
    table = b"\0\1\0\0\0\x0f" + b"\xff" * 6 + b"glyf" + b"\xff" * 12 + b"loca" + b"\x7f" * 12
    return cases | {
        "font_of_lying_tables": _broken_program(b"FontFile2", b"/TrueType", table),
        "inline_without_end": paged(TEXT + inline % (b"9", b"9", b"") + noise),
        "inline_said_to_be_huge": paged(TEXT + inline % (b"40000", b"40000", b"") + b"\0 EI\n"),
        "inline_by_jbig2": paged(TEXT + inline % (b"9", b"9", b"/F /JBIG2Decode") + noise + b" EI\n"),
        "turned_by_45": paged(page=b"/Rotate 45"),
        "turned_a_billion_times": paged(page=b"/Rotate 90000000090"),
        "turned_by_a_name": paged(page=b"/Rotate /Links"),
        "root_missing": paged(trailer=b""),
        "root_is_a_page": paged(trailer=b"/Root 3 0 R"),
        "root_is_a_number": paged(trailer=b"/Root 42"),
        "root_beyond_the_end": paged(trailer=b"/Root 99 0 R"),
        "tree_missing": paged(root=b"/Pages 99 0 R"),
        "tree_of_fonts": paged(kids=b"/Kids [5 0 R] /Count 1"),
        "tree_of_numbers": paged(kids=b"/Kids [1 2 3] /Count 3"),
        "tree_without_kids": paged(kids=b"/Count 0"),
        "contents_is_a_font": paged(page=b"/Contents 5 0 R"),
        "contents_is_a_string": paged(page=b"/Contents (%s)" % NAME.encode()),
        "contents_is_missing": paged(page=b"/Contents 99 0 R"),
        "resources_are_a_number": paged(page=b"/Resources 5"),
        "annotations_are_a_string": paged(page=b"/Annots (%s)" % NAME.encode()),
        "annotations_are_numbers": paged(page=b"/Annots [1 2 null /A]"),
        "offsets_shifted": paged(shift=-7),
        "offsets_far": paged(shift=9_000_000_000),
        "start_of_table_far": paged(start=99_999_999_999),
        "start_of_table_below_zero": paged(start=-5),
        "offsets_swapped": _swapped(paged()),
        "trailer_missing": paged().split(b"trailer")[0],
        "trailer_broken": paged().replace(b"trailer\n<<", b"trailer\n<"),
        "table_missing": paged().replace(b"xref\n0 6", b""),
        "names_of_objects_twice": paged().replace(b"5 0 obj", b"4 0 obj"),
        "ends_of_objects_missing": paged().replace(b"endobj", b""),
        "ends_of_streams_missing": paged().replace(b"endstream", b""),
        "table_stream_of_wide_columns": objects_in_themselves().replace(b"/W [1 2 1]", b"/W [9 99999999 9]"),
        "table_stream_of_columns_below_zero": objects_in_themselves().replace(b"/W [1 2 1]", b"/W [-1 -2 1]"),
        "encryption_of_an_unknown_kind": paged(trailer=b"/Root 1 0 R /Encrypt << /Filter /Geheim /V 99 >>"),
        "encryption_without_a_key": paged(trailer=b"/Root 1 0 R /Encrypt << /Filter /Standard /V 2 /R 3 >>"),
        "password_of_the_reader": locked("a", "b"),
        "password_of_the_owner": locked("a", ""),
        "header_alone": b"%PDF-1.7\n",
        "header_and_noise": b"%PDF-1.7\n" + noise,
        "header_of_version_99": paged().replace(b"%PDF-1.7", b"%PDF-99.9"),
        "header_after_a_thousand_bytes": b"x" * 1_000 + paged(),
        "two_files_in_one": paged() + paged(),
        "lines_of_another_system": paged().replace(b"\n", b"\r"),
        "zeros_between": paged().replace(b"\nendobj", b"\0" * 5_000 + b"\nendobj"),
    }


def _swapped(data: bytes) -> bytes:
    """The offsets of two objects changed places."""
    lines = data.split(b"\n")
    at = lines.index(b"xref") + 3
    lines[at], lines[at + 3] = lines[at + 3], lines[at]
    return b"\n".join(lines)
