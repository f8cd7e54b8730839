"""What only the owner of DIR may read: which path is which document, and the names that were given out."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

VERSION = 1  # SQLite's user_version
SCHEMA = f"""
BEGIN;
CREATE TABLE names (id TEXT PRIMARY KEY, stem TEXT NOT NULL UNIQUE) WITHOUT ROWID;
CREATE TABLE paths (path BLOB PRIMARY KEY, id TEXT NOT NULL, source TEXT NOT NULL) WITHOUT ROWID;
PRAGMA user_version = {VERSION};
COMMIT;
"""
# What is in a mail or a PDF, by the id of that one; a ledger of an earlier version gets it on first use.
CONTENTS = """
CREATE TABLE IF NOT EXISTS contents (id TEXT PRIMARY KEY, version TEXT NOT NULL, told TEXT NOT NULL) WITHOUT ROWID;
"""
# Whom a document is done with because another document hides them; names as JSON.
PEOPLE = """
CREATE TABLE IF NOT EXISTS people (id TEXT PRIMARY KEY, names TEXT NOT NULL) WITHOUT ROWID;
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
        self._home = file.parent
        self._sql = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._sql.execute("PRAGMA secure_delete = ON")
        if self._sql.execute("PRAGMA user_version").fetchone() == (0,):
            self._sql.executescript(SCHEMA)
        self._sql.execute(CONTENTS)
        self._sql.execute(PEOPLE)

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

    def rename(self, id: str, wanted: str) -> str:
        """Give a document another stem, where the one it had says what is hidden by now."""
        self._sql.execute("DELETE FROM names WHERE id = ?", (id,))
        return self.name(id, wanted)

    def stem(self, id: str) -> str | None:
        found = self._sql.execute("SELECT stem FROM names WHERE id = ?", (id,)).fetchone()
        return found[0] if found else None

    def named(self) -> list[tuple[str, str]]:
        """(id, stem) of every document that has a name, by name."""
        return list(self._sql.execute("SELECT id, stem FROM names ORDER BY stem").fetchall())

    def listings(self) -> list[Listing]:
        """Every known path in sorted order."""
        rows = self._sql.execute("SELECT path, id, source FROM paths").fetchall()
        return sorted(Listing(self._home / os.fsdecode(path), id, source) for path, id, source in rows)

    def list(self, listing: Listing) -> None:
        row = (self._stored(listing.path), listing.id, listing.source)
        known = self._sql.execute("SELECT path, id, source FROM paths WHERE path = ?", row[:1]).fetchone()
        if known != row:
            self._sql.execute("INSERT OR REPLACE INTO paths VALUES (?, ?, ?)", row)

    def source(self, path: Path, id: str) -> str | None:
        """The file name that is shown for a path, where it still is that document."""
        asked = "SELECT source FROM paths WHERE path = ? AND id = ?"
        found = self._sql.execute(asked, (self._stored(path), id)).fetchone()
        return found[0] if found else None

    def unlist(self, path: Path) -> None:
        self._sql.execute("DELETE FROM paths WHERE path = ?", (self._stored(path),))

    def _stored(self, path: Path) -> bytes:
        """A path as it is kept: that of an attachment from here on, so that DIR may be moved."""
        return os.fsencode(path.relative_to(self._home) if path.is_relative_to(self._home) else path)

    def forget(self, id: str) -> None:
        """Free the name of a document that is withdrawn, and what was known of its contents."""
        self._sql.execute("DELETE FROM names WHERE id = ?", (id,))
        self._sql.execute("DELETE FROM contents WHERE id = ?", (id,))
        self._sql.execute("DELETE FROM people WHERE id = ?", (id,))

    def people(self) -> dict[str, tuple[str, ...]]:
        """Document id -> the names from other documents that it is done with."""
        rows = self._sql.execute("SELECT id, names FROM people").fetchall()
        return {id: tuple(json.loads(names)) for id, names in rows}

    def keep_people(self, people: Mapping[str, tuple[str, ...]]) -> None:
        """Write down anew who is looked for where."""
        self._sql.execute("BEGIN")
        self._sql.execute("DELETE FROM people")
        rows = [(id, json.dumps(names, ensure_ascii=False)) for id, names in sorted(people.items())]
        self._sql.executemany("INSERT INTO people VALUES (?, ?)", rows)
        self._sql.execute("COMMIT")

    def forget_original(self, id: str) -> None:
        """What is only needed to do a document again: names from other documents, and those of its attachments."""
        self._sql.execute("DELETE FROM people WHERE id = ?", (id,))
        self._sql.execute("DELETE FROM contents WHERE id = ?", (id,))

    def contents(self, id: str, version: str) -> str | None:
        """What was found in a document by this version of the reader, as JSON."""
        asked = "SELECT told FROM contents WHERE id = ? AND version = ?"
        found = self._sql.execute(asked, (id, version)).fetchone()
        return found[0] if found else None

    def keep_contents(self, id: str, version: str, told: str) -> None:
        self._sql.execute("INSERT OR REPLACE INTO contents VALUES (?, ?, ?)", (id, version, told))


def tidy_stem(stem: str) -> str:
    """A stem that is one legal file name: no folder, no odd bytes, not hidden, not too long."""
    stem = stem.encode("utf-8", "replace").decode().replace("/", "_").replace("\0", "_").lstrip(".")
    return stem.encode()[:LONGEST_STEM].decode(errors="ignore") or "gelakt"
