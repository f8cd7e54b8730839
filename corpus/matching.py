"""Which passages hold what is asked for, narrowed by filters: questions to the database, asked as cheaply as can be."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from corpus.asking import Answer, ask, numbers, signs
from corpus.facets import Choice, Filters, Narrowed, narrow
from corpus.query import Group, Query, Term
from corpus.ranking import Candidate, telling_of
from corpus.word_index import Pieces, WordIndex, index_of, words_of

# A word that more passages hold brings none in by itself.
BROAD = 20_000
# A filter that leaves less than this share is asked of the index itself, unless words leave so little that looking
# at each passage, which takes as long as so many steps along the lists of the index, is quicker.
SELECTIVE, LOOK = 0.2, 100
# A word that a larger share of all passages holds is looked for in the passages themselves, where the others leave few.
COMMON, READ = 0.1, 120
MOST_PIECES = 1 << 17
TEXTS = """
    SELECT p.number, p.text, p.extra, d.title FROM passages p JOIN documents d ON d.number = p.document
    WHERE p.number IN ({})
"""
# Reading an index from its end takes twice as long a step: only where that many times what is wanted would be left.
FROM_END = 2
COLUMNS = "f.passage, f.tags, f.state, f.length"


class Row(NamedTuple):
    """What is read of each passage that is found: enough to count and to choose."""

    passage: int
    tags: str
    state: str | None
    length: int


class Place(NamedTuple):
    """Where a list was broken off: behind the passage of this day and number; what is newer than `upto` is left out."""

    day: str
    number: int
    upto: int


class _Asked(NamedTuple):
    sql: str
    values: tuple[Any, ...]


class Matching:
    """The passages of one search. Raises BadQuery, in Dutch, for an unknown filter."""

    # What earlier searches met; each begins anew where it has grown large, since others may still read the old one.
    pieces = Pieces()

    def __init__(self, sql: Connection, filters: Filters, query: Query | None) -> None:
        self._sql, self._query = sql, query
        self._index: WordIndex = index_of(sql)
        self.narrowed: Narrowed = narrow(sql, filters)
        self.newest: int = ask(sql, "SELECT coalesce(max(passage), 0) FROM filings")[0][0]
        self.known = self._amounts()
        self._read: dict[int, Candidate] = {}
        self._entries: set[int] = set()  # of what was met, the passages in which a record stands

    def all(self, most: int) -> list[Row]:
        """The hits; of more than `most` those that were added last."""
        hits = self._by_the_rare()
        return self._all(self._query, most) if hits is None else hits

    def some(self, query: Query, most: int) -> list[int]:
        """Passages with some of the words, those with the most telling ones first; what is everywhere tells nothing."""
        stems = sorted(query.wanted, key=lambda stem: (self.known[stem], stem))
        telling = [stem for stem in stems if 0 < self.known[stem] <= BROAD] or stems[:1]
        worth: dict[int, float] = {}
        lengths: dict[int, int] = {}
        for one in telling:
            weight = telling_of(self.known[one], self.newest)
            for row in self._all(Query(((Term(((one,),), plain=True),),)), BROAD):
                worth[row.passage] = worth.get(row.passage, 0.0) + weight
                lengths[row.passage] = row.length
        return sorted(worth, key=lambda passage: (-worth[passage], lengths[passage], passage))[:most]

    def listed(self, column: str, turn: str, after: Place | None, most: int) -> list[tuple[int, str]]:
        """(passage, day) of the hits in the order of a column of days; `turn` is "" or "DESC"."""
        behind = f"(f.{column}, f.passage) {'<' if turn else '>'} (?, ?) AND f.passage <= ?"
        asked = self._asked(self._query, f"f.passage, f.{column}", behind if after else "", after or ())
        order = f" ORDER BY f.{column} {turn}, f.passage {turn}"
        return [(number, day) for number, day in self._rows(asked, order, most)]

    def candidates(self, wanted: Sequence[int]) -> list[Candidate]:
        """What the order of hits is worked out from, for passages that were met before."""
        if more := [number for number in wanted if number not in self._read]:
            for number, told, extra, title in ask(self._sql, TEXTS.format(numbers(more))):
                self._read[number] = Candidate(number, f"{title or ''} {extra}", told, number in self._entries)
        return [self._read[number] for number in wanted if number in self._read]

    def _by_the_rare(self) -> list[Row] | None:
        """The hits by the rare words alone, where these leave few enough to look for the others in; else None.

        The list of a word that stands everywhere is long to go through, whatever stands beside it.
        """
        query = self._query
        if query is None or not all(_is_word(group) for group in query.groups):
            return None
        limit = max(COMMON * self.newest, READ)
        rare = tuple(group for group in query.groups if self._amount(group) <= limit)
        if not rare or len(rare) == len(query.groups):
            return None
        rows = self._all(query._replace(groups=rare), READ + 1)
        if len(rows) > READ:
            return None
        wanted = [{stem for row in _rows_of(group) for stem in row} for group in query.groups if group not in rare]
        if len(Matching.pieces) > MOST_PIECES:
            Matching.pieces = Pieces()
        known = Matching.pieces
        held = {
            each.number: words_of(known, each.number, each.head, each.text).stems
            for each in self.candidates([row.passage for row in rows])
        }
        return [row for row in rows if all(stems & held[row.passage] for stems in wanted)]

    def _all(self, query: Query | None, most: int) -> list[Row]:
        asked = self._asked(query, COLUMNS)
        order = ""
        if not query or self._fewest(query) >= most:
            # From the end of the index where there are many, so that the first `most` will do; else in any order first.
            from_end = " JOIN " in asked.sql and self._likely(query) > FROM_END * most
            order = f" ORDER BY {self._index.newest if from_end else 'f.passage'} DESC"
        rows = list(map(Row._make, self._rows(asked, order, most)))
        self._entries.update(row.passage for row in rows if row.state is not None)
        return rows

    def _asked(self, query: Query | None, columns: str, more: str = "", after: Sequence[Any] = ()) -> _Asked:
        """A question for passages: words by the index; filters by it too where words leave much and filters little."""
        most = SELECTIVE * max(self.newest, 1)
        few = [choice for choice in self.narrowed.choices if self._held(choice) < most]
        long = sum(map(self._held, few))
        inside = few if not query or self._index.narrows or LOOK * self._fewest(query) > long else []
        beside = [tags for choice in self.narrowed.choices if choice not in inside for tags in choice.tags]
        place = f"{self._index.inside}(' ' || f.tags || ' ', "
        narrowed = [" OR ".join(f"{place}' {tag} ') > 0" for tag in tags) for tags in beside]
        conditions = [f"({each})" for each in (*narrowed, *self.narrowed.conditions, more) if each]
        values = *self.narrowed.values, *after
        if not query and not inside:
            where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
            return _Asked(f"SELECT {columns} FROM filings f{where}", values)
        source = self._index.source.replace(" WHERE ", " JOIN filings f ON f.passage = w.rowid WHERE ")
        match = self._index.ask(query, [choice.marks for choice in inside])
        return _Asked(f"SELECT {columns} FROM {' AND '.join([source, *conditions])}", (match, *values))

    def _rows(self, asked: _Asked, order: str, most: int) -> Answer:
        return ask(self._sql, f"{asked.sql}{order} LIMIT ?", (*asked.values, most))

    def _amounts(self) -> dict[str, int]:
        """In how many passages each stem that is asked for occurs, and each value of a filter."""
        words = self._query.wanted if self._query else frozenset()
        wanted = sorted({*words, *(mark for choice in self.narrowed.choices for mark in choice.marks)})
        rows = ask(self._sql, f"SELECT stem, passages FROM stems WHERE stem IN ({signs(wanted)})", wanted)
        found: dict[str, int] = dict(rows)
        return {stem: found.get(stem, 0) for stem in wanted}

    def _fewest(self, query: Query) -> int:
        """At most so many passages hold all that is asked for."""
        return min(map(self._amount, query.groups))

    def _likely(self, query: Query | None) -> float:
        """How many passages hold all that is asked for, if nothing had to do with anything else."""
        amounts = [self._amount(group) for group in (query.groups if query else ())]
        amounts += map(self._held, self.narrowed.choices)
        total = max(self.newest, 1)
        return total * math.prod(min(amount / total, 1.0) for amount in amounts)

    def _held(self, choice: Choice) -> int:
        """How many passages hold one of the marks of a choice."""
        return sum(self.known[mark] for mark in choice.marks)

    def _amount(self, group: Group) -> int:
        return sum(min(self.known[stem] for stem in row) for row in _rows_of(group))


def _is_word(group: Group) -> bool:
    """Whether a group is a word as it was typed, which may stand anywhere in a passage."""
    return all(isinstance(one, Term) and one.plain for one in group)


def _rows_of(group: Group) -> Iterator[tuple[str, ...]]:
    return (row for term in Query((group,)).terms for row in term.rows)
