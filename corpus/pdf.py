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
from PIL import Image

from corpus.document import Box, Word
from corpus.sheet import Token

VISIBLE_CONTRAST = 40  # grey levels between the lightest and darkest pixel of a word's box
NOTE_RULE = (60, 260)  # width in points of the short rule above footnotes


class Layer(NamedTuple):
    """The text layer of a page and what is drawn around it. Sizes in points."""

    width: float
    height: float
    tokens: tuple[Token, ...]
    hidden: int
    broken: float
    pictures: tuple[Box, ...]
    tables: tuple[tuple[tuple[Box, ...], ...], ...]
    note_rules: tuple[float, ...]


def layer(page: Any, number: int, drawn: Image.Image) -> Layer:
    """The visible words of a pdfplumber page. `drawn` is the page as PDFium shows it, at any resolution."""
    x, y, width, height = _crop(page)
    grey = np.asarray(drawn.convert("L"))
    scale = drawn.width / width
    tokens: list[Token] = []
    hidden = broken = 0
    for raw in page.extract_words(extra_attrs=["fontname", "size"], keep_blank_chars=False, return_chars=True):
        token = _token(raw, number, x, y)
        if not _visible(token.word.box, grey, scale):
            hidden += 1
            continue
        broken += bool(re.search(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd\x00-\x08]", token.word.seen))
        tokens.append(token)
    return Layer(
        width,
        height,
        tuple(tokens),
        hidden,
        broken / max(1, len(tokens)),
        tuple(_clip(_shifted(i, number, x, y), width, height) for i in page.images),
        _tables(page, number, x, y),
        tuple(sorted(_note_rules(page, y))),
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
    word = Word(text, text, box, edges=edges)
    return Token(
        word, round(float(raw["size"]), 1), "bold" in font or "black" in font, "italic" in font or "oblique" in font
    )


def _visible(box: Box, grey: np.ndarray[Any, Any], scale: float) -> bool:
    """True when the box lies on the page and has ink that differs from its ground."""
    height, width = grey.shape
    x0, x1 = max(0, int(box.x0 * scale)), min(width, int(box.x1 * scale) + 1)
    top, bottom = max(0, int(box.top * scale)), min(height, int(box.bottom * scale) + 1)
    if x1 - x0 < 1 or bottom - top < 1:
        return False
    inside = grey[top:bottom, x0:x1]
    return int(inside.max()) - int(inside.min()) >= VISIBLE_CONTRAST


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


def is_note(annotation: dict[str, Any]) -> bool:
    """True for an annotation that shows or holds something of its own; a link only points elsewhere."""
    return "Link" not in str(annotation.get("data", {}).get("Subtype", ""))
