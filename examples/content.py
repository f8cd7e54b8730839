"""What a document says and what is true about it, in one value: the drawing and the truth come from the same words.

In texts `[^1]` is a footnote digit and a soft hyphen (U+00AD) is a place where a line may be broken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

SOFT_HYPHEN = "\u00ad"
NOTE_DIGIT = re.compile(r"\[\^(\d+)\]")


class Paragraph(NamedTuple):
    text: str


class Item(NamedTuple):
    text: str


class Subheading(NamedTuple):
    """A heading inside a section: it stays as a line of the section's text."""

    text: str


class Row(NamedTuple):
    cells: tuple[str, ...]
    head: bool = False


class Ink(NamedTuple):
    """A signature drawn by hand; `seed` decides its shape."""

    seed: int


Block = Paragraph | Item | Subheading | Row | Ink


class Part(NamedTuple):
    """A section: its heading and its blocks."""

    heading: str | None
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The section as the output contract writes it: a block a line, no bullets, cells by " | ", no footnotes."""
        lines = (" | ".join(b.cells) if isinstance(b, Row) else b.text for b in self.blocks if not isinstance(b, Ink))
        return "\n".join(plain(line) for line in lines)


class Field(NamedTuple):
    """A bold label and the lines below it in the side column; a label alone is allowed, and so are bare lines."""

    label: str | None
    lines: tuple[str, ...] = ()


class Hidden(NamedTuple):
    """A wording that must be gone from every layer of the published file."""

    text: str
    category: str = "person"
    ground: str = "5.1.2e"


class Term(NamedTuple):
    """A deadline: the expression with its preposition and the interval, both ends included."""

    text: str
    earliest: date | None = None
    latest: date | None = None
    recurrence: str | None = None


class Promise(NamedTuple):
    """A commitment; `term` is its first deadline."""

    sentence: str
    actor: str | None
    recipient: str | None = None
    term: Term | None = None
    status: str = "open"
    made_on: date | None = None


class Motion(NamedTuple):
    movers: tuple[str, ...]
    status: str
    and_others: bool = False
    dossier: str | None = None
    number: int | None = None
    replaces: str | None = None


class Mail(NamedTuple):
    """One mail of a thread: its head, line by line, and its blocks."""

    head: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Properties:
    """What stands in the file but not on the page: each of these may hold a name."""

    author: str = ""
    keywords: str = ""
    bookmark: str = ""
    remark: tuple[str, str] | None = None  # author and wording of a sticky note
    attachment: tuple[str, str] | None = None  # file name and contents
    creator: str = ""  # dc:creator in the XMP packet


@dataclass(frozen=True)
class Paper:
    """One document: the facts, the words on the page and what should be found."""

    file: str
    kind: str
    title: str | None
    date: date
    parts: tuple[Part, ...]
    our_reference: str | None = None
    your_reference: str | None = None
    ministry: str | None = None
    dossiers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    letterhead: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    head: tuple[tuple[str, str], ...] = ()
    column: tuple[Field, ...] = ()
    later_column: tuple[Field, ...] = ()
    route: tuple[tuple[str, str, str, str], ...] = ()
    mails: tuple[Mail, ...] = ()
    properties: Properties = Properties()
    hidden: tuple[Hidden, ...] = ()
    kept: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    motions: tuple[Motion, ...] = ()
    terms: tuple[Term, ...] = ()


def plain(text: str) -> str:
    """A text as it is to be read: no footnote digits and no soft hyphens."""
    return NOTE_DIGIT.sub("", text).replace(SOFT_HYPHEN, "")
