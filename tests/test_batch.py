"""A batch loses nothing, does nothing twice, and tells no name."""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from batching import fill, names, refuse, run, state

import flows.folder
import flows.isolate
import flows.place
import flows.run_command
from flows.isolate import Ending, Isolation
from flows.outcome import Failed
from flows.settings import Limits, Settings
from flows.staging import write_outcome

CANARY = "Jansen"


def test_outputs_are_where_the_contract_wants_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = fill(tmp_path / "in", {"a.txt": "naam: Pietersen", "b.txt": "kapot"})
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 1
    assert names(out) == [
        "confidential", "inventory.csv", "inventory.xlsx", "lakwerk.db", "quarantine", "records", "redacted",
        "threads.json",
    ]  # fmt: skip
    assert names(out / "redacted") == ["a.txt"]
    assert names(out / "records") == ["a.json"]
    assert names(out / "quarantine") == ["b.json"]
    assert json.loads((out / "quarantine" / "b.json").read_text()).keys() == {"source", "reason", "detail"}
    assert names(out / "confidential") == [
        "a.json",
        "key",
        "last-run",
        "ledger.sqlite",
        "lock",
        "look-at-these.csv",
        "settings",
        "threads.print",
        "trail.db",
        "trail.seal",
        "version",
    ]
    for private in (out / "confidential", out / "quarantine"):
        assert private.stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o777 for path in private.iterdir()} == {0o600}
    assert (out / "redacted" / "a.txt").stat().st_mode & 0o777 == 0o666 & ~_umask()


def test_second_run_changes_nothing_and_does_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = fill(tmp_path / "in", {"a.txt": "een", "b.txt": "kapot", "sub/a.txt": "twee", ".x": "", "y.xlsx": ""})
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 1
    before, first = state(out), capsys.readouterr().out
    monkeypatch.setattr(Isolation, "call", lambda *_: pytest.fail("a child was started"))
    assert run(monkeypatch, source, "--out", out) == 1
    assert state(out) == before
    assert capsys.readouterr().out.replace(" (eerder gedaan)", "") == first


def test_same_bytes_are_done_once_and_listed_for_each_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log, same = tmp_path / "log", "naam: Smit"
    monkeypatch.setattr(flows.isolate.Isolation, "call", _logged(log))
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


def test_unreadable_file_goes_to_quarantine_until_it_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = fill(tmp_path / "in", {"a.txt": "een"})
    out = tmp_path / "out"
    with monkeypatch.context() as closed:
        closed.setattr("flows.inputs.identify_file", refuse)
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
        broken.setattr("faking.identify", refuse)
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


def _logged(log: Path) -> object:
    original = Isolation.call

    def call(self: Isolation, target: str, *rest: object) -> Ending:
        with log.open("a") as out:
            print(target, file=out)
        return original(self, target, *rest)  # type: ignore[arg-type]

    return call


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_what_a_full_disk_held_back_is_done_by_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call = Isolation.call

    def full(self: Isolation, target: str, arguments: tuple[Any, ...], *rest: Any) -> Ending:
        if target != "flows.child:do":
            return call(self, target, arguments, *rest)
        _, job, id, fingerprint = arguments
        write_outcome(job.staging, Failed(id, "a", "a.txt", "io_error", "De schijf is vol."), fingerprint)
        return Ending.OK

    source, out = fill(tmp_path / "in", {"a.txt": "naam: Jansen"}), tmp_path / "out"
    with monkeypatch.context() as while_full:
        while_full.setattr(Isolation, "call", full)
        assert run(while_full, source, "--out", out) == 1
    assert names(out / "quarantine") == ["a.json"]
    assert run(monkeypatch, source, "--out", out) == 0
    assert (names(out / "quarantine"), names(out / "redacted")) == ([], ["a.txt"])
