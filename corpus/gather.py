"""All hits of a search, page after page, each with who it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select

from corpus.database import readers, translated
from corpus.facets import Filters
from corpus.hits import Hit
from corpus.schema import applications, commitments, documents, motions
from corpus.search import CANDIDATES, Found, search

PAGE = 1000  # hits that are asked for at a time
AT_ONCE = 500  # documents of one question to the database


class Who(NamedTuple):
    """Who promised what to whom, or who moved a motion."""

    actor: str | None = None
    recipient: str | None = None
    movers: tuple[str, ...] = ()
    and_others: bool = False


class Line(NamedTuple):
    """A hit and who it is about; of a deadline, who is bound by it."""

    hit: Hit
    who: Who


def gather_in(file: Path, words: str, filters: Filters, most: int | None = None) -> tuple[Found, list[Line]]:
    """Every hit in the store of DIR, `most` at most; raises BadQuery or StoreTrouble, in Dutch."""
    engine = readers(file)
    try:
        # One connection, so that what is written meanwhile shifts no page.
        with translated(engine.url), engine.connect() as sql:
            found = gather(sql, words, filters, most)
            return found, with_who(sql, found.hits)
    finally:
        engine.dispose()


def gather(sql: Connection, words: str, filters: Filters, most: int | None = None) -> Found:
    """Every hit in the order of the screen, each sentence of a document once; raises BadQuery, in Dutch.

    A search puts no more than CANDIDATES hits in order of worth; the others follow, the newest documents first.
    """
    asked = replace(filters, limit=min(PAGE, most or PAGE), cursor="")
    first = search(sql, words, asked)
    hits: list[Hit] = []
    seen: set[tuple[str, str]] = set()
    for hit in _turned(sql, words, asked, first):
        key = (hit.id, " ".join(hit.sentence.split()))
        if key not in seen:
            hits.append(hit)
        seen.add(key)
        if len(hits) == most:
            break
    return first._replace(hits=tuple(hits), next=None)


def is_continued(found: Found, words: str, filters: Filters) -> bool:
    """Whether hits follow that were put in no order of worth."""
    return bool(words.strip()) and filters.order in ("", "best") and found.total > CANDIDATES


def with_who(sql: Connection, hits: Sequence[Hit]) -> list[Line]:
    """The hits with who they are about."""
    known: dict[tuple[str, str], Who] = {}
    ids = list(dict.fromkeys(hit.id for hit in hits if hit.record))
    for at in range(0, len(ids), AT_ONCE):
        known |= _known(sql, ids[at : at + AT_ONCE])
    return [Line(hit, known.get((hit.id, hit.record or ""), Who())) for hit in hits]


def _turned(sql: Connection, words: str, filters: Filters, first: Found) -> Iterator[Hit]:
    yield from _pages(sql, words, filters, first)
    if is_continued(first, words, filters):
        rest = replace(filters, order="newest")
        yield from _pages(sql, words, rest, search(sql, words, rest))


def _pages(sql: Connection, words: str, filters: Filters, found: Found) -> Iterator[Hit]:
    yield from found.hits
    while found.next:
        found = search(sql, words, replace(filters, cursor=found.next))
        yield from found.hits


def _known(sql: Connection, ids: Iterable[str]) -> dict[tuple[str, str], Who]:
    """Who the records of some documents are about, by (id of the document, record)."""
    id, among = documents.c.id, documents.c.id.in_(list(ids))
    c, m, a = commitments.c, motions.c, applications.c
    promised = select(id, c.id, c.actor, c.recipient).join(documents, documents.c.number == c.document).where(among)
    known = {(d, record): Who(actor, recipient) for d, record, actor, recipient in sql.execute(promised).tuples()}
    moved = select(id, m.id, m.movers, m.and_others).join(documents, documents.c.number == m.document).where(among)
    for d, record, movers, others in sql.execute(moved).tuples():
        known[d, record] = Who(movers=tuple(filter(None, movers.split(", "))), and_others=bool(others))
    bound = select(id, a.deadline, a.applies_to).join(documents, documents.c.number == a.document).where(among)
    for d, deadline, record in sql.execute(bound.order_by(id, a.deadline, a.applies_to)).tuples():
        if (d, record) in known:
            known.setdefault((d, deadline), known[d, record])
    return known
