"""How likely a word is a name: two looks, what the first tells the second, and how both are learned."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonymize.bearing import Page, is_capital
from anonymize.likely import Likelihoods, again_of, step_of, sure, weights
from anonymize.scene import Scene
from anonymize.weighing import learn_twice, of_marked
from nlp.training.papers import marked

TEXTS = st.text(alphabet=st.sampled_from("AbcDé .,:;()\n'-@/12vanJK"), max_size=120)


def page_of(text: str) -> Page:
    return Page(Scene(text, {}, ()), [], [])


@given(TEXTS)
def test_every_word_with_a_capital_has_a_likelihood_and_no_other_word(text: str) -> None:
    page = page_of(text)
    likely = Likelihoods(page)
    for at, token in enumerate(page.tokens):
        assert (0 < likely.of(at) < 1) if is_capital(token.text) else likely.of(at) == 0


@given(TEXTS, st.data())
def test_the_second_look_is_told_of_each_word_once_and_in_order(text: str, data: st.DataObject) -> None:
    page = page_of(text)
    seen = {at: data.draw(st.floats(0, 1)) for at in page.capitals}
    told = list(again_of(page, seen))
    assert [at for at, _ in told] == page.capitals
    assert all(len(set(more)) == len(more) for _, more in told)


def test_the_second_look_knows_neighbours_and_the_same_word_elsewhere() -> None:
    page = page_of("Jansen belt Bos. Later belt Bos terug.")
    first, second, later, last = page.capitals
    told = dict(again_of(page, {first: 0.99, second: 0.5, later: 0.001, last: 0.99}))
    assert f"again -1 {step_of(0.99)} 2" in told[second]  # Jansen, two words before
    assert "again -1 none" in told[first]
    assert f"again most {step_of(0.99)}" in told[second]  # the other Bos
    assert not any(sign.startswith("again most") for sign in told[first])


def test_a_likelihood_is_told_in_nine_steps_and_a_sum_is_never_sure() -> None:
    assert [step_of(likely) for likely in (0.0, 0.02, 0.5, 0.99)] == [0, 2, 5, 8]
    assert 0 < sure(-1e9) < 0.5 == sure(0) < sure(1e9) < 1


def test_two_looks_are_learned_and_each_has_a_table_of_its_own() -> None:
    texts = [marked(f"Zie de mail van {{P|{name}}} over Zwolle.") for name in ("Anouk", "Bram", "Fatima", "Joris")]
    first, second = learn_twice(list(of_marked(texts)))
    assert np.count_nonzero(first)
    assert np.count_nonzero(second)
    assert not np.array_equal(first, second)
    assert len(weights("weights")) == 2
    assert len(weights("fame")) == 1


@pytest.mark.parametrize(
    "told",
    [
        "Aanwezig:\n- {P|Joke Terpstra}\n- {P|Wim}\n\nWij spraken {P|Bos}.",  # dashes are left out
        "Nr. | Wie | Stand\n1 | {P|Kolthof, A.} | loopt\n2 | {P|Idsinga} | klaar",
    ],
)
def test_names_in_lists_and_tables_are_learned_from(told: str) -> None:
    """What the reader takes out of a text is no reason to leave the text out."""
    sample = marked(told)
    (text,) = of_marked([sample])
    names = {text.page.word(at) for at, named in text.named.items() if named}
    words = {part.strip(",") for start, end, _ in sample.names for part in sample.text[start:end].split()}
    assert names == words
