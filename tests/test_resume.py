"""A run that is ended, or has no room, loses nothing; the next goes on where it was."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from batching import fill, give_key, names, refuse, run, start, tree
from posting import attach, mail, save

import flows.attempt
import flows.batch
import flows.folder
import flows.place
import flows.run_command
from corpus.store import Store
from corpus.trail import Trail
from flows.folder import Folder


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


@pytest.mark.parametrize("stride", [4, pytest.param(1, marks=pytest.mark.soak)])
def test_every_moment_of_putting_in_place_may_be_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None, stride: int
) -> None:
    """The run is ended before each single step in turn, or each fourth; the next run always gives the same folder."""
    source = fill(tmp_path / "in", {"a.txt": "een", "b/a.txt": "twee", "c.txt": "kapot"})
    save(source / "d.eml", attach(mail(), "x.txt", b"drie", "text/plain"))
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
        assert told(out) == told(whole), moments
        moments += stride
    assert moments > 80


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
        full.setattr(flows.place, "_put", refuse)
        assert run(full, source, "--out", out) == 2
    assert names(out / "quarantine") == []
    assert run(monkeypatch, source, "--out", out) == 0


def told(out: Path) -> list[tuple[str, str]]:
    """What the trail tells of each document, once it is sure that no row was lost or written twice."""
    with closing(Trail(out / "confidential" / "trail.db")) as trail:
        assert trail.broken() is None
        return sorted((entry.what, entry.stem) for entry in trail.entries() if entry.document)


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
        (Path, "replace"), (Path, "unlink"), (Path, "chmod"), (os, "link"), (flows.attempt, "write_outcome"),
        (flows.place.shutil, "rmtree"), (flows.batch.Ledger, "name"), (flows.batch.Ledger, "list"),
        (Store, "_count"), (Trail, "append"), (Store, "save"), (Store, "save_listings"),
    ):  # fmt: skip
        guarded(place, name)
    return steps


def _wait_for(happened: object) -> None:
    for _ in range(300):
        if happened():  # type: ignore[operator]
            return
        time.sleep(0.1)
    pytest.fail("it did not happen in time")
