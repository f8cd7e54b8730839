"""Words of a picture, read by tesseract. The only file that imports pytesseract.

One process a page, or none where `corpus.tesseract` has the library, and one thread a process: tesseract's own threads
only get in each other's way (measured: 5 to 7 times the CPU time).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytesseract
from PIL import Image

from corpus import tesseract
from corpus.document import Box, Word
from corpus.errors import CannotProcess, OutOfTime, TooLarge
from corpus.tesseract import Seen

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

TIMEOUT_SECONDS = 120
LARGEST = 32_000  # pixels: what tesseract takes
SMALLEST = 10  # pixels: tesseract fails on pictures that are lower or narrower, and nothing can be read in them
MIN_CONFIDENCE = 0  # tesseract gives -1 to boxes without text
CELLS = 12  # of a row of its table: five numbers of the place in the page, the box, the confidence, the text


class OcrMissing(CannotProcess):
    reason = "ocr_missing"


class Line(NamedTuple):
    """Words that tesseract put on one line of one paragraph of one block."""

    block: int
    paragraph: int
    words: tuple[Word, ...]


@cache
def version() -> str:
    """The version of the program, for the record; raises OcrMissing."""
    try:
        return tesseract.version() or str(pytesseract.get_tesseract_version())
    except pytesseract.TesseractNotFoundError:
        raise OcrMissing("Tesseract ontbreekt. Installeer tesseract-ocr en tesseract-ocr-nld.") from None


def recognise(picture: Image.Image, page: int, scale: float, *, psm: int = 3, dpi: int = 200) -> tuple[Line, ...]:
    """The lines of a picture. `scale` is points per pixel; boxes are in points from the picture's top left.

    Raises OcrMissing without the program or its Dutch data, OutOfTime after two minutes.
    """
    version()
    if min(picture.size) < SMALLEST:
        return ()
    if max(picture.size) > LARGEST:
        raise TooLarge(f"Pagina {page} is te lang of te breed om te verwerken.")
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for seen in _seen(picture, page, psm, dpi):
        if seen.confidence < MIN_CONFIDENCE or not seen.text.strip():
            continue
        x1, bottom = seen.left + seen.width, seen.top + seen.height
        box = Box(page, seen.left * scale, seen.top * scale, x1 * scale, bottom * scale)
        text = seen.text.strip()
        lines.setdefault(seen.place, []).append(Word(text, text, box, seen.confidence / 100))
    return tuple(Line(block, paragraph, tuple(words)) for (block, paragraph, _), words in lines.items())


def _seen(picture: Image.Image, page: int, psm: int, dpi: int) -> list[Seen]:
    """The words that tesseract reads in a picture, by the library where this process has it."""
    try:
        told = tesseract.words(picture, psm, dpi, TIMEOUT_SECONDS)
        return list(_rows(_by_program(picture, psm, dpi))) if told is None else told
    except (pytesseract.TesseractError, tesseract.BrokenError):
        raise OcrMissing("Tesseract gaf een fout. Is het pakket tesseract-ocr-nld aanwezig?") from None
    except (RuntimeError, TimeoutError):
        raise OutOfTime(f"Tekstherkenning van pagina {page} duurde langer dan {TIMEOUT_SECONDS} seconden.") from None


def _by_program(picture: Image.Image, psm: int, dpi: int) -> str:
    picture.format = "PPM"  # what pytesseract hands over: packing a page as PNG costs a quarter of reading it
    told: str = pytesseract.image_to_data(
        picture, lang=tesseract.LANGUAGE, config=f"--psm {psm} --dpi {dpi}", timeout=TIMEOUT_SECONDS
    )
    return told


def _rows(table: str) -> Iterator[Seen]:
    """The words in the table that the program prints."""
    for row in table.split("\n"):
        cells = row.split("\t")
        if len(cells) < CELLS or not cells[-1].strip() or not cells[0].isdecimal():  # the head has names
            continue
        _, _, block, paragraph, line, _, left, top, width, height = map(int, cells[:10])
        yield Seen((block, paragraph, line), left, top, width, height, int(float(cells[10])), cells[-1])
