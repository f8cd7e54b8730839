"""page_picture(source, number, width, turn) -> PNG: a page as it was read, for who must look at it."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from corpus.document import Document
from corpus.render import MIN_DPI
from corpus.views import turned, view_of

NARROWEST, WIDEST, STEP = 400, 3000, 100  # pixels; few widths, so that pictures can be kept
MOST_PIXELS = 40_000_000
POINTS_PER_INCH = 72
INK, PAPER = (20, 20, 20), "white"


def page_picture(source: Path, number: int, width: int, turn: int = 0) -> bytes:
    """A PNG of a page, about `width` pixels across; raises as `corpus.views.views`, and IndexError for no such page.

    `turn` is that of the Page: a page that lies on its side is shown upright, as its words and boxes are known.
    """
    with view_of(source, number) as shown:
        view, across = turned(shown, turn), rounded(width)
        drawn = view.draw(max(MIN_DPI, round(across * POINTS_PER_INCH / view.width)))
    if drawn.width > across:
        drawn.thumbnail((across, MOST_PIXELS // across))
    return _png(drawn)


def text_picture(document: Document, number: int, width: int) -> bytes:
    """A PNG of a page that has no picture of its own: its words where they stand on the grid of a text file."""
    page = document.pages[number - 1]
    scale = rounded(width) / page.width
    height = min(round(page.height * scale), MOST_PIXELS // rounded(width))
    drawn = Image.new("RGB", (rounded(width), max(height, 1)), PAPER)
    pen = ImageDraw.Draw(drawn)
    for word in document.words:
        if word.box.page != number or not word.seen:
            continue
        font = _font(word.seen, word.box.width * scale, word.box.height * scale)
        place = (word.box.x0 * scale, (word.box.top + word.box.bottom) / 2 * scale)
        pen.text(place, word.seen, INK, font, anchor="lm")
    return _png(drawn)


def rounded(width: int) -> int:
    return min(max(round(width / STEP) * STEP, NARROWEST), WIDEST)


def _font(text: str, width: float, height: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Letters that fill the place of a word, and are not higher."""
    trial = ImageFont.load_default(100)
    fits = 100 * width / max(trial.getlength(text), 1)
    return ImageFont.load_default(max(4.0, min(fits, height)))


def _png(drawn: Image.Image) -> bytes:
    out = io.BytesIO()
    # Speed before size: it goes to a browser on the same machine or network.
    drawn.save(out, "PNG", compress_level=1)
    return out.getvalue()
