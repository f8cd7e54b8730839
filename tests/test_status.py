"""`lakwerk status` says in Dutch how DIR is, marks what needs a person, and is there at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from batching import fill, run, start
from recording import record
from seeing import CANARY, kill, last

from corpus.events import Change, Events
from corpus.review import COMMENT
from corpus.store import DONE, QUARANTINE, Placed, Store
from flows.cli import main
from flows.folder import Folder
from flows.last_run import write_last_run

ROOT = Path(__file__).resolve().parents[1]


def status(out: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    return main(["status", "--out", str(out)]), capsys.readouterr().out


def as_json(out: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    main(["status", "--out", str(out), "--json"])
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


def marked(told: str) -> list[str]:
    """The labels of the lines that need a person."""
    return [line[2:].split("  ")[0] for line in told.splitlines() if line.startswith("!")]


def test_status_of_a_folder_with_a_document_in_quarantine(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exit, told = status(kept, capsys)
    lines = {line[2:].split("  ")[0].strip(): line.split("  ", 1)[1].strip() for line in told.splitlines()}
    assert (exit, marked(told)) == (1, ["in quarantaine"])
    for words in ("er loopt er geen", "met stukken in quarantaine", "(2 gereed, 1 in quarantaine, 0 eerder gedaan in ",
                  "damaged", "Vraag de bron om een nieuw exemplaar", "nog nooit gemaakt", "2 stukken"):  # fmt: skip
        assert words in told
    assert datetime.now().strftime("-%Y ") in lines["laatste keer"]


def test_status_of_a_sound_folder_is_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    run(monkeypatch, fill(tmp_path / "in", {"a.txt": "een"}), "--out", out)
    exit, told = status(out, capsys)
    assert (exit, marked(told)) == (0, []), told
    assert main(["backup", "--out", str(out), "--to", str(tmp_path / "k.tar")]) == 0
    assert "(vandaag)" in status(out, capsys)[1]


@pytest.mark.parametrize("command", [["status"], ["status", "--json"], ["metrics"]])
def test_no_name_of_anybody_is_told(kept: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    with closing(Store(kept / "lakwerk.db")) as store:
        store.save(Placed("d" * 32, "f", CANARY, f"{CANARY}.pdf", QUARANTINE, CANARY, f"van {CANARY}"), None)
    Events(Folder.at(kept).events).append(CANARY, [Change("d" * 32, COMMENT, {"text": CANARY})])
    capsys.readouterr()
    main([*command, "--out", str(kept)])
    assert CANARY not in "".join(capsys.readouterr())


def test_run_that_found_nothing_new_says_so(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads((kept / "confidential" / "last-run").read_text())
    early = told | dict.fromkeys(("started", "ended"), "2026-01-01T10:00:00+00:00")
    (kept / "confidential" / "last-run").write_text(json.dumps(early, indent=2) + "\n")
    assert run(monkeypatch, kept.parent / "in", "--out", kept) == 1
    assert "er was niets nieuws (de keer daarvoor 2 gereed, 1 in quarantaine" in status(kept, capsys)[1]


def test_run_that_goes_on_says_how_far_and_how_long(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kill(kept)
    folder = Folder.at(kept)
    with folder.lock():
        folder.progress.write_text('{"total": 400, "left": 280, "seconds": 840}')
        _, told = status(kept, capsys)
        found = as_json(kept, capsys)
    assert "loopt: 120 van 400, nog ongeveer 14 minuten, sinds" in told
    assert marked(told) == ["in quarantaine"]
    assert (found["running"], found["run"]) == (True, {"total": 400, "left": 280, "seconds": 840})


def test_run_that_goes_on_is_seen_from_another_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The real thing: a run in a process of its own, looked at while it works, and after it was killed."""
    source, out = fill(tmp_path / "in", {"a.txt": "een", "b.txt": "hang"}), tmp_path / "out"
    process = start(source, "--out", out, "--jobs", 1)
    try:
        assert process.stdout
        process.stdout.readline()
        _, told = status(out, capsys)
        assert "loopt: 1 van 2" in told
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    exit, told = status(out, capsys)
    assert exit == 1
    assert "met geweld gestopt" in told
    assert "laatste keer" in marked(told)[0]


@pytest.mark.parametrize(
    ("exit", "words"),
    [(2, "mislukt"), (130, "afgebroken"), (None, "met geweld gestopt")],
)
def test_run_that_did_not_end_well_needs_a_person(
    kept: Path, capsys: pytest.CaptureFixture[str], exit: int | None, words: str
) -> None:
    kill(kept)
    if exit is not None:
        told = json.loads((kept / "confidential" / "last-run").read_text())
        ended = told | {"exit": exit, "ended": told["started"]}
        (kept / "confidential" / "last-run").write_text(json.dumps(ended))
    found, told = status(kept, capsys)
    assert found == 1
    assert words in told
    assert marked(told)[0] == "laatste keer"


def _unseal(out: Path) -> None:
    (out / "confidential" / "trail.seal").write_text("1 onzin")


def _stage(out: Path) -> None:
    (out / "confidential" / "staging" / ("a" * 32)).mkdir(parents=True)


def _spoil_events(out: Path) -> None:
    (out / "confidential" / "events.db").write_text("geen database" * 1000)


@pytest.mark.parametrize(
    ("harm", "label"), [(_unseal, "spoor"), (_stage, "niet geplaatst"), (_spoil_events, "besluiten")]
)
def test_what_needs_a_person_is_marked(kept: Path, capsys: pytest.CaptureFixture[str], harm, label: str) -> None:  # type: ignore[no-untyped-def]
    harm(kept)
    exit, told = status(kept, capsys)
    assert exit == 1
    assert label in [each.strip() for each in marked(told)]
    assert label in as_json(kept, capsys)["needs_a_person"]  # type: ignore[operator]


def test_full_disk_and_old_register_are_marked(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("flows.status_command.ROOM", 1 << 60)
    monkeypatch.setattr("flows.status_command.OLD_LIST", -1)
    assert {"schijf", "ambtsdragers"} <= {each.strip() for each in marked(status(kept, capsys)[1])}


@pytest.mark.parametrize("harm", [lambda out: (out / "lakwerk.db").unlink(),
                                  lambda out: (out / "lakwerk.db").write_text("geen database" * 999)])  # fmt: skip
def test_store_that_cannot_be_read_is_status_2(kept: Path, capsys: pytest.CaptureFixture[str], harm) -> None:  # type: ignore[no-untyped-def]
    harm(kept)
    exit, told = status(kept, capsys)
    assert exit == 2
    assert "lakwerk doctor" in told


def test_first_run_that_has_made_no_store_yet_is_no_trouble(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kill(kept)
    (kept / "lakwerk.db").unlink()
    with Folder.at(kept).lock():
        exit, told = status(kept, capsys)
    assert (exit, "nog niet te lezen" in told, marked(told)) == (0, True, [])


def test_folder_without_documents_is_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--out", str(tmp_path)]) == 2
    assert "lakwerk run" in capsys.readouterr().err


def test_age_of_a_run_is_told_in_the_time_of_here(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from dataclasses import replace

    folder, summer = Folder.at(kept), datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
    write_last_run(folder, replace(last(kept), started=summer, ended=summer + timedelta(minutes=5)))
    os.utime(folder.last_run, (0, 0))
    assert "01-07-2026 12:05, gereed, met stukken in quarantaine" in status(kept, capsys)[1]


def test_thousands_of_documents_take_less_than_a_second(tmp_path: Path) -> None:
    """A store of 5,000 documents and 20,000 decisions; the processor time of a program of its own, imports and all."""
    folder = Folder.at(tmp_path)
    folder.prepare()
    with closing(Store(folder.database)) as store:
        placed = [Placed(f"{at:032x}", "f", f"s{at}", "x.pdf", DONE, redacted=f"s{at}.pdf") for at in range(5000)]
        store.save_many([(each, record(each.id)) for each in placed])
    events = Events(folder.events)
    for part in range(4):
        told = {"instructions": [{"text": "x" * 200, "page": part}]}
        events.append("els", [Change(each.id, "decide", told) for each in placed])
    code = "import sys, time; from flows.cli import main; main(sys.argv[1:]); print(*sys.modules, time.process_time())"
    command = [sys.executable, "-c", code, "status", "--out", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "in behandeling            5000 stukken" in done.stdout
    *modules, seconds = done.stdout.splitlines()[-1].split()
    assert {"spacy", "prefect", "pikepdf", "lxml.etree", "PIL", "pandas", "numpy"} & set(modules) == set()
    assert float(seconds) < 2  # 0.8 where nothing else works
