"""Made-up pages, line by line, and what layout makes of them."""

from __future__ import annotations

from typing import NamedTuple

from corpus.document import Box, Document, Page, Part, Source, Word
from corpus.layout import lay_out
from corpus.sheet import Sheet, Token, segments_of

WIDE, HIGH, LETTER = 595.0, 842.0, 5.0


class Put(NamedTuple):
    """A line of text put on a page at x, y (points from the top left)."""

    x: float
    y: float
    text: str
    size: float = 9.0
    bold: bool = False


def sheet(
    number: int,
    *lines: Put,
    note_rules: tuple[float, ...] = (),
    tables: tuple[object, ...] = (),
    source: Source = Source.TEXT,
) -> Sheet:
    """A page of lines; of a scan the sizes of letters are not known."""
    tokens = []
    for line in lines:
        x = line.x
        for word in line.text.split(" "):
            width = LETTER * line.size / 9 * len(word)
            box = Box(number, x, line.y, x + width, line.y + line.size)
            if word:
                tokens.append(Token(Word(word, word, box), line.size if source is Source.TEXT else 0.0, line.bold))
            x += width + 3
    page = Page(number, WIDE, HIGH, source)
    return Sheet(page, segments_of(tokens), tables, note_rules)  # type: ignore[arg-type]


def document(*sheets: Sheet) -> Document:
    laid = lay_out(sheets)
    return Document("0" * 32, "x.pdf", "test", tuple(s.page for s in sheets), laid.words, laid.blocks, laid.marks)


def parts(found: Document, *wanted: Part) -> list[str]:
    return [found.at(block.span) for block in found.parts(*wanted)]
