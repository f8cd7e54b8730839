"""What may be destroyed is destroyed, with a receipt; nothing else, and nothing half."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from batching import run
from kept import CANARY, doctor

from corpus.events import Change, Events
from corpus.review import RELEASE
from flows.cli import main
from flows.folder import Folder
from flows.ledger import Ledger


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


def test_what_was_released_long_ago_is_forgotten_by_its_age(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One was let go long ago and one yesterday; the second time there is nothing left to do, and that is no fault."""
    folder = Folder.at(kept)
    with closing(Ledger(folder.ledger)) as ledger:
        ids = {stem: id for id, stem in ledger.named()}
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    events = Events(folder.events)
    events.append("Els", [Change(ids["a"], RELEASE, {})], at=yesterday)
    events.append("Els", [Change(ids["b"], RELEASE, {})], at="2020-01-31T12:00:00+00:00")
    words = ["forget", "--released-days", "30", "--out", str(kept), "--permitted-by", "selectielijst 12.3"]
    assert main(words) == 0
    assert not (kept / "confidential" / "b.json").exists()
    assert (kept / "confidential" / "a.json").exists()
    assert "b: bevindingen vernietigd" in capsys.readouterr().out
    assert main(words) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("more", [[], ["b", "--released-days", "30"]])
def test_documents_are_named_or_an_age_is(kept: Path, more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forget", *more, "--out", str(kept), "--permitted-by", "x"]) == 2
    assert "Noem de stukken, of geef --released-days" in capsys.readouterr().err
