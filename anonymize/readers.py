"""Engines that read the text of the redacted file as others will: PDFium, pdfminer, poppler, pypdf.

Each gives what it reads with its place. On a page no secret may be read more often than the kept words say it,
and in a box nothing but its label.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, NamedTuple

import numpy as np
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage

from anonymize.case import Case, Spot, letters
from anonymize.miner import Interpreter, Letters, Placed, of_page
from corpus.errors import CannotProcess
from corpus.glyphs import signs

POPPLER_SECONDS = 60
FORGETFUL = frozenset({"poppler"})  # takes two like letters that nearly touch for one
PARTED, BLANK = 0.5, 0.2  # of the size: how far down and beside letters of one word may stand
NOWHERE = (np.nan, np.nan)

Numbers = np.ndarray[Any, Any]


class Read(NamedTuple):
    """What an engine read of a page: characters or words, and the middle of each in points from the top left.

    A middle that is not a number belongs to what has no place: a blank between two words.
    """

    texts: list[str]
    middles: Numbers


class PopplerMissing(CannotProcess):
    reason = "poppler_missing"


def pdfium_text(case: Case) -> Iterator[Spot]:
    """The text layer as Chrome and many viewers read it."""
    for number in range(1, len(case.opened) + 1):
        yield from _judge(case, "pdfium", number, _pdfium_characters(case.opened.page(number)))


def _pdfium_characters(page: Any) -> Read:
    height = page.get_height()
    text = page.get_textpage()
    found = signs(text)
    text.close()
    if found.lost:
        raise LookupError("places of letters")
    left, top, right, bottom = found.sides.T
    middles = np.stack([(left + right) / 2, height - (bottom + top) / 2], axis=1)
    return Read(list(map(chr, found.codes.tolist())), middles)


def pdfminer_text(case: Case) -> Iterator[Spot]:
    """The text layer as many scripts read it.

    It guesses lines and columns only where that may tell more: of a drawn page every letter is counted.
    """
    resources = PDFResourceManager()
    guessing, plain = PDFPageAggregator(resources, laparams=LAParams()), Letters(resources)
    with case.target.open("rb") as file:
        for number, page in enumerate(PDFPage.get_pages(file), 1):
            device = plain if case.is_drawn(number) else guessing
            Interpreter(resources, device).process_page(page)
            placed = plain.placed if device is plain else of_page(guessing.get_result())
            height = plain.height if device is plain else guessing.get_result().y1
            yield from _judge(case, "pdfminer", number, _parted(placed, height))


def _parted(placed: Iterable[Placed], height: float) -> Read:
    """Letters in the order in which the page shows them, parted where the next does not stand beside the last."""
    texts: list[str] = []
    middles: list[tuple[float, float]] = []
    last: Placed | None = None
    for one in placed:
        text, x0, y0, x1, y1, size = one
        if last and not (abs(y0 - last[2]) <= PARTED * size and -1 <= (x0 - last[3]) / (size or 1) < BLANK):
            texts.append(" ")
            middles.append(NOWHERE)
        texts.append(text)
        middles.append(((x0 + x1) / 2, height - (y0 + y1) / 2))
        last = one
    return Read(texts, np.array(middles).reshape(-1, 2))


def pypdf_text(case: Case) -> Iterator[Spot]:
    """The text layer as pypdf reads it, when the gate is thorough: no construction is known that it alone sees."""
    if not case.thorough:
        return
    from pypdf import PdfReader  # here: it takes a tenth of a second to load, and few gates are thorough

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
        words = _WORD.findall(page)
        sides = np.array([word[:4] for word in words], dtype=float).reshape(-1, 4)
        middles = np.full((2 * len(words), 2), NOWHERE)
        middles[::2] = (sides[:, :2] + sides[:, 2:]) / 2
        texts = [text for word in words for text in (unescape(word[4]), " ")]
        yield from _judge(case, "poppler", number, Read(texts, middles))


def _judge(case: Case, engine: str, page: int, read: Read) -> Iterator[Spot]:
    text = "".join(read.texts)
    yield from case.excess(engine, page, text)
    x, y = read.middles.T
    for drawn in case.drawn_on(page):
        box = drawn.box
        within = np.flatnonzero((box.x0 < x) & (x < box.x1) & (box.top < y) & (y < box.bottom))
        inside = "".join(read.texts[at] for at in within.tolist())
        if "".join(inside.split()) not in ("", drawn.ground):
            yield Spot(engine, page, drawn.box, drawn.category, drawn.ground, "text in a box")
    if case.is_drawn(page):
        seen, due = letters(text), case.due_on(page)
        if seen - due or (due - seen and engine not in FORGETFUL):
            yield Spot(engine, page, fault="other letters than the kept ones")
