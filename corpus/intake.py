"""A record as rows of the store: pure, so that a whole heap of documents is written by one statement a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.sql.compiler import SQLCompiler

from corpus.passages import Facet, Passage, document_facets, passages
from corpus.schema import NO_DAY, metadata

Values = dict[str, Any]

# What of a record's entries is kept; they may hold more.
COMMITMENT = "id action actor recipient made_on deadline status confidence".split()
MOTION = "id and_others dossier subject replaces status confidence".split()
DEADLINE = "id text earliest latest recurrence confidence".split()
ORDER = "documents dossiers warnings redactions passages commitments motions deadlines applications".split()
FACTS = "kind title date our_reference your_reference ministry".split()


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


@dataclass(frozen=True, slots=True)
class Shelved:
    """A passage with its number, what is searched beside its text, and its facets."""

    number: int
    head: str
    text: str
    facets: tuple[Facet, ...]
    due: str
    day: str
    state: str | None


@dataclass(slots=True)
class Rows:
    """The rows of some documents, by the name of their table."""

    tables: dict[str, list[Values]] = field(default_factory=dict)
    shelved: list[Shelved] = field(default_factory=list)

    def add(self, table: str, rows: Iterable[Values]) -> None:
        self.tables.setdefault(table, []).extend(rows)

    def insert(self, sql: Connection) -> None:
        """Write them, what others point at first."""
        for name in ORDER:
            put_rows(sql, metadata.tables[name], self.tables.get(name, ()))


def take_in(rows: Rows, document: int, passage: int, placed: Placed, record: dict[str, Any] | None) -> int:
    """Add a document to `rows`, its passages numbered from `passage` on; the next free number comes back.

    `record` is its JSON, None for a document in quarantine. Raises KeyError or TypeError for an odd record.
    """
    facts = {} if record is None else record["document"]
    rows.add("documents", [_document(document, placed, facts)])
    dossiers = dict.fromkeys(facts.get("dossiers", ()))
    rows.add("dossiers", ({"document": document, "dossier": dossier} for dossier in dossiers))
    if record is None:
        return passage
    told = enumerate(record["warnings"], 1)
    rows.add("warnings", ({"document": document, "position": at, "text": text} for at, text in told))
    counts = Counter((each["ground"], each["category"]) for each in record["redactions"])
    hidden = ({"ground": key[0], "category": key[1], "amount": amount} for key, amount in sorted(counts.items()))
    rows.add("redactions", ({"document": document, **each} for each in hidden))
    found = passages(record)
    places = {id: number for number, each in enumerate(found, passage) for id in each.records}
    _add_entries(rows, document, record, places)
    _add_passages(rows, document, facts, list(enumerate(found, passage)))
    return passage + len(found)


def put_rows(sql: Connection, table: Table, rows: Sequence[Values], conflict: str = "") -> None:
    """Insert rows that each have every column; without SQLAlchemy's own handling of each row, which costs more."""
    if not rows:
        return
    asked = insert(table).compile(dialect=sql.dialect, column_keys=list(rows[0]))
    names = asked.positiontup if isinstance(asked, SQLCompiler) else None
    told = [tuple(map(row.__getitem__, names)) for row in rows] if names else [dict(row) for row in rows]
    sql.exec_driver_sql(f"{asked.string} {conflict}", told)


def _document(number: int, placed: Placed, facts: Values) -> Values:
    return {
        "number": number,
        **{name: getattr(placed, name) for name in Placed.__slots__},
        **{name: facts.get(name) for name in FACTS},
        "pages": facts.get("pages") or 0,
        "ocr_pages": facts.get("text_source", []).count("ocr"),
    }


def _add_entries(rows: Rows, document: int, record: Values, places: dict[str, int]) -> None:
    def row(each: Values, names: Sequence[str], **more: Any) -> Values:
        return {"document": document, "passage": places[each["id"]], **{name: each[name] for name in names}, **more}

    rows.add("commitments", (row(each, COMMITMENT) for each in record["commitments"]))
    for each in record["motions"]:
        more = {"movers": ", ".join(each["movers"]), "paper": each["number"], "and_others": int(each["and_others"])}
        rows.add("motions", [row(each, MOTION) | more])
    rows.add("deadlines", (row(each, DEADLINE) for each in record["deadlines"]))
    for each in record["deadlines"]:
        targets = dict.fromkeys(each["applies_to"])
        rows.add("applications", ({"document": document, "deadline": each["id"], "applies_to": one} for one in targets))


def _add_passages(rows: Rows, document: int, facts: Values, found: Sequence[tuple[int, Passage]]) -> None:
    common, title = document_facets(facts), facts["title"] or ""
    for number, each in found:
        extra = " ".join(dict.fromkeys(each.extra))
        rows.add(
            "passages",
            [{"number": number, "document": document, "page": each.page, "text": each.text, "extra": extra}],
        )
        facets = tuple(dict.fromkeys([*each.facets, *common]))
        due = min(each.days, default=NO_DAY)
        rows.shelved.append(
            Shelved(number, f"{title} {extra}", each.text, facets, due, facts["date"] or "", each.state)
        )
