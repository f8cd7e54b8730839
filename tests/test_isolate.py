"""One process for each document: what happens in it stays in it."""

from __future__ import annotations

import json
import os
import threading
import time
from pathlib import Path

import pytest

from flows.isolate import Ending, Isolation
from flows.settings import Limits

LIMITS = Limits()


@pytest.fixture
def isolation() -> Isolation:
    return Isolation("faking:process")


def test_child_has_its_own_folder_and_one_thread(isolation: Isolation, tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    assert isolation.call("faking:note_surroundings", (str(answer),), tmp_path, LIMITS, 60) is Ending.OK
    told = json.loads(answer.read_text())
    own = str(tmp_path / "tmp")
    expected = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "TMPDIR": own, "tempdir": own, "core": 0}
    assert told == expected
    assert answer.stat().st_mode & 0o777 == 0o600


def test_child_that_aborts_is_a_crash(isolation: Isolation, tmp_path: Path) -> None:
    assert isolation.call("os:abort", (), tmp_path, LIMITS, 60) is Ending.CRASHED


@pytest.mark.parametrize("target", ["faking:loop", "signal:pause"])
def test_child_that_hangs_is_ended_in_time(isolation: Isolation, tmp_path: Path, target: str) -> None:
    began = time.monotonic()
    assert isolation.call(target, (), tmp_path, LIMITS, 1) is Ending.OUT_OF_TIME
    assert time.monotonic() - began < 20


def test_memory_is_limited(isolation: Isolation, tmp_path: Path) -> None:
    limits = Limits(memory=2 << 30)
    assert isolation.call("faking:hog", (1 << 20,), tmp_path, limits, 60) is Ending.OK
    assert isolation.call("faking:hog", (3 << 30,), tmp_path, limits, 60) is Ending.CRASHED


def test_processes_that_a_child_started_end_with_it(isolation: Isolation, tmp_path: Path) -> None:
    answer = tmp_path / "pid"
    assert isolation.call("faking:start_another", (str(answer),), tmp_path, LIMITS, 3) is Ending.OUT_OF_TIME
    assert _is_gone(int(answer.read_text()))


def test_nothing_that_a_child_shows_is_seen(
    isolation: Isolation, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert isolation.call("faking:shout", (), tmp_path, LIMITS, 60) is Ending.CRASHED
    shown = capfd.readouterr()
    assert "Geheime" not in shown.out + shown.err


def test_stop_ends_a_running_child_and_refuses_the_next(isolation: Isolation, tmp_path: Path) -> None:
    endings: list[Ending] = []
    thread = threading.Thread(
        target=lambda: endings.append(isolation.call("signal:pause", (), tmp_path, LIMITS, 60)), daemon=True
    )
    thread.start()
    time.sleep(0.5)
    isolation.stop()
    thread.join(20)
    assert endings == [Ending.STOPPED]
    assert isolation.call("faking:hog", (1,), tmp_path, LIMITS, 60) is Ending.STOPPED


def test_many_threads_may_start_children(isolation: Isolation, tmp_path: Path) -> None:
    """No thread sees another one's exit status."""
    endings: dict[int, Ending] = {}

    def call(number: int) -> None:
        target = "os:abort" if number % 2 else "faking:hog"
        folder = tmp_path / str(number)
        folder.mkdir()
        endings[number] = isolation.call(target, () if number % 2 else (1,), folder, LIMITS, 60)

    threads = [threading.Thread(target=call, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert endings == {number: Ending.CRASHED if number % 2 else Ending.OK for number in range(12)}


def _is_gone(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False
