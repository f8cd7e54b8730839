"""Somebody of the register by surname alone: what stands around tells whether the one in office is meant."""

from __future__ import annotations

from csv import DictReader
from dataclasses import replace
from importlib.resources import files

import pytest
from conftest import write

from anonymize import persons
from anonymize.doubt import look_at
from anonymize.fame import Named, Town, signs
from anonymize.faming import lessons
from anonymize.find import find
from anonymize.person import Name, parse
from anonymize.policy import Policy, decide
from anonymize.public import renowned
from corpus.decisions import Category, Finding, Published, Verdict
from corpus.document import Document, Span
from nlp.training.papers import Paper

DEBATE = "Verslag van 24 juni 2021\n\nDe woordvoering in de zaal: Omtzigt, Leijten en Azarkan stelden dezelfde vraag."


def kept(document: Document) -> list[str]:
    decisions = decide(document, find(document), Policy())
    return [document.at(each.span) for each in decisions if each.verdict is Verdict.KEEP]


def test_members_in_a_list_stay_and_are_listed_to_look_at() -> None:
    """Doubt hides, and a name that stays by what stands around it is shown to a person."""
    document = write(DEBATE)
    assert kept(document) == ["Omtzigt", "Leijten", "Azarkan"]
    published = Published(document, decide(document, find(document), Policy()))
    assert {"Omtzigt", "Leijten", "Azarkan"} <= {word.text for word in look_at(published)}


def test_without_what_is_learned_doubt_hides(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same names go where nothing is likely enough."""
    monkeypatch.setattr(persons, "FAMOUS", 1.1)
    assert set(kept(write(DEBATE))) < {"Omtzigt", "Leijten", "Azarkan"}


@pytest.mark.parametrize(
    "text",
    [
        "De heer Azarkan-Bouzidi belt over de printer.",  # a double name is not the member's
        "Wout doet haar spoedzaken tot 12 oktober.",  # a first name
        "Mail van De Vries over de printer op de derde verdieping.",  # a surname of many
        "Behandeld door: Leijten, tst. 4419",  # at work behind the scenes
    ],
)
def test_who_only_bears_such_a_name_goes(text: str) -> None:
    assert kept(write(text)) == []


@pytest.mark.parametrize(
    ("text", "stay"),
    [
        ("In 1848 legde Thorbecke de grondslag.", ["Thorbecke"]),
        ("Het schilderij van Rembrandt hangt in zaal 3.", ["Rembrandt"]),
        ("Klaas Knot sprak, als president van DNB.", ["Klaas Knot"]),
        ("Wim Kok is met verlof, bel Jan de Roo.", []),  # many are called so, and nothing says that he governed
        ("Behandeld door: Luns, tst. 4419", []),  # at work behind the scenes
        ("Bel J. Rembrandt van FEZ.", []),  # not the whole name
        ("In de arresten Ruiz Zambrano (C-34/09) en Dereci (C-256/11) is beslist.", ["Ruiz Zambrano", "Dereci"]),
        ("Nota van 3 mei 2012. Uw collega Opstelten tekent mee.", ["Opstelten"]),
        ("Nota van 3 mei 2012. Mijn collega Opstelten tekent mee.", []),  # whose colleague, is not told
        ("College van Rheden,\nde secretaris,\nde burgemeester,\nS. van Manen\nC. van Eert", []),
        ("De hoorcommissie bestond uit de leden Aafjes en Cremers.", []),
        ("Rapporteur D. Pinas heeft op 2 juli de woning bezocht.", []),
    ],
)
def test_whom_everybody_knows_and_who_governs_beside_them_stay(text: str, stay: list[str]) -> None:
    assert kept(write(text)) == stay


def test_a_civil_servant_is_not_the_statesman_of_that_name() -> None:
    """Whom everybody knows is nobody's company: "J. Pronk" of a directorate goes beside Jan Pronk."""
    assert kept(write("Jan Pronk schreef als minister een boek. Bel J. Pronk van FEZ.")) == ["Jan Pronk"]


def test_of_the_list_of_whom_everybody_knows_each_row_says_who() -> None:
    lines = (files("anonymize") / "lists" / "renowned.csv").read_text("utf-8").splitlines()
    rows = list(DictReader(line for line in lines if not line.startswith("#")))
    assert len(rows) > 150
    for row in rows:
        assert row["who"]
        assert row["alone"] in {"yes", "no"}
        assert renowned().find(parse(row["name"]), None), row["name"]


def named(text: str, word: str, verdict: Verdict | None = None) -> Named:
    start = text.index(word)
    finding = Finding(Span(start, start + len(word)), Category.PERSON, "model", 0.5)
    return Named(finding, Name("", "", "", word), frozenset(), (), verdict)


def test_what_is_known_of_neighbours_counts() -> None:
    text = "Rutte, Azarkan en Bos"
    town = Town(text, (named(text, "Rutte", Verdict.KEEP), named(text, "Azarkan"), named(text, "Bos")), True, False)
    told = set(signs(town, 1))
    assert {"before , kept", "behind en open", "others kept 1", "others open 1"} <= told
    hidden = replace(town, named=(named(text, "Rutte", Verdict.REDACT), *town.named[1:]))
    assert "before , hidden" in set(signs(hidden, 1))


def test_only_names_that_would_be_asked_about_are_learned_from() -> None:
    text = "Verslag van 24 juni 2021. De woordvoering: Omtzigt en Azarkan. Gwendoline Puthaar zat voor."
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Azarkan", "Gwendoline Puthaar")]
    paper = Paper(text, ((*spans[0], True), (*spans[1], False)))
    assert [held for _, held in lessons([paper])] == [True]
    assert not list(lessons([Paper("Er staat niemand in.", ())]))
