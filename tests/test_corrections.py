"""What a person may say about an extracted record, and how its wording is found again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from correcting import SHOWN, TWICE, correction
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.corrections import BadCorrection, Correction
from corpus.found_again import find_stretch, says
from flows.corrections import of_corrections

CALLS = "uw Kamer voor de zomer informeren"


@pytest.mark.parametrize(
    ("told", "text", "expected"),
    [
        ("Bel [5.1.2e] morgen.", "Bel Anna de Wit morgen.", True),
        ("Bel [5.1.2e] morgen.", "Bel morgen.", False),
        ("Bel [5.1.2e] morgen.", "Bel Anna morgen. Of niet.", False),
        ("[5.1.2e]@minbzk.nl", "a.dewit@minbzk.nl", True),
        ("[5.1.2e] en [10.2e] en [11.1]", "Jan en Piet en Kees en Klaas", True),
        ("Een | twee [5.2.1]", "Een twee drie", True),
        ("Een twee", "Een | twee", True),
        ("(a+b)* [5.1.2e]", "(a+b)* ja", True),
        ("[5.1.2e] [5.1.2e]", "Jan Piet", True),
        ("[zie 5]", "[zie 6]", False),
    ],
)
def test_label_stands_for_what_is_hidden(told: str, text: str, expected: bool) -> None:
    assert says(told, text) is expected


@pytest.mark.parametrize(
    ("told", "text", "expected"),
    [
        ("stuurt een brief", "Hij stuurt een\nbrief.", "stuurt een\nbrief"),
        ("stuurt een brief", "Hij stuurt | een brief.", "stuurt | een brief"),
        ("stuurt een brief", "Hij stuurt een briefje.", None),
        ("Bel [5.1.2e] morgen", "Ja. Bel Anna de Wit morgen.", "Bel Anna de Wit morgen"),
        ("[5.1.2e] belt morgen", "Nee. Anna de Wit belt morgen.", "Anna de Wit belt morgen"),
        ("Morgen belt [5.1.2e]", "Morgen belt Anna de Wit. Ja.", "Morgen belt Anna de Wit"),
        ("Bel [5.1.2e] morgen", "Bel Anna\nde Wit morgen", None),
        ("[5.1.2e]", "Anna", None),
    ],
)
def test_stretch_is_found_as_words(told: str, text: str, expected: str | None) -> None:
    found = find_stretch(told, text)
    assert (text[found.start : found.end] if found else None) == expected


@given(st.integers(1, 300))
@settings(max_examples=20, deadline=2000)
def test_many_labels_take_no_long_time(number: int) -> None:
    """A sentence of labels that does not fit is given up at once."""
    told = "a [5.1.2e] " * number + "z"
    assert not says(told, "a b " * number * 2 + "y")
    assert find_stretch(told, "a b " * number * 2 + "y") is None


def test_correction_goes_through_json_and_back() -> None:
    made_ = correction("correct", SHOWN, CALLS, actor="minister van BZK", latest=None)
    assert Correction.of(json.loads(json.dumps(made_.told()))) == made_


def test_blanks_of_a_form_are_made_one() -> None:
    told = {"what": "confirm", "kind": "motion", "sentence": " De motie\r\nis  bekend. ", "page": 2}
    assert Correction.of(told).sentence == "De motie is bekend."


GOOD: dict[str, Any] = {"what": "correct", "kind": "commitment", "sentence": "Een zin.", "page": 1}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"fields": {"mover": "x"}}, "veld dat hier niet hoort"),
        ({"fields": {"status": "open"}, "kind": "motion"}, "Stand: kies"),
        ({"fields": {"actor": "x"}, "kind": "motion"}, "veld dat hier niet hoort"),
        ({"fields": {"status": "deadline"}}, "Stand: kies"),
        ({"fields": {"latest": "1 mei 2026"}}, "Laatste dag: schrijf een dag als"),
        ({"fields": {"latest": "20260501"}}, "Laatste dag: schrijf een dag als"),
        ({"fields": {"earliest": "2026-02-30"}}, "Eerste dag: schrijf een dag als"),
        ({"fields": {"made_on": "2026"}}, "Toegezegd op: schrijf een dag als"),
        ({"fields": {"earliest": "2026-05-02", "latest": "2026-05-01"}}, "ligt voor de eerste dag"),
        ({"fields": {"actor": "x" * 2001}}, "Wie: schrijf ten hoogste 2.000 tekens"),
        ({"fields": {"actor": "a\0b"}}, "Wie: er staat een teken in"),
        ({"fields": {"recipient": "a\u202eb"}}, "Aan wie: er staat een teken in"),
        ({"fields": {"action": "\ud800"}}, "Wat: er staat een teken in"),
        ({"fields": {"action": ""}}, "Wat: vul in"),
        ({"fields": {"actor": 3}}, "geen tekst"),
        ({"fields": ["actor"]}, "niet te lezen"),
        ({"fields": {}}, "niets gewijzigd"),
        ({"what": "confirm", "fields": {"actor": "x"}}, "Bewaar dat eerst"),
        ({"what": "add", "kind": "motion"}, "bestaat niet"),
        ({"what": "add", "sentence": "x" * 2001}, "Zin: schrijf ten hoogste"),
        ({"what": "delete"}, "bestaat niet"),
        ({"kind": "finding"}, "bestaat niet"),
        ({"sentence": " "}, "Vul de zin in"),
        ({"sentence": "a\x07"}, "Zin: er staat een teken in"),
        ({"page": 0}, "nummer van de bladzijde"),
        ({"page": "1"}, "nummer van de bladzijde"),
        ({"page": True}, "nummer van de bladzijde"),
        ({"why": "x" * 2001}, "Reden: schrijf"),
        ({"id": "x1"}, "nummer van dit gegeven"),
        ({"rule": "x"}, "veld dat hier niet hoort"),
    ],
)
def test_what_cannot_be_is_refused_in_words(change: dict[str, Any], told: str) -> None:
    with pytest.raises(BadCorrection, match=told):
        Correction.of(GOOD | {"fields": {"actor": "x"}} | change)


def test_fingerprint_hangs_on_what_is_said_and_on_the_key_alone() -> None:
    one = correction("confirm", TWICE)
    assert of_corrections("f", (), b"k") == "f"
    assert of_corrections("f", [one], b"k") == of_corrections(
        "f", [replace(one, who="bea", why="ja", at="later")], b"k"
    )
    others = ([correction("reject", TWICE)], [one, one], [replace(one, page=2)])
    prints = {of_corrections("f", each, b"k") for each in (*others, [one])} | {of_corrections("f", [one], b"x"), "f"}
    assert len(prints) == 6
