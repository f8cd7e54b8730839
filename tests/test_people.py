"""One person, one decision over a batch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flows.cli import main
from flows.folder import Folder
from flows.ledger import Ledger
from flows.people import meet, of_people, write_words

CANARY = "Terpwijkstra"


def told(folder: Folder, stem: str, findings: list[dict[str, Any]], opened: list[str]) -> None:
    body = {"source": stem, "findings": findings, "open": opened, "look_at": []}
    (folder.confidential / f"{stem}.json").write_text(json.dumps(body), "utf-8")


def person(text: str, recogniser: str = "contact", score: float = 0.9, decision: str = "redact") -> dict[str, Any]:
    return {"text": text, "category": "person", "decision": decision, "score": score, "recogniser": recogniser}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path / "out")
    made.prepare()
    return made


@pytest.mark.parametrize(
    ("finding", "opened", "again"),
    [
        (person("H. Terpwijkstra"), ["Terpwijkstra"], True),
        (person("Hanneke Terpwijkstra"), ["TERPWIJKSTRA", "Kamer"], True),
        (person("H. Terpwijkstra"), ["Kamer"], False),  # nobody of that name stands there
        (person("H. Kern"), ["Kern"], False),  # a word of every day
        (person("Terpwijkstra"), ["Terpwijkstra"], False),  # a bare surname is nobody in particular
        (person("H. Terpwijkstra", decision="keep"), ["Terpwijkstra"], False),
        (person("H. Terpwijkstra", recogniser="model", score=0.5), ["Terpwijkstra"], False),
        (person("H. Terpwijkstra", recogniser="batch"), ["Terpwijkstra"], False),  # found only so: travels no further
    ],
)
def test_who_is_hidden_in_one_document_is_looked_for_in_the_other(
    folder: Folder, finding: dict[str, Any], opened: list[str], again: bool
) -> None:
    told(folder, "a", [finding], [])
    told(folder, "b", [], opened)
    ledger = Ledger(folder.ledger)
    assert meet(folder, ledger, {"1": "a", "2": "b"}) == ({"2"} if again else set())
    assert set(ledger.people()) == ({"2"} if again else set())
    ledger.close()


def test_a_document_that_was_done_again_stays_as_it_is(folder: Folder) -> None:
    told(folder, "a", [person("H. Terpwijkstra")], [])
    told(folder, "b", [], ["Terpwijkstra"])
    ledger = Ledger(folder.ledger)
    assert meet(folder, ledger, {"1": "a", "2": "b"}) == {"2"}
    told(folder, "b", [person("Terpwijkstra", recogniser="batch")], [])
    assert meet(folder, ledger, {"1": "a", "2": "b"}) == set()
    ledger.close()


def test_the_names_count_in_the_fingerprint_without_being_in_it() -> None:
    one, other = of_people("f" * 32, ("H. Terpwijkstra",), b"k"), of_people("f" * 32, ("J. Terpwijkstra",), b"k")
    assert one != other
    assert of_people("f" * 32, (), b"k") == "f" * 32


def test_a_broken_confidential_file_stops_nothing(folder: Folder) -> None:
    (folder.confidential / "a.json").write_text("{", "utf-8")
    told(folder, "b", [{}], ["Terpwijkstra"])
    ledger = Ledger(folder.ledger)
    assert meet(folder, ledger, {"1": "a", "2": "b"}) == set()
    write_words(folder)
    ledger.close()


def test_a_batch_hides_a_bare_surname_that_another_document_explains(
    tmp_path: Path, quick: None, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.txt").write_text(f"Nota\n\nContactpersoon\ndrs. H. {CANARY}\n\nOver de planning.\n", "utf-8")
    # Small letters before it and a verb that things have too: nothing here says that it is a name.
    (source / "b.txt").write_text(f"Verslag\n\nDe planning van het project {CANARY.upper()} loopt door.\n", "utf-8")
    assert main(["run", str(source), "--out", str(out), "--jobs", "1"]) == 0
    assert CANARY.upper() not in (out / "redacted" / "b.txt").read_text("utf-8")
    assert CANARY.lower() not in capsys.readouterr().out.lower()
    before = (out / "records" / "b.json").read_bytes()
    assert main(["run", str(source), "--out", str(out), "--jobs", "1"]) == 0
    assert "opnieuw" not in capsys.readouterr().out
    assert (out / "records" / "b.json").read_bytes() == before
