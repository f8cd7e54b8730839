"""The galley (drukproef) of a document: what was read, found and proposed, kept so that a person can look at it.

One ZIP in the confidential folder. It holds the proposal as it was before any person spoke, so that what they say can
be laid over it, and taken away again, without reading the document anew.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from corpus.decisions import Category, Decision, Mark, Verdict
from corpus.document import Block, Box, Document, NoteMark, Page, Part, Source, Span, Word
from corpus.errors import Damaged

FACTS, WORDS, PAGES = "galley.json", "words.json", "pages.pdf"
SAME_DATE = (1980, 1, 1, 0, 0, 0)  # the same document gives the same bytes


@dataclass(frozen=True, slots=True)
class Galley:
    """A document, what is proposed about its text, its ink, and words that nothing explains: "look at these"."""

    document: Document
    decisions: tuple[Decision, ...]
    marks: tuple[Mark, ...] = ()
    looks: tuple[Span, ...] = ()


def write_galley(file: Path, galley: Galley, pages: Path | None) -> None:
    """Write a galley; `pages` is the PDF that was made of a source that has no pages of its own."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as out:
        _add(out, FACTS, orjson.dumps(_facts(galley), option=orjson.OPT_SERIALIZE_NUMPY))
        words = [_word(word) for word in galley.document.words]
        _add(out, WORDS, orjson.dumps(words, option=orjson.OPT_SERIALIZE_NUMPY))
        if pages is not None:
            _add(out, PAGES, pages.read_bytes())


def read_galley(file: Path) -> Galley:
    """A galley as it was written. Raises OSError for a file that is away, Damaged for one that is none."""
    try:
        with zipfile.ZipFile(file) as opened:
            told, words = orjson.loads(opened.read(FACTS)), orjson.loads(opened.read(WORDS))
        return _galley(told, words)
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, IndexError):
        raise _damaged(file) from None


def has_pages(file: Path) -> bool:
    """Whether a galley holds a PDF; raises as `read_galley`."""
    try:
        with zipfile.ZipFile(file) as opened:
            return PAGES in opened.namelist()
    except zipfile.BadZipFile:
        raise _damaged(file) from None


def read_pages(file: Path) -> bytes:
    """The PDF that was made of a source without pages; raises as `read_galley`."""
    try:
        with zipfile.ZipFile(file) as opened:
            return opened.read(PAGES)
    except (zipfile.BadZipFile, KeyError):
        raise _damaged(file) from None


def _damaged(file: Path) -> Damaged:
    return Damaged(f"{file.name}: deze drukproef is beschadigd. Verwerk het stuk opnieuw met lakwerk run.")


def _add(out: zipfile.ZipFile, name: str, content: bytes) -> None:
    out.writestr(zipfile.ZipInfo(name, SAME_DATE), content, zipfile.ZIP_DEFLATED, 3)


def _facts(galley: Galley) -> dict[str, Any]:
    document = galley.document
    return {
        "id": document.id,
        "name": document.name,
        "reader": document.reader,
        "pages": [[*page[:5], page.turn, _boxes(page.written), page.lean] for page in document.pages],
        "blocks": [[block.part, *block.span, block.level] for block in document.blocks],
        "notes": [[mark.at, *mark.note] for mark in document.marks],
        "warnings": document.warnings,
        "decisions": [[*each.span, *each[1:]] for each in galley.decisions],
        "marks": [[*_rounded(each.box), each.category, each.ground] for each in galley.marks],
        "looks": [list(span) for span in galley.looks],
    }


def _word(word: Word) -> list[Any]:
    edges = [round(edge, 2) for edge in word.edges]
    return [word.text, word.seen, _rounded(word.box), round(word.sure, 3), word.after, edges]


def _rounded(box: Box) -> list[float]:
    return [box.page, *(round(value, 2) for value in box[1:])]


def _boxes(boxes: Iterable[Box]) -> list[list[float]]:
    return [_rounded(box) for box in boxes]


def _galley(told: dict[str, Any], words: list[Any]) -> Galley:
    document = Document(
        id=told["id"],
        name=told["name"],
        reader=told["reader"],
        pages=tuple(_page(each) for each in told["pages"]),
        words=tuple(
            Word(text, seen, Box(*box), sure, after, tuple(edges)) for text, seen, box, sure, after, edges in words
        ),
        blocks=tuple(Block(Part(part), Span(start, end), level) for part, start, end, level in told["blocks"]),
        marks=tuple(NoteMark(at, Span(start, end)) for at, start, end in told["notes"]),
        warnings=tuple(told["warnings"]),
    )
    return Galley(
        document,
        tuple(
            Decision(Span(start, end), Category(category), Verdict(verdict), *rest)
            for start, end, category, verdict, *rest in told["decisions"]
        ),
        tuple(Mark(Box(*each[:5]), Category(each[5]), each[6]) for each in told["marks"]),
        tuple(Span(*each) for each in told["looks"]),
    )


def _page(told: list[Any]) -> Page:
    number, width, height, source, doubtful, turn, written, lean = told
    return Page(number, width, height, Source(source), doubtful, turn, tuple(Box(*box) for box in written), lean)
