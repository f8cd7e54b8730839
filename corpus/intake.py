"""A record as rows of the store: pure, so that a whole heap of documents is written by one statement a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, Float, Integer, Table

from corpus.passages import Facet, Passage, document_facets, passages
from corpus.schema import NO_DAY, metadata

Values = dict[str, Any]
Row = tuple[Any, ...]  # a value for each column of a table, in its order

# What of a record's entries is kept, in the order of the columns behind document, id and passage; they may hold more.
COMMITMENT = itemgetter("action", "actor", "recipient", "made_on", "deadline", "status", "confidence")
MOTION = itemgetter("dossier", "number", "subject", "replaces", "status", "confidence")
DEADLINE = itemgetter("text", "earliest", "latest", "recurrence", "confidence")
PLACED = attrgetter("id", "fingerprint", "stem", "source", "state", "reason", "detail", "redacted")
FACTS = "kind title date our_reference your_reference ministry".split()
SORTS: dict[type, str] = {Integer: "integer", Float: "double precision"}  # of a column in PostgreSQL; else text
ORDER = "documents dossiers warnings redactions passages commitments motions deadlines applications".split()


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


class Shelved(NamedTuple):
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

    tables: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in ORDER})
    shelved: list[Shelved] = field(default_factory=list)

    def add(self, table: str, rows: Iterable[Row]) -> None:
        self.tables[table].extend(rows)


def insert_rows(sql: Connection, tables: Mapping[str, Sequence[Row]]) -> None:
    """Write rows, what others point at first."""
    for name in ORDER:
        put_rows(sql, metadata.tables[name], tables[name])


def take_in(rows: Rows, document: int, passage: int, placed: Placed, record: dict[str, Any] | None) -> int:
    """Add a document to `rows`, its passages numbered from `passage` on; the next free number comes back.

    `record` is its JSON, None for a document in quarantine. Raises KeyError or TypeError for an odd record.
    """
    facts = {} if record is None else record["document"]
    rows.add("documents", [_document(document, placed, facts)])
    dossiers = dict.fromkeys(facts.get("dossiers", ()))
    rows.add("dossiers", [(document, dossier) for dossier in dossiers])
    if record is None:
        return passage
    rows.add("warnings", [(document, at, text) for at, text in enumerate(record["warnings"], 1)])
    counts = Counter((each["ground"], each["category"]) for each in record["redactions"])
    rows.add("redactions", [(document, *key, amount) for key, amount in sorted(counts.items())])
    found = passages(record)
    places = {id: number for number, each in enumerate(found, passage) for id in each.records}
    _add_entries(rows, document, record, places)
    _add_passages(rows, document, facts, list(enumerate(found, passage)))
    return passage + len(found)


def put_rows(sql: Connection, table: Table, rows: Sequence[Row], conflict: str = "") -> None:
    """Insert rows of all columns; without SQLAlchemy's own handling of each row, which costs more."""
    if rows:
        told = _insertion(table, sql.dialect.name)
        values = list(rows) if sql.dialect.name == "sqlite" else tuple(map(list, zip(*rows, strict=True)))
        sql.exec_driver_sql(f"{told} {conflict}", values)


@cache
def _insertion(table: Table, database: str) -> str:
    """For SQLite a row at a time; for PostgreSQL a list for each column, since each statement costs it much."""
    names = ", ".join(column.name for column in table.columns)
    if database == "sqlite":
        return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * len(table.columns))})"
    lists = (f"CAST(%s AS {SORTS.get(type(column.type), 'text')}[])" for column in table.columns)
    return f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({', '.join(lists)})"


def _document(number: int, placed: Placed, facts: Values) -> Row:
    pages, ocr = facts.get("pages") or 0, facts.get("text_source", []).count("ocr")
    return number, *PLACED(placed), *map(facts.get, FACTS), pages, ocr, placed.kept


def _add_entries(rows: Rows, document: int, record: Values, places: dict[str, int]) -> None:
    made = [(document, each["id"], places[each["id"]], *COMMITMENT(each)) for each in record["commitments"]]
    rows.add("commitments", made)
    for each in record["motions"]:
        movers = ", ".join(each["movers"]), int(each["and_others"])
        rows.add("motions", [(document, each["id"], places[each["id"]], *movers, *MOTION(each))])
    due = record["deadlines"]
    rows.add("deadlines", [(document, each["id"], places[each["id"]], *DEADLINE(each)) for each in due])
    bound = [(document, each["id"], one) for each in due for one in dict.fromkeys(each["applies_to"])]
    rows.add("applications", bound)


def _add_passages(rows: Rows, document: int, facts: Values, found: Sequence[tuple[int, Passage]]) -> None:
    common, title, day = document_facets(facts), facts["title"] or "", facts["date"] or ""
    for number, each in found:
        extra = " ".join(dict.fromkeys(each.extra))
        rows.tables["passages"].append((number, document, each.page, each.text, extra))
        facets = tuple(dict.fromkeys([*each.facets, *common]))
        due = min(each.days, default=NO_DAY)
        rows.shelved.append(Shelved(number, f"{title} {extra}", each.text, facets, due, day, each.state))
