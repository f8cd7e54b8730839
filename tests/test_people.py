"""One person, one decision over a batch."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.cli import main
from flows.folder import Folder
from flows.ledger import Ledger
from flows.people import meet, names_to_keep, of_people, write_words

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


@pytest.mark.parametrize("harm", [lambda file: file.write_text("{", "utf-8"), lambda file: file.unlink()])
def test_no_name_is_given_up_while_findings_are_away(folder: Folder, harm: Callable[[Path], object]) -> None:
    """What only a damaged or missing file could tell stays hidden elsewhere, and stops nothing."""
    told(folder, "a", [person("H. Terpwijkstra")], [])
    told(folder, "b", [], ["Terpwijkstra"])
    ledger, stems = Ledger(folder.ledger), {"1": "a", "2": "b"}
    assert meet(folder, ledger, stems, stems.values()) == {"2"}
    harm(folder.confidential / "a.json")
    assert meet(folder, ledger, stems, stems.values()) == set()
    assert ledger.people() == {"2": ("H. Terpwijkstra",)}
    write_words(folder)
    ledger.close()


def test_name_of_a_forgotten_document_is_looked_for_in_new_ones(folder: Folder) -> None:
    """Its receipt holds the surname as a keyed hash, which tells nobody the name and still knows it again."""
    told(folder, "a", [person("H. Terpwijkstra")], [])
    folder.key()
    names = names_to_keep(folder, "a")
    folder.receipts.mkdir()
    (folder.receipts / "a.json").write_text(json.dumps({"names": names}))
    (folder.confidential / "a.json").unlink()
    told(folder, "c", [], ["Terpwijkstra", "Kamer"])
    ledger = Ledger(folder.ledger)
    assert meet(folder, ledger, {"3": "c"}, ["a", "c"]) == {"3"}
    assert ledger.people() == {"3": ("terpwijkstra",)}
    ledger.close()
    assert "terpwijk" not in (folder.receipts / "a.json").read_text().lower()


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
