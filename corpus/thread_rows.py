"""Threads in the store: a promise that a later letter fulfils is found as fulfilled, and by the day that now holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from corpus.passages import openness
from corpus.schema import NO_DAY, commitments, documents, filings, memberships, motions
from corpus.schema import threads as table


class ThreadRow(NamedTuple):
    """A thread of threads.json; `records` are "STEM#c1". Days are "YYYY-MM-DD"."""

    id: str
    kind: str
    what: str
    actor: str | None
    state: str
    earliest: str | None
    latest: str | None
    records: tuple[str, ...]


def save_threads(sql: Connection, rows: Sequence[ThreadRow]) -> None:
    """Replace all threads where they differ, and let passages say the state and day of their threads."""
    numbers = dict(sql.execute(select(documents.c.stem, documents.c.number)).tuples().all())
    told = [row._asdict() | {"records": None} for row in rows]
    wanted = {(row["id"], *list(row.values())[1:7]) for row in told}
    members = {
        (numbers[stem], id): row.id
        for row in rows
        for stem, _, id in (record.rpartition("#") for record in row.records)
        if stem in numbers
    }
    known = {(number, record): thread for number, record, thread in sql.execute(select(memberships)).tuples()}
    if wanted == {tuple(row) for row in sql.execute(select(table))} and members == known:
        return
    sql.execute(delete(memberships))
    sql.execute(delete(table))
    if rows:
        sql.execute(insert(table), [{name: value for name, value in row.items() if name in table.c} for row in told])
    if members:
        keys = sorted(members)
        sql.execute(insert(memberships), [{"document": n, "record": id, "thread": members[n, id]} for n, id in keys])
    _file(sql, {row.id: row for row in rows}, members)


def lose_threads(sql: Connection, document: int) -> None:
    """Remove the threads that a document tells of: their wording may be its own. The next weaving makes them anew."""
    its = select(memberships.c.thread).where(memberships.c.document == document)
    lost = sql.execute(its.distinct()).scalars().all()
    if lost:
        sql.execute(delete(memberships).where(memberships.c.thread.in_(lost)))
        sql.execute(delete(table).where(table.c.id.in_(lost)))


def _file(sql: Connection, threads: dict[str, ThreadRow], members: dict[tuple[int, str], str]) -> None:
    """Write the state and the day of threads where their passages are narrowed by them."""
    found: dict[int, list[ThreadRow]] = defaultdict(list)
    for entries in (commitments, motions):
        for number, id, passage in sql.execute(select(entries.c.document, entries.c.id, entries.c.passage)).tuples():
            if (number, id) in members:
                found[passage].append(threads[members[number, id]])
    now = {passage: (due, state) for passage, due, state in _filed(sql, list(found))}
    changed = []
    for passage, mine in sorted(found.items()):
        first = min(mine, key=lambda row: (openness(row.state), row.latest or NO_DAY))
        if (first.latest or NO_DAY, first.state) != now.get(passage):
            changed.append({"p": passage, "due": first.latest or NO_DAY, "state": first.state})
    if changed:
        sql.execute(update(filings).where(filings.c.passage == bindparam("p")), changed)


def _filed(sql: Connection, passages: Sequence[int]) -> list[tuple[int, str, str | None]]:
    if not passages:
        return []
    return [tuple(row) for row in sql.execute(select(filings.c.passage, filings.c.due, filings.c.state))]
