"""What a person said about an extracted record: it is right, it is wrong, this is how it should read, one is missing.

A correction names its record by what was published of it, so that it holds nothing that is hidden and is still found
when rules, redactions and numbers have changed. See corpus/corrected.py for how it is laid over the records.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from corpus.records import CommitmentStatus, MotionStatus

BY_HAND = "by_hand"  # the rule of a record that no rule made
MOST_LETTERS = 2000  # that a person may type
_LONGEST = 50_000  # letters of a sentence that a document has: a whole table, if need be
LAST_PAGE = 100_000
DAYS = ("earliest", "latest", "made_on")
TEXTS = ("action", "actor", "recipient")
_ID = re.compile(r"[cmd][0-9]{1,6}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# The Dutch words for what a person fills in.
LABELS = {
    "actor": "Wie",
    "recipient": "Aan wie",
    "action": "Wat",
    "earliest": "Eerste dag",
    "latest": "Laatste dag",
    "made_on": "Toegezegd op",
    "status": "Stand",
    "sentence": "Zin",
    "why": "Reden",
    "who": "Naam",
    "at": "Tijdstip",
}


class What(StrEnum):
    CONFIRM = "confirm"
    CORRECT = "correct"
    ADD = "add"
    REJECT = "reject"


class Sort(StrEnum):
    COMMITMENT = "commitment"
    MOTION = "motion"
    DEADLINE = "deadline"


FIELDS: Mapping[Sort, tuple[str, ...]] = {
    Sort.COMMITMENT: ("actor", "recipient", "action", "earliest", "latest", "status", "made_on"),
    Sort.MOTION: ("status",),
    Sort.DEADLINE: ("earliest", "latest"),
}
STATUSES: Mapping[Sort, tuple[str, ...]] = {
    Sort.COMMITMENT: tuple(CommitmentStatus),
    Sort.MOTION: tuple(MotionStatus),
    Sort.DEADLINE: (),
}


class BadCorrection(ValueError):  # noqa: N818 - said as what is wrong
    """A correction that cannot be; the message says why, in Dutch, and repeats nothing of what was typed."""


@dataclass(frozen=True, slots=True)
class Correction:
    """`sentence` is that of the record as published, on `page`; for "add" the wording of the document that makes one.

    `action` tells records of one sentence apart, as published: the action of a commitment, the expression of a
    deadline, the number ("26643-21") or else the movers ("Van Esch, Kathmann") of a motion; "" where there is but one.
    `fields` are pairs of name and value, sorted; None empties a field. `at` is UTC. `id` is the number that the record
    had ("c3"): of use only to tell apart what reads the same. Raises BadCorrection.
    """

    what: str
    kind: str
    sentence: str
    page: int
    action: str = ""
    fields: tuple[tuple[str, str | None], ...] = ()
    why: str = ""
    who: str = ""
    at: str = ""
    id: str = ""

    def __post_init__(self) -> None:
        _check(self)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """A correction as it lies in a file or comes from a form, blanks made one; raises BadCorrection."""
        if set(told) - set(cls.__slots__):
            raise BadCorrection("Dit formulier heeft een veld dat hier niet hoort. Laad de bladzijde opnieuw.")
        fields = told.get("fields") or {}
        if not isinstance(fields, Mapping):
            raise BadCorrection("De velden van deze wijziging zijn niet te lezen. Laad de bladzijde opnieuw.")
        words = {name: _folded(told.get(name, "")) for name in cls.__slots__ if name not in {"page", "fields"}}
        pairs = sorted((str(name), _folded(value) or None) for name, value in fields.items())
        return cls(page=told.get("page", 0), fields=tuple(pairs), **words)

    def told(self) -> dict[str, Any]:
        """What `of` reads."""
        return {name: getattr(self, name) for name in self.__slots__} | {"fields": dict(self.fields)}


def _folded(value: Any) -> str:
    if value is not None and not isinstance(value, str):
        raise BadCorrection("Een waarde van deze wijziging is geen tekst. Laad de bladzijde opnieuw.")
    return " ".join((value or "").split())


def _check(each: Correction) -> None:
    if (
        each.what not in set(What)
        or each.kind not in set(Sort)
        or (each.what == What.ADD and each.kind != Sort.COMMITMENT)
    ):
        raise BadCorrection("Deze handeling bestaat niet. Toevoegen kan alleen een toezegging.")
    if not isinstance(each.page, int) or isinstance(each.page, bool) or not 1 <= each.page <= LAST_PAGE:
        raise BadCorrection("Geef het nummer van de bladzijde, vanaf 1.")
    if not each.sentence:
        raise BadCorrection("Vul de zin in zoals die in het stuk staat.")
    _check_text("sentence", each.sentence, MOST_LETTERS if each.what == What.ADD else _LONGEST)
    _check_text("action", each.action, _LONGEST)
    for name in ("why", "who", "at"):
        _check_text(name, getattr(each, name), MOST_LETTERS)
    if each.id and not _ID.fullmatch(each.id):
        raise BadCorrection("Het nummer van dit gegeven bestaat niet. Laad de bladzijde opnieuw.")
    sort, fields = Sort(each.kind), dict(each.fields)
    if set(fields) - set(FIELDS[sort]) or each.fields != tuple(sorted(fields.items())):
        raise BadCorrection("Deze wijziging heeft een veld dat hier niet hoort. Laad de bladzijde opnieuw.")
    if each.what == What.CORRECT and not fields:
        raise BadCorrection("Er is niets gewijzigd. Kies Klopt als alles goed is.")
    if each.what in {What.CONFIRM, What.REJECT} and fields:
        raise BadCorrection("Er is iets gewijzigd. Bewaar dat eerst met Bewaar wijziging.")
    _check_fields(sort, fields)


def _check_fields(sort: Sort, fields: Mapping[str, str | None]) -> None:
    for name in TEXTS:
        _check_text(name, fields.get(name) or "", MOST_LETTERS, typed=True)
    if "action" in fields and not fields["action"]:
        raise BadCorrection("Wat: vul in wat er gaat gebeuren.")
    if "status" in fields and fields["status"] not in STATUSES[sort]:
        raise BadCorrection("Stand: kies er een uit de lijst.")
    days = {name: _day(name, fields[name]) for name in DAYS if fields.get(name)}
    if "earliest" in days and "latest" in days and days["latest"] < days["earliest"]:
        raise BadCorrection("De laatste dag ligt voor de eerste dag. Verbeter een van beide.")


def _check_text(name: str, text: str, most: int, *, typed: bool = False) -> None:
    """What a person types may hold only what prints; a sentence may hold what its document does."""
    if len(text) > most:
        raise BadCorrection(f"{LABELS[name]}: schrijf ten hoogste {most:,} tekens.".replace(",", "."))
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text) or (typed and not text.isprintable()):
        raise BadCorrection(f"{LABELS[name]}: er staat een teken in dat niet te zien is. Typ de tekst opnieuw.")


def _day(name: str, told: str | None) -> date:
    try:
        if _DAY.fullmatch(told or ""):
            return date.fromisoformat(told or "")
    except ValueError:
        pass
    raise BadCorrection(f"{LABELS[name]}: schrijf een dag als 2026-05-01.")


def days_of(fields: Mapping[str, str | None], names: Iterable[str] = DAYS) -> dict[str, date | None]:
    """The days among the fields of a correction."""
    return {name: date.fromisoformat(value) if (value := fields[name]) else None for name in names if name in fields}
