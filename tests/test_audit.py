"""`lakwerk verify`: what a redacted PDF of any program still gives away, page by page and without a name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import hostile
import pytest
from test_drawn_gate import bars_by_cairo, bars_over_the_text, by_cairo, marked_to_be_redacted, saved_with_metadata
from test_verify import Good, redacted

import flows.verify_command
from anonymize.audit import Hidden, audit
from corpus.decisions import Category
from corpus.read import read
from flows.cli import main

HIDDEN = Hidden(((hostile.NAME, Category.PERSON),))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Good:
    return redacted(tmp_path_factory.mktemp("nagekeken"), as_pictures=False)


def test_a_file_of_our_own_gives_nothing_away(good: Good) -> None:
    assert audit(good.target, read(good.target), HIDDEN) == ()


@pytest.mark.parametrize("tool", [bars_over_the_text, bars_by_cairo, marked_to_be_redacted])
def test_text_under_bars_and_marks_is_found_on_its_page(
    tool: Callable[[Good, Path], Path], good: Good, tmp_path: Path
) -> None:
    target = tool(good, tmp_path / "ander.pdf")
    remarks = audit(target, read(target), HIDDEN)
    assert {remark.page for remark in remarks if remark.sure} >= {1}
    assert hostile.LAST.lower() not in str(remarks).lower()


def test_without_knowing_what_was_hidden_a_name_that_stands_open_is_found(good: Good, tmp_path: Path) -> None:
    remarks = audit(good.source, read(good.source))
    assert any("1 naam die Lakwerk zou lakken" in remark.text for remark in remarks)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda good, path: hostile.with_history(path), "eerdere versies"),
        (lambda good, path: hostile.metadata(path), "noemen een maker"),
        (lambda good, path: hostile.annotated(path), "aantekeningen"),
        (lambda good, path: hostile.pictured(path), "een afbeelding in het bestand"),
        (saved_with_metadata, "eigenschappen"),
    ],
    ids=["history", "metadata", "notes", "pictures", "properties"],
)
def test_what_lies_beside_the_pages_is_named(
    make: Callable[[Good, Path], Path], words: str, good: Good, tmp_path: Path
) -> None:
    target = make(good, tmp_path / "ander.pdf")
    assert any(words in remark.text for remark in audit(target, read(target), HIDDEN))


def test_a_clean_file_of_another_program_is_not_accused(good: Good, tmp_path: Path) -> None:
    target = by_cairo(good, tmp_path / "ander.pdf")
    assert [remark for remark in audit(target, read(target), HIDDEN) if remark.sure] == []


def test_a_hidden_word_that_stays_open_elsewhere_is_only_to_be_looked_at(good: Good) -> None:
    hidden = Hidden((("Kamer", Category.PERSON),), frozenset({"Kamer"}))
    remarks = audit(good.target, read(good.target), hidden)
    assert [remark.sure for remark in remarks] == [False]
    assert "openbaar bleef" in remarks[0].text


def test_the_command_says_where_and_ends_with_its_status(
    good: Good, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flows.verify_command, "_limit", lambda: None)  # it would hold for the other tests too
    finding = {"text": hostile.NAME, "category": "person", "decision": "redact"}
    (tmp_path / "nota.json").write_text(json.dumps({"findings": [finding], "open": []}), encoding="utf-8")
    against = ["--against", str(tmp_path / "nota.json")]
    assert main(["verify", str(good.target), *against]) == 0
    assert main(["verify", str(good.source), *against]) == 1
    out, _ = capsys.readouterr()
    assert "! pagina 1: " in out
    assert hostile.LAST.lower() not in out.lower()
    assert main(["verify", str(tmp_path / "nota.json")]) == 2
    assert main(["verify", str(good.target), "--against", str(good.target)]) == 2
