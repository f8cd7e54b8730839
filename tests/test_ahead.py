"""What is started before the command itself is loaded, and when a practice would only be in the way."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from flows import ahead
from flows.ahead import are_few, start_ahead
from flows.folder import Folder
from flows.isolate import Isolation


@pytest.mark.parametrize(
    ("names", "jobs", "few"),
    [
        (["nota.pdf"], 1, True),
        (["nota.pdf", "brief.pdf"], 1, False),
        (["nota.pdf", "brief.pdf"], 2, True),
        (["bericht.eml"], 1, False),  # what hangs on it follows
        (["bericht.MSG"], 4, False),
        ([], 1, True),
    ],
)
def test_few_are_no_more_than_are_done_at_once(names: list[str], jobs: int, few: bool) -> None:
    assert are_few(map(Path, names), jobs) is few


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    found: list[bool] = []

    class Noted(Isolation):
        def ahead(self) -> None:
            found.append(self._practised)

    monkeypatch.setattr(ahead, "Isolation", Noted)
    return found


def arguments(out: Path, *paths: Path) -> Namespace:
    return Namespace(out=out, paths=list(paths), jobs=1)


@pytest.mark.parametrize(("amount", "practised"), [(1, False), (3, True)])
def test_a_first_run_starts_the_documents_process(
    tmp_path: Path, started: list[bool], amount: int, practised: bool
) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for number in range(amount):
        (source / f"nota-{number}.txt").write_text("Aanleiding")
    start_ahead(arguments(tmp_path / "out", source), "faking:process")
    assert started == [practised]


def test_a_run_that_may_have_nothing_to_do_starts_nothing(tmp_path: Path, started: list[bool]) -> None:
    folder = Folder.at(tmp_path / "out")
    folder.database.parent.mkdir(parents=True)
    folder.database.touch()
    nota = tmp_path / "nota.txt"
    nota.touch()
    start_ahead(arguments(tmp_path / "out", nota), "faking:process")
    start_ahead(arguments(tmp_path / "new", tmp_path / "absent.txt"), "faking:process")
    start_ahead(arguments(tmp_path / "new"), "faking:process")
    assert started == []
