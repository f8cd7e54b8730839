"""The accountability text: each figure was measured; each place of DIR and field of the register is in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from corpus.knowledge import load_list
from flows.accountability import accountability
from flows.folder import Folder

ROOT = Path(__file__).resolve().parents[1]
QUALITY = (ROOT / "docs" / "quality.md").read_text("utf-8")
NAMES: dict[str, list[int]] = json.loads((ROOT / "docs" / "figures-names.json").read_text("utf-8"))
MEASURED = load_list("flows", "measured")
COLUMNS = {
    "persons": "persons",
    "numbers": "telephone, e-mail, BSN, IBAN",
    "other": "addresses and other",
    "public": "must stay, hidden",
    "words": "other words hidden",
}


def test_the_text_in_docs_is_the_skeleton_with_the_measured_figures() -> None:
    """Made anew by `python -m flows.accountability docs/verantwoording.md`."""
    assert (ROOT / "docs" / "verantwoording.md").read_text("utf-8") == accountability()


@pytest.mark.parametrize("told", MEASURED["set"], ids=lambda told: str(told["name"]))
def test_figures_of_a_set_are_those_that_were_measured(told: dict[str, Any]) -> None:
    if "json" in told:
        assert {name: told[name] for name in COLUMNS} == {
            name: NAMES[f"{told['json']}: {key}"] for name, key in COLUMNS.items()
        }
        return
    (line,) = (line for line in QUALITY.splitlines() if line.startswith(f"| {told['row']} |") and told["kind"] in line)
    cells = [re.findall(r"[\d,]+", cell.partition("(")[0]) for cell in line.split("|")[3:-1]]
    assert [[int(each.replace(",", "")) for each in cell] for cell in cells] == [told[name] for name in COLUMNS]


@pytest.mark.parametrize("told", [*MEASURED["origin"], *MEASURED["recogniser"]], ids=lambda told: str(told["json"]))
def test_figures_of_origins_and_recognisers_are_those_that_were_measured(told: dict[str, Any]) -> None:
    assert told["found"] == NAMES[told["json"]]


def test_no_measured_origin_is_left_out() -> None:
    assert {row["json"] for row in MEASURED["origin"]} == {name for name in NAMES if name.startswith("origin ")}


@pytest.mark.parametrize("name", MEASURED["fact"])
def test_a_figure_in_a_sentence_was_measured(name: str) -> None:
    fact = MEASURED["fact"][name]
    if "json" in fact:
        assert fact["value"] == "{} van {}".format(*NAMES[fact["json"]])
        return
    assert fact["proof"] in " ".join(QUALITY.split())
    digits = set(re.findall(r"\d+", fact["value"].replace(".", "")))
    assert digits <= set(re.findall(r"\d+", fact["proof"].replace(",", "")))


def test_every_place_of_dir_is_told_with_who_may_read_it() -> None:
    """A folder or file that is added must be accounted for."""
    folder, text = Folder(Path("DIR")), accountability()
    places = [name for name, each in vars(Folder).items() if isinstance(each, property)]
    told = [getattr(folder, name) for name in places if name != "confidential"]
    paths = [each.relative_to("DIR") for one in told for each in (one if isinstance(one, tuple) else (one,))]
    assert [str(path) for path in paths if f"`{path}`" not in text and f"`{path}/`" not in text] == []


FIELDS = {
    "Naam": 100, "Korte omschrijving": 350, "Organisatie": 100, "Thema": 0, "Status": 0, "Begindatum": 0,
    "Einddatum": 0,
    "Contactgegevens": 500, "Link naar publiekspagina": 500, "Publicatiecategorie": 0, "Link naar bronregistratie": 500,
    "Doel en impact": 2500, "Afwegingen": 2500, "Menselijke tussenkomst": 2500, "Risicobeheer": 2500,
    "Wettelijke basis": 2500, "Verwijzingen wettelijke basis": 0, "Link naar verwerkingsregister": 500,
    "Impacttoetsen": 0, "Toelichting op impacttoetsen": 2500, "Gegevens": 2500, "Verwijzingen gegevensbronnen": 0,
    "Technische werking": 5000, "Leverancier": 200, "Link naar broncode": 500, "Taal": 0,
    "Versie publicatiestandaard": 0, "Bron-ID": 100, "Zoektermen": 2500,
}  # fmt: skip


def test_the_fields_of_the_algorithm_register_are_all_there_and_fit() -> None:
    """The fields of the publication standard 1.0 in its order, with the most letters that it takes (0: no limit)."""
    chapter = accountability().partition("## 13.")[2]
    rows = [line.strip("| ").split(" | ") for line in chapter.splitlines() if line.startswith("| ")][1:]
    assert [name for name, _ in rows] == list(FIELDS)
    assert [name for name, told in rows if FIELDS[name] and len(told) > FIELDS[name]] == []
