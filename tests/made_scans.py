"""Pages as a scanner makes them: worn pictures, and the same with the text layer of an old recogniser."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
from numpy.random import PCG64, Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypdfium2 import PdfDocument
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from examples.fonts import find

LAYER_DPI = 150
INK = 160  # darker than this is writing
EPOCH = time.gmtime(0)


def scan(
    source: Path, target: Path, *, dpi: int, seed: int, skew: float = 0.0, wear: float = 1.0, bilevel: bool = False
) -> None:
    """Write a PDF of pictures only; `skew` is the largest slant in degrees, `wear` how bad paper and scanner were."""
    pages = _worn_pages(source, dpi, seed, skew, wear)
    if bilevel:
        pages = [page.point(lambda p: 255 if p > INK else 0).convert("1") for page in pages]
    # Pillow writes grey pictures as JPEG and black and white ones as CCITT fax, which has no quality.
    options: dict[str, Any] = {} if bilevel else {"quality": Random(seed).randint(60, 75)}
    pages[0].save(
        target,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=dpi,
        title="",  # else the name of the file
        creationDate=EPOCH,
        modDate=EPOCH,
        **options,
    )


def _worn_pages(source: Path, dpi: int, seed: int, skew: float, wear: float) -> list[Image.Image]:
    with PdfDocument(source) as pdf:
        clean = [pdf[i].render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for i in range(len(pdf))]
    return [_worn(page, Generator(PCG64([seed, i])), dpi, skew, wear) for i, page in enumerate(clean)]


def _worn(page: Image.Image, chance: Generator, dpi: int, skew: float, wear: float) -> Image.Image:
    if wear:
        page = _marked(page, chance, dpi, wear)
    slant = float(chance.uniform(0.5, 1) * chance.choice([-1, 1])) * skew
    if slant:
        page = page.rotate(slant, Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(0.35 * wear * dpi / 200))
    pixels = np.asarray(page, dtype=np.float32)
    pixels = pixels * (1 - 0.06 * wear) + 6 * wear - _ground(pixels.shape, chance, wear)
    pixels += _grain(pixels.shape, chance, wear)
    size = max(1, dpi // 120)
    height, width = pixels.shape
    for y, x in chance.integers([0, 0], [height - size, width - size], (int(50 * wear), 2)):
        pixels[y : y + size, x : x + size] -= chance.uniform(60, 150)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _ground(shape: tuple[int, ...], chance: Generator, wear: float) -> NDArray[np.float32]:
    """The uneven grey of the paper: a slope, and a darker edge where the lid did not close."""
    down, across = np.linspace(0, 1, shape[0]), np.linspace(0, 1, shape[1])
    slope = chance.uniform(0, 9) * down[:, None] + chance.uniform(0, 9) * across[None, :]
    edge = 26 * np.exp(-across * 60)[None, :] * chance.uniform(0.2, 1)
    return ((slope + edge) * wear).astype(np.float32)


def _grain(shape: tuple[int, ...], chance: Generator, wear: float) -> NDArray[np.float32]:
    # In blocks: visible, but it does not swell the JPEG as single pixels would.
    coarse = chance.normal(0, 2.2 * wear, (shape[0] // 3 + 1, shape[1] // 3 + 1)).repeat(3, 0).repeat(3, 1)
    return coarse[: shape[0], : shape[1]].astype(np.float32)


def _marked(page: Image.Image, chance: Generator, dpi: int, wear: float) -> Image.Image:
    """Punch holes on half of the pages and a stamp on some, only where nothing is written."""
    draw, one = ImageDraw.Draw(page), dpi / 72
    if chance.random() < 0.5 * wear:
        radius = 8 * one
        for middle in (310 * one, 537 * one):
            x = 26 * one
            if _blank(page, (x - radius, middle - radius, x + radius, middle + radius)):
                draw.ellipse((x - radius, middle - radius, x + radius, middle + radius), fill=70, outline=40)
    if chance.random() < 0.25 * wear:
        stamp = _stamp(one, chance)
        for _ in range(40):
            x = int(chance.integers(int(30 * one), page.width - stamp.width - int(10 * one)))
            y = int(chance.integers(int(20 * one), page.height - stamp.height - int(20 * one)))
            if _blank(page, (x, y, x + stamp.width, y + stamp.height)):
                page.paste(stamp, (x, y))
                break
    return page


def _stamp(one: float, chance: Generator) -> Image.Image:
    picture = Image.new("L", (int(96 * one), int(30 * one)), 255)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((2, 2, picture.width - 3, picture.height - 3), outline=120, width=max(1, int(one)))
    face = ImageFont.truetype(str(find("LiberationSans-Bold.ttf")), int(11 * one))
    draw.text((14 * one, 8 * one), "INGEKOMEN", fill=120, font=face)
    return picture.rotate(float(chance.uniform(-4, 4)), Image.Resampling.BICUBIC, fillcolor=255)


def _blank(page: Image.Image, box: Sequence[float]) -> bool:
    left, top, right, bottom = (int(side) for side in box)
    around = page.crop((left - 6, top - 6, right + 6, bottom + 6))
    low, _ = around.getextrema()
    return isinstance(low, int | float) and low > 200


class Placed(NamedTuple):
    """A word and its box in points, origin at the bottom left."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


def with_layer(source: Path, target: Path, *, seed: int, wrong: float) -> None:
    """Write a scan over which an old recogniser laid invisible words: a share `wrong` misread, the boxes a bit off."""
    pictures = _worn_pages(source, LAYER_DPI, seed, 0.0, 0.7)
    chance = Random(seed)
    with PdfDocument(source) as pdf:
        sizes = [pdf[i].get_size() for i in range(len(pdf))]
        words = [list(_words(pdf, i)) for i in range(len(pdf))]
    canvas = Canvas(str(target), invariant=1, pageCompression=1)
    for picture, size, page in zip(pictures, sizes, words, strict=True):
        canvas.setPageSize(size)
        data = BytesIO()
        picture.save(data, "JPEG", quality=68)
        canvas.drawImage(ImageReader(data), 0, 0, *size)
        for word in page:
            _lay(canvas, word, chance, wrong)
        canvas.showPage()
    canvas.save()


def _words(pdf: PdfDocument, number: int) -> Iterator[Placed]:
    """The words of a page, put together again from its characters."""
    page = pdf[number].get_textpage()
    letters: list[tuple[str, tuple[float, float, float, float]]] = []
    for i in range(page.count_chars()):
        letter = page.get_text_range(i, 1)
        box = page.get_charbox(i, loose=True) if letter.strip() else (0, 0, 0, 0)
        if letters and (not letter.strip() or abs(box[1] - letters[-1][1][1]) > 6 or box[0] > letters[-1][1][2] + 3):
            yield _placed(letters)
            letters = []
        if letter.strip():
            # PDFium gives a hyphen at a line's end as U+FFFE.
            letters.append((unicodedata.normalize("NFKC", letter).replace("\ufffe", "-"), box))
    if letters:
        yield _placed(letters)


def _placed(letters: Sequence[tuple[str, tuple[float, float, float, float]]]) -> Placed:
    boxes = [box for _, box in letters]
    return Placed(
        "".join(letter for letter, _ in letters),
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _lay(canvas: Canvas, word: Placed, chance: Random, wrong: float) -> None:
    text = misread(word.text, chance) if chance.random() < wrong else word.text
    text = text.encode("cp1252", "replace").decode("cp1252")
    size = max(4.0, (word.y1 - word.y0) * chance.uniform(0.78, 0.95))
    layer = canvas.beginText(word.x0 + chance.uniform(-1, 1), word.y0 + size * 0.2 + chance.uniform(-1, 1))
    layer.setTextRenderMode(3)
    layer.setFont("Times-Roman", size)
    layer.setHorizScale(100 * (word.x1 - word.x0) / max(1.0, stringWidth(text, "Times-Roman", size)))
    layer.textOut(text + " ")
    canvas.drawText(layer)


_CONFUSED = (
    ("•", "¢"), ("–", "-"), ("▪", "*"), ("AI", "Al"), ("ë", "é"), ("ï", "i"), ("€", "€."), ("rn", "m"), ("ij", "y"),
    ("IJ", "U"), ("li", "h"), ("ü", "ii"), ("cl", "d"), ("1", "l"), ("0", "O"), ("5", "S"), ("m", "rn"), ("e", "c"),
    ("i", "l"), ("h", "b"), ("a", "o"), ("n", "u"), ("t", "l"),
)  # fmt: skip


def misread(word: str, chance: Random) -> str:
    """A word as an old recogniser got it wrong: letters confused, lost, or torn apart."""
    places = [(old, new) for old, new in _CONFUSED if old in word]
    if not places or (len(word) > 5 and chance.random() < 0.15):
        cut = chance.randrange(1, len(word)) if len(word) > 1 else 1
        return chance.choice([word[:cut] + " " + word[cut:], word[:cut] + word[cut + 1 :], word + "."]) or "."
    old, new = places[0] if len(places[0][0]) > 1 or not re.match(r"[a-z]", places[0][0]) else chance.choice(places)
    return word.replace(old, new, 1)
