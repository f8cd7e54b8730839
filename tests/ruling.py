"""What people say at the desk about wordings, and the rules that they accept."""

from __future__ import annotations

from typing import Any

from corpus.events import Change
from corpus.instructions import HIDE, Instruction
from corpus.review import DECIDE
from corpus.rules import ACCEPTED, AGAINST, RULES

A, B, C = ("a" * 32, "b" * 32, "c" * 32)
BUREAU = "Bureau ICT-toetsing"
WHEN = "2026-11-28T23:30:00+00:00"


def instruction(what: str, text: str, nth: int = 1, **more: Any) -> Instruction:
    hidden = what == HIDE
    made = Instruction(
        what, text, 1 if nth else 0, "5.1.2i" if hidden else "", "other" if hidden else "person", "", "ada", WHEN, None,
        nth,
    )  # fmt: skip
    return made._replace(**more)


def decide(id: str, *instructions: Instruction, against: list[int | None] | None = None) -> Change:
    """By default each instruction says other than the proposal, once."""
    amounts = against if against is not None else [1] * len(instructions)
    return Change(id, DECIDE, {"instructions": [each._asdict() for each in instructions], AGAINST: amounts})


def places(what: str, text: str, *ids: str, **more: Any) -> list[Change]:
    """The same correction in a new place of a document for each time that it is named."""
    return [decide(id, instruction(what, text, ids[: at + 1].count(id), **more)) for at, id in enumerate(ids)]


def accepted(what: str, text: str, ground: str = "5.1.2i", category: str = "other") -> Change:
    ground = ground if what == HIDE else ""
    return Change(
        RULES, ACCEPTED, {"what": what, "text": text, "ground": ground, "category": category, "why": "afgesproken"}
    )
