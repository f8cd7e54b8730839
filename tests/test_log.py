"""The log of a run tells codes and numbers, one JSON object a line, and never a name, whatever goes wrong."""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from batching import fill, refuse, run, start

import flows.ingest
from corpus.database import StoreTrouble
from flows.cli import main
from flows.log import SETTING, Event, _InFile, log, logged
from flows.settings import Limits, Settings, WrongUsage

CANARY = "Zonderlingh"
ID = "0123456789abcdef" * 2
ALLOWED = {
    "time", "level", "event", "job", "id", "state", "reason", "seconds", "pages", "total", "left", "done", "held",
    "earlier", "exit", "version",
}  # fmt: skip
LIBRARIES = ("pdfminer", "prefect", "urllib3", "fontTools", "PIL", "lakwerk", "lakwerk.web", "lakwerk.review", "root")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the log goes."""
    monkeypatch.setenv(SETTING, str(tmp_path / "log.jsonl"))
    return tmp_path / "log.jsonl"


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def of(file: Path, event: Event) -> list[dict[str, Any]]:
    return [each for each in lines(file) if each["event"] == event]


@pytest.mark.parametrize(
    "asked",
    [
        {"text": CANARY},
        {"message": CANARY},
        {"id": CANARY},
        {"id": f"{ID}\n"},
        {"id": ID.upper()},
        {"state": CANARY},
        {"version": f"Jan {CANARY}"},
        {"seconds": CANARY},
        {"pages": "3"},
        {"pages": True},
        {"exit": [CANARY]},
    ],
)
def test_what_could_hold_a_text_is_a_type_error(asked: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        log(Event.RUN_GOING, **asked)


@pytest.mark.parametrize("event", ["run_ended", CANARY, None])
def test_an_event_is_one_of_a_closed_set(event: Any) -> None:
    with pytest.raises(TypeError):
        log(event)


def test_reason_that_is_no_code_of_ours_is_not_told(file: Path) -> None:
    with logged():
        log(Event.DOCUMENT_HELD, id=ID, reason=f"bestand van {CANARY}")
        log(Event.DOCUMENT_HELD, id=ID, reason="damaged")
    assert [each["reason"] for each in lines(file)] == ["other", "damaged"]


def test_nothing_is_written_where_nothing_is_asked_for(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with logged():
        log(Event.RUN_STARTED, version="1.0")
    assert "".join(capfd.readouterr()) == ""


def test_run_tells_its_beginning_its_documents_and_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None, file: Path
) -> None:
    source = fill(tmp_path / "in", {"a.txt": "een", "b.txt": "kapot"})
    assert run(monkeypatch, source, "--out", tmp_path / "out") == 1
    told = lines(file)
    assert [each["event"] for each in told] == ["run_started", "document_done", "document_held", "run_ended"]
    assert [each["level"] for each in told] == ["info", "info", "warning", "info"]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0[12]:00", each["time"]) for each in told)
    assert len({each["job"] for each in told}) == 1
    assert {name for each in told for name in each} <= ALLOWED
    done, held = told[1:3]
    assert (held["state"], held["reason"], held["pages"], done["state"]) == ("quarantine", "damaged", 1, "done")
    assert all(re.fullmatch("[0-9a-f]{32}", each["id"]) and each["seconds"] >= 0 for each in (done, held))
    end = {name: told[-1][name] for name in ("exit", "done", "held", "earlier")}
    assert end == {"exit": 1, "done": 1, "held": 1, "earlier": 0}


def test_second_run_is_another_job_and_did_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None, file: Path
) -> None:
    source = fill(tmp_path / "in", {"a.txt": "een"})
    for _ in range(2):
        run(monkeypatch, source, "--out", tmp_path / "out")
    first, second = of(file, Event.RUN_ENDED)
    assert first["job"] != second["job"]
    assert (second["done"], second["earlier"], len(of(file, Event.DOCUMENT_DONE))) == (0, 1, 1)


def _crash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries that log what they read, and a store that goes away with a name in its words."""

    def told(*_: object) -> None:
        for name in LIBRARIES:
            logging.getLogger(None if name == "root" else name).critical("gelezen: %s", CANARY)
        logging.getLogger(f"{CANARY}.x").error(CANARY)
        raise StoreTrouble(f"{CANARY}: weg")

    monkeypatch.setattr("flows.run_command.write_inventory", told)


@pytest.mark.parametrize("asked", ["file", "json"])
def test_no_name_gets_into_the_log_whatever_goes_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: Path, capfd: pytest.CaptureFixture[str], asked: str
) -> None:
    """Names in texts, file names and folders; damaged and closed files, children that end or hang."""
    if asked == "json":
        monkeypatch.setenv(SETTING, "json")
    limits = Limits(seconds=4, seconds_per_page=0)
    monkeypatch.setattr("flows.run_command.load_settings", lambda *_: Settings(limits=limits))
    texts = {
        f"{CANARY}/brief van {CANARY}.txt": f"naam: {CANARY}",
        f"{CANARY}/klap {CANARY}.txt": f"klap naam: {CANARY}",
        f"{CANARY}/fout.txt": f"fout naam: {CANARY}",
        f"hang-{CANARY}.txt": f"hang naam: {CANARY}",
        f"{CANARY}.txt": f"kapot naam: {CANARY}",
        f"leeg {CANARY}.pdf": f"%PDF-1.4 {CANARY} kapot",
        f"verborgen-{CANARY}.xyz": CANARY,
    }
    source = fill(tmp_path / CANARY, texts)
    closed = source / f"dicht-{CANARY}.txt"
    closed.write_text(CANARY)
    real = flows.inputs.identify_file
    monkeypatch.setattr("flows.inputs.identify_file", lambda path, key: refuse() if path == closed else real(path, key))
    _crash(monkeypatch)
    assert run(monkeypatch, source, "--out", tmp_path / f"uit-{CANARY}") == 2
    written = capfd.readouterr().err if asked == "json" else file.read_text()
    assert CANARY.casefold() not in written.casefold()
    told = [json.loads(line) for line in written.splitlines()]
    assert {name for each in told for name in each} <= ALLOWED
    events = [each["event"] for each in told]
    assert {"document_done", "document_held", "document_tried_again", "store_away", "run_ended"} <= set(events)
    reasons = {each["reason"] for each in told if each["event"] == "document_held"}
    assert {"out_of_time", "unreadable"} <= reasons <= {"crashed", "damaged", "out_of_time", "unreadable"}
    assert told[-1]["exit"] == 2


def test_libraries_can_neither_write_to_the_log_nor_hear_it(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    with logged(), caplog.at_level(logging.DEBUG):
        for name in LIBRARIES:
            logging.getLogger(None if name == "root" else name).critical(CANARY)
        log(Event.RUN_GOING, total=1)
    assert [each["event"] for each in lines(file)] == ["run_going"]
    assert {each.getMessage() for each in caplog.records} == {CANARY}


LOUD = """
import logging, sys, warnings
import flows.run_command
from flows.cli import main
def fault(*_):
    for name in ("pdfminer", "prefect", "PIL", None):
        logging.getLogger(name).critical("Zonderlingh")
    raise RuntimeError("Zonderlingh")
flows.run_command.gather = fault
sys.exit(main(["run", "Zonderlingh", "--out", "Zonderlingh"]))
"""


def test_a_fault_of_ours_and_loud_libraries_leave_stderr_to_the_log(tmp_path: Path) -> None:
    """In a program of its own, without the handlers of the test runner; the person reads a sentence on stdout."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1]), SETTING: "json"}
    done = subprocess.run([sys.executable, "-c", LOUD], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert [json.loads(line)["event"] for line in done.stderr.splitlines()] == ["run_started", "run_ended"]
    assert "RuntimeError in flows/run_command.py" in done.stdout
    assert CANARY not in done.stdout + done.stderr


def test_file_is_for_its_owner_and_only_added_to(file: Path) -> None:
    file.write_text('{"event": "earlier"}\n')
    file.chmod(0o600)
    with logged():
        log(Event.RUN_GOING)
    assert [each["event"] for each in lines(file)] == ["earlier", "run_going"]
    file.unlink()
    with logged():
        log(Event.RUN_GOING)
    assert file.stat().st_mode & 0o777 == 0o600


def test_file_that_logrotate_moved_is_opened_anew(file: Path) -> None:
    with logged():
        log(Event.RUN_GOING, left=2)
        file.rename(file.with_suffix(".1"))
        log(Event.RUN_GOING, left=1)
    assert [lines(each)[0]["left"] for each in (file.with_suffix(".1"), file)] == [2, 1]
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("told", ["yes", "log.jsonl", "/", "/nergens/log.jsonl"])
def test_log_that_cannot_be_written_is_told_and_nothing_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], told: str
) -> None:
    monkeypatch.setenv(SETTING, told)
    assert run(monkeypatch, fill(tmp_path / "in", {"a.txt": "een"}), "--out", tmp_path / "out") == 2
    shown = capsys.readouterr().err
    assert SETTING in shown
    assert "Traceback" not in shown
    assert not (tmp_path / "out").exists()


def test_log_that_goes_away_ends_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    monkeypatch.setenv(SETTING, str(folder / "log.jsonl"))

    def gone(*_: object) -> Iterator[None]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_InFile, "reopenIfNeeded", gone)
    assert run(monkeypatch, fill(tmp_path / "in", {"a.txt": "een"}), "--out", tmp_path / "out") == 0
    assert capsys.readouterr().err == ""


def test_prefect_that_is_away_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None, file: Path) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(f"Timed out for {CANARY}")

    monkeypatch.setattr(flows.run_command, "ingest", broken)
    assert run(monkeypatch, fill(tmp_path / "in", {"a.txt": "een"}), "--out", tmp_path / "out", limit=0) == 0
    assert len(of(file, Event.PREFECT_AWAY)) == 1
    assert CANARY not in file.read_text()


def test_disk_that_runs_full_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None, file: Path) -> None:
    monkeypatch.setattr("flows.room.free", lambda root: 1 << 30)
    assert run(monkeypatch, fill(tmp_path / "in", {"a.txt": "een"}), "--out", tmp_path / "out") == 0
    assert [each["level"] for each in of(file, Event.DISK_LOW)] == ["error"]


def test_run_that_is_interrupted_says_so(tmp_path: Path) -> None:
    source = fill(tmp_path / "in", {"a.txt": "een", "b.txt": "hang"})
    file = tmp_path / "log.jsonl"
    process = start(source, "--out", tmp_path / "out", "--jobs", 1, **{SETTING: str(file)})
    assert process.stdout
    assert "a.txt" in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 130
    (told,) = of(file, Event.RUN_INTERRUPTED)
    assert (told["exit"], told["done"], told["level"]) == (130, 1, "warning")


def test_wrong_usage_is_an_end_too(tmp_path: Path, file: Path) -> None:
    assert main(["run", str(tmp_path / CANARY), "--out", str(tmp_path / "out")]) == 2
    assert [each["event"] for each in lines(file)] == ["run_started", "run_ended"]
    assert CANARY not in file.read_text()


def test_log_around_a_log_writes_each_line_once(file: Path) -> None:
    """A service that runs for years holds the log open around its runs."""
    with logged():
        log(Event.RUN_GOING)
        with logged():
            log(Event.RUN_GOING)
        log(Event.RUN_GOING)
    first, second, third = (each["job"] for each in lines(file))
    assert first == third != second


def test_bad_setting_raises_before_anything_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "stdout")
    with pytest.raises(WrongUsage, match="json"), logged():
        pytest.fail("the log was opened")


def test_stderr_that_was_closed_ends_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    class Closed:
        def write(self, text: str) -> None:
            tried.append(text)
            raise BrokenPipeError

        def flush(self) -> None:
            raise BrokenPipeError

    monkeypatch.setenv(SETTING, "json")
    monkeypatch.setattr(sys, "stderr", Closed())
    with logged():
        log(Event.RUN_GOING)
    assert '"run_going"' in tried[0]
