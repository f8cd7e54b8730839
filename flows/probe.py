"""A quick look at every input: how many pages, and whether they must be read by OCR.

Runs in a child too: a broken PDF may bring PDFium down. What was not looked at counts as one scanned page.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from flows.settings import PRINTED
from flows.survey import answer

ENOUGH_TEXT = 40  # characters; a page number or a stamp alone is no text layer
SAMPLE = 3  # pages looked at: first, middle, last
BYTES_PER_PAGE, MOST_PAGES = 4_000, 300  # a guess on the safe side, for the time that a document may take
MOST_OF_PDF = 2_000  # a PDF of more pages is not read, whatever it says of itself


class Look(NamedTuple):
    pages: int
    scanned: bool


UNSEEN = Look(1, scanned=True)


def probe(paths: Sequence[Path], answers: Path) -> None:
    """Tell of each path, in order, as soon as it was looked at."""
    answer(answers, (look(path)._asdict() for path in paths))


def look(path: Path) -> Look:
    """Pages and text layer of one file."""
    suffix = path.suffix.lower()
    try:
        if suffix == ".pdf":
            return _look_at_pdf(path)
        if suffix in (".tif", ".tiff"):
            return _look_at_tiff(path)
        if suffix in PRINTED:
            pages = 1 + min(MOST_PAGES, path.stat().st_size // BYTES_PER_PAGE)
            return Look(pages, scanned=False)
    except Exception:
        return UNSEEN
    return Look(1, scanned=suffix != ".txt")


def _look_at_pdf(path: Path) -> Look:
    import pypdfium2  # here: the fork server has it already, the command line never needs it

    from corpus.nesting import check_nesting  # here: as above

    check_nesting(path)
    pdf = pypdfium2.PdfDocument(path)
    try:
        pages = len(pdf)
        sample = {0, pages // 2, pages - 1} if pages > SAMPLE else range(pages)
        digital = all(pdf[number].get_textpage().count_chars() >= ENOUGH_TEXT for number in sample)
        return Look(min(pages, MOST_OF_PDF), scanned=not digital)
    finally:
        pdf.close()


def _look_at_tiff(path: Path) -> Look:
    from PIL import Image  # here: as above

    with Image.open(path) as picture:
        return Look(getattr(picture, "n_frames", 1), scanned=True)
