"""What may stand behind the "?" of an address; every name that is not known is refused with those that are."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, Field, field_validator, model_validator

from corpus.facets import FACETS, Filters
from corpus.query import BadQuery
from corpus.search import Found
from review.holdings import Holdings

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2})\.(t[0-9a-f-]{4,40})")


class UnknownParameter(Exception):  # noqa: N818 - said as what is wrong
    """A parameter that an address does not take; the message names those that it does, in Dutch."""


def _day(told: object) -> date | None:
    """An empty field of a form is no day; only "2026-01-31" is one, though Python reads more."""
    if told in ("", None):
        return None
    if not isinstance(told, str) or not _DAY.fullmatch(told):
        raise ValueError("day")
    return date.fromisoformat(told)


Day = Annotated[date | None, BeforeValidator(_day)]
Words = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=20)]


class Asked(BaseModel):
    """No parameters."""

    strict: ClassVar[bool] = True

    @model_validator(mode="before")
    @classmethod
    def _only_known(cls, told: Any) -> Any:
        unknown = sorted(set(told) - set(cls.model_fields)) if cls.strict else []
        if unknown:
            known = ", ".join(cls.model_fields) or "geen"
            raise UnknownParameter(f"Onbekende parameter '{unknown[0][:60]}'. Er is: {known}.")
        return told


class Narrowing(Asked):
    """Words and filters."""

    q: str = Field("", description='Woorden. Ook "woorden achter elkaar", OF, NIET, NABIJ en algoritm*.')
    kind: Words = Field([], description="commitment, motion, deadline of document")
    state: Words = Field([], description="open, fulfilled, adopted, rejected en andere standen")
    ministry: Words = []
    year: Words = []
    sort: Words = Field([], description="Soort stuk: kamerbrief, beslisnota, motie, brief of overig")
    dossier: Words = []
    actor: Words = []
    recipient: Words = []
    member: Words = []
    due_before: Day = Field(None, description="Termijn voor deze dag (JJJJ-MM-DD)")
    due_from: Day = Field(None, description="Termijn op of na deze dag")
    overdue: Day = Field(None, description="Op deze dag te laat: termijn verstreken en nog open")

    @field_validator("q")
    @classmethod
    def _can_be_stored(cls, told: str) -> str:
        return told.replace("\0", " ")

    @field_validator("kind", "state", "ministry", "year", "sort", "dossier", "actor", "recipient", "member")
    @classmethod
    def _told(cls, told: list[str]) -> list[str]:
        return [value.replace("\0", "?") for value in told if value.strip()]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The facets that are asked for."""
        return tuple((name, value) for name in FACETS for value in getattr(self, name))

    @property
    def is_empty(self) -> bool:
        return not (self.q.strip() or self.pairs or self.due_before or self.due_from or self.overdue)

    def filters(self, **more: Any) -> Filters:
        """As the search knows them; a single kind also says as what a sentence is shown."""
        pairs = self.pairs
        if len(self.kind) == 1:
            more["kind"] = self.kind[0]
            pairs = tuple(pair for pair in pairs if pair[0] != "kind")
        days = {"due_before": self.due_before, "due_from": self.due_from, "late_on": self.overdue}
        return Filters(**{"facets": pairs, **days, **more})


class SearchAsked(Narrowing):
    """A search and the place in its hits."""

    order: Literal["", "best", "due", "newest"] = Field("", description="best, due (eerste termijn eerst) of newest")
    limit: int = Field(20, ge=1, le=100, description="Hoeveel op een bladzijde")
    cursor: str = Field("", max_length=4000, description="`next` van de vorige bladzijde")

    def find(self, holdings: Holdings) -> Found:
        """What is found; raises BadQuery or StoreTrouble, in Dutch."""
        return holdings.found(self.q, self._filters())

    def known(self, holdings: Holdings) -> Found | None:
        """What was found a moment ago, if it was; raises as `find` does, and takes no time."""
        return holdings.known(self.q, self._filters())

    def _filters(self) -> Filters:
        if self.is_empty:
            raise BadQuery("Geef woorden (q) of een filter, zoals kind=commitment of due_before=2026-01-31.")
        return self.filters(limit=self.limit, order=self.order, cursor=self.cursor)


class SearchForm(SearchAsked):
    """The same from the search page, where others add parameters of their own to a link."""

    strict: ClassVar[bool] = False


class ThreadsAsked(Asked):
    """Which threads."""

    kind: Words = Field([], description="commitment of motion")
    state: Words = []
    limit: int = Field(20, ge=1, le=100, description="Hoeveel op een bladzijde")
    cursor: str = Field("", max_length=60, description="`next` van de vorige bladzijde")


class AgendaAsked(Asked):
    """Of which days what is due is asked for."""

    due_from: Day = Field(None, description="Termijn op of na deze dag")
    due_before: Day = Field(None, description="Termijn voor deze dag")
    on: Day = Field(None, description="Peildag voor te laat of niet; zonder deze: vandaag")
    limit: int = Field(50, ge=1, le=100, description="Hoeveel op een bladzijde")
    cursor: str = Field("", max_length=60, description="`next` van de vorige bladzijde")

    @property
    def today(self) -> date:
        return self.on or date.today()

    @property
    def place(self) -> tuple[str, str] | None:
        """Where the page before ended; raises BadQuery for what is no cursor of ours."""
        if not self.cursor:
            return None
        if not (read := _CURSOR.fullmatch(self.cursor)):
            raise BadQuery("Deze verwijzing naar een volgende bladzijde klopt niet. Begin opnieuw.")
        return read[1], read[2]


class AgendaForm(AgendaAsked):
    """The same from the page; `te_laat` asks for all that is late, and nothing else."""

    strict: ClassVar[bool] = False
    te_laat: bool = False
