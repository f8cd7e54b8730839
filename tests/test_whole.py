"""Whole documents that were written to test the program: what is released of them, and what may not come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from figures import Tally
from whole import FOLDER, Outcome, Whole, run, score, shown, squeezed, wholes

WHOLES = {f"{folder.name}/{one.path.stem}": one for folder in sorted(FOLDER.glob("*/")) for one in wholes(folder)}
SLOW = ("fourth", "fifth", "sixth", "seventh", "eighth")  # folders that only `make soak` runs
ALLOWED = {
    "first/03-lvvn-nota": {"Jansma"},  # a griffier signs papers of the House and is named by them (domain page)
    # Known to be left readable: letters that are also those of a ministry, and letters of a cell that is read as a note
    "third/a06-besluitenlijst-szw-asea": {"AZ"},
    "fourth/f04-nota-ocw-lerarentekort": {"GLA", "SB"},
    "fifth/j06-schriftelijk-overleg-ocw": {"Bosnjakovic"},  # a griffier, as above
    "fifth/k06-besluitenlijst-stuurgroep": {"CHD"},  # in brackets behind a ministry, where a unit stands as well
    "sixth/l05-stuurgroep-actielijst": {"M03.12"},  # a hall in which a meeting is held
    "seventh/n03-gespreksverslag-veenweide": {"33"},  # the house number goes; a Kamerstuk has these digits too
    "seventh/o02-schriftelijk-overleg-betalingsverkeer": {"Lamsma"},  # a griffier, as above
}
# Signatures that stand so near to each other that one box covers several of them
JOINED = {
    "first/05-szw-nota": 1,
    "third/d02-beslisnota-jenv-rechtsbijstand-asiel": 2,
    "fourth/f02-beslisnota-bz-consulair": 3,
    "fifth/i02-nota-trillingen": 3,
    "fifth/k02-nota-ketenaanpak": 1,
    "eighth/p02-beslisnota-fin": 2,
    "seventh/n01-nota-trillingshinder": 1,
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.soak if name.startswith(SLOW) else ()) for name in WHOLES]
)
def test_a_document_is_released_with_nothing_left_that_must_go(name: str, tmp_path: Path) -> None:
    whole = WHOLES[name]
    outcome = run(whole.path, tmp_path)
    assert outcome.record is not None, outcome.reason
    left = {text for text in whole.truth["go"] if shown(text, outcome, whole.truth["stay"])}
    assert left <= ALLOWED.get(name, set())
    drawn = sum(finding["category"] == "signature" for finding in outcome.findings)
    assert drawn >= whole.truth["signatures"] - JOINED.get(name, 0)


def test_the_score_tells_what_was_left_and_what_was_hidden_without_need() -> None:
    """A figure that cannot fall is none."""
    truth = {
        "facts": {"title": "Kop", "date": "2024-05-01", "own_reference": "K1", "other_reference": None},
        "go": ["Jan Smit"], "stay": ["Kaag"], "signatures": 1, "commitments": [], "near": [], "motions": [],
        "deadlines": [],
    }  # fmt: skip
    record = {
        "document": {"title": "Kop", "date": None, "our_reference": "K1", "your_reference": None},
        "commitments": [], "motions": [], "deadlines": [],
    }  # fmt: skip
    tally = Tally()
    hidden = {"text": "Fortinet", "decision": "redact", "category": "person", "recogniser": "model"}
    score(Whole(Path("a.pdf"), truth), Outcome(record, [hidden], "Jan Smit spreekt", ""), "set", tally)
    assert tally.counts["set: must go, gone"] == [0, 1]
    assert tally.counts["set: must stay, there"] == [0, 1]
    assert tally.counts["set: hidden without need"] == [1, 0]
    assert tally.counts["set: signatures covered"] == [0, 1]
    assert tally.counts["set: facts"] == [3, 4]
    assert squeezed("K-1 ") == "k1"
