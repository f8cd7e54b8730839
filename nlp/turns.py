"""Who speaks when in the minutes of a debate: turns of members of the cabinet, of members of the House, of the chair.

Minutes of either House print who speaks on a line of its own: "Minister De Jonge:", "De heer Hijink (SP):".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from corpus.document import Document, Span
from nlp.actors import office_in
from nlp.cabinet import office_of
from nlp.movers import NAME

# Fewer labels than this are a letter that quotes, not minutes.
_ENOUGH = 3
_LABEL = re.compile(
    r"(?:(?P<chair>De (?:fungerend |waarnemend )?(?:onder)?(?:[Vv]oorzitter|VOORZITTER)|De griffier)"
    rf"|(?P<member>(?:De heer|Mevrouw|De heren|Het lid)\s(?P<name>{NAME}))"
    r"|(?P<office>(?:De )?(?P<role>[Mm]inister-president|[Mm]inister|[Ss]taatssecretaris|MINISTER|STAATSSECRETARIS)"
    rf"(?:\s(?:van|voor)\s[A-Z][^:\n(]{{1,60}}?)?(?:,?\s(?P<who>{NAME}))?))"
    # a party, a ministry, a chair's name, "(via een videoverbinding)"
    r"(?:\s?\([^()\n]{1,40}\)){0,2}\s?:(?=\s|$)"
)
# A label stands at the start of a paragraph; a reader may have joined it to the end of the one before.
_JOINED = re.compile(rf"(?:(?<=[.?!…]\s)|(?<=[.?!…][\"”]\s)){_LABEL.pattern}")


class Voice(StrEnum):
    """In what capacity somebody speaks in the House."""

    OFFICE = "office"  # a minister or state secretary
    MEMBER = "member"
    CHAIR = "chair"


class Turn(NamedTuple):
    """A stretch of minutes that one person speaks; `office` is the speaker's, as records write it."""

    span: Span
    voice: Voice
    office: str | None


def is_minutes(document: Document) -> bool:
    """Whether a document tells who speaks, as minutes do."""
    return len(_labels(document)) >= _ENOUGH


def turns(document: Document, day: date | None) -> tuple[Turn, ...]:
    """The turns of minutes in text order, none for a document that is no minutes; `day` tells who held which office."""
    found = _labels(document)
    if len(found) < _ENOUGH:
        return ()
    ends = [match.start() for match in found[1:]] + [max(block.span.end for block in document.running())]
    return tuple(_turn(match, end, day) for match, end in zip(found, ends, strict=True))


def _labels(document: Document) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for block in document.running():
        first = _LABEL.match(document.text, *block.span)
        found += [first] if first else []
        found += [one for one in _JOINED.finditer(document.text, *block.span) if one.start() > block.span.start]
    return found


def _turn(match: re.Match[str], end: int, day: date | None) -> Turn:
    span = Span(match.start(), end)
    if match["chair"]:
        return Turn(span, Voice.CHAIR, None)
    if match["member"]:
        return Turn(span, Voice.MEMBER, None)
    named = office_of(match["role"], match["who"], day) if match["who"] else None
    return Turn(span, Voice.OFFICE, office_in(named or match["office"]))


def turn_at(found: tuple[Turn, ...], at: int) -> Turn | None:
    """The turn in which a place of the text lies."""
    index = bisect_right(found, at, key=lambda turn: turn.span.start) - 1
    return found[index] if index >= 0 else None
