"""Search in what was published: words, and what kind of passage they must stand in."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from corpus.query import BadQuery, Query, parse
from corpus.stem import stem, tokens

KINDS = ("commitment", "motion", "deadline", "document")
MAX_EXPANSIONS = 500  # stems that one "begin*" may stand for
HEAD_WEIGHT, BODY_WEIGHT = 0.5, 1.0
LONGEST = 400  # characters of a sentence that are shown
SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+(?=[^a-z])|\n")
KINDS_OF_ONE = len(KINDS)  # so often the same sentence may be found
# The same sentence is often a section's, a commitment's and a deadline's: the most telling one is shown.
TELLING = {kind: rank for rank, kind in enumerate(KINDS)}
# A deadline whose sentence is a commitment's or a motion's is shown there.
AGAIN = (
    "p.kind = 'deadline' AND EXISTS (SELECT 1 FROM passages q WHERE q.document = p.document"
    " AND q.kind IN ('commitment', 'motion') AND q.text = p.text)"
)


@dataclass(frozen=True, slots=True)
class Filters:
    kind: str | None = None
    due_before: date | None = None
    ministry: str | None = None
    limit: int = 20


class Due(NamedTuple):
    """A deadline as the document words it, and its interval."""

    text: str
    earliest: str | None
    latest: str | None


class Hit(NamedTuple):
    """A sentence that was found; `marks` are the (start, end) of the searched words in it."""

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


class NoStore(Exception):  # noqa: N818 - said as what is wrong
    """There is nothing to search in; the message is Dutch."""


def search(file: Path, words: str, filters: Filters) -> list[Hit]:
    """The best hits first; without words all that the filters leave, first deadline first."""
    if not file.is_file():
        raise NoStore(f"{file.parent}: hier is nog niets verwerkt (geen {file.name}).")
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as sql:
            query = parse(words, lambda beginning: _expand(sql, beginning)) if words.strip() else None
            return _distinct(islice(_hits(sql, query, filters), filters.limit * KINDS_OF_ONE), filters.limit)
    except sqlite3.DatabaseError as error:
        raise NoStore(f"{file}: kan niet worden gelezen ({error}). Draai 'lakwerk run' opnieuw.") from None


def _expand(sql: sqlite3.Connection, beginning: str) -> list[str]:
    asked = "SELECT DISTINCT stem FROM vocabulary WHERE word >= ? AND word < ? ORDER BY stem LIMIT ?"
    return [row[0] for row in sql.execute(asked, (beginning, f"{beginning}\U0010ffff", MAX_EXPANSIONS))]


def _hits(sql: sqlite3.Connection, query: Query | None, filters: Filters) -> Iterator[Hit]:
    asked, values = _statement(query, filters)
    wanted = query.wanted if query else frozenset()
    for row in sql.execute(asked, values):
        kind, record, number, page, text, id, name, source, document_kind, title, day, ministry = row
        sentence = _best(text, wanted) if kind == "document" else text
        sentence, marks = _marked(sentence, wanted)
        due = _deadline(sql, number, kind, record)
        yield Hit(kind, id, name, source, document_kind, title, day, ministry, page, sentence, marks, due)


def _statement(query: Query | None, filters: Filters) -> tuple[str, dict[str, Any]]:
    conditions = {
        "kind": "p.kind = :kind",
        "due": "p.due < :due",
        "ministry": "d.ministry = :ministry COLLATE NOCASE",
        "match": "words MATCH :match",
    }
    values: dict[str, Any] = {
        "kind": filters.kind,
        "due": filters.due_before.isoformat() if filters.due_before else None,
        "ministry": filters.ministry,
        "match": query.match if query else None,
    }
    values = {name: value for name, value in values.items() if value is not None}
    again = "" if filters.kind else f" AND NOT ({AGAIN})"
    if not values:
        raise BadQuery("Geef woorden om te zoeken, of een filter zoals --kind of --due-before.")
    order = f"bm25(words, {HEAD_WEIGHT}, {BODY_WEIGHT}), p.number" if query else "p.due IS NULL, p.due, p.number"
    return (
        "SELECT p.kind, p.record, p.document, p.page, p.text,"
        " d.id, d.stem, d.source, d.kind, d.title, d.date, d.ministry"
        f" FROM {'words JOIN passages p ON p.number = words.rowid' if query else 'passages p'}"
        " JOIN documents d ON d.number = p.document"
        f" WHERE {' AND '.join(conditions[name] for name in values)}{again} ORDER BY {order}",
        values,
    )


def _distinct(hits: Iterator[Hit], limit: int) -> list[Hit]:
    """The first `limit` hits, each sentence of a document once, as its most telling kind."""
    found: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        key = (hit.id, " ".join(hit.sentence.split()))
        if key in found:
            if TELLING[hit.kind] < TELLING[found[key].kind]:
                found[key] = hit
        else:
            found[key] = hit
    return list(found.values())[:limit]


def _best(text: str, wanted: frozenset[str]) -> str:
    """The sentence with most of the wanted words; the first of equals."""
    sentences = [part.strip() for part in SENTENCE_END.split(text) if part and part.strip()]
    return max(sentences, key=lambda s: len(wanted & {stem(t.text) for t in tokens(s)}), default=text)


def _marked(sentence: str, wanted: frozenset[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    marks = [(t.start, t.end) for t in tokens(sentence) if stem(t.text) in wanted]
    if len(sentence) <= LONGEST:
        return sentence, tuple(marks)
    start = max(0, (marks[0][0] if marks else 0) - LONGEST // 2)
    start = sentence.rfind(" ", 0, start) + 1 if start else 0
    end = sentence.rfind(" ", start, start + LONGEST)
    end = end if end > start else start + LONGEST
    inside = ((a - start, b - start) for a, b in marks if a >= start and b <= end)
    return sentence[start:end], tuple(inside)


def _deadline(sql: sqlite3.Connection, number: int, kind: str, record: str | None) -> Due | None:
    if record is None:
        return None
    asked = "SELECT text, earliest, latest FROM deadlines l WHERE document = ? AND "
    if kind == "deadline":
        asked += "id = ?"
    else:
        asked += (
            "id IN (SELECT deadline FROM applications a WHERE a.document = l.document AND applies_to = ?)"
            " ORDER BY latest IS NULL, latest, id"
        )
    found = sql.execute(f"{asked} LIMIT 1", (number, record)).fetchone()
    return Due(*found) if found else None
