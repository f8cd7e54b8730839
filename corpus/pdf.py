"""Words of a digital page letter by letter, with their type face. The only file that imports pdfplumber.

It reads the pages that `corpus.glyphs` leaves, and finds the cells of tables. pdfplumber's coordinates are turned
once, here, into the page as displayed: its origin is moved from the MediaBox to the CropBox.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import pdfplumber
from pdfplumber.page import Page

from corpus import turned
from corpus.document import Box, Word
from corpus.errors import CannotProcess, Damaged, NeedsPassword
from corpus.layer import is_strange
from corpus.sheet import Segment, Token
from corpus.words import visible

T = TypeVar("T")
Cells = tuple[tuple[tuple[Box, ...], ...], ...]


class Careful:
    """A file opened by pdfplumber at the first page that is asked of it; raises NeedsPassword or Damaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pdf: Any = None
        self._turned: dict[tuple[int, int], Any] = {}

    def close(self) -> None:
        if self._pdf is not None:
            self._pdf.close()

    def turn(self, number: int) -> int:
        """The degrees, clockwise, by which the text of a page lies on its side."""
        return _guarded(lambda: turned.turn_of(self._page(number, 0).chars))

    def words(self, number: int, turn: int) -> tuple[tuple[Token, ...], tuple[Segment, ...]]:
        """The upright words of a page after another `turn`, and the lines of those that stand askew."""

        def read() -> tuple[tuple[Token, ...], tuple[Segment, ...]]:
            page = self._page(number, turn)
            x, y = _offset(page)
            askew = turned.segments((char for char in page.chars if not turned.is_upright(char)), number, x, y)
            return tuple(_words(page, number, x, y)), askew

        return _guarded(read)

    def tables(self, number: int, turn: int) -> Cells:
        """Cells of tables that are drawn with rules, row by row."""

        def read() -> Cells:
            page = self._page(number, turn)
            return _tables(page, number, *_offset(page))

        return _guarded(read)

    def _page(self, number: int, turn: int) -> Any:
        if self._pdf is None:
            self._pdf = pdfplumber.open(self._path)
        if number > len(self._pdf.pages):
            raise Damaged("De PDF is beschadigd: pagina's ontbreken. Vraag de bron om een nieuw exemplaar.")
        page = self._pdf.pages[number - 1]
        if turn and (number, turn) not in self._turned:
            self._turned[number, turn] = _laid(page, turn)
        return self._turned.get((number, turn), page)


def _guarded(read: Callable[[], T]) -> T:
    try:
        return read()
    except (CannotProcess, MemoryError):
        raise
    except Exception as error:  # pdfminer raises many kinds on damaged files; each means the same to the user
        if "Password" in type(error).__name__:
            raise NeedsPassword("Het bestand is versleuteld. Lever het zonder wachtwoord aan.") from None
        raise Damaged("De PDF is beschadigd of onvolledig. Vraag de bron om een nieuw exemplaar.") from None


def _words(page: Any, number: int, x: float, y: float) -> list[Token]:
    upright = page if all(map(turned.is_upright, page.chars)) else page.filter(turned.is_upright)
    raws = upright.extract_words(extra_attrs=["fontname", "size"], keep_blank_chars=False, return_chars=True)
    strange = _strange_fonts(raws)
    return [_token(raw, number, x, y) for raw in raws if raw["fontname"] not in strange]


def _strange_fonts(raws: Iterable[dict[str, Any]]) -> frozenset[str]:
    words: dict[str, list[str]] = {}
    for raw in raws:
        words.setdefault(raw["fontname"], []).append(raw["text"])
    return frozenset(font for font, texts in words.items() if is_strange(texts, nameless=font == "unknown"))


def _offset(page: Any) -> tuple[float, float]:
    """How far the CropBox lies from pdfplumber's origin."""
    x0, top, _, _ = page.cropbox or page.bbox
    return float(max(x0, page.bbox[0])), float(max(top, page.bbox[1]))


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


def _tables(page: Any, number: int, x: float, y: float) -> Cells:
    """A table has two columns or more."""
    found = []
    for table in page.find_tables():
        rows = tuple(
            tuple(Box(number, c[0] - x, c[1] - y, c[2] - x, c[3] - y) for c in row.cells if c is not None)
            for row in table.rows
        )
        if max((len(row) for row in rows), default=0) >= 2:
            found.append(tuple(row for row in rows if row))
    return tuple(found)


def _laid(page: Any, turn: int) -> Any:
    """A page as it looks after another `turn` degrees, clockwise."""
    page.page_obj.rotate = (page.page_obj.rotate + turn) % 360
    page.page_obj.attrs = {**page.page_obj.attrs, "Rotate": page.page_obj.rotate}
    return Page(page.pdf, page.page_obj, page.page_number, page.initial_doctop)
