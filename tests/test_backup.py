"""A backup holds all that cannot be made again, also while others write, and comes back as it was."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tarfile
import threading
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from backing import content, said
from batching import fill, give_key, run, start
from postgres import new_database

import flows.backup_command
import flows.backup_read
from corpus.events import Change, Events
from corpus.store import Store
from corpus.trail import Fact, Trail
from flows.cli import main


def _backup(out: Path, file: Path) -> int:
    return main(["backup", "--out", str(out), "--to", str(file)])


@pytest.fixture
def used(kept: Path) -> Path:
    """A DIR in which people worked as well."""
    assert main(["decide", "a", "--out", str(kept), "--hide", "een", "--why", "proef"]) == 0
    (kept / "released").mkdir()
    (kept / "released" / "a.json").write_text("{}")
    (kept / "corrections.json").write_text("{}")
    (kept / "confidential" / "galleys").mkdir(mode=0o700, exist_ok=True)
    (kept / "confidential" / "previews").mkdir(mode=0o700)
    (kept / "confidential" / "previews" / "x.png").write_bytes(b"")
    with closing(sqlite3.connect(kept / "notes.db")) as sql:
        sql.execute("CREATE TABLE notes (text)")
    (kept / "notes.db").chmod(0o600)
    return kept


def test_what_comes_back_is_what_was_there(used: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every file, byte and right; previews may be thrown away; the file is its owner's alone."""
    shutil.rmtree(used / "confidential" / "previews")
    before = content(used)
    (used / "confidential" / "previews").mkdir()
    assert _backup(used, tmp_path / "b.tar") == 0
    assert (tmp_path / "b.tar").stat().st_mode & 0o777 == 0o600
    assert main(["restore", str(tmp_path / "b.tar"), "--to", str(tmp_path / "new")]) == 0
    assert content(tmp_path / "new") == before
    assert "teruggezet" in capsys.readouterr().out
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out", "b.tar", "new"}


def test_run_after_restoring_does_nothing_again(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _backup(kept, tmp_path / "b.tar") == 0
    shutil.rmtree(kept)
    main(["restore", str(tmp_path / "b.tar"), "--to", str(kept)])
    before = content(kept)
    capsys.readouterr()
    assert run(monkeypatch, tmp_path / "in", "--out", kept) == 1
    assert capsys.readouterr().out.count("(eerder gedaan)") == 3
    assert content(kept) == before


def test_trail_is_whole_and_tells_of_both(kept: Path, tmp_path: Path) -> None:
    """The backup is in the old trail, the restoring in the new one, which has all rows of the old."""
    with closing(Trail(kept / "confidential" / "trail.db")) as trail:
        rows = list(trail.entries())
    assert _backup(kept, tmp_path / "b.tar") == 0
    with closing(Trail(kept / "confidential" / "trail.db")) as trail:
        assert [each.what for each in trail.entries()][len(rows) :] == ["reservekopie gemaakt"]
    main(["restore", str(tmp_path / "b.tar"), "--to", str(tmp_path / "new")])
    with closing(Trail(tmp_path / "new" / "confidential" / "trail.db")) as trail:
        assert list(trail.entries())[: len(rows)] == rows
        assert [each.what for each in trail.entries()][len(rows) :] == ["teruggezet"]
        assert trail.broken() is None


def test_loss_at_the_end_of_a_trail_is_not_sealed_over(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The seal says how many rows there were; a restoring that added one would hide that some are away."""
    seal = kept / "confidential" / "trail.seal"
    number, _, rest = seal.read_text().partition(" ")
    seal.write_text(f"{int(number) + 5} {rest}")
    assert _backup(kept, tmp_path / "b.tar") == 0
    assert main(["restore", str(tmp_path / "b.tar"), "--to", str(tmp_path / "new")]) == 1
    assert "niet wat er is geschreven" in capsys.readouterr().out


def test_search_finds_the_same(kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _backup(kept, tmp_path / "b.tar")
    main(["restore", str(tmp_path / "b.tar"), "--to", str(tmp_path / "new")])
    capsys.readouterr()
    shown = []
    for out in (kept, tmp_path / "new"):
        main(["search", "--out", str(out), "--kind", "document", "--json"])
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert json.loads(shown[0])


def test_backup_while_others_write_is_whole(kept: Path, tmp_path: Path) -> None:
    """Events and trail grow all the while; each copy holds a beginning of them, unbroken."""
    ended, confidential = threading.Event(), kept / "confidential"

    def work() -> None:
        events, number = Events(confidential / "events.db"), 0
        with closing(Trail(confidential / "trail.db")) as trail:
            while not ended.is_set():
                number += 1
                events.append("ada", [Change("d" * 32, "comment", {"text": str(number)})])
                trail.append(Fact("ada", "proef", why=str(number)))

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(5):
            assert _backup(kept, tmp_path / f"{number}.tar") == 0
    finally:
        ended.set()
        worker.join()
    for number in range(5):
        main(["restore", str(tmp_path / f"{number}.tar"), "--to", str(tmp_path / str(number))])
        with closing(Trail(tmp_path / str(number) / "confidential" / "trail.db")) as trail:
            assert trail.broken() is None
        assert Events(tmp_path / str(number) / "confidential" / "events.db").broken() is None


def test_backup_in_the_middle_of_a_run_is_finished_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the copied store says is done is there; the rest is done again and ends with the same bytes."""
    source = fill(tmp_path / "in", {f"{number}/brief.txt": f"slaap 0.3 nummer {number}" for number in range(6)})
    give_key(tmp_path / "out")
    process = start(source, "--out", tmp_path / "out", "--jobs", 1)
    while len(list((tmp_path / "out" / "records").glob("*.json"))) < 2:
        time.sleep(0.02)
    assert _backup(tmp_path / "out", tmp_path / "b.tar") == 0
    assert process.poll() is None
    assert (process.communicate(timeout=120)[1], process.returncode) == ("", 0)
    new = tmp_path / "new"
    main(["restore", str(tmp_path / "b.tar"), "--to", str(new)])
    with closing(Store(new / "lakwerk.db")) as store:
        rows = store.rows().values()
    assert 1 <= len(rows) < 6
    assert all((new / "records" / f"{row.stem}.json").is_file() for row in rows)
    assert run(monkeypatch, source, "--out", new) == 0
    assert content(new) == content(tmp_path / "out")


def test_file_that_goes_away_meanwhile_is_left_out(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run may take a document back between the list and the reading."""
    files = flows.backup_command._kept

    def vanish(folder, at):  # type: ignore[no-untyped-def]
        for path in files(folder, at):
            if path.name == "a.txt":
                path.unlink(missing_ok=True)
            yield path

    monkeypatch.setattr(flows.backup_command, "_kept", vanish)
    assert _backup(kept, tmp_path / "b.tar") == 0
    with tarfile.open(tmp_path / "b.tar") as tar:
        assert "map/redacted/a.txt" not in tar.getnames()
        assert "map/redacted/b.txt" in tar.getnames()


def test_what_a_program_uses_now_is_not_kept(kept: Path, tmp_path: Path) -> None:
    for name in ("staging/x/record.json", "previews/x/1.png", "prefect/p.db", "desk.db", "progress", ".key.part"):
        path = kept / "confidential" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (kept / "elsewhere").symlink_to("/etc")
    assert _backup(kept, tmp_path / "b.tar") == 0
    with tarfile.open(tmp_path / "b.tar") as tar:
        names = {name.removeprefix("map/") for name in tar.getnames()}
    told = {
        name for name in names if name.partition("/")[2].startswith(("staging", "prev", "pref", "desk", "prog", "."))
    }
    assert (told, "confidential/lock" in names, any("elsewhere" in name for name in names)) == (set(), False, False)
    assert "confidential/key" in names


@pytest.mark.parametrize(
    ("target", "told"),
    [("out/b.tar", "niet in de map zelf"), ("away/b.tar", "deze map is er niet"), ("in", "dit is een map")],
)
def test_place_that_cannot_be_is_told(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str, told: str
) -> None:
    assert _backup(kept, tmp_path / target) == 2
    assert told in capsys.readouterr().err


def test_folder_without_documents_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _backup(tmp_path, tmp_path / "b.tar") == 2
    assert "geen stukken" in capsys.readouterr().err


def test_damaged_database_leaves_the_last_good_backup(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _backup(kept, tmp_path / "b.tar") == 0
    before = (tmp_path / "b.tar").read_bytes()
    (kept / "confidential" / "ledger.sqlite").write_bytes(b"geen database" * 1000)
    assert _backup(kept, tmp_path / "b.tar") == 2
    assert "ledger.sqlite: dit bestand is beschadigd" in capsys.readouterr().err
    assert (tmp_path / "b.tar").read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out", "b.tar"}


def test_full_disk_is_not_told_as_damage(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    connect = sqlite3.connect

    def small(place: str | Path, *more: object, **other: object) -> sqlite3.Connection:
        found = connect(place, *more, **other)  # type: ignore[call-overload]
        if str(place).endswith(".db.part"):
            found.execute("PRAGMA max_page_count = 2")
        return found  # type: ignore[no-any-return]

    monkeypatch.setattr(flows.backup_command.sqlite3, "connect", small)
    assert _backup(kept, tmp_path / "b.tar") == 2
    told = capsys.readouterr().err
    assert ("full" in told, "beschadigd" in told) == (True, False)
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}


def test_two_backups_of_the_same_folder_are_the_same_but_for_the_trail(kept: Path, tmp_path: Path) -> None:
    for name in "12":
        assert _backup(kept, tmp_path / name) == 0
    parts = []
    for name in "12":
        with tarfile.open(tmp_path / name) as tar:
            parts.append({each.name: tar.extractfile(each).read() for each in tar})  # type: ignore[union-attr]
    differ = {name for name in parts[0] if parts[0][name] != parts[1][name]}
    assert differ == {"map/confidential/trail.db", "map/confidential/trail.seal", "manifest.json"}


def test_store_in_postgresql_is_told_and_its_loss_is_not_sealed_over(
    address: str,
    quick: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The dump is somebody else's to make. Without it the trail is away, which doctor says each time."""
    monkeypatch.setenv("LAKWERK_DATABASE", new_database(address))
    out = tmp_path / "out"
    assert run(monkeypatch, fill(tmp_path / "in", {"a.txt": "een"}), "--out", out, "--jobs", 1) == 0
    capsys.readouterr()
    assert _backup(out, tmp_path / "b.tar") == 0
    told = capsys.readouterr().out
    assert all(word in told for word in ("pg_dump", "schema confidential", "doctor --rebuild", "127.0.0.1"))
    assert main(["restore", str(tmp_path / "b.tar"), "--to", str(tmp_path / "same")]) == 0
    monkeypatch.setenv("LAKWERK_DATABASE", new_database(address))
    assert main(["restore", str(tmp_path / "b.tar"), "--to", str(tmp_path / "lost")]) == 1
    told = capsys.readouterr().out
    assert "De database van deze map stond in PostgreSQL" in told
    assert main(["doctor", "--rebuild", "--out", str(tmp_path / "lost")]) == 1
    wrong = [line for line in capsys.readouterr().out.splitlines() if line.startswith("fout")]
    assert [line.split(":")[0] for line in wrong] == ["fout    spoor"]


def test_databases_come_back_as_they_said(used: Path, tmp_path: Path) -> None:
    """The ledger, the events and the notes say what they said, row by row."""
    _backup(used, tmp_path / "b.tar")
    main(["restore", str(tmp_path / "b.tar"), "--to", str(tmp_path / "new")])
    for name in ("confidential/ledger.sqlite", "confidential/events.db", "notes.db", "lakwerk.db"):
        assert said(tmp_path / "new" / name) == said(used / name)


def test_name_of_a_backup_may_hold_its_day(kept: Path, tmp_path: Path) -> None:
    """A schedule gives the same name each time."""
    today = date.today()
    assert _backup(kept, tmp_path / "out-{date}-{weekday}.tar") == 0
    assert [path.name for path in tmp_path.glob("out-*.tar")] == [f"out-{today}-{today.isoweekday()}.tar"]


def test_readings_and_what_workers_do_are_left_out(kept: Path, tmp_path: Path) -> None:
    for name in ("readings", "assignments", "attempts", "serve"):
        (kept / "confidential" / name).mkdir(mode=0o700)
        (kept / "confidential" / name / "x").write_text("y")
    assert _backup(kept, tmp_path / "out.tar") == 0
    with tarfile.open(tmp_path / "out.tar") as opened:
        assert not [each for each in opened.getnames() if each.endswith("/x")]
