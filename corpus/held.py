"""A file in PDFium, held while a document is worked on: its pages, and what they look like at a low resolution.

Reading, the redactor and the gate look at the same pages. To open one again is to take its content apart again, and to
unpack its pictures, which of a scan costs as much as drawing it. Only a process for one document alone holds anything.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw
from PIL import Image

from corpus import render
from corpus.disposable import is_disposable
from corpus.errors import Damaged
from corpus.nesting import check_nesting

LOOK_DPI = 100  # the most at which looks are held
MOST_LOOKS = 32_000_000  # pixels, and bytes: some thirty pages
MOST_PAGES = 8  # of a file, with their pictures unpacked
MOST_FILES = 4


class Held:
    """The pages of a PDF by number from 1, each opened when first asked for; `most` of them stay open."""

    def __init__(self, path: Path, most: int = 1) -> None:
        """Raises TooLarge, and what `corpus.render.opened` raises."""
        check_nesting(path)
        self._path, self._most = path, most
        self._stack = ExitStack()
        self.pdf: pypdfium2.PdfDocument = self._stack.enter_context(render.opened(path))
        self._pages: OrderedDict[int, Any] = OrderedDict()
        self._looks: OrderedDict[tuple[int, int], Image.Image] = OrderedDict()

    @cached_property
    def units(self) -> dict[int, float]:
        """Points a unit of each page, where it says so."""
        return render.units(self._path)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in units of its space; raises Damaged."""
        try:
            width, height = self.pdf.get_page_size(number - 1)
        except pypdfium2.PdfiumError:
            raise _damaged(number) from None
        return float(width), float(height)

    def page(self, number: int) -> Any:
        """A page as pypdfium2 has it, without notes and form fields; raises Damaged."""
        if number not in self._pages:
            try:
                page = self.pdf[number - 1]
            except pypdfium2.PdfiumError:
                raise _damaged(number) from None
            _drop_annotations(page)
            self._pages[number] = page
            if len(self._pages) > self._most:
                self._pages.popitem(last=False)[1].close()
        self._pages.move_to_end(number)
        return self._pages[number]

    def look(self, number: int, dpi: int, draw: Callable[[], Image.Image]) -> Image.Image:
        """What `draw` gives, held where the resolution is low. Nobody may write in it."""
        if dpi > LOOK_DPI or self._most == 1:
            return draw()
        found = self._looks.pop((number, dpi), None) or draw()
        self._looks[number, dpi] = found
        while sum(look.width * look.height for look in self._looks.values()) > MOST_LOOKS:
            self._looks.popitem(last=False)
        return found

    def close(self) -> None:
        while self._pages:
            self._pages.popitem()[1].close()
        self._looks.clear()
        self._stack.close()


_HELD: OrderedDict[Hashable, Held] = OrderedDict()


@contextmanager
def held(path: Path) -> Iterator[Held]:
    """The pages of a file, which a process for one document holds until `let_go`; raises as `Held`."""
    if not is_disposable():
        pages = Held(path)
        try:
            yield pages
        finally:
            pages.close()
        return
    facts = path.stat()
    # What forks off opens its own: a place in the file would be shared.
    key = os.getpid(), str(path), facts.st_ino, facts.st_size, facts.st_mtime_ns
    if key not in _HELD:
        _HELD[key] = Held(path, MOST_PAGES)
        if len(_HELD) > MOST_FILES:
            _HELD.popitem(last=False)[1].close()
    _HELD.move_to_end(key)
    yield _HELD[key]


def let_go() -> None:
    """For the end of a document: nothing of it is held."""
    while _HELD:
        _HELD.popitem()[1].close()


def _damaged(number: int) -> Damaged:
    return Damaged(f"Pagina {number} is beschadigd. Vraag de bron om een nieuw exemplaar.")


def _drop_annotations(page: Any) -> None:
    """Notes, stamps and form fields are not read as text, so they may not be seen either."""
    for index in reversed(range(pypdfium2.raw.FPDFPage_GetAnnotCount(page))):
        pypdfium2.raw.FPDFPage_RemoveAnnot(page, index)
