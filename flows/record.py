"""The public record of a document: every wording goes through its decisions (output contract, "Record")."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from anonymize.claims import self_check
from corpus.decisions import Category, Published
from corpus.document import Box, Span
from corpus.evidence import strips
from corpus.records import Commitment, Deadline, Motion, Records, Section
from flows.job import Family

SCHEMA_VERSION = 1


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
) -> dict[str, Any]:
    """The record as a dictionary. `is_safe` tells whether a wording that rules composed holds nothing removed."""
    document, profile = published.document, records.profile

    def at(span: Span | None) -> str | None:
        return " ".join(published.at(span).replace(" | ", " ").split()) or None if span else None

    def composed(text: str | None) -> str | None:
        return text if text is None or is_safe(text) else None

    def evidence(span: Span) -> dict[str, Any]:
        # Plain text has pages but no places on them.
        found = () if source.endswith(".txt") else strips(published, span)
        return {"boxes": [[box.page, *box[1:]] for box in found]}

    ordered = sorted(drawn, key=lambda d: (d.page, d.box.top if d.box else 0.0, d.box.x0 if d.box else 0.0))
    return {
        "schema_version": SCHEMA_VERSION,
        "document": {
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
        },
        "sections": [_section(published, section) for section in records.sections],
        "colophon": {
            published.at(field.name).strip().rstrip(":").strip(): published.at(field.value).replace(" | ", " ")
            for field in profile.fields
        },
        "redactions": [_redaction(number, each) for number, each in enumerate(ordered, 1)],
        "commitments": [
            _commitment(published, each, composed) | evidence(each.sentence) for each in records.commitments
        ],
        "motions": [_motion(published, each) | evidence(each.sentence) for each in records.motions],
        "deadlines": [_deadline(published, each) | evidence(each.expression) for each in records.deadlines],
        "warnings": list(_warnings(published, records)),
        "versions": versions,
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


def _commitment(published: Published, each: Commitment, composed: Callable[[str | None], str | None]) -> dict[str, Any]:
    return {
        "id": each.id,
        "page": published.document.page_of(each.sentence),
        "sentence": published.at(each.sentence),
        "action": _joined(published, each.action),
        "actor": composed(each.actor),
        "recipient": composed(each.recipient),
        "made_on": each.made_on.isoformat() if each.made_on else None,
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


def _deadline(published: Published, each: Deadline) -> dict[str, Any]:
    return {
        "id": each.id,
        "page": published.document.page_of(each.sentence),
        "text": published.at(each.expression),
        "sentence": published.at(each.sentence),
        "earliest": each.earliest.isoformat() if each.earliest else None,
        "latest": each.latest.isoformat() if each.latest else None,
        "recurrence": each.recurrence,
        "applies_to": list(each.applies_to),
        "confidence": round(each.confidence, 2),
        "rule": each.rule,
    }
