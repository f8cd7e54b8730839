"""A batch loses nothing, does nothing twice, and tells no name."""

from __future__ import annotations

import csv
import json
import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from batching import fill, give_key, run, start, state, tree

import flows.batch
import flows.folder
import flows.place
import flows.run_command
from corpus.store import Store
from flows.child import load
from flows.folder import Folder
from flows.inputs import identify_all
from flows.isolate import Ending, Isolation
from flows.ledger import tidy_stem
from flows.settings import Limits, Settings

CANARY = "Jansen"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Children without processes, for tests that run many batches."""

    def call(self: Isolation, target: str, arguments: tuple[object, ...], *_: object) -> Ending:
        load(target)(*arguments)
        return Ending.OK

    monkeypatch.setattr(Isolation, "call", call)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_outputs_are_where_the_contract_wants_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = fill(tmp_path / "in", {"a.txt": "naam: Pietersen", "b.txt": "kapot"})
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 1
    assert names(out) == [
        "confidential", "inventory.csv", "inventory.xlsx", "lakwerk.db", "quarantine", "records", "redacted",
    ]  # fmt: skip
    assert names(out / "redacted") == ["a.txt"]
    assert names(out / "records") == ["a.json"]
    assert names(out / "quarantine") == ["b.json"]
    assert json.loads((out / "quarantine" / "b.json").read_text()).keys() == {"source", "reason", "detail"}
    assert names(out / "confidential") == ["a.json", "key", "ledger.sqlite", "lock"]
    for private in (out / "confidential", out / "quarantine"):
        assert private.stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o777 for path in private.iterdir()} == {0o600}
    assert (out / "redacted" / "a.txt").stat().st_mode & 0o777 == 0o666 & ~_umask()


def test_second_run_changes_nothing_and_does_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = fill(tmp_path / "in", {"a.txt": "een", "b.txt": "kapot", "sub/a.txt": "twee", ".x": "", "y.docx": ""})
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 1
    before, first = state(out), capsys.readouterr().out
    monkeypatch.setattr(Isolation, "call", lambda *_: pytest.fail("a child was started"))
    assert run(monkeypatch, source, "--out", out) == 1
    assert state(out) == before
    assert capsys.readouterr().out.replace(" (eerder gedaan)", "") == first


def test_same_stem_gets_a_piece_of_the_id_in_path_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first in path order takes longest: it is named first all the same.
    source = fill(tmp_path / "in", {"a/brief.txt": "slaap 1", "b/brief.txt": "twee", "c/brief.txt": "drie"})
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out, "--jobs", 3) == 0
    key = (out / "confidential" / "key").read_bytes()
    first, second, third = identify_all(sorted(source.rglob("*.txt")), key)
    assert names(out / "redacted") == sorted(["brief.txt", f"brief-{second.id[:8]}.txt", f"brief-{third.id[:8]}.txt"])
    assert json.loads((out / "records" / "brief.json").read_text())["document"]["id"] == first.id


def test_same_bytes_are_done_once_and_listed_for_each_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log, same = tmp_path / "log", "naam: Smit"
    monkeypatch.setattr(flows.batch.Isolation, "call", _logged(log))
    source = fill(tmp_path / "in", {"a.txt": same, "b.txt": same, "c-Jansen-Smit.txt": same, "d/a.txt": same})
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 0
    assert Counter(log.read_text().split())["flows.child:do"] == 1
    assert names(out / "redacted") == ["a.txt"]
    rows = list(csv.DictReader((out / "inventory.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [row["Bestandsnaam"] for row in rows] == ["a.txt", "b.txt", "c-gelakt-gelakt.txt", "a.txt"]
    assert {row["Documentnummer"] for row in rows} == {"a"}


def test_record_that_cannot_be_stored_holds_its_document_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = fill(tmp_path / "in", {"a.txt": "een", "raar.txt": "raar", "z.txt": "drie"})
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 1
    assert names(out / "redacted") == ["a.txt", "z.txt"]
    assert names(out / "quarantine") == ["raar.json"]
    assert "raar.json" not in names(out / "confidential") + names(out / "records")


@pytest.mark.parametrize(
    ("text", "reason"),
    [("klap", "crashed"), ("fout naam: Jansen", "crashed"), ("geheugen", "out_of_memory"), ("hang", "out_of_time")],
)
def test_bad_document_goes_to_quarantine_and_the_others_are_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, reason: str
) -> None:
    limits = Limits(seconds=1, seconds_per_page=0)
    monkeypatch.setattr("flows.run_command.load_settings", lambda *_: Settings(limits=limits))
    source = fill(tmp_path / "in", {"a.txt": "een", "Jansen.txt": text, "z.txt": "drie"})
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 1
    assert names(out / "redacted") == ["a.txt", "z.txt"]
    told = json.loads((out / "quarantine" / "gelakt.json").read_text())
    assert told["reason"] == reason
    assert told["source"] == "gelakt.txt"
    assert CANARY not in json.dumps(told)


def test_name_in_a_file_name_is_told_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    texts = {"Jansen.txt": "naam: Jansen", "x Jansen.txt": "klap", "Jansen.docx": "", "z-Jansen.txt": "naam: Jansen"}
    source = fill(tmp_path / "in", {**texts, "Jansen/brief.txt": "map", "Jansen/.Jansen.txt": ""})
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 1
    shown = capfd.readouterr()
    assert CANARY not in shown.out + shown.err
    public = [path for path in out.rglob("*") if "confidential" not in path.parts]
    assert not [path for path in public if CANARY in path.name]
    assert not [path for path in public if path.is_file() and CANARY.encode() in path.read_bytes()]


def test_unreadable_file_goes_to_quarantine_until_it_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = fill(tmp_path / "in", {"a.txt": "een"})
    out = tmp_path / "out"
    with monkeypatch.context() as closed:
        closed.setattr("flows.inputs.identify_file", _refuse)
        assert run(closed, source, "--out", out) == 1
    assert json.loads((out / "quarantine" / "a.json").read_text())["reason"] == "unreadable"
    assert run(monkeypatch, source, "--out", out) == 0
    assert names(out / "quarantine") == []
    assert names(out / "redacted") == ["a.txt"]


def test_changed_file_replaces_its_old_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None) -> None:
    source = fill(tmp_path / "in", {"a.txt": "oude Zeldzaamwoord", "b.txt": "twee"})
    out = tmp_path / "out"
    run(monkeypatch, source, "--out", out)
    fill(source, {"a.txt": "nieuwe"})
    assert run(monkeypatch, source, "--out", out) == 0
    assert names(out / "redacted") == ["a.txt", "b.txt"]
    assert (out / "redacted" / "a.txt").read_text() == "nieuwe"
    assert b"zeldzaamwoord" not in (out / "lakwerk.db").read_bytes().lower()
    assert len((out / "inventory.csv").read_text().splitlines()) == 3


def test_other_settings_do_it_again_under_the_same_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    source = fill(tmp_path / "in", {"a.txt": "een", "sub/a.txt": "twee"})
    out = tmp_path / "out"
    run(monkeypatch, source, "--out", out)
    stems = names(out / "redacted")
    officials = tmp_path / "officials.csv"
    officials.write_text("name\nJansen\n")
    monkeypatch.setattr("faking.safe_name", lambda stem, hidden: "anders")
    assert run(monkeypatch, source, "--out", out, "--known-officials", officials) == 0
    assert names(out / "redacted") == stems
    assert json.loads((out / "records" / "a.json").read_text())["document"]["source"] == "anders.txt"


def test_document_that_fails_under_new_settings_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    source = fill(tmp_path / "in", {"a.txt": "een"})
    out = tmp_path / "out"
    run(monkeypatch, source, "--out", out)
    officials = tmp_path / "officials.csv"
    officials.write_text("name\nJansen\n")
    with monkeypatch.context() as broken:
        broken.setattr("faking.identify", _refuse)
        assert run(broken, source, "--out", out, "--known-officials", officials) == 1
    assert [names(out / place) for place in ("redacted", "records", "quarantine")] == [[], [], ["a.json"]]
    assert "a.json" not in names(out / "confidential")
    assert run(monkeypatch, source, "--out", out) == 0
    assert names(out / "redacted") == ["a.txt"]
    assert names(out / "quarantine") == []


def test_earlier_documents_stay_when_others_are_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    one, two = fill(tmp_path / "b", {"x.txt": "een"}), fill(tmp_path / "a", {"x.txt": "twee"})
    out = tmp_path / "out"
    run(monkeypatch, one, "--out", out)
    assert run(monkeypatch, two, "--out", out) == 0
    # The one that came first keeps the plain name, though it comes later in path order.
    assert (out / "redacted" / "x.txt").read_text() == "een"
    assert len(names(out / "redacted")) == 2
    assert len((out / "inventory.csv").read_text().splitlines()) == 3


def test_moved_folder_is_listed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None) -> None:
    source = fill(tmp_path / "in", {"x.txt": "een"})
    out = tmp_path / "out"
    run(monkeypatch, source, "--out", out)
    before = (out / "inventory.csv").read_bytes()
    moved = source.rename(tmp_path / "elders")
    assert run(monkeypatch, moved, "--out", out) == 0
    assert (out / "inventory.csv").read_bytes() == before


def test_killed_run_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SIGKILL half-way; the second run does only what was not finished and ends with the same bytes."""
    texts = {f"{number}/brief.txt": f"slaap 0.4 nummer {number}" for number in range(6)}
    source, log = fill(tmp_path / "in", texts), tmp_path / "log"
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    for out in (whole, broken):
        give_key(out)
    assert run(monkeypatch, source, "--out", whole) == 0

    first = start(source, "--out", broken, "--jobs", 1, LAKWERK_TEST_LOG=str(log))
    _wait_for(lambda: (broken / "records").is_dir() and len(names(broken / "records")) >= 2)
    first.kill()
    first.communicate()
    assert len(names(broken / "records")) < 6

    second = start(source, "--out", broken, "--jobs", 1, LAKWERK_TEST_LOG=str(log))
    _, errors = second.communicate(timeout=60)
    assert second.returncode == 0, errors
    assert tree(broken) == tree(whole)
    done = Counter(log.read_text().split())
    assert len(done) == 6
    assert sum(done.values()) <= 7  # the one that was under way


def test_every_moment_of_putting_in_place_may_be_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    """The run is ended before each single step in turn; the next run always gives the same folder."""
    source = fill(tmp_path / "in", {"a.txt": "een", "b/a.txt": "twee", "c.txt": "kapot"})
    whole = tmp_path / "whole"
    give_key(whole)
    run(monkeypatch, source, "--out", whole)
    moments = 0
    while True:
        out = tmp_path / f"out{moments}"
        give_key(out)
        with monkeypatch.context() as ended:
            steps = _end_at(ended, moments)
            try:
                run(ended, source, "--out", out, "--jobs", 1)
            except _Ended:
                assert steps.left < 0
            else:
                break
        run(monkeypatch, source, "--out", out)
        assert tree(out) == tree(whole), moments
        moments += 1
    assert moments > 20


def test_interrupt_ends_children_and_can_be_resumed(tmp_path: Path) -> None:
    source = fill(tmp_path / "in", {"a.txt": "een", "b.txt": "hang"})
    out = tmp_path / "out"
    process = start(source, "--out", out, "--jobs", 1)
    _wait_for(lambda: (out / "records" / "a.json").exists())
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130, errors
    assert time.monotonic() - began < 15
    assert "Traceback" not in errors
    assert names(out / "records") == ["a.json"]


def test_one_run_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    source = fill(tmp_path / "in", {"a.txt": "een"})
    folder = Folder.at(tmp_path / "out")
    folder.prepare()
    with folder.lock():
        assert run(monkeypatch, source, "--out", folder.root) == 2
    shown = capsys.readouterr().err
    assert "er loopt al een verwerking" in shown
    assert "Another run" in shown
    assert run(monkeypatch, source, "--out", folder.root) == 0


def test_too_small_disk_is_told_before_work_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = fill(tmp_path / "in", {"a.txt": "een"})
    monkeypatch.setattr(flows.run_command, "room_needed", lambda entries: 1 << 60)
    assert run(monkeypatch, source, "--out", tmp_path / "out") == 2
    assert "vrije ruimte" in capsys.readouterr().err


def test_full_disk_while_working_ends_the_run_and_not_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    source = fill(tmp_path / "in", {"a.txt": "een"})
    out = tmp_path / "out"
    with monkeypatch.context() as full:
        full.setattr(flows.place, "_put", _refuse)
        assert run(full, source, "--out", out) == 2
    assert names(out / "quarantine") == []
    assert run(monkeypatch, source, "--out", out) == 0


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("brief", "brief"),
        ("a/b", "a_b"),
        ("..", "gelakt"),
        (os.fsdecode(b"br\xffief"), "br?ief"),
        ("é" * 200, "é" * 120),
    ],
)
def test_stem_is_one_legal_file_name(stem: str, expected: str) -> None:
    assert tidy_stem(stem) == expected


def test_odd_file_names_are_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = fill(tmp_path / "in", {"x" * 251 + ".txt": "lang", "=1+1.txt": "formule", "a\nb.txt": "regel"})
    (source / os.fsdecode(b"br\xffief.txt")).write_text("bytes")
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 0
    assert len(names(out / "redacted")) == 4
    store = Store(out / "lakwerk.db")
    assert {row.source for row in store.rows().values()} >= {"br?ief.txt", "=1+1.txt"}
    store.close()


class _Ended(BaseException):
    pass


class _Steps:
    def __init__(self, left: int) -> None:
        self.left = left

    def pass_or_end(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise _Ended


def _end_at(patch: pytest.MonkeyPatch, moment: int) -> _Steps:
    """End the run before step number `moment` of those that write."""
    steps = _Steps(moment)

    def guarded(place: object, name: str) -> None:
        original = getattr(place, name)

        def step(*arguments: object, **named: object) -> object:
            steps.pass_or_end()
            return original(*arguments, **named)

        patch.setattr(place, name, step)

    for place, name in (
        (Path, "replace"), (Path, "unlink"), (Path, "chmod"), (os, "link"), (flows.batch, "write_outcome"),
        (flows.place.shutil, "rmtree"), (flows.batch.Ledger, "name"), (flows.batch.Ledger, "list"),
        (Store, "_add_passages"), (Store, "save"), (Store, "save_listings"),
    ):  # fmt: skip
        guarded(place, name)
    return steps


def _logged(log: Path) -> object:
    original = Isolation.call

    def call(self: Isolation, target: str, *rest: object) -> Ending:
        with log.open("a") as out:
            print(target, file=out)
        return original(self, target, *rest)  # type: ignore[arg-type]

    return call


def _refuse(*_: object) -> None:
    raise PermissionError(13, "Permission denied")


def _wait_for(happened: object) -> None:
    for _ in range(300):
        if happened():  # type: ignore[operator]
            return
        time.sleep(0.1)
    pytest.fail("it did not happen in time")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
