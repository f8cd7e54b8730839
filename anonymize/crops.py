"""Places of pages read by OCR together: set below each other on sheets, so that one process reads many of them."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from PIL import Image

from corpus import ocr
from corpus.document import Box, Page, Word

BETWEEN = 30  # pixels of paper around each crop
HIGHEST = 6_000  # pixels of a sheet with more than one crop
ALONE = 1_500  # pixels: a higher crop has a sheet of its own
PAPER = 255


class Crop(NamedTuple):
    """A part of a page, in grey, and where it lies; points."""

    place: Box
    picture: Image.Image


def inside(box: Box, page: Page) -> Box:
    """What of a box lies on its page."""
    return Box(box.page, max(box.x0, 0.0), max(box.top, 0.0), min(box.x1, page.width), min(box.bottom, page.height))


def cropped(picture: Image.Image, width: float, places: Iterable[Box]) -> Iterator[Crop]:
    """The parts of a page's grey picture at some places; `width` is the page's in points."""
    scale = picture.width / width
    for place in places:
        left, top, right, bottom = (round(side * scale) for side in place[1:])
        sides = Box(place.page, left / scale, top / scale, right / scale, bottom / scale)
        yield Crop(sides, picture.crop((left, top, right, bottom)))


def read_crops(crops: Iterable[Crop], dpi: int) -> Iterator[ocr.Line]:
    """The lines that OCR reads in crops of `dpi`, where they stand on their pages.

    A picture that comes again, as the logo of every page, is read once.
    """
    known: dict[tuple[tuple[int, int], bytes], Crop] = {}
    again: list[tuple[Crop, Crop]] = []
    read: dict[int, list[ocr.Line]] = {}

    def new() -> Iterator[Crop]:
        for crop in crops:
            first = known.setdefault((crop.picture.size, sha256(crop.picture.tobytes()).digest()), crop)
            if first is crop:
                yield crop
            else:
                again.append((first, crop._replace(picture=first.picture)))

    for sheet in _sheets(new()):
        picture, tops = _laid(sheet)
        for line in ocr.recognise(picture, sheet[0].place.page, 1.0, dpi=dpi):
            for crop, part in _back(line, sheet, tops):
                read.setdefault(id(crop), []).append(part)
                yield part
    for first, crop in again:
        for line in read.get(id(first), ()):
            yield line._replace(words=tuple(_moved(word, first.place, crop.place) for word in line.words))


def _moved(word: Word, one: Box, other: Box) -> Word:
    """A word of a crop as it stands in another place of the same picture."""
    across, down = other.width / (one.width or 1.0), other.height / (one.height or 1.0)
    x0, x1 = (other.x0 + (x - one.x0) * across for x in (word.box.x0, word.box.x1))
    top, bottom = (other.top + (y - one.top) * down for y in (word.box.top, word.box.bottom))
    return word._replace(box=Box(other.page, x0, top, x1, bottom))


def _laid(sheet: Sequence[Crop]) -> tuple[Image.Image, list[int]]:
    """Crops below each other with paper around them, and where each starts; one by itself is read as it is."""
    if len(sheet) == 1 and sheet[0].picture.height > ALONE:
        return sheet[0].picture, [0, sheet[0].picture.height]
    tops = [BETWEEN]
    for crop in sheet:
        tops.append(tops[-1] + crop.picture.height + BETWEEN)
    whole = Image.new("L", (max(crop.picture.width for crop in sheet) + 2 * BETWEEN, tops[-1]), PAPER)
    for crop, top in zip(sheet, tops, strict=False):
        whole.paste(crop.picture, (BETWEEN, top))
    return whole, tops


def _sheets(crops: Iterable[Crop]) -> Iterator[list[Crop]]:
    """Crops that are read together; a high one, as a page is, by itself."""
    sheet: list[Crop] = []
    high = 0
    for crop in crops:
        if crop.picture.height > ALONE:
            yield [crop]
            continue
        if high + crop.picture.height > HIGHEST:
            yield sheet
            sheet, high = [], 0
        sheet.append(crop)
        high += crop.picture.height + BETWEEN
    if sheet:
        yield sheet


def _back(line: ocr.Line, sheet: Sequence[Crop], tops: Sequence[int]) -> Iterator[tuple[Crop, ocr.Line]]:
    """A line of a sheet, parted by the crops that it lies in."""
    parts: dict[int, list[Word]] = {}
    for word in line.words:
        middle = (word.box.top + word.box.bottom) / 2
        at = max(0, bisect(tops, middle + BETWEEN / 2, hi=len(sheet)) - 1)
        parts.setdefault(at, []).append(word._replace(box=_placed(word.box, sheet[at], tops[0], tops[at])))
    for at, words in parts.items():
        yield sheet[at], line._replace(words=tuple(words))


def _placed(box: Box, crop: Crop, left: int, top: int) -> Box:
    place, scale = crop.place, crop.place.width / max(1, crop.picture.width)
    x0, x1 = ((x - left) * scale + place.x0 for x in (box.x0, box.x1))
    return Box(place.page, x0, (box.top - top) * scale + place.top, x1, (box.bottom - top) * scale + place.top)
