"""A quick look at every input: how many pages, and whether they must be read by OCR.

Runs in a child too: a broken PDF may bring PDFium down. What was not looked at counts as one scanned page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ENOUGH_TEXT = 40  # characters; a page number or a stamp alone is no text layer
SAMPLE = 3  # pages looked at: first, middle, last


class Look(NamedTuple):
    pages: int
    scanned: bool


UNSEEN = Look(1, scanned=True)


def probe(paths: Sequence[Path], answers: Path) -> None:
    """Write one line for each path, in order, as soon as it was looked at."""
    with answers.open("w", encoding="utf-8") as out:
        for path in paths:
            print(json.dumps(look(path)), file=out, flush=True)


def read_answers(answers: Path) -> list[Look]:
    """The lines that are complete; a child that crashed leaves fewer than it was asked for."""
    if not answers.is_file():
        return []
    lines = answers.read_text(encoding="utf-8").split("\n")[:-1]
    return [Look(*json.loads(line)) for line in lines]


def look(path: Path) -> Look:
    """Pages and text layer of one file."""
    suffix = path.suffix.lower()
    try:
        if suffix == ".pdf":
            return _look_at_pdf(path)
        if suffix in (".tif", ".tiff"):
            return _look_at_tiff(path)
    except Exception:
        return UNSEEN
    return Look(1, scanned=suffix != ".txt")


def _look_at_pdf(path: Path) -> Look:
    import pypdfium2  # here: the fork server has it already, the command line never needs it

    pdf = pypdfium2.PdfDocument(path)
    try:
        pages = len(pdf)
        sample = {0, pages // 2, pages - 1} if pages > SAMPLE else range(pages)
        digital = all(pdf[number].get_textpage().count_chars() >= ENOUGH_TEXT for number in sample)
        return Look(pages, scanned=not digital)
    finally:
        pdf.close()


def _look_at_tiff(path: Path) -> Look:
    from PIL import Image  # here: as above

    with Image.open(path) as picture:
        return Look(getattr(picture, "n_frames", 1), scanned=True)
