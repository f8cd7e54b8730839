"""Pages as pictures, drawn by PDFium; the page as displayed, so the origin is its top left corner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image

from corpus.errors import Damaged, NeedsPassword, TooLarge

MAX_PIXELS = 40_000_000  # a page above this is drawn at a lower resolution
MIN_DPI = 72
POINTS_PER_INCH = 72


@contextmanager
def opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """A PDF opened by PDFium; raises NeedsPassword or Damaged."""
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise NeedsPassword("Het bestand is versleuteld. Lever het zonder wachtwoord aan.") from None
        raise Damaged("De PDF is beschadigd of onvolledig. Vraag de bron om een nieuw exemplaar.") from None
    try:
        yield pdf
    finally:
        pdf.close()


def draw(pdf: pypdfium2.PdfDocument, number: int, dpi: int) -> Image.Image:
    """Page `number` (from 1) as an RGB picture at `dpi`, or less where it would pass MAX_PIXELS."""
    page = pdf[number - 1]
    try:
        return draw_page(page, number, dpi)
    finally:
        page.close()


def draw_page(page: Any, number: int, dpi: int, *, grey: bool = False, unit: float = 1.0) -> Image.Image:
    """A page of pypdfium2 in RGB or grey; `unit` is the points that one unit of its space stands for."""
    width, height = (side * unit for side in page.get_size())
    inches = width * height / POINTS_PER_INCH**2
    dpi = min(dpi, int((MAX_PIXELS / max(inches, 0.01)) ** 0.5))
    if dpi < MIN_DPI:
        raise TooLarge(f"Pagina {number} is te groot om te verwerken ({width:.0f} x {height:.0f} punten).")
    # A whole number of pixels across: else a very long page is drawn some points longer than it is wide.
    across = max(1, round(width * dpi / POINTS_PER_INCH))
    scale = (across - 1e-3) / width * unit
    drawn: Image.Image = page.render(scale=scale, may_draw_forms=True, grayscale=grey).to_pil()
    mode = "L" if grey else "RGB"
    return drawn if drawn.mode == mode else drawn.convert(mode)


def units(path: Path) -> dict[int, float]:
    """Points a unit of each page (UserUnit, PDF 32000-1 table 30); PDFium counts every unit as one point."""
    try:
        with pikepdf.open(path) as pdf:
            return {number: float(page.obj.get("/UserUnit", 1)) for number, page in enumerate(pdf.pages, 1)}
    except (pikepdf.PdfError, ValueError, TypeError):
        return {}  # PDFium repairs files that pikepdf does not
