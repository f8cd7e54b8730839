"""`lakwerk web` as a user types it: a real server, and what it refuses."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any

import httpx
import pytest
from site_folder import fill

from corpus.facets import Filters
from corpus.search import Found
from flows.cli import main
from review.holdings import Holdings

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("workers", [1, 2])
def test_server_answers_stays_up_and_stops(tmp_path: Path, workers: int) -> None:
    """Started over a DIR in which nothing was done yet; Ctrl-C ends it as it should, and it logs no question."""
    out = tmp_path / "out"
    out.mkdir()
    command = [sys.executable, "-m", "flows.cli", "web", "--out", str(out), "--port", "0", "--workers", str(workers)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout
            address = server.stdout.readline().split()[-1]
            with httpx.Client(base_url=address, timeout=60) as site:
                assert _first(site).status_code == 503
                (out / "made").mkdir()
                fill(out / "made")
                (out / "made" / "lakwerk.db").rename(out / "lakwerk.db")
                assert site.get("/?q=zoekwoord").status_code == 200
        finally:
            server.send_signal(signal.SIGINT)
            _, told = server.communicate(timeout=60)
    assert server.returncode == 0
    assert "zoekwoord" not in told
    assert "Traceback" not in told
    assert "hier is nog niets verwerkt" in told


def _first(site: httpx.Client) -> httpx.Response:
    """The first answer, once a process is there to give it."""
    for _ in range(600):
        try:
            return site.get("/?q=zoekwoord")
        except httpx.ConnectError:
            time.sleep(0.1)
    raise AssertionError("no process came")


def test_what_cannot_be_served_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as another site of ours has it
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        cases: list[tuple[list[str], str]] = [
            (["--out", str(tmp_path / "nergens")], "deze map is er niet"),
            (["--out", str(tmp_path), "--port", port, "--workers", "2"], "kan niet worden geluisterd"),
            (["--out", str(tmp_path), "--host", "geen.adres.invalid", "--port", "0"], "kan niet worden geluisterd"),
            (["--out", str(tmp_path), "--user-header", "X Gebruiker"], "naam van een header"),
            (["--out", str(tmp_path), "--proxy", "10.0.0.1"], "alleen zin met --user-header"),
        ]
        for words, told in cases:
            assert main(["web", *words]) == 2
            assert told in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--port", "70000"], ["--port", "x"], ["--workers", "0"], []])
def test_wrong_words_are_wrong_usage(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["web", *(["--out", "."] if words else []), *words])
    assert ended.value.code == 2


def test_a_process_searches_for_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stemmer's state is shared: two threads in it spoil each other's stems."""
    holdings = Holdings(fill(tmp_path / "out") / "lakwerk.db")
    busy = Lock()

    def slow(*_: Any) -> Found:
        assert busy.acquire(blocking=False)
        try:
            time.sleep(0.001)  # another thread may come
            return Found((), 0, False, ())
        finally:
            busy.release()

    monkeypatch.setattr("review.holdings.search", slow)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda number: holdings.found(f"woord{number}", Filters()), range(200)))
    assert len(found) == 200
    holdings.close()
