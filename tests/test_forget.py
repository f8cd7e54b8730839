"""What may be destroyed is destroyed, with a receipt; nothing else, and nothing half."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from batching import run
from kept import CANARY, doctor

from flows.cli import main


def test_forgotten_document_leaves_its_findings_and_stays_published(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["forget", "b", "--out", str(kept), "--permitted-by", "selectielijst 12.3", "--originals"]) == 0
    assert not (kept / "confidential" / "b.json").exists()
    assert not (kept.parent / "in" / "b.txt").exists()
    assert not [path for path in kept.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    receipt = json.loads((kept / "confidential" / "receipts" / "b.json").read_text())
    assert (receipt["wiped"], receipt["permitted_by"]) == (["bevindingen", "origineel"], "selectielijst 12.3")
    assert run(monkeypatch, kept.parent / "in", "--out", kept) == 1
    assert (kept / "redacted" / "b.txt").exists()
    assert doctor(kept, capsys)[0] == 0


def test_wiping_that_was_ended_is_finished(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The receipt stands before anything is wiped; the same command makes it final, with its row in the trail."""
    with monkeypatch.context() as ended:
        ended.setattr("flows.forget_command.trail_of", lambda folder: pytest.fail("ended here"))
        with pytest.raises(pytest.fail.Exception):
            main(["forget", "b", "--out", str(kept), "--permitted-by", "x"])
    assert not json.loads((kept / "confidential" / "receipts" / "b.json").read_text())["done"]
    assert main(["forget", "b", "--out", str(kept), "--permitted-by", "x"]) == 0
    receipt = json.loads((kept / "confidential" / "receipts" / "b.json").read_text())
    assert (receipt["done"], receipt["wiped"]) == (True, ["bevindingen"])
    assert main(["trail", "--out", str(kept)]) == 0
    assert "vernietigd  b  bevindingen; volgens x" in capsys.readouterr().out


def test_nothing_is_wiped_where_one_cannot_be(kept: Path) -> None:
    assert main(["forget", "a", "--out", str(kept), "--permitted-by", "x"]) == 0
    assert main(["forget", "b", "a", "--out", str(kept), "--permitted-by", "x"]) == 2
    assert (kept / "confidential" / "b.json").exists()


@pytest.mark.parametrize(("stem", "told"), [("c", "niet vrijgegeven"), ("x", "is er niet"), ("../key", "is er niet")])
def test_only_what_is_released_is_forgotten(
    kept: Path, capsys: pytest.CaptureFixture[str], stem: str, told: str
) -> None:
    assert main(["forget", "a", stem, "--out", str(kept), "--permitted-by", "x"]) == 2
    assert told in capsys.readouterr().err
    assert (kept / "confidential" / "a.json").exists()


def test_forgetting_twice_says_so(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", "a", "--out", str(kept), "--permitted-by", "x"]) == 0
    assert main(["forget", "a", "--out", str(kept), "--permitted-by", "x"]) == 2
    assert "niets meer" in capsys.readouterr().err
