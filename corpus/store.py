"""The store of what was published (SQLite): one transaction a document, which is also its commit point.

Reads leave no file behind, and the same documents in the same order give the same bytes.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from corpus.passages import passages
from corpus.stem import WORD, fold, stem, stems

VERSION = 1
DONE, QUARANTINE = "done", "quarantine"


@dataclass(frozen=True, slots=True)
class Placed:
    """How a document ended and where its files are; every string may be shown."""

    id: str
    fingerprint: str
    stem: str
    source: str
    state: str
    reason: str | None = None
    detail: str | None = None
    redacted: str | None = None
    kept: int = 0


class Row(NamedTuple):
    """One document as the inventory and the screen show it."""

    id: str
    stem: str
    source: str
    state: str
    reason: str | None
    detail: str | None
    kind: str | None
    title: str | None
    date: str | None
    ministry: str | None
    pages: int
    redactions: int
    grounds: tuple[str, ...]
    commitments: int
    motions: int
    deadlines: int
    warnings: int


# What of a record's entries is kept; they may hold more.
COMMITMENT = "id page sentence action actor recipient made_on deadline status confidence".split()
MOTION = "id page sentence and_others dossier subject replaces status confidence".split()
DEADLINE = "id page text sentence earliest latest recurrence confidence".split()

ROW = """
    SELECT id, stem, source, state, reason, detail, kind, title, date, ministry, pages,
           (SELECT coalesce(sum(amount), 0) FROM redactions WHERE document = number),
           (SELECT group_concat(ground) FROM (SELECT DISTINCT ground FROM redactions WHERE document = number
                                              ORDER BY ground)),
           (SELECT count(*) FROM commitments WHERE document = number),
           (SELECT count(*) FROM motions WHERE document = number),
           (SELECT count(*) FROM deadlines WHERE document = number),
           (SELECT count(*) FROM warnings WHERE document = number)
      FROM documents
"""


class Store:
    """The store in `file`; made where it does not exist. Use from one thread at a time."""

    def __init__(self, file: Path) -> None:
        self._sql = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._sql.execute("PRAGMA foreign_keys = ON")
        self._sql.execute("PRAGMA secure_delete = ON")  # a corrected document leaves nothing behind
        self._removed = False
        (version,) = self._sql.execute("PRAGMA user_version").fetchone()
        if version != VERSION:
            self._create()

    def close(self) -> None:
        self._sql.close()

    def fingerprints(self) -> dict[str, str]:
        """What every document was done with, by its id."""
        return dict(self._sql.execute("SELECT id, fingerprint FROM documents").fetchall())

    def held(self, reason: str) -> set[str]:
        """The ids of what is in quarantine for this reason."""
        return {id for (id,) in self._sql.execute("SELECT id FROM documents WHERE reason = ?", (reason,))}

    def row(self, id: str) -> Row:
        return _row(self._sql.execute(f"{ROW} WHERE id = ?", (id,)).fetchone())

    def rows(self) -> dict[str, Row]:
        """Every document by its id."""
        return {row.id: row for row in map(_row, self._sql.execute(ROW))}

    def stem(self, id: str) -> str | None:
        found = self._sql.execute("SELECT stem FROM documents WHERE id = ?", (id,)).fetchone()
        return found[0] if found else None

    def save(self, placed: Placed, record: dict[str, Any] | None) -> None:
        """Replace all that is known of a document; `record` is its JSON, None for one in quarantine."""
        with self._transaction():
            self._remove(placed.id)
            number = self._add_document(placed, {} if record is None else record["document"])
            if record is not None:
                self._add_records(number, record)
                self._add_passages(number, record)

    def remove(self, id: str) -> None:
        with self._transaction():
            self._remove(id)

    def listings(self) -> list[tuple[str, str]]:
        """(id, source) of every input path in order."""
        return self._sql.execute("SELECT document, source FROM listings ORDER BY position").fetchall()

    def save_listings(self, listings: Sequence[tuple[str, str]]) -> None:
        if self.listings() == list(listings):
            return
        with self._transaction():
            self._sql.execute("DELETE FROM listings")
            rows = ((position, *listing) for position, listing in enumerate(listings, 1))
            self._sql.executemany("INSERT INTO listings VALUES (?, ?, ?)", rows)

    def tidy(self) -> None:
        """After a removal: words of the removed text go from the index and the vocabulary too."""
        if not self._removed:
            return
        with self._transaction():
            self._sql.execute("INSERT INTO words (words) VALUES ('optimize')")
            self._sql.execute("DELETE FROM vocabulary")
            for title, text in self._sql.execute(
                "SELECT coalesce(title, ''), text FROM passages JOIN documents d ON d.number = document"
            ).fetchall():
                self._learn(f"{title} {text}")
        self._removed = False

    def _create(self) -> None:
        (tables,) = self._sql.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables:
            raise sqlite3.DatabaseError("another version of the store")
        self._sql.execute("PRAGMA journal_mode = DELETE")
        schema = (files("corpus") / "schema.sql").read_text(encoding="utf-8")
        self._sql.executescript(f"BEGIN; {schema} PRAGMA user_version = {VERSION}; COMMIT;")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._sql.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._sql.execute("ROLLBACK")
            raise
        self._sql.execute("COMMIT")

    def _remove(self, id: str) -> None:
        found = self._sql.execute("SELECT number FROM documents WHERE id = ?", (id,)).fetchone()
        if not found:
            return
        self._removed = True
        self._sql.execute("DELETE FROM words WHERE rowid IN (SELECT number FROM passages WHERE document = ?)", found)
        self._sql.execute("DELETE FROM documents WHERE number = ?", found)

    def _add_document(self, placed: Placed, facts: dict[str, Any]) -> int:
        values = {
            "id": placed.id,
            "fingerprint": placed.fingerprint,
            "stem": placed.stem,
            "source": placed.source,
            "state": placed.state,
            "reason": placed.reason,
            "detail": placed.detail,
            "redacted": placed.redacted,
            "kept": placed.kept,
            "pages": facts.get("pages") or 0,
            "ocr_pages": facts.get("text_source", []).count("ocr"),
        }
        for name in ("kind", "title", "date", "our_reference", "your_reference", "ministry"):
            values[name] = facts.get(name)
        number = self._insert("documents", values)
        self._many("dossiers", ((number, dossier) for dossier in dict.fromkeys(facts.get("dossiers", ()))))
        return number

    def _add_records(self, number: int, record: dict[str, Any]) -> None:
        self._many("warnings", ((number, *each) for each in enumerate(record["warnings"], 1)))
        counts = Counter((each["ground"], each["category"]) for each in record["redactions"])
        self._many("redactions", ((number, *key, amount) for key, amount in sorted(counts.items())))
        for each in record["commitments"]:
            self._insert("commitments", {"document": number, **_only(each, COMMITMENT)})
        for each in record["motions"]:
            more = {"movers": ", ".join(each["movers"]), "paper": each["number"]}
            self._insert("motions", {"document": number, **_only(each, MOTION), **more})
        for each in record["deadlines"]:
            self._insert("deadlines", {"document": number, **_only(each, DEADLINE)})
            applied = dict.fromkeys(each["applies_to"])
            self._many("applications", ((number, each["id"], target) for target in applied))

    def _add_passages(self, number: int, record: dict[str, Any]) -> None:
        for passage in passages(record):
            row = {"document": number, **passage._asdict()}
            head = row.pop("head")
            at = self._insert("passages", row)
            self._sql.execute(
                "INSERT INTO words (rowid, head, body) VALUES (?, ?, ?)",
                (at, " ".join(stems(head)), " ".join(stems(passage.text))),
            )
            self._learn(f"{head} {passage.text}")

    def _learn(self, text: str) -> None:
        pairs = sorted({(fold(word), stem(word)) for word in WORD.findall(text)})
        self._sql.executemany("INSERT OR IGNORE INTO vocabulary VALUES (?, ?)", pairs)

    def _insert(self, table: str, values: dict[str, Any]) -> int:
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        done = self._sql.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
        return done.lastrowid or 0

    def _many(self, table: str, rows: Iterator[tuple[Any, ...]]) -> None:
        for row in rows:
            self._sql.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def _only(entry: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: entry[name] for name in names}


def _row(values: tuple[Any, ...]) -> Row:
    row = Row(*values)
    return row._replace(grounds=tuple((values[12] or "").split(",")) if values[12] else ())
