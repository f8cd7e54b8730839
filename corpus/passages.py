"""What of a record can be found: its sections, and the sentences of its commitments, motions and deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

COMMITMENT, MOTION, DEADLINE, SECTION = "commitment", "motion", "deadline", "document"
# A longer section is cut between paragraphs; PostgreSQL counts positions up to 16,383.
LONGEST = 24_000
# What of two says more of a passage: a promise that is still open, before one that was kept.
TELLING = ("open", "unknown", "submitted", "amended", "held", "adopted")

Facet = tuple[str, str]


@dataclass(slots=True)
class Passage:
    """A findable text of a document, once for all records that it holds. `extra` is searched too, but not shown."""

    page: int
    text: str
    facets: list[Facet] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)

    @property
    def state(self) -> str | None:
        return min(self.states, key=openness, default=None)


def passages(record: dict[str, Any]) -> list[Passage]:
    """The passages of a record (records/<stem>.json): first what its entries stand in, then its sections."""
    found: dict[str, Passage] = {}
    last_days = _last_days(record)
    for kind, each in _entries(record):
        passage = found.setdefault(each["sentence"], Passage(each["page"], each["sentence"]))
        passage.records.append(each["id"])
        passage.facets.append(("kind", kind))
        passage.facets += _facets(kind, each)
        passage.extra += _extra(kind, each)
        passage.days += filter(None, [each["latest"]]) if kind == DEADLINE else last_days.get(each["id"], ())
        if kind != DEADLINE:
            passage.states.append(each["status"])
    for section in record["sections"]:
        for text in pieces("\n".join(filter(None, (section["heading"], section["text"])))):
            passage = found.setdefault(text, Passage(section["page"], text))
            passage.facets.append(("kind", SECTION))
    return list(found.values())


def document_facets(document: dict[str, Any]) -> list[Facet]:
    """What every passage of a document is narrowed by."""
    told = [("sort", document["kind"]), ("ministry", document["ministry"]), ("year", (document["date"] or "")[:4])]
    dossiers = (("dossier", dossier_of(paper)) for paper in document.get("dossiers", ()))
    return list(dict.fromkeys([(name, value) for name, value in (*told, *dossiers) if value]))


def dossier_of(paper: str) -> str:
    """The dossier of a paper's number: "36600-VII-21" -> "36600-VII", "26643-21" -> "26643"."""
    number, _, rest = paper.partition("-")
    chapter, _, serial = rest.rpartition("-")
    return f"{number}-{chapter}" if serial and chapter else number


def pieces(text: str) -> Iterator[str]:
    """A section in pieces of at most LONGEST characters, cut between paragraphs or else between words."""
    while len(text) > LONGEST:
        at = max(text.rfind("\n", 1, LONGEST), 0) or max(text.rfind(" ", 1, LONGEST), 0) or LONGEST
        yield text[:at]
        text = text[at:].lstrip()
    yield text


def _entries(record: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in (COMMITMENT, MOTION, DEADLINE):
        yield from ((kind, each) for each in record[f"{kind}s"])


def _facets(kind: str, each: dict[str, Any]) -> Iterable[Facet]:
    if kind == COMMITMENT:
        told = [("actor", each["actor"]), ("recipient", each["recipient"])]
    elif kind == MOTION:
        told = [("dossier", each["dossier"]), *(("member", mover) for mover in each["movers"])]
    else:
        told = []
    return [(name, value) for name, value in told if value and "[" not in value]  # "[5.1.2e]" is nobody


def _extra(kind: str, each: dict[str, Any]) -> Iterable[str]:
    if kind == COMMITMENT:
        told = [each["actor"], each["recipient"]]
    elif kind == MOTION:
        told = [*each["movers"], each["subject"], each["dossier"], str(each["number"] or "")]
    else:
        told = []
    return [text for text in told if text]


def _last_days(record: dict[str, Any]) -> dict[str, list[str]]:
    """The last days of the deadlines that each commitment and motion has."""
    found: dict[str, list[str]] = {}
    for due in record["deadlines"]:
        if due["latest"]:
            for bound in due["applies_to"]:
                found.setdefault(bound, []).append(due["latest"])
    return found


def openness(state: str) -> int:
    """What is waited for comes first: a promise that is still open, before one that was kept."""
    return TELLING.index(state) if state in TELLING else len(TELLING)
