"""Search in what was published: words, and what the passages that hold them are narrowed by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, text

from corpus.database import readers, translated
from corpus.facets import Facet, Filters, Narrowed, count, narrow
from corpus.hits import Due, Hit, show
from corpus.query import BadQuery, Group, Query, Term, parse
from corpus.ranking import Candidate, ordered
from corpus.schema import stems, vocabulary
from corpus.spelling import mended
from corpus.word_index import WordIndex, index_of

__all__ = ["BadQuery", "Due", "Filters", "Found", "Hit", "search", "search_in"]

MAX_EXPANSIONS = 500  # stems that one "begin*" may stand for
COUNTED = 5000  # hits that are counted; of more, the last that were added
CANDIDATES = 200  # hits of which the order is worked out
# A question of so many words is told loosely: with no hit that holds all, or few, those that hold some are shown too.
LOOSE, LOOSER, FEW = 2, 4, 10
BROAD = 20_000  # passages that a word may bring in by itself
CANDIDATE = """
    SELECT p.number, p.text, p.extra, d.title, f.state
    FROM passages p JOIN documents d ON d.number = p.document JOIN filings f ON f.passage = p.number
    WHERE p.number IN :numbers
"""
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
    search_ = _Search(sql, filters)
    if not words.strip():
        if not filters.pairs and not search_.narrowed.conditions:
            raise BadQuery("Geef woorden om te zoeken, of een filter zoals --kind of --due-before.")
        return search_.listed(None, filters.order or "due")
    query, read_as = mended(sql, parse(words, lambda beginning: _expand(sql, beginning)))
    if filters.order in ("", "best"):
        return search_.ranked(query)._replace(read_as=read_as)
    return search_.listed(query, filters.order)._replace(read_as=read_as)


def _expand(sql: Connection, beginning: str) -> list[str]:
    """The stems of the words that begin so."""
    after = beginning[:-1] + chr(ord(beginning[-1]) + 1)  # no collation, which PostgreSQL may have, minds that
    asked = select(vocabulary.c.stem).distinct()
    asked = asked.where(vocabulary.c.word >= beginning, vocabulary.c.word < after)
    return list(sql.execute(asked.order_by(vocabulary.c.stem).limit(MAX_EXPANSIONS)).scalars())


class _Search:
    """One search: the filters looked up, and what all questions to the database have in common."""

    def __init__(self, sql: Connection, filters: Filters) -> None:
        if filters.order and filters.order not in ORDERS:
            raise BadQuery(f"Onbekende volgorde. Er is: {', '.join(ORDERS)}.")
        self.sql, self.filters = sql, filters
        self.index: WordIndex = index_of(sql)
        self.narrowed: Narrowed = narrow(sql, filters)

    def ranked(self, query: Query) -> Found:
        """The passages with all words, the best first; where these are few, also those with some of them."""
        if self.filters.cursor:
            numbers = _numbers(self.filters.cursor)
            return self._found(numbers, query, [])
        match = self.index.ask(query, self.narrowed.tags)
        hits = self._matching(match)
        best = [row[0] for row in hits[:COUNTED]] if len(hits) <= CANDIDATES else self._best(match)
        relaxed = []
        if _is_loose(query, len(hits)):
            some = self.index.ask(self._some_of(query), self.narrowed.tags)
            relaxed = [number for number in self._best(some) if number not in set(best)]
        order = self._ordered(query, [*best, *relaxed])
        found = self._found(order, query, hits)
        return found._replace(relaxed=any(hit.number in set(relaxed) for hit in found.hits))

    def listed(self, query: Query | None, order: str) -> Found:
        """All that is left by the filters, by deadline or the newest documents first; as far as anybody turns pages."""
        match = self.index.ask(query, self.narrowed.tags) if query or self.narrowed.tags else ""
        column, turn = ("f.due", "") if order == "due" else ("f.day", " DESC")
        values: dict[str, Any] = {"most": self.filters.limit + 1}
        after = ""
        if self.filters.cursor:
            day, number, upto = _place(self.filters.cursor)
            sign = "<" if turn else ">"
            after = f"({column}, f.passage) {sign} (:day, :number) AND f.passage <= :upto"
            values |= {"day": day, "number": number, "upto": upto}
        else:
            upto = self._newest()
        asked = f"SELECT f.passage, {column} FROM filings f{self._where(match, after)}"
        asked += f" ORDER BY {column}{turn}, f.passage{turn} LIMIT :most"
        rows = [tuple(row) for row in self._rows(asked, match, values)]
        found = self._found([row[0] for row in rows[: self.filters.limit]], query, self._matching(match), whole=True)
        if len(rows) <= self.filters.limit:
            return found
        last = rows[self.filters.limit - 1]
        return found._replace(next=f"{last[1]}.{last[0]}.{upto}")

    def _found(self, order: Sequence[int], query: Query | None, hits: Sequence[Any], whole: bool = False) -> Found:
        shown, read = show(self.sql, order, query, self.filters)
        rest = list(order[read:])
        return Found(
            tuple(shown),
            min(len(hits), COUNTED),
            len(hits) > COUNTED,
            count(self.sql, (row[1] for row in hits[:COUNTED]), (row[2] for row in hits[:COUNTED])),
            remarks=self.narrowed.remarks,
            next=".".join(map(str, rest)) if rest and not whole else None,
        )

    def _matching(self, match: str) -> list[Any]:
        """(passage, tags, state) of the hits, the last added first; one more than is counted where there are more."""
        asked = f"SELECT f.passage, f.tags, f.state FROM filings f{self._where(match, '')} ORDER BY f.passage DESC"
        return list(self._rows(f"{asked} LIMIT {COUNTED + 1}", match, {}))

    def _best(self, match: str) -> list[int]:
        """The passages that the index itself holds for the best, in its rough order."""
        narrow_ = " AND ".join(self.narrowed.conditions)
        inside = f" AND rowid IN (SELECT f.passage FROM filings f WHERE {narrow_})" if narrow_ else ""
        asked = f"SELECT rowid FROM {self.index.source}{inside} ORDER BY {self.index.rank} LIMIT {CANDIDATES}"
        return [row[0] for row in self._rows(asked, match, {})]

    def _where(self, match: str, more: str) -> str:
        inside = f"f.passage IN (SELECT rowid FROM {self.index.source})" if match else ""
        conditions = [each for each in (inside, *self.narrowed.conditions, more) if each]
        return f" WHERE {' AND '.join(conditions)}" if conditions else ""

    def _rows(self, asked: str, match: str, values: dict[str, Any]) -> Any:
        told = self.narrowed.values | values | ({"match": match} if match else {})
        return self.sql.execute(text(asked), {name: told[name] for name in told if f":{name}" in asked})

    def _newest(self) -> int:
        return self.sql.execute(text("SELECT coalesce(max(passage), 0) FROM filings")).scalar() or 0

    def _some_of(self, query: Query) -> Query:
        """The same words, any of which is enough; words that are everywhere bring nothing in by themselves."""
        known = self._known(query)
        amounts = {group: max((known[stem] for stem in _stems_of(group)), default=0) for group in query.groups}
        telling = [group for group in query.groups if amounts[group] <= BROAD]
        telling = telling or [min(query.groups, key=lambda group: amounts[group])]
        return query._replace(groups=(tuple(Term(((stem,),), plain=True) for stem in _stems_of(*telling)),))

    def _known(self, query: Query) -> dict[str, int]:
        asked = select(stems).where(stems.c.stem.in_(bindparam("wanted", expanding=True)))
        rows = self.sql.execute(asked, {"wanted": sorted(query.wanted)}).tuples()
        found: dict[str, int] = dict(rows.all())
        return {stem: found.get(stem, 0) for stem in query.wanted}

    def _ordered(self, query: Query, numbers: Sequence[int]) -> list[int]:
        asked = text(CANDIDATE).bindparams(bindparam("numbers", expanding=True))
        rows = self.sql.execute(asked, {"numbers": list(numbers)}).tuples()
        found = [
            Candidate(number, f"{title or ''} {extra}", told, state is not None)
            for number, told, extra, title, state in rows
        ]
        return ordered(found, query, self._known(query), self._newest())


def _is_loose(query: Query, hits: int) -> bool:
    amount = len(query.groups)
    return not query.operators and ((amount >= LOOSE and not hits) or (amount >= LOOSER and hits < FEW))


def _stems_of(*groups: Group) -> list[str]:
    return [stem for term in Query(groups).terms for row in term.rows for stem in row]


def _numbers(cursor: str) -> list[int]:
    """What is left of an earlier search; raises BadQuery for what is no cursor of ours."""
    parts = cursor.split(".")
    if len(parts) > CANDIDATES * 2 or not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        raise BadQuery("Deze verwijzing naar een volgende bladzijde klopt niet. Begin de zoekvraag opnieuw.")
    return list(map(int, parts))


def _place(cursor: str) -> tuple[str, int, int]:
    day, _, rest = cursor.partition(".")
    if len(day) > 10 or rest.count(".") != 1:
        raise BadQuery("Deze verwijzing naar een volgende bladzijde klopt niet. Begin de zoekvraag opnieuw.")
    number, upto = _numbers(rest)
    return day, number, upto
