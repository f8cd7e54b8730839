"""The index of words in PostgreSQL: a tsvector of the same stems that SQLite gets, made here word by word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, text

from corpus.query import Near, Query, Term
from corpus.word_index import BETWEEN, HEAD_WORDS, Words

# PostgreSQL keeps a position up to 16383, and 256 of them for a stem.
LAST, MOST = 16383, 256
# No phrase reaches from the head into the body.
BODY_STARTS = HEAD_WORDS + 2 * BETWEEN + 10
# The weights of a position: A is the body, B the head, C a part of a compound, none at all a tag.
TEXT = ":AB"


class TsVector:
    """Expressions of tsquery; a stem holds letters and digits only, so no quote can get in."""

    source = "words w WHERE w.stems @@ CAST(? AS tsquery)"
    inside = "strpos"
    newest = "f.passage"
    narrows = True

    def put(self, sql: Connection, rows: Sequence[Words]) -> None:
        if rows:
            told = "SELECT number, CAST(stems AS tsvector) FROM unnest(CAST(%s AS integer[]), CAST(%s AS text[]))"
            lists = [row.number for row in rows], list(map(vector, rows))
            sql.exec_driver_sql(f"INSERT INTO words (rowid, stems) {told} AS given (number, stems)", lists)

    def drop(self, sql: Connection, rows: Sequence[Words]) -> None:
        if rows:
            numbers = [row.number for row in rows]
            sql.exec_driver_sql("DELETE FROM words WHERE rowid = ANY(CAST(%s AS integer[]))", (numbers,))

    def clean(self, sql: Connection) -> None:
        """Rows that were removed stay in the files until they are cleaned up, which no transaction may do."""
        with sql.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
            other.exec_driver_sql("VACUUM (ANALYZE) passages, words, filings, vocabulary")

    def empty(self, sql: Connection) -> None:
        sql.execute(text("DELETE FROM words"))

    def ask(self, query: Query | None, marks: Sequence[Sequence[str]]) -> str:
        wanted = [_any(_one(one) for one in group) for group in (query.groups if query else ())]
        wanted += [_any(f"'{mark}'" for mark in each) for each in marks]
        wanted += [f"!({_phrases(term, TEXT)})" for term in (query.refused if query else ())]
        return " & ".join(wanted)


def vector(row: Words) -> str:
    """A passage as PostgreSQL writes a tsvector: 'stem':271A,280A 'part':1C '#12'."""
    places: dict[str, list[str]] = defaultdict(list)
    for weight, start, told in (("B", 1, row.head), ("A", BODY_STARTS, row.body), ("C", LAST, row.parts)):
        for place, stem in enumerate(told.split(), start):
            if len(places[stem]) < MOST:
                places[stem].append(f"{min(place, LAST)}{weight}")
    words = [f"'{stem}':{','.join(found)}" for stem, found in places.items()]
    return " ".join([*words, *(f"'{tag}'" for tag in row.tags.split())])


def _one(one: Term | Near) -> str:
    if not isinstance(one, Near):
        return _phrases(one, "" if one.plain else TEXT)
    pairs = [(_phrase(a, TEXT), _phrase(b, TEXT)) for a in one.left.rows for b in one.right.rows]
    return " | ".join(near for a, b in pairs for near in _near(a, b))


def _near(a: str, b: str) -> Iterator[str]:
    """Each distance by itself, which is all that PostgreSQL knows; a word is near itself, as FTS5 has it."""
    if a == b:
        yield a
        return
    for left, right in ((a, b), (b, a)):
        yield from (f"({left} <{step}> {right})" for step in range(1, BETWEEN + 2))


def _phrases(term: Term, where: str) -> str:
    return " | ".join(_phrase(row, where) for row in term.rows)


def _phrase(row: Sequence[str], where: str) -> str:
    stems = (f"'{stem}'{where}" for stem in row)
    return f"({' <-> '.join(stems)})"


def _any(choices: Iterable[str]) -> str:
    return f"({' | '.join(choices)})"
