"""From the plan of a document to the document: subjects, ministries and the sharing out of sentences."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

from made_blocks import Field, fields
from made_paper import Paper
from made_pen import Pen, bank, shuffled
from made_slots import Slots, Subject, spoken

DOCUMENTS = Path(__file__).with_name("cases") / "made_documents.toml"


@dataclass(frozen=True)
class Plan:
    """A document in words: fields and text are typed as `made_blocks.fields` and `made_pen.Pen` read them."""

    name: str
    kind: str
    layout: str
    subject: str
    day: date
    title: str
    outline: str
    ministry: str = ""
    letterhead: tuple[str, ...] = ()
    our: str | None = None
    your: str | None = None
    address: tuple[str, ...] = ()
    retour: str = ""
    box: str = ""
    head: str = ""
    side: str = ""
    later: str = ""
    route: tuple[tuple[str, ...], ...] = ()
    running: tuple[str, ...] = ()
    noted: int = 0  # each so many sentences have a footnote
    dossiers: tuple[str, ...] = ()  # cited in the outline's own words


def papers() -> Iterator[Paper]:
    """The documents; two on one subject share out its sentences between them."""
    typed, sentences = tomllib.loads(DOCUMENTS.read_text("utf-8")), bank()
    subjects = {name: Subject(**_frozen(each)) for name, each in typed["subjects"].items()}
    starts = dict.fromkeys(subjects, 0)
    for turn, each in enumerate(typed["document"]):
        plan = Plan(**_frozen({"letterhead": typed["letterheads"].get(each.get("ministry"), []), **each}))
        seed, subject, start = crc32(plan.name.encode()), sentences[plan.subject], starts[plan.subject]
        slots = Slots(subjects[plan.subject], plan.day, seed)
        general = _general(sentences, plan.kind, turn, seed)
        pen = Pen(slots, subject[start:] + subject[:start], general, shuffled(sentences["noten"], seed), plan.noted)
        yield _paper(plan, pen, slots)
        starts[plan.subject] = (start + pen.used) % len(subject)


def _frozen(typed: dict[str, Any]) -> dict[str, Any]:
    return {key: _tuple(value) if isinstance(value, list) else value for key, value in typed.items()}


def _tuple(values: list[Any]) -> tuple[Any, ...]:
    return tuple(_tuple(value) if isinstance(value, list) else value for value in values)


def _general(sentences: dict[str, list[str]], kind: str, turn: int, seed: int) -> list[str]:
    """The general sentences for a document: those of its kind, then ones that fit any, each second one half of them."""
    own = {"beslisnota": "nota", "kamerbrief": "brief"}.get(kind)
    shared = [sentence for sentence in sentences["zakelijk"] if own or "[^" not in sentence]
    half = len(shared) // 2
    first, rest = (shared[:half], shared[half:]) if turn % 2 else (shared[half:], shared[:half])
    return [*shuffled([*(sentences[own] if own else []), *first], seed), *shuffled(rest, seed)]


def _paper(plan: Plan, pen: Pen, slots: Slots) -> Paper:
    told = {
        "{datum}": spoken(plan.day),
        "{titel}": plan.title,
        "{ons}": plan.our or "",
        "{uw}": plan.your or "",
    }

    def typed(text: str) -> str:
        for place, value in told.items():
            text = text.replace(place, value)
        return text

    def filled(text: str) -> tuple[Field, ...]:
        # Split first: a reference may itself hold the blanks and the stroke that part two lines.
        found = fields(text) if text else ()
        return tuple(field._replace(lines=tuple(typed(line) for line in field.lines)) for field in found)

    sections = pen.sections(plan.outline)
    return Paper(
        plan.name,
        plan.kind,
        plan.layout,
        plan.ministry,
        plan.letterhead,
        plan.title,
        plan.day.isoformat(),
        sections,
        plan.our,
        plan.your,
        tuple(sorted({*slots.dossiers, *plan.dossiers})),
        filled(plan.head),
        filled(plan.side),
        filled(plan.later),
        plan.retour,
        plan.address,
        plan.box,
        plan.route,
        tuple(typed(line) for line in plan.running),
    )
