"""The index of words: which passages hold the stems that are asked for. SQLite and PostgreSQL each have their own.

Both get the same stems, so both find the same passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from sqlalchemy import Connection

from corpus.compounds import parts
from corpus.query import Query
from corpus.stem import WORD, stems

HEAD_WORDS = 250  # of a head count; titles are shorter
BETWEEN = 10  # words at most between two that are near each other


class Words(NamedTuple):
    """The stems of a passage, with blanks between them. `tags` are the numbers of its facets, as "#12"."""

    number: int
    head: str
    body: str
    parts: str
    tags: str

    def stems(self) -> set[str]:
        """Each stem once, tags left out."""
        return {*self.head.split(), *self.body.split(), *self.parts.split()}


class WordIndex(Protocol):
    """What both kinds of database offer. `match` is an expression in their own language, made by `ask`."""

    # Beside a condition on `match` these are whole once a list of passages is asked of them.
    source: str
    rank: str

    def put(self, sql: Connection, rows: Sequence[Words]) -> None: ...
    def drop(self, sql: Connection, rows: Sequence[Words]) -> None: ...
    def ask(self, query: Query | None, tags: Sequence[Sequence[int]]) -> str: ...
    def clean(self, sql: Connection) -> None: ...


def index_of(sql: Connection) -> WordIndex:
    """The index of words of this kind of database."""
    if sql.dialect.name == "sqlite":
        from corpus.fts5 import Fts5

        return Fts5()
    from corpus.tsvector import TsVector

    return TsVector()


def words_of(number: int, head: str, text: str, tags: Iterable[int]) -> Words:
    """What the index holds of a passage."""
    heads, bodies = stems(head)[:HEAD_WORDS], stems(text)
    inside = dict.fromkeys(part for word in dict.fromkeys(WORD.findall(f"{head} {text}")) for part in parts(word))
    told = (heads, bodies, inside, (f"#{tag}" for tag in tags))
    return Words(number, *(" ".join(each) for each in told))
