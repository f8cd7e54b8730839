"""Is the store whole? Each fault is a Dutch sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, text

from corpus.database import StoreTrouble, readers, translated, whole_file
from corpus.shelf import expected
from corpus.word_rules import are_ours

Fault = str
MEND = "Draai 'lakwerk doctor --rebuild'."
# Rows that point at nothing, by the tables that must agree.
PAIRS = (
    ("filings", "passage", "passages", "number"),
    ("passages", "number", "filings", "passage"),
    ("commitments", "passage", "passages", "number"),
    ("motions", "passage", "passages", "number"),
    ("deadlines", "passage", "passages", "number"),
)
SAMPLE = 200  # passages of which the words are looked up again


def faults(file: Path) -> list[Fault]:
    """All that is wrong with the store of DIR, none where it is whole."""
    try:
        whole_file(file)
        engine = readers(file)
        try:
            with translated(engine.url), engine.connect() as sql:
                return list(_faults(sql))
        finally:
            engine.dispose()
    except StoreTrouble as error:
        return [str(error).partition(": ")[2]]


def released(file: Path) -> set[str]:
    """The names of the documents that the store holds as released; raises StoreTrouble."""
    engine = readers(file)
    try:
        with translated(engine.url), engine.connect() as sql:
            return set(sql.execute(text("SELECT stem FROM documents WHERE state = 'done'")).scalars())
    finally:
        engine.dispose()


def _faults(sql: Connection) -> Iterator[Fault]:
    if not are_ours(sql):
        yield "de woorden zijn door een andere versie ontleed; niet alles wordt gevonden. Draai 'lakwerk threads'."
        return
    for table, column, other, key in PAIRS:
        asked = f"SELECT count(*) FROM {table} WHERE {column} NOT IN (SELECT {key} FROM {other})"
        if amount := sql.execute(text(asked)).scalar():
            yield f"{amount} rijen van {table} horen nergens bij. {MEND}"
    passages = sql.execute(text("SELECT count(*) FROM passages")).scalar()
    if passages != sql.execute(text("SELECT count(*) FROM words")).scalar():
        yield f"de zoekindex heeft niet evenveel zinnen als de stukken. {MEND}"
    elif lost := expected(sql, SAMPLE):
        yield f"{lost} zinnen zijn niet met hun eigen woorden te vinden. {MEND}"
