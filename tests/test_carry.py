"""What the recogniser saw in a text is carried over to one that is nearly the same, as if that were looked at anew."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import recognise
from nlp.carry import REACH, changed, unchanged
from nlp.recognise import people

PIECES = st.lists(
    st.sampled_from(["Volgens Gülcan Yıldırım klopt het. ", "De nota ligt voor.\n", "x" * 150 + ", ", "\n"])
)
FILLING = "De minister heeft de nota gelezen en is akkoord met de voorgestelde lijn, zoals besproken in het overleg.\n"


@given(PIECES, PIECES, st.text(max_size=20), st.text(max_size=20), PIECES)
def test_what_is_called_the_same_is_the_same(
    head: list[str], tail: list[str], one: str, other: str, more: list[str]
) -> None:
    before, after = ("".join((*head, middle, *tail)) for middle in (one, other + "".join(more)))
    same = unchanged(before, after)
    for span, shift in same:
        assert after[span.start : span.end] == before[span.start - shift : span.end - shift]
    for (first, _), (second, _) in pairwise(same):
        assert first.end <= second.start
    places = sorted([*changed(len(after), same), *(span for span, _ in same)])
    assert "".join(after[place.start : place.end] for place in places) == after


@pytest.mark.parametrize("line", [0, 1, 20, 38, 39])
def test_what_is_near_a_change_is_looked_at_anew(line: int) -> None:
    lines = [f"Regel {number}: {FILLING}" for number in range(40)]
    before = "".join(lines)
    lines[line] = "Hier stond een naam.\n"
    start, end = len("".join(lines[:line])), len("".join(lines[: line + 1]))
    after = "".join(lines)
    places = list(changed(len(after), unchanged(before, after)))
    assert len(places) == 1
    assert places[0].start <= max(0, start - REACH)
    assert places[0].end >= min(len(after), end + REACH)


@pytest.mark.parametrize("hidden", ["[5.1.2e]", "", "Piet de Wit en Anneke Terpwijkstra"])
@pytest.mark.parametrize("lines", [0, 3, 12])
def test_it_sees_what_it_would_see_anew(lines: int, hidden: str) -> None:
    text = (
        f"{FILLING * lines}Gülcan Yıldırım belt met NAME, die Jan Vos sprak.\n{FILLING * lines}Met groet, Els Bakker\n"
    )
    before, after = text.replace("NAME", "Hanneke Terpwijkstra"), text.replace("NAME", hidden)
    recognise._own.cache_clear()
    anew = people(after)
    recognise._own.cache_clear()
    assert people(after, before=before) == anew
    assert anew


def test_only_what_differs_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    before = FILLING * 40 + "Gülcan Yıldırım belt.\n" + FILLING * 40
    people(before)
    looked: list[str] = []
    seen = recognise._seen
    monkeypatch.setattr(recognise, "_seen", lambda nlp, text: looked.append(text) or seen(nlp, text))
    recognise._own.cache_clear()
    people(before)
    people(before.replace("Gülcan Yıldırım", "[5.1.2e]"), before=before)
    assert len(looked) == 2
    assert len(looked[1]) < 6 * REACH


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_give_persons_inside_the_second(before: str, text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in people(text, before=before))
