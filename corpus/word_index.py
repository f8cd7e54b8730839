"""The index of words: which passages hold the stems that are asked for. SQLite and PostgreSQL each have their own.

Both get the same stems, so both find the same passages.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import chain
from typing import NamedTuple, Protocol

from sqlalchemy import Connection

from corpus.compounds import parts
from corpus.query import Query
from corpus.stem import WORD, stem

HEAD_WORDS = 250  # of a head count; titles are shorter
MOST_PIECES, MOST_TITLES = 1 << 20, 1 << 12  # that are remembered
JOINED = ("ministry", "year")  # facets whose numbers the index has together too
BETWEEN = 10  # words at most between two that are near each other


class Words(NamedTuple):
    """The stems of a passage, with blanks between them. `tags` are the numbers of its facets, see `marks`."""

    number: int
    head: str
    body: str
    parts: str
    tags: str


class Taken(NamedTuple):
    """A passage taken apart: for the index, each stem once, and how many words its text has."""

    words: Words
    stems: set[str]
    length: int


class WordIndex(Protocol):
    """What both kinds of database offer. A match is an expression in their own language, made by `ask`."""

    # The passages w that a match, the first value, holds; and whether a text stands inside another.
    source: str
    inside: str
    # By which column the passages are read from the end.
    newest: str
    # Whether the index itself is the quickest to narrow by filters, whatever words leave.
    narrows: bool

    def put(self, sql: Connection, rows: Sequence[Words]) -> None: ...
    def drop(self, sql: Connection, rows: Sequence[Words]) -> None: ...
    def ask(self, query: Query | None, marks: Sequence[Sequence[str]]) -> str: ...
    def clean(self, sql: Connection) -> None: ...
    def empty(self, sql: Connection) -> None: ...


def index_of(sql: Connection) -> WordIndex:
    """The index of words of this kind of database."""
    if sql.dialect.name == "sqlite":
        from corpus.fts5 import Fts5

        return Fts5()
    from corpus.tsvector import TsVector

    return TsVector()


class Title(NamedTuple):
    """A head: its stems with blanks between them, each once, and those of the parts in it."""

    told: str
    stems: frozenset[str]
    parts: tuple[str, ...]


class Pieces(dict[str, str]):
    """Pieces of text without blanks and the stems in them: "AI-verordening," -> "ai verordening".

    A dictionary, since each piece of each text is looked up. `parts` has those that hold compounds, `odd` those that
    are not one word: how many they are, and each stem.
    """

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, tuple[str, ...]] = {}
        self.odd: dict[str, tuple[int, tuple[str, ...]]] = {}
        self._new: list[str] = []
        self._titles: dict[str, Title] = {}

    def __missing__(self, piece: str) -> str:
        words = WORD.findall(piece)
        made = tuple(found for found in map(stem, words) if found)
        if within := tuple(part for word in words for part in parts(word)):
            self.parts[piece] = within
        if len(words) != 1 or len(made) != 1:
            self.odd[piece] = len(words), made
        self._new += words
        told = self[piece] = " ".join(made)
        return told

    def met(self) -> list[str]:
        """The words that came in since this was asked before; of many pieces all are forgotten then."""
        new, self._new = self._new, []
        if len(self) > MOST_PIECES:
            self.clear()
            self.parts.clear()
            self.odd.clear()
        return new

    def title(self, head: str) -> Title:
        """A head taken apart; the passages of a document have the same title."""
        found = self._titles.get(head)
        if found is None:
            words = WORD.findall(head)[:HEAD_WORDS]
            made = [found for found in map(stem, words) if found]
            within = dict.fromkeys(part for word in words for part in parts(word))
            self._new += words
            if len(self._titles) >= MOST_TITLES:
                self._titles = {}
            found = self._titles[head] = Title(" ".join(made), frozenset(made), tuple(within))
        return found


def words_of(known: Pieces, number: int, head: str, text: str) -> Taken:
    """A passage as the index holds it, but for the numbers of its facets."""
    title, told = known.title(head), text.split()
    bodies = list(map(known.__getitem__, told))
    stems, length = {*bodies, *title.stems}, len(told)
    for piece in filter(known.odd.__contains__, told):
        words, several = known.odd[piece]
        length += words - 1
        stems.discard(known[piece])
        stems.update(several)
    within = title.parts
    if own := [known.parts[piece] for piece in filter(known.parts.__contains__, told)]:
        within = tuple(dict.fromkeys(chain(within, *own)))
    stems.update(within)
    return Taken(Words(number, title.told, " ".join(bodies), " ".join(within), ""), stems, length)


def marks(tags: str, ministries: Container[str], years: Container[str]) -> str:
    """Numbers of facets as the index has them: "#12 #13"; those of ministry and year once more together: "#12x13".

    Most searches are narrowed by both, and the lists of each are long to go through.
    """
    numbers = tags.split()
    together = (joint(a, b) for a in numbers if a in ministries for b in numbers if b in years)
    return " ".join(f"#{each}" for each in (*numbers, *together))


def joint(ministry: str, year: str) -> str:
    """The mark of two numbers together, as a word of the index may look."""
    return f"{ministry}x{year}"
