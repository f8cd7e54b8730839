"""The public record of a document: every wording goes through its decisions (output contract, "Record")."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from anonymize.claims import self_check
from corpus.corrected import CONFIRMED
from corpus.decisions import Category, Published
from corpus.document import Box, Span
from corpus.evidence import strips
from corpus.records import Commitment, Deadline, Motion, Profile, Records, Section
from flows.job import Family

SCHEMA_VERSION = 1
WITHHELD = "Iets dat met de hand is ingevuld, is weggelaten: het zegt iets wat in dit stuk is gelakt."
UNTOUCHED: Mapping[str, str] = MappingProxyType({})

# A wording that rules or a person composed, of the record with that id, if it may be said.
Composed = Callable[[str | None, str], str | None]


class Drawn(NamedTuple):
    """A gap as it shows: `box` is None in plain text."""

    page: int
    box: Box | None
    ground: str
    category: Category


def build(
    published: Published,
    records: Records,
    drawn: Sequence[Drawn],
    source: str,
    versions: dict[str, str],
    is_safe: Callable[[str], bool],
    family: Family = Family(),  # noqa: B008 - frozen
    by_hand: Mapping[str, str] = UNTOUCHED,
) -> dict[str, Any]:
    """The record as a dictionary. `is_safe` tells whether a wording that rules composed holds nothing removed.

    `by_hand` says what a person did to the record of an id (corpus/corrected.py).
    """
    profile = records.profile

    def composed(text: str | None, id: str) -> str | None:
        typed = by_hand.get(id, CONFIRMED) != CONFIRMED
        unsafe = text is not None and (not is_safe(text) or (typed and published.gives_away(text)))
        return None if unsafe else text

    def touched(id: str) -> dict[str, str]:
        return {"by_hand": by_hand[id]} if id in by_hand else {}

    def evidence(span: Span) -> dict[str, Any]:
        # Plain text has pages but no places on them.
        found = () if source.endswith(".txt") else strips(published, span)
        return {"boxes": [[box.page, *box[1:]] for box in found]}

    ordered = sorted(drawn, key=lambda d: (d.page, d.box.top if d.box else 0.0, d.box.x0 if d.box else 0.0))
    return {
        "schema_version": SCHEMA_VERSION,
        "document": _facts(published, profile, source, family),
        "sections": [_section(published, section) for section in records.sections],
        "colophon": {
            published.at(field.name).strip().rstrip(":").strip(): published.at(field.value).replace(" | ", " ")
            for field in profile.fields
        },
        "redactions": [_redaction(number, each) for number, each in enumerate(ordered, 1)],
        "commitments": [
            _commitment(published, each, composed) | touched(each.id) | evidence(each.sentence)
            for each in records.commitments
        ],
        "motions": [_motion(published, each) | touched(each.id) | evidence(each.sentence) for each in records.motions],
        "deadlines": [
            _deadline(published, each, composed) | touched(each.id) | evidence(each.expression)
            for each in records.deadlines
        ],
        "warnings": [*_warnings(published, records), *_withheld(records, by_hand, composed)],
        "versions": versions,
    }


def _facts(published: Published, profile: Profile, source: str, family: Family) -> dict[str, Any]:
    """What the record says of the document itself."""
    document = published.document

    def at(span: Span | None) -> str | None:
        return " ".join(published.at(span).replace(" | ", " ").split()) or None if span else None

    return {
        "id": document.id,
        "source": source,
        "kind": profile.kind.value,
        "title": at(profile.title),
        "date": profile.date.isoformat() if profile.date else None,
        "our_reference": at(profile.our_reference),
        "your_reference": at(profile.your_reference),
        "ministry": profile.ministry,
        "dossiers": list(profile.dossiers),
        "pages": len(document.pages),
        "text_source": [page.source.value for page in document.pages],
        "parent": family.parent,
        "attachments": list(family.attachments),
    }


def text_of(record: dict[str, Any]) -> str:
    """The record as it is stored: UTF-8 JSON, keys in the contract's order."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _warnings(published: Published, records: Records) -> Iterable[str]:
    seen = dict.fromkeys((*published.document.warnings, *records.profile.warnings))
    for deadline in records.deadlines:
        if deadline.warning:
            seen.setdefault(f"{deadline.id}: {deadline.warning}")
    return seen | dict.fromkeys(self_check(published, records.profile.kind))


def _withheld(records: Records, by_hand: Mapping[str, str], composed: Composed) -> list[str]:
    """That something typed was left out; the rules leave out what they composed without a word."""
    mine = (each for each in records.commitments if by_hand.get(each.id, CONFIRMED) != CONFIRMED)
    lost = any(
        text and composed(text, each.id) is None for each in mine for text in (each.actor, each.recipient, each.typed)
    )
    return [WITHHELD] if lost else []


def _section(published: Published, section: Section) -> dict[str, Any]:
    heading = published.at(section.heading) if section.heading else None
    return {"heading": heading, "page": section.page, "text": published.at(section.body)}


def _redaction(number: int, drawn: Drawn) -> dict[str, Any]:
    box = [round(value, 1) for value in drawn.box[1:]] if drawn.box else None
    return {
        "id": f"r{number}",
        "page": drawn.page,
        "bbox": box,
        "ground": drawn.ground,
        "category": drawn.category.value,
    }


def _commitment(published: Published, each: Commitment, composed: Composed) -> dict[str, Any]:
    return {
        "id": each.id,
        "page": published.document.page_of(each.sentence),
        "sentence": published.at(each.sentence),
        "action": composed(each.typed, each.id) or _joined(published, each.action),
        "actor": composed(each.actor, each.id),
        "recipient": composed(each.recipient, each.id),
        "made_on": _day(each.made_on, composed),
        "deadline": each.deadline,
        "status": each.status.value,
        "confidence": round(each.confidence, 2),
        "rule": each.rule,
    }


def _joined(published: Published, spans: Iterable[Span]) -> str:
    return " ".join(published.at(span).strip() for span in spans).strip()


def _motion(published: Published, each: Motion) -> dict[str, Any]:
    return {
        "id": each.id,
        "page": published.document.page_of(each.sentence),
        "sentence": published.at(each.sentence),
        "movers": [published.at(m.span) if published.hides(m.span) else m.name for m in each.movers],
        "and_others": each.and_others,
        "dossier": each.dossier,
        "number": each.number,
        "subject": _joined(published, each.subject) or None,
        "replaces": each.replaces,
        "status": each.status.value,
        "appreciation": each.appreciation,
        "confidence": round(each.confidence, 2),
        "rule": each.rule,
    }


def _day(day: date | None, composed: Composed) -> str | None:
    """A day that was worked out or typed; as digits it may be a number that is hidden."""
    return composed(day.isoformat(), "") if day else None


def _deadline(published: Published, each: Deadline, composed: Composed) -> dict[str, Any]:
    return {
        "id": each.id,
        "page": published.document.page_of(each.sentence),
        "text": published.at(each.expression),
        "sentence": published.at(each.sentence),
        "earliest": _day(each.earliest, composed),
        "latest": _day(each.latest, composed),
        "recurrence": each.recurrence,
        "applies_to": list(each.applies_to),
        "confidence": round(each.confidence, 2),
        "rule": each.rule,
    }
