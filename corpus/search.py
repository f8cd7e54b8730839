"""Search in what was published: words, and what the passages that hold them are narrowed by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from corpus.asking import ask
from corpus.database import readers, translated
from corpus.facets import Facet, Filters, count
from corpus.hits import Due, Hit, show
from corpus.matching import Matching, Place, Row
from corpus.query import BadQuery, Query, parse
from corpus.ranking import ordered
from corpus.spelling import mended, unknown_words

__all__ = ["BadQuery", "Due", "Filters", "Found", "Hit", "search", "search_in"]

MAX_EXPANSIONS = 500  # stems that one "begin*" may stand for
COUNTED = 2500  # hits that are counted; of more, the last that were added
CANDIDATES = 200  # hits of which the order is worked out
# A question of so many words is told loosely: with no hit that holds all, or few, those that hold some are shown too.
LOOSE, LOOSER, FEW = 2, 4, 10
DAY = re.compile(r"(\d{4}-\d{2}-\d{2}|none)?", re.ASCII)
ORDERS = ("best", "due", "newest")


class Found(NamedTuple):
    """What was found. `total` is what was counted, `more` that there is more; `next` asks for what comes after.

    `relaxed`: few passages hold all words, so some are shown that do not. `read_as`: how misspelt words were read.
    """

    hits: tuple[Hit, ...]
    total: int
    more: bool
    facets: tuple[Facet, ...]
    relaxed: bool = False
    read_as: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    next: str | None = None


def search_in(file: Path, words: str, filters: Filters) -> Found:
    """Search the store of DIR once; raises BadQuery or StoreTrouble, in Dutch."""
    engine = readers(file)
    try:
        with translated(engine.url), engine.connect() as sql:
            return search(sql, words, filters)
    finally:
        engine.dispose()


def search(sql: Connection, words: str, filters: Filters) -> Found:
    """The best hits first; without words all that the filters leave, first deadline first.

    Raises BadQuery, in Dutch, for words or filters that cannot be searched for.
    """
    if filters.order not in ("", *ORDERS):
        raise BadQuery(f"Onbekende volgorde. Er is: {', '.join(ORDERS)}.")
    if not words.strip():
        if not filters.is_set:
            raise BadQuery("Geef woorden om te zoeken, of een filter zoals --kind of --due-before.")
        order = "newest" if filters.order == "newest" else "due"
        return _listed(sql, None, filters, order, Matching(sql, filters, None))
    query = parse(words, lambda beginning: _expand(sql, beginning))
    read_as: tuple[tuple[str, str], ...] = ()
    matching = Matching(sql, filters, query)
    if unknown := unknown_words(query, matching.known):
        query, read_as = mended(sql, query, unknown)
        matching = Matching(sql, filters, query) if read_as else matching
    if filters.order in ("", "best"):
        return _ranked(sql, query, filters, matching)._replace(read_as=read_as)
    return _listed(sql, query, filters, filters.order, matching)._replace(read_as=read_as)


def _expand(sql: Connection, beginning: str) -> list[str]:
    """The stems of the words that begin so."""
    if not beginning:
        return []
    after = beginning[:-1] + chr(ord(beginning[-1]) + 1)  # no collation, which PostgreSQL may have, minds that
    asked = (
        "SELECT DISTINCT v.stem FROM vocabulary v JOIN stems s ON s.stem = v.stem"
        " WHERE s.passages > 0 AND v.word >= ? AND v.word < ? ORDER BY v.stem LIMIT ?"
    )
    return [stem for (stem,) in ask(sql, asked, [beginning, after, MAX_EXPANSIONS])]


def _ranked(sql: Connection, query: Query, filters: Filters, matching: Matching) -> Found:
    """The passages with all words, the best first; where these are few, also those with some of them."""
    if filters.cursor:
        return _found(sql, _numbers(filters.cursor), query, filters, matching, [])
    hits = matching.all(COUNTED + 1)
    # Of many hits that all hold every word, the short ones say it most to the point.
    some = sorted(hits[:COUNTED], key=lambda row: row.length)[:CANDIDATES]
    more = matching.some(query, CANDIDATES) if _is_loose(query, len(hits)) else []
    candidates = matching.candidates(list(dict.fromkeys([*(row.passage for row in some), *more])))
    order = ordered(candidates, query, matching.known, matching.newest)
    found = _found(sql, order, query, filters, matching, hits)
    whole = {row.passage for row in some}
    return found._replace(relaxed=any(hit.number not in whole for hit in found.hits))


def _listed(sql: Connection, query: Query | None, filters: Filters, order: str, matching: Matching) -> Found:
    """All that is left by the filters, by deadline or the newest documents first; as far as anybody turns pages."""
    after = _place(filters.cursor) if filters.cursor else None
    column, turn = ("due", "") if order == "due" else ("day", "DESC")
    rows = matching.listed(column, turn, after, filters.limit + 1)
    shown = rows[: filters.limit]
    hits = matching.all(COUNTED + 1)
    found = _found(sql, [number for number, _ in shown], query, filters, matching, hits)
    if len(rows) == len(shown):
        return found._replace(next=None)
    number, day = shown[-1]
    return found._replace(next=f"{day}.{number}.{after.upto if after else matching.newest}")


def _found(
    sql: Connection,
    order: Sequence[int],
    query: Query | None,
    filters: Filters,
    matching: Matching,
    hits: Sequence[Row],
) -> Found:
    shown, read = show(sql, order, query, filters)
    rest, counted = order[read:], hits[:COUNTED]
    return Found(
        tuple(shown),
        len(counted),
        len(hits) > COUNTED,
        count(sql, (row.tags for row in counted), (row.state for row in counted)),
        remarks=matching.narrowed.remarks,
        next=".".join(map(str, rest)) if rest else None,
    )


def _is_loose(query: Query, hits: int) -> bool:
    amount = len(query.groups)
    return not query.operators and ((amount >= LOOSE and not hits) or (amount >= LOOSER and hits < FEW))


def _numbers(cursor: str) -> list[int]:
    """What is left of an earlier search; raises BadQuery for what is no cursor of ours."""
    parts = cursor.split(".")
    if len(parts) > CANDIDATES * 2 or not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        raise BadQuery("Deze verwijzing naar een volgende bladzijde klopt niet. Begin de zoekvraag opnieuw.")
    return list(map(int, parts))


def _place(cursor: str) -> Place:
    day, _, rest = cursor.partition(".")
    if not DAY.fullmatch(day) or rest.count(".") != 1:
        raise BadQuery("Deze verwijzing naar een volgende bladzijde klopt niet. Begin de zoekvraag opnieuw.")
    return Place(day, *_numbers(rest))
