"""The pages of a source as they are displayed, whether the source is a PDF or a picture file."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from PIL import Image

from corpus import picture, render
from corpus.errors import TooLarge, Unreadable
from corpus.held import Held, held

MAX_PAGES = 2_000
LEAST, MOST = 3.0, 14_400.0  # points: how wide and how high a page of a PDF may be
# Pillow turns counterclockwise.
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


class View(NamedTuple):
    """A page: its number from 1, its size in points, `draw(dpi)` for its picture in RGB and `grey(dpi)` in grey.

    `load` opens the page in PDFium, once, when it is first asked for; None for a picture file. One unit of its space
    is `unit` points. `turn` tells by how many degrees, clockwise, the view was turned from the page as displayed.
    All works only until the next view is asked for.
    """

    number: int
    width: float
    height: float
    draw: Callable[[int], Image.Image]
    grey: Callable[[int], Image.Image]
    load: Callable[[], Any] | None = None
    unit: float = 1.0
    turn: int = 0

    @property
    def leaf(self) -> Any:
        """The page as PDFium has it, None for a picture file; raises Damaged."""
        return self.load() if self.load else None


def views(source: Path, turns: Sequence[int] = ()) -> Generator[View]:
    """The pages of a PDF or picture file, in order; raises Damaged, NeedsPassword or TooLarge.

    `turns` are the degrees that each page was turned by to be read, where it lies on its side.
    """
    found = _of_scans(source) if source.suffix.lower() in picture.SUFFIXES else _of_pdf(source)
    for view, turn in zip_longest(found, turns):
        if view is None:
            return
        if min(view.width, view.height) < LEAST:
            raise Unreadable(f"Pagina {view.number} is te klein om te lezen. Beoordeel het stuk met de hand.")
        if max(view.width, view.height) > MOST:
            raise TooLarge(f"Pagina {view.number} is te groot om te verwerken.")
        yield turned(view, turn or 0)


def amount(source: Path) -> int:
    """How many pages a PDF has; raises Damaged, NeedsPassword or TooLarge."""
    with held(source) as pages:
        check_amount(pages.pdf)
        return len(pages.pdf)


def check_amount(pdf: pypdfium2.PdfDocument) -> None:
    """Raises TooLarge for a file of more pages than MAX_PAGES."""
    if len(pdf) > MAX_PAGES:
        raise TooLarge(f"Het bestand heeft meer dan {MAX_PAGES} pagina's. Splits het.")


@contextmanager
def view_of(source: Path, number: int) -> Iterator[View]:
    """One page of a PDF or picture file as it is displayed; raises as `views`, and IndexError for no such page."""
    if source.suffix.lower() in picture.SUFFIXES:
        yield next(view for view in _of_scans(source) if view.number == number)
        return
    with held(source) as pages:
        if not 1 <= number <= len(pages.pdf):
            raise IndexError(number)
        yield _view(pages, number)


def turned(view: View, turn: int) -> View:
    """The page after quarter turns, `turn` in degrees, clockwise."""
    if turn % 360 == 0:
        return view
    width, height = (view.height, view.width) if turn % 180 else (view.width, view.height)
    return view._replace(
        width=width,
        height=height,
        draw=lambda dpi: rotated(view.draw(dpi), turn),
        grey=lambda dpi: rotated(view.grey(dpi), turn),
        turn=(view.turn + turn) % 360,
    )


def rotated(picture: Image.Image, turn: int) -> Image.Image:
    """A picture after quarter turns, `turn` in degrees, clockwise."""
    return picture.transpose(_TURNS[turn % 360]) if turn % 360 else picture


def _of_pdf(source: Path) -> Generator[View]:
    with held(source) as pages:
        check_amount(pages.pdf)
        for number in range(1, len(pages.pdf) + 1):
            yield _view(pages, number)


def _view(pages: Held, number: int) -> View:
    """A page that PDFium opens when somebody looks at it: many steps need the size of most, or a look that is held."""
    unit = pages.units.get(number, 1.0)

    def draw(dpi: int, *, grey: bool = False) -> Image.Image:
        return render.draw_page(pages.page(number), number, dpi, grey=grey, unit=unit)

    def look(dpi: int) -> Image.Image:
        return pages.look(number, dpi, partial(draw, dpi, grey=True))

    width, height = (side * unit for side in pages.size(number))
    return View(number, width, height, draw, look, partial(pages.page, number), unit)


def _of_scans(source: Path) -> Generator[View]:
    for scan in picture.scans(source, MAX_PAGES):
        width, height = scan.picture.width * scan.scale, scan.picture.height * scan.scale
        yield View(scan.number, width, height, partial(_reduced, scan), partial(_grey, scan))


def _reduced(scan: picture.Scan, dpi: int) -> Image.Image:
    """The scan at `dpi`, or at its own resolution where that is lower."""
    factor = min(1.0, dpi / render.POINTS_PER_INCH * scan.scale, (render.MAX_PIXELS / _pixels(scan)) ** 0.5)
    if factor > 0.99:  # a hair's difference is not worth blurring the letters for
        return scan.picture.copy()
    return scaled(scan.picture, factor, Image.Resampling.LANCZOS)


def _grey(scan: picture.Scan, dpi: int) -> Image.Image:
    return _reduced(scan, dpi).convert("L")


def scaled(drawn: Image.Image, factor: float, way: Image.Resampling = Image.Resampling.BICUBIC) -> Image.Image:
    """A picture resized alike both ways: rounding the width shifts nothing at the foot of a long page."""
    across = max(1, round(drawn.width * factor))
    return drawn.resize((across, max(1, round(drawn.height * across / drawn.width))), way)


def _pixels(scan: picture.Scan) -> int:
    return scan.picture.width * scan.picture.height
