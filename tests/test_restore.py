"""A backup that is damaged or made by somebody hostile is refused on one line, and nothing is put anywhere."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest
from backing import listed, made, of_kind
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import flows.backup_command
import flows.backup_read
from flows.cli import main


def _evil() -> dict[str, list[tuple[tarfile.TarInfo | str, bytes]]]:
    return {
        "up": [("map/../evil", b"x")],
        "deep": [("map/a/../../../evil", b"x")],
        "absolute": [("/tmp/evil", b"x")],
        "absolute inside": [("map//tmp/evil", b"x")],
        "beside": [("evil", b"x")],
        "dot": [("map/./evil", b"x")],
        "nothing": [("map/", b"x")],
        "very deep": [("map/" + "a/" * 1000 + "evil", b"x")],
        "link": [(of_kind("map/a", tarfile.SYMTYPE, "/etc"), b""), ("map/a/passwd", b"x")],
        "hard link": [(of_kind("map/a", tarfile.LNKTYPE, "/etc/passwd"), b"")],
        "device": [(of_kind("map/a", tarfile.CHRTYPE), b"")],
        "pipe": [(of_kind("map/a", tarfile.FIFOTYPE), b"")],
        "folder": [(of_kind("map/a", tarfile.DIRTYPE), b"")],
        "twice": [("map/a", b"x"), ("map/a", b"x")],
        "file and folder": [("map/a", b"x"), ("map/a/b", b"x")],
        "long name": [("map/" + "a" * 300, b"x")],
    }


def _refused(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Restore, which must put nothing anywhere and say it on one line."""
    before = set(tmp_path.rglob("*"))
    assert main(["restore", str(file), "--to", str(tmp_path / "new")]) == 2
    assert set(tmp_path.rglob("*")) == before
    told = capsys.readouterr().err
    assert (told.count("\n"), "Traceback" in told) == (1, False)
    return told


@pytest.mark.parametrize("kind", _evil())
def test_hostile_tar_is_refused(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "niets teruggezet" in _refused(made(tmp_path / "b.tar", _evil()[kind]), tmp_path, capsys)


@pytest.mark.parametrize(
    "change",
    [
        {"files": [listed("a", b"x"), listed("b", b"y")]},
        {"files": []},
        {"files": [listed("a", b"y")]},
        {"files": [listed("a", b"x", size=2)]},
        {"files": [listed("a", b"x", mode="rw")]},
        {"files": [listed("a", b"x"), listed("a", b"x")]},
        {"files": "a"},
        {"folders": [{"path": "../out", "mode": 0o777}]},
        {"folders": [{"path": "/tmp/evil", "mode": 0o777}]},
        {"folders": [{"path": "a", "mode": 0o777}]},
        {"format": 2},
        {"store": None},
    ],
)
def test_manifest_that_says_otherwise_is_refused(
    change: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same tar with a manifest that tells the truth is taken (`test_made_backup_is_taken`)."""
    truth = {"format": 1, "lakwerk": "0", "store": "sqlite", "folders": [], "files": [listed("a", b"x")]}
    _refused(made(tmp_path / "b.tar", [("map/a", b"x")], truth | change), tmp_path, capsys)


def test_made_backup_is_taken(tmp_path: Path) -> None:
    """Rights are those of the manifest, but what is private stays so, and no file runs as another user."""
    files = [listed("a", b"x", mode=0o4755), listed("confidential/b", b"y", mode=0o666)]
    told = {"format": 1, "lakwerk": "0", "store": "sqlite", "files": files}
    told["folders"] = [{"path": "confidential", "mode": 0o777}, {"path": "quarantine", "mode": 0o777}]
    made(tmp_path / "b.tar", [("map/a", b"x"), ("map/confidential/b", b"y")], told)
    (tmp_path / "new").mkdir()
    flows.backup_read.unpack_backup(tmp_path / "b.tar", tmp_path / "new")
    rights = {path.name: path.stat().st_mode & 0o7777 for path in (tmp_path / "new").rglob("*")}
    assert rights == {"a": 0o755, "confidential": 0o700, "b": 0o600, "quarantine": 0o700}


def test_more_files_than_allowed_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(flows.backup_read, "MOST_FILES", 2)
    file = made(tmp_path / "b.tar", [(f"map/{name}", b"x") for name in "abcd"])
    assert "meer dan 2" in _refused(file, tmp_path, capsys)


@pytest.mark.parametrize("key", ["path", "comment"])
def test_header_larger_than_a_path_is_refused(key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    info = tarfile.TarInfo("map/a")
    info.pax_headers = {key: "a" * (2 << 20)}
    _refused(made(tmp_path / "b.tar", [(info, b"x")]), tmp_path, capsys)


@pytest.mark.parametrize("size", ["-1024", "-1", "99999999999999999999", "x"])
def test_header_that_lies_about_a_size_is_refused(
    size: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    info = tarfile.TarInfo("map/a")
    info.pax_headers = {"size": size}
    _refused(made(tmp_path / "b.tar", [(info, b"x" * 600)]), tmp_path, capsys)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A backup of three files, one of which ends at the end of a block."""
    file = tmp_path_factory.mktemp("small") / "b.tar"
    parts = [("map/records/a.json", b"{}" * 700), ("map/b", bytes(range(256)) * 2), ("map/é" + "e" * 120, b"")]
    return made(file, parts).read_bytes()  # type: ignore[arg-type]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_backup_that_was_cut_off_anywhere_is_refused(small: bytes, tmp_path: Path, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(small) - 1))
    (tmp_path / "b.tar").write_bytes(small[:at])
    assert main(["restore", str(tmp_path / "b.tar"), "--to", str(tmp_path / "new")]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["b.tar"]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_changed_byte_is_refused_or_changes_nothing(
    small: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Some bytes of a tar say nothing, such as those that fill a block."""
    at = data.draw(st.integers(0, len(small) - 1))
    home = tmp_path_factory.mktemp("changed")
    (home / "b.tar").write_bytes(small[:at] + bytes([small[at] ^ data.draw(st.integers(1, 255))]) + small[at + 1 :])
    (home / "new").mkdir()
    try:
        manifest = flows.backup_read.unpack_backup(home / "b.tar", home / "new")
    except flows.backup_read.BadBackupError:
        return
    found = {path.relative_to(home / "new").as_posix() for path in (home / "new").rglob("*") if path.is_file()}
    assert found == {each.path for each in manifest.files} == {"records/a.json", "b", "é" + "e" * 120}
    assert (home / "new" / "records" / "a.json").read_bytes() == b"{}" * 700


@pytest.mark.parametrize("text", [b"", b"x", b"%PDF-1.7", b"\0" * 10240, b"PK\x03\x04" * 400])
def test_file_of_another_kind_is_refused(text: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.tar").write_bytes(text)
    assert "geen hele reservekopie" in _refused(tmp_path / "b.tar", tmp_path, capsys)


def test_folder_with_something_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine").write_text("x")
    assert "staat al iets" in _refused(made(tmp_path / "b.tar", [("map/a", b"x")]), tmp_path, capsys)


def test_full_disk_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert "No space" in _refused(made(tmp_path / "b.tar", [("map/a", b"x")]), tmp_path, capsys)
