"""A file name becomes one legal, nameless name for all that is written of the document."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from batching import fill, names, run

from corpus.store import Store
from flows.inputs import identify_all
from flows.ledger import tidy_stem

CANARY = "Jansen"


def test_same_stem_gets_a_piece_of_the_id_in_path_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first in path order takes longest: it is named first all the same.
    source = fill(tmp_path / "in", {"a/brief.txt": "slaap 1", "b/brief.txt": "twee", "c/brief.txt": "drie"})
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out, "--jobs", 3) == 0
    key = (out / "confidential" / "key").read_bytes()
    first, second, third = identify_all(sorted(source.rglob("*.txt")), key)
    assert names(out / "redacted") == sorted(["brief.txt", f"brief-{second.id[:8]}.txt", f"brief-{third.id[:8]}.txt"])
    assert json.loads((out / "records" / "brief.json").read_text())["document"]["id"] == first.id


def test_name_in_a_file_name_is_told_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    texts = {"Jansen.txt": "naam: Jansen", "x Jansen.txt": "klap", "Jansen.docx": "", "z-Jansen.txt": "naam: Jansen"}
    source = fill(tmp_path / "in", {**texts, "Jansen/brief.txt": "map", "Jansen/.Jansen.txt": ""})
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 1
    shown = capfd.readouterr()
    assert CANARY not in shown.out + shown.err
    public = [path for path in out.rglob("*") if "confidential" not in path.parts]
    assert not [path for path in public if CANARY in path.name]
    assert not [path for path in public if path.is_file() and CANARY.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("brief", "brief"),
        ("a/b", "a_b"),
        ("..", "gelakt"),
        (os.fsdecode(b"br\xffief"), "br?ief"),
        ("é" * 200, "é" * 120),
    ],
)
def test_stem_is_one_legal_file_name(stem: str, expected: str) -> None:
    assert tidy_stem(stem) == expected


def test_odd_file_names_are_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = fill(tmp_path / "in", {"x" * 251 + ".txt": "lang", "=1+1.txt": "formule", "a\nb.txt": "regel"})
    (source / os.fsdecode(b"br\xffief.txt")).write_text("bytes")
    out = tmp_path / "out"
    assert run(monkeypatch, source, "--out", out) == 0
    assert len(names(out / "redacted")) == 4
    store = Store(out / "lakwerk.db")
    assert {row.source for row in store.rows().values()} >= {"br?ief.txt", "=1+1.txt"}
    store.close()
