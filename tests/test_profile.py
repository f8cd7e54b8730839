"""Policy as settings: who is senior, speaks or writes, and what then happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import write

from anonymize.find import find
from anonymize.policy import Policy, decide
from anonymize.profile import BadProfileError, load_profile, names, standard
from corpus.decisions import Category, Verdict

SENIOR = "De directeur-generaal, mr. A.B. Woltersom, heeft de nota gezien."
SPEAKS = "Woordvoerder Ilse Kouwenhoven van het ministerie bevestigt dit."
WRITES = "Hoogleraar Jan Terpwijk schreef het rapport."


def verdicts(text: str, profile: str) -> set[tuple[str, bool]]:
    """What happens to the persons of a text: the verdict, and whether a person must look."""
    document = write(text)
    decisions = decide(document, find(document), Policy(profile=load_profile(profile)))
    return {(d.verdict.value, d.score < 0.5) for d in decisions if d.category is Category.PERSON}


@pytest.mark.parametrize(
    ("text", "profile", "expected"),
    [
        (SENIOR, "standard", {("redact", False)}),
        (SENIOR, "beslisnota", {("redact", False)}),
        (SENIOR, "kamerbrief", {("redact", True)}),
        (SENIOR, "woo-request", {("redact", True)}),
        (SPEAKS, "standard", {("redact", False)}),
        (SPEAKS, "woo-request", {("keep", False)}),
        (SPEAKS, "beslisnota", {("redact", False)}),
        (WRITES, "standard", {("redact", False)}),
        (WRITES, "woo-request", {("redact", True)}),
    ],
)
def test_a_profile_says_what_happens_to_a_role(text: str, profile: str, expected: set[tuple[str, bool]]) -> None:
    assert verdicts(text, profile) == expected


def test_a_file_changes_one_profile_and_its_grounds(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text('based_on = "woo-request"\nsenior = "keep"\n[grounds]\nperson = "10.2e"\n', "utf-8")
    assert verdicts(SENIOR, str(file)) == {("keep", False)}
    document = write("Contactpersoon: Hanneke Terpwijk, V-nummer 283.123.4567")
    decisions = decide(document, find(document), Policy(profile=load_profile(str(file))))
    assert {d.ground for d in decisions if d.verdict is Verdict.REDACT} == {"10.2e", "5.1.1e"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('seniors = "keep"', "Bedoelt u 'senior'?"),
        ('senior = "weg"', "redact, keep, review"),
        ('[grounds]\nperson = "5.9.9"', "geen grond van de Woo"),
        ('[grounds]\npersoon = "5.1.2e"', "Bedoelt u 'person'?"),
        ('based_on = "wooverzoek"', "woo-request"),
        ("senior = ", "kan niet worden gelezen"),
    ],
)
def test_a_wrong_profile_says_what_to_write_instead(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(BadProfileError, match=told.replace("?", r"\?")):
        load_profile(str(file))


def test_an_unknown_profile_names_the_nearest() -> None:
    with pytest.raises(BadProfileError, match="beslisnota"):
        load_profile("beslisnotas")


def test_every_built_in_profile_loads_and_has_every_ground() -> None:
    assert names() == ("standard", "beslisnota", "kamerbrief", "woo-request")
    assert all(set(load_profile(name).grounds) == set(Category) for name in names())
    assert standard() == load_profile("standard")


def test_the_spokesperson_of_a_firm_is_no_spokesperson_of_ours() -> None:
    assert verdicts("De uitvoerder en haar woordvoerder Ilse Kouwenhoven zwijgen.", "standard") == {("redact", False)}
