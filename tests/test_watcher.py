"""When the watcher of sources starts a run, and when it waits."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from flows.folder import Folder
from flows.source import Seen, SourceAway


class Changing:
    """A source whose files, or trouble, are set by the test."""

    name = "post"

    def __init__(self) -> None:
        self.files: tuple[Path, ...] = ()
        self.away = ""

    def look(self, now: float) -> Seen:
        if self.away:
            raise SourceAway(self.away)
        return Seen(self.files, 0, 0)


class Stage:
    """A watcher over one source; Prefect and the clock are stood in for."""

    def __init__(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from flows.watcher import Watcher

        self.folder = Folder.at(tmp_path / "out")
        self.folder.inbox.mkdir(parents=True)
        self.source, self.started, self.goes_on, self.clock = Changing(), 0, False, 1000.0
        self.watcher = Watcher(self.folder, (self.source,), 10)
        monkeypatch.setattr("flows.watcher.time.monotonic", lambda: self.clock)
        monkeypatch.setattr(self.watcher, "_goes_on", lambda: self.goes_on)
        monkeypatch.setattr("flows.watcher.get_client", lambda sync_client: self)

    def __enter__(self) -> Stage:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def read_deployment_by_name(self, name: str) -> Stage:
        assert name == "job/run"
        return self

    id = None

    def create_flow_run_from_deployment(self, deployment: object) -> Stage:
        self.started += 1
        return self

    def look(self, after: Sequence[float] = (0,)) -> int:
        for seconds in after:
            self.clock += seconds
            self.watcher._look()
        return self.started


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    made = Stage(tmp_path, monkeypatch)
    (tmp_path / "a.txt").write_text("een")
    made.source.files = (tmp_path / "a.txt",)
    return made


def test_files_that_no_run_has_had_start_one(stage: Stage) -> None:
    assert stage.look() == 1


def test_nothing_starts_where_nothing_is_or_all_was_done(stage: Stage) -> None:
    from flows.intake import look_at, take

    take(stage.folder, look_at([stage.source]).mark)
    assert stage.look() == 0
    stage.source.files = ()
    assert stage.look() == 0


def test_run_that_goes_on_is_left_to_end(stage: Stage) -> None:
    stage.goes_on = True
    assert stage.look([0, 100, 1000]) == 0


def test_run_that_failed_is_begun_again_ever_later(stage: Stage) -> None:
    """After 10, 20 and 40 seconds for a look each 10 seconds; at most an hour."""
    assert stage.look() == 1
    assert stage.look([9]) == 1
    assert stage.look([1]) == 2
    assert stage.look([19]) == 2
    assert stage.look([1]) == 3
    for _ in range(20):
        stage.look([3600])
    assert stage.started == 23


def test_another_file_does_not_wait_for_one_that_failed(stage: Stage, tmp_path: Path) -> None:
    stage.look([0, 10, 20])
    (tmp_path / "b.txt").write_text("twee")
    stage.source.files = (tmp_path / "a.txt", tmp_path / "b.txt")
    assert stage.look([1]) == 4


def test_trouble_is_told_once_until_it_is_over(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    stage.source.away = "De bron post is weg."
    stage.look([1, 1, 1])
    assert capsys.readouterr().err.count("De bron post is weg.") == 1
    stage.source.away = ""
    stage.look([1])
    stage.source.away = "De bron post is weg."
    stage.look([1])
    assert capsys.readouterr().err.count("De bron post is weg.") == 1
