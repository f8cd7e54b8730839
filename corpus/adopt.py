"""Take over the store of Lakwerk 0.1, which had its sentences with the records and no revisions."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, insert, inspect, text

from corpus.apart import findable
from corpus.database import AnotherVersionError
from corpus.intake import Placed, Rows, insert_rows, take_in
from corpus.schema import listings, metadata
from corpus.shelf import Shelf

FIRST = 1  # SQLite's user_version of that store
OLD = "documents listings dossiers warnings redactions commitments motions deadlines applications passages".split()


def set_aside(sql: Connection) -> bool:
    """Put the tables of the first store out of the way; False where there is none.

    Raises AnotherVersionError for tables that are no store of Lakwerk.
    """
    names = set(inspect(sql).get_table_names())
    if sql.dialect.name != "sqlite" or not names or "alembic_version" in names:
        return False
    if sql.exec_driver_sql("PRAGMA user_version").scalar() != FIRST:
        raise AnotherVersionError
    for name in ("words", "vocabulary"):
        sql.exec_driver_sql(f"DROP TABLE {name}")
    for index in ("passages_of_document", "passages_by_due"):
        sql.exec_driver_sql(f"DROP INDEX {index}")
    for name in OLD:
        sql.exec_driver_sql(f"ALTER TABLE {name} RENAME TO old_{name}")
    return True


def adopt(sql: Connection) -> None:
    """Fill the new tables from those that were set aside, and remove these."""
    old = {name: [dict(row) for row in sql.execute(text(f"SELECT * FROM old_{name}")).mappings()] for name in OLD}
    by_document = {name: _grouped(rows) for name, rows in old.items() if name not in ("documents", "listings")}
    rows, passage = Rows(), 1
    for number, each in enumerate(old["documents"], 1):
        mine = {name: found[each["number"]] for name, found in by_document.items()}
        placed = Placed(**{name: each[name] for name in Placed.__slots__})
        passage = take_in(rows, number, passage, placed, _record(each, mine) if each["state"] == "done" else None)
    insert_rows(sql, rows.tables)
    shelf = Shelf(sql)
    shelf.put(findable(shelf.pieces, rows.shelved))
    if old["listings"]:
        sql.execute(insert(listings), old["listings"])
    told = {"document": len(old["documents"]) + 1, "passage": passage}
    sql.execute(insert(metadata.tables["facts"]), [{"name": name, "value": str(value)} for name, value in told.items()])
    for name in reversed(OLD):
        sql.exec_driver_sql(f"DROP TABLE old_{name}")
    sql.exec_driver_sql("PRAGMA user_version = 0")


def _grouped(rows: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["document"]].append(row)
    return found


def _record(document: dict[str, Any], mine: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """A record as far as the first store kept it."""
    texts = ["ocr"] * document["ocr_pages"] + ["text"] * (document["pages"] - document["ocr_pages"])
    bound: dict[str, list[str]] = defaultdict(list)
    for each in mine["applications"]:
        bound[each["deadline"]].append(each["applies_to"])
    motions = [
        {**each, "movers": each["movers"].split(", ") if each["movers"] else [], "number": each["paper"]}
        for each in mine["motions"]
    ]
    hidden = [{"ground": each["ground"], "category": each["category"]} for each in mine["redactions"]]
    return {
        "document": {**document, "dossiers": [each["dossier"] for each in mine["dossiers"]], "text_source": texts},
        "sections": [
            {"heading": None, "page": each["page"], "text": each["text"]}
            for each in mine["passages"]
            if each["kind"] == "document"
        ],
        "redactions": [
            each for each, row in zip(hidden, mine["redactions"], strict=True) for _ in range(row["amount"])
        ],
        "commitments": mine["commitments"],
        "motions": motions,
        "deadlines": [{**each, "applies_to": bound[each["id"]]} for each in mine["deadlines"]],
        "warnings": [each["text"] for each in mine["warnings"]],
    }
