"""The index of words: which passages hold the stems that are asked for. SQLite and PostgreSQL each have their own.

Both get the same stems, so both find the same passages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from sqlalchemy import Connection

from corpus.compounds import parts
from corpus.query import Query
from corpus.stem import WORD, stem

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
        """Each stem and each tag once."""
        return {*self.head.split(), *self.body.split(), *self.parts.split(), *self.tags.split()}


class WordIndex(Protocol):
    """What both kinds of database offer. `match` is an expression in their own language, made by `ask`."""

    # The passages w that `match` holds, and whether a text stands inside another.
    source: str
    inside: str

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
    heads, inside = _all_taken(head)
    bodies = [_taken(word) for word in WORD.findall(text)]
    within = dict.fromkeys([*inside, *(part for _, parts in bodies if parts for part in parts)])
    told = (heads, [stem for stem, _ in bodies], within, [f"#{tag}" for tag in tags])
    return Words(number, *map(" ".join, told))


@lru_cache(maxsize=1 << 12)
def _all_taken(head: str) -> tuple[list[str], list[str]]:
    """The stems of a head and the parts in it; the passages of a document have the same title."""
    words = [_taken(word) for word in WORD.findall(head)[:HEAD_WORDS]]
    return [stem for stem, _ in words], [part for _, parts in words for part in parts]


@lru_cache(maxsize=1 << 18)
def _taken(word: str) -> tuple[str, tuple[str, ...]]:
    """The stem of a word and the stems of its parts."""
    return stem(word), parts(word)
