"""What an output file may consist of: an allow-list of keys, fonts and pictures, and nothing besides.

`anonymize.page_faults` does the same for the operators of each page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream

from anonymize import page_faults
from anonymize.metadata import xmp
from anonymize.operators import strings

CATALOGUE = frozenset(
    "/Type /Pages /Lang /MarkInfo /Metadata /OutputIntents /StructTreeRoot /ViewerPreferences".split()
)
PAGE = frozenset("/Type /Parent /MediaBox /Resources /Contents /StructParents /Tabs".split())
PAGES = frozenset("/Type /Kids /Count".split())
IMAGE = frozenset(
    "/Type /Subtype /Width /Height /ColorSpace /BitsPerComponent /Filter /DecodeParms /Length /SMask".split()
)
PACKET = frozenset("/Type /Subtype /Length /Filter /DecodeParms".split())
TAG = frozenset("/Type /S /P /Pg /K /Alt /A".split())
INTENT = frozenset("/Type /S /OutputConditionIdentifier /Info /DestOutputProfile".split())
TREE = frozenset("/Type /K /ParentTree /ParentTreeNextKey".split())
FONT = frozenset(
    "/Type /Subtype /BaseFont /Encoding /DescendantFonts /ToUnicode "
    "/CIDSystemInfo /FontDescriptor /DW /W /CIDToGIDMap".split()
)
DESCRIPTOR = frozenset(
    "/Type /FontName /Flags /FontBBox /ItalicAngle /Ascent /Descent /CapHeight /StemV /FontFile2".split()
)
TRAILER = frozenset("/Size /Root /ID".split())
OTHER = frozenset(
    "/Font /XObject /F /Im /Marked /DisplayDocTitle /Nums /Registry /Ordering /Supplement /K /Columns /Rows "
    "/Length /Length1 /Filter /DecodeParms /N /O /Scope /Column /Table /GTS_PDFA1".split()
)
KINDS = {
    "/Catalog": CATALOGUE,
    "/Page": PAGE,
    "/Pages": PAGES,
    "/XObject": IMAGE,
    "/Metadata": PACKET,
    "/StructElem": TAG,
    "/OutputIntent": INTENT,
    "/StructTreeRoot": TREE,
    "/Font": FONT,
    "/FontDescriptor": DESCRIPTOR,
}
KEYS = frozenset().union(*KINDS.values(), TRAILER, OTHER)
JPEG_MARKERS = frozenset({0xC0, 0xC4, 0xDA, 0xDB, 0xE0})  # baseline frame, tables, scan and the JFIF head


def is_ours(name: str) -> bool:
    """True for the keys and names of the files that we write."""
    return (
        name in KEYS
        or name in page_faults.ROLES
        or bool(page_faults.FACE.fullmatch(name) or page_faults.PICTURE.fullmatch(name))
    )


def faults(path: Path, pages: int, drawn: frozenset[int] = frozenset()) -> Iterator[str]:
    """Everything in the file that we do not write ourselves, as short codes without content.

    The pages in `drawn`, numbers from 1, must be drawn; the others must be pictures.
    """
    data = path.read_bytes()
    if data.count(b"%%EOF") != 1 or data.count(b"startxref") != 1:
        yield "revisions"
    if not data.startswith(b"%PDF-") or not data.rstrip().endswith(b"%%EOF"):
        yield "bytes outside the file"
    with pikepdf.open(path) as pdf:
        if extra := set(pdf.trailer.keys()) - TRAILER:
            yield f"trailer {len(extra)}"
        if len(pdf.pages) != pages:
            yield "pages"
        yield from _metadata(pdf, path)
        yield from _objects(pdf)
        if is_unreached(pdf):
            yield "unused objects"
        for number, page in enumerate(pdf.pages, 1):
            yield from (f"page {number}: {fault}" for fault in _of_page(page.obj, is_drawn=number in drawn))


def _of_page(page: pikepdf.Object, *, is_drawn: bool) -> Iterator[str]:
    try:
        yield from list(page_faults.drawn(page) if is_drawn else page_faults.pictured(page))
    except (pikepdf.PdfError, AttributeError, IndexError, KeyError, TypeError, ValueError):
        yield "not as we write pages"


_TITLE = re.compile('<rdf:li xml:lang="x-default">(.*?)</rdf:li>', re.DOTALL)


def title(path: Path) -> str:
    """The title in the file's metadata, "" where there is none."""
    with pikepdf.open(path) as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode("utf-8", "replace") if "/Metadata" in pdf.Root else ""
    found = _TITLE.search(packet)
    return unescape(found[1]) if found else ""


def _metadata(pdf: pikepdf.Pdf, path: Path) -> Iterator[str]:
    """Nothing in the metadata but what we write around a title."""
    if "/Metadata" not in pdf.Root or pdf.Root.Metadata.read_bytes() != xmp(title(path)):
        yield "metadata"


def _objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if not isinstance(item, Dictionary | Stream):
            continue
        kind = str(item.get("/Type", ""))
        if any(not is_ours(key) for key in item.keys() - KINDS.get(kind, OTHER)):
            yield f"keys of {kind if kind in KINDS else 'an object'}"
        if kind == "/XObject" and str(item.get("/Subtype")) != "/Image":
            yield "form"
        if kind == "/StructElem" and str(item.get("/S")) not in page_faults.ROLES:
            yield "role"
        if kind == "/XObject" and item.get("/Filter") == Name.DCTDecode and not _bare_jpeg(item.read_raw_bytes()):
            yield "picture metadata"


def _bare_jpeg(data: bytes) -> bool:
    """True when a JPEG holds nothing but its picture."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker not in JPEG_MARKERS:
            return False
        if marker == 0xDA:
            return data.endswith(b"\xff\xd9") and data.count(b"\xff\xd9", at) == 1
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return False


def is_unreached(pdf: pikepdf.Pdf) -> bool:
    """True for a file with objects that nothing refers to."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [pdf.trailer.Root]
    while waiting:
        item = waiting.pop()
        if item.is_indirect:
            if item.objgen in seen:
                continue
            seen.add(item.objgen)
        if isinstance(item, Array):
            waiting += [child for child in item if isinstance(child, pikepdf.Object)]
        elif isinstance(item, Dictionary | Stream):
            waiting += [child for child in (item[key] for key in _keys(item)) if isinstance(child, pikepdf.Object)]
    everything = {item.objgen for item in pdf.objects if isinstance(item, pikepdf.Object) and item.is_indirect}
    return bool(everything - seen)


def _keys(item: pikepdf.Object) -> list[str]:
    return sorted(item.keys())


def unused_codes(path: Path) -> int:
    """How many letters the fonts hold that no page uses: what a removed word would leave behind."""
    with pikepdf.open(path) as pdf:
        used: dict[tuple[int, int], set[bytes]] = {}
        for page in pdf.pages:
            for name, codes in _codes(page.obj).items():
                used.setdefault(page.obj.Resources.Font[name].objgen if name else (0, 0), set()).update(codes)
        found = 0
        for item in pdf.objects:
            if not isinstance(item, Dictionary) or "/ToUnicode" not in item:
                continue
            table = item.ToUnicode.read_bytes().decode("latin-1")
            blocks = re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL)
            known = {code for block in blocks for code in re.findall(r"^<([0-9a-f]{4})> <", block, re.MULTILINE)}
            mine = {code.hex() for code in used.get(item.objgen, ())}
            found += len(known ^ mine) + abs(_shapes(item) - len(mine)) + abs(_widths(item, len(mine)) - len(mine))
    return found


def _codes(page: pikepdf.Object) -> dict[str, set[bytes]]:
    """The codes of two bytes that a page shows, by the names of its fonts; "" where it shows some without a font."""
    found: dict[str, set[bytes]] = {}
    for font, text in _shown(page):
        found.setdefault(font, set()).update(text[at : at + 2] for at in range(0, len(text) - 1, 2))
    return found


def _shown(page: pikepdf.Object) -> Iterator[tuple[str, bytes]]:
    """The strings that a page shows, each with the name of its font."""
    operations = page_faults.written(page)
    font = ""
    if operations is not None:
        told: dict[tuple[str, bytes], None] = {}
        for operands, operator in operations:
            if operator == b"Tf":
                font = operands.split()[0].decode("ascii")
            elif operator in (b"Tj", b"TJ"):
                told[font, operands] = None
        yield from ((font, text) for font, operands in told for text in strings(operands))
        return
    for values, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "Tf":
            font = str(values[0])
        elif name in page_faults.WITH_STRINGS:
            parts = values[0] if name == "TJ" else values
            yield from ((font, bytes(part)) for part in parts if isinstance(part, pikepdf.String))


def _shapes(font: pikepdf.Object) -> int:
    """How many letters the font program holds, without the one for unknown codes."""
    program = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
    return int(TTFont(io.BytesIO(program))["maxp"].numGlyphs) - 1


def _widths(font: pikepdf.Object, all_alike: int) -> int:
    """How many widths the font lists; `all_alike` where it has one for all."""
    widths = font.DescendantFonts[0].get("/W")
    return all_alike if widths is None else len(widths[1])
