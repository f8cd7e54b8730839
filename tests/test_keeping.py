"""What is broken in DIR is told with what to do, the store can be made anew, and an old one is taken over."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from batching import run
from kept import doctor
from recording import COMMITMENT, DEADLINE, MOTION, record, section

from corpus.database import StoreTrouble, readers
from corpus.store import DONE, Placed, Store
from flows.cli import main


def test_sound_folder_has_nothing_wrong(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = doctor(kept, capsys)
    assert status == 0
    assert "fout" not in told


def _damage(kept: Path) -> None:
    whole = (kept / "lakwerk.db").read_bytes()
    (kept / "lakwerk.db").write_bytes(whole[:8192] + b"\xff" * 4096 + whole[12288:])


def _cut(kept: Path) -> None:
    os.truncate(kept / "lakwerk.db", 6000)


def _lose_words(kept: Path) -> None:
    with sqlite3.connect(kept / "lakwerk.db") as sql:
        sql.execute("INSERT INTO words (words) VALUES ('delete-all')")
    sql.close()


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (_damage, "beschadigd"),
        (_cut, "beschadigd"),
        (lambda kept: (kept / "lakwerk.db").write_text("geen database"), "beschadigd"),
        (lambda kept: (kept / "lakwerk.db").unlink(), "ontbreekt"),
        (_lose_words, "zoekindex"),
        (lambda kept: (kept / "records" / "a.json").unlink(), "1 stukken staan wel in"),
        (lambda kept: (kept / "confidential" / "key").unlink(), "sleutel"),
        (lambda kept: (kept / "confidential" / "b.json").chmod(0o644), "kan een ander lezen"),
    ],
)
def test_harm_is_found_and_told(kept: Path, capsys: pytest.CaptureFixture[str], harm, told: str) -> None:  # type: ignore[no-untyped-def]
    harm(kept)
    status, shown = doctor(kept, capsys)
    assert (status, told in shown) == (1, True), shown
    assert "Traceback" not in shown


@pytest.mark.parametrize("harm", [_damage, _cut, _lose_words, lambda kept: (kept / "lakwerk.db").unlink()])
def test_store_is_made_anew_from_the_records(kept: Path, capsys: pytest.CaptureFixture[str], harm) -> None:  # type: ignore[no-untyped-def]
    with closing(Store(kept / "lakwerk.db")) as store:
        before, listed = store.rows(), store.listings()
    harm(kept)
    assert doctor(kept, capsys, "--rebuild")[0] == 0
    with closing(Store(kept / "lakwerk.db")) as store:
        assert (store.rows(), store.listings()) == (before, listed)


def test_damaged_store_stops_a_run_with_what_to_do(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (kept / "lakwerk.db").write_text("geen database" * 1000)
    assert run(monkeypatch, kept.parent / "in", "--out", kept) == 2
    assert "beschadigd" in capsys.readouterr().err
    assert (kept / "redacted" / "a.txt").exists()


def test_locked_store_is_told(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.database.WAIT_SECONDS", 0.1)
    with closing(sqlite3.connect(kept / "lakwerk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreTrouble, match="een ander programma schrijft"):
            Store(kept / "lakwerk.db")


def test_store_that_is_written_to_is_no_fault(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(kept / "lakwerk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        status, told = doctor(kept, capsys)
    assert (status, "let op  database" in told) == (0, True)


def test_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    """SQLite's own limit on pages stands for the disk: the document that does not fit is absent, the rest whole."""
    file = tmp_path / "lakwerk.db"
    with closing(Store(file)) as store:
        store.save(Placed("a" * 32, "f", "a", "a.pdf", DONE), record("a" * 32, sections=[section("Een zin.")]))
        store._sql.exec_driver_sql("PRAGMA max_page_count = 1")
        store._sql.commit()
        large = record("b" * 32, sections=[section(f"woord{number} " * 50) for number in range(200)])
        with pytest.raises(StoreTrouble, match="de schijf is vol"):
            store.save(Placed("b" * 32, "f", "b", "b.pdf", DONE), large)
        assert set(store.fingerprints()) == {"a" * 32}
    with closing(Store(file)) as store:
        store.save(Placed("b" * 32, "f", "b", "b.pdf", DONE), large)
        assert set(store.fingerprints()) == {"a" * 32, "b" * 32}


def test_readers_need_no_rights_to_write(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A search beside a store that the user may only read leaves no file."""
    copy = kept.parent / "copy"
    copy.mkdir()
    shutil.copy(kept / "lakwerk.db", copy / "lakwerk.db")
    (copy / "lakwerk.db").chmod(0o444)
    copy.chmod(0o555)
    try:
        assert main(["search", "--kind", "commitment", "--out", str(copy)]) == 0
        assert [path.name for path in copy.iterdir()] == ["lakwerk.db"]
    finally:
        copy.chmod(0o755)


FIRST_STORE = Path(__file__).with_name("cases") / "first_store.sql"


def test_store_of_the_first_version_is_taken_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing that could be found is lost, and what was counted is counted the same."""
    file = tmp_path / "lakwerk.db"
    with sqlite3.connect(file) as sql:
        sql.executescript(FIRST_STORE.read_text("utf-8"))
    sql.close()
    with pytest.raises(StoreTrouble, match="eerdere versie"):
        readers(file)
    with closing(Store(file)) as store:
        row = store.row("a" * 32)
        assert (row.commitments, row.motions, row.deadlines, row.warnings, row.redactions) == (1, 1, 1, 1, 2)
        assert store.listings() == [("a" * 32, "nota.pdf")]
        assert store.row("b" * 32).reason == "damaged"
    for words in (COMMITMENT["sentence"], MOTION["movers"][0], "register*", f'"{DEADLINE["text"]}"'):
        assert main(["search", words, "--out", str(tmp_path), "--json"]) == 0
        assert json.loads(capsys.readouterr().out), words
