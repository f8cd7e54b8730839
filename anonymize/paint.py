"""Black boxes in the pixels, with the ground in white, and the encoding of the picture that results."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont, TiffImagePlugin

from corpus.document import Box
from corpus.pieces import channels, near_in_bits

LABEL_POINTS = 9.0  # no label is larger
DARK, PALE, LIGHT = 64, 200, 245  # a pixel between the outer two is grey
RIM = 2  # pixels: how far the grey rim of a letter reaches
GREY_SHARE = 0.0005  # of the page: more grey that is no rim of black ink means shades or photographs
COLOUR_SHARE = 0.001  # of the page: a logo is more, the fringe of a scanned letter less
CHROMA = 48
THRESHOLD = 150
JPEG_QUALITY = 70
_ONES = np.array([byte.bit_count() for byte in range(256)], dtype=np.uint8)


class Encoded(NamedTuple):
    """A picture as a PDF holds it; `kind` is "mono", "grey" or "colour"."""

    kind: str
    width: int
    height: int
    data: bytes


def pixels(box: Box, scale: float) -> tuple[int, int, int, int]:
    """The pixels that a box touches: left, top, right, bottom, the last two not included."""
    return (
        math.floor(box.x0 * scale),
        math.floor(box.top * scale),
        math.ceil(box.x1 * scale),
        math.ceil(box.bottom * scale),
    )


def paint(picture: Image.Image, scale: float, black: Iterable[Box], labelled: Iterable[tuple[Box, str]]) -> None:
    """Blacken boxes in a picture and write each label in its box. `scale` is pixels per point."""
    draw = ImageDraw.Draw(picture)
    for box in black:
        left, top, right, bottom = pixels(box, scale)
        draw.rectangle((left, top, right - 1, bottom - 1), fill="black")
    for box, label in labelled:
        left, top, right, bottom = pixels(box, scale)
        picture.paste(patch(right - left, bottom - top, label, scale).convert(picture.mode), (left, top))


@cache
def patch(width: int, height: int, label: str, scale: float) -> Image.Image:
    """A black rectangle with its label in white, as large as fits."""
    picture = Image.new("L", (width, height), 0)
    reference = ImageFont.load_default(100).getbbox(label)
    wide, high = reference[2] - reference[0], reference[3] - reference[1]
    size = min(width * 0.94 / wide, height * 0.8 / high, LABEL_POINTS * scale / 100) * 100
    if size >= 1:
        centre = (width / 2, height / 2)
        ImageDraw.Draw(picture).text(centre, label, fill=255, font=ImageFont.load_default(size), anchor="mm")
    return picture


def kind(picture: Image.Image) -> str:
    """What a page needs: "mono" for black on white, "grey" for shades, "colour" for real colour."""
    _, chroma = channels(picture.reduce(2))
    if float((chroma > CHROMA).mean()) > COLOUR_SHARE:
        return "colour"
    values = np.asarray(picture.convert("L"))
    dark, pale, between = (
        np.packbits(mask, axis=1) for mask in (values <= THRESHOLD, values >= PALE, (values > DARK) & (values < LIGHT))
    )
    # Rims of letters stand beside what becomes black; tints and pale print do not, and dark fills are grey all round.
    shades = between & ~(near_in_bits(dark, RIM) & near_in_bits(pale, RIM))
    return "grey" if float(_ONES[shades].sum()) > GREY_SHARE * values.size else "mono"


def encode(picture: Image.Image, kind: str) -> Encoded:
    """The picture without any metadata: CCITT G4 for mono, else JPEG."""
    if kind == "mono":
        return Encoded(kind, picture.width, picture.height, _fax(picture))
    bare = picture.convert("L" if kind == "grey" else "RGB")
    bare.info.clear()
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return Encoded(kind, picture.width, picture.height, out.getvalue())


def _fax(picture: Image.Image) -> bytes:
    """One strip of CCITT group 4 data; libtiff writes it, only the strip is taken. Ink is 1, as in a fax."""
    ink = picture.convert("L").point(lambda value: 0 if value > THRESHOLD else 255)
    out = io.BytesIO()
    ink.convert("1", dither=Image.Dither.NONE).save(out, "TIFF", compression="group4", strip_size=2**31 - 1)
    with Image.open(io.BytesIO(out.getvalue())) as tiff:
        assert isinstance(tiff, TiffImagePlugin.TiffImageFile)
        tags = tiff.tag_v2
        (start,), (length,) = tags[TiffImagePlugin.STRIPOFFSETS], tags[TiffImagePlugin.STRIPBYTECOUNTS]
    return out.getvalue()[start : start + length]
