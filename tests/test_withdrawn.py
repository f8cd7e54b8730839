"""What is hidden or taken back is out of reach of the search at once, and gone from the store for good."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from batching import fill, run
from kept import CANARY
from postgres import new_database
from recording import COMMITMENT, DEADLINE, MOTION, record, section
from sqlalchemy import text

from corpus.database import SETTING, readers
from corpus.facets import Filters
from corpus.search import search
from corpus.store import DONE, Placed, Store, ThreadRow


def test_what_is_hidden_since_is_in_no_list_of_filters(tmp_path: Path) -> None:
    """A member of parliament who turned out to be none: the value leaves with the last passage that has it."""
    file = tmp_path / "lakwerk.db"
    with closing(Store(file)) as store:
        placed = Placed("a" * 32, "f", "a", "a.pdf", DONE)
        store.save(placed, record("a" * 32, motions=[MOTION | {"movers": [CANARY]}]))
        store.save(placed, record("a" * 32, motions=[MOTION | {"movers": ["[5.1.2e]"], "sentence": "Een motie."}]))
        with readers(file).connect() as sql:
            told = [tuple(row) for row in sql.execute(text("SELECT facet, value FROM facet_values"))]
        assert not [value for facet, value in told if facet == "member"]
        store.tidy()
    assert CANARY.lower().encode() not in file.read_bytes().lower()


def test_run_that_was_ended_before_tidying_is_made_good(tmp_path: Path) -> None:
    """Nothing tells the removed words meanwhile; they leave when the store is tidied the next time, by any program."""
    file = tmp_path / "lakwerk.db"
    with closing(Store(file)) as store:
        store.save(Placed("a" * 32, "f", "a", "a.pdf", DONE), record("a" * 32, sections=[section(f"Dag {CANARY}.")]))
        store.save(Placed("b" * 32, "f", "b", "b.pdf", DONE), record("b" * 32, sections=[section("Dag allen.")]))
        store.remove("a" * 32)
    with readers(file).connect() as sql:
        assert search(sql, f"{CANARY[:-1]}h", Filters()).read_as == ()
        assert not search(sql, f"{CANARY[:5]}*", Filters()).hits
    with closing(Store(file)) as store:
        store.tidy()
    assert CANARY.lower().encode() not in file.read_bytes().lower()
    with readers(file).connect() as sql:
        assert [hit.stem for hit in search(sql, "dag", Filters()).hits] == ["b"]


def test_threads_of_a_withdrawn_document_are_gone_at_once(tmp_path: Path) -> None:
    file = tmp_path / "lakwerk.db"
    with closing(Store(file)) as store:
        for letter in "ab":
            placed = Placed(letter * 32, "f", letter, f"{letter}.pdf", DONE)
            store.save(placed, record(letter * 32, commitments=[COMMITMENT], deadlines=[DEADLINE]))
        store.save_threads([ThreadRow("t1", "commitment", CANARY, None, "open", None, None, ("a#c1", "b#c1"))])
        store.remove("a" * 32)
        with readers(file).connect() as sql:
            assert sql.execute(text("SELECT count(*) FROM threads")).scalar() == 0


def test_old_store_that_is_put_back_publishes_nothing_old(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the ledger of DIR does not know is taken out of the store by the next run."""
    shutil.copy(kept / "lakwerk.db", kept.parent / "old.db")
    (kept.parent / "in" / "a.txt").write_text("drie")
    assert run(monkeypatch, kept.parent / "in", "--out", kept) == 1
    shutil.copy(kept.parent / "old.db", kept / "lakwerk.db")
    assert run(monkeypatch, kept.parent / "in", "--out", kept) == 1
    with closing(Store(kept / "lakwerk.db")) as store:
        assert sorted(row.stem for row in store.rows().values()) == ["a", "b", "c"]


def test_what_search_can_reach_holds_nothing_of_what_was_hidden(kept: Path) -> None:
    """Findings lie in other files than the store: its bytes and its tables do not know the name."""
    assert CANARY in (kept / "confidential" / "b.json").read_text()
    assert CANARY.lower().encode() not in (kept / "lakwerk.db").read_bytes().lower()


def test_nothing_of_what_was_hidden_reaches_postgresql(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    """Its public schema has the published text; the trail has a schema of its own; findings stay in files of DIR."""
    monkeypatch.setenv(SETTING, new_database(address))
    out = tmp_path / "out"
    assert run(monkeypatch, fill(tmp_path / "in", {"b.txt": f"naam: {CANARY}"}), "--out", out, "--jobs", 1) == 0
    assert CANARY in (out / "confidential" / "b.json").read_text()
    assert not (out / "lakwerk.db").exists()
    with readers(out / "lakwerk.db").connect() as sql:
        tables = sql.execute(
            text("SELECT schemaname, tablename FROM pg_tables WHERE schemaname !~ '^(pg_|info)'")
        ).all()
        told = [str(sql.execute(text(f'SELECT * FROM "{schema}"."{name}"')).all()) for schema, name in tables]
    assert ("confidential", "trail") in {tuple(each) for each in tables}
    assert CANARY.lower() not in "".join(told).lower()
    assert "5.1.2e" in "".join(told)
