"""A large batch goes by Prefect, which learns numbers only; without Prefect it is done all the same."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from batching import fill, run, start

import flows.ingest
import flows.run_command
from flows.folder import Folder
from flows.guard import SERVER, end_server, stand_guard
from flows.inputs import Entry
from flows.isolate import Isolation
from flows.probe import Look, look, probe
from flows.settings import Limits
from flows.survey import survey


def test_flow_truly_runs_and_knows_no_file_name(tmp_path: Path) -> None:
    """The real thing: server, flow, tasks; private files; nothing left running; nothing shown but our lines."""
    texts = {f"Jansen{number}.txt": f"naam: Jansen {number}" for number in range(3)}
    # The first takes longer than Prefect's server to start: the others are left for its tasks.
    source = fill(tmp_path / "in", {"Aanhef.txt": "slaap 25", **texts, "z.txt": "klap"})
    out = tmp_path / "out"
    process = start(source, "--out", out, limit=0, NO_PROXY="127.0.0.1,localhost")
    shown, errors = process.communicate(timeout=150)
    assert process.returncode == 1, errors
    assert errors == ""
    assert "In quarantaine" in shown
    home = out / "confidential" / "prefect"
    with sqlite3.connect(home / "prefect.db") as sql:
        ((state, told),) = sql.execute("SELECT state_type, parameters FROM flow_run").fetchall()
        assert (state, json.loads(told)) == ("COMPLETED", {"amount": 5})
        tasks = sql.execute("SELECT state_type FROM task_run").fetchall()
    assert set(tasks) <= {("COMPLETED",)}  # what its server was told before it ended
    assert home.stat().st_mode & 0o777 == 0o700
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o077 for path in files} == {0}
    assert not [path for path in files if b"Jansen" in path.read_bytes()]
    assert (out / "redacted" / "gelakt0.txt").stat().st_mode & 0o044
    assert not _servers(home)


def test_batch_goes_on_where_prefect_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Timed out while attempting to connect to ephemeral Prefect API server.")

    monkeypatch.setattr(flows.ingest, "_run", broken)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    source = fill(tmp_path / "in", {"a.txt": "een", "b.txt": "twee"})
    assert run(monkeypatch, source, "--out", tmp_path / "out", limit=0) == 0
    assert "gaat zonder Prefect verder" in capsys.readouterr().err


def test_few_documents_and_none_never_start_prefect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.run_command, "ingest", lambda *_: pytest.fail("Prefect was started"))
    source = fill(tmp_path / "in", {"a.txt": "een", "b.txt": "twee"})
    assert run(monkeypatch, source, "--out", tmp_path / "out", limit=2) == 0
    assert run(monkeypatch, source, "--out", tmp_path / "out", limit=0) == 0


def test_scans_get_a_task_each_and_the_rest_go_by_the_handful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.ingest, "CHUNK", 3)
    kinds = "ddsdddsd" + "s" * 8
    entries = [Entry(Path(f"{number}.pdf"), str(number), 1, readable=True) for number in range(len(kinds))]
    batch = SimpleNamespace(attempts=SimpleNamespace(look=lambda entry: Look(1, scanned=kinds[int(entry.id)] == "s")))
    made = flows.ingest.chunks(batch, entries)  # type: ignore[arg-type]
    assert made[:4] == [[0, 1, 3], [2], [4, 5, 7], [6]]
    assert made[4:] == [[number] for number in range(8, 16)]


@pytest.mark.parametrize(("amount", "jobs", "most"), [(9, 2, 1), (30, 2, 3), (30, 1, 7), (1000, 2, 25), (1, 4, 1)])
def test_no_core_waits_for_another_with_a_handful_too_large(amount: int, jobs: int, most: int) -> None:
    """Thirty documents in handfuls of 25 and 5 took two cores as long as one."""
    entries = [Entry(Path(f"{number}.pdf"), str(number), 1, readable=True) for number in range(amount)]
    batch = SimpleNamespace(attempts=SimpleNamespace(look=lambda entry: Look(1, scanned=False)))
    made = flows.ingest.chunks(batch, entries, jobs)  # type: ignore[arg-type]
    assert max(map(len, made)) == most
    assert sorted(number for each in made for number in each) == list(range(amount))


def test_server_of_a_killed_run_is_ended_and_no_other(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import time; time.sleep(60)", SERVER]
    processes = [
        subprocess.Popen(command, env={**os.environ, "PREFECT_HOME": str(home)}) for home in (tmp_path, tmp_path / "x")
    ]
    try:
        end_server(tmp_path)
        assert processes[0].wait(10) == -15
        assert processes[1].poll() is None
    finally:
        for process in processes:
            process.kill()
            process.wait()


def test_guard_acts_when_its_run_is_gone(tmp_path: Path) -> None:
    environment = {**os.environ, "PREFECT_HOME": str(tmp_path)}
    server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", SERVER], env=environment)
    guard = stand_guard(tmp_path)
    try:
        with pytest.raises(subprocess.TimeoutExpired):
            server.wait(0.5)
        assert guard.stdin
        guard.stdin.close()
        assert server.wait(10) == -15
        assert guard.wait(10) == 0
    finally:
        server.kill()


def test_probe_counts_pages_and_sees_a_text_layer(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    for name, text in (("digital.pdf", "Een regel die lang genoeg is om een tekstlaag te zijn."), ("scan.pdf", "1")):
        pdf = canvas.Canvas(str(tmp_path / name))
        for _ in range(5):
            pdf.drawString(72, 720, text)
            pdf.showPage()
        pdf.save()
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "plain.txt").write_text("tekst")
    (tmp_path / "picture.png").write_bytes(b"")
    seen = {path.name: look(path) for path in tmp_path.iterdir()}
    assert seen == {
        "digital.pdf": Look(5, scanned=False),
        "scan.pdf": Look(5, scanned=True),
        "broken.pdf": Look(1, scanned=True),
        "plain.txt": Look(1, scanned=False),
        "picture.png": Look(1, scanned=True),
    }


def test_probe_tells_of_each_file_as_soon_as_it_looked(tmp_path: Path) -> None:
    answers = tmp_path / "answers"
    probe([tmp_path / "a.txt", tmp_path / "b.txt"], answers)
    told = [json.loads(line) for line in answers.read_text().splitlines()]
    assert told == [{"pages": 1, "scanned": False}] * 2


def test_file_that_ends_a_survey_is_left_out_and_the_rest_is_asked_again(tmp_path: Path) -> None:
    folder = Folder.at(tmp_path)
    answers = survey(Isolation("faking:process"), "faking:say_or_die", ["a", "klap", "c", "klap"], folder, Limits())
    assert answers == [{"said": "a"}, None, {"said": "c"}, None]
    assert folder.staged() == []


def test_time_for_a_file_without_pages_grows_with_its_size(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(bytes(40_000))
    (tmp_path / "b.eml").write_bytes(bytes(40_000_000))
    assert look(tmp_path / "a.docx") == Look(11, scanned=False)
    assert look(tmp_path / "b.eml") == Look(301, scanned=False)


def _servers(home: Path) -> list[str]:
    mark = f"PREFECT_HOME={home}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes().split(b"\0"):
                found.append(process.name)
        except OSError:
            continue
    return found


def test_documents_are_done_while_prefect_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server takes a dozen seconds to start; what is done until then no task does again."""
    done: list[str] = []
    waiting = threading.Event()

    def attempt(entry: Entry) -> None:
        done.append(entry.id)
        if len(done) == 2:
            waiting.set()

    batch = idle(tmp_path, "abcdef", attempt, done)

    def slow(batch: Any, jobs: int, begun: Callable[[], None]) -> None:
        assert waiting.wait(10)
        begun()
        before = len(done)
        assert before >= 2
        time.sleep(0.05)
        assert len(done) == before  # nobody does documents beside the tasks

    monkeypatch.setattr(flows.ingest, "_run", slow)
    monkeypatch.setattr(flows.ingest, "_private", lambda home: nullcontext())
    flows.ingest.ingest(batch, 2)
    assert done == list("abcdef")[: len(done)]


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_what_ends_the_start_of_prefect_ends_what_is_done_meanwhile(
    error: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C stops the children; where Prefect fails they finish, for the rest is done without it."""
    begun, stopped = threading.Event(), threading.Event()

    def attempt(entry: Entry) -> None:
        begun.set()
        assert stopped.wait(10) if error is KeyboardInterrupt else True

    batch = idle(tmp_path, "ab", attempt, [])
    batch.isolation = SimpleNamespace(stopped=False, stop=stopped.set)

    def failing(*_: object) -> None:
        assert begun.wait(10)
        raise error

    monkeypatch.setattr(flows.ingest, "_run", failing)
    monkeypatch.setattr(flows.ingest, "_private", lambda home: nullcontext())
    with pytest.raises(error):
        flows.ingest.ingest(batch, 2)
    assert stopped.is_set() is (error is KeyboardInterrupt)
    assert not [thread for thread in threading.enumerate() if thread.name == "document"]


def idle(folder: Path, ids: str, attempt: Callable[[Entry], None], done: list[str]) -> Any:
    """A batch of documents that take no time."""
    entries = [Entry(folder / id, id, 1, readable=True) for id in ids]

    class Batch:
        isolation = SimpleNamespace(stopped=False, stop=lambda: None)
        folder = SimpleNamespace(prefect=None)

        @property
        def pending(self) -> tuple[Entry, ...]:
            return tuple(entry for entry in entries if entry.id not in done)

        def attempt(self, entry: Entry) -> None:
            attempt(entry)

    return Batch()
