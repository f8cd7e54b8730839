"""Names in small letters, where somebody writes no capitals at all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonymize.scene import Hit, Scene
from anonymize.uncapitalised import small_names
from corpus.document import Span

TEXTS = st.text(alphabet=st.sampled_from("abcjanmohed .,:\nDe-"), max_size=150)


def names(text: str, *found: Hit) -> list[str]:
    return [text[slice(*hit.span)] for hit in small_names(Scene(text, {}, ()), found)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ik ben ronny de wit en woon daar met mijn vriendin angelique.", ["ronny de wit", "angelique"]),
        ("[12:03] Mieke: kan jij jan even bellen over het stuk", ["jan"]),
        ("Sanne: doe ik, maar joost wil eerst cijfers", ["joost"]),
        ("de wijkagent mulder heb ik drie keer gemaild", ["mulder"]),
        ("ik hoor graag van u\nr. de wit", ["r. de wit"]),
        ("geen reactie. gerda hendriksen van nummer 208 slaapt niet", ["gerda hendriksen"]),
        # one who speaks, one who is asked
        ("[09:45] imane: ik check bij de Veiligheidsregio", ["imane"]),
        ("22-01-2021 09:46 - imane haddad: Ik bel het RIVM", ["imane haddad"]),
        ("Kun je dit checken lotte? Volgens mij klopt het", ["lotte"]),
        ("Zaal Kievit, 09.30 uur: overleg met het IPO", []),
        ("Het is de PvdA ernst, given the circumstances, om het verzoek in te willigen", []),
        # who writes capitals would have written them
        ("De brief is door de directie aan jan gestuurd.", []),
        ("Volgens het verslag van de directie\nheeft de wijkagent mulder gebeld", []),
        ("uw kenmerk: mark", []),
        ("het verslag van de vergadering gaat over de markt en de roos", []),
        ("mail naar jan.smit@minbzk.nl over het stuk", []),
    ],
)
def test_small_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_what_was_found_is_not_found_again() -> None:
    text = "ik heb met khalid gepraat over de honden"
    assert names(text) == ["khalid"]
    assert names(text, Hit(Span(11, 17), "spread", 0.5)) == []


@given(TEXTS)
def test_names_lie_apart_inside_any_text(text: str) -> None:
    spans = [hit.span for hit in small_names(Scene(text, {}, ()), [])]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
