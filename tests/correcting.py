"""A small document with records, as the rules would make them, and the record that comes out after corrections."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from conftest import write

from anonymize.wording import Secrets
from corpus.corrected import Corrections, corrected
from corpus.corrections import Correction
from corpus.decisions import Category, Decision, Published, Verdict
from corpus.document import Document, Span
from corpus.records import (
    Commitment,
    CommitmentStatus,
    Deadline,
    Kind,
    Motion,
    MotionStatus,
    Mover,
    Profile,
    Records,
    Section,
)
from flows.record import build, text_of

HIDDEN = ("Hanneke Terpwijkstra", "Ruurd Zwaagstra", "DSM")
REGISTER = "Ik zal uw Kamer voor de zomer informeren en Hanneke Terpwijkstra stuurt in mei een brief."
TWICE = "De minister komt terug op het plan."
LIST = "Ruurd Zwaagstra maakt een lijst."
FREE = "Het rapport van DSM volgt voor 1 mei 2026."
MOTIONS = "De moties Van Esch en Kathmann zijn bekend."
TEXT = f"# Stand\n{REGISTER}\n{TWICE}\n{LIST}\n{FREE}\n{MOTIONS}\n{TWICE}\n"
LABEL = "[5.1.2e]"
SHOWN = REGISTER.replace("Hanneke Terpwijkstra", LABEL)


def span(document: Document, wording: str, within: str | None = None, nth: int = 0) -> Span:
    """Where a wording stands, inside the `nth` place of another."""
    outer, at = within or wording, -1
    for _ in range(nth + 1):
        at = document.text.index(outer, at + 1)
    start = document.text.index(wording, at)
    return Span(start, start + len(wording))


def made() -> tuple[Document, Records]:
    """Five commitments (two of one sentence, two of the same wording), two motions of one sentence, four deadlines."""
    document = write(TEXT)

    def commitment(id: str, sentence: str, action: str, deadline: str | None = None, nth: int = 0) -> Commitment:
        where, what = span(document, sentence, nth=nth), span(document, action, sentence, nth)
        return Commitment(id, where, (what,), "kabinet", None, None, deadline, CommitmentStatus.OPEN, 0.8, "zal")

    def deadline(id: str, sentence: str, expression: str, *applies_to: str) -> Deadline:
        where, when = span(document, sentence), span(document, expression, sentence)
        return Deadline(id, when, where, None, date(2026, 7, 2), None, applies_to, 0.8, "before/recess", "let op")

    def motion(id: str, mover: str) -> Motion:
        where, who = span(document, MOTIONS), span(document, mover, MOTIONS)
        status = MotionStatus.UNKNOWN
        return Motion(id, where, (Mover(mover, who),), False, None, None, (), None, status, 0.8, "movers")

    profile = Profile(Kind.BRIEF, None, date(2026, 1, 1), None, None, None, (), ())
    return document, Records(
        profile,
        (Section(None, Span(0, len(document.text)), 1),),
        (
            commitment("c1", REGISTER, "uw Kamer voor de zomer informeren", "d1"),
            commitment("c2", REGISTER, "stuurt in mei een brief", "d2"),
            commitment("c3", TWICE, "komt terug op het plan"),
            commitment("c4", LIST, "maakt een lijst", "d3"),
            commitment("c5", TWICE, "komt terug op het plan", nth=1),
        ),
        (motion("m1", "Van Esch"), motion("m2", "Kathmann")),
        (
            deadline("d1", REGISTER, "voor de zomer", "c1"),
            deadline("d2", REGISTER, "in mei", "c2"),
            deadline("d3", REGISTER, "in mei", "c4", "m1"),
            deadline("d4", FREE, "voor 1 mei 2026"),
        ),
    )


def laid(*corrections: Correction) -> Corrections:
    return corrected(*made(), corrections)


def published(corrections: Sequence[Correction]) -> dict[str, Any]:
    """The record as it comes out, with the names hidden; read back from its own text."""
    document, records = made()
    told = corrected(document, records, corrections)
    rule = (Category.PERSON, Verdict.REDACT, "5.1.2e", "regel", "cue", 0.9)
    by_hand = (Category.OTHER, Verdict.REDACT, "5.1.2e", "ada", "officer", 1.0)
    decisions = [Decision(span(document, name), *(by_hand if name == "DSM" else rule)) for name in HIDDEN]
    seen = Published(document, tuple(sorted(decisions)))
    secrets = Secrets.of(seen)

    def is_safe(text: str) -> bool:
        return not secrets.found_in(text)

    record = build(seen, told.records, (), "nota.pdf", {}, is_safe, by_hand=told.by_hand)
    loaded: dict[str, Any] = json.loads(text_of(record))
    return loaded


def correction(what: str, sentence: str, which: str = "", kind: str = "commitment", **fields: str | None) -> Correction:
    """`which` tells records of one sentence apart; `fields` may hold an action of its own."""
    return Correction(what, kind, sentence, 1, which, tuple(sorted(fields.items())), "", "ada", "2026-01-01T00:00:00Z")
