"""Words weighed by all that bears on them: what is taken for a name, what is given up, how the weights are learned."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import write
from hypothesis import given
from hypothesis import strategies as st

from anonymize.bearing import Page, known, told
from anonymize.find import before_weighing, find
from anonymize.likely import ROWS, row_of
from anonymize.scene import Hit, Scene
from anonymize.weigh import weigh
from anonymize.weighing import Lesson, learn, of_marked
from anonymize.words import is_nearly_stop
from corpus.document import Span
from nlp.training.papers import marked, stretches, whole
from nlp.training.sample import Sample

TEXTS = st.text(alphabet=st.sampled_from("AbcDé .,:;()\n'-@/12vanJ"), max_size=120)


def look_of(text: str) -> Scene:
    return Scene(text, {}, ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Volgens hem heeft Van de Laarschot vorig jaar tarieven toegezegd die niet meer gelden.", "Van de Laarschot"),
        ("Zie ook de correspondentie met Privacy Officer C. van Wezep.", "C. van Wezep"),
    ],
)
def test_names_that_no_rule_finds_are_weighed(text: str, name: str) -> None:
    """A surname in running text, with the interfix that has a capital and the initials before it."""
    document = write(text)
    assert [document.at(each.span) for each in find(document)] == [name]
    assert "weighed" in {each.rule for each in find(document)}


@pytest.mark.parametrize(
    "text",
    [
        "De effecten van MiFIR en de ETF's op de markt zijn beperkt gebleven.",
        "De normen en eisen ten aanzien van Al en algoritmes worden aangescherpt.",
        "Groen licht voor het plan. Bos en natuur blijven behouden.",
        "Het Trimbos-instituut en de Vereniging van Nederlandse Gemeenten zijn gehoord.",
        "Bijlage(n)\n1. Kamerbrief",
    ],
)
def test_what_only_looks_like_a_name_stays(text: str) -> None:
    assert find(write(text)) == ()


def test_what_the_recogniser_saw_is_given_up_where_nothing_speaks_for_it() -> None:
    """Only the recogniser's own: what a rule with a cue found stays, whatever it is."""
    look = look_of("Op grond van de Wet is de Minister bevoegd.")
    law, office = Span(16, 19), Span(26, 34)
    found = [Hit(law, "model", 0.5), Hit(office, "office", 0.9)]
    assert [hit.span for hit in weigh(look, [], found)] == [office]


@given(TEXTS)
def test_any_text_gives_names_inside_it_that_no_other_covers(text: str) -> None:
    found = [Hit(Span(0, 1), "office", 0.9)] if text else []
    hits = weigh(look_of(text), [], found)
    assert all(0 <= hit.span.start < hit.span.end <= len(text) for hit in hits)
    assert set(found) <= set(hits)


@given(TEXTS, st.integers(0, 120), st.integers(1, 40))
def test_a_span_touches_the_words_that_it_shares_a_letter_with(text: str, start: int, length: int) -> None:
    page, span = Page(look_of(text), [], []), Span(start, start + length)
    touched = [at for at, token in enumerate(page.tokens) if token.start < span.end and span.start < token.end]
    assert list(page.inside(span)) == touched


def test_a_sign_holds_no_name_that_only_its_bearer_has() -> None:
    """Weights are published with the program; a rare name stands in a sign as what the lists know of it."""
    look, seen, found = before_weighing(write("Zie de notitie van Gwenzahira Xhemaili-Oosterzand van vandaag."))
    page = Page(look, seen, found)
    signs = " ".join(sign for at in range(len(page.tokens)) for sign in page.signs(at)).lower()
    assert "gwenzahira" not in signs
    assert "xhemaili" not in signs
    assert told("Kamer") == "^kamer"
    assert told("Xhemaili") == f"^{known('Xhemaili')}"


def test_weights_learn_what_tells_names_apart() -> None:
    """Three words: a sign of names, a sign of others, and one that both have."""
    rows, words = np.array([1, 3, 2, 3, 1, 3]), np.array([0, 0, 1, 1, 2, 2])
    weights = learn(Lesson(rows, words, np.array([1.0, 0.0, 1.0])))
    assert weights.shape == (ROWS,)
    assert weights[1] > 1 > -1 > weights[2]
    assert np.count_nonzero(weights) <= 3


def test_marked_texts_teach_which_words_are_names() -> None:
    (taught,) = of_marked([Sample("Zie de mail van Anouk over Zwolle.", ((16, 21, "PER"),))])
    assert list(taught.named.values()) == [False, True, False]
    assert all(0 <= row < ROWS for rows in taught.rows.values() for row in rows)
    assert all(row_of("any") in rows for rows in taught.rows.values())


def test_marks_of_papers_are_names_or_teach_nothing() -> None:
    sample = marked("{P|Jorrit} belt {O|Keijzer} over {K|Van Oord}: {T|06-1} of {E|j.bos}@minbzk.nl.")
    assert sample.text == "Jorrit belt Keijzer over Van Oord: 06-1 of j.bos@minbzk.nl."
    assert [sample.text[start:end] for start, end, _ in sample.names] == ["Jorrit", "Keijzer"]
    assert [sample.text[start:end] for start, end in sample.unsure] == ["06-1", "j.bos"]


def test_papers_are_all_marked_and_parts_hold_all_of_them() -> None:
    """No mark is left open, and the stretches of the papers have every name that the papers have."""
    papers = whole()
    assert len(papers) > 2000
    assert not [sample.text for sample in papers if "{" in sample.text and "|" in sample.text.split("{")[1][:3]]
    assert sum(len(sample.names) for sample in stretches()) == sum(len(sample.names) for sample in papers)


@pytest.mark.parametrize(
    ("word", "near"), [("Geadyviseerd", True), ("Geadviseerd", False), ("Adriaansens", False), ("Besluit", False)]
)
def test_a_heading_with_one_slip_is_still_told(word: str, near: bool) -> None:
    assert is_nearly_stop(word) is near
