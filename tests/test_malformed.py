"""Malformed and hostile files: each ends as a document or with one clear reason, and none takes the batch with it."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hostile
import pytest
from malformed import NASTIEST, files

from corpus.store import DONE, Row, Store
from flows.cli import main
from flows.folder import Folder
from flows.isolate import Ending, Isolation
from flows.ledger import Ledger
from flows.settings import Limits, Settings

SECONDS = 45.0  # for one document; in production it grows with what a document says of itself
SLACK = 20.0  # seconds to end a child on a busy machine
MEMORY = 2 << 30  # bytes that no process may have taken, by the limits of the program itself
FORBIDDEN = (hostile.FIRST, hostile.LAST, "Traceback", "Error", "Exception", "None", "\n")
DUTCH = re.compile(r"\b(?:de|het|een|is|te|niet|geen|zijn)\b", re.IGNORECASE)


@dataclass
class Watch:
    """What the children of a run took: seconds by the file's name, and the most bytes of one of their processes."""

    seconds: Counter[str] = field(default_factory=Counter)
    memory: Counter[str] = field(default_factory=Counter)
    _children: dict[int, str] = field(default_factory=dict)

    def seen(self, pid: int | None, arguments: tuple[Any, ...]) -> None:
        if pid is not None:
            self._children[pid] = _told(*arguments[:2])

    def look(self) -> None:
        """A child leads a session; the kernel remembers the most that each process in it had."""
        for process in Path("/proc").glob("[0-9]*"):
            try:
                leader = int((process / "stat").read_text().rpartition(")")[2].split()[3])
                if (name := self._children.get(leader)) and (most := _most(process)) > self.memory[name]:
                    self.memory[name] = most
            except (OSError, IndexError):
                continue  # it ended meanwhile


@contextmanager
def watching(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    watch, ended = Watch(), threading.Event()
    start, call = Isolation._start, Isolation.call

    def started(self: Isolation, arguments: tuple[Any, ...]) -> Any:
        child = start(self, arguments)
        watch.seen(child.pid, arguments)
        return child

    def called(self: Isolation, target: str, arguments: tuple[Any, ...], *rest: Any) -> Ending:
        began = time.monotonic()
        ending = call(self, target, arguments, *rest)
        name, took = _told(target, arguments), time.monotonic() - began
        watch.seconds[name] = max(took, watch.seconds[name])
        return ending

    def look() -> None:
        while not ended.wait(0.1):
            watch.look()

    monkeypatch.setattr(Isolation, "_start", started)
    monkeypatch.setattr(Isolation, "call", called)
    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        ended.set()
        thread.join()


def checked_run(given: list[Path], out: Path, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Run the command on the files and look at everything that must hold; gives how many ended how."""
    limits = Limits(seconds=SECONDS, seconds_per_page=0, seconds_per_megabyte=0)
    monkeypatch.setattr("flows.run_command.load_settings", lambda *_: Settings(limits=limits))
    monkeypatch.setattr("flows.run_command.DIRECT_LIMIT", 10_000)
    monkeypatch.setattr("flows.attempt.PASSING", frozenset())  # nothing is tried twice
    with watching(monkeypatch) as watch:
        assert main(["run", *map(str, given), "--out", str(out)]) == 1
    rows = outcomes(out, given)
    unclear = {path.name: row.detail for path, row in rows.items() if row.state != DONE and not is_clear(row)}
    assert unclear == {}
    crashed = {path.name: row.detail for path, row in rows.items() if row.reason == "crashed"}
    assert crashed == {}
    documents = {name: took for name, took in watch.seconds.items() if ":" not in name}
    assert {name: took for name, took in documents.items() if took > SECONDS + SLACK} == {}
    assert {name: most >> 20 for name, most in watch.memory.items() if most > MEMORY} == {}
    return Counter(row.reason or row.state for row in rows.values())


def outcomes(out: Path, given: list[Path]) -> dict[Path, Row]:
    """What the store says of each file."""
    folder = Folder.at(out)
    store, ledger = Store(folder.database), Ledger(folder.ledger)
    try:
        rows, ids = store.rows(), {listing.path: listing.id for listing in ledger.listings()}
        return {path: rows[ids[path]] for path in given}
    finally:
        store.close()
        ledger.close()


def is_clear(row: Row) -> bool:
    """True for a reason of one or two Dutch sentences that shows nothing of the file."""
    detail = row.detail or ""
    shows = [word for word in FORBIDDEN if word in detail]
    return bool(row.reason and DUTCH.search(detail) and detail.endswith((".", "?")) and len(detail) < 200) and not shows


def _told(target: str, arguments: tuple[Any, ...]) -> str:
    """The name of the file that a child works on, or what it does with many."""
    return str(arguments[1].source.name) if target == "flows.child:do" else target


def _most(process: Path) -> int:
    found = re.search(r"VmHWM:\s+(\d+) kB", (process / "status").read_text())
    return int(found[1]) << 10 if found else 0


@pytest.mark.timeout(600)
def test_nastiest_files_each_end_with_a_result_or_a_clear_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = list(files(tmp_path / "in", only=NASTIEST))
    assert len(given) == len(NASTIEST)
    ended = checked_run(given, tmp_path / "out", monkeypatch)
    assert ended[DONE] >= 5, "what can be read is read"


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_three_hundred_malformed_files_each_end_with_a_result_or_a_clear_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = list(files(tmp_path / "in"))
    assert len(given) >= 300
    ended = checked_run(given, tmp_path / "out", monkeypatch)
    assert ended["out_of_time"] <= 15, ended
    assert ended[DONE] >= 100, "what can be read is read"
