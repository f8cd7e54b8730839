"""The store as the site reads it: one engine, opened anew where its file was replaced, and answers of a moment ago."""

from __future__ import annotations

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
        self._engine: Engine | None = None
        self._opened: tuple[int, int] | None = None  # device and inode of the file
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
        key = (self._stamp(), words, filters)
        known = self._answers.get(key) if key[0] else None
        if known is None:
            with self.reading() as sql:
                known = search(sql, words, filters)
            self._answers.put(key, known)
        return known

    def close(self) -> None:
        """Let go of the store; the next question opens it anew."""
        with self._lock:
            self._let_go()

    def _current(self) -> Engine:
        with self._lock:
            there = self._inode()
            if self._engine is None or there != self._opened:
                self._let_go()
                self._engine, self._opened = readers(self._file), there
            return self._engine

    def _inode(self) -> tuple[int, int] | None:
        """Which file it is; None for PostgreSQL. A file that is away is trouble, though we could still read it."""
        if place_of(self._file).get_backend_name() != "sqlite":
            return None
        try:
            told = self._file.stat()
        except OSError:
            raise StoreTrouble(f"{self._file}: dit bestand is er niet. Draai 'lakwerk run'.") from None
        return told.st_dev, told.st_ino

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
