"""What is drawn on a digital page beside its letters: pictures and rules, as PDFium's objects have them.

Points, origin at the top left of the page as displayed.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from corpus.document import Box

MOST = 4_000  # objects: a page with more is a map or a chart, in which nobody looks for tables
DEEPEST = 6  # forms within forms
THIN = 3.0  # points: what is thinner is a rule
LONG = 8.0  # points: a shorter rule is a stroke of a drawing
MEET = 3.0  # points between the ends of two rules of one table
SIMPLE = 6  # segments of a line or rectangle; a path with more may hold a whole grid
LOOKED_AT = 12  # segments
GRID = 100.0  # points: a smaller path of many segments is a drawing

Matrix = tuple[float, float, float, float, float, float]
UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawing(NamedTuple):
    """`covered` is the number of text objects that a later picture may lie on; `texts` of all of them."""

    pictures: tuple[Box, ...] = ()
    flat: tuple[Box, ...] = ()
    upright: tuple[Box, ...] = ()
    grids: int = 0
    texts: int = 0
    covered: int = 0

    @property
    def may_have_tables(self) -> bool:
        """True where rules meet as those of a table of two columns do; only then the dear search for cells pays."""
        return bool(self.grids) or (len(self.flat) > 1 and any(self._opens_table(one) for one in self.upright))

    def _opens_table(self, rule: Box) -> bool:
        level = {
            round(other.x0 / MEET) for other in self.upright if rule.top < other.bottom and other.top < rule.bottom
        }
        return len(level) > 2 and any(_meet(rule, flat) for flat in self.flat)


class Found(NamedTuple):
    """An object of the page: its kind, its box and, of a path, how many segments it has and whether they are straight.

    The box of text is left out: its letters have their own.
    """

    kind: int
    box: Box
    segments: int = 0
    straight: bool = True


def _meet(upright: Box, flat: Box) -> bool:
    return (
        flat.x0 - MEET <= upright.x1
        and upright.x0 <= flat.x1 + MEET
        and flat.top - MEET <= upright.bottom
        and upright.top <= flat.bottom + MEET
    )


def drawing(page: Any, number: int, share: float) -> Drawing:
    """The drawing of a page of pypdfium2. A picture over `share` of the page counts as one that covers text."""
    width, height = page.get_size()
    pictures: list[Box] = []
    flat: list[Box] = []
    upright: list[Box] = []
    grids = texts = covered = 0
    for at, found in enumerate(_objects(page, number)):
        if at > MOST:
            return Drawing(tuple(pictures), texts=texts, covered=covered)
        box = found.box
        if found.kind == pdfium.FPDF_PAGEOBJ_TEXT:
            texts += 1
        elif found.kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_within(box, width, height))
            covered = texts if box.width * box.height > share * width * height else covered
        elif found.segments > SIMPLE and not _is_bar(found):
            grids += found.straight and box.width > GRID and box.height > LONG
        else:
            flat += _sides(box, level=True)
            upright += _sides(box, level=False)
    return Drawing(tuple(pictures), tuple(flat), tuple(upright), grids, texts, covered)


def _is_bar(found: Found) -> bool:
    """True for a straight path so thin that it is a rule, however many strokes it was drawn with."""
    return found.straight and min(found.box.width, found.box.height) < THIN


def _sides(box: Box, *, level: bool) -> Sequence[Box]:
    """The rules that a line, a thin bar or a rectangle draws: level ones, or upright ones."""
    long, thin = (box.width, box.height) if level else (box.height, box.width)
    if long < LONG:
        return ()
    if thin < THIN:
        return (box,)
    if min(box.width, box.height) < LONG:
        return ()
    if level:
        return (box._replace(bottom=box.top), box._replace(top=box.bottom))
    return (box._replace(x1=box.x0), box._replace(x0=box.x1))


def _within(box: Box, width: float, height: float) -> Box:
    return Box(box.page, max(0, box.x0), max(0, box.top), min(width, box.x1), min(height, box.bottom))


def _objects(page: Any, number: int) -> Iterator[Found]:
    shown, turn = shown_part(page), page.get_rotation()
    todo: list[tuple[Any, Matrix, int]] = [
        (pdfium.FPDFPage_GetObject(page.raw, at), UPRIGHT, 0)
        for at in reversed(range(pdfium.FPDFPage_CountObjects(page.raw)))
    ]
    while todo:
        object_, matrix, depth = todo.pop()
        kind = pdfium.FPDFPageObj_GetType(object_)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < DEEPEST:
                inner = _times(_matrix(object_), matrix)
                count = pdfium.FPDFFormObj_CountObjects(object_)
                todo += [(pdfium.FPDFFormObj_GetObject(object_, at), inner, depth + 1) for at in reversed(range(count))]
            continue
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield Found(kind, Box(number, 0, 0, 0, 0))
            continue
        edges = [ctypes.c_float() for _ in range(4)]
        if not pdfium.FPDFPageObj_GetBounds(object_, *edges):
            continue
        corners = _corners(tuple(edge.value for edge in edges), matrix)
        segments = pdfium.FPDFPath_CountSegments(object_) if kind == pdfium.FPDF_PAGEOBJ_PATH else 0
        yield Found(kind, Box(number, *displayed(corners, shown, turn)), segments, _is_straight(object_, segments))


def _is_straight(object_: Any, segments: int) -> bool:
    """True when the first segments of a path are straight: a signature or a logo is drawn in curves."""
    return all(
        pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(object_, at)) != pdfium.FPDF_SEGMENT_BEZIERTO
        for at in range(min(segments, LOOKED_AT))
    )


def shown_part(page: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of what is displayed, in the page's own space: the CropBox within the MediaBox."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page.raw, rect)
    return rect.left, rect.bottom, rect.right, rect.top


def _matrix(object_: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(object_, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _corners(edges: Sequence[float], matrix: Matrix) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a rectangle after a matrix."""
    left, low, right, high = edges
    a, b, c, d, e, f = matrix
    across = [a * x + c * y + e for x in (left, right) for y in (low, high)]
    up = [b * x + d * y + f for x in (left, right) for y in (low, high)]
    return min(across), min(up), max(across), max(up)


def displayed(corners: Sequence[Any], shown: Sequence[float], turn: int) -> tuple[Any, Any, Any, Any]:
    """Left, bottom, right, top in the page's own space (y upwards) as x0, top, x1, bottom of the page as displayed.

    `shown` is the part that is displayed, in the same space; `turn` the page's /Rotate in degrees, clockwise.
    The corners may be arrays.
    """
    x0, y0, x1, y1 = corners
    left, low, right, high = shown
    if turn == 90:
        return y0 - low, x0 - left, y1 - low, x1 - left
    if turn == 180:
        return right - x1, y0 - low, right - x0, y1 - low
    if turn == 270:
        return high - y1, right - x1, high - y0, right - x0
    return x0 - left, high - y1, x1 - left, high - y0
