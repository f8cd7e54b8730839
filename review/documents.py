"""The documents that were released, looked up in the store: a name from outside never becomes a path by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, select

from corpus.database import StoreTrouble
from corpus.schema import documents as d
from corpus.schema import dossiers, memberships, redactions, threads
from corpus.store import DONE
from review.place import Place

NAMES = "number id stem source redacted kind title date our_reference your_reference ministry pages".split()


class Released(NamedTuple):
    """A document that may be seen; `redacted` is the name of its file."""

    number: int
    id: str
    stem: str
    source: str
    redacted: str
    kind: str | None
    title: str | None
    date: str | None
    our_reference: str | None
    your_reference: str | None
    ministry: str | None
    pages: int

    @property
    def is_pdf(self) -> bool:
        return self.redacted.endswith(".pdf")

    @property
    def name(self) -> str:
        return self.title or self.source


def released(sql: Connection, stem: str) -> Released | None:
    """The document of that stem; None where none was released under it."""
    return _one(sql, d.c.stem, stem)


def of_file(sql: Connection, name: str) -> Released | None:
    """The document of which that is the redacted file."""
    return _one(sql, d.c.redacted, name)


def _one(sql: Connection, column: Any, value: str) -> Released | None:
    if "\0" in value:  # PostgreSQL takes no such text
        return None
    asked = select(*(d.c[name] for name in NAMES)).where(column == value, d.c.state == DONE)
    row = sql.execute(asked).first()
    found = Released(*row) if row and row.redacted else None
    plain = found and all(Path(each).name == each for each in (found.stem, found.redacted))
    return found if plain else None


def are_released(sql: Connection, stems: set[str]) -> frozenset[str]:
    """Those of the stems that may be seen."""
    asked = select(d.c.stem).where(d.c.stem.in_(sorted(stems)), d.c.state == DONE)
    return frozenset(sql.execute(asked).scalars())


def dossiers_of(sql: Connection, document: Released) -> list[str]:
    asked = select(dossiers.c.dossier).where(dossiers.c.document == document.number).order_by(dossiers.c.dossier)
    return list(sql.execute(asked).scalars())


def grounds_of(sql: Connection, document: Released) -> dict[str, int]:
    """How often which ground hides something."""
    asked = select(redactions.c.ground, redactions.c.amount).where(redactions.c.document == document.number)
    amounts: dict[str, int] = {}
    for ground, amount in sql.execute(asked.order_by(redactions.c.ground)).tuples():
        amounts[ground] = amounts.get(ground, 0) + amount
    return amounts


def threads_of(sql: Connection, document: Released) -> dict[str, tuple[str, str]]:
    """Of each record of a document that is in a thread: the thread and its state."""
    asked = select(memberships.c.record, threads.c.id, threads.c.state).join(
        threads, threads.c.id == memberships.c.thread
    )
    rows = sql.execute(asked.where(memberships.c.document == document.number)).tuples()
    return {record: (thread, state) for record, thread, state in rows}


def record_of(place: Place, document: Released) -> dict[str, Any]:
    """The record of a document as it was published; raises StoreTrouble where it is away or damaged."""
    file = place.record(document.stem)
    try:
        told: dict[str, Any] = orjson.loads(file.read_bytes())
        if told["document"]["id"] != document.id:
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError):
        raise StoreTrouble(f"records/{file.name}: dit past niet bij de gegevens. Draai 'lakwerk run'.") from None
    return told
