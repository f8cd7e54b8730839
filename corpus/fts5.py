"""The index of words in SQLite: FTS5 over stems, which keeps no copy of the text (`content = ''`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from corpus.query import Near, Query, Term
from corpus.word_index import BETWEEN, Words

TEXT = "{head body} : "  # where words must follow each other, or must not stand


class Fts5:
    """Expressions of FTS5; a stem holds letters and digits only, so no quote can get in."""

    source = "words w WHERE words MATCH ?"
    inside = "instr"
    newest = "w.rowid"
    narrows = False

    def put(self, sql: Connection, rows: Sequence[Words]) -> None:
        if rows:
            sql.exec_driver_sql("INSERT INTO words (rowid, head, body, parts, tags) VALUES (?, ?, ?, ?, ?)", list(rows))

    def drop(self, sql: Connection, rows: Sequence[Words]) -> None:
        """Take out what was put in; `rows` must be what it was, since the index itself does not know any more."""
        if rows:
            told = "INSERT INTO words (words, rowid, head, body, parts, tags) VALUES ('delete', ?, ?, ?, ?, ?)"
            sql.exec_driver_sql(told, list(rows))

    def clean(self, sql: Connection) -> None:
        """What was dropped is only marked as such until the pieces of the index are joined."""
        sql.exec_driver_sql("INSERT INTO words (words) VALUES ('optimize')")

    def empty(self, sql: Connection) -> None:
        sql.exec_driver_sql("INSERT INTO words (words) VALUES ('delete-all')")

    def ask(self, query: Query | None, marks: Sequence[Sequence[str]]) -> str:
        wanted = [_any(_one(one) for one in group) for group in (query.groups if query else ())]
        wanted += [_any(f'"{mark}"' for mark in each) for each in marks]
        match = " AND ".join(wanted)
        for term in query.refused if query else ():
            match = f"({match}) NOT {TEXT}({_phrases(term)})"
        return match


def _one(one: Term | Near) -> str:
    if isinstance(one, Near):
        pairs = ((left, right) for left in one.left.rows for right in one.right.rows)
        near = (f"NEAR({_phrase(left)} {_phrase(right)}, {BETWEEN})" for left, right in pairs)
        return f"{TEXT}({' OR '.join(near)})"
    return _phrases(one) if one.plain else f"{TEXT}({_phrases(one)})"


def _phrases(term: Term) -> str:
    return " OR ".join(map(_phrase, term.rows))


def _phrase(row: Sequence[str]) -> str:
    return f'"{" ".join(row)}"'


def _any(choices: Iterable[str]) -> str:
    return f"({' OR '.join(choices)})"
