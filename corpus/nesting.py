"""Drawings in drawings and marks in marks: a few bytes may ask for more of them than any machine can hold.

PDFium copies a form for each time that it is drawn, and every open mark for each thing that is drawn inside it. So
they are counted before PDFium sees the file.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import accumulate
from math import inf
from pathlib import Path
from typing import Any

import pikepdf

from corpus.errors import TooLarge

MAX_DRAWN = 20_000  # forms of one page, each counted for every time that it is drawn
MAX_DEPTH = 50
MAX_MARKS = 1_000  # marks of a page that are open at once
MAX_READ, SMALL = 32_000_000, 100_000  # bytes of what draws a page; of a stream that is coded in an odd way
_ODD = (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, KeyError, AttributeError)
_DRAW = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_MARK = re.compile(rb"\b(?:B[DM]C|(EMC))\b")


def check_nesting(path: Path) -> None:
    """Raises TooLarge for a PDF that draws too much, or too deep; what pikepdf cannot open is PDFium's."""
    facts = path.stat()
    _check_file(path, facts.st_ino, facts.st_size, facts.st_mtime_ns)


@lru_cache(maxsize=4)  # a document's file is opened by each step that draws it
def _check_file(path: Path, *_facts: int) -> None:
    forms = _Forms()
    with suppress(*_ODD), pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            with suppress(*_ODD):
                _check(forms, page, number)


def _check(forms: _Forms, page: pikepdf.Page, number: int) -> None:
    content = _page_content(page)
    if len(content) >= MAX_READ:
        raise TooLarge(f"Pagina {number} bestaat uit te veel tekeningen om te verwerken.")
    if forms.drawn_by(page, content) > MAX_DRAWN or _marks(content) > MAX_MARKS:
        raise TooLarge(f"Pagina {number} heeft te veel tekeningen in tekeningen om te verwerken.")


class _Forms:
    """How many drawings each form comes to."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], float] = {}

    def drawn_by(self, page: pikepdf.Page, content: bytes) -> float:
        """The drawings of a page's forms, without those that draw no other one: PDFium bears many of them."""
        resources = page.obj.get("/Resources") or page.resources
        return sum(times * weight for times, weight in self._inside(resources, content, 0) if weight > 1)

    def _inside(self, resources: Any, content: bytes, depth: int) -> Iterator[tuple[int, float]]:
        """Each form that is drawn: how often, and how many drawings it comes to itself."""
        drawn = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        if not isinstance(drawn, pikepdf.Dictionary):
            return
        for name, times in Counter(map(_named, _DRAW.findall(content))).items():
            form = drawn.get(f"/{name}")
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form":
                yield times, self._weight(form, resources, depth + 1)

    def _weight(self, form: pikepdf.Stream, around: Any, depth: int) -> float:
        if depth > MAX_DEPTH:
            return inf
        if form.objgen not in self._known:
            self._known[form.objgen] = inf  # while it is looked into: that of a form in itself
            inside = self._inside(form.get("/Resources", around), _content(form), depth)
            self._known[form.objgen] = 1 + sum(times * weight for times, weight in inside)
        return self._known[form.objgen]


def _named(name: bytes) -> str:
    """A name without the numbers that stand for letters: "/#58" is "/X"."""
    return re.sub(rb"#([0-9a-fA-F]{2})", lambda found: bytes.fromhex(found[1].decode()), name).decode(
        "utf-8", "replace"
    )


def _marks(content: bytes) -> int:
    """How many marks are open at once, at most."""
    if content.count(b"BDC") + content.count(b"BMC") <= MAX_MARKS:
        return 0
    return max(accumulate(-1 if found[1] else 1 for found in _MARK.finditer(content)), default=0)


def _page_content(page: pikepdf.Page) -> bytes:
    contents = page.obj.get("/Contents")
    found, size = [], 0
    for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
        found.append(_content(stream))
        size += len(found[-1])
        if size > MAX_READ:
            break
    return b"\n".join(found)


def _content(stream: Any) -> bytes:
    """The first megabytes of a stream."""
    if not isinstance(stream, pikepdf.Stream):
        return b""
    raw, filters = stream.read_raw_bytes(), stream.get("/Filter", ())
    names = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)] if filters else []
    if not names:
        return bytes(raw[:MAX_READ])
    try:
        if names == ["/FlateDecode"]:
            return zlib.decompressobj().decompress(raw, MAX_READ)
        bursts = names.count("/FlateDecode") + names.count("/Fl") > 1
        return b"" if bursts or len(raw) > SMALL else bytes(stream.read_bytes())
    except (zlib.error, pikepdf.PdfError, pikepdf.DependencyError):
        return b""
