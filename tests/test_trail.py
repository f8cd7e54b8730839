"""The trail tells who did what, is only added to, and shows where it was changed or is away."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from batching import run
from kept import CANARY, doctor
from postgres import new_database
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from corpus.database import SETTING
from corpus.trail import START, Fact, Trail
from flows.cli import main


@pytest.fixture(params=["sqlite", "postgresql"])
def trail_file(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a trail is kept, on either database."""
    if request.param == "postgresql":
        monkeypatch.setenv(SETTING, new_database(request.getfixturevalue("address")))
    return tmp_path / "trail.db"


def test_trail_tells_what_was_done(kept: Path) -> None:
    with closing(Trail(kept / "confidential" / "trail.db")) as trail:
        entries = list(trail.entries())
    assert [(entry.what, entry.stem) for entry in entries] == [
        ("vrijgegeven", "a"), ("vrijgegeven", "b"), ("in quarantaine", "c"), ("verwerkt", ""),
    ]  # fmt: skip
    assert entries[1].ground == "5.1.2e: 1"
    assert entries[-1].why == "2 gereed, 1 in quarantaine, 0 eerder gedaan"
    assert CANARY not in str(entries)


def test_second_run_adds_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (kept / "confidential" / "trail.db").read_bytes()
    assert run(monkeypatch, kept.parent / "in", "--out", kept) == 1
    assert (kept / "confidential" / "trail.db").read_bytes() == before


def test_row_of_the_trail_holds_the_hash_of_the_one_before(trail_file: Path) -> None:
    with closing(Trail(trail_file)) as trail:
        first, second = trail.append(Fact("x", "a")), trail.append(Fact("x", "b"))
        assert (first.previous, second.previous) == (START, first.hash)
        assert trail.broken() is None
    with closing(Trail(trail_file)) as again:
        assert [entry.what for entry in again.entries()] == ["a", "b"]


def test_same_fact_about_a_document_is_told_once(trail_file: Path) -> None:
    """A run that was ended between the trail and the store tells it again."""
    with closing(Trail(trail_file)) as trail:
        for what in ("in", "in", "uit", "in"):
            trail.append(Fact("x", what, "d1"))
        assert [entry.what for entry in trail.entries()] == ["in", "uit", "in"]


@pytest.mark.parametrize("change", ["UPDATE {} SET who = 'y'", "DELETE FROM {}"])
def test_database_refuses_to_change_the_trail(trail_file: Path, change: str) -> None:
    with closing(Trail(trail_file)) as trail:
        trail.append(Fact("x", "a"))
        with pytest.raises(DBAPIError, match="only added to"), trail._sql.begin():
            trail._sql.execute(text(change.format(trail._table.fullname)))


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ("UPDATE trail SET why = 'iets anders' WHERE number = 2", 2),
        ("DELETE FROM trail WHERE number = 1", 1),
        ("DELETE FROM trail WHERE number = 3", 3),
        ("DELETE FROM trail WHERE number = 4", 4),
        ("DELETE FROM trail", 1),
        ("UPDATE trail SET number = 9 WHERE number = 4", 4),
    ],
)
def test_changed_trail_is_found(kept: Path, capsys: pytest.CaptureFixture[str], change: str, row: int) -> None:
    """By the doctor and by the command itself, also where the guards were taken off first."""
    with sqlite3.connect(kept / "confidential" / "trail.db") as sql:
        for name in ("UPDATE", "DELETE"):
            sql.execute(f"DROP TRIGGER trail_{name}")
        sql.execute(change)
    sql.close()
    status, told = doctor(kept, capsys)
    assert status == 1
    assert f"spoor: regel {row} is niet wat er is geschreven" in told
    assert main(["trail", "--out", str(kept)]) == 1


def test_trail_can_be_exported(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trail", "--out", str(kept), "--document", "b", "--json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["stem"], entry["what"], entry["ground"]) == ("b", "vrijgegeven", "5.1.2e: 1")


def test_trail_that_is_away_is_found(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kept / "confidential" / "trail.db").unlink()
    status, told = doctor(kept, capsys)
    assert (status, "spoor: regel 1" in told) == (1, True)


def test_opening_a_trail_takes_nothing_from_who_is_sealing_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program opens it at the worst moment, and waits."""
    replace, others = Path.replace, []

    def interrupted(part: Path, target: Path) -> Path:
        monkeypatch.undo()
        others.append(Thread(target=lambda: Trail(tmp_path / "trail.db").close()))
        others[0].start()
        others[0].join(0.5)
        return replace(part, target)

    with closing(Trail(tmp_path / "trail.db")) as trail:
        monkeypatch.setattr(Path, "replace", interrupted)
        entry = trail.append(Fact("ada", "proef"))
        others[0].join()
        assert trail.broken() is None
    assert (tmp_path / "trail.seal").read_text() == f"1 {entry.hash}\n"
