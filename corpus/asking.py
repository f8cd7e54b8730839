"""Questions of a search to the database, past SQLAlchemy's own handling, which costs more than most of the answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

Answer = Sequence[tuple[Any, ...]]


def ask(sql: Connection, question: str, values: Sequence[Any] = ()) -> Answer:
    """All rows; a "?" in the question stands for a value. A transaction is begun where none is open."""
    if sql.dialect.name != "sqlite":
        # A driver of PostgreSQL reads % as a sign of its own.
        asked = question.replace("%", "%%").replace("?", "%s")
        return [tuple(row) for row in sql.exec_driver_sql(asked, tuple(values)).fetchall()]
    if not sql.in_transaction():
        sql.begin()
    cursor = sql.connection.cursor()
    try:
        cursor.execute(question, tuple(values))
        return cursor.fetchall()
    finally:
        cursor.close()


def signs(values: Sequence[Any]) -> str:
    """As many signs as there are values: "?, ?, ?"."""
    return ", ".join("?" * len(values))


def numbers(told: Iterable[int]) -> str:
    """Numbers of ours as they may stand in a question."""
    return ", ".join(map(str, map(int, told)))
