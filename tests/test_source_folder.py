"""A watched folder gives files that are whole, and never mistakes a folder that is away for an empty one."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from batching import run
from hypothesis import given
from hypothesis import strategies as st
from sourcing import NOW, made, names

import flows.source_folder
from flows.source import Source, SourceAway

SETTLED = NOW + 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def source(tmp_path: Path, folder: Path) -> Source:
    return made(tmp_path, "folder", path=str(folder))


def put(file: Path, text: str = "tekst", at: float = NOW - 3600) -> Path:
    """A file that was last changed at that time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    os.utime(file, (at, at))
    return file


def private(tmp_path: Path) -> Path:
    return tmp_path / "out" / "confidential" / "inbox" / "bron"


def test_a_file_is_given_where_it_lies_once_two_looks_saw_the_same(source: Source, folder: Path) -> None:
    file = put(folder / "dossier" / "nota.txt")
    first = source.look(NOW)
    second = source.look(NOW + 10)
    assert (first.files, first.waiting, first.fetched) == ((), 1, 0)
    assert (second.files, second.waiting, second.fetched) == ((file,), 0, 1)


def test_a_file_that_was_told_of_stays_given_and_is_no_longer_news(source: Source, folder: Path) -> None:
    put(folder / "nota.txt")
    seen = [source.look(NOW + after) for after in (0, 10, 20)]
    assert [(len(one.files), one.fetched) for one in seen] == [(0, 0), (1, 1), (1, 0)]


@pytest.mark.parametrize(
    ("changed", "ready"),
    [
        (NOW - 3600, True),  # a copy that keeps its time
        (SETTLED - 5, False),  # by its own time it is fresh
        (SETTLED - 10, True),
        (SETTLED + 7200, True),  # a clock that runs ahead must not keep it waiting for hours
    ],
)
def test_both_clocks_have_their_say(source: Source, folder: Path, changed: float, ready: bool) -> None:
    put(folder / "nota.txt", at=changed)
    source.look(NOW)
    assert bool(source.look(SETTLED).files) is ready


def test_a_file_that_grows_under_a_slow_clock_waits(source: Source, folder: Path) -> None:
    for step in range(5):
        put(folder / "nota.txt", "x" * (step + 1), at=NOW - 7200)
        assert source.look(NOW + 10 * step).waiting == 1


def test_a_file_that_is_written_anew_is_not_given_until_it_is_whole(source: Source, folder: Path) -> None:
    put(folder / "nota.txt")
    source.look(NOW)
    assert source.look(SETTLED).files
    put(folder / "nota.txt", "half", at=NOW - 60)
    assert source.look(SETTLED + 10).files == ()
    assert source.look(SETTLED + 20).fetched == 1


def test_what_stands_in_its_place_stays_while_a_file_is_written_anew(
    source: Source, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    put(folder / "nota.txt", "een"), put(folder / "brief.txt", "twee")
    source.look(NOW)
    out = tmp_path / "out"
    assert run(monkeypatch, *source.look(SETTLED).files, "--out", out, "--jobs", 1) == 0
    before = (out / "records" / "nota.json").read_bytes()
    put(folder / "nota.txt", "half geschr")
    assert run(monkeypatch, *source.look(SETTLED + 1).files, "--out", out, "--jobs", 1) == 0
    assert (out / "records" / "nota.json").read_bytes() == before
    assert run(monkeypatch, *source.look(SETTLED + 60).files, "--out", out, "--jobs", 1) == 0
    assert (out / "records" / "nota.json").read_bytes() != before


def test_what_was_seen_outlives_a_restart(source: Source, folder: Path, tmp_path: Path) -> None:
    put(folder / "nota.txt")
    source.look(NOW)
    assert made(tmp_path, "folder", path=str(folder)).look(SETTLED).fetched == 1


def test_a_clock_that_is_put_back_makes_a_file_wait_no_longer_than_it_must(source: Source, folder: Path) -> None:
    put(folder / "nota.txt")
    source.look(NOW + 100_000)
    source.look(NOW)
    assert source.look(SETTLED).files


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff"])
def test_a_memory_that_is_damaged_only_costs_time(source: Source, folder: Path, tmp_path: Path, damage: bytes) -> None:
    put(folder / "nota.txt")
    source.look(NOW)
    (private(tmp_path) / "state.json").write_bytes(damage)
    assert source.look(SETTLED).waiting == 1
    assert source.look(SETTLED + 60).files


@pytest.mark.parametrize(
    "name", [".nota.pdf.Xq3a1B", ".nota.txt", "~$nota.docx", ".git/nota.txt", ".snapshot/oud/nota.pdf"]
)
def test_what_is_hidden_or_a_lock_is_passed_over(source: Source, folder: Path, name: str) -> None:
    put(folder / name)
    source.look(NOW)
    seen = source.look(SETTLED)
    assert (seen.files, seen.waiting, seen.left) == ((), 0, 0)


@pytest.mark.parametrize(
    ("name", "text"), [("nota.pdf.part", "x"), ("nota.crdownload", "x"), ("a.TMP", "x"), ("nota.txt", "")]
)
def test_what_is_not_there_yet_waits_for_as_long_as_it_takes(
    source: Source, folder: Path, tmp_path: Path, name: str, text: str
) -> None:
    put(folder / name, text)
    source.look(NOW)
    written = (private(tmp_path) / "state.json").stat().st_ino
    assert source.look(SETTLED).waiting == 1
    assert (private(tmp_path) / "state.json").stat().st_ino == written  # nothing is written where nothing is new


def test_links_and_what_no_run_reads_are_left_and_listed(source: Source, folder: Path, tmp_path: Path) -> None:
    elsewhere = put(tmp_path / "elders" / "geheim.txt")
    (folder / "weg.txt").symlink_to(elsewhere)
    (folder / "map").symlink_to(elsewhere.parent)
    os.mkfifo(folder / "pijp.txt")
    put(folder / "film.mp4")
    source.look(NOW)
    seen = source.look(SETTLED)
    assert (seen.files, seen.waiting, seen.left) == ((), 0, 4)
    told = (private(tmp_path) / "left.txt").read_text().splitlines()
    assert [line.partition("\t")[0] for line in told] == [
        "geen gewoon bestand",
        "onbekend type",
        "verwijzing",
        "verwijzing",
    ]


def test_the_list_of_what_was_left_goes_with_the_last_of_it(source: Source, folder: Path, tmp_path: Path) -> None:
    put(folder / "film.mp4")
    assert source.look(NOW).left == 1
    (folder / "film.mp4").unlink()
    assert source.look(NOW).left == 0
    assert not (private(tmp_path) / "left.txt").exists()


def test_names_with_odd_bytes_are_remembered(source: Source, folder: Path) -> None:
    file = put(Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9\n.txt")))
    source.look(NOW)
    assert source.look(SETTLED).files == (file,)


def test_a_file_that_is_gone_is_not_given(source: Source, folder: Path) -> None:
    put(folder / "a.txt"), put(folder / "b.txt")
    source.look(NOW)
    (folder / "a.txt").unlink()
    assert names(source.look(SETTLED)) == ["b.txt"]


def vanishing(what: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the list of a folder and the look at what it names, this happens."""
    before = flows.source_folder.WatchedFolder._entries

    def entries(self: flows.source_folder.WatchedFolder, *told: object) -> list[os.DirEntry[str]]:
        found = before(self, *told)  # type: ignore[arg-type]
        what()
        return found

    monkeypatch.setattr(flows.source_folder.WatchedFolder, "_entries", entries)


def test_what_goes_away_between_two_looks_at_it_is_passed_over(
    source: Source, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder / "a.txt"), put(folder / "map" / "b.txt")
    vanishing(lambda: [shutil.rmtree(folder / "map", ignore_errors=True), (folder / "a.txt").unlink(True)], monkeypatch)
    assert source.look(NOW).waiting == 0


@pytest.mark.parametrize(
    ("which", "error", "away"),
    [("map", PermissionError, False), ("map", OSError, True), ("in", PermissionError, True)],
)
def test_a_folder_that_cannot_be_listed_is_told(
    source: Source, folder: Path, monkeypatch: pytest.MonkeyPatch, which: str, error: type[OSError], away: bool
) -> None:
    """One that is closed to us is left; a share that fails is away, so that half of it does not pass for all."""
    put(folder / "a.txt"), put(folder / "map" / "b.txt")
    listed = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == which:
            raise error(5, "kapot")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    if away:
        with pytest.raises(SourceAway, match=r"niet te lezen \(kapot\)"):
            source.look(NOW)
    else:
        assert (source.look(NOW).waiting, source.look(NOW).left) == (1, 1)


def test_a_folder_that_is_not_there_is_away_and_nothing_is_forgotten(source: Source, folder: Path) -> None:
    put(folder / "nota.txt")
    source.look(NOW)
    folder.rename(folder.with_name("elders"))
    with pytest.raises(SourceAway, match="Bron 'bron': de map van 'path' is niet te lezen"):
        source.look(NOW + 30)
    folder.with_name("elders").rename(folder)
    assert source.look(SETTLED).files


def test_an_empty_mount_point_is_away_and_an_emptied_folder_is_empty(
    source: Source, folder: Path, tmp_path: Path
) -> None:
    put(folder / "nota.txt")
    source.look(NOW)
    (folder / "nota.txt").unlink()
    state = private(tmp_path) / "state.json"
    told = state.read_text()
    state.write_text(json.dumps({**json.loads(told), "device": -1}))  # it lay on another disk
    with pytest.raises(SourceAway, match="leeg, en ligt op een andere schijf"):
        source.look(NOW)
    state.write_text(told)
    assert source.look(NOW).files == ()


def test_a_disk_that_cannot_be_written_is_told(source: Source, folder: Path, tmp_path: Path) -> None:
    put(tmp_path / "out" / "confidential", "een bestand waar een map hoort")
    with pytest.raises(SourceAway, match="kan niet worden gelezen of beschreven"):
        source.look(NOW)


def test_what_is_remembered_is_for_the_owner_alone(source: Source, folder: Path, tmp_path: Path) -> None:
    put(folder / "nota.txt"), put(folder / "film.mp4")
    source.look(NOW)
    place = private(tmp_path)
    assert {path.stat().st_mode & 0o777 for path in (place.parent, place)} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in place.iterdir()} == {0o600}


@given(st.lists(st.tuples(st.floats(0.1, 30), st.integers(0, 3)), min_size=1, max_size=12), st.floats(-1e5, 1e5))
def test_no_file_is_given_that_changed_within_the_time_to_settle(steps: list[tuple[float, int]], skew: float) -> None:
    """Whatever the clock of the share says: what a look gives was the same ten seconds of ours long."""
    source = made(Path("/niet"), "folder", path="/in")
    assert isinstance(source, flows.source_folder.WatchedFolder)
    known, now, changed, size = None, NOW, NOW, 1
    for pause, grown in steps:
        now += pause
        if grown:
            size, changed = size + grown, now
        file = flows.source_folder.File("nota.txt", size, int((changed + skew) * 1e9))
        since = source._since(file, known, now)
        assert since is not None or now - changed >= source.settle
        known = [file.size, file.mtime, since]
