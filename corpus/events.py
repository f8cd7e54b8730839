"""What people did to documents, as events in one file of DIR/confidential: stored before anything else happens.

Events are only added. Each document counts its own from 1 (its version), and each event holds the hash of the one
before it of its document, so that the events of one document can be wiped with it and the others stay proven.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from corpus.database import StoreTrouble
from corpus.own_database import opened, signing_key
from corpus.review import RELEASE

START = "0" * 64  # what stands for the hash before the first event of a document
TABLES = """
CREATE TABLE IF NOT EXISTS events (
  number INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, version INTEGER NOT NULL, at TEXT NOT NULL,
  who TEXT NOT NULL, kind TEXT NOT NULL, told TEXT NOT NULL, action TEXT NOT NULL, previous TEXT NOT NULL,
  hash TEXT NOT NULL, UNIQUE (document, version)
);
CREATE INDEX IF NOT EXISTS events_action ON events (action);
CREATE TRIGGER IF NOT EXISTS events_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are only added'); END;
"""
_COLUMNS = "number, document, version, at, who, kind, told, action, previous, hash"


class Change(NamedTuple):
    """Something that somebody does to a document; `expected` is the version that they saw, None for whatever it is."""

    document: str
    kind: str
    told: dict[str, Any]
    expected: int | None = None


class Event(NamedTuple):
    """A change that is stored; `at` is UTC. Events of one `action` were stored together. `number` counts over all."""

    number: int
    document: str
    version: int
    at: str
    who: str
    kind: str
    told: dict[str, Any]
    action: str
    previous: str
    hash: str

    def computed(self) -> str:
        """The hash that it should have: SHA-256 of all that it says but its number and this hash, as JSON."""
        told = [*self[1:6], json.dumps(self.told, ensure_ascii=False, sort_keys=True), self.action, self.previous]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


class Outdated(Exception):  # noqa: N818 - said as what it is
    """Somebody changed a document since it was seen; `since` are the events that were not."""

    def __init__(self, document: str, version: int, since: tuple[Event, ...]) -> None:
        super().__init__(document)
        self.document, self.version, self.since = document, version, since


class Events:
    """The events of DIR, usable from many threads and processes; raises StoreTrouble where the file cannot be used."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with self._open() as sql:
            sql.executescript(TABLES)
            signing_key(sql)

    def key(self) -> bytes:
        """What forms and sessions are signed with: the same for all processes, and after a restart."""
        with self._open() as sql:
            return signing_key(sql)

    def append(self, who: str, changes: Sequence[Change], at: str = "") -> tuple[Event, ...]:
        """Store changes together or not at all; they are on the disk when this returns.

        Raises Outdated where one of the documents is not at the version that was expected.
        """
        at = at or datetime.now(UTC).isoformat(timespec="milliseconds")
        action = secrets.token_hex(8)
        with self._open() as sql:
            sql.execute("BEGIN IMMEDIATE")
            return tuple(_stored(sql, who, change, at, action) for change in changes)

    def of(self, document: str, after: int = 0) -> tuple[Event, ...]:
        """The events of a document beyond a version, the first first."""
        with self._open() as sql:
            return _of(sql, document, after)

    def version(self, document: str) -> int:
        with self._open() as sql:
            return _last(sql, document)[0]

    def since(self, number: int = 0) -> tuple[Event, ...]:
        """The events of all documents beyond a number."""
        asked = f"SELECT {_COLUMNS} FROM events WHERE number > ? ORDER BY number"
        with self._open() as sql:
            return tuple(map(_event, sql.execute(asked, (number,))))

    def steps(self) -> tuple[Event, ...]:
        """The events of all documents, of which only releases say what they say: enough to know where each stands."""
        told = f"CASE kind WHEN '{RELEASE}' THEN told ELSE '{{}}' END"
        asked = f"SELECT {_COLUMNS.replace('told', told)} FROM events ORDER BY number"
        with self._open() as sql:
            return tuple(map(_event, sql.execute(asked)))

    def together(self, action: str) -> tuple[Event, ...]:
        """The events of one action."""
        asked = f"SELECT {_COLUMNS} FROM events WHERE action = ? ORDER BY number"
        with self._open() as sql:
            return tuple(map(_event, sql.execute(asked, (action,))))

    def forget(self, document: str) -> int:
        """Wipe the events of a document, which hold what it hides; says how many there were."""
        with self._open() as sql:
            return sql.execute("DELETE FROM events WHERE document = ?", (document,)).rowcount

    def broken(self) -> Event | None:
        """The first event that is not what was stored, or that comes where another one is away."""
        last: dict[str, tuple[int, str]] = {}
        for event in self.since():
            version, previous = last.get(event.document, (0, START))
            if event.version != version + 1 or event.previous != previous or event.hash != event.computed():
                return event
            last[event.document] = event.version, event.hash
        return None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with opened(self._file) as sql:
                yield sql
        except (OSError, sqlite3.Error) as error:
            told = getattr(error, "strerror", None) or error
            raise StoreTrouble(f"{self._file}: besluiten kunnen niet worden gelezen of bewaard ({told}).") from None


def _stored(sql: sqlite3.Connection, who: str, change: Change, at: str, action: str) -> Event:
    version, previous = _last(sql, change.document)
    if change.expected is not None and change.expected != version:
        raise Outdated(change.document, version, _of(sql, change.document, change.expected))
    event = Event(0, change.document, version + 1, at, who, change.kind, change.told, action, previous, "")
    event = event._replace(hash=event.computed())
    row = (*event[1:6], json.dumps(event.told, ensure_ascii=False), *event[7:])
    number = sql.execute(f"INSERT INTO events ({_COLUMNS}) VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
    return event._replace(number=number or 0)


def _last(sql: sqlite3.Connection, document: str) -> tuple[int, str]:
    asked = "SELECT version, hash FROM events WHERE document = ? ORDER BY version DESC LIMIT 1"
    row: tuple[int, str] | None = sql.execute(asked, (document,)).fetchone()
    return row or (0, START)


def _of(sql: sqlite3.Connection, document: str, after: int) -> tuple[Event, ...]:
    asked = f"SELECT {_COLUMNS} FROM events WHERE document = ? AND version > ? ORDER BY version"
    return tuple(map(_event, sql.execute(asked, (document, after))))


def _event(row: tuple[Any, ...]) -> Event:
    number, document, version, at, who, kind, told, action, previous, hash_ = row
    return Event(number, document, version, at, who, kind, json.loads(told), action, previous, hash_)
