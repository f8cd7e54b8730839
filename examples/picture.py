"""The picture in the README: the first page of a nota before and after (`python -m examples.picture DEMO`)."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw

from corpus.views import views

ROOT = Path(__file__).resolve().parents[1]
NAME = "beslisnota-bzk-algoritmeregister.pdf"
DPI = 96
CROP = 0.78  # share of the page's height that is shown


def page(path: Path) -> Image.Image:
    """The upper part of the first page of a PDF."""
    pages = views(path)
    picture = next(pages).draw(DPI)
    pages.close()  # a view can be drawn only while its file is open
    return picture.crop((0, 0, picture.width, round(picture.height * CROP)))


def main(demo: Path) -> int:
    """Write docs/demo.png from an output folder of `lakwerk run`."""
    before, after = page(ROOT / "examples" / "documents" / NAME), page(demo / "redacted" / NAME)
    gap = 24
    sheet = Image.new("RGB", (before.width + after.width + 3 * gap, before.height + 2 * gap), "#d8dde3")
    for x, side in ((gap, before), (before.width + 2 * gap, after)):
        sheet.paste(side, (x, gap))
        ImageDraw.Draw(sheet).rectangle((x, gap, x + side.width - 1, gap + side.height - 1), outline="#8a94a0")
    sheet.quantize(64).save(ROOT / "docs" / "demo.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo")))
