"""The pixels of a picture in a PDF, with its mask, and the black over parts of it."""

from __future__ import annotations

import io
import math
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary
from PIL import Image, ImageDraw

from anonymize.display import Colour, Frame, Matrix, Picture, RefusedError, apply, bounds

MOST_PIXELS = 40_000_000


def decoded(source: Any, colour: Colour | None) -> tuple[Image.Image, Image.Image | None]:
    """A picture in RGB or grey and its mask; refused when nothing can read it.

    A stencil takes `colour`; without one, as when a pattern shines through it, it is refused.
    """
    inline = isinstance(source, pikepdf.PdfInlineImage)
    picture = source if inline else pikepdf.PdfImage(source)
    if picture.width * picture.height > MOST_PIXELS:
        raise RefusedError("size of a picture")
    if not inline and ("/Matte" in source.get("/SMask", {}) or isinstance(source.get("/Mask"), Array)):
        raise RefusedError("mask")
    try:
        image = picture.as_pil_image()
    except Exception:  # whatever a decoder raises; the message may quote the file
        if inline or picture.image_mask:
            raise RefusedError("picture") from None
        return _drawn(source, picture.width, picture.height), None
    if picture.image_mask:
        if colour is None:
            raise RefusedError("pattern")
        return Image.new("RGB", image.size, colour), image.convert("L").point(lambda value: 255 - value)
    if image.mode == "RGBA":  # the soft mask came along
        return image.convert("RGB"), image.getchannel("A")
    if image.mode not in ("1", "L", "P", "RGB"):
        return _drawn(source, picture.width, picture.height), None
    mask = None if inline or "/Mask" not in source else _stencil(source.Mask, image.size)
    return image.convert("L" if image.mode in ("1", "L") else "RGB"), mask


def _stencil(stencil: pikepdf.Object, size: tuple[int, int]) -> Image.Image:
    mask: Image.Image = pikepdf.PdfImage(stencil).as_pil_image().convert("L").point(lambda value: 255 - value)
    return mask if mask.size == size else mask.resize(size, Image.Resampling.NEAREST)


def _drawn(source: pikepdf.Object, width: int, height: int) -> Image.Image:
    """A picture in a coding that pikepdf does not know, as PDFium draws it on white."""
    with pikepdf.new() as probe:
        page = probe.add_blank_page(page_size=(width, height)).obj
        page.Resources = Dictionary(XObject=Dictionary(Im=probe.copy_foreign(source)))
        page.Contents = probe.make_stream(b"%d 0 0 %d 0 0 cm /Im Do" % (width, height))
        out = io.BytesIO()
        probe.save(out)
    pdf = pypdfium2.PdfDocument(out.getvalue())
    try:
        drawn: Image.Image = pdf[0].render(scale=1).to_pil()
        return drawn.convert("RGB")
    finally:
        pdf.close()


def blackened(image: Image.Image, mask: Image.Image | None, matrix: Matrix, frame: Frame) -> None:
    """Black over the part of a picture that lies in a rectangle of the page, one pixel wider on each side."""
    a, b, c, d, e, f = matrix
    size = a * d - b * c
    if abs(size) < 1e-9:
        raise RefusedError("place of a picture")
    inverse = (d / size, -b / size, -c / size, a / size, (c * f - d * e) / size, (b * e - a * f) / size)
    points = []
    for corner in ((frame.x0, frame.y0), (frame.x1, frame.y0), (frame.x1, frame.y1), (frame.x0, frame.y1)):
        x, y = apply(inverse, corner)
        points.append((x * image.width, (1 - y) * image.height))
    for target, ink in ((image, 0 if image.mode == "L" else (0, 0, 0)), (mask, 255)):
        if target is not None:
            draw = ImageDraw.Draw(target)
            draw.polygon(points, fill=ink, outline=ink, width=2)


def cropped(picture: Picture) -> Picture:
    """Only the part of a picture that its clip shows; refused where that is no upright rectangle."""
    a, b, c, d, e, f = picture.matrix
    whole = bounds(apply(picture.matrix, corner) for corner in ((0, 0), (1, 0), (0, 1), (1, 1)))
    shown = picture.frame
    if picture.clip.outlines:
        raise RefusedError("clipped picture")
    if shown.holds(whole, 0.5):
        return picture._replace(image=picture.image.copy(), mask=picture.mask and picture.mask.copy())
    if abs(b) > 1e-6 or abs(c) > 1e-6 or a <= 0 or d <= 0:
        raise RefusedError("clipped picture")
    width, height = picture.image.size
    left, right = math.floor((shown.x0 - e) / a * width), math.ceil((shown.x1 - e) / a * width)
    top, bottom = math.floor((f + d - shown.y1) / d * height), math.ceil((f + d - shown.y0) / d * height)
    place = max(0, left), max(0, top), min(width, right), min(height, bottom)
    if place[0] >= place[2] or place[1] >= place[3]:
        raise RefusedError("clipped picture")
    matrix = (
        a * (place[2] - place[0]) / width,
        0.0,
        0.0,
        d * (place[3] - place[1]) / height,
        e + a * place[0] / width,
        f + d * (height - place[3]) / height,
    )
    return Picture(picture.image.crop(place), picture.mask and picture.mask.crop(place), matrix, picture.clip)
