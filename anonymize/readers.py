"""Engines that read the text of the redacted file as others will: PDFium, pdfminer, poppler, pypdf.

Each gives what it reads with its place. On a page no secret may be read more often than the kept words say it,
and in a box nothing but its label.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTPage
from pypdf import PdfReader

from anonymize.case import Case, Spot
from corpus import render
from corpus.document import Box
from corpus.errors import CannotProcess

POPPLER_SECONDS = 60
FORGETFUL = frozenset({"poppler"})  # takes two like letters that nearly touch for one
PARTED, BLANK = 0.5, 0.2  # of the size: how far down and beside letters of one word may stand


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
    for number, page in enumerate(extract_pages(case.target, laparams=None), 1):
        yield from _judge(case, "pdfminer", number, list(_pdfminer_characters(page)))


def _pdfminer_characters(page: LTPage) -> Iterator[Seen]:
    """Letters in the order in which the page shows them, parted where the next does not stand beside the last."""
    last: LTChar | None = None
    for item in _letters_in(page):
        if last and not _stands_beside(last, item):
            yield Seen(" ", None)
        yield Seen(item.get_text(), ((item.x0 + item.x1) / 2, page.y1 - (item.y0 + item.y1) / 2))
        last = item


def _stands_beside(one: LTChar, other: LTChar) -> bool:
    level = abs(other.y0 - one.y0) <= PARTED * other.size
    return bool(level and -1 <= (other.x0 - one.x1) / (other.size or 1) < BLANK)


def _letters_in(item: Any) -> Iterator[LTChar]:
    if isinstance(item, LTChar):
        yield item
    elif hasattr(item, "__iter__"):
        for child in item:
            yield from _letters_in(child)


def pypdf_text(case: Case) -> Iterator[Spot]:
    """The text layer as pypdf reads it, when the gate is thorough: no construction is known that it alone sees."""
    if not case.thorough:
        return
    with case.target.open("rb") as file:
        for number, page in enumerate(PdfReader(file).pages, 1):
            yield from case.excess("pypdf", number, page.extract_text())


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
    if case.is_drawn(page):
        read, due = _letters("".join(one.text for one in seen)), _due(case, page)
        if read - due or (due - read and engine not in FORGETFUL):
            yield Spot(engine, page, fault="other letters than the kept ones")


def _letters(text: str) -> Counter[str]:
    """The letters and digits of a text, whatever their order."""
    return Counter(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())


def _due(case: Case, page: int) -> Counter[str]:
    """The letters of a drawn page: those of its kept words and of the labels of its boxes."""
    return _letters(
        "".join([*(piece.text for piece in case.kept_on(page)), *(one.ground for one in case.drawn_on(page))])
    )


def _within(point: tuple[float, float], box: Box) -> bool:
    return box.x0 < point[0] < box.x1 and box.top < point[1] < box.bottom
