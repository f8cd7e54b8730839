"""The lines of a redacted page on which a sentence stands, as a picture with these lines marked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from PIL import Image, ImageChops, ImageDraw

from corpus.render import draw, opened
from review.kept import Kept

DPI, MAX_WIDTH, MAX_HEIGHT = 110, 1000, 1400  # of the picture, in pixels
AROUND = 48  # points of the page above and below the lines
MARKER, EDGE = (255, 240, 140), (140, 90, 0)
MOST_BYTES = 32 << 20

# PDFium works for one thread at a time.
_one_at_a_time = Lock()
_pictures: Kept[bytes] = Kept(MOST_BYTES)

Strip = tuple[float, float, float]  # page width, top and bottom, in points from the top of the page


def picture(file: Path, page: int, strips: Sequence[Strip]) -> bytes:
    """A PNG of the strips and what stands around them.

    Raises OSError for a file that is away, Damaged or TooLarge for one that cannot be drawn.
    """
    told = file.stat()
    key = (str(file), told.st_mtime_ns, told.st_size, page, tuple(strips))
    known = _pictures.get(key)
    if known is None:
        with _one_at_a_time, opened(file) as pdf:
            if not 1 <= page <= len(pdf):
                raise FileNotFoundError(file.name)
            drawn = draw(pdf, page, DPI)
        known = _cut(drawn, strips)
        _pictures.put(key, known, len(known))
    return known


def _cut(drawn: Image.Image, strips: Sequence[Strip]) -> bytes:
    scale = drawn.width / strips[0][0]
    top = max(0, int((min(each[1] for each in strips) - AROUND) * scale))
    bottom = min(drawn.height, int((max(each[2] for each in strips) + AROUND) * scale))
    marks = Image.new("RGB", drawn.size, "white")
    pen = ImageDraw.Draw(marks)
    for _, first, last in strips:
        # A bar at the side as well: colour alone says nothing to some readers.
        pen.rectangle((0, int((first - 1) * scale), drawn.width, int((last + 2) * scale)), fill=MARKER)
        pen.rectangle((0, int((first - 1) * scale), 7, int((last + 2) * scale)), fill=EDGE)
    made = ImageChops.multiply(drawn, marks).crop((0, top, drawn.width, min(max(bottom, top + 1), drawn.height)))
    made.thumbnail((MAX_WIDTH, MAX_HEIGHT))
    out = io.BytesIO()
    made.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()
