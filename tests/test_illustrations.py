"""Photos, codes and pictures full of words are seen on a page; text, logos, bars and shade are not taken for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode import qr
from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.bars import bars
from corpus.document import Box, Word
from corpus.illustrations import Kind, pictures_on
from corpus.photos import photos
from corpus.remarks import HANDWRITING, SHOWN, by_page, foreign_text, under_bars
from corpus.sight import Sight
from corpus.views import View, views

HIGH = A4[1]
Draw = Callable[[Canvas], None]


@cache
def photo(width: int = 300, height: int = 240) -> Image.Image:
    """Soft shapes of every size with some edges among them, as a photo has."""
    chance = np.random.default_rng(7)
    grey = np.zeros((height, width))
    for size in (3, 6, 12, 40, 120, 400):
        patch = Image.fromarray(chance.normal(0, 255 / size**0.3, (size, size)).astype(np.float32))
        grey += np.asarray(patch.resize((width, height), Image.Resampling.BICUBIC))
    grey[height // 2 :, : width // 3] -= 60
    grey = 120 + (grey - grey.mean()) * 50 / grey.std()
    return Image.fromarray(np.clip(grey, 0, 245).astype(np.uint8))


def show(picture: Image.Image, x: float, top: float, width: float) -> Draw:
    height = width * picture.height / picture.width
    return lambda canvas: canvas.drawImage(ImageReader(picture), x, HIGH - top - height, width, height)


def text(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    for line in range(30):
        canvas.drawString(80, HIGH - 160 - 14 * line, "Dit is een gewone regel van een brief aan de Tweede Kamer.")


def ribbon(canvas: Canvas) -> None:
    """The blue ribbon of the Rijk with something white in it."""
    canvas.setFillColorRGB(0.08, 0.26, 0.45)
    canvas.rect(279, HIGH - 125, 37, 125, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.circle(297, HIGH - 105, 9, stroke=0, fill=1)


def black_bars(canvas: Canvas) -> None:
    for line in range(12):
        canvas.rect(80, HIGH - 200 - 18 * line, 350, 14, fill=1)


def hatched(canvas: Canvas) -> None:
    canvas.setLineWidth(0.8)
    for step in range(60):
        canvas.line(80 + 4 * step, HIGH - 300, 80 + 4 * step, HIGH - 250)


def coded(size: float, turn: float, where: tuple[float, float] = (300, 760)) -> Draw:
    def draw(canvas: Canvas) -> None:
        widget = qr.QrCodeWidget("https://www.example.nl/brief?kenmerk=2024-0000123456")
        x0, y0, x1, y1 = widget.getBounds()
        drawing = Drawing(size, size, transform=[size / (x1 - x0), 0, 0, size / (y1 - y0), 0, 0])
        drawing.add(widget)
        canvas.saveState()
        canvas.translate(where[0], HIGH - where[1])
        canvas.rotate(turn)
        renderPDF.draw(drawing, canvas, 0, 0)
        canvas.restoreState()

    return draw


def barcode(canvas: Canvas) -> None:
    Code128("ZK0123456789NL", barHeight=32, barWidth=0.9).drawOn(canvas, 80, 100)


def sight_of(view: View) -> Sight:
    look = view.grey(100)
    return Sight(np.asarray(look), look.width / view.width)


def first_of(path: Path) -> Iterator[View]:
    found = views(path)
    yield next(found)  # a view lives as long as its file is open
    found.close()


@contextmanager
def page(tmp_path: Path, *draws: Draw) -> Iterator[View]:
    path = tmp_path / "brief.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for draw in draws:
        draw(canvas)
    canvas.save()
    yield from first_of(path)


@contextmanager
def scan(tmp_path: Path, *draws: Draw) -> Iterator[View]:
    """The page as a grey scan: blurred, not quite white, with noise."""
    with page(tmp_path, *draws) as view:
        grey = np.asarray(view.grey(200), dtype=float) * 0.85 + 25
    grey += np.random.default_rng(1).normal(0, 6, grey.shape)
    path = tmp_path / "scan.jpg"
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(path, dpi=(200, 200), quality=75)
    yield from first_of(path)


def kinds(view: View, *pictures: Box) -> list[Kind]:
    return [shown.kind for shown in pictures_on(view, sight_of(view), [], pictures)]


@pytest.mark.parametrize("way", [page, scan])
@pytest.mark.parametrize(
    ("draws", "expected"),
    [
        ((text,), []),
        ((text, ribbon), []),
        ((text, black_bars), []),
        ((text, hatched), []),
        ((text, show(Image.new("L", (300, 200), 170), 80, 400, 300)), []),
        ((text, show(photo(), 90, 620, 200)), [Kind.PHOTO]),
        ((show(photo(), 90, 620, 90),), [Kind.PHOTO]),
        ((text, show(photo(), 90, 620, 45)), []),  # an icon
        ((show(photo(900, 700), 0, 0, 595),), [Kind.PHOTO]),
        ((text, coded(57, 0)), [Kind.QR]),
        ((text, coded(43, 90)), [Kind.QR]),
        ((text, coded(85, 3)), [Kind.QR]),
        ((coded(57, 0, (534, 841)),), [Kind.QR]),  # in the corner of the page
        ((text, barcode), [Kind.BARCODE]),
        ((show(photo(), 90, 620, 200), coded(57, 0)), [Kind.PHOTO, Kind.QR]),
    ],
)
def test_what_a_page_shows_beside_text(
    tmp_path: Path, way: Callable[..., Iterator[View]], draws: tuple[Draw, ...], expected: list[Kind]
) -> None:
    with way(tmp_path, *draws) as view:  # type: ignore[attr-defined]
        assert kinds(view) == expected


def test_a_photo_is_boxed_where_it_lies(tmp_path: Path) -> None:
    with page(tmp_path, text, show(photo(), 90, 620, 200)) as view:
        (shown,) = pictures_on(view, sight_of(view), [])
    assert shown.box[1:] == pytest.approx((90, 620, 290, 780), abs=8)


def test_greys_outside_the_pictures_of_a_digital_page_are_no_photo(tmp_path: Path) -> None:
    with page(tmp_path, show(photo(), 90, 620, 200)) as view:
        assert kinds(view, Box(1, 279, 0, 316, 125)) == []
        assert kinds(view, Box(1, 90, 620, 290, 780)) == [Kind.PHOTO]
        assert kinds(view, Box(1, 0, 0, 595, 842)) == [Kind.PHOTO]  # a scan in a PDF


def test_paper_in_the_shade_is_no_photo(tmp_path: Path) -> None:
    with page(tmp_path, text) as view:
        sight = sight_of(view)
    words = [Box(1, 80, 150 + 14 * line, 360, 162 + 14 * line) for line in range(30)]
    across, down = (np.linspace(0, 1, side) for side in sight.grey.shape[::-1])
    for shade in (np.exp(-8 * across)[None, :], np.clip(down[:, None] + across[None, :] - 1, 0, 1)):
        grey = sight.grey * (1 - 0.5 * shade) + np.random.default_rng(2).normal(0, 3, sight.grey.shape)
        assert photos(Sight(np.clip(grey, 0, 255).astype(np.uint8), sight.scale), 1, words) == ()


def words_in(box: Box, rows: int, columns: int) -> list[Box]:
    wide, high = box.width / columns, box.height / rows
    places = ((box.x0 + wide * column, box.top + high * row) for row in range(rows) for column in range(columns))
    return [Box(1, x, top, x + 0.8 * wide, top + 0.6 * high) for x, top in places]


@pytest.mark.parametrize(("rows", "columns", "expected"), [(8, 6, [Kind.SCREENSHOT]), (2, 8, []), (6, 2, [])])
def test_a_picture_full_of_words_is_a_screenshot_and_a_letterhead_is_not(
    tmp_path: Path, rows: int, columns: int, expected: list[Kind]
) -> None:
    picture = Box(1, 80, 500, 400, 700)
    with page(tmp_path, text) as view:
        read = words_in(picture, rows, columns)
        found = pictures_on(view, sight_of(view), read, [picture], read)
    assert [shown.kind for shown in found] == expected


@pytest.mark.parametrize("size", [(1, 1), (7, 5), (40, 9)])
def test_a_page_of_a_few_pixels_shows_nothing(size: tuple[int, int]) -> None:
    assert photos(Sight(np.full(size, 90, dtype=np.uint8), 1.4), 1, []) == ()


def bar_sight(fill: int, label: str = "") -> Sight:
    drawn = Image.new("L", (600, 300), 250)
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((100, 100, 300, 130), fill=fill)
    pen.text((105, 102), label, fill=255 - fill)
    return Sight(np.asarray(drawn), 1.0)


INSIDE, BESIDE, HALF, OFF = (
    Word("Anneloes", "Anneloes", Box(1, *edges))
    for edges in ((140, 105, 200, 120), (400, 105, 460, 120), (280, 105, 330, 120), (700, 105, 760, 120))
)


@pytest.mark.parametrize(
    ("sight", "hidden", "expected"),
    [
        (bar_sight(0), [INSIDE, BESIDE], 1),
        (bar_sight(170), [INSIDE], 1),
        (bar_sight(0, "5.1.2e"), [INSIDE], 1),
        (bar_sight(0), [HALF, OFF], 0),
        (bar_sight(240), [INSIDE], 0),
        (bar_sight(0), [], 0),
    ],
    ids=["black", "grey", "with a label", "half under it, off the page", "as light as paper", "none"],
)
def test_words_under_a_bar_are_told_from_words_that_are_not_shown(
    sight: Sight, hidden: list[Word], expected: int
) -> None:
    assert bars(sight, hidden) == expected


def test_a_remark_on_several_pages_is_made_once() -> None:
    said = [(1, SHOWN[Kind.PHOTO]), (2, under_bars(3)), (2, SHOWN[Kind.PHOTO]), (4, foreign_text("Engels"))]
    assert by_page(said) == (
        "Pagina 1-2: er staat een foto op, waarop personen herkenbaar kunnen zijn. Bekijk die.",
        "Pagina 2: onder donkere vlakken staan nog 3 leesbare woorden in het bestand. Die tekst is niet overgenomen.",
        "Pagina 4: de tekst is in het Engels; namen en toezeggingen worden daar minder goed gevonden.",
    )


@pytest.mark.parametrize("sentence", [*SHOWN.values(), HANDWRITING, under_bars(1), foreign_text("een andere taal")])
def test_a_remark_goes_on_after_the_page_and_ends_in_a_point(sentence: str) -> None:
    assert sentence[0].islower()
    assert sentence.endswith(".")


def pages(real: Path) -> Iterator[tuple[str, View]]:
    folders = ("kamerbrief_pdf/*.pdf", "woo_besluit_scan/*.pdf", "woo_redacted_pages/*.png", "beslisnota_pdf/*.pdf")
    for path in sorted(chain.from_iterable(map(real.glob, folders))):
        for view in views(path):
            yield f"{path.name} {view.number}", view


@pytest.mark.real
def test_letterheads_bars_and_grey_scans_show_no_picture_even_where_nothing_is_read(real: Path) -> None:
    seen = {name: kinds(view) for name, view in pages(real)}
    assert {name: found for name, found in seen.items() if found} == {}
