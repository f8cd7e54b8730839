"""read(path) -> Document: the one way in. Picks text layer, OCR or plain text, page by page."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from corpus import ocr, pdf, picture, plain, render
from corpus.document import Box, Document, Page, Source
from corpus.errors import CannotProcess, Damaged, Empty, NeedsPassword, TooLarge, Unreadable, WrongType
from corpus.layout import lay_out
from corpus.sheet import Segment, Sheet, Token, segments_of
from corpus.words import commonness

LAYOUT_VERSION = "1"
MAX_BYTES = 200_000_000
MAX_PAGES = 2_000
OCR_DPI = 300
LOOK_DPI = 100  # to see which words of a text layer are visible
SCAN_SHARE = 0.6  # a page covered by pictures to this share is a scan
PICTURE_SHARE = 0.01  # a smaller picture (a bullet, a line) is not read
BROKEN_SHARE = 0.1
KNOWN_SHARE = 0.35  # below this share of Dutch words a text layer is no good
SURE = 0.6  # OCR confidence under which a word is doubtful


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
        return tuple(_scan_sheet(s.picture, s.number, s.scale) for s in picture.scans(path, MAX_PAGES)), True
    raise WrongType(f"Bestanden van het soort {suffix or 'zonder naam'} worden niet verwerkt.")


def _pdf_sheets(path: Path) -> Iterator[Sheet]:
    with render.opened(path) as drawn_pdf:
        if len(drawn_pdf) > MAX_PAGES:
            raise TooLarge(f"Het bestand heeft meer dan {MAX_PAGES} pagina's. Splits het.")
        if len(drawn_pdf) == 0:
            raise Damaged("De PDF heeft geen pagina's. Vraag de bron om een nieuw exemplaar.")
        try:
            with pdf.pages(path) as text_pdf:
                for number in range(1, len(drawn_pdf) + 1):
                    yield _pdf_sheet(drawn_pdf, text_pdf, number)
        except CannotProcess:
            raise
        except Exception as error:  # pdfminer raises many kinds on damaged files; each means the same to the user
            if "Password" in type(error).__name__:
                raise NeedsPassword("Het bestand is versleuteld. Lever het zonder wachtwoord aan.") from None
            raise Damaged("De PDF is beschadigd of onvolledig. Vraag de bron om een nieuw exemplaar.") from None


def _pdf_sheet(drawn_pdf: Any, text_pdf: Any, number: int) -> Sheet:
    look = render.draw(drawn_pdf, number, LOOK_DPI)
    if number > len(text_pdf.pages):
        raise Damaged("De PDF is beschadigd: pagina's ontbreken. Vraag de bron om een nieuw exemplaar.")
    layer = pdf.layer(text_pdf.pages[number - 1], number, look)
    warnings = []
    if layer.hidden:
        warnings.append(f"Pagina {number}: {layer.hidden} woorden in de tekstlaag zijn op papier niet te zien en zijn weggelaten.")
    if _needs_ocr(layer, look):
        picture_ = render.draw(drawn_pdf, number, OCR_DPI)
        sheet = _scan_sheet(picture_, number, layer.width / picture_.width)
        return sheet._replace(warnings=(*warnings, *sheet.warnings))
    page = Page(number, layer.width, layer.height, Source.TEXT)
    pictures = _picture_words(drawn_pdf, layer, number)
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


def _scan_sheet(drawn: Image.Image, number: int, scale: float) -> Sheet:
    """A page read by OCR; boxes in points of the page."""
    lines = ocr.recognise(drawn, number, scale, dpi=max(72, round(72 / scale)))
    words = [word for line in lines for word in line.words]
    doubtful = sum(word.sure < SURE for word in words) / max(1, len(words))
    tokens = [[Token(word) for word in line.words] for line in lines]
    segments = tuple(segment for line in tokens for segment in _line_segments(line))
    page = Page(number, drawn.width * scale, drawn.height * scale, Source.OCR, round(doubtful, 3))
    warnings = (f"Pagina {number}: {doubtful:.0%} van de woorden is met twijfel herkend.",) if doubtful > 0.1 else ()
    return Sheet(page, segments, warnings=warnings)


def _line_segments(tokens: list[Token]) -> tuple[Segment, ...]:
    """Segments of a line that tesseract made: it follows skew better than boxes do, so only gaps part it."""
    height = sorted(token.word.box.height for token in tokens)[len(tokens) // 2]
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.word.box.x0):
        if runs and token.word.box.x0 - runs[-1][-1].word.box.x1 <= 1.8 * height:
            runs[-1].append(token)
        else:
            runs.append([token])
    return tuple(Segment(run) for run in runs)


def _picture_words(drawn_pdf: Any, layer: pdf.Layer, number: int) -> tuple[Segment, ...]:
    """Words inside the pictures of a digital page (a logo, a screenshot), which its text layer does not hold."""
    boxes = [box for box in layer.pictures if box.width * box.height > PICTURE_SHARE * layer.width * layer.height]
    if not boxes:
        return ()
    drawn = render.draw(drawn_pdf, number, OCR_DPI)
    scale = layer.width / drawn.width
    found: list[Segment] = []
    for box in boxes:
        crop = drawn.crop(tuple(round(v / scale) for v in (box.x0, box.top, box.x1, box.bottom)))  # type: ignore[arg-type]
        if crop.width < 20 or crop.height < 10:
            continue
        for line in ocr.recognise(crop, number, scale, dpi=OCR_DPI):
            words = [w for w in (_moved(word, box) for word in line.words) if not _doubled(w.box, layer)]
            if words:
                found.append(Segment([Token(word) for word in words]))
    return tuple(found)


def _moved(word: Any, by: Box) -> Any:
    box = word.box
    return word._replace(box=Box(by.page, box.x0 + by.x0, box.top + by.top, box.x1 + by.x0, box.bottom + by.top))


def _doubled(box: Box, layer: pdf.Layer) -> bool:
    return any(token.word.box.overlaps(box) for token in layer.tokens)
