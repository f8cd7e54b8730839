"""What an output file may consist of: an allow-list of keys, operators, fonts and pictures, and nothing besides.

It proves too that a page shows one picture over its whole area and text that is never drawn, so that reading the
rendered page is reading every picture of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from anonymize.pdf import xmp

CATALOGUE = frozenset("/Type /Pages /Lang /MarkInfo /Metadata /StructTreeRoot /ViewerPreferences".split())
PAGE = frozenset("/Type /Parent /MediaBox /Resources /Contents /StructParents /Tabs".split())
PAGES = frozenset("/Type /Kids /Count".split())
IMAGE = frozenset("/Type /Subtype /Width /Height /ColorSpace /BitsPerComponent /Filter /DecodeParms /Length".split())
PACKET = frozenset("/Type /Subtype /Length /Filter /DecodeParms".split())
TAG = frozenset("/Type /S /P /Pg /K /Alt".split())
TREE = frozenset("/Type /K /ParentTree /ParentTreeNextKey".split())
FONT = frozenset(
    "/Type /Subtype /BaseFont /Encoding /DescendantFonts /ToUnicode "
    "/CIDSystemInfo /FontDescriptor /DW /CIDToGIDMap".split()
)
DESCRIPTOR = frozenset(
    "/Type /FontName /Flags /FontBBox /ItalicAngle /Ascent /Descent /CapHeight /StemV /FontFile2".split()
)
TRAILER = frozenset("/Size /Root /ID".split())
OTHER = frozenset(
    "/Font /XObject /F /Im /Marked /DisplayDocTitle /Nums /Registry /Ordering /Supplement /K /Columns /Rows "
    "/Length /Length1 /Filter /DecodeParms".split()
)
KINDS = {
    "/Catalog": CATALOGUE,
    "/Page": PAGE,
    "/Pages": PAGES,
    "/XObject": IMAGE,
    "/Metadata": PACKET,
    "/StructElem": TAG,
    "/StructTreeRoot": TREE,
    "/Font": FONT,
    "/FontDescriptor": DESCRIPTOR,
}
KEYS = frozenset().union(*KINDS.values(), TRAILER, OTHER)
ROLES = frozenset({"/Document", "/P", "/Span", "/Artifact", *(f"/H{level}" for level in range(1, 7))})
OPERATORS = frozenset("BMC BDC EMC q Q cm Do BT ET Tr Tf Tz Tm Tj".split())
JPEG_MARKERS = frozenset({0xC0, 0xC4, 0xDA, 0xDB, 0xE0})  # baseline frame, tables, scan and the JFIF head


def faults(path: Path, pages: int) -> Iterator[str]:
    """Everything in the file that we do not write ourselves, as short codes without content."""
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
        yield from _unreached(pdf)
        for number, page in enumerate(pdf.pages, 1):
            yield from (f"page {number}: {fault}" for fault in _page(page.obj))


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
    pictures = 0
    for item in pdf.objects:
        if not isinstance(item, Dictionary | Stream):
            continue
        kind = str(item.get("/Type", ""))
        if set(item.keys()) - KINDS.get(kind, OTHER):
            yield f"keys of {kind if kind in KINDS else 'an object'}"
        pictures += kind == "/XObject"
        if kind == "/XObject" and str(item.get("/Subtype")) != "/Image":
            yield "form"
        if kind == "/StructElem" and str(item.get("/S")) not in ROLES:
            yield "role"
        if kind == "/XObject" and item.get("/Filter") == Name.DCTDecode and not _bare_jpeg(item.read_raw_bytes()):
            yield "picture metadata"
    if pictures != len(pdf.pages):
        yield "pictures"


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


def _unreached(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Objects that nothing refers to."""
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
    if everything - seen:
        yield "unused objects"


def _keys(item: pikepdf.Object) -> list[str]:
    return sorted(item.keys())


def _page(page: pikepdf.Object) -> Iterator[str]:
    """One picture over the whole page, and text that is not drawn."""
    box = [float(value) for value in page.MediaBox]
    placed: list[list[float]] = []
    matrix: list[float] = []
    drawn = mode = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name not in OPERATORS:
            yield f"operator {re.sub('[^A-Za-z*]', '', name)[:4]}"
        elif name == "cm":
            matrix = [float(value) for value in operands]
            placed.append(matrix)
        elif name == "Do":
            drawn += 1
        elif name == "BT":
            mode = 0
        elif name == "Tr":
            mode = int(operands[0])
        elif name == "Tj" and mode != 3:
            yield "visible text"
        elif name == "BDC" and set(operands[1].keys()) != {"/MCID"}:
            yield "marked content"
    whole = [box[2], 0.0, 0.0, box[3], 0.0, 0.0]
    if drawn != 1 or len(placed) != 1 or any(abs(a - b) > 0.02 for a, b in zip(matrix, whole, strict=True)):
        yield "picture is not the whole page"
    if box[:2] != [0.0, 0.0] or set(page.Resources.keys()) != {"/Font", "/XObject"} or len(page.Resources.XObject) != 1:
        yield "resources"


def unused_codes(path: Path) -> int:
    """How many characters the fonts know that no page uses: what a removed word would leave behind."""
    with pikepdf.open(path) as pdf:
        used: set[str] = set()
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tj":
                    used.update(re.findall("....", bytes(operands[0]).hex()))
        known: set[str] = set()
        for item in pdf.objects:
            if isinstance(item, Dictionary) and "/ToUnicode" in item:
                table = item.ToUnicode.read_bytes().decode("latin-1")
                for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
                    known.update(re.findall(r"^<([0-9a-f]{4})> <", block, re.MULTILINE))
    return len(known - used)
