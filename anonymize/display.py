"""What a page shows, as a list: letters, shapes and pictures in the order in which they are painted.

Points with the origin at the bottom left of the page as displayed (CropBox and /Rotate applied), y upwards: what PDF
operators count in. A matrix is (a, b, c, d, e, f) as in PDF 32000-1, 8.3.3.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from PIL import Image

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Colour = tuple[int, int, int]  # sRGB, 0 to 255
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
BLACK: Colour = (0, 0, 0)


class RefusedError(Exception):
    """A page that cannot be rebuilt piece by piece, and why, in a few words without content. It goes as a picture."""


class Frame(NamedTuple):
    """A rectangle on the page: left, bottom, right, top."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def empty(self) -> bool:
        return self.x0 >= self.x1 or self.y0 >= self.y1

    def cut(self, other: Frame) -> Frame:
        return Frame(max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1))

    def holds(self, other: Frame, slack: float = 0.0) -> bool:
        return (
            self.x0 - slack <= other.x0
            and self.y0 - slack <= other.y0
            and other.x1 <= self.x1 + slack
            and other.y1 <= self.y1 + slack
        )

    def meets(self, other: Frame) -> bool:
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


class Step(NamedTuple):
    """One piece of an outline: "m", "l", "c" or "h" with its points."""

    verb: str
    points: tuple[Point, ...] = ()


class Clip(NamedTuple):
    """Where may be painted: within the rectangle, and within each of the outlines ("W" or "W*")."""

    frame: Frame
    outlines: tuple[tuple[tuple[Step, ...], str], ...] = ()


class Pen(NamedTuple):
    """How a line is drawn; widths in points."""

    width: float = 1.0
    cap: int = 0
    join: int = 0
    miter: float = 10.0
    dash: tuple[float, ...] = ()
    phase: float = 0.0


class Letter(NamedTuple):
    """One glyph. `matrix` leads from its em (1 unit high) to the page; `advance` is its width in points.

    `stroke` is the pen of letters that are drawn with an outline too, to make them bold. `show` numbers the operator
    that showed it: letters of one operator are set against each other by some viewers.
    """

    font: int
    code: int
    matrix: Matrix
    advance: float
    colour: Colour
    clip: Clip
    stroke: Pen | None = None
    show: int = 0

    @property
    def origin(self) -> Point:
        return self.matrix[4], self.matrix[5]

    @property
    def size(self) -> float:
        return math.hypot(self.matrix[2], self.matrix[3])

    @property
    def level(self) -> bool:
        """True for upright letters on a level line."""
        a, b, c, d, *_ = self.matrix
        return a > 0 and d > 0 and abs(b) < 0.01 * a and abs(c) < 0.5 * d

    @property
    def middle(self) -> Point:
        """A quarter of the size above the middle of the part of the line that it takes."""
        a, b, c, d, e, f = self.matrix
        along = math.hypot(a, b) or 1.0
        half = self.advance / 2
        return e + a / along * half + 0.25 * c, f + b / along * half + 0.25 * d


class Shape(NamedTuple):
    """An outline, filled ("f" or "f*") or stroked or both, on the page."""

    steps: tuple[Step, ...]
    clip: Clip
    fill: Colour | None = None
    rule: str = "f"
    stroke: Colour | None = None
    pen: Pen = Pen()

    @property
    def frame(self) -> Frame:
        """Where it may leave ink."""
        around = bounds(reached(self.steps))
        by = self.pen.width / 2 if self.stroke is not None else 0.0
        return Frame(around.x0 - by, around.y0 - by, around.x1 + by, around.y1 + by).cut(self.clip.frame)

    @property
    def plain(self) -> bool:
        """True for rules, frames and grounds: straight level and upright lines only."""
        if any(step.verb == "c" for step in self.steps):
            return False
        last: Point | None = None
        for step in self.steps:
            for x, y in step.points:
                if step.verb == "l" and last and abs(x - last[0]) > 0.01 and abs(y - last[1]) > 0.01:
                    return False
                last = x, y
        return len(self.steps) <= 40


class Picture(NamedTuple):
    """A picture that fills the unit square of `matrix`; `mask` says where it shows ("L", 255 is there)."""

    image: Image.Image
    mask: Image.Image | None
    matrix: Matrix
    clip: Clip

    @property
    def frame(self) -> Frame:
        corners = (apply(self.matrix, (x, y)) for x in (0, 1) for y in (0, 1))
        return bounds(corners).cut(self.clip.frame)


Item = Letter | Shape | Picture


def times(first: Matrix, second: Matrix) -> Matrix:
    """First one, then the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def apply(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def bounds(points: Iterable[Point]) -> Frame:
    found: Sequence[Point] = list(points)
    if not found:
        return Frame(0, 0, 0, 0)
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return Frame(min(xs), min(ys), max(xs), max(ys))


# Of the four points of a curve, at each eighth of it.
SHARES = tuple(((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in (at / 8 for at in range(1, 9)))


def reached(steps: Iterable[Step]) -> Iterator[Point]:
    """Points that an outline reaches; of a curve some on the way, since it stays away from the points that bend it."""
    last: Point = (0.0, 0.0)
    for step in steps:
        if step.verb == "c":
            (bx, by), (cx, cy), (dx, dy) = step.points
            ax, ay = last
            for p, q, r, s in SHARES:
                yield p * ax + q * bx + r * cx + s * dx, p * ay + q * by + r * cy + s * dy
        else:
            yield from step.points
        if step.points:
            last = step.points[-1]
