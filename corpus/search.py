"""Search in what was published: words, and what the passages that hold them are narrowed by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection, bindparam, select, text

from corpus.database import readers, translated
from corpus.facets import Facet, Filters, Narrowed, count, narrow
from corpus.hits import Due, Hit, show
from corpus.query import BadQuery, Group, Query, Term, parse
from corpus.ranking import Candidate, ordered, telling_of
from corpus.schema import stems, vocabulary
from corpus.spelling import mended
from corpus.word_index import WordIndex, index_of

__all__ = ["BadQuery", "Due", "Filters", "Found", "Hit", "search", "search_in"]

MAX_EXPANSIONS = 500  # stems that one "begin*" may stand for
COUNTED = 2500  # hits that are counted; of more, the last that were added
CANDIDATES = 200  # hits of which the order is worked out
# A question of so many words is told loosely: with no hit that holds all, or few, those that hold some are shown too.
LOOSE, LOOSER, FEW = 2, 4, 10
# Words that more passages hold are narrowed by the index itself, where a filter leaves less than this share.
BROAD, SELECTIVE = 20_000, 0.2
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


class Row(Protocol):
    """What is read of each passage that is found: enough to count and to choose."""

    passage: int
    tags: str
    state: str | None
    length: int


class _Asked(NamedTuple):
    sql: str
    match: str


class _Search:
    """One search: the filters looked up, and what all questions to the database have in common."""

    def __init__(self, sql: Connection, filters: Filters) -> None:
        if filters.order and filters.order not in ORDERS:
            raise BadQuery(f"Onbekende volgorde. Er is: {', '.join(ORDERS)}.")
        self.sql, self.filters = sql, filters
        self.index: WordIndex = index_of(sql)
        self.narrowed: Narrowed = narrow(sql, filters)
        self.newest: int = sql.execute(text("SELECT coalesce(max(passage), 0) FROM filings")).scalar() or 0

    def ranked(self, query: Query) -> Found:
        """The passages with all words, the best first; where these are few, also those with some of them."""
        if self.filters.cursor:
            return self._found(_numbers(self.filters.cursor), query, [])
        known = self._known(query)
        hits = self._matching(query, known, COUNTED + 1)
        # Of many hits that all hold every word, the short ones say it most to the point.
        some = sorted(hits[:COUNTED], key=lambda row: row.length)[:CANDIDATES]
        more = self._some_of(query, known) if _is_loose(query, len(hits)) else []
        candidates = list(dict.fromkeys([*(row.passage for row in some), *more]))
        found = self._found(self._ordered(query, candidates, known), query, hits)
        whole = {row.passage for row in some}
        return found._replace(relaxed=any(hit.number not in whole for hit in found.hits))

    def listed(self, query: Query | None, order: str) -> Found:
        """All that is left by the filters, by deadline or the newest documents first; as far as anybody turns pages."""
        known = self._known(query)
        column, turn = ("f.due", "") if order == "due" else ("f.day", " DESC")
        values: dict[str, Any] = {}
        after, upto = "", self.newest
        if self.filters.cursor:
            day, number, upto = _place(self.filters.cursor)
            after = f"({column}, f.passage) {'<' if turn else '>'} (:day, :number) AND f.passage <= :upto"
            values = {"day": day, "number": number, "upto": upto}
        asked = self._asked(query, known, f"f.passage, {column}", after)
        rows = self._rows(asked, f" ORDER BY {column}{turn}, f.passage{turn}", values, self.filters.limit + 1)
        shown = rows[: self.filters.limit]
        hits = self._matching(query, known, COUNTED + 1)
        found = self._found([row[0] for row in shown], query, hits, whole=True)
        return found._replace(next=f"{shown[-1][1]}.{shown[-1][0]}.{upto}") if len(rows) > len(shown) else found

    def _found(self, order: Sequence[int], query: Query | None, hits: Sequence[Row], whole: bool = False) -> Found:
        shown, read = show(self.sql, order, query, self.filters)
        rest = list(order[read:])
        counted = hits[:COUNTED]
        return Found(
            tuple(shown),
            len(counted),
            len(hits) > COUNTED,
            count(self.sql, (row.tags for row in counted), (row.state for row in counted)),
            remarks=self.narrowed.remarks,
            next=".".join(map(str, rest)) if rest and not whole else None,
        )

    def _matching(self, query: Query | None, known: dict[str, int], most: int) -> list[Row]:
        """The hits; of more than `most` those that were added last."""
        asked = self._asked(query, known, "f.passage, f.tags, f.state, f.length", "")
        many = not query or _fewest(query, known) >= most
        return self._rows(asked, " ORDER BY f.passage DESC" if many else "", {}, most)

    def _asked(self, query: Query | None, known: dict[str, int], columns: str, more: str) -> _Asked:
        """A question for passages: words by the index; filters by it too where words leave much and filters little."""
        most = SELECTIVE * max(self.newest, 1)
        few = [tags for tags in self.narrowed.tags if sum(known[f"#{tag}"] for tag in tags) < most]
        inside = few if not query or _fewest(query, known) > BROAD else []
        beside = [tags for tags in self.narrowed.tags if tags not in inside]
        place = f"{self.index.inside}(' ' || f.tags || ' ', "
        narrowed = [" OR ".join(f"{place}' {tag} ') > 0" for tag in tags) for tags in beside]
        conditions = [f"({each})" for each in (*narrowed, *self.narrowed.conditions, more) if each]
        if not query and not inside:
            where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
            return _Asked(f"SELECT {columns} FROM filings f{where}", "")
        source = self.index.source.replace(" WHERE ", " JOIN filings f ON f.passage = w.rowid WHERE ")
        return _Asked(f"SELECT {columns} FROM {' AND '.join([source, *conditions])}", self.index.ask(query, inside))

    def _rows(self, asked: _Asked, order: str, values: dict[str, Any], most: int) -> list[Any]:
        told = self.narrowed.values | values | {"match": asked.match, "most": most}
        whole = f"{asked.sql}{order} LIMIT :most"
        return list(self.sql.execute(text(whole), {name: told[name] for name in told if f":{name}" in whole}).all())

    def _some_of(self, query: Query, known: dict[str, int]) -> list[int]:
        """Passages with some of the words, those with the most telling ones first; what is everywhere tells nothing."""
        stems = sorted(query.wanted, key=lambda stem: (known[stem], stem))
        telling = [stem for stem in stems if 0 < known[stem] <= BROAD] or stems[:1]
        worth: dict[int, float] = {}
        lengths: dict[int, int] = {}
        for one in telling:
            weight = telling_of(known[one], self.newest)
            for row in self._matching(Query(((Term(((one,),), plain=True),),)), known, BROAD):
                worth[row.passage] = worth.get(row.passage, 0.0) + weight
                lengths[row.passage] = row.length
        return sorted(worth, key=lambda passage: (-worth[passage], lengths[passage], passage))[:CANDIDATES]

    def _known(self, query: Query | None) -> dict[str, int]:
        """In how many passages each stem that is asked for occurs, and each value of a filter."""
        wanted = {*(query.wanted if query else ()), *(f"#{tag}" for tags in self.narrowed.tags for tag in tags)}
        asked = select(stems).where(stems.c.stem.in_(bindparam("wanted", expanding=True)))
        found: dict[str, int] = dict(self.sql.execute(asked, {"wanted": sorted(wanted)}).tuples().all())
        return {stem: found.get(stem, 0) for stem in wanted}

    def _ordered(self, query: Query, numbers: Sequence[int], known: dict[str, int]) -> list[int]:
        asked = text(CANDIDATE).bindparams(bindparam("numbers", expanding=True))
        rows = self.sql.execute(asked, {"numbers": list(numbers)}).all()
        found = [
            Candidate(number, f"{title or ''} {extra}", told, state is not None)
            for number, told, extra, title, state in rows
        ]
        return ordered(found, query, known, self.newest)


def _is_loose(query: Query, hits: int) -> bool:
    amount = len(query.groups)
    return not query.operators and ((amount >= LOOSE and not hits) or (amount >= LOOSER and hits < FEW))


def _fewest(query: Query, known: dict[str, int]) -> int:
    """At most so many passages hold all that is asked for."""
    return min(sum(min(known[stem] for stem in row) for row in _rows_of(group)) for group in query.groups)


def _rows_of(group: Group) -> Iterator[tuple[str, ...]]:
    return (row for term in Query((group,)).terms for row in term.rows)


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
