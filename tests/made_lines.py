"""A line of a page and what is in it, before it is drawn; and lines to pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from made_layout import BLACK, Colour
from made_words import SMALL, Type


class Piece(NamedTuple):
    """A run of text; x from the left of the frame, y (of the baseline) from the top of the line."""

    x: float
    y: float
    text: str
    type_: Type
    colour: Colour = BLACK


class Rule(NamedTuple):
    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float = 0.5


class Line(NamedTuple):
    pieces: tuple[Piece, ...]
    height: float
    notes: tuple[int, ...] = ()
    room: float = 0.0  # how much must be free below it on the same page
    rules: tuple[Rule, ...] = ()
    bar: bool = False
    ink: int | None = None
    turn: bool = False

    @property
    def empty(self) -> bool:
        return not self.pieces and self.ink is None and not self.turn


class Page(NamedTuple):
    """One frame's lines; a page of two columns has two."""

    lines: list[Line]
    notes: list[int]


def white(height: float) -> list[Line]:
    return [Line((), height)] if height else []


def piece_of(x: float, y: float, text: str, face: str, type_: Type) -> Piece:
    if face in {"raised", "note"}:
        return Piece(x, y - type_.size * 0.35, text, Type(type_.family, type_.size * SMALL, type_.face))
    if face == "lowered":
        return Piece(x, y + type_.size * 0.12, text, Type(type_.family, type_.size * SMALL, type_.face))
    return Piece(x, y, text, Type(type_.family, type_.size, face or type_.face))


def paginate(
    lines: Iterable[Line], note: Callable[[int], list[Line]], first: float, later: float, columns: int
) -> list[Page]:
    """Lines to frames: those of page 1 are `first` points high, later ones `later`; footnotes take their part."""
    pages, used = [Page([], [])], 0.0
    for line in lines:
        wanted = [*pages[-1].notes, *line.notes]
        below = sum(each.height for number in wanted for each in note(number)) + (16 if wanted else 0)
        high = first if len(pages) <= columns else later
        if line.turn or used + line.height + line.room + below > high:
            pages.append(Page([], []))
            used = 0.0
        if line.turn or (line.empty and not pages[-1].lines):
            continue
        pages[-1].lines.append(line)
        pages[-1].notes.extend(line.notes)
        used += line.height
    return pages
