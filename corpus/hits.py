"""A hit as it is shown: the sentence that was meant, with its marks, and the record and deadline that belong to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection

from corpus.asking import ask, numbers, signs
from corpus.facets import KINDS, Filters
from corpus.query import Query
from corpus.stem import WORD, stem

SHORTEST = 5  # letters of a stem that is marked inside a longer word
FEW_ALIKE = 4  # sentences that are read beyond those that are shown, since some may be the same
LONGEST = 400  # characters of a sentence that are shown
SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+(?=[^a-z])|\n")
SECTION = "document"
DEADLINES = """
    SELECT d.id, l.id, a.applies_to, l.text, l.earliest, l.latest
    FROM documents d JOIN deadlines l ON l.document = d.number
    LEFT JOIN applications a ON a.document = l.document AND a.deadline = l.id
    WHERE d.id IN ({}) ORDER BY l.latest IS NULL, l.latest, l.id
"""
RECORDS = " UNION ALL ".join(
    f"SELECT '{kind}', e.passage, e.id, m.thread FROM passages p"
    f" JOIN {kind}s e ON e.document = p.document AND e.passage = p.number"
    " LEFT JOIN memberships m ON m.document = e.document AND m.record = e.id WHERE p.number IN ({})"
    for kind in ("commitment", "motion", "deadline")
)


class Due(NamedTuple):
    """A deadline as the document words it, and its interval."""

    text: str
    earliest: str | None
    latest: str | None


class Hit(NamedTuple):
    """A sentence that was found; `marks` are the (start, end) of the searched words in it.

    `record` is "c1", None for a sentence of a section that no record holds; `state` is that of its thread.
    """

    kind: str
    id: str
    stem: str
    source: str
    document_kind: str
    title: str | None
    date: str | None
    ministry: str | None
    page: int
    sentence: str
    marks: tuple[tuple[int, int], ...]
    deadline: Due | None
    record: str | None
    state: str | None
    thread: str | None
    number: int


def show(sql: Connection, order: Sequence[int], query: Query | None, filters: Filters) -> tuple[list[Hit], int]:
    """The first hits of `order`, each sentence of a document once, and how many numbers of it were used up."""
    wanted = query.wanted if query else frozenset()
    hits: list[Hit] = []
    seen: set[tuple[str, str]] = set()
    at = 0
    while at < len(order) and len(hits) < filters.limit:
        some = order[at : at + filters.limit + FEW_ALIKE]
        rows, records = _rows(sql, some), _records(sql, some)
        for number in some:
            if len(hits) == filters.limit:
                break
            at += 1
            if row := rows.get(number):
                hit = _hit(row, records.get(number, {}), wanted, filters.kind)
                key = (hit.id, " ".join(hit.sentence.split()))
                if key not in seen:
                    hits.append(hit)
                seen.add(key)
    return _with_deadlines(sql, hits), at


class _Shown(NamedTuple):
    number: int
    page: int
    text: str
    state: str | None
    id: str
    stem: str
    source: str
    kind: str
    title: str | None
    date: str | None
    ministry: str | None


def _rows(sql: Connection, wanted: Sequence[int]) -> dict[int, _Shown]:
    asked = (
        "SELECT p.number, p.page, p.text, f.state, d.id, d.stem, d.source, d.kind, d.title, d.date, d.ministry"
        " FROM passages p JOIN documents d ON d.number = p.document JOIN filings f ON f.passage = p.number"
        f" WHERE p.number IN ({numbers(wanted)})"
    )
    return {row[0]: _Shown._make(row) for row in ask(sql, asked)}


def _records(sql: Connection, wanted: Sequence[int]) -> dict[int, dict[str, tuple[str, str | None]]]:
    """Of each passage, by kind, the first record that stands in it and its thread."""
    found: dict[int, dict[str, tuple[str, str | None]]] = {}
    told = numbers(wanted)
    for kind, passage, id, thread in sorted(ask(sql, RECORDS.format(*[told] * 3))):
        found.setdefault(passage, {}).setdefault(kind, (id, thread))
    return found


def _hit(row: _Shown, records: dict[str, tuple[str, str | None]], wanted: frozenset[str], kind: str | None) -> Hit:
    shown = kind if kind in records else next((each for each in KINDS if each in records), SECTION)
    record, thread = records.get(shown, (None, None))
    sentence = row.text if record else _best(row.text, wanted)
    sentence, marks = _marked(sentence, wanted)
    facts = (row.id, row.stem, row.source, row.kind, row.title, row.date, row.ministry, row.page)
    return Hit(shown, *facts, sentence, marks, None, record, row.state, thread, row.number)


def _with_deadlines(sql: Connection, hits: Sequence[Hit]) -> list[Hit]:
    """The hits with the deadline that each is or has; of several the first day."""
    found: dict[tuple[str, str], Due] = {}
    ids = sorted({hit.id for hit in hits if hit.record})
    for id, record, applies_to, *due in ask(sql, DEADLINES.format(signs(ids)), ids) if ids else ():
        for bound in (record, applies_to):
            found.setdefault((id, bound), Due(*due))
    return [hit._replace(deadline=found.get((hit.id, hit.record or ""))) for hit in hits]


def _best(told: str, wanted: frozenset[str]) -> str:
    """The sentence with most of the wanted words; the first of equals."""
    sentences = [part.strip() for part in SENTENCE_END.split(told) if part and part.strip()]
    return max(sentences, key=lambda s: sum(_weight(word, wanted) for word in WORD.findall(s)), default=told)


def _marked(sentence: str, wanted: frozenset[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    marks = [found.span() for found in WORD.finditer(sentence) if _weight(found.group(), wanted)]
    if len(sentence) <= LONGEST:
        return sentence, tuple(marks)
    start = max(0, (marks[0][0] if marks else 0) - LONGEST // 2)
    start = sentence.rfind(" ", 0, start) + 1 if start else 0
    end = sentence.rfind(" ", start, start + LONGEST)
    end = end if end > start else start + LONGEST
    inside = ((a - start, b - start) for a, b in marks if a >= start and b <= end)
    return sentence[start:end], tuple(inside)


@lru_cache(maxsize=1 << 14)
def _weight(word: str, wanted: frozenset[str]) -> float:
    """How much a word is one that was asked for: 1 for the word itself, half for a compound with it."""
    own = stem(word)
    if own in wanted:
        return 1.0
    return 0.5 if any(len(part) >= SHORTEST and part in own for part in wanted) else 0.0
