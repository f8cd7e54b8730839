"""DIR can be looked after: what was done is on record, what is broken is told, what may be destroyed is destroyed."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from batching import fill, run
from postgres import new_database, server
from recording import COMMITMENT, DEADLINE, MOTION, record, section
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from corpus.database import SETTING, StoreTrouble, readers
from corpus.facets import Filters
from corpus.search import search
from corpus.store import DONE, Placed, Store, ThreadRow
from corpus.trail import START, Fact, Trail
from flows.cli import main

CANARY = "Zonderling"


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None) -> Path:
    """A folder with two released documents and one in quarantine."""
    texts = {"a.txt": "een", "b.txt": f"naam: {CANARY}", "c.txt": "kapot"}
    assert run(monkeypatch, fill(tmp_path / "in", texts), "--out", tmp_path / "out", "--jobs", 1) == 1
    return tmp_path / "out"


@pytest.fixture(params=["sqlite", "postgresql"])
def trail_file(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a trail is kept, on either database."""
    if request.param == "postgresql":
        monkeypatch.setenv(SETTING, new_database(request.getfixturevalue("address")))
    return tmp_path / "trail.db"


@pytest.fixture(scope="module")
def address():  # type: ignore[no-untyped-def]
    with server() as found:
        yield found


def doctor(out: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    status = main(["doctor", "--out", str(out), *more])
    return status, "\n".join(line for line in capsys.readouterr().out.splitlines() if not line.startswith("goed"))


def test_trail_tells_what_was_done(out: Path) -> None:
    with closing(Trail(out / "confidential" / "trail.db")) as trail:
        entries = list(trail.entries())
    assert [(entry.what, entry.stem) for entry in entries] == [
        ("vrijgegeven", "a"), ("vrijgegeven", "b"), ("in quarantaine", "c"), ("verwerkt", ""),
    ]  # fmt: skip
    assert entries[1].ground == "5.1.2e: 1"
    assert entries[-1].why == "2 gereed, 1 in quarantaine, 0 eerder gedaan"
    assert CANARY not in str(entries)


def test_second_run_adds_nothing(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (out / "confidential" / "trail.db").read_bytes()
    assert run(monkeypatch, out.parent / "in", "--out", out) == 1
    assert (out / "confidential" / "trail.db").read_bytes() == before


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
def test_changed_trail_is_found(out: Path, capsys: pytest.CaptureFixture[str], change: str, row: int) -> None:
    """By the doctor and by the command itself, also where the guards were taken off first."""
    with sqlite3.connect(out / "confidential" / "trail.db") as sql:
        for name in ("UPDATE", "DELETE"):
            sql.execute(f"DROP TRIGGER trail_{name}")
        sql.execute(change)
    sql.close()
    status, told = doctor(out, capsys)
    assert status == 1
    assert f"spoor: regel {row} is niet wat er is geschreven" in told
    assert main(["trail", "--out", str(out)]) == 1


def test_trail_can_be_exported(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trail", "--out", str(out), "--document", "b", "--json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["stem"], entry["what"], entry["ground"]) == ("b", "vrijgegeven", "5.1.2e: 1")


def test_sound_folder_has_nothing_wrong(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = doctor(out, capsys)
    assert status == 0
    assert "fout" not in told


def _damage(out: Path) -> None:
    whole = (out / "lakwerk.db").read_bytes()
    (out / "lakwerk.db").write_bytes(whole[:8192] + b"\xff" * 4096 + whole[12288:])


def _cut(out: Path) -> None:
    os.truncate(out / "lakwerk.db", 6000)


def _lose_words(out: Path) -> None:
    with sqlite3.connect(out / "lakwerk.db") as sql:
        sql.execute("INSERT INTO words (words) VALUES ('delete-all')")
    sql.close()


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (_damage, "beschadigd"),
        (_cut, "beschadigd"),
        (lambda out: (out / "lakwerk.db").write_text("geen database"), "beschadigd"),
        (lambda out: (out / "lakwerk.db").unlink(), "ontbreekt"),
        (_lose_words, "zoekindex"),
        (lambda out: (out / "records" / "a.json").unlink(), "1 stukken staan wel in"),
        (lambda out: (out / "confidential" / "key").unlink(), "sleutel"),
        (lambda out: (out / "confidential" / "b.json").chmod(0o644), "kan een ander lezen"),
    ],
)
def test_harm_is_found_and_told(out: Path, capsys: pytest.CaptureFixture[str], harm, told: str) -> None:  # type: ignore[no-untyped-def]
    harm(out)
    status, shown = doctor(out, capsys)
    assert (status, told in shown) == (1, True), shown
    assert "Traceback" not in shown


@pytest.mark.parametrize("harm", [_damage, _cut, _lose_words, lambda out: (out / "lakwerk.db").unlink()])
def test_store_is_made_anew_from_the_records(out: Path, capsys: pytest.CaptureFixture[str], harm) -> None:  # type: ignore[no-untyped-def]
    with closing(Store(out / "lakwerk.db")) as store:
        before, listed = store.rows(), store.listings()
    harm(out)
    assert doctor(out, capsys, "--rebuild")[0] == 0
    with closing(Store(out / "lakwerk.db")) as store:
        assert (store.rows(), store.listings()) == (before, listed)


def test_damaged_store_stops_a_run_with_what_to_do(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (out / "lakwerk.db").write_text("geen database" * 1000)
    assert run(monkeypatch, out.parent / "in", "--out", out) == 2
    assert "beschadigd" in capsys.readouterr().err
    assert (out / "redacted" / "a.txt").exists()


def test_locked_store_is_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.database.WAIT_SECONDS", 0.1)
    with closing(sqlite3.connect(out / "lakwerk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreTrouble, match="een ander programma schrijft"):
            Store(out / "lakwerk.db")


def test_store_that_is_written_to_is_no_fault(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(out / "lakwerk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        status, told = doctor(out, capsys)
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


def test_readers_need_no_rights_to_write(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A search beside a store that the user may only read leaves no file."""
    copy = out.parent / "copy"
    copy.mkdir()
    shutil.copy(out / "lakwerk.db", copy / "lakwerk.db")
    (copy / "lakwerk.db").chmod(0o444)
    copy.chmod(0o555)
    try:
        assert main(["search", "--kind", "commitment", "--out", str(copy)]) == 0
        assert [path.name for path in copy.iterdir()] == ["lakwerk.db"]
    finally:
        copy.chmod(0o755)


def test_forgotten_document_leaves_its_findings_and_stays_published(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["forget", "b", "--out", str(out), "--permitted-by", "selectielijst 12.3", "--originals"]) == 0
    assert not (out / "confidential" / "b.json").exists()
    assert not (out.parent / "in" / "b.txt").exists()
    assert not [path for path in out.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    receipt = json.loads((out / "confidential" / "receipts" / "b.json").read_text())
    assert (receipt["wiped"], receipt["permitted_by"]) == (["bevindingen", "origineel"], "selectielijst 12.3")
    assert run(monkeypatch, out.parent / "in", "--out", out) == 1
    assert (out / "redacted" / "b.txt").exists()
    assert doctor(out, capsys)[0] == 0


def test_trail_that_is_away_is_found(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (out / "confidential" / "trail.db").unlink()
    status, told = doctor(out, capsys)
    assert (status, "spoor: regel 1" in told) == (1, True)


def test_wiping_that_was_ended_is_finished(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The receipt stands before anything is wiped; the same command makes it final, with its row in the trail."""
    with monkeypatch.context() as ended:
        ended.setattr("flows.forget_command.trail_of", lambda folder: pytest.fail("ended here"))
        with pytest.raises(pytest.fail.Exception):
            main(["forget", "b", "--out", str(out), "--permitted-by", "x"])
    assert not json.loads((out / "confidential" / "receipts" / "b.json").read_text())["done"]
    assert main(["forget", "b", "--out", str(out), "--permitted-by", "x"]) == 0
    receipt = json.loads((out / "confidential" / "receipts" / "b.json").read_text())
    assert (receipt["done"], receipt["wiped"]) == (True, ["bevindingen"])
    assert main(["trail", "--out", str(out)]) == 0
    assert "vernietigd  b  bevindingen; volgens x" in capsys.readouterr().out


def test_nothing_is_wiped_where_one_cannot_be(out: Path) -> None:
    assert main(["forget", "a", "--out", str(out), "--permitted-by", "x"]) == 0
    assert main(["forget", "b", "a", "--out", str(out), "--permitted-by", "x"]) == 2
    assert (out / "confidential" / "b.json").exists()


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


def test_old_store_that_is_put_back_publishes_nothing_old(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the ledger of DIR does not know is taken out of the store by the next run."""
    shutil.copy(out / "lakwerk.db", out.parent / "old.db")
    (out.parent / "in" / "a.txt").write_text("drie")
    assert run(monkeypatch, out.parent / "in", "--out", out) == 1
    shutil.copy(out.parent / "old.db", out / "lakwerk.db")
    assert run(monkeypatch, out.parent / "in", "--out", out) == 1
    with closing(Store(out / "lakwerk.db")) as store:
        assert sorted(row.stem for row in store.rows().values()) == ["a", "b", "c"]


@pytest.mark.parametrize(("stem", "told"), [("c", "niet vrijgegeven"), ("x", "is er niet"), ("../key", "is er niet")])
def test_only_what_is_released_is_forgotten(
    out: Path, capsys: pytest.CaptureFixture[str], stem: str, told: str
) -> None:
    assert main(["forget", "a", stem, "--out", str(out), "--permitted-by", "x"]) == 2
    assert told in capsys.readouterr().err
    assert (out / "confidential" / "a.json").exists()


def test_forgetting_twice_says_so(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "a", "--out", str(out), "--permitted-by", "x"]) == 0
    assert main(["forget", "a", "--out", str(out), "--permitted-by", "x"]) == 2
    assert "niets meer" in capsys.readouterr().err


def test_what_search_can_reach_holds_nothing_of_what_was_hidden(out: Path) -> None:
    """Findings lie in other files than the store: its bytes and its tables do not know the name."""
    assert CANARY in (out / "confidential" / "b.json").read_text()
    assert CANARY.lower().encode() not in (out / "lakwerk.db").read_bytes().lower()


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
