"""read(path) -> Document: the one way in. Picks text layer, OCR or plain text, page by page."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from corpus import ocr, pdf, picture, plain, views
from corpus.document import Box, Document, Page, Source, Word
from corpus.errors import CannotProcess, Damaged, Empty, NeedsPassword, TooLarge, Unreadable, WrongType
from corpus.layout import lay_out
from corpus.repair import is_bullet
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
BOLD = 1.15  # times the usual blackness of a line
SPECK = 0.9  # a mark by itself that OCR is less sure of than this is a speck
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
        return tuple(_scan_view(view) for view in _limited(path)), True
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
    look = view.draw(LOOK_DPI)
    layer = pdf.layer(text_page, view.number, look)
    warnings = []
    if layer.hidden:
        warnings.append(f"Pagina {view.number}: {layer.hidden} onzichtbare woorden in de tekstlaag zijn weggelaten.")
    if any(pdf.is_note(annotation) for annotation in text_page.annots):
        warnings.append(f"Pagina {view.number}: opmerkingen, stempels of velden in het bestand zijn weggelaten.")
    if _needs_ocr(layer, look):
        sheet = _scan_view(view)
        return sheet._replace(warnings=(*warnings, *sheet.warnings))
    page = Page(view.number, layer.width, layer.height, Source.TEXT)
    pictures = _picture_words(view, layer)
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


def _scan_view(view: views.View) -> Sheet:
    """A page read by OCR; boxes in points of the page."""
    drawn = _enlarged(view.draw(OCR_DPI).convert("L"), view.width)
    scale = view.width / drawn.width
    lines = ocr.recognise(drawn, view.number, scale, dpi=round(72 / scale))
    words = [word for line in lines for word in line.words]
    bold = _bold_lines(drawn, lines, scale)
    doubtful = sum(word.sure < SURE for word in words) / max(1, len(words))
    read_: list[Segment] = []
    noise: list[Segment] = []
    for line in lines:
        words_, specks = _without_specks(line.words)
        noise += [Segment([Token(word)]) for word in specks]
        if words_:
            segments = _line_segments([Token(word, bold=line in bold) for word in words_])
            (noise if _is_noise(words_) else read_).extend(segments)
    page = Page(view.number, view.width, view.height, Source.OCR, round(doubtful, 3))
    warnings = (
        (f"Pagina {view.number}: {doubtful:.0%} van de woorden is met twijfel herkend.",) if doubtful > 0.1 else ()
    )
    return Sheet(page, tuple(read_), pictures=tuple(noise), warnings=warnings)


def _enlarged(drawn: Image.Image, width: float) -> Image.Image:
    """A coarse scan brought to OCR_DPI: on a 200 dpi black-and-white one it left 1 word of 351 wrong instead of 7."""
    factor = OCR_DPI / 72 * width / drawn.width
    return drawn.resize((round(drawn.width * factor), round(drawn.height * factor))) if factor > 1.1 else drawn


def _bold_lines(drawn: Image.Image, lines: Sequence[ocr.Line], scale: float) -> frozenset[ocr.Line]:
    """Lines whose letters are clearly blacker than is usual on the page."""
    grey = 255 - np.asarray(drawn.convert("L"), dtype=np.float32)
    shares = {line: float(np.mean([_blackness(grey, word.box, scale) for word in line.words])) for line in lines}
    long = [share for line, share in shares.items() if len(line.words) >= 4]
    usual = float(np.median(long)) if len(long) >= 4 else 0.0
    return frozenset(line for line, share in shares.items() if usual and share > BOLD * usual)


def _blackness(grey: np.ndarray[Any, Any], box: Box, scale: float) -> float:
    rows = slice(int(box.top / scale), max(int(box.top / scale) + 1, int(box.bottom / scale)))
    columns = slice(int(box.x0 / scale), max(int(box.x0 / scale) + 1, int(box.x1 / scale)))
    return float(grey[rows, columns].mean())


def _without_specks(words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """The words of a line, and the marks among them that are specks of the paper and not punctuation."""
    kept: list[Word] = []
    specks: list[Word] = []
    for word in words:
        bare = not re.search(r"[^\W_]", word.seen) and word.seen not in {"–", "&", "€", "%", "+"}
        bullet = not kept and is_bullet(word.seen, ocr=True)
        (specks if bare and not bullet and (word.sure < SPECK or not kept) else kept).append(word)
    return kept, specks


def _is_noise(words: Sequence[Word]) -> bool:
    """True for a line that OCR made of handwriting, rules or specks: no word that is sure, none that is Dutch."""
    return not any(
        word.sure >= SURE or (len(word.seen) > 3 and commonness(word.seen.strip(".,;:")) > 2) for word in words
    )


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


def _picture_words(view: views.View, layer: pdf.Layer) -> tuple[Segment, ...]:
    """Words inside the pictures of a digital page (a logo, a screenshot), which its text layer does not hold."""
    boxes = [box for box in layer.pictures if box.width * box.height > PICTURE_SHARE * layer.width * layer.height]
    if not boxes:
        return ()
    drawn = view.draw(OCR_DPI)
    scale = layer.width / drawn.width
    found: list[Segment] = []
    for box in boxes:
        crop = drawn.crop(
            (round(box.x0 / scale), round(box.top / scale), round(box.x1 / scale), round(box.bottom / scale))
        )
        if crop.width < 20 or crop.height < 10:
            continue
        for line in ocr.recognise(crop, view.number, scale, dpi=OCR_DPI):
            words = [w for w in (_moved(word, box) for word in line.words) if not _doubled(w.box, layer)]
            if words:
                found.append(Segment([Token(word) for word in words]))
    return tuple(found)


def _moved(word: Word, by: Box) -> Word:
    box = word.box
    return word._replace(box=Box(by.page, box.x0 + by.x0, box.top + by.top, box.x1 + by.x0, box.bottom + by.top))


def _doubled(box: Box, layer: pdf.Layer) -> bool:
    return any(token.word.box.overlaps(box) for token in layer.tokens)
