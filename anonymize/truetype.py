"""A TrueType file from outlines, table by table (OpenType 1.9): only what a font inside a PDF needs.

The same outlines give the same bytes, and those that fontTools writes (`tests/test_truetype.py`), which needs five
times as long: a document has some hundred letters, each new.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple

ON, X_SHORT, Y_SHORT, REPEAT, X_SAME, Y_SAME = 1, 2, 4, 8, 16, 32  # flags of a point (glyf, "Simple Glyph Table")
SHORT, BYTE, MOST_REPEATS = 0x20000, 255, 255
_MAGIC, _SUM = 0x5F0F3CF5, 0xB1B0AFBA  # head: magicNumber, and what the whole file adds up to
# A program that does nothing: without one FreeType would move the outlines to the pixels as it sees fit.
_FPGM = bytes([0xB0, 0, 0x21])  # PUSHB[ ] 0, POP[ ]
# Two empty tables of characters: codes in a PDF are the numbers of glyphs.
_CMAP = struct.pack(">HH HHI HHI 7H 5H", 0, 2, 0, 3, 20, 3, 1, 20, 4, 24, 0, 2, 2, 0, 0, 0xFFFF, 0, 0xFFFF, 1, 0)
_POST = struct.pack(">I28x", 0x00030000)


# A point of an outline: x and y in units, y upward, and whether it lies on the curve. Many are made.
Point = tuple[int, int, bool]
Contour = Sequence[Point]
Box = tuple[int, int, int, int]


class Glyph(NamedTuple):
    """A letter: its width and left side in units, and its closed contours."""

    width: int
    left: int
    contours: Sequence[Contour]

    @property
    def box(self) -> Box:
        """The left, lowest, right and highest of all its points."""
        xs = [point[0] for contour in self.contours for point in contour]
        ys = [point[1] for contour in self.contours for point in contour]
        return min(xs), min(ys), max(xs), max(ys)


def truetype(units: int, glyphs: Sequence[Glyph], ascent: int, descent: int) -> bytes:
    """The file; the first glyph is that of unknown codes. All in `units` to the size."""
    drawn = [_glyf(glyph) for glyph in glyphs]
    places, glyf = _joined(drawn)
    short = places[-1] < SHORT and not any(place % 2 for place in places)
    loca = struct.pack(f">{len(places)}H", *(place // 2 for place in places)) if short else _longs(places)
    boxes = [(glyph, glyph.box) for glyph in glyphs if glyph.contours]
    long, hmtx = _hmtx(glyphs)
    tables = {
        b"head": _head(units, boxes, short),
        b"hhea": _hhea(glyphs, boxes, ascent, descent, long),
        b"maxp": _maxp(glyphs),
        b"hmtx": hmtx,
        b"cmap": _CMAP,
        b"fpgm": _FPGM,
        b"loca": loca,
        b"glyf": glyf or b"\0",  # some readers think a table without a byte missing
        b"post": _POST,
    }
    return _file(tables)


def _glyf(glyph: Glyph) -> bytes:
    """The outline of one letter; nothing for a blank."""
    if not glyph.contours:
        return b""
    ends, end = [], -1
    for contour in glyph.contours:
        end += len(contour)
        ends.append(end)
    head = struct.pack(f">h4h{len(ends)}HH", len(ends), *glyph.box, *ends, 0)
    return head + _points([point for contour in glyph.contours for point in contour])


def _points(points: Iterable[Point]) -> bytes:
    """Flags, then steps to the right, then steps upward, each as short as can be."""
    flags, across, upward = bytearray(), bytearray(), bytearray()
    last, repeats = -1, 0
    before_x = before_y = 0
    for x, y, on in points:
        flag = on | _step(x - before_x, across, X_SHORT, X_SAME) | _step(y - before_y, upward, Y_SHORT, Y_SAME)
        before_x, before_y = x, y
        if flag == last and repeats < MOST_REPEATS:
            repeats += 1
            if repeats == 1:
                flags.append(flag)
            else:
                flags[-2:] = flag | REPEAT, repeats
        else:
            flags.append(flag)
            repeats = 0
        last = flag
    return bytes(flags + across + upward)


def _step(step: int, out: bytearray, short: int, same: int) -> int:
    """Write a step, nothing for none; what its flag is."""
    if step == 0:
        return same
    if 0 < step <= BYTE:
        out.append(step)
        return short | same
    if -BYTE <= step < 0:
        out.append(-step)
        return short
    out += step.to_bytes(2, "big", signed=True)
    return 0


def _joined(drawn: Sequence[bytes]) -> tuple[list[int], bytes]:
    """Where each outline begins, and all of them; even places, where short numbers do for those."""
    if sum(len(outline) + len(outline) % 2 for outline in drawn) < SHORT:
        drawn = [outline + b"\0" * (len(outline) % 2) for outline in drawn]
    places = [0]
    for outline in drawn:
        places.append(places[-1] + len(outline))
    return places, b"".join(drawn)


def _longs(numbers: Sequence[int]) -> bytes:
    return struct.pack(f">{len(numbers)}I", *numbers)


def _hmtx(glyphs: Sequence[Glyph]) -> tuple[int, bytes]:
    """How many widths are told, and the table: the last letters of one width share it."""
    long = len(glyphs)
    while long > 1 and glyphs[long - 2].width == glyphs[-1].width:
        long -= 1
    told = b"".join(struct.pack(">Hh", glyph.width, glyph.left) for glyph in glyphs[:long])
    return long, told + b"".join(struct.pack(">h", glyph.left) for glyph in glyphs[long:])


def _head(units: int, boxes: Sequence[tuple[Glyph, Box]], short: bool) -> bytes:
    sides = [side(box[at] for _, box in boxes) if boxes else 0 for at, side in enumerate((min, min, max, max))]
    flags = 1 | 2 * all(glyph.left == box[0] for glyph, box in boxes)  # baseline at 0; left sides are those of outlines
    start = struct.pack(">IIIIHH16x", 0x10000, 0x10000, 0, _MAGIC, flags, units)
    return start + struct.pack(">4hHHhhh", *sides, 0, 3, 2, not short, 0)


def _hhea(glyphs: Sequence[Glyph], boxes: Sequence[tuple[Glyph, Box]], ascent: int, descent: int, long: int) -> bytes:
    widest = max(glyph.width for glyph in glyphs)
    left = min((glyph.left for glyph, _ in boxes), default=0)
    right = min((glyph.width - glyph.left - (box[2] - box[0]) for glyph, box in boxes), default=0)
    extent = max((glyph.left + box[2] - box[0] for glyph, box in boxes), default=0)
    sides = struct.pack(">IhhhHhhh", 0x10000, ascent, descent, 0, widest, left, right, extent)
    return sides + struct.pack(">hhh10xH", 1, 0, 0, long)


def _maxp(glyphs: Sequence[Glyph]) -> bytes:
    points = max((sum(map(len, glyph.contours)) for glyph in glyphs), default=0)
    contours = max((len(glyph.contours) for glyph in glyphs), default=0)
    return struct.pack(">IHHH4xH16x", 0x10000, len(glyphs), points, contours, 2)


def _file(tables: dict[bytes, bytes]) -> bytes:
    """The directory, then the tables; the head holds what makes the sum of all come out."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    start = struct.pack(">IHHHH", 0x10000, count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    at, rows, body = len(start) + 16 * count, {}, []
    for tag, table in tables.items():
        padded = table + b"\0" * (-len(table) % 4)
        rows[tag] = struct.pack(">4sIII", tag, _sum(padded), at, len(table))
        body.append(padded)
        at += len(padded)
    told = start + b"".join(rows[tag] for tag in sorted(rows))
    out = bytearray(told + b"".join(body))
    head = int.from_bytes(rows[b"head"][8:12], "big")
    out[head + 8 : head + 12] = ((_SUM - _sum(bytes(out))) & 0xFFFFFFFF).to_bytes(4, "big")
    return bytes(out)


def _sum(data: bytes) -> int:
    return int(sum(struct.unpack(f">{len(data) // 4}I", data))) & 0xFFFFFFFF
