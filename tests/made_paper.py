"""One document before it is drawn, and what is true about it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from made_blocks import Field, Section


@dataclass(frozen=True)
class Truth:
    """What a reader should find; the words come from the content, the breaks of printed lines from the layout."""

    kind: str
    title: str | None
    date: str | None
    our_reference: str | None
    your_reference: str | None
    ministry: str  # "" where the sender is none
    dossiers: tuple[str, ...]
    pages: int
    sections: tuple[tuple[str | None, str], ...]
    colophon: dict[str, str]
    side: tuple[str, ...]
    furniture: tuple[str, ...]
    notes: tuple[str, ...]
    items: int
    rows: int
    head: tuple[str, ...]  # letterhead, addressee, route: what stands at the head besides its fields


@dataclass(frozen=True)
class Made:
    name: str
    path: Path
    truth: Truth


@dataclass(frozen=True)
class Paper:
    name: str
    kind: str
    layout: str
    ministry: str
    letterhead: tuple[str, ...]
    title: str
    date: str
    sections: tuple[Section, ...]
    our: str | None = None
    your: str | None = None
    dossiers: tuple[str, ...] = ()
    head: tuple[Field, ...] = ()
    side: tuple[Field, ...] = ()
    later: tuple[Field, ...] = ()  # the side column of later pages
    retour: str = ""
    address: tuple[str, ...] = ()
    box: str = ""
    route: tuple[tuple[str, ...], ...] = ()
    running: tuple[str, ...] = ()
