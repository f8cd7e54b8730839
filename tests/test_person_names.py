"""Finding persons: evidence in the text makes a capitalised word a name."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import write

from anonymize import cues
from anonymize.find import find
from anonymize.letters import monogram
from anonymize.person import agree, families, parse
from anonymize.words import is_ordinary
from corpus.decisions import Category
from nlp.gazetteer import reduce_first_names

CASES = tomllib.loads((Path(__file__).parent / "cases" / "names.toml").read_text(encoding="utf-8"))["case"]


def people(text: str) -> list[str]:
    document = write(text)
    return [document.at(f.span) for f in find(document) if f.category is Category.PERSON]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_marked_names(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    """Exactly the marked names are found."""
    if "known_failure" in case:
        request.applymarker(pytest.mark.xfail(reason=case["known_failure"], strict=True))
    assert people(re.sub("[⟦⟧]", "", case["text"])) == re.findall("⟦(.+?)⟧", case["text"])


@pytest.mark.parametrize("row", cues.table()["cue"], ids=lambda row: row["kind"])
def test_every_cue_has_a_living_example(row: dict[str, Any]) -> None:
    """The example of each row of cues is found, and each row has a source."""
    assert row["source"]
    assert people(re.sub("[⟦⟧]", "", row["example"])) == re.findall("⟦(.+?)⟧", row["example"])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("mr. dr. J.W. van der Berg-Smit", ("", "J.W.", "van der", "Berg-Smit")),
        ("El Khatabi, Soufiane", ("Soufiane", "", "El", "Khatabi")),
        ("C. van 't Hof", ("", "C.", "van 't", "Hof")),
        ("de heer drs. Jan de Vries", ("Jan", "", "de", "Vries")),
        ("Van Weel", ("", "", "Van", "Weel")),
        ("Vries, J. de", ("", "J.", "de", "Vries")),
    ],
)
def test_a_name_is_taken_apart(text: str, parts: tuple[str, ...]) -> None:
    """Titles are dropped, and first name, initials, interfix and surname are told apart."""
    assert parse(text) == parts


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("D. van Weel", "David van Weel", True),
        ("J. van Weel", "David van Weel", False),
        ("Klashorst", "Marjolein Faber-van de Klashorst", True),
        ("Yesilgöz", "Dilan Yeşilgöz-Zegerius", True),
        ("Jan Bos", "Wouter Bos", False),
        ("De Vries", "J. van Vries", False),
        ("S. Hermans", "S.Th.M. Hermans", True),
    ],
)
def test_two_names_agree(one: str, other: str, same: bool) -> None:
    """Names agree when the surnames do and neither first name nor initials speak against it."""
    assert agree(parse(one), parse(other)) is same


def test_families_of_a_double_name() -> None:
    """Either half of a double name may stand for the whole."""
    assert families(parse("Marjolein Faber-van de Klashorst")) >= {"faber", "klashorst"}


@pytest.mark.parametrize(("name", "letters"), [("Jan de Vries", "JdV"), ("M.J. van den Berg", "MJvdB"), ("De Wit", "")])
def test_monogram(name: str, letters: str) -> None:
    """A name is signed with the letters of its parts; a bare surname with none."""
    assert monogram(parse(name)) == letters


@pytest.mark.parametrize(
    ("word", "ordinary"), [("Aanleiding", True), ("Kern", True), ("Kuipers", False), ("Jagessar", False)]
)
def test_an_ordinary_word_is_told_from_a_surname(word: str, ordinary: bool) -> None:
    """A word is ordinary when it is frequent and few bear it."""
    assert is_ordinary(word) is ordinary


def test_an_address_gives_the_surname_away() -> None:
    """The surname in an e-mail address is found in the text, with its interfix in front or behind."""
    assert people("Vraag het De Bruin of mail p.debruin@minjenv.nl.") == ["De Bruin"]
    assert people("Volgens Voorbeelder kan het; mail ab.voorbeeldervan@minvws.nl.") == ["Voorbeelder"]


def test_first_names_are_reduced_by_rule() -> None:
    """Words, places and frequent surnames are no first names; weight grades the rest."""
    weights = {"Marloes": 1000, "Datum": 9, "Soufiane": 1, "Jansen": 33, "Jip": 20}
    reduced = reduce_first_names(weights, {"Jansen": 73533}, frozenset({"datum"}))
    assert reduced == {"marloes": 3, "soufiane": 1, "jip": 2}


def test_a_line_that_breaks_behind_an_interfix_breaks_no_name_and_letters_in_brackets_leave_it_out() -> None:
    """ "Kees van den / Dungelman (KD)" is one person with his letters."""
    found = people("@ Aanwezig\n@ Ravi Jagessar, Kees van den\n@ Dungelman (KD), Li Na Chen")
    assert found == ["Ravi Jagessar", "Kees van den\nDungelman", "KD", "Li Na Chen"]
