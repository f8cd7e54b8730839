"""A small SQLite file in DIR for its owner alone: what is taken out of it is overwritten."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

WAIT_SECONDS = 15.0  # for another program that writes
KEY_BYTES = 32


@contextmanager
def opened(file: Path, synchronous: str = "FULL", wait: float = WAIT_SECONDS) -> Iterator[sqlite3.Connection]:
    """One transaction in a file, which is made where it is not there; raises OSError or sqlite3.Error.

    `synchronous` is SQLite's: FULL where what is answered for must be on the disk, OFF for what can be made anew.
    """
    # Made by us first, since SQLite would make it readable for others.
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    with closing(sqlite3.connect(file, timeout=wait)) as sql, sql:
        sql.execute(f"PRAGMA synchronous = {synchronous}")
        sql.execute("PRAGMA secure_delete = ON")
        yield sql


def signing_key(sql: sqlite3.Connection) -> bytes:
    """What forms and sessions are signed with: made once, the same for all processes and after a restart."""
    sql.execute("CREATE TABLE IF NOT EXISTS signing (key BLOB NOT NULL)")
    asked = "SELECT key FROM signing ORDER BY rowid LIMIT 1"
    if sql.execute(asked).fetchone() is None:
        sql.execute("INSERT INTO signing VALUES (?)", (secrets.token_bytes(KEY_BYTES),))
    key: bytes = sql.execute(asked).fetchone()[0]
    return key
