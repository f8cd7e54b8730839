"""A DIR of today made into one of an earlier version: what that wrote, and nothing that came later."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

FIRST_STORE = Path(__file__).with_name("cases") / "first_store.sql"
ALIKE = "documents listings dossiers warnings redactions applications".split()
ENTRIES = ("commitments", "motions", "deadlines")
LATER = (
    "accessible", "threads.json", "confidential/trail.db", "confidential/trail.seal", "confidential/events.db",
    "confidential/galleys", "confidential/settings", "confidential/version", "confidential/look-at-these.csv",
)  # fmt: skip


def as_first(out: Path) -> None:
    """Before there were families, a trail, decisions and revisions of the store."""
    _lose(out, *LATER)
    _first_store(out / "lakwerk.db")
    _ask(out / "confidential" / "ledger.sqlite", "DROP TABLE people; DROP TABLE contents;")


def as_families(out: Path) -> None:
    """The same with attachments: the ledger knows what is in a file."""
    _lose(out, *LATER)
    _first_store(out / "lakwerk.db")
    _ask(out / "confidential" / "ledger.sqlite", "DROP TABLE people;")


def as_revised(out: Path) -> None:
    """The first store that Alembic made, while its only revision was still being written; no trail yet."""
    _lose(out, *(name for name in LATER if name not in ("threads.json", "accessible")))
    _ask(
        out / "lakwerk.db",
        "DROP INDEX threads_by_day; ALTER TABLE filings DROP COLUMN length; UPDATE alembic_version"
        " SET version_num = '0001';",
    )


def as_told(out: Path) -> None:
    """With a trail that has no seal, and what people said in a file for each document."""
    _lose(out, *(f"confidential/{name}" for name in ("trail.seal", "events.db", "galleys", "settings", "version")))
    _ask(out / "lakwerk.db", "DROP INDEX threads_by_day; UPDATE alembic_version SET version_num = '0001';")


AGES = {"first": as_first, "families": as_families, "revised": as_revised, "told": as_told}


def said(out: Path, kind: str, id: str, *instructions: dict[str, object]) -> Path:
    """What `lakwerk decide` wrote before there were events; the first kind ("orders") knew no boxes."""
    file = out / "confidential" / kind / f"{id}.json"
    file.parent.mkdir(exist_ok=True)
    later = {} if kind == "orders" else {"box": None}
    file.write_text(json.dumps({kind: [{**each, **later} for each in instructions]}))
    return file


def _lose(out: Path, *names: str) -> None:
    for name in names:
        path = out / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _ask(file: Path, script: str) -> None:
    with closing(sqlite3.connect(file)) as sql:
        sql.executescript(script)


def _first_store(file: Path) -> None:
    """The same documents in the tables of Lakwerk 0.1, which had its sentences with the records."""
    today = file.with_name("today.db")
    file.rename(today)
    tables = FIRST_STORE.read_text("utf-8").split("INSERT INTO")[0]
    with closing(sqlite3.connect(file)) as sql, sql:
        sql.executescript(tables)
        sql.execute("ATTACH ? AS today", (str(today),))
        for name in ALIKE:
            columns = _columns(sql, name)
            sql.execute(f"INSERT INTO main.{name} ({columns}) SELECT {columns} FROM today.{name}")
        for name in ENTRIES:
            columns = _columns(sql, name, "page", "sentence")
            sql.execute(
                f"INSERT INTO main.{name} ({columns}, page, sentence) SELECT {_prefixed(columns)}, p.page, p.text"
                f" FROM today.{name} e JOIN today.passages p ON p.number = e.passage"
            )
        told = " UNION ".join(f"SELECT passage FROM today.{name}" for name in ENTRIES)
        sql.execute(
            "INSERT INTO main.passages SELECT number, document, 'document', NULL, page, text, NULL FROM today.passages"
            f" WHERE number NOT IN ({told})"
        )
        sql.execute("PRAGMA user_version = 1")
    today.unlink()


def _columns(sql: sqlite3.Connection, table: str, *other: str) -> str:
    return ", ".join(row[1] for row in sql.execute(f"PRAGMA main.table_info({table})") if row[1] not in other)


def _prefixed(columns: str) -> str:
    return ", ".join(f"e.{name}" for name in columns.split(", "))
