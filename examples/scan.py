"""A document as a scanner sees it: pixels only, a little askew, with grain and specks."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
from PIL import Image

DPI = 200
QUALITY = 58
SKEW = (0.4, -0.3, 0.25)  # degrees, one page after the other
SPECKS = 90


def pictures(path: Path) -> list[Image.Image]:
    """Each page of a PDF as a grey picture of a scan."""
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [pdf[i].render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for i in range(len(pdf))]
    return [_worn(page, number) for number, page in enumerate(pages)]


def _worn(page: Image.Image, number: int) -> Image.Image:
    chance = np.random.Generator(np.random.PCG64(number + 1))
    skew = SKEW[number % len(SKEW)]
    turned = page.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
    pixels = np.asarray(turned, dtype=np.float32) * 0.93 + 10
    # Grain in blocks of 4 x 4 pixels: visible, but it does not swell the JPEG as single pixels would.
    height, width = pixels.shape
    grain = chance.normal(0, 1.6, (height // 4 + 1, width // 4 + 1)).repeat(4, 0).repeat(4, 1)
    pixels = pixels + grain[:height, :width]
    for y, x in chance.integers((0, 0), (height - 3, width - 3), (SPECKS, 2)):
        pixels[y : y + 2, x : x + 2] -= 110
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def to_pdf(source: Path, target: Path, only: Collection[int] | None = None) -> None:
    """Write a PDF whose pages (all, or those with the numbers `only`) are pictures without a text layer."""
    scans = pictures(source)
    with pikepdf.open(source) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            if only is None or number in only:
                _replace(pdf, page, scans[number - 1])
        if only is None:
            del pdf.docinfo
            for key in {"/Metadata", "/Outlines"} & set(pdf.Root.keys()):
                del pdf.Root[key]
            pdf.docinfo["/Producer"] = "Multifunctional scanner"
        pdf.remove_unreferenced_resources()
        pdf.save(target, deterministic_id=True)


def _replace(pdf: pikepdf.Pdf, page: pikepdf.Page, picture: Image.Image) -> None:
    data = BytesIO()
    picture.save(data, "JPEG", quality=QUALITY)
    width, height = (float(x) for x in page.mediabox[2:])
    image = pdf.make_stream(
        data.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.obj.Contents = pdf.make_stream(f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im0 Do Q".encode())
    if "/Annots" in page.obj:
        del page.obj["/Annots"]


def to_tiff(source: Path, target: Path) -> None:
    """Write a fax-like TIFF: black and white, a page a picture."""
    pages = [page.point(lambda p: 255 if p > 150 else 0).convert("1") for page in pictures(source)]
    pages[0].save(target, "TIFF", save_all=True, append_images=pages[1:], compression="group4", dpi=(DPI, DPI))
