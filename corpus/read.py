"""read(path) -> Document: the one way in. Picks text layer, OCR or plain text, page by page."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PIL import Image

from corpus import ocr, pdf, picture, plain, views
from corpus.at_once import in_shares, processes
from corpus.digital_page import Use, judge, leaf_of
from corpus.document import Document, Page, Source, Word
from corpus.errors import Damaged, Empty, TooLarge, Unreadable, WrongType
from corpus.layout import lay_out
from corpus.notices import file_notices
from corpus.page_notices import beside_layer, beside_scan
from corpus.remarks import by_page
from corpus.scan import scan_sheet
from corpus.scan_picture import with_own_picture
from corpus.sheet import Sheet, segments_of
from corpus.uncollected import uncollected
from corpus.unread import unexplained, unread
from corpus.views import rotated

LAYOUT_VERSION = "5"
MAX_BYTES = 200_000_000
LOOK_DPI = 100  # to see which words of a text layer are visible


def read(path: Path, key: bytes = b"") -> Document:
    """Read a PDF, a picture or a text file.

    `key` makes the id: HMAC-SHA-256 of the file's bytes, first 32 hex digits (docs: output contract).
    Raises a CannotProcess: Empty, WrongType, NeedsPassword, Damaged, TooLarge or Unreadable.
    """
    data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else _too_large()
    if not data.strip():
        raise Empty("Het bestand is leeg.")
    identity = hmac.new(key, data, hashlib.sha256).hexdigest()[:32]
    sheets, hanging = _sheets(path, data)
    if not any(sheet.segments or sheet.pictures for sheet in sheets):
        raise Unreadable("Er is geen tekst gevonden. Is dit een foto of een lege scan? Beoordeel het stuk met de hand.")
    laid = lay_out(sheets, hanging=hanging)
    beside = file_notices(path) if path.suffix.lower() == ".pdf" else ()
    warnings = (*beside, *by_page((sheet.page.number, remark) for sheet in sheets for remark in sheet.said))
    return Document(
        identity,
        path.name,
        reader(),
        tuple(sheet.page for sheet in sheets),
        tuple(_on_the_page(laid.words, sheets)),
        laid.blocks,
        laid.marks,
        warnings,
    )


def _on_the_page(words: Iterable[Word], sheets: Sequence[Sheet]) -> Iterator[Word]:
    """Words of scans that lean back at their place on the page."""
    leans = {sheet.page.number: sheet.lean for sheet in sheets if sheet.lean}
    for word in words:
        lean = leans.get(word.box.page)
        yield word._replace(box=lean.back(word.box), edges=()) if lean else word


def reader() -> str:
    """What made the words, for the record."""
    return f"PDFium, pdfplumber, tesseract {ocr.version()} nld, layout {LAYOUT_VERSION}"


def _too_large() -> bytes:
    raise TooLarge(f"Het bestand is groter dan {MAX_BYTES // 1_000_000} MB. Splits het.")


def _sheets(path: Path, data: bytes) -> tuple[tuple[Sheet, ...], bool]:
    suffix = path.suffix.lower()
    if suffix == ".txt":
        return plain.sheets(plain.load(path)), False
    if suffix == ".pdf":
        if b"%PDF-" not in data[:1024]:
            raise WrongType("Dit is geen PDF, al heet het bestand zo. Controleer waar het vandaan komt.")
        return _pdf_sheets(path), True
    if suffix in picture.SUFFIXES:
        return tuple(_scan_sheet(view, view.grey(LOOK_DPI)) for view in views.views(path)), True
    raise WrongType(f"Bestanden van het soort {suffix or 'zonder naam'} worden niet verwerkt.")


def _pdf_sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a PDF. PDFium opens the file before pdfminer does: its errors are the clear ones."""
    amount = views.amount(path)
    if not amount:
        raise Damaged("De PDF heeft geen pagina's. Vraag de bron om een nieuw exemplaar.")
    return tuple(in_shares(partial(_share, path), processes(amount)))


def _share(path: Path, share: int, amount: int) -> list[tuple[int, Sheet]]:
    """Every so-manieth sheet of a PDF, with its number."""
    careful = pdf.Careful(path)
    try:
        mine = (view for view in views.views(path) if (view.number - 1) % amount == share)
        return [(view.number, _quietly_read(view, careful)) for view in mine]
    finally:
        careful.close()


def _quietly_read(view: views.View, careful: pdf.Careful) -> Sheet:
    with uncollected():
        return _pdf_sheet(view, careful)


def _pdf_sheet(view: views.View, careful: pdf.Careful) -> Sheet:
    look = view.grey(LOOK_DPI)
    leaf = leaf_of(view, careful, look)
    view, layer, turn = leaf.view, leaf.layer, leaf.turn
    look = rotated(look, turn)
    if judge(layer, look, view) is not Use.GOOD:
        return _scan_sheet(with_own_picture(view, leaf.drawn, look), look, turn)
    boxes = unexplained(view, layer, look)
    pictures = (*layer.askew, *unread(view, layer, boxes))
    beside = beside_layer(view, look, layer, boxes, pictures)
    page = Page(view.number, layer.width, layer.height, Source.TEXT, turn=turn, written=beside.written)
    return Sheet(page, segments_of(layer.tokens), layer.tables, layer.note_rules, pictures, beside.said)


def _scan_sheet(view: views.View, look: Image.Image, turn: int = 0) -> Sheet:
    """A page read by OCR, with remarks; `look` is the page at a low resolution, `turn` what it was turned by before."""
    sheet = scan_sheet(view)
    upright, look = views.turned(view, sheet.page.turn), rotated(look, sheet.page.turn)
    beside = beside_scan(upright, look, sheet)
    page = sheet.page._replace(turn=(sheet.page.turn + turn) % 360, written=beside.written)
    return sheet._replace(page=page, said=(*sheet.said, *beside.said))
