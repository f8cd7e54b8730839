"""Words of a picture, read by tesseract. The only file that imports pytesseract.

One process a page and one thread a process: tesseract's own threads only get in each other's way
(measured: 5 to 7 times the CPU time).
"""

from __future__ import annotations

import os
from functools import cache
from typing import NamedTuple

import pytesseract
from PIL import Image

from corpus.document import Box, Word
from corpus.errors import CannotProcess, OutOfTime, TooLarge

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

TIMEOUT_SECONDS = 120
LARGEST = 32_000  # pixels: what tesseract takes
SMALLEST = 10  # pixels: tesseract fails on pictures that are lower or narrower, and nothing can be read in them
MIN_CONFIDENCE = 0  # tesseract gives -1 to boxes without text


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
        return str(pytesseract.get_tesseract_version())
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
    picture.format = "PPM"  # what pytesseract hands over: packing a page as PNG costs a quarter of reading it
    try:
        data = pytesseract.image_to_data(
            picture,
            lang="nld",
            config=f"--psm {psm} --dpi {dpi}",
            output_type=pytesseract.Output.DICT,
            timeout=TIMEOUT_SECONDS,
        )
    except RuntimeError as error:
        if isinstance(error, pytesseract.TesseractError):
            raise OcrMissing("Tesseract gaf een fout. Is het pakket tesseract-ocr-nld aanwezig?") from None
        raise OutOfTime(f"Tekstherkenning van pagina {page} duurde langer dan {TIMEOUT_SECONDS} seconden.") from None
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for i, seen in enumerate(data["text"]):
        confidence = float(data["conf"][i])
        if not seen.strip() or confidence < MIN_CONFIDENCE:
            continue
        left, top, width, height = (data[key][i] for key in ("left", "top", "width", "height"))
        box = Box(page, left * scale, top * scale, (left + width) * scale, (top + height) * scale)
        key = (data["block_num"][i], data["par_num"][i], data["line_num"][i])
        lines.setdefault(key, []).append(Word(seen.strip(), seen.strip(), box, confidence / 100))
    return tuple(Line(block, paragraph, tuple(words)) for (block, paragraph, _), words in lines.items())
