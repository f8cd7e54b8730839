"""What of a page's items may go into the new file: only what can be seen, and of letters only those of kept words.

An allow-list: a letter is kept when its middle lies in a kept word and not in a hidden one. A shape or picture is kept
when the drawn page shows something in its place and nothing painted later covers it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from anonymize.boxes import Cut, Hidden, Piece
from anonymize.display import Frame, Item, Letter, Picture, Point, RefusedError, Shape
from anonymize.pixels import blackened, cropped
from anonymize.shapes import Font
from corpus.document import Box, Word

ROW = 12.0  # points
NEAR = 0.5  # points around a letter's middle that tell whether it shows
SLACK = 0.6  # points that a letter's middle may lie outside its word
FAINT = 24  # grey levels: a place with less than this between its darkest and lightest pixel shows nothing
COVER = 4.0  # square points: what covers less is no cover
MOST_PAIRS = 4_000_000
EDGE = 0.05  # points that two reckonings of where a letter starts may differ
MOST_MORE = 2  # letters that a ligature stands for besides its first
STRETCH = 2.0  # points between where OCR sees a word end and where its letters do


class Kept(NamedTuple):
    """A letter of kept word `piece` (index among the page's pieces), and the text that it stands for."""

    letter: Letter
    piece: int
    text: str


@dataclass(frozen=True)
class Sifted:
    """The items of a page that stay, in the order of painting, and the letters under each hidden part of a word."""

    items: tuple[Kept | Shape | Picture, ...]
    hidden: dict[int, list[Letter]]
    unlettered: frozenset[int]  # pieces without a letter of their own: words that were read in a picture


def sift(
    items: Sequence[Item],
    parted: Cut,
    words: Sequence[Word],
    page: int,
    height: float,
    fonts: Sequence[Font],
    seen: np.ndarray[Any, Any],
    scale: float,
) -> Sifted:
    """`seen` is the page as drawn, in grey, at `scale` pixels a point."""
    pieces, parts = parted.kept_on(page), parted.hidden_on(page)
    every = [item for item in items if isinstance(item, Letter)]
    inked = {(font, code) for font, code in {(one.font, one.code) for one in every} if fonts[font].glyph(code).outline}
    letters = [one for one in every if (one.font, one.code) in inked]
    middles = {id(letter): letter.middle for letter in letters}
    owner = _owners(middles, pieces, parts, height)
    mine: dict[int, list[Letter]] = {}
    hidden: dict[int, list[Letter]] = {}
    for letter in letters:
        if found := owner.get(id(letter)):
            (mine if found[0] else hidden).setdefault(found[1], []).append(letter)
    spoken: dict[int, str] = {}
    for index, own in mine.items():
        spoken.update(_spoken(words[pieces[index].at], pieces[index], own, middles))
    covers = [thing.frame for thing in items if not isinstance(thing, Letter) and _covers(thing)]
    for index, own in mine.items():
        spots = [] if words[pieces[index].at].edges else [_spot(middles[id(letter)]) for letter in own]
        if any(cover.holds(spot) for spot in spots for cover in covers):
            raise RefusedError("letters under a picture")
    lost = [at for at, piece in enumerate(pieces) if at not in mine and words[piece.at].edges and piece.text.strip()]
    if lost:
        raise RefusedError("letters of a word")
    stay = _uncovered([item for item in items if not isinstance(item, Letter)], items)
    out: list[Kept | Shape | Picture] = []
    for item in items:
        if isinstance(item, Letter):
            found = owner.get(id(item))
            if found and found[0] and _is_in(item.clip.frame, *middles[id(item)]):
                out.append(Kept(item, found[1], spoken[id(item)]))
        elif (kept := stay.get(id(item))) and _shows(kept.frame, seen, scale, height):
            out.append(kept)
    return Sifted(tuple(out), hidden, frozenset(at for at in range(len(pieces)) if at not in mine))


def _is_in(clip: Frame, x: float, y: float) -> bool:
    """True where a letter with this middle is not cut away."""
    x0, y0, x1, y1 = clip
    return x0 < x + NEAR and x - NEAR < x1 and y0 < y + NEAR and y - NEAR < y1


def _spot(middle: Point) -> Frame:
    x, y = middle
    return Frame(x - NEAR, y - NEAR, x + NEAR, y + NEAR)


def _owners(
    middles: Mapping[int, Point], pieces: Sequence[Piece], parts: Sequence[Hidden], height: float
) -> dict[int, tuple[bool, int]]:
    """For each letter whether it is kept and of which piece or hidden part; letters of no word have no owner.

    `middles` are those of letters, by id.
    """
    rows: dict[int, list[tuple[bool, int, Box]]] = {}
    boxes = [(False, at, part.box) for at, part in enumerate(parts)]
    for one in [*boxes, *((True, at, piece.box) for at, piece in enumerate(pieces))]:
        for row in range(int((one[2].top - SLACK) // ROW), int((one[2].bottom + SLACK) // ROW) + 1):
            rows.setdefault(row, []).append(one)
    mine: dict[int, list[tuple[int, float, float]]] = {}
    for letter, (x, up) in middles.items():
        mine.setdefault(int((height - up) // ROW), []).append((letter, x, height - up))
    return {
        letter: owner for row, some in mine.items() if row in rows for letter, owner in _owned(some, rows[row]).items()
    }


def _owned(
    letters: Sequence[tuple[int, float, float]], boxes: Sequence[tuple[bool, int, Box]]
) -> dict[int, tuple[bool, int]]:
    """The nearest box around each letter of a row, of those that are as near the first; all pairs are held at once."""
    _, x0, top, x1, bottom = (side[None, :] for side in np.array([box for _, _, box in boxes], dtype=float).T)
    x, down = (side[:, None] for side in np.array([place for _, *place in letters]).T)
    inside = (x0 - SLACK < x) & (x < x1 + SLACK) & (top - SLACK < down) & (down < bottom + SLACK)
    away = np.abs(down - (top + bottom) / 2) + 10 * np.maximum(0.0, np.maximum(x0 - x, x - x1))
    nearest = np.where(inside, away, np.inf).argmin(axis=1).tolist()
    found = inside.any(axis=1).tolist()
    return {one[0]: boxes[at][:2] for one, at, has in zip(letters, nearest, found, strict=True) if has}


def _spoken(word: Word, piece: Piece, letters: Sequence[Letter], middles: Mapping[int, Point]) -> dict[int, str]:
    """The text of each letter of a piece, as the reader saw it at that place."""
    ordered = sorted(letters, key=lambda letter: middles[id(letter)][0])
    edges = word.edges
    if len(edges) != len(word.seen) + 1:
        return _told_by_width(word, piece, ordered)
    signs = [
        (sign, (edges[at] + edges[at + 1]) / 2)
        for at, sign in enumerate(word.seen)
        if sign.strip() and piece.box.x0 - 0.01 <= (edges[at] + edges[at + 1]) / 2 <= piece.box.x1 + 0.01
    ]
    if len(signs) == len(ordered):
        return {id(letter): sign for letter, (sign, _) in zip(ordered, signs, strict=True)}
    told = [""] * len(ordered)
    starts = [letter.origin[0] - EDGE for letter in ordered]
    for sign, middle in signs:  # a ligature stands for several
        told[max(0, bisect_right(starts, middle) - 1)] += sign
    if not all(told):
        raise RefusedError("text of a letter")
    return {id(letter): text for letter, text in zip(ordered, told, strict=True)}


def _told_by_width(word: Word, piece: Piece, ordered: Sequence[Letter]) -> dict[int, str]:
    """The text of letters that the file does not tell, where OCR read the word and nearly as many letters stand there.

    A ligature may say several; which letter says what inside the word is a guess, the word as a whole is not.
    """
    more = len(word.seen) - len(ordered)
    last = ordered[-1]
    there = ordered[0].origin[0], last.origin[0] + last.advance
    if (
        not piece.whole
        or not 0 <= more <= MOST_MORE
        or abs(there[0] - word.box.x0) > STRETCH
        or abs(there[1] - word.box.x1) > STRETCH
        or len({(round(letter.origin[1], 1), round(letter.size, 1)) for letter in ordered}) > 1
    ):
        raise RefusedError("letters over a picture")
    widest = sorted(range(len(ordered)), key=lambda at: -ordered[at].advance)[:1]
    told: dict[int, str] = {}
    at = 0
    for number, letter in enumerate(ordered):
        length = 1 + more * (number in widest)
        told[id(letter)] = word.seen[at : at + length]
        at += length
    return told


def _uncovered(things: Sequence[Shape | Picture], items: Sequence[Item]) -> dict[int, Shape | Picture]:
    """The shapes and pictures of which something can be seen, by id; what later ones cover of a picture is black."""
    place = {id(item): at for at, item in enumerate(items)}
    covers = [(place[id(thing)], thing.frame) for thing in things if _covers(thing)]
    if len(covers) * len(things) > MOST_PAIRS:
        raise RefusedError("too many shapes")
    stay: dict[int, Shape | Picture] = {}
    for thing in things:
        frame = thing.frame
        if frame.empty and not isinstance(thing, Shape):
            continue
        over = [other for at, other in covers if at > place[id(thing)] and other.meets(frame)]
        if any(other.holds(frame, 0.01) for other in over):
            continue
        if isinstance(thing, Shape):
            if over and not thing.plain:
                raise RefusedError("shapes over one another")
            stay[id(thing)] = thing
            continue
        picture = cropped(thing)
        for other in over:
            blackened(picture.image, picture.mask, picture.matrix, other)
        stay[id(thing)] = picture
    return stay


def _covers(thing: Shape | Picture) -> bool:
    """True for a filled rectangle or a whole picture: what lies under it cannot be seen."""
    frame = thing.frame
    if (frame.x1 - frame.x0) * (frame.y1 - frame.y0) < COVER or thing.clip.outlines:
        return False
    if isinstance(thing, Picture):
        return thing.mask is None and abs(thing.matrix[1]) < 1e-6 and abs(thing.matrix[2]) < 1e-6
    return thing.fill is not None and thing.plain and sum(len(step.points) for step in thing.steps) <= 5


def _shows(frame: Frame, seen: np.ndarray[Any, Any], scale: float, height: float) -> bool:
    """True where the drawn page is not one even ground."""
    rows = slice(max(0, int((height - frame.y1) * scale) - 1), max(0, int((height - frame.y0) * scale) + 2))
    columns = slice(max(0, int(frame.x0 * scale) - 1), max(0, int(frame.x1 * scale) + 2))
    part = seen[rows, columns]
    return (part.size > 0 and int(part.max()) - int(part.min()) >= FAINT) or bool(part.size and part.max() < 235)
