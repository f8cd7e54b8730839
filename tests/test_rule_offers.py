"""What people corrected again and again is offered as a rule; what they did not, is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruling import accepted, decide, instruction, places

from corpus.events import Change, Event, Events
from corpus.instructions import HIDE, SHOW
from corpus.review import DECIDE, UNDO
from corpus.rules import DECLINED, ENDED, RULES, Offer, Rule, in_force, offers

A, B, C = ("a" * 32, "b" * 32, "c" * 32)
BUREAU = "Bureau ICT-toetsing"
WHEN = "2026-11-28T23:30:00+00:00"


@pytest.fixture
def events(tmp_path: Path) -> Events:
    return Events(tmp_path / "events.db")


def told(events: Events, changes: list[Change]) -> tuple[Event, ...]:
    for change in changes:
        events.append("ada", [change], WHEN)
    return events.since()


def offered(events: Events, changes: list[Change]) -> list[tuple[str, str]]:
    return [(offer.what, offer.text) for offer in offers(told(events, changes))]


SHOWN, HIDDEN = (SHOW, BUREAU), (HIDE, "Kievitsnest")
THREE = places(SHOW, BUREAU, A, A, B)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(THREE, [SHOWN], id="three places in two documents"),
        pytest.param(places(HIDE, "Kievitsnest", A, B, C), [HIDDEN], id="hidden"),
        pytest.param(places(SHOW, BUREAU, A, B), [], id="two places"),
        pytest.param(
            [*places(SHOW, BUREAU, A, A, A), decide(B, instruction(SHOW, BUREAU), against=[0])], [],
            id="one document and a nod",
        ),
        pytest.param(places(SHOW, BUREAU, A, A, A), [], id="one document"),
        pytest.param([*THREE, *places(HIDE, BUREAU, C)], [], id="the other way elsewhere"),
        pytest.param(
            [*THREE, decide(C, instruction(HIDE, BUREAU), against=[0])], [], id="a nod to the other way elsewhere"
        ),
        pytest.param(
            [decide(id, instruction(SHOW, BUREAU), against=[0]) for id in (A, B, C)], [], id="nods teach nothing"
        ),
        pytest.param(
            [Change(id, DECIDE, {"instructions": [instruction(SHOW, BUREAU)._asdict()]}) for id in (A, B, C)], [],
            id="where it is not said whether it was a nod",
        ),
        pytest.param([*places(SHOW, BUREAU, A, A), *places(SHOW, BUREAU.lower(), B)], [], id="other letters"),
        pytest.param(
            [*places(SHOW, BUREAU, A, A), *places(SHOW, "Bureau |\nICT-toetsing", B)], [SHOWN], id="other blanks"
        ),
        pytest.param([*THREE[:2], THREE[0], THREE[1]], [], id="the same places again"),
        pytest.param(
            [decide(A, instruction(HIDE, BUREAU)), *THREE], [SHOWN], id="a slip of the hand, mended in its place"
        ),
        pytest.param(
            [decide(A, instruction(HIDE, "Kievitsnest", 0), against=[2]), *places(HIDE, "Kievitsnest", B)], [HIDDEN],
            id="everywhere in a document counts for its places",
        ),
        pytest.param(
            [*places(HIDE, "Jansen", A, B, C),
             decide(A, instruction(SHOW, "Jansen", 9), instruction(HIDE, "Piet Jansen"), against=[None, 1])],
            [(HIDE, "Jansen")], id="another extent is not the other way",
        ),
        pytest.param(
            [decide(id, instruction(SHOW, "Jansen"), instruction(HIDE, "Piet Jansen"), against=[None, 1])
             for id in (A, B, C)],
            [(HIDE, "Piet Jansen")], id="another extent does not show the old one",
        ),
        pytest.param(
            [decide(A, *(instruction(HIDE, text, nth) for text, nth in (("Kievitsnest", 1), ("Kievitsnest", 2)))),
             *places(HIDE, "Kievitsnest", B)],
            [HIDDEN], id="one box over more wordings",
        ),
        pytest.param(
            [*places(HIDE, "Kievitsnest", A, B, C), *places(HIDE, "project Kievitsnest", A, B, C)],
            [(HIDE, "project Kievitsnest"), HIDDEN], id="longest first",
        ),
        pytest.param([*THREE, accepted(SHOW, BUREAU)], [], id="made before"),
        pytest.param([*THREE, Change(RULES, DECLINED, {"what": SHOW, "text": BUREAU})], [], id="declined before"),
        pytest.param(
            [*THREE, accepted(SHOW, BUREAU), Change(RULES, ENDED, {"text": BUREAU, "why": ""})], [], id="ended before"
        ),
        pytest.param(places(HIDE, "x" * 201, A, B, C), [], id="a page of text"),
        pytest.param(places(HIDE, "–", A, B, C), [], id="no letters"),
    ],
)  # fmt: skip
def test_offers_are_what_was_corrected_again_and_again(
    events: Events, changes: list[Change], expected: list[tuple[str, str]]
) -> None:
    assert offered(events, changes) == expected


def test_what_was_undone_is_not_offered(events: Events) -> None:
    told(events, THREE)
    last = events.of(B)[-1]
    events.append("ada", [Change(B, UNDO, {"action": last.action})])
    assert offers(events.since()) == ()


def test_offer_says_how_often_and_on_the_usual_ground(events: Events) -> None:
    changes = [*places(HIDE, "Kievitsnest", A, A, B), *places(HIDE, "Kievitsnest", C, ground="5.1.2e")]
    assert offers(told(events, changes)) == (Offer(HIDE, "Kievitsnest", "5.1.2i", "other", 4, 3),)


@pytest.mark.parametrize(("nth", "category"), [(1, "person"), (0, "")])
def test_offer_to_show_names_the_kind_only_where_a_finding_was_pointed_at(
    events: Events, nth: int, category: str
) -> None:
    changes = [decide(id, instruction(SHOW, BUREAU, nth), against=[2]) for id in (A, B)]
    assert [offer.category for offer in offers(told(events, changes))] == [category]


def test_rules_are_proven_with_all_else(events: Events, tmp_path: Path) -> None:
    """They are events like any other; what is ended does not count, and the last of a wording does."""
    changes = [accepted(HIDE, "Kievitsnest"), accepted(SHOW, BUREAU), accepted(HIDE, "Kievitsnest", "5.1.2e")]
    found = told(events, [*THREE, *changes, Change(RULES, ENDED, {"text": BUREAU, "why": "x"})])
    assert in_force(found) == (Rule(HIDE, "Kievitsnest", "5.1.2e", "other", "afgesproken", "ada", WHEN),)
    assert in_force(events.of(RULES)) == in_force(found)
    assert events.broken() is None
