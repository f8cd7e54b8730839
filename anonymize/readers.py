"""Engines that read the text of the redacted file as others will: PDFium, pdfminer, poppler, and OCR of what is seen.

Each gives what it reads with its place. On a page no secret may be read more often than the kept words say it,
and in a box nothing but its label.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTAnno, LTChar, LTPage

from anonymize.case import Case, Spot, spot
from anonymize.wording import Secret, Text
from corpus import ocr, render
from corpus.document import Box, Word, around
from corpus.errors import CannotProcess

POPPLER_SECONDS = 60
OCR_DPI = 200
NEAR = 3.0  # points: OCR's boxes and ours differ by this much


class Seen(NamedTuple):
    """A character or word that an engine read, and its middle in points from the top left; None if it has no place."""

    text: str
    middle: tuple[float, float] | None


class PopplerMissing(CannotProcess):
    reason = "poppler_missing"


def pdfium_text(case: Case) -> Iterator[Spot]:
    """The text layer as Chrome and many viewers read it."""
    with render.opened(case.target) as pdf:
        for number in range(1, len(pdf) + 1):
            yield from _judge(case, "pdfium", number, list(_pdfium_characters(pdf[number - 1])))


def _pdfium_characters(page: Any) -> Iterator[Seen]:
    height = page.get_height()
    text = page.get_textpage()
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        left, bottom, right, top = text.get_charbox(index, loose=True)
        yield Seen(character, ((left + right) / 2, height - (bottom + top) / 2))
    text.close()
    page.close()


def pdfminer_text(case: Case) -> Iterator[Spot]:
    """The text layer as many scripts read it."""
    for number, page in enumerate(extract_pages(case.target), 1):
        yield from _judge(case, "pdfminer", number, list(_pdfminer_characters(page, page)))


def _pdfminer_characters(item: Any, page: LTPage) -> Iterator[Seen]:
    if isinstance(item, LTChar):
        yield Seen(item.get_text(), ((item.x0 + item.x1) / 2, page.y1 - (item.y0 + item.y1) / 2))
    elif isinstance(item, LTAnno):
        yield Seen(item.get_text(), None)
    elif hasattr(item, "__iter__"):
        for child in item:
            yield from _pdfminer_characters(child, page)


_PAGE = re.compile(r"<page [^>]*>(.*?)</page>", re.DOTALL)
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.DOTALL)


def poppler_text(case: Case) -> Iterator[Spot]:
    """The text layer as poppler reads it, in a process of its own."""
    command = ["pdftotext", "-bbox", str(case.target), "-"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=POPPLER_SECONDS, check=True)
    except FileNotFoundError:
        raise PopplerMissing("pdftotext ontbreekt. Installeer poppler-utils.") from None
    for number, page in enumerate(_PAGE.findall(done.stdout.decode("utf-8", "replace")), 1):
        seen: list[Seen] = []
        for x0, top, x1, bottom, text in _WORD.findall(page):
            middle = ((float(x0) + float(x1)) / 2, (float(top) + float(bottom)) / 2)
            seen += [Seen(unescape(text), middle), Seen(" ", None)]
        yield from _judge(case, "poppler", number, seen)


def _judge(case: Case, engine: str, page: int, seen: list[Seen]) -> Iterator[Spot]:
    yield from case.excess(engine, page, "".join(one.text for one in seen))
    for drawn in case.drawn_on(page):
        inside = "".join(one.text for one in seen if one.middle and _within(one.middle, drawn.box))
        if "".join(inside.split()) not in ("", drawn.ground):
            yield Spot(engine, page, drawn.box, drawn.category, drawn.ground, "text in a box")


def _within(point: tuple[float, float], box: Box) -> bool:
    return box.x0 < point[0] < box.x1 and box.top < point[1] < box.bottom


def ocr_text(case: Case) -> Iterator[Spot]:
    """The pages as a person sees them."""
    if not case.secrets.all:
        return
    with render.opened(case.target) as pdf:
        for number in range(1, len(pdf) + 1):
            picture = render.draw(pdf, number, OCR_DPI)
            scale = pdf.get_page_size(number - 1)[0] / picture.width
            lines = ocr.recognise(picture.convert("L"), number, scale, dpi=OCR_DPI)
            yield from _unexplained(case, number, lines)


def _unexplained(case: Case, page: int, lines: Iterable[ocr.Line]) -> Iterator[Spot]:
    """What OCR reads where no kept word says the same."""
    read = [list(line.words) for line in lines]
    text = Text("\n".join(" ".join(word.text for word in line) for line in read), ocr=True)
    suspects = [secret for secret in case.secrets.all if len(secret.form) > 2 and text.count(secret)]
    if not suspects:
        return
    pieces = case.kept_on(page)
    for secret in suspects:
        for words in _holding(secret, read):
            box = around(word.box for word in words)
            near = [piece for piece in pieces if piece.box.overlaps(_wider(box))]
            if not Text(" ".join(piece.text for piece in near), ocr=True).count(secret):
                yield spot("ocr", page, secret, box)


def _holding(secret: Secret, lines: list[list[Word]]) -> Iterator[list[Word]]:
    """The runs of words that say a secret: single words first, then neighbours on a line, then over a line's end."""
    flat = [word for line in lines for word in line]
    found = [[word] for word in flat if Text(word.text, ocr=True).count(secret)]
    if found:
        yield from found
        return
    for start in range(len(flat)):
        for end in range(start + 2, min(start + 9, len(flat) + 1)):
            run = flat[start:end]
            if _say(run, secret):
                if not _say(run[1:], secret):
                    yield from ([word] for word in run)
                break


def _say(run: list[Word], secret: Secret) -> bool:
    return Text("\n".join(word.text for word in run), ocr=True).count(secret) > 0


def _wider(box: Box) -> Box:
    return Box(box.page, box.x0 - NEAR, box.top - NEAR, box.x1 + NEAR, box.bottom + NEAR)
