"""What was read is kept exactly, and a changed list does not read it again; another reader or file does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.read import read
from corpus.reading import kept_reading, write_reading
from flows.folder import Folder
from flows.job import Job
from flows.outcome import RECORD, Done
from flows.pipeline import process
from flows.settings import Settings, load_settings

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "documents"
DIGITAL, SCAN = EXAMPLES / "beslisnota-bzk-algoritmeregister.pdf", EXAMPLES / "kamerbrief-ocw-sociale-veiligheid.tif"
KEY = b"k" * 32


def done(source: Path, folder: Folder, settings: Settings, reader: str = "r") -> tuple[Done, str]:
    """A document as the batch does it, with its reading put in its place."""
    id = "stuk"
    staging = folder.stage(id)
    outcome = process(Job(source, staging, KEY, settings, readings=folder.readings, reader=reader))
    assert isinstance(outcome, Done), outcome
    if (staging / "reading.zip").is_file():
        folder.readings.mkdir(exist_ok=True)
        shutil.copyfile(staging / "reading.zip", folder.readings / f"{outcome.id}.zip")
    return outcome, (staging / RECORD).read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path / "out")
    made.prepare()
    return made


@pytest.mark.parametrize("source", [DIGITAL, SCAN], ids=["digital", "scan"])
def test_reading_comes_back_exactly(tmp_path: Path, source: Path) -> None:
    document = read(source, KEY)
    write_reading(tmp_path / "a.zip", document, "key")
    assert kept_reading(tmp_path / "a.zip", "key") == document


@pytest.mark.parametrize("spoil", [lambda data: data[:-9], lambda data: b"", lambda data: data.replace(b"PK", b"KP")])
def test_damaged_reading_is_no_reading(tmp_path: Path, spoil: object) -> None:
    write_reading(tmp_path / "a.zip", read(DIGITAL, KEY), "key")
    (tmp_path / "a.zip").write_bytes(spoil((tmp_path / "a.zip").read_bytes()))  # type: ignore[operator]
    assert kept_reading(tmp_path / "a.zip", "key") is None


def test_reading_of_another_reader_is_no_reading(tmp_path: Path) -> None:
    write_reading(tmp_path / "a.zip", read(DIGITAL, KEY), "key")
    assert kept_reading(tmp_path / "a.zip", "other") is None
    assert kept_reading(tmp_path / "none.zip", "key") is None


def test_changed_list_reads_nothing_again(folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And gives the same document as one that is read for the first time."""
    _, first = done(SCAN, folder, Settings())
    (tmp_path / "officials.csv").write_text("name\nBruins\n")
    changed = load_settings(tmp_path / "officials.csv", None)
    with monkeypatch.context() as closed:
        closed.setattr("flows.pipeline.read", lambda *_: pytest.fail("it is read again"))
        _, second = done(SCAN, folder, changed)
        _, same = done(SCAN, folder, Settings())
    fresh = Folder.at(tmp_path / "fresh")
    fresh.prepare()
    assert same == first
    assert second == done(SCAN, fresh, changed)[1]


def test_changed_reader_reads_again(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    done(DIGITAL, folder, Settings())
    asked = []
    monkeypatch.setattr("flows.pipeline.read", lambda path, key: asked.append(path) or read(path, key))
    done(DIGITAL, folder, Settings(), reader="newer")
    assert asked == [DIGITAL]
