"""The doctor says what the machine lacks, what points outside, and which files others may read."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path

import pytest
from kept import doctor
from seeing import kill

import nlp.recognise
from flows.cli import main
from flows.machine import MACHINE
from flows.remark import Grade, Remark

DATABASE = "postgresql+psycopg://lakwerk:geheim@db.example.nl/lakwerk"


def remarks() -> dict[str, Remark]:
    return {remark.what: remark for check in MACHINE for remark in check()}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of whoever runs the tests."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "LAKWERK_DATABASE", "LAKWERK_LOG"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def test_sound_machine_lacks_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    for what in ("tesseract", "poppler", "lettertypen", "model", "ambtsdragers", "netwerk", "logboek"):
        assert f"goed    {what}: " in told
    assert "zonder verbinding naar buiten" in told
    assert "Naar buiten wijst: niets." in told


def test_model_that_asks_for_another_machine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def asking(text: str) -> tuple[int, ...]:
        with suppress(OSError), socket.socket() as asked:
            asked.settimeout(0.01)
            asked.connect(("192.0.2.1", 443))  # an address that is nobody's, by RFC 5737
        return (1,)

    monkeypatch.setattr(nlp.recognise, "people", asking)
    assert remarks()["model"].grade is Grade.ODD


def test_model_that_asks_this_machine_is_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    def asking(text: str) -> tuple[int, ...]:
        with suppress(OSError), socket.socket() as asked:
            asked.connect(("127.0.0.1", 9))
        return (1,)

    monkeypatch.setattr(nlp.recognise, "people", asking)
    assert remarks()["model"].grade is Grade.GOOD


def test_model_that_does_not_load_or_finds_nobody_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> tuple[int, ...]:
        raise OSError("Zonderling")

    monkeypatch.setattr(nlp.recognise, "people", broken)
    assert remarks()["model"] == Remark(Grade.WRONG, "model", "laadt niet (OSError). Installeer Lakwerk opnieuw.")
    monkeypatch.setattr(nlp.recognise, "people", lambda text: ())
    assert remarks()["model"].grade is Grade.WRONG


def test_font_that_is_not_there_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.typeface._places", dict)
    found = remarks()["lettertypen"]
    assert (found.grade, "LiberationSans-Regular.ttf" in found.told) == (Grade.WRONG, True)


def test_database_elsewhere_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAKWERK_DATABASE", DATABASE)
    told = remarks()["netwerk"].told
    assert "db.example.nl" in told
    assert "geheim" not in told


@pytest.mark.parametrize(
    ("proxy", "passed_by", "told"),
    [
        ("http://proxy:8080", "", True),
        ("http://proxy:8080", "intranet.example.nl", True),
        ("http://proxy:8080", "localhost, 127.0.0.1", False),
        ("http://proxy:8080", "*", False),
        ("", "", False),
    ],
)
def test_proxy_that_keeps_prefect_from_itself_is_told(
    monkeypatch: pytest.MonkeyPatch, proxy: str, passed_by: str, told: bool
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    monkeypatch.setenv("no_proxy", passed_by)
    assert ("proxy" in remarks()) is told


def test_log_that_cannot_be_written_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAKWERK_LOG", str(tmp_path / "weg" / "log.jsonl"))
    assert remarks()["logboek"].grade is Grade.WRONG
    monkeypatch.setenv("LAKWERK_LOG", str(tmp_path / "log.jsonl"))
    assert remarks()["logboek"].grade is Grade.GOOD


def test_what_others_may_read_is_a_fault_in_quarantine_too(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kept / "quarantine" / "c.json").chmod(0o640)
    exit, told = doctor(kept, capsys)
    assert (exit, "fout    quarantine: 1 bestanden kan een ander lezen" in told) == (1, True)


def test_run_that_was_killed_is_told(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kill(kept)
    exit, told = doctor(kept, capsys)
    assert (exit, "let op  verwerking: de laatste is met geweld gestopt" in told) == (0, True)
