"""What only the owner of DIR may read: which path is which document, and the names that were given out."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import NamedTuple

SCHEMA = """
BEGIN;
CREATE TABLE names (id TEXT PRIMARY KEY, stem TEXT NOT NULL UNIQUE) WITHOUT ROWID;
CREATE TABLE paths (path BLOB PRIMARY KEY, id TEXT NOT NULL, source TEXT NOT NULL) WITHOUT ROWID;
PRAGMA user_version = 1;
COMMIT;
"""
# A file name may have 255 bytes; ".json" and a suffix of the id must still fit.
SHORT_ID = 8
LONGEST_STEM = 255 - len(".json") - len("-") - SHORT_ID


class Listing(NamedTuple):
    path: Path
    id: str
    source: str


class Ledger:
    """The private book of DIR, in confidential/. Every call is a transaction of its own."""

    def __init__(self, file: Path) -> None:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        self._sql = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._sql.execute("PRAGMA secure_delete = ON")
        if self._sql.execute("PRAGMA user_version").fetchone() == (0,):
            self._sql.executescript(SCHEMA)

    def close(self) -> None:
        self._sql.close()

    def name(self, id: str, wanted: str) -> str:
        """The stem of a document: the one it had, else `wanted`, with a piece of the id where that is taken.

        Written down before any file gets it, so that a run that was ended half-way goes on with the same.
        """
        if found := self._sql.execute("SELECT stem FROM names WHERE id = ?", (id,)).fetchone():
            return str(found[0])
        wanted = tidy_stem(wanted)
        for stem in (wanted, f"{wanted}-{id[:SHORT_ID]}", id):
            if not self._sql.execute("SELECT 1 FROM names WHERE stem = ?", (stem,)).fetchone():
                break
        self._sql.execute("INSERT INTO names VALUES (?, ?)", (id, stem))
        return stem

    def stem(self, id: str) -> str | None:
        found = self._sql.execute("SELECT stem FROM names WHERE id = ?", (id,)).fetchone()
        return found[0] if found else None

    def listings(self) -> list[Listing]:
        """Every known path in sorted order."""
        rows = self._sql.execute("SELECT path, id, source FROM paths").fetchall()
        return sorted(Listing(Path(os.fsdecode(path)), id, source) for path, id, source in rows)

    def list(self, listing: Listing) -> None:
        row = (os.fsencode(listing.path), listing.id, listing.source)
        known = self._sql.execute("SELECT path, id, source FROM paths WHERE path = ?", row[:1]).fetchone()
        if known != row:
            self._sql.execute("INSERT OR REPLACE INTO paths VALUES (?, ?, ?)", row)

    def source(self, path: Path, id: str) -> str | None:
        """The file name that is shown for a path, where it still is that document."""
        asked = "SELECT source FROM paths WHERE path = ? AND id = ?"
        found = self._sql.execute(asked, (os.fsencode(path), id)).fetchone()
        return found[0] if found else None

    def unlist(self, path: Path) -> None:
        self._sql.execute("DELETE FROM paths WHERE path = ?", (os.fsencode(path),))

    def forget(self, id: str) -> None:
        """Free the name of a document that is withdrawn."""
        self._sql.execute("DELETE FROM names WHERE id = ?", (id,))


def tidy_stem(stem: str) -> str:
    """A stem that is one legal file name: no folder, no odd bytes, not hidden, not too long."""
    stem = stem.encode("utf-8", "replace").decode().replace("/", "_").replace("\0", "_").lstrip(".")
    return stem.encode()[:LONGEST_STEM].decode(errors="ignore") or "gelakt"
