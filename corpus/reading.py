"""A reading that is kept: the words of a document, so that a changed list or rule does not read it again.

A file holds one document exactly, under the key that it was read with: whoever asks with another key gets nothing.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import Any

import orjson

from corpus.document import Block, Box, Document, NoteMark, Page, Part, Source, Span, Word

CONTENT = "reading.json"
SAME_DATE = (1980, 1, 1, 0, 0, 0)  # the same document gives the same bytes


def write_reading(file: Path, document: Document, key: str) -> None:
    """Keep a document; every number as it is, for boxes are drawn by them."""
    told = {
        "key": key,
        "id": document.id,
        "name": document.name,
        "reader": document.reader,
        "pages": document.pages,
        "words": document.words,
        "blocks": document.blocks,
        "marks": document.marks,
        "warnings": document.warnings,
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as out:
        content = orjson.dumps(told, default=_plain, option=orjson.OPT_SERIALIZE_NUMPY)
        out.writestr(zipfile.ZipInfo(CONTENT, SAME_DATE), content, zipfile.ZIP_DEFLATED, 3)


def kept_reading(file: Path, key: str) -> Document | None:
    """The document as it was read under this key; None where it was not, or where the file is damaged."""
    try:
        with zipfile.ZipFile(file) as opened:
            told = orjson.loads(opened.read(CONTENT))
        return _document(told) if told["key"] == key else None
    except (OSError, zipfile.BadZipFile, zlib.error, ValueError, KeyError, TypeError, IndexError):
        return None


def _plain(value: Any) -> Any:
    """A tuple with names as a list: orjson writes plain tuples only."""
    if isinstance(value, tuple):
        return [*value]
    raise TypeError(type(value).__name__)


def _document(told: dict[str, Any]) -> Document:
    return Document(
        id=told["id"],
        name=told["name"],
        reader=told["reader"],
        pages=tuple(_page(each) for each in told["pages"]),
        words=tuple(
            Word(text, seen, Box(*box), sure, after, tuple(edges))
            for text, seen, box, sure, after, edges in told["words"]
        ),
        blocks=tuple(Block(Part(part), Span(*span), level) for part, span, level in told["blocks"]),
        marks=tuple(NoteMark(at, Span(*note)) for at, note in told["marks"]),
        warnings=tuple(told["warnings"]),
    )


def _page(told: list[Any]) -> Page:
    number, width, height, source, doubtful, turn, written, lean = told
    return Page(number, width, height, Source(source), doubtful, turn, tuple(Box(*box) for box in written), lean)
