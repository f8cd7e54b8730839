"""How many documents the store holds, in which state, and what it waits for: numbers, for who looks from outside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from corpus.database import readers, translated
from corpus.facets import SETTLED
from corpus.schema import documents as d
from corpus.schema import threads as t
from corpus.store import DONE, QUARANTINE


class Census(NamedTuple):
    """The state of each document by its id, why documents are held back, and commitments that wait for an answer."""

    states: Mapping[str, str]
    reasons: Mapping[str, int]
    pages: int
    waiting: int
    overdue: int

    @property
    def documents(self) -> dict[str, int]:
        """How many are released by the gate and how many are held back."""
        found = Counter(self.states.values())
        return {state: found[state] for state in (DONE, QUARANTINE)}


def census(file: Path, today: date) -> Census:
    """Count; raises StoreTrouble where the store cannot be read. A commitment is overdue after its last day."""
    engine = readers(file)
    try:
        with translated(engine.url), closing(engine.connect()) as sql:
            return Census(
                dict(sql.execute(select(d.c.id, d.c.state)).tuples().all()),
                {reason or "": amount for reason, amount in _held(sql)},
                sql.execute(select(func.sum(d.c.pages))).scalar() or 0,
                _promised(sql),
                _promised(sql, t.c.latest < today.isoformat()),
            )
    finally:
        engine.dispose()


def is_open(file: Path) -> None:
    """Raises StoreTrouble where the store cannot be read; cheap."""
    engine = readers(file)
    try:
        with translated(engine.url), closing(engine.connect()) as sql:
            sql.execute(select(d.c.number).limit(1)).first()
    finally:
        engine.dispose()


def _held(sql: Connection) -> list[tuple[str | None, int]]:
    asked = select(d.c.reason, func.count()).where(d.c.state == QUARANTINE).group_by(d.c.reason)
    return [(reason, amount) for reason, amount in sql.execute(asked.order_by(d.c.reason)).tuples()]


def _promised(sql: Connection, *which: object) -> int:
    asked = select(func.count()).select_from(t).where(t.c.kind == "commitment", t.c.state.not_in(SETTLED))
    return sql.execute(asked.where(*which)).scalar() or 0  # type: ignore[arg-type]
