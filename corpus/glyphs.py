"""The words of a digital page as PDFium has them: the fast way, for pages on which nothing is out of the ordinary.

A page with letters that do not stand upright, codes without meaning, fonts of drawings or spoken replacements of its
text is left to `corpus.pdf`, which looks at every letter at twenty times the cost.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium

from corpus.document import Box, Word
from corpus.drawing import displayed, shown_part
from corpus.layer import is_strange
from corpus.pdfium_calls import bound
from corpus.sheet import Token
from corpus.words import visible

Numbers = np.ndarray[Any, Any]

MOST = 60_000  # letters: a page with more is no page of text
APART = 3.0  # points between two letters of one word at most
SPACE = 0.12  # of the size: where PDFium sees a space, or all letters around touch, a gap this wide is one
TOUCHING = 0.08  # of the size: words nearer than this, in two faces, have no space between them
LEVEL = 0.3  # of the size: letters of one word stand on one line
BLANKS = np.array([0, 9, 10, 13, 32, 160, 0x2002, 0x2003, 0x2009, 0x202F, 0xFFFE, 0xFFFF])
SURROGATES = (0xD800, 0xE000)  # PDFium gives a sign beyond the first 65,536 in two halves
LINE_END_HYPHEN = 2  # PDFium's code for the hyphen at the end of a line
SMALLER = 0.85  # of the size of the letters before: a raised, lowered or small capital letter
LEVEL_WORD = 0.1  # of the size: letters on one baseline
DESCENT = 0.21  # of the size: how far a letter's box reaches below its line
DEEPEST = (-0.1, 0.5)  # of the size: what a font may say of that
UNITS = frozenset("m cm dm km mm".split())
INVISIBLE = frozenset({pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP})
FAT = pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE  # a face made bold by its outline
LEVEL_DEGREES = 1.0
STRIDE = 8  # letters


class Face(NamedTuple):
    """How a run of letters is set; `size` in points. `drawn` is False for text that is there but not shown.

    `plain`: upright, in a font of letters, and without another text for those who listen.
    """

    font: str
    size: float
    bold: bool
    italic: bool
    drawn: bool
    plain: bool


class Letters(NamedTuple):
    """The letters of a page in the order of the file: codes, boxes (x0, top, x1, bottom) and indexes of their faces."""

    codes: Numbers
    boxes: Numbers
    face: Numbers
    faces: tuple[Face, ...]


class Signs(NamedTuple):
    """The codes of a text page of PDFium, and the sides of their boxes: left, top, right, bottom in its own space.

    `lost` is True where PDFium could not say all of them.
    """

    codes: Numbers
    sides: Numbers
    lost: bool


_PAGE_AND_INDEX = (ctypes.c_void_p, ctypes.c_int)
_code = bound("FPDFText_GetUnicode", *_PAGE_AND_INDEX)
_owner = bound("FPDFText_GetTextObject", *_PAGE_AND_INDEX)
_is_mistaken = bound("FPDFText_HasUnicodeMapError", *_PAGE_AND_INDEX)
_origin = bound("FPDFText_GetCharOrigin", *_PAGE_AND_INDEX, ctypes.c_void_p, ctypes.c_void_p)
_place = bound("FPDFText_GetLooseCharBox", *_PAGE_AND_INDEX, ctypes.c_void_p)


def signs(text: Any) -> Signs:
    """Every sign of a text page of pypdfium2."""
    count = pdfium.FPDFText_CountChars(text.raw)
    every, handles = range(count), [ctypes.cast(text.raw, ctypes.c_void_p).value] * count
    codes = np.fromiter(map(_code, handles, every), dtype=np.int64, count=count) & 0xFFFFFFFF
    place = (pdfium.FS_RECTF * count)()
    first, step = ctypes.addressof(place), ctypes.sizeof(pdfium.FS_RECTF)
    told = list(map(_place, handles, every, range(first, first + count * step, step)))
    sides = np.frombuffer(place, dtype=np.float32).reshape(-1, 4).astype(float)
    return Signs(codes, sides, not all(one & 0xFFFFFFFF for one in told))


def words(page: Any, number: int) -> tuple[Token, ...] | None:
    """The words of a page of pypdfium2; None where its text is out of the ordinary."""
    letters = _letters(page)
    if letters is None:
        return None
    fonts: dict[str, list[str]] = {}
    tokens = []
    for token, face in _words(letters, number):
        fonts.setdefault(face.font, []).append(token.word.seen)
        tokens.append(token)
    return None if any(map(is_strange, fonts.values())) else tuple(tokens)


def _letters(page: Any) -> Letters | None:
    text = page.get_textpage()
    try:
        count = pdfium.FPDFText_CountChars(text.raw)
        if count > MOST:
            return None
        handle = ctypes.cast(text.raw, ctypes.c_void_p).value
        codes, sides, _ = signs(text)
        halves = (codes >= SURROGATES[0]) & (codes < SURROGATES[1])
        if halves.any() or any(map(_is_mistaken, [handle] * count, range(count))):
            return None
        owners = _owners(handle, count)
        faces, face = _faces(text, owners, page.get_rotation())
        if faces is not None and page.get_rotation() == 0:
            sides = _mended(handle, sides, face, faces)
    finally:
        text.close()
    if faces is None:
        return None
    left, high, right, low = sides.T
    boxes = displayed((left, low, right, high), shown_part(page), page.get_rotation())
    return Letters(codes, np.stack(boxes, axis=1), face, faces)


def _mended(handle: int | None, sides: Numbers, face: Numbers, faces: Sequence[Face]) -> Numbers:
    """Sides moved up or down where a font says wrongly how far its letters reach below their line.

    Some fonts of bullets say two thirds of the size; then no stroke stands where one must be, and they count as hidden.
    """
    x, y = ctypes.c_double(), ctypes.c_double()
    mended = sides.copy()
    for one, first in zip(*(found.tolist() for found in np.unique(face, return_index=True)), strict=True):
        size = faces[one].size
        if size > 0 and _origin(handle, first, ctypes.addressof(x), ctypes.addressof(y)) & 0xFFFFFFFF:
            below = y.value - sides[first, 3]
            if not DEEPEST[0] * size <= below <= DEEPEST[1] * size:
                mended[face == one, 1::2] += below - DESCENT * size
    return mended


def _owners(handle: int | None, count: int) -> Numbers:
    """The text object of each letter; those of one object follow each other, so most need no asking."""
    owners = np.zeros(count, dtype=np.uint64)
    asked = sorted({*range(0, count, STRIDE), count - 1}) if count else []
    owners[asked] = [_owner(handle, at) for at in asked]
    for first, last in pairwise(asked):
        if owners[first] == owners[last] != 0:
            owners[first:last] = owners[first]
        else:
            owners[first + 1 : last] = [_owner(handle, at) for at in range(first + 1, last)]
    return owners


def _faces(text: Any, owners: Numbers, turn: int) -> tuple[tuple[Face, ...] | None, Numbers]:
    """The faces of a page and, for each letter, which it has; no faces where one is out of the ordinary."""
    objects, firsts, inverse = np.unique(owners, return_index=True, return_inverse=True)
    known: dict[Face, int] = {}
    names: dict[int | None, str] = {}
    indexes = []
    for owner, first in zip(objects.tolist(), firsts.tolist(), strict=True):
        face = _face(text, int(owner), int(first), turn, names) if owner else Face("", 0.0, False, False, True, True)
        if not face.plain:
            return None, inverse
        indexes.append(known.setdefault(face, len(known)))
    return tuple(known), np.array(indexes, dtype=int)[inverse.reshape(-1)]


def _face(text: Any, owner: int, first: int, turn: int, names: dict[int | None, str]) -> Face:
    object_ = ctypes.cast(owner, pdfium.FPDF_PAGEOBJECT)
    matrix, size = pdfium.FS_MATRIX(), ctypes.c_float()
    pdfium.FPDFText_GetMatrix(text.raw, first, matrix)
    pdfium.FPDFTextObj_GetFontSize(object_, size)
    font = pdfium.FPDFTextObj_GetFont(object_)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(object_)
    place = ctypes.cast(font, ctypes.c_void_p).value
    if place not in names:
        names[place] = _name(font)
    name = names[place]
    low = name.lower()
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) - turn
    upright = abs((angle + 180) % 360 - 180) < LEVEL_DEGREES and matrix.a * matrix.d - matrix.b * matrix.c > 0
    return Face(
        name,
        round(size.value * math.hypot(matrix.c, matrix.d), 1),
        "bold" in low or "black" in low or mode == FAT,
        "italic" in low or "oblique" in low,
        mode not in INVISIBLE,
        bool(upright and name and not _is_spoken_otherwise(object_)),
    )


def _name(font: Any) -> str:
    """The name of a font, "" for one whose letters are drawings (Type 3)."""
    buffer = ctypes.create_string_buffer(200)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer)) if font else 0
    return buffer.raw[: max(0, min(length, len(buffer)) - 1)].decode("utf-8", "replace")


def _is_spoken_otherwise(object_: Any) -> bool:
    """True where the file gives another text to those who copy or listen: it may differ from what is shown."""
    for at in range(pdfium.FPDFPageObj_CountMarks(object_)):
        length = ctypes.c_ulong()
        mark = pdfium.FPDFPageObj_GetMark(object_, at)
        if pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", None, 0, length) and length.value > 4:
            return True
    return False


def _words(letters: Letters, number: int) -> Iterator[tuple[Token, Face]]:
    codes, boxes, face = letters.codes, letters.boxes, letters.face
    ink = ~np.isin(codes, BLANKS)
    at = np.nonzero(ink)[0]
    if not len(at):
        return
    sizes = np.array([one.size for one in letters.faces], dtype=float)[face[at]]
    sizes = np.where(sizes > 0, sizes, boxes[at, 3] - boxes[at, 1])
    opens, touches = _openings(letters, at, sizes)
    starts = np.nonzero(opens)[0].tolist()
    ends = [*starts[1:], len(at)]
    signs = "".join(chr(code) if code != LINE_END_HYPHEN else "-" for code in codes[at].tolist())
    lefts, rights = _shared(boxes[at, 0], boxes[at, 2])
    x0, x1 = np.round(lefts, 2).tolist(), np.round(rights, 2).tolist()
    lows, heights = boxes[at, 3].tolist(), sizes.tolist()
    index, touching = face[at].tolist(), touches.tolist()
    last: Token | None = None
    before = letters.faces[index[0]]
    for start, end in zip(starts, ends, strict=True):
        seen, one = signs[start:end], letters.faces[index[start]]
        low = lows[start]
        box = Box(number, min(x0[start:end]), low - heights[start], max(x1[start:end]), low)
        word = Word(visible(seen), seen, box, edges=(*x0[start:end], x1[end - 1]))
        token = Token(word, one.size, one.bold, one.italic, drawn=one.drawn)
        if last:
            joined = touching[start] and _is_one_word(last, token)
            yield (last._replace(word=last.word._replace(after="")) if joined else last), before
        last, before = token, one
    if last:
        yield last, before


def _shared(lefts: Numbers, rights: Numbers) -> tuple[Numbers, Numbers]:
    """The sides of letters; those of one ligature, which PDFium gives the same place, get an equal part of it each."""
    same = (lefts[1:] == lefts[:-1]) & (rights[1:] == rights[:-1])
    if not same.any():
        return lefts, rights
    lefts, rights = lefts.copy(), rights.copy()
    bounds = [0, *(np.nonzero(~same)[0] + 1).tolist(), len(lefts)]
    for first, end in pairwise(bounds):
        if end - first > 1:
            edges = np.linspace(lefts[first], rights[first], end - first + 1)
            lefts[first:end], rights[first:end] = edges[:-1], edges[1:]
    return lefts, rights


def _is_one_word(first: Token, second: Token) -> bool:
    """True for two parts of a word in two faces: a bold colon, small capitals, the 2 of CO2, the raised e of 7e.

    A raised digit is a footnote's mark, unless it stands at a unit: "m2".
    """
    size, little = max(first.size, second.size), second.size < SMALLER * first.size
    foot = DESCENT * (first.size - second.size)  # the box of large letters reaches farther below the line
    rise = (first.word.box.bottom - second.word.box.bottom - foot) / max(size, 1.0)
    one, other = first.word.seen, second.word.seen
    if abs(rise) < LEVEL_WORD:
        return not (little and other.isdigit())
    if rise > 0:
        return little and ((one[-1].isdigit() and other.isalpha()) or one.lower() in UNITS)
    return little and other.isdigit() and one[-1].isalpha()


def _openings(letters: Letters, at: Numbers, sizes: Numbers) -> tuple[Numbers, Numbers]:
    """For each letter whether a word starts there, and whether that word touches the one before it."""
    boxes, face = letters.boxes[at], letters.face[at]
    gap = boxes[1:, 0] - boxes[:-1, 2]
    size = np.maximum(sizes[1:], sizes[:-1])
    widths = letters.boxes[:, 2] - letters.boxes[:, 0]
    real = np.isin(letters.codes, BLANKS) & (widths > 0) & (letters.codes > 0)
    spaces = np.diff(np.cumsum(real)[at]) > 0
    close = np.abs(gap) < TOUCHING * size
    lone = np.append(True, close[:-1]) & np.append(close[1:], True)
    guessed = ~spaces & (gap > SPACE * size) & ((np.diff(at) > 1) | lone)
    other_line = np.abs(boxes[1:, 3] - boxes[:-1, 3]) > LEVEL * size
    far = (gap > APART) | (boxes[1:, 0] < boxes[:-1, 0] - 0.5 * size)
    other_face = face[1:] != face[:-1]
    parted = spaces | guessed | other_line | far
    touches = other_face & close & ~spaces & (np.abs(boxes[1:, 3] - boxes[:-1, 3]) < size)
    return np.append(True, parted | other_face), np.append(False, touches)
