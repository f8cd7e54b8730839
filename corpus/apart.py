"""Documents taken apart into rows; of many, by another process while this one writes."""

from __future__ import annotations

import gc
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, NamedTuple

from corpus.intake import Placed, Row, Rows, Shelved, take_in
from corpus.passages import Facet
from corpus.word_index import Pieces, Words, words_of

Told = tuple[Placed, dict[str, Any] | None]
AHEAD = 2  # heaps that are taken apart before they are written


class Findable(NamedTuple):
    """Passages as the shelf takes them: all but the numbers of their facets, which the database gives.

    `filed` is number, due, day, state and length of each; `new` are the words that were met for the first time.
    """

    words: list[Words]
    filed: list[tuple[int, str, str, str | None, int]]
    facets: list[tuple[Facet, ...]]
    counts: Counter[str]
    new: list[str]


class Apart(NamedTuple):
    """Some documents as rows of each table, and the next free numbers of a document and a passage."""

    ids: list[str]
    tables: dict[str, list[Row]]
    findable: Findable
    document: int
    passage: int


def findable(pieces: Pieces, shelved: Iterable[Shelved]) -> Findable:
    """Take the words of passages apart."""
    found = Findable([], [], [], Counter(), [])
    for each in shelved:
        taken = words_of(pieces, each.number, each.head, each.text)
        found.words.append(taken.words)
        found.filed.append((each.number, each.due, each.day, each.state, taken.length))
        found.facets.append(each.facets)
        found.counts.update(taken.stems)
    return found._replace(new=pieces.met())


def take_apart(pieces: Pieces, told: Sequence[Told], document: int, passage: int) -> Apart:
    """Documents as rows, numbered from `document` and `passage` on; raises KeyError or TypeError for an odd record."""
    rows = Rows()
    for number, (placed, record) in enumerate(told, document):
        passage = take_in(rows, number, passage, placed, record)
    ids = [placed.id for placed, _ in told]
    return Apart(ids, rows.tables, findable(pieces, rows.shelved), document + len(told), passage)


def taken_ahead(heaps: Iterable[Sequence[Told]], document: int, passage: int) -> Iterator[Apart]:
    """The same for heap after heap, in order, by a process that goes on while a heap is used."""
    waiting: deque[Future[Apart]] = deque()
    with ProcessPoolExecutor(1, get_context("spawn"), _begin, (document, passage)) as other:
        for heap in heaps:
            waiting.append(other.submit(_go_on, heap))
            if len(waiting) == AHEAD:
                yield waiting.popleft().result()
        yield from (each.result() for each in waiting)


class _Numbers:
    """Where the other process is."""

    document, passage = 1, 1
    pieces = Pieces()


def _begin(document: int, passage: int) -> None:
    _Numbers.document, _Numbers.passage = document, passage
    gc.disable()  # it makes many small objects, and no rings of them


def _go_on(heap: Sequence[Told]) -> Apart:
    made = take_apart(_Numbers.pieces, heap, _Numbers.document, _Numbers.passage)
    _Numbers.document, _Numbers.passage = made.document, made.passage
    return made
