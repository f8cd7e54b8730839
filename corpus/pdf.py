"""Words of a digital PDF page, with their type face. The only file that imports pdfplumber.

pdfplumber's coordinates are turned once, here, into the page as displayed: its origin is moved from the
MediaBox to the CropBox. Words that cannot be seen on the drawn page (white, covered, outside) are left out:
what nobody can see must not come back as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pdfplumber
from pdfplumber.page import Page
from PIL import Image

from corpus import turned
from corpus.document import Box, Word
from corpus.sheet import Segment, Token
from corpus.sight import CONTRAST, Sight, clashing
from corpus.words import commonness, visible

STRANGE = 6  # words
NOTE_RULE = (60, 260)  # width in points of the short rule above footnotes


_BROKEN = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd\x00-\x08]")


class Layer(NamedTuple):
    """The text layer of a page and what is drawn around it; `askew` are lines that do not stand upright.

    Sizes in points.
    """

    width: float
    height: float
    tokens: tuple[Token, ...]
    hidden: int
    broken: float
    pictures: tuple[Box, ...]
    askew: tuple[Segment, ...]
    tables: tuple[tuple[tuple[Box, ...], ...], ...]
    note_rules: tuple[float, ...]


def layer(page: Any, number: int, drawn: Image.Image) -> Layer:
    """The visible words of a pdfplumber page. `drawn` is the page as PDFium shows it, at any resolution."""
    x, y, width, height = _crop(page)
    sight = Sight(np.asarray(drawn.convert("L")), drawn.width / width)
    words = _words(page, number, x, y)
    seen = [token for token in words if sight.shows(token.word)]
    clashes = clashing([token.word for token in seen])
    certain = [token for at, token in enumerate(seen) if at not in clashes]
    tokens = [token for token in certain if not _BROKEN.search(token.word.seen)]
    askew = turned.segments((char for char in page.chars if not turned.is_upright(char)), number, x, y)
    return Layer(
        width,
        height,
        tuple(tokens),
        len(words) - len(seen),
        1 - len(tokens) / max(1, len(certain)),
        tuple(_clip(_shifted(i, number, x, y), width, height) for i in page.images),
        tuple(segment for segment in askew if any(sight.contrast(*t.word.box[1:]) >= CONTRAST for t in segment.tokens)),
        _tables(page, number, x, y),
        tuple(sorted(_note_rules(page, y))),
    )


def _words(page: Any, number: int, x: float, y: float) -> list[Token]:
    upright = page if all(map(turned.is_upright, page.chars)) else page.filter(turned.is_upright)
    raws = upright.extract_words(extra_attrs=["fontname", "size"], keep_blank_chars=False, return_chars=True)
    strange = _strange_fonts(raws)
    return [_token(raw, number, x, y) for raw in raws if raw["fontname"] not in strange]


def _strange_fonts(raws: Iterable[dict[str, Any]]) -> frozenset[str]:
    """Fonts in which no word is Dutch: their codes are no letters, and what they show is read from the picture.

    A Type 3 font without a name is suspect at once, another one after a few words: it may have set nothing but names.
    """
    words: dict[str, list[str]] = {}
    for raw in raws:
        words.setdefault(raw["fontname"], []).append(raw["text"].strip(".,;:()"))
    return frozenset(
        font
        for font, texts in words.items()
        if (letters := [text for text in texts if text.isalpha() and len(text) > 2])
        and len(letters) >= (1 if font == "unknown" else STRANGE)
        and not any(commonness(text) > 0 for text in letters)
    )


def _crop(page: Any) -> tuple[float, float, float, float]:
    """Offset of the CropBox from pdfplumber's origin, and its size."""
    x0, top, x1, bottom = page.cropbox or page.bbox
    left, above, right, below = page.bbox
    x0, top, x1, bottom = max(x0, left), max(top, above), min(x1, right), min(bottom, below)
    return float(x0), float(top), float(x1 - x0), float(bottom - top)


def _shifted(raw: dict[str, Any], number: int, x: float, y: float) -> Box:
    return Box(number, raw["x0"] - x, raw["top"] - y, raw["x1"] - x, raw["bottom"] - y)


def _token(raw: dict[str, Any], number: int, x: float, y: float) -> Token:
    text = raw["text"].replace("\xa0", " ").strip()
    box = _shifted(raw, number, x, y)
    chars = raw["chars"]
    edges: tuple[float, ...] = ()
    if all(len(char["text"]) == 1 for char in chars) and len(chars) == len(text):
        edges = (*(round(char["x0"] - x, 2) for char in chars), round(chars[-1]["x1"] - x, 2))
    font = raw["fontname"].lower()
    word = Word(visible(text), text, box, edges=edges)
    return Token(
        word, round(float(raw["size"]), 1), "bold" in font or "black" in font, "italic" in font or "oblique" in font
    )


def _clip(box: Box, width: float, height: float) -> Box:
    return Box(box.page, max(0, box.x0), max(0, box.top), min(width, box.x1), min(height, box.bottom))


def _tables(page: Any, number: int, x: float, y: float) -> tuple[tuple[tuple[Box, ...], ...], ...]:
    """Cells of tables that are drawn with rules, row by row; a table has two columns or more."""
    if len(page.lines) + len(page.rects) + len(page.curves) < 4:
        return ()
    found = []
    for table in page.find_tables():
        rows = tuple(
            tuple(Box(number, c[0] - x, c[1] - y, c[2] - x, c[3] - y) for c in row.cells if c is not None)
            for row in table.rows
        )
        if max((len(row) for row in rows), default=0) >= 2:
            found.append(tuple(row for row in rows if row))
    return tuple(found)


def _note_rules(page: Any, y: float) -> Iterable[float]:
    for line in [*page.lines, *page.rects]:
        low, high = NOTE_RULE
        if line["height"] < 2 and low < line["x1"] - line["x0"] < high:
            yield line["top"] - y


def pages(path: Any) -> Any:
    """The file opened by pdfplumber; use as a context manager."""
    return pdfplumber.open(path)


def laid(page: Any, turn: int) -> Any:
    """A page as it looks after another `turn` degrees, clockwise."""
    if not turn:
        return page
    page.page_obj.rotate = (page.page_obj.rotate + turn) % 360
    page.page_obj.attrs = {**page.page_obj.attrs, "Rotate": page.page_obj.rotate}
    return Page(page.pdf, page.page_obj, page.page_number, page.initial_doctop)


def is_note(annotation: dict[str, Any]) -> bool:
    """True for an annotation that shows or holds something of its own; a link only points elsewhere."""
    return "Link" not in str(annotation.get("data", {}).get("Subtype", ""))
