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
MOST_KNOWN = 1 << 18
BETWEEN = 10  # words at most between two that are near each other


class Words(NamedTuple):
    """The stems of a passage, with blanks between them. `tags` are the numbers of its facets, as "#12"."""

    number: int
    head: str
    body: str
    parts: str
    tags: str


class Taken(NamedTuple):
    """A passage taken apart: for the index, each stem and tag once, each word as it stands, the words of its text."""

    words: Words
    stems: set[str]
    told: set[str]
    length: int


class WordIndex(Protocol):
    """What both kinds of database offer. `match` is an expression in their own language, made by `ask`."""

    # The passages w that `match` holds, and whether a text stands inside another.
    source: str
    inside: str
    # Whether the index itself is the quickest to narrow by filters, whatever words leave.
    narrows: bool

    def put(self, sql: Connection, rows: Sequence[Words]) -> None: ...
    def drop(self, sql: Connection, rows: Sequence[Words]) -> None: ...
    def ask(self, query: Query | None, tags: Sequence[Sequence[int]]) -> str: ...
    def clean(self, sql: Connection) -> None: ...
    def empty(self, sql: Connection) -> None: ...


def index_of(sql: Connection) -> WordIndex:
    """The index of words of this kind of database."""
    if sql.dialect.name == "sqlite":
        from corpus.fts5 import Fts5

        return Fts5()
    from corpus.tsvector import TsVector

    return TsVector()


def words_of(number: int, head: str, text: str, tags: Iterable[int]) -> Taken:
    """A passage as the index holds it."""
    heads, parts_of_head, told_in_head = _all_taken(head)
    told = WORD.findall(text)
    bodies = [_KNOWN[word] for word in told]
    within = dict.fromkeys([*parts_of_head, *(part for _, parts in bodies if parts for part in parts)])
    stems, marks = [stem for stem, _ in bodies if stem], [f"#{tag}" for tag in tags]
    words = Words(number, " ".join(heads), " ".join(stems), " ".join(within), " ".join(marks))
    return Taken(words, {*heads, *stems, *within, *marks}, {*told_in_head, *told}, len(told))


@lru_cache(maxsize=1 << 12)
def _all_taken(head: str) -> tuple[list[str], list[str], list[str]]:
    """The stems of a head, the parts in it and its words; the passages of a document have the same title."""
    told = WORD.findall(head)[:HEAD_WORDS]
    words = [_KNOWN[word] for word in told]
    return [stem for stem, _ in words if stem], [part for _, parts in words for part in parts], told


class _Known(dict[str, tuple[str, tuple[str, ...]]]):
    """Words with their stem and the stems of their parts; a dictionary, since each word of each text is looked up."""

    def __missing__(self, word: str) -> tuple[str, tuple[str, ...]]:
        if len(self) >= MOST_KNOWN:
            self.clear()
        made = self[word] = stem(word), parts(word)
        return made


_KNOWN = _Known()
