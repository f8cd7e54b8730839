"""What a signed-in user noted for themself, in DIR/notes.db: never in the store, never shown to anybody else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from corpus.database import StoreTrouble
from corpus.own_database import opened, signing_key

MOST_LETTERS = 4000
WAIT_SECONDS = 5.0
TABLES = """
CREATE TABLE IF NOT EXISTS notes (
  user TEXT NOT NULL, stem TEXT NOT NULL, record TEXT NOT NULL, sentence TEXT NOT NULL, text TEXT NOT NULL,
  settled INTEGER NOT NULL, PRIMARY KEY (user, stem, record)
) WITHOUT ROWID;
"""


class Note(NamedTuple):
    """What one user noted with a record. `sentence` is a digest of the sentence that it was written with."""

    stem: str
    record: str
    sentence: str
    text: str
    settled: bool


class Notes:
    """The notes of all users, each for its writer alone; raises StoreTrouble where the file cannot be used."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with self._open() as sql:
            sql.executescript(TABLES)
            signing_key(sql)

    def key(self) -> bytes:
        """What forms are signed with: the same for all processes, and after a restart."""
        with self._open() as sql:
            return signing_key(sql)

    def of(self, user: str, stem: str, record: str) -> Note | None:
        asked = "SELECT stem, record, sentence, text, settled FROM notes WHERE (user, stem, record) = (?, ?, ?)"
        with self._open() as sql:
            row = sql.execute(asked, (user, stem, record)).fetchone()
        return _note(row) if row else None

    def all_of(self, user: str) -> list[Note]:
        """Everything that a user noted, in the order of the documents' names."""
        asked = "SELECT stem, record, sentence, text, settled FROM notes WHERE user = ? ORDER BY stem, record"
        with self._open() as sql:
            return [_note(row) for row in sql.execute(asked, (user,))]

    def save(self, user: str, note: Note) -> None:
        """Keep a note; one that says nothing is removed."""
        with self._open() as sql:
            if not note.text and not note.settled:
                told = (user, note.stem, note.record)
                sql.execute("DELETE FROM notes WHERE (user, stem, record) = (?, ?, ?)", told)
            else:
                sql.execute("INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?, ?, ?)", (user, *note))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with opened(self._file, wait=WAIT_SECONDS) as sql:
                yield sql
        except (OSError, sqlite3.Error):
            raise StoreTrouble(f"{self._file}: notities kunnen niet worden gelezen of geschreven.") from None


def _note(row: tuple[str, str, str, str, int]) -> Note:
    stem, record, sentence, text, settled = row
    return Note(stem, record, sentence, text, bool(settled))


def digest(sentence: str) -> str:
    """Tells whether a sentence is still the one that was noted with, without keeping it."""
    return sha256(sentence.encode()).hexdigest()[:32]
