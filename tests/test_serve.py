"""`lakwerk serve`: what comes in is done, what is on the schedule is carried out, and Prefect is told no names."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from pooling import free_port

from flows.cli import main
from flows.config import Config
from flows.folder import Folder
from flows.intake import Intake, is_taken, look_at, sources_of, take, write_list
from flows.prefect_server import surroundings
from flows.settings import WrongUsage
from flows.source import Seen, SourceAway

CANARY = "Zonderling"
LETTER = f"Aan de Kamer\n\nContactpersoon: Hanneke {CANARY}\n\nIk zal de Kamer voor de zomer informeren.\n"
PATIENCE = 120


class Fixed(NamedTuple):
    """A source that gives what it is told to."""

    name: str
    files: tuple[Path, ...] = ()
    away: str = ""

    def look(self, now: float) -> Seen:
        if self.away:
            raise SourceAway(self.away)
        return Seen(self.files, 1, 0)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path / "out")
    made.prepare()
    return made


def letter(tmp_path: Path, name: str = "brief.txt", text: str = LETTER) -> Path:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    return file


def test_source_that_is_away_keeps_no_other_waiting(tmp_path: Path) -> None:
    here = letter(tmp_path)
    seen = look_at([Fixed("weg", away="De bron weg is er niet."), Fixed("hier", (here,))])
    assert seen == Intake((here,), 1, ("De bron weg is er niet.",))


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.write_text("anders"),
        lambda file: os.utime(file, ns=(1, 1)),
        lambda file: file.rename(file.with_name("b.txt")),
    ],
)
def test_mark_is_another_one_as_soon_as_a_file_is(
    tmp_path: Path, folder: Folder, change: Callable[[Path], object]
) -> None:
    file = letter(tmp_path)
    mark = Intake((file,), 0, ()).mark
    take(folder, mark) if folder.inbox.is_dir() else (folder.inbox.mkdir(), take(folder, mark))
    assert is_taken(folder, Intake((file,), 0, ()).mark)
    change(file)
    assert not is_taken(folder, Intake(tuple(sorted(tmp_path.glob("*.txt"))), 0, ()).mark)


def test_list_of_files_is_for_the_owner_alone_and_takes_every_name(tmp_path: Path, folder: Folder) -> None:
    files = (tmp_path / "een\nregel.txt", tmp_path / os.fsdecode(b"odd\xff.txt"))
    written = write_list(folder, Intake(files, 0, ()))
    assert written.stat().st_mode & 0o777 == 0o600
    assert tuple(Path(os.fsdecode(each)) for each in written.read_bytes().split(b"\0")[:-1]) == files


def test_two_sources_cannot_have_one_name(tmp_path: Path, folder: Folder) -> None:
    table = {"name": "post", "kind": "folder", "path": str(tmp_path)}
    with pytest.raises(WrongUsage, match="post staat er meer dan eens"):
        sources_of(Config(tmp_path / "lakwerk.toml", sources=(table, table)), folder)


@pytest.mark.parametrize(("named", "secret"), [("", ""), ("http://prefect:4200/api", "wie:geheim")])
def test_prefect_never_reports_and_its_server_asks_who_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, secret: str
) -> None:
    """Others on the machine reach 127.0.0.1, and who changes a deployment can run programs as we do."""
    monkeypatch.setenv("LAKWERK_PREFECT", named)
    monkeypatch.setenv("LAKWERK_PREFECT_AUTH", secret)
    told = surroundings(tmp_path)
    assert told["PREFECT_API_URL"] == named
    assert told["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert told["PREFECT_API_AUTH_STRING"] == told["PREFECT_SERVER_API_AUTH_STRING"]
    assert told["PREFECT_API_AUTH_STRING"] == secret if secret else len(told["PREFECT_API_AUTH_STRING"]) > 40


def test_serve_says_when_there_is_nothing_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--out", str(tmp_path / "out")]) == 2
    assert "noemt geen bron ([[source]]) en geen tijd ([schedule])" in capsys.readouterr().err


def test_what_comes_in_is_done_and_prefect_knows_no_names(tmp_path: Path) -> None:
    """A file comes, another one changes, the schedule writes a calendar; then the program is asked to end."""
    come = tmp_path / "in"
    come.mkdir()
    first = letter(come)
    port = free_port()
    with _serving(tmp_path, come, port) as (process, out):
        _until(lambda: (out / "records" / "brief.json").is_file(), process)
        first.write_text(LETTER.replace("de Kamer voor de zomer", "de Kamer voor 1 mei 2027"), "utf-8")
        letter(come, f"nota-{CANARY}.txt", LETTER.replace("zomer", "winter"))
        _until(lambda: "1 mei 2027" in _read(out / "records" / "brief.json"), process)
        _until(lambda: len(list((out / "records").glob("*.json"))) == 2, process)
        _until(lambda: (out / "deadlines.ics").is_file(), process)
        shown = {("documents", '"documents": 2'), ("workspace", "https://woo.example.nl/")}
        _until(lambda: shown <= _artifacts(out / "confidential" / "serve" / "prefect.db"), process)
        health = httpx.get(f"http://127.0.0.1:{port}/health", timeout=10)
        again = main(["--config", str(tmp_path / "lakwerk.toml"), "serve"])
        process.send_signal(signal.SIGTERM)
        told = process.communicate(timeout=60)[0]
    assert (again, health.status_code, health.json()["status"]) == (2, 200, "ok")
    assert '"event": "run_asked"' in told
    assert process.returncode == 0
    assert CANARY not in told
    home = out / "confidential" / "serve"
    assert home.stat().st_mode & 0o777 == 0o700
    assert (home / "prefect.db").stat().st_mode & 0o777 == 0o600
    for file in home.rglob("*"):
        assert not file.is_file() or CANARY.encode() not in file.read_bytes(), file.name
    _until(lambda: not list(_left(home)), None)


@contextmanager
def _serving(tmp_path: Path, come: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    (tmp_path / "lakwerk.toml").write_text(
        f'out = "out"\nlog = "json"\n[schedule]\ncalendar = "* * * * *"\n'
        f'[serve]\nevery = 1\nmetrics = "127.0.0.1:{port}"\ndesk-url = "https://woo.example.nl/"\n'
        f'[[source]]\nname = "post"\nkind = "folder"\npath = "{come}"\nsettle = 1\n'
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "--config", str(tmp_path / "lakwerk.toml"), "serve"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process, tmp_path / "out"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def _artifacts(database: Path) -> set[tuple[str, str]]:
    """What Prefect shows of the runs: which artifacts, with what they say of two documents and the workspace."""
    with closing(sqlite3.connect(database)) as sql:
        rows = sql.execute("SELECT key, data FROM artifact").fetchall()
    words = ('"documents": 2', "https://woo.example.nl/")
    return {(key, word) for key, data in rows for word in words if word in json.loads(data)}


def _until(done: Callable[[], bool], process: subprocess.Popen[str] | None) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until, "it does not come"
        assert process is None or process.poll() is None, process and process.communicate()[0]
        time.sleep(0.2)


def _read(file: Path) -> str:
    return file.read_text("utf-8") if file.is_file() else ""


def _left(home: Path) -> Iterator[str]:
    """Programs that still have Prefect's home in their environment."""
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if f"PREFECT_HOME={home}".encode() in (place / "environ").read_bytes().split(b"\0"):
                yield place.name
        except OSError:
            continue
