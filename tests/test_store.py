"""The store keeps what is published, forgets what is taken back, and is the same every time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from recording import COMMITMENT, DEADLINE, MOTION, record, section

from corpus.database import StoreRefusal, StoreTrouble
from corpus.store import DONE, QUARANTINE, Placed, Store

REDACTION = {"id": "r1", "page": 1, "bbox": [1, 2, 3, 4], "ground": "5.1.2e", "category": "person"}
FULL: dict[str, Any] = {
    "sections": [section("De Kamer vroeg om een register.", "Aanleiding")],
    "redactions": [
        REDACTION,
        REDACTION | {"id": "r2"},
        REDACTION | {"id": "r3", "ground": "5.1.1e", "category": "bsn"},
    ],
    "commitments": [COMMITMENT],
    "motions": [MOTION],
    "deadlines": [DEADLINE],
    "warnings": ["Een datum zonder jaar.", "Een datum zonder jaar."],
}


def placed(id: str = "a" * 32, stem: str = "nota", **changes: Any) -> Placed:
    return Placed(**{"id": id, "fingerprint": "f", "stem": stem, "source": f"{stem}.pdf", "state": DONE, **changes})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "lakwerk.db")
    yield store
    store.close()


def ask(folder: Path, question: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(folder / "lakwerk.db") as sql:
        return sql.execute(question).fetchall()


def written(folder: Path) -> bytes:
    """All bytes of the store, those that still wait in its log too."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_document_is_shown_with_its_counts(store: Store) -> None:
    store.save(placed(), record(**FULL))
    row = store.row("a" * 32)
    assert (row.kind, row.title, row.date, row.ministry) == (
        "beslisnota", "Verzamelbrief algoritmen", "2024-03-01", "BZK",
    )  # fmt: skip
    assert (row.pages, row.redactions, row.grounds) == (2, 3, ("5.1.1e", "5.1.2e"))
    assert (row.commitments, row.motions, row.deadlines, row.warnings) == (1, 1, 1, 2)


def test_record_may_hold_more_than_is_stored(store: Store) -> None:
    more = {"rule": "toezeggen"}
    entries = {"commitments": [COMMITMENT | more], "motions": [MOTION | more], "deadlines": [DEADLINE | more]}
    store.save(placed(), record(**entries) | {"versions": {}})
    assert store.row("a" * 32).motions == 1


def test_redactions_are_kept_as_counts(store: Store, tmp_path: Path) -> None:
    store.save(placed(), record(**FULL))
    counts = ask(tmp_path, "SELECT ground, category, amount FROM redactions ORDER BY ground")
    assert counts == [("5.1.1e", "bsn", 1), ("5.1.2e", "person", 2)]


def test_saving_again_replaces(store: Store, tmp_path: Path) -> None:
    store.save(placed(), record(**FULL))
    store.save(placed(), record(sections=[section("Iets anders.")]))
    assert ask(tmp_path, "SELECT count(*) FROM commitments") == [(0,)]
    assert ask(tmp_path, "SELECT text FROM passages") == [("Iets anders.",)]
    assert ask(tmp_path, "SELECT count(*) FROM words") == [(1,)]


def test_what_is_taken_back_is_gone_from_the_bytes(store: Store, tmp_path: Path) -> None:
    """A correction: the missed name must not live on in index, vocabulary or free pages."""
    for number in range(30):
        id = f"{number:032x}"
        store.save(placed(id, f"n{number}"), record(id, sections=[section("Vraag het aan Zeldzaamnaam zelf. " * 20)]))
    assert b"Zeldzaamnaam" in written(tmp_path)
    for number in range(29):
        store.remove(f"{number:032x}")
    store.save(placed(f"{29:032x}", "n29"), record(sections=[section("Vraag het aan [5.1.2e] zelf.")]))
    store.tidy()
    assert b"zeldzaamna" not in written(tmp_path).lower()
    assert ask(tmp_path, "SELECT count(*) FROM vocabulary WHERE word = 'vraag'") == [(1,)]


def test_store_knows_what_every_document_was_done_with(store: Store) -> None:
    store.save(placed(), record())
    store.save(placed("b" * 32, "b", state=QUARANTINE, reason="damaged", detail="Stuk."), None)
    assert store.fingerprints() == {"a" * 32: "f", "b" * 32: "f"}


def test_failed_save_leaves_the_old_row(store: Store) -> None:
    store.save(placed(), record(**FULL))
    broken = record(commitments=[COMMITMENT | {"page": None}])
    with pytest.raises(StoreRefusal):
        store.save(placed(), broken)
    assert store.row("a" * 32).commitments == 1


def test_reading_leaves_no_file_and_changes_none(store: Store, tmp_path: Path) -> None:
    store.save(placed(), record(**FULL))
    store.close()
    before = (tmp_path / "lakwerk.db").stat().st_mtime_ns
    again = Store(tmp_path / "lakwerk.db")
    again.rows()
    again.save_listings([])
    again.tidy()
    again.close()
    assert [path.name for path in tmp_path.iterdir()] == ["lakwerk.db"]
    assert (tmp_path / "lakwerk.db").stat().st_mtime_ns == before


def test_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    """Also where the store was closed and opened between two documents."""
    contents = []
    for name, reopen in (("one.db", False), ("two.db", True)):
        store = Store(tmp_path / name)
        for number in range(5):
            id = f"{number:032x}"
            store.save(placed(id, f"n{number}"), record(id, **FULL))
            if reopen:
                store.close()
                store = Store(tmp_path / name)
        store.save_listings([(f"{number:032x}", "x.pdf") for number in range(5)])
        store.close()
        contents.append((tmp_path / name).read_bytes())
    assert contents[0] == contents[1]


def test_other_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "lakwerk.db") as sql:
        sql.execute("CREATE TABLE something (x)")
    with pytest.raises(StoreTrouble, match="andere versie"):
        Store(tmp_path / "lakwerk.db")


def test_heap_after_heap_gives_the_same_rows_as_one_document_after_another(tmp_path: Path) -> None:
    """Whatever process took them apart: numbers, words, counts and facets."""
    titles = ("Brief over Jägers", "AI-verordening", None, "Discriminatietoets")
    told = [
        (placed(f"{at:032x}", f"brief-{at}"), record(f"{at:032x}", **FULL | {"title": titles[at % 4]}))
        for at in range(7)
    ]
    told.append((placed("f" * 32, "dicht", state=QUARANTINE), None))
    rows = []
    for name in ("one", "heaps"):
        (tmp_path / name).mkdir()
        store = Store(tmp_path / name / "lakwerk.db")
        if name == "one":
            for each in told:
                store.save(*each)
        else:
            store.save_heaps([told[:3], told[3:5], told[5:]])
        store.close()
        tables = "documents passages commitments motions deadlines filings facet_values vocabulary stems facts".split()
        rows.append([ask(tmp_path / name, f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables])
    assert rows[0] == rows[1]


def test_store_writes_on_after_a_document_that_does_not_fit(store: Store, tmp_path: Path) -> None:
    """What was not written is not taken for written: the words and facets of the next document are all there."""
    store.save(placed(), record(sections=[section("De eerste brief.")], ministry="BZK"))
    with pytest.raises(StoreRefusal):
        store.save(placed("b" * 32, "nota"), record(sections=[section("Nieuwe woorden.")], ministry="VWS"))
    store.save(placed("c" * 32, "brief"), record(sections=[section("Nieuwe woorden.")], ministry="VWS"))
    assert ask(tmp_path, "SELECT count(*) FROM vocabulary WHERE word = 'nieuwe'") == [(1,)]
    assert ask(tmp_path, "SELECT count(*) FROM facet_values WHERE value = 'VWS'") == [(1,)]
