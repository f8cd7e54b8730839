"""The redacted file in PDFium, opened once for all engines that look at it there."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from PIL import Image

from corpus import render

MOST = 24  # pages that stay open


class Opened:
    """Pages by number from 1, the last MOST of them kept. Not to be used in a process that forked off."""

    def __init__(self, path: Path) -> None:
        """Raises what `corpus.render.opened` raises."""
        self._stack = ExitStack()
        self._pdf = self._stack.enter_context(render.opened(path))
        self._pages: OrderedDict[int, Any] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pdf)

    def page(self, number: int) -> Any:
        """A page as pypdfium2 has it, which stays open until MOST others were asked for."""
        if number not in self._pages:
            self._pages[number] = self._pdf[number - 1]
            if len(self._pages) > MOST:
                self._pages.popitem(last=False)[1].close()
        self._pages.move_to_end(number)
        return self._pages[number]

    def draw(self, number: int, dpi: int) -> Image.Image:
        """A page in grey."""
        return render.draw_page(self.page(number), number, dpi, grey=True)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        width, height = self._pdf.get_page_size(number - 1)
        return float(width), float(height)

    def close(self) -> None:
        while self._pages:
            self._pages.popitem()[1].close()
        self._stack.close()
