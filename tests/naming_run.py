"""Marked texts through the engine, as text files, born-digital PDFs and worn scans; what was hidden comes back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from anonymize.find import find
from anonymize.policy import Policy, decide
from anonymize.second_look import second_look
from corpus import plain
from corpus.decisions import Decision, Published
from corpus.document import Document
from corpus.read import read
from flows.pipeline import _raw_spans
from nlp.extract import extract
from tests.made_scans import scan
from tests.marked import Marked

_FONT = Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf")
_WIDTH, _HEIGHT, _MARGIN, _SIZE, _LEADING, _CELL = 595.0, 842.0, 62.0, 10.0, 13.5, 150.0


class Drawn(NamedTuple):
    """A word of a marked text as it was drawn: its characters in the text, page and box in points from the top left."""

    start: int
    end: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float


def hide_text(item: Marked, folder: Path, without: Collection[str] = ()) -> tuple[set[int], Published]:
    """The characters of a text file that are hidden."""
    path = folder / "item.txt"
    path.write_text(item.text, "utf-8")
    document = read(path)
    published = judge(document, without)
    spans = _raw_spans(document, published, plain.places(item.text))
    return {at for start, end, _ in spans for at in range(start, end)}, published


def judge(document: Document, without: Collection[str] = ()) -> Published:
    def look(text: Document) -> tuple[Decision, ...]:
        records = extract(text)
        return decide(text, find(text, without=without), Policy(), records.profile, records.motions)

    return second_look(Published(document, look(document)), look)


def draw(item: Marked, target: Path) -> list[Drawn]:
    """Print a text line by line; cells of a row stand in columns. Returns where each word stands."""
    if "Names" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Names", str(_FONT)))
    canvas = Canvas(str(target), pagesize=(_WIDTH, _HEIGHT), invariant=1)
    canvas.setFont("Names", _SIZE)
    drawn: list[Drawn] = []
    page, down, offset = 1, _MARGIN, 0
    for line, joint in _lines(item.text):
        if down > _HEIGHT - _MARGIN:
            canvas.showPage()
            canvas.setFont("Names", _SIZE)
            page, down = page + 1, _MARGIN
        at, cells = offset, line.split(" | ")
        for column, cell in enumerate(cells):
            across = _MARGIN + column * min(_CELL, (_WIDTH - 2 * _MARGIN) / len(cells))
            for word in _words(cell):
                x0 = across + pdfmetrics.stringWidth(cell[: word[0]], "Names", _SIZE)
                x1 = x0 + pdfmetrics.stringWidth(cell[slice(*word)], "Names", _SIZE)
                drawn.append(Drawn(at + word[0], at + word[1], page, x0, down - 9, x1, down + 3))
            canvas.drawString(across, _HEIGHT - down, cell)
            at += len(cell) + 3
        offset += len(line) + joint
        down += _LEADING
    canvas.save()
    return drawn


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Lines as they fit on the page, and how many signs stand between each and the next: long ones are broken."""
    for line in text.split("\n"):
        while " | " not in line and pdfmetrics.stringWidth(line, "Names", _SIZE) > _WIDTH - 2 * _MARGIN:
            fits = len(line)
            while pdfmetrics.stringWidth(line[:fits], "Names", _SIZE) > _WIDTH - 2 * _MARGIN:
                fits = line.rfind(" ", 0, fits)
            if fits <= 0:
                break
            yield line[:fits], 1
            line = line[fits + 1 :]
        yield line, 1


def _words(cell: str) -> Iterable[tuple[int, int]]:
    start = 0
    for word in cell.split(" "):
        if word:
            yield start, start + len(word)
        start += len(word) + 1


def hide_page(item: Marked, folder: Path, dpi: int = 0) -> tuple[set[int], Published]:
    """The characters hidden on pages that a text is drawn on; `dpi` for a worn scan of them, 0 for the pages.

    A drawn word is hidden in the characters that the hidden part of its read word covers from left to right.
    """
    path = folder / "item.pdf"
    drawn = draw(item, path)
    if dpi:
        scan(path, folder / "scan.pdf", dpi=dpi, seed=len(item.text))
        path = folder / "scan.pdf"
    document = read(path)
    published = judge(document)
    hidden: set[int] = set()
    for gap in published.gaps:
        for index in document.indices(gap.span):
            box, first = document.words[index].box, document.starts[index]
            length = len(document.words[index].text)
            if not length:  # a part of a word that was broken off and joined
                continue
            left = max(0, gap.span.start - first) / length
            right = min(length, gap.span.end - first) / length
            x0, x1 = box.x0 + left * (box.x1 - box.x0), box.x0 + right * (box.x1 - box.x0)
            for word in drawn:
                if word.page == box.page and min(word.bottom, box.bottom) - max(word.top, box.top) > 5:
                    hidden |= _covered(word, x0, x1)
    return hidden, published


def _covered(word: Drawn, x0: float, x1: float) -> set[int]:
    """The characters of a word whose middle lies between two places."""
    step = (word.x1 - word.x0) / (word.end - word.start)
    middles = ((at, word.x0 + (at - word.start + 0.5) * step) for at in range(word.start, word.end))
    return {at for at, middle in middles if x0 - 2 <= middle <= x1 + 2}
