"""Colours of a PDF as sRGB, for the few kinds of colour space that papers use; anything else is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Name
from PIL import Image

from anonymize.display import BLACK, Colour, RefusedError

_COUNTS = {
    "/DeviceGray": 1,
    "/DeviceRGB": 3,
    "/DeviceCMYK": 4,
    "/CalGray": 1,
    "/CalRGB": 3,
    "/G": 1,
    "/RGB": 3,
    "/CMYK": 4,
}
OPERATORS = {"g": 1, "rg": 3, "k": 4, "G": 1, "RG": 3, "K": 4}


def components(space: pikepdf.Object, resources: Any) -> int:
    """How many numbers make a colour of a space; refused for patterns, inks by name and the like."""
    name = str(space) if isinstance(space, Name) else ""
    if name and name not in _COUNTS:
        space = resources.get("/ColorSpace", {}).get(name)
        if space is None:
            raise RefusedError("colour space")
        name = str(space) if isinstance(space, Name) else ""
    if name in _COUNTS:
        return _COUNTS[name]
    if isinstance(space, Array) and len(space) > 0:
        kind = str(space[0])
        if kind in _COUNTS:
            return _COUNTS[kind]
        if kind == "/ICCBased" and int(space[1].get("/N", 0)) in (1, 3, 4):
            return int(space[1].N)
    raise RefusedError("colour space")


def srgb(values: Sequence[Any]) -> Colour:
    """One grey, three RGB or four CMYK numbers from 0 to 1."""
    numbers = [max(0, min(255, round(255 * float(value)))) for value in values]
    if len(numbers) == 1:
        return numbers[0], numbers[0], numbers[0]
    if len(numbers) == 3:
        return numbers[0], numbers[1], numbers[2]
    if len(numbers) == 4:
        return from_cmyk(numbers)
    raise RefusedError("colour")


def from_cmyk(numbers: Sequence[int]) -> Colour:
    """Inks as Pillow mixes them."""
    red, green, blue = Image.new("CMYK", (1, 1), tuple(numbers)).convert("RGB").getpixel((0, 0))  # type: ignore[misc]
    return int(red), int(green), int(blue)


def first(count: int) -> Colour:
    """The colour that a space begins with: black in all of these."""
    del count
    return BLACK
