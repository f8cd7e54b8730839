"""What stands on a made page, before any ministry's layout: blocks, their markup and what a reader should make of them.

Markup in texts: `[^a note]` is a footnote, glued to the word before it; `*bold*`, `_italic_`, `^raised^`, `~lowered~`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_MARKUP = re.compile(
    r"\[\^(?P<note>[^\]]*)\]|\*(?P<bold>[^*]+)\*|_(?P<italic>[^_]+)_|\^(?P<raised>[^^]+)\^|~(?P<lowered>[^~]+)~"
)


class Paragraph(NamedTuple):
    text: str
    face: str = ""  # "bold": wholly bold, as the questions in an answer to the House
    white: float = 0.0  # points of extra white above it, as above the name of who signs
    joined: bool = False  # no white above it at all: an answer below the one who speaks


class Item(NamedTuple):
    text: str
    level: int = 0
    marker: str = ""  # a number or a letter; none: the bullet of the layout


class Subheading(NamedTuple):
    """A heading inside a section: it stays as a line of the section's text."""

    text: str


class Table(NamedTuple):
    rows: tuple[tuple[str, ...], ...]
    look: str = "grid"  # grid, lines, bare (aligned by blanks), typed (blanks in a line of Mono)
    shares: tuple[float, ...] = ()


class Labelled(NamedTuple):
    """A label in a column of its own and the text beside it, as in a list of decisions."""

    label: str
    text: str
    number: str = ""
    bold: bool = False


class Ruled(NamedTuple):
    """A word between two rules that announces a motion."""

    text: str


class Ink(NamedTuple):
    """A signature drawn by hand; it says nothing."""

    seed: int


class Turn(NamedTuple):
    """What follows begins on a new page."""


Block = Paragraph | Item | Subheading | Table | Labelled | Ruled | Ink | Turn


class Section(NamedTuple):
    heading: str | None
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The text by the conventions of the output contract."""
        return "\n".join(line for block in self.blocks for line in _read(block))


def _read(block: Block) -> Iterator[str]:
    match block:
        case Table(rows):
            yield from (" | ".join(plain(cell) for cell in row) for row in rows)
        case Labelled(label, text):
            yield f"{label} {plain(text)}"
        case Paragraph(text) | Item(text) | Subheading(text) | Ruled(text):
            yield plain(text)


class Span(NamedTuple):
    text: str
    face: str = ""  # "", bold, italic, raised, lowered, note


def spans(text: str) -> Iterator[Span]:
    at = 0
    for match in _MARKUP.finditer(text):
        if match.start() > at:
            yield Span(text[at : match.start()])
        yield Span(match[match.lastgroup or 0], match.lastgroup or "")
        at = match.end()
    if at < len(text):
        yield Span(text[at:])


def plain(text: str) -> str:
    """The text as it is to be read: without footnotes and without marks of how it looks."""
    return "".join(span.text for span in spans(text) if span.face != "note")


def notes(text: str) -> list[str]:
    return [span.text for span in spans(text) if span.face == "note"]


def texts(block: Block) -> Iterator[str]:
    """The marked-up texts of a block, in reading order."""
    match block:
        case Table(rows):
            yield from (cell for row in rows for cell in row)
        case Paragraph(text) | Item(text) | Subheading(text) | Ruled(text) | Labelled(_, text):
            yield text


class Field(NamedTuple):
    """A label and its value at the head or in the side column."""

    label: str  # "" for lines without a label
    lines: tuple[str, ...] = ()
    strong: bool = False  # lines without a label in bold: an organisation's name


def fields(typed: str) -> tuple[Field, ...]:
    """Fields as they are typed: `Label: line / line`, `+ bold line / line`, `= line / line`."""
    found = []
    for line in typed.strip().split("\n"):
        kind, _, rest = line.strip().partition(" ")
        if kind in "+=":
            found.append(Field("", _parts(rest), kind == "+"))
        else:
            label, _, value = line.strip().partition(":")
            found.append(Field(label, _parts(value)))
    return tuple(found)


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(" / ") if part.strip())
