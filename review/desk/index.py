"""What is looked for in all documents at once: which hold a wording, which are twins, how much doubt is in each.

Made of the galleys, in a file of DIR/confidential that may be thrown away at any time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import pack, unpack
from threading import Lock
from typing import NamedTuple

from corpus.database import StoreTrouble
from corpus.errors import Damaged
from corpus.galley import read_galley
from corpus.own_database import opened
from corpus.twins import Sketch, sketch, twins
from review.desk.findings import findings

VERSION = 1
TABLES = """
CREATE TABLE documents (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL,
  findings INTEGER NOT NULL, doubt TEXT NOT NULL, sketch BLOB NOT NULL, quiet TEXT NOT NULL);
CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = "unicode61 remove_diacritics 0");
"""


class Seen(NamedTuple):
    """What is known of a document without opening it.

    `doubt` are the ids of findings to look at, `quiet` the pages without any finding.
    """

    findings: int
    doubt: tuple[str, ...]
    quiet: tuple[int, ...]


class Index:
    """The index of DIR; raises StoreTrouble where its file cannot be used."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._filling = Lock()
        self._twins: tuple[int, dict[str, tuple[str, ...]]] = (-1, {})
        with self._open():
            pass

    def fill(self, galleys: dict[str, Path]) -> int:
        """Look at every galley that is new or changed, forget those that are gone; says how many were looked at."""
        with self._filling:
            with self._open() as sql:
                known = dict(sql.execute("SELECT id, stamp FROM documents"))
            stamps = {id: stamp for id, file in galleys.items() if (stamp := _stamp(file))}
            changed = [id for id, stamp in stamps.items() if known.get(id) != stamp]
            for id in changed:
                self._look(id, galleys[id], stamps[id])
            gone = known.keys() - stamps.keys()
            with self._open() as sql:
                for id in gone:
                    _forget(sql, id)
            if changed or gone:
                self._twins = (-1, {})
            return len(changed)

    def seen(self) -> dict[str, Seen]:
        """What is known of each document."""
        with self._open() as sql:
            rows = sql.execute("SELECT id, findings, doubt, quiet FROM documents").fetchall()
        return {
            id: Seen(amount, tuple(doubt.split()), tuple(map(int, quiet.split()))) for id, amount, doubt, quiet in rows
        }

    def with_words(self, text: str) -> tuple[str, ...]:
        """The ids of documents that may hold a wording: all of its words in a row, in whatever letters."""
        phrase = '"' + text.replace('"', " ").replace("\0", " ") + '"'  # parted into words as the texts were
        with self._open() as sql:
            asked = "SELECT id FROM documents WHERE number IN (SELECT rowid FROM texts WHERE texts MATCH ?) ORDER BY id"
            return tuple(row[0] for row in sql.execute(asked, (phrase,)))

    def twins(self, id: str) -> tuple[str, ...]:
        """Documents that are nearly the same."""
        with self._open() as sql:
            amount = sql.execute("SELECT count(*) FROM documents").fetchone()[0]
            if self._twins[0] != amount:
                sketches = {id: _unpacked(blob) for id, blob in sql.execute("SELECT id, sketch FROM documents")}
                self._twins = (amount, twins(sketches))
        return self._twins[1].get(id, ())

    def _look(self, id: str, file: Path, stamp: str) -> None:
        try:
            galley = read_galley(file)
            found = [each for each in findings(galley, ()) if not each.look]
        except (OSError, Damaged):
            return
        document = galley.document
        busy = {box.page for each in found for box in each.boxes}
        quiet = [str(page.number) for page in document.pages if page.number not in busy]
        doubt = [each.id for each in found if each.doubtful]
        row = (id, stamp, len(found), " ".join(doubt), _packed(sketch(document.text)), " ".join(quiet))
        with self._open() as sql:
            _forget(sql, id)
            number = sql.execute("INSERT INTO documents VALUES (NULL, ?, ?, ?, ?, ?, ?)", row).lastrowid
            sql.execute("INSERT INTO texts (rowid, text) VALUES (?, ?)", (number, document.text))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with opened(self._file, synchronous="OFF") as sql:
                if sql.execute("PRAGMA user_version").fetchone()[0] != VERSION:  # new, or just thrown away
                    sql.executescript("DROP TABLE IF EXISTS documents; DROP TABLE IF EXISTS texts;" + TABLES)
                    sql.execute(f"PRAGMA user_version = {VERSION}")
                yield sql
        except (OSError, sqlite3.Error) as error:
            raise StoreTrouble(
                f"{self._file}: dit bestand kan niet worden gebruikt ({error}). Verwijder het."
            ) from None


def _forget(sql: sqlite3.Connection, id: str) -> None:
    sql.execute("DELETE FROM texts WHERE rowid = (SELECT number FROM documents WHERE id = ?)", (id,))
    sql.execute("DELETE FROM documents WHERE id = ?", (id,))


def _stamp(file: Path) -> str:
    try:
        told = file.stat()
    except OSError:
        return ""
    return f"{told.st_mtime_ns} {told.st_size}"


def _packed(told: Iterable[int]) -> bytes:
    numbers = tuple(told)
    return pack(f"<{len(numbers)}Q", *numbers)


def _unpacked(blob: bytes) -> Sketch:
    return unpack(f"<{len(blob) // 8}Q", blob)
