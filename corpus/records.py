"""What is read from a document, as values made of spans: the wording is looked up when it is published.

Dates are calendar dates; `earliest` and `latest` are both included in a deadline's interval.
The fields follow the output contract; see docs/data-flow.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from corpus.document import Span


class Kind(StrEnum):
    BESLISNOTA = "beslisnota"
    KAMERBRIEF = "kamerbrief"
    MOTIE = "motie"
    BRIEF = "brief"
    OVERIG = "overig"


class Field(NamedTuple):
    """A labelled value from the side column or the head: ("Onze referentie", span of "2022-0000556856").

    `name` is where the label stands: a bold line that is no known label may be a person's name.
    """

    label: str
    value: Span
    name: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Profile:
    """The facts about a document itself. `dossiers` are Kamerstuk numbers, sorted, without spaces."""

    kind: Kind
    title: Span | None
    date: date | None
    our_reference: Span | None
    your_reference: Span | None
    ministry: str | None
    dossiers: tuple[str, ...]
    fields: tuple[Field, ...]
    warnings: tuple[str, ...] = ()


class Section(NamedTuple):
    """A heading and the running text below it; `body` is empty (start == end) for a bare heading."""

    heading: Span | None
    body: Span
    page: int


class CommitmentStatus(StrEnum):
    OPEN = "open"
    FULFILLED = "fulfilled"
    UNKNOWN = "unknown"


class MotionStatus(StrEnum):
    SUBMITTED = "submitted"
    AMENDED = "amended"
    HELD = "held"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXECUTED = "executed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise or duty to act (toezegging); `action` is the wording in pieces, without actor and date.

    `typed` is the action in the words of a person, where the document does not have it so.
    """

    id: str
    sentence: Span
    action: tuple[Span, ...]
    actor: str | None
    recipient: str | None
    made_on: date | None
    deadline: str | None
    status: CommitmentStatus
    confidence: float
    rule: str
    typed: str | None = None


class Mover(NamedTuple):
    """A mover as the House writes it ("Van Esch"), and where the name stands."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Motion:
    """One distinct motion (motie) that the document names; `number` is the paper's number in its dossier.

    `appreciation` is what the government says of it, in the words of the House's register.
    """

    id: str
    sentence: Span
    movers: tuple[Mover, ...]
    and_others: bool
    dossier: str | None
    number: int | None
    subject: tuple[Span, ...]
    replaces: str | None
    status: MotionStatus
    confidence: float
    rule: str
    appreciation: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time in or by which something must happen; `recurrence` is an RFC 5545 rule without "RRULE:"."""

    id: str
    expression: Span
    sentence: Span
    earliest: date | None
    latest: date | None
    recurrence: str | None
    applies_to: tuple[str, ...]
    confidence: float
    rule: str
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Records:
    """All that was understood of one document."""

    profile: Profile
    sections: tuple[Section, ...]
    commitments: tuple[Commitment, ...]
    motions: tuple[Motion, ...]
    deadlines: tuple[Deadline, ...]
