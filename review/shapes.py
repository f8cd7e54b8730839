"""The shapes of the API's answers, for its documentation; `tests/test_api.py` holds the answers against them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["commitment", "motion", "deadline", "document"]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DocumentFacts(Shape):
    """Een stuk; dagen zijn JJJJ-MM-DD."""

    id: str
    stem: str
    source: str
    kind: str | None
    title: str | None
    date: str | None
    ministry: str | None


class DocumentInFull(DocumentFacts):
    pages: int


class Interval(Shape):
    """Een termijn zoals het stuk die noemt, met de eerste en de laatste dag ervan."""

    text: str
    earliest: str | None
    latest: str | None


class HitShape(Shape):
    """Een gevonden zin; `marks` zijn begin en einde van de gezochte woorden erin."""

    kind: Kind
    record: str | None
    thread: str | None
    state: str | None
    document: DocumentFacts
    page: int
    sentence: str
    marks: list[tuple[int, int]]
    deadline: Interval | None


class ValueShape(Shape):
    value: str
    label: str
    amount: int | None


class FacetShape(Shape):
    name: str
    label: str
    values: list[ValueShape]


class FacetsShape(Shape):
    """De filters met hun waarden; `amount` is het aantal vondsten met die waarde, als er iets is gevraagd."""

    facets: list[FacetShape]


class ReadAs(Shape):
    typed: str
    read: str


class FoundShape(Shape):
    """Een bladzijde met vondsten. `total` en `facets` staan alleen op de eerste; `next` vraagt de volgende."""

    hits: list[HitShape]
    total: int | None
    more: bool | None
    facets: list[FacetShape] | None
    relaxed: bool
    read_as: list[ReadAs]
    remarks: list[str]
    next: str | None


class Reason(Shape):
    """Waarom het er staat: de regel, met het voorbeeld en de herkomst ervan."""

    rule: str
    text: str
    example: str | None
    source: str | None


class Evidence(Shape):
    """Een strook van een bladzijde, in punten van boven, met waar die te zien is."""

    page: int
    top: float
    bottom: float
    file: str
    picture: str | None


class EntryDeadline(Interval):
    id: str
    recurrence: str | None
    why: Reason


class EntryShape(BaseModel):
    """Een toezegging, motie of termijn. Wat alleen de ene soort heeft, staat er als veld van het recordformaat bij."""

    model_config = ConfigDict(extra="allow")

    record: str
    kind: Kind
    page: int
    sentence: str
    confidence: float
    why: Reason
    deadlines: list[EntryDeadline]
    thread: str | None
    thread_state: str | None
    document: DocumentInFull
    evidence: list[Evidence]


class ShortEntry(Shape):
    record: str
    kind: Kind
    page: int
    sentence: str
    state: str | None
    thread: str | None
    earliest: str | None
    latest: str | None


class Files(Shape):
    redacted: str
    accessible: str | None


class DocumentShape(DocumentInFull):
    """Een stuk met alles wat eruit is gehaald."""

    our_reference: str | None
    your_reference: str | None
    dossiers: list[str]
    redactions: dict[str, int]
    files: Files
    records: list[ShortEntry]


class ThreadRow(Shape):
    id: str
    kind: str
    what: str
    actor: str | None
    state: str
    earliest: str | None
    latest: str | None


class ThreadList(Shape):
    threads: list[ThreadRow]
    next: str | None


class Event(Shape):
    what: str
    date: str | None
    record: str
    due: dict[str, Any] | None


class Join(Shape):
    a: str
    b: str
    why: str


class ThreadShape(BaseModel):
    """Een toezegging of motie door alle stukken heen, zoals threads.json die vertelt."""

    model_config = ConfigDict(extra="allow")

    id: str
    kind: str
    what: str
    actor: str | None
    state: str
    records: list[str]
    events: list[Event]
    joins: list[Join]


class AgendaRow(ThreadRow):
    late: bool


class AgendaShape(Shape):
    """Waarop nog wordt gewacht, de eerste laatste dag eerst."""

    on: str
    late: int
    due: list[AgendaRow]
    next: str | None


class ProblemShape(BaseModel):
    """Wat er mis is (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[dict[str, str]] = []
