"""read(path) -> Document: the one way in. Picks text layer, OCR or plain text, page by page."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from PIL import Image

from corpus import ocr, pdf, picture, plain, turned, views
from corpus.document import Document, Page, Source
from corpus.errors import CannotProcess, Damaged, Empty, NeedsPassword, TooLarge, Unreadable, WrongType
from corpus.layout import lay_out
from corpus.scan import scan_sheet
from corpus.sheet import Sheet, segments_of
from corpus.unread import unread
from corpus.words import commonness

LAYOUT_VERSION = "2"
MAX_BYTES = 200_000_000
MAX_PAGES = 2_000
LOOK_DPI = 100  # to see which words of a text layer are visible
SCAN_SHARE = 0.6  # a page covered by pictures to this share is a scan
BROKEN_SHARE = 0.1
KNOWN_SHARE = 0.35  # below this share of Dutch words a text layer is no good


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
    warnings = tuple(warning for sheet in sheets for warning in sheet.warnings)
    return Document(
        identity,
        path.name,
        reader(),
        tuple(sheet.page for sheet in sheets),
        laid.words,
        laid.blocks,
        laid.marks,
        warnings,
    )


def reader() -> str:
    """What made the words, for the record."""
    return f"pdfplumber, tesseract {ocr.version()} nld, layout {LAYOUT_VERSION}"


def _too_large() -> bytes:
    raise TooLarge(f"Het bestand is groter dan {MAX_BYTES // 1_000_000} MB. Splits het.")


def _sheets(path: Path, data: bytes) -> tuple[tuple[Sheet, ...], bool]:
    suffix = path.suffix.lower()
    if suffix == ".txt":
        return plain.sheets(plain.load(path)), False
    if suffix == ".pdf":
        if b"%PDF-" not in data[:1024]:
            raise WrongType("Dit is geen PDF, al heet het bestand zo. Controleer waar het vandaan komt.")
        return tuple(_pdf_sheets(path)), True
    if suffix in picture.SUFFIXES:
        return tuple(scan_sheet(view) for view in _limited(path)), True
    raise WrongType(f"Bestanden van het soort {suffix or 'zonder naam'} worden niet verwerkt.")


def _limited(path: Path) -> Iterator[views.View]:
    for view in views.views(path):
        if view.number > MAX_PAGES:
            raise TooLarge(f"Het bestand heeft meer dan {MAX_PAGES} pagina's. Splits het.")
        yield view


def _pdf_sheets(path: Path) -> Iterator[Sheet]:
    views = _limited(path)
    first = next(views, None)  # PDFium opens the file before pdfminer does: its errors are the clear ones
    if first is None:
        raise Damaged("De PDF heeft geen pagina's. Vraag de bron om een nieuw exemplaar.")
    try:
        with pdf.pages(path) as text_pdf:
            for view in chain([first], views):
                if view.number > len(text_pdf.pages):
                    raise Damaged("De PDF is beschadigd: pagina's ontbreken. Vraag de bron om een nieuw exemplaar.")
                yield _pdf_sheet(view, text_pdf.pages[view.number - 1])
    except CannotProcess:
        raise
    except Exception as error:  # pdfminer raises many kinds on damaged files; each means the same to the user
        if "Password" in type(error).__name__:
            raise NeedsPassword("Het bestand is versleuteld. Lever het zonder wachtwoord aan.") from None
        raise Damaged("De PDF is beschadigd of onvolledig. Vraag de bron om een nieuw exemplaar.") from None


def _pdf_sheet(view: views.View, text_page: Any) -> Sheet:
    turn = turned.turn_of(text_page.chars)
    view, text_page = views.turned(view, turn), pdf.laid(text_page, turn)
    look = view.draw(LOOK_DPI)
    layer = pdf.layer(text_page, view.number, look)
    warnings = []
    if layer.hidden:
        warnings.append(f"Pagina {view.number}: {layer.hidden} onzichtbare woorden in de tekstlaag zijn weggelaten.")
    if any(pdf.is_note(annotation) for annotation in text_page.annots):
        warnings.append(f"Pagina {view.number}: opmerkingen, stempels of velden in het bestand zijn weggelaten.")
    if _needs_ocr(layer, look):
        sheet = scan_sheet(view)
        page = sheet.page._replace(turn=(sheet.page.turn + turn) % 360)
        return sheet._replace(page=page, warnings=(*warnings, *sheet.warnings))
    page = Page(view.number, layer.width, layer.height, Source.TEXT, turn=turn)
    pictures = (*layer.askew, *unread(view, layer, look))
    return Sheet(page, segments_of(layer.tokens), layer.tables, layer.note_rules, pictures, tuple(warnings))


def _needs_ocr(layer: pdf.Layer, look: Image.Image) -> bool:
    """True for a scan, a broken text layer, or a page whose letters are drawn as pictures or outlines."""
    area = layer.width * layer.height
    if any(box.width * box.height > SCAN_SHARE * area for box in layer.pictures):
        return True
    if layer.broken > BROKEN_SHARE:
        return True
    words = [t.word.text.strip(".,;:()'\"") for t in layer.tokens]
    letters = [word for word in words if word.isalpha() and len(word) > 2]
    if len(letters) >= 30 and sum(commonness(word) > 0 for word in letters) < KNOWN_SHARE * len(letters):
        return True
    return len(words) < 8 and _ink_share(look) > 0.002


def _ink_share(look: Image.Image) -> float:
    """The share of dark pixels of a page."""
    histogram = look.convert("L").histogram()
    return sum(histogram[:128]) / max(1, look.width * look.height)
