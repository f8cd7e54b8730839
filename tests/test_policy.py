"""What is redacted and what stays: the table of the output contract, as marked texts."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import write

from anonymize.find import find
from anonymize.person import parse
from anonymize.policy import Policy, decide
from anonymize.public import Person
from corpus.decisions import Decision, Verdict
from corpus.document import Document, Span
from corpus.records import Kind, Motion, MotionStatus, Mover, Profile

CASES = tomllib.loads((Path(__file__).parent / "cases" / "policy.toml").read_text(encoding="utf-8"))["case"]

NO_LISTS = Policy()


def profile(on: str | None) -> Profile:
    return Profile(Kind.BESLISNOTA, None, date.fromisoformat(on) if on else None, None, None, None, (), ())


def decided(text: str, policy: Policy = NO_LISTS, on: str | None = None) -> tuple[Document, tuple[Decision, ...]]:
    document = write(text)
    return document, decide(document, find(document), policy, profile(on))


def hidden(text: str, policy: Policy = NO_LISTS, on: str | None = None) -> list[str]:
    document, decisions = decided(text, policy, on)
    return [document.at(d.span) for d in decisions if d.verdict is Verdict.REDACT]


def marked(case: dict[str, Any]) -> str:
    """The case's text with its marks taken off and put round what is redacted, prefixes as they were."""
    plain = re.sub("[⟦⟧⟪⟫]", "", case["text"])
    document, decisions = decided(plain, on=case.get("date"))
    shown = document.text
    for decision in sorted(decisions, reverse=True):
        if decision.verdict is Verdict.REDACT:
            start, end = decision.span
            shown = f"{shown[:start]}⟦{shown[start:end]}⟧{shown[end:]}"
    prefixes = [m[0] if (m := re.match(r"[#\-|@>^] ", line)) else "" for line in plain.strip("\n").split("\n")]
    return "\n".join(prefix + line for prefix, line in zip(prefixes, shown.strip("\n").split("\n"), strict=True))


def test_a_surname_that_ocr_misread_is_no_building_though_it_ends_as_one() -> None:
    document = write("Anouk Ouwerkerk belde.\n\nDe evaluatie is voor 0uwerkerk / Chen Zhang.", "brief.txt")
    decisions = decide(document, find(document), NO_LISTS, profile(None))
    assert {document.at(d.span) for d in decisions if d.verdict is Verdict.REDACT} >= {"0uwerkerk", "Chen Zhang"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_marked_text(case: dict[str, Any]) -> None:
    """Exactly the stretches in ⟦⟧ are redacted; those in ⟪⟫ stay for a reason, or are not even found."""
    assert marked(case) == re.sub("[⟪⟫]", "", case["text"]).strip("\n")


def test_whom_a_minister_calls_the_predecessor_in_a_letter_to_the_house_stays() -> None:
    text = "Mijn voorganger, mevrouw Keijzer, heeft hiervoor geld gereserveerd."
    document = write(text)
    letter = replace(profile("2026-06-11"), kind=Kind.KAMERBRIEF)
    (decision,) = decide(document, find(document), NO_LISTS, letter)
    assert decision.verdict is Verdict.KEEP


def officials(*names: str) -> tuple[Person, ...]:
    return tuple(Person(parse(name)) for name in names)


def test_known_officials_go_wherever_they_are_named() -> None:
    """A listed official is found without any cue, and beats the list of public figures and the register."""
    text = "Met Overdijk is afgesproken dat W.P. Overdijk schrijft. Mark Rutte is akkoord."
    known = officials("W.P. Overdijk", "Mark Rutte")
    assert hidden(text, Policy(known, known)) == ["Overdijk", "W.P. Overdijk", "Mark Rutte"]


def test_public_figures_stay_between_their_dates() -> None:
    """A listed director stays while in office and goes after it; an unknown date counts as met."""
    text = "De directeur, W.P. Overdijk, tekent."
    figure = Person(parse("W.P. Overdijk"), "directeur", "", date(2024, 1, 1), date(2024, 12, 31))
    policy = Policy(public_figures=(figure,))
    assert hidden(text, policy, "2024-07-25") == []
    assert hidden(text, policy) == []
    assert hidden(text, policy, "2025-07-25") == ["W.P. Overdijk"]
    assert hidden(text) == ["W.P. Overdijk"]


def test_a_listed_official_is_not_the_minister_of_that_name() -> None:
    """An official who shares the minister's surname goes; "minister Van Weel" stays."""
    text = "Jan van Weel schrijft voor minister Van Weel."
    assert hidden(text, Policy(officials("Jan van Weel")), "2024-07-25") == ["Jan van Weel"]


def test_a_mover_stays_by_the_motion_alone() -> None:
    """The spans of movers keep a name that nothing else would keep."""
    document = write("Over het punt van Zeldenthuis is gestemd. Mevrouw Zeldenthuis diende in.")
    start = document.text.index("Mevrouw") + len("Mevrouw ")
    span = Span(start, start + len("Zeldenthuis"))
    motion = Motion(
        "m1", span, (Mover("Zeldenthuis", span),), False, None, None, (), None, MotionStatus.UNKNOWN, 1.0, "test"
    )
    with_motion = decide(document, find(document), Policy(), profile(None), (motion,))
    assert {d.verdict for d in with_motion} == {Verdict.KEEP}
    assert "Indiener van een motie" in {d.reason for d in with_motion}
    assert {d.verdict for d in decide(document, find(document), Policy(), profile(None))} == {Verdict.REDACT}


def test_a_minister_who_was_in_office_is_kept_with_office_and_date() -> None:
    """The reason names the office and the day, not the person."""
    _, (decision,) = decided("Akkoord van David van Weel.", on="2024-07-25")
    assert decision.reason == "Minister van Justitie en Veiligheid op 25 juli 2024 (register)"


def test_every_decision_has_a_reason_and_only_hidden_ones_a_ground() -> None:
    """Kept or hidden, the reason is Dutch prose without the wording; 5.1.1e is for numbers prescribed by law."""
    document, decisions = decided(
        "Minister Van Weel, mevrouw Kern, BSN 123456782, kamer 12.34, info@x.nl, NL91ABNA0417164300, GV-123-B."
    )
    assert len(decisions) == 7
    for decision in decisions:
        assert decision.reason
        assert document.at(decision.span) not in decision.reason
        assert bool(decision.ground) is (decision.verdict is Verdict.REDACT)
    assert [d.ground for d in decisions if d.rule == "bsn"] == ["5.1.1e"]
    assert {d.ground for d in decisions if d.verdict is Verdict.REDACT} == {"5.1.1e", "5.1.2e"}


def test_a_bare_surname_of_an_official_and_a_minister_is_hidden() -> None:
    """Doubt hides: "Rutte" may be the official of that name."""
    assert hidden("Opgesteld door J. Rutte. Minister Rutte leest mee. Volgens Rutte kan het.") == ["J. Rutte", "Rutte"]


def test_a_law_named_after_somebody_does_not_keep_a_namesake() -> None:
    """The Wet-Van Dam stays; the Van Dam who wrote the note goes."""
    text = "De Wet-Van Dam geldt. Opgesteld door mevrouw Van Dam. Volgens Van Dam kan het."
    assert hidden(text) == ["Van Dam", "Van Dam"]


@pytest.mark.real
def test_the_two_scanned_notes_stay_whole(real: Path) -> None:
    """Nobody is redacted in the two notes, which name no civil servant."""
    for path in sorted((real / "nota_txt").glob("*.txt")):
        assert hidden(path.read_text(encoding="utf-8")) == []
