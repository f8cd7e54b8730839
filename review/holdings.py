"""The store as the site reads it: one engine, opened anew where its file was replaced, and answers of a moment ago."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine

from corpus.database import StoreTrouble, place_of, readers, translated
from corpus.search import Filters, Found, search
from review.kept import Kept

MOST_ANSWERS = 500


class Holdings:
    """The store of DIR for many threads at once. Every method raises StoreTrouble where it cannot be read."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = Lock()
        # Much of a search is Python's own work, so that two at once would only slow each other down. Other
        # processes search meanwhile.
        self._searching = Lock()
        self._engine: Engine | None = None
        self._opened: tuple[int, ...] | None = None  # which file it was
        self._watch: Any = None
        self._answers: Kept[Found] = Kept(MOST_ANSWERS)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection on which all questions see the same state of the store."""
        engine = self._current()
        try:
            with translated(engine.url), engine.connect() as sql:
                yield sql
        except StoreTrouble:
            self.close()
            raise

    def found(self, words: str, filters: Filters) -> Found:
        """What `search` finds; the same question is not searched for again until something was written.

        Raises BadQuery, in Dutch.
        """
        known = self.known(words, filters)
        if known is None:
            with self._searching:
                # Who waited may find that somebody else has asked the same.
                known = self.known(words, filters) or self._searched(words, filters)
        return known

    def known(self, words: str, filters: Filters) -> Found | None:
        """The answer of a moment ago, where it still holds."""
        stamp = self._stamp()
        return self._answers.get((stamp, words, filters)) if stamp else None

    def _searched(self, words: str, filters: Filters) -> Found:
        stamp = self._stamp()  # before the search: what is written meanwhile makes the answer an old one
        with self.reading() as sql:
            found = search(sql, words, filters)
        self._answers.put((stamp, words, filters), found)
        return found

    def close(self) -> None:
        """Let go of the store; the next question opens it anew."""
        with self._lock:
            self._let_go()

    def _current(self) -> Engine:
        with self._lock:
            there = self._identity()
            if self._engine is None or there != self._opened:
                self._let_go()
                self._engine, self._opened = readers(self._file), there
            return self._engine

    def _identity(self) -> tuple[int, ...] | None:
        """Which file it is; None for PostgreSQL. A file that is away is trouble, though we could still read it."""
        if place_of(self._file).get_backend_name() != "sqlite":
            return None
        try:
            told = self._file.stat()
        except OSError:
            raise StoreTrouble(f"{self._file}: dit bestand is er niet. Draai 'lakwerk run'.") from None
        if os.access(self._file.parent, os.W_OK):
            return told.st_dev, told.st_ino
        # Who may write nothing there reads the file as one that never changes (`readers`): a change is another file.
        log = self._file.with_name(f"{self._file.name}-wal").exists()
        return told.st_dev, told.st_ino, told.st_mtime_ns, told.st_size, log

    def _stamp(self) -> tuple[object, ...] | None:
        """Differs as soon as anybody wrote; None where that cannot be told (PostgreSQL)."""
        engine = self._current()
        with self._lock, translated(engine.url):
            if self._opened is None or engine is not self._engine:
                return None
            if self._watch is None:
                self._watch = engine.raw_connection()
            # Tells what others committed, but only on one and the same connection.
            version = self._watch.cursor().execute("PRAGMA data_version").fetchone()[0]
            return (*self._opened, id(self._watch), version)

    def _let_go(self) -> None:
        if self._watch is not None:
            self._watch.close()
        if self._engine is not None:
            self._engine.dispose()
        self._engine = self._opened = self._watch = None
        self._answers = Kept(MOST_ANSWERS)
