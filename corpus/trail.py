"""The trail: who did what, when, on which ground and why, in rows that are only ever added to.

It names people, so it lies apart from the store: in a file of DIR/confidential, or in a schema of PostgreSQL.
Each row holds the hash of the one before it. That shows a row that was changed or taken out; who rewrites every row
after it can only be found by a hash that was noted elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Column, Integer, MetaData, Table, Text, insert, inspect, select, text

from corpus.database import look_into, open_database, place_of, translated, writing

START = "0" * 64  # what stands for the hash before the first row
SCHEMA = "confidential"  # in PostgreSQL
_TEXTS = "at who what document stem ground why configuration previous hash".split()
_GUARD_SQLITE = """
CREATE TRIGGER trail_{change} BEFORE {change} ON trail BEGIN SELECT RAISE(ABORT, 'the trail is only added to'); END
"""
_GUARD_POSTGRESQL = """
CREATE FUNCTION confidential.refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the trail is only added to'; END $$;
CREATE TRIGGER trail_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON confidential.trail
FOR EACH STATEMENT EXECUTE FUNCTION confidential.refuse()
"""


class Fact(NamedTuple):
    """Something that was done. `ground` is what the boxes say, `configuration` what it was done with."""

    who: str
    what: str
    document: str = ""
    stem: str = ""
    ground: str = ""
    why: str = ""
    configuration: str = ""


class Entry(NamedTuple):
    """A row of the trail; `at` is UTC."""

    number: int
    at: str
    who: str
    what: str
    document: str
    stem: str
    ground: str
    why: str
    configuration: str
    previous: str
    hash: str

    @property
    def fact(self) -> Fact:
        return Fact(*self[2:9])

    def computed(self) -> str:
        """The hash that the row should have: SHA-256 of all that stands before it, as JSON."""
        return hashlib.sha256(json.dumps(self[:-1], ensure_ascii=False).encode()).hexdigest()


class Tail(NamedTuple):
    """How many rows a trail has, whether its end is what was sealed, and when (UTC) something was last done, or ""."""

    rows: int
    sealed: bool
    last: str


def tail(file: Path, what: str) -> Tail:
    """The end of the trail of DIR, without reading all of it and without a trace; raises StoreTrouble."""
    number, seal = sealed(file.with_suffix(".seal"))  # first: a row that is added meanwhile is none that is away
    with closing(look_into(file)) as sql, translated(sql.engine.url), sql.begin():
        table = "trail" if sql.dialect.name == "sqlite" else f"{SCHEMA}.trail"
        rows = sql.execute(text(f"SELECT coalesce(max(number), 0) FROM {table}")).scalar_one()
        hash = sql.execute(text(f"SELECT hash FROM {table} WHERE number = :number"), {"number": number}).scalar()
        asked = f"SELECT at FROM {table} WHERE what = :what ORDER BY number DESC LIMIT 1"
        last = sql.execute(text(asked), {"what": what}).scalar()
    return Tail(rows, (hash == seal) if number else not rows, last or "")


def sealed(file: Path) -> tuple[int, str]:
    """The last row as it was noted beside the trail: it shows that rows at the end, or all, are away."""
    try:
        number, _, seal = file.read_text("ascii").strip().partition(" ")
        return int(number), seal
    except FileNotFoundError:
        return 0, START
    except ValueError:
        return 1, ""


class Trail:
    """The trail of DIR, in `file` or where the environment says. Raises StoreTrouble where it cannot be used."""

    def __init__(self, file: Path) -> None:
        url = place_of(file)
        large = url.get_backend_name() != "sqlite"
        columns = (Column(name, Text, nullable=False) for name in _TEXTS)
        number = Column("number", Integer, primary_key=True, autoincrement=False)
        self._table = Table("trail", MetaData(schema=SCHEMA if large else None), number, *columns)
        if not large:
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        self._seal = file.with_suffix(".seal")
        self._part = self._seal.with_name(f".{self._seal.name}.part")
        self._sql = open_database(url)
        with writing(self._sql):
            self._part.unlink(missing_ok=True)  # of a program that was ended between a row and its seal
            if not inspect(self._sql).has_table("trail", schema=self._table.schema):
                self._make(large)

    def close(self) -> None:
        self._sql.close()
        self._sql.engine.dispose()

    def append(self, fact: Fact) -> Entry:
        """Add a row; the same fact is not written twice in a row for a document, so that it may be told again."""
        with writing(self._sql):
            last = self._last()
            if fact.document and (before := self._last(fact.document)) and before.fact == fact:
                return before
            at = datetime.now(UTC).isoformat(timespec="seconds")
            number, previous = (last.number + 1, last.hash) if last else (1, START)
            entry = Entry(number, at, *fact, previous, "")
            entry = entry._replace(hash=entry.computed())
            self._sql.execute(insert(self._table), [entry._asdict()])
        self._set_seal()
        return entry

    def entries(self) -> Iterator[Entry]:
        """Every row, the first first."""
        with translated(self._sql.engine.url), self._sql.begin():
            rows = self._sql.execute(select(self._table).order_by(self._table.c.number)).all()
        for row in rows:
            yield Entry(**row._mapping)

    def broken(self) -> int | None:
        """The number of the first row that is not what was written or is away, None where all are as they were."""
        last, seal = sealed(self._seal)  # first: a row that is added meanwhile is none that is away
        previous, number, hashes = START, 0, [START]
        for number, entry in enumerate(self.entries(), 1):
            if entry.number != number or entry.previous != previous or entry.hash != entry.computed():
                return number
            previous = entry.hash
            hashes.append(previous)
        return None if last <= number and hashes[last] == seal else min(last, number + 1)

    def _set_seal(self) -> None:
        """Note the last row; one program at a time, since another may be sealing a row of its own."""
        with writing(self._sql):
            if last := self._last():
                with os.fdopen(os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
                    out.write(f"{last.number} {last.hash}\n")
                self._part.replace(self._seal)

    def _last(self, document: str = "") -> Entry | None:
        asked = select(self._table).order_by(self._table.c.number.desc()).limit(1)
        if document:
            asked = asked.where(self._table.c.document == document)
        row = self._sql.execute(asked).first()
        return Entry(**row._mapping) if row else None

    def _make(self, large: bool) -> None:
        if large:
            self._sql.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        self._table.create(self._sql)
        guards = [_GUARD_POSTGRESQL] if large else [_GUARD_SQLITE.format(change=each) for each in ("UPDATE", "DELETE")]
        for guard in guards:
            self._sql.execute(text(guard))
