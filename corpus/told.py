"""Commitments and motions as published records tell them: what threads and the interchange are made of.

All text is redacted text. A record's entry is named by the document's stem and its id: "letter-ocw#c1".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

# Numbers of the House's register of commitments ("TZ202306-026") and of the Senate's ("T03412").
OFFICIAL_NUMBER = re.compile(r"\bTZ20\d{4}-\d{3}\b|\bT0\d{4}\b")


class Sort(StrEnum):
    COMMITMENT = "commitment"
    MOTION = "motion"


class Due(NamedTuple):
    """A deadline as a record tells it; dates as YYYY-MM-DD, both included."""

    text: str
    earliest: str | None
    latest: str | None
    recurrence: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """One commitment or motion in one document; `what` is the action promised or the subject of the motion."""

    ref: str
    sort: Sort
    date: str | None
    page: int
    sentence: str
    what: str
    status: str
    actor: str | None = None
    recipient: str | None = None
    made_on: str | None = None
    movers: tuple[str, ...] = ()
    and_others: bool = False
    dossier: str | None = None
    number: int | None = None
    replaces: str | None = None
    due: Due | None = None
    dossiers: tuple[str, ...] = ()
    ministry: str | None = None

    @property
    def stem(self) -> str:
        return self.ref.rpartition("#")[0]

    @property
    def paper(self) -> str | None:
        """The key of a motion's own paper, "36600-VII-21"."""
        return f"{self.dossier}-{self.number}" if self.dossier and self.number is not None else None

    @property
    def numbers(self) -> tuple[str, ...]:
        """The official numbers that the sentence names."""
        return tuple(dict.fromkeys(OFFICIAL_NUMBER.findall(self.sentence)))


def told_in(record: Mapping[str, Any], stem: str) -> Iterator[Told]:
    """What a record (records/<stem>.json) tells, commitments first, in its order."""
    document = record["document"]
    dues = {each["id"]: each for each in record["deadlines"]}

    def common(each: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "ref": f"{stem}#{each['id']}",
            "date": document["date"],
            "dossiers": tuple(document["dossiers"]),
            "ministry": document.get("ministry"),
            **{name: each[name] for name in ("page", "sentence", "status")},
        }

    for each in record["commitments"]:
        yield Told(
            sort=Sort.COMMITMENT,
            what=each["action"],
            actor=each["actor"],
            recipient=each["recipient"],
            made_on=each.get("made_on"),
            due=_due(dues.get(each["deadline"])),
            **common(each),
        )
    for each in record["motions"]:
        yield Told(
            sort=Sort.MOTION,
            what=each["subject"] or "",
            movers=tuple(each["movers"]),
            and_others=each["and_others"],
            dossier=each["dossier"],
            number=each["number"],
            replaces=each["replaces"],
            due=_due(next((d for d in dues.values() if each["id"] in d["applies_to"]), None)),
            **common(each),
        )


def _due(row: Mapping[str, Any] | None) -> Due | None:
    return Due(row["text"], row["earliest"], row["latest"], row["recurrence"]) if row else None
