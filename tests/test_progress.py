"""How long a run still takes is told by its pages, now and then, and never before there is something to tell."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from batching import fill, run
from hypothesis import given
from hypothesis import strategies as st

import flows.progress
from corpus.store import DONE, Row
from flows.folder import Folder
from flows.log import SETTING, logged
from flows.progress import QUIET, Progress
from flows.remaining import Remaining, about


class Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def row(id: str) -> Row:
    return Row(id, id, f"{id}.pdf", DONE, None, None, "brief", None, None, None, 1, 0, (), 0, 0, 0, 0)


def ids(amount: int) -> list[str]:
    return [f"{number:032x}" for number in range(amount)]


def walk(progress: Progress, clock: Clock, pages: dict[str, int], seconds_per_page: float) -> None:
    """Do documents one after the other, each page taking as long."""
    for id, amount in pages.items():
        with progress.timed(id):
            clock.now += amount * seconds_per_page
        progress.document(row(id), f"{id}.pdf", earlier=False)


def test_estimate_goes_by_pages_and_not_by_documents() -> None:
    clock = Clock()
    remaining = Remaining(clock)
    small, large = ids(100)[:99], ids(100)[99]
    remaining.expect({**dict.fromkeys(small, 1), large: 901})
    for id in small:
        clock.now += 2
        remaining.done(id)
    assert remaining.seconds() == pytest.approx(901 * 2, rel=0.1)


def test_estimate_nears_what_is_left_and_ends_as_nothing() -> None:
    clock = Clock()
    remaining = Remaining(clock)
    remaining.expect(dict.fromkeys(ids(200), 1))
    for number, id in enumerate(ids(200), 1):
        clock.now += 4
        remaining.done(id)
        if 100 <= number < 200:
            assert remaining.seconds() == pytest.approx((200 - number) * 4, rel=0.1)
    assert remaining.seconds() is None


@given(st.floats(0, 3), st.integers(1, 2000))
def test_first_estimate_is_never_wild(seconds: float, pages: int) -> None:
    """A first page that took no time at all, or a slow one, moves the estimate by little."""
    clock = Clock()
    remaining = Remaining(clock)
    remaining.expect({"first": 1, "rest": pages})
    before = remaining.seconds()
    clock.now += seconds
    remaining.done("first")
    after = remaining.seconds()
    assert before is not None
    assert after is not None
    assert 0.8 * before * pages / (pages + 1) <= after <= before + pages * 3 / 10


def test_nothing_is_left_of_a_run_that_found_all_done() -> None:
    assert Remaining().seconds() is None


def test_line_comes_after_half_a_minute_and_not_more_often(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    progress, pages = Progress(400, clock=clock), dict.fromkeys(ids(400), 1)
    progress.expect(pages)
    walk(progress, clock, pages, 3.0)
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("[10/400] nog ongeveer ")
    assert len(told) == 400 * 3 // QUIET - 1
    assert told[-1].startswith("[390/400] nog ongeveer een minuut")


def test_short_run_says_nothing_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None,
                                     capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    source = fill(tmp_path / "in", {"a.txt": "een", "b.txt": "twee"})
    assert run(monkeypatch, source, "--out", tmp_path / "out") == 0
    assert capsys.readouterr().err == ""


def test_run_without_a_terminal_tells_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(flows.progress, "QUIET", 0.0)
    source = fill(tmp_path / "in", {"a.txt": "een", "b.txt": "twee", "c.txt": "drie"})
    assert run(monkeypatch, source, "--out", tmp_path / "out", "--jobs", 1) == 0
    assert capsys.readouterr().err.splitlines() == [
        "[1/3] nog ongeveer een minuut", "[2/3] nog ongeveer een minuut",
    ]  # fmt: skip


def test_where_stderr_is_the_log_the_line_is_an_event(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(SETTING, "json")
    clock = Clock()
    with logged():
        progress, pages = Progress(20, clock=clock), dict.fromkeys(ids(20), 1)
        progress.expect(pages)
        walk(progress, clock, pages, 3.0)
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    (going,) = [each for each in told if each["event"] == "run_going"]
    assert (going["total"], going["left"]) == (20, 10)
    assert 10 < going["seconds"] < 40


def test_terminal_gets_a_bar_and_no_lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    clock = Clock()
    progress, pages = Progress(40, clock=clock), dict.fromkeys(ids(40), 1)
    progress.expect(pages)
    walk(progress, clock, pages, 3.0)
    progress.close()
    shown = capsys.readouterr().err
    assert "Verwerken" in shown
    assert "[10/40]" not in shown


def test_status_learns_how_far_it_is(tmp_path: Path) -> None:
    folder, clock = Folder.at(tmp_path), Clock()
    folder.prepare()
    progress, pages = Progress(4, folder.progress, clock=clock), dict.fromkeys(ids(4), 10)
    progress.expect(pages)
    assert json.loads(folder.progress.read_text())["left"] == 4
    walk(progress, clock, dict.fromkeys(ids(2), 10), 3.0)
    told = json.loads(folder.progress.read_text())
    assert (told["total"], told["left"]) == (4, 2)
    assert 20 < told["seconds"] < 80
    progress.close()
    assert not folder.progress.exists()


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "nog ongeveer een minuut"),
        (95, "nog ongeveer 2 minuten"),
        (5399, "nog ongeveer 90 minuten"),
        (7300, "nog ongeveer 2 uur"),
        (60 * 3600, "nog ongeveer 2,5 dagen"),
    ],
)
def test_time_is_said_as_a_person_says_it(seconds: float, told: str) -> None:
    assert about(seconds) == told
