"""Where a page lies in its own space, and the way from the page as displayed to there and back.

The page's own space is PDF's default user space: units, y upwards, origin wherever the file wants it (PDF 32000-1,
8.3.2.3). What other programs say of a place on a page, as in annotations and XFDF, they say in that space.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from corpus.document import Box
from corpus.drawing import displayed
from corpus.errors import Damaged, NeedsPassword

LETTER = (0.0, 0.0, 612.0, 792.0)  # a page that states no size: PDFium takes US Letter
NOTHING = (0.0, 0.0, 0.0, 0.0)
DEEPEST = 100  # nodes of the page tree above a page

Edges = tuple[float, float, float, float]  # left, low, right, high in the page's own space


class Plot(NamedTuple):
    """The shown part of a page in its own space; `turn` in degrees, clockwise; one unit is `unit` points."""

    left: float
    low: float
    right: float
    high: float
    turn: int = 0
    unit: float = 1.0

    @property
    def width(self) -> float:
        """In points, as displayed."""
        return (self.high - self.low if self.turn % 180 else self.right - self.left) * self.unit

    @property
    def height(self) -> float:
        """In points, as displayed."""
        return (self.right - self.left if self.turn % 180 else self.high - self.low) * self.unit


def plain(width: float, height: float) -> Plot:
    """The plot of a page that is no PDF page: its size in points, and nothing else."""
    return Plot(0.0, 0.0, width, height)


def to_page(plot: Plot, box: Box) -> Edges:
    """Left, low, right, high in the page's own space of a box on the page as displayed; `to_display` undoes it."""
    x0, top, x1, bottom = (side / plot.unit for side in box[1:])
    if plot.turn == 90:
        return plot.left + top, plot.low + x0, plot.left + bottom, plot.low + x1
    if plot.turn == 180:
        return plot.right - x1, plot.low + top, plot.right - x0, plot.low + bottom
    if plot.turn == 270:
        return plot.right - bottom, plot.high - x1, plot.right - top, plot.high - x0
    return plot.left + x0, plot.high - bottom, plot.left + x1, plot.high - top


def to_display(plot: Plot, number: int, edges: Edges) -> Box:
    """The box, on page `number` as displayed, of left, low, right, high in the page's own space."""
    return Box(number, *(side * plot.unit for side in displayed(edges, plot[:4], plot.turn)))


def plots_of(path: Path, turns: Sequence[int] = ()) -> tuple[Plot, ...]:
    """The plot of every page of a PDF, as PDFium shows it; raises Damaged or NeedsPassword.

    `turns` are the degrees that pages were turned by to be read (`Page.turn`), since their boxes are turned as well.
    """
    try:
        with pikepdf.open(path) as pdf:
            return tuple(_plot(page.obj, turn or 0) for page, turn in zip_longest(pdf.pages, turns[: len(pdf.pages)]))
    except pikepdf.PasswordError:
        raise NeedsPassword("Het bestand is versleuteld. Lever het zonder wachtwoord aan.") from None
    except pikepdf.PdfError:
        raise Damaged("De PDF is beschadigd of onvolledig. Vraag de bron om een nieuw exemplaar.") from None


def _plot(page: Any, turn: int) -> Plot:
    media = _edges(_inherited(page, "/MediaBox"))
    media = LETTER if _is_empty(media) else media
    crop = _edges(_inherited(page, "/CropBox"))
    shown = media if _is_empty(crop) else _shared(crop, media)
    quarters = int(_number(_inherited(page, "/Rotate"), 0) / 90)  # PDFium cuts off: 135 is one quarter turn
    unit = _number(page.get("/UserUnit"), 1)
    return Plot(*shown, (quarters * 90 + turn) % 360, unit if unit > 0 else 1.0)


def _inherited(page: Any, key: str) -> Any:
    """An entry of a page or of the nearest node above it that has one (PDF 32000-1, 7.7.3.4)."""
    node = page
    for _ in range(DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def _number(value: Any, otherwise: float) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return otherwise


def _edges(numbers: Any) -> Edges:
    try:
        a, b, c, d = (float(number) for number in numbers)
    except (TypeError, ValueError):
        return NOTHING
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _is_empty(edges: Edges) -> bool:
    left, low, right, high = edges
    return left >= right or low >= high


def _shared(one: Edges, other: Edges) -> Edges:
    both = max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    return NOTHING if _is_empty(both) else both
