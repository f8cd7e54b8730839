"""The trained judge of promises: what it finds without a rule, what it leaves, and what its weights are made of."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from conftest import write
from extraction_gold import GOLD
from hypothesis import given, settings
from hypothesis import strategies as st
from measure_promises import LEARNED
from test_commitments import debated, found_in, profile

from corpus.document import Document
from corpus.records import Commitment
from nlp import reasons
from nlp.commitments import find_commitments
from nlp.dutch import read, tokens
from nlp.judge import NAME, SURE, weighed_most, weights
from nlp.training.promises import Lesson, learn, marked, unmarked, version
from nlp.training.promises import write as write_weights
from nlp.traits import of_words

# Said nowhere in the texts that it learned from, and found by no rule.
SPOKEN = [
    "Daar schrijf ik de Kamer voor de kerst een regel over.",
    "Ik spreek de havenmeesters volgende maand en dan leg ik ze dat voor.",
    "Ik vraag de inspectie om er nog een keer naar te kijken en u hoort van mij in de voortgangsbrief wat eruit komt.",
    "Over twee weken zit ik met de veerdiensten aan tafel, en dan vraag ik ze daarnaar.",
]
NONE = [
    "Ik begin zo met de havens en kom daarna bij de vragen over de veerdiensten.",
    "Ik heb de Kamer daar vorige maand al een brief over gestuurd.",
    "De inspectie kijkt daar elk jaar naar.",
    "Nee, dat overzicht ga ik niet geven.",
    "Krijgt de Kamer dat overzicht voor het kerstreces?",
    "Dat is een goede vraag, en ik deel de zorg van de heer Ronnes.",
]


def judged(found: tuple[Commitment, ...]) -> list[Commitment]:
    return [one for one in found if one.rule == NAME]


@pytest.mark.parametrize("text", SPOKEN)
def test_a_promise_in_words_of_its_own_is_found_without_a_rule(text: str) -> None:
    document, found = debated(text)
    assert [document.at(one.sentence) for one in judged(found)] == [text]
    assert SURE - 0.1 <= found[0].confidence <= 0.9
    assert found[0].actor == "minister van BZK"


@pytest.mark.parametrize("text", NONE)
def test_what_only_sounds_like_a_promise_is_left(text: str) -> None:
    assert debated(text)[1] == ()


@pytest.mark.parametrize("text", SPOKEN)
def test_a_member_of_the_house_promises_nothing(text: str) -> None:
    """The same words are no promise where who says them holds no office."""
    assert judged(debated(text, "De heer Ronnes (CDA)")[1]) == []


@pytest.mark.parametrize("kind", ["| {}", "# Geadviseerd besluit\n{}", "Kunt u zeggen of dit waar is: {}?", "{}"])
def test_only_a_sentence_that_stands_for_itself_is_judged(kind: str) -> None:
    """A row of a table, advice to the minister and a question are none; the same sentence alone is."""
    text = "Voor het einde van het jaar leest u van mij wat dit voor de veerdiensten betekent."
    document = write(f"@ De Voorzitter van de Tweede Kamer\n{kind.format(text)}")
    found = find_commitments(read(document), profile(), ("minister van BZK",))
    assert bool(judged(found)) == (kind == "{}")


def test_weights_are_made_of_the_texts_and_labels_that_are_there() -> None:
    """Whoever changes a text or a label has to make the weights anew (tests/measure_promises.py)."""
    also = "".join(hashlib.sha256((GOLD / f"{name}.jsonl").read_bytes()).hexdigest() for name in LEARNED)
    assert weights().made_of == version(also)


def test_every_mark_of_the_training_texts_is_read() -> None:
    texts = list(marked())
    assert len(texts) == 420
    marks = [mark for text in texts for mark in text.marks]
    assert (sum(promises for *_, promises in marks), len(marks)) == (1770, 5157)
    assert not any("[[" in text.text or "]]" in text.text for text in texts)


def test_a_mark_is_where_its_words_were() -> None:
    text = unmarked("a", "Ja. [[T|Dat doe ik.]] En [[N|dat niet.]]")
    assert [text.text[start:end] for start, end, _ in text.marks] == ["Dat doe ik.", "dat niet."]


def test_lessons_teach_what_tells_promises_apart(tmp_path: Path) -> None:
    """The same lessons give the same bytes, and what only promises have weighs more than what none has."""
    lessons = [Lesson(frozenset({"both", name}), 2, name == "promise") for name in ("promise", "none") * 20]
    for name in ("first", "second"):
        write_weights(learn(lessons, "these"), tmp_path / name)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    found = learn(lessons, "these").of
    assert found["promise"] > 0.5 > -0.5 > found["none"]
    assert abs(found.get("both", 0.0)) < 0.1


def test_a_real_lesson_counts_double_and_gives_no_word_of_its_own() -> None:
    one, other = Lesson(frozenset({"a", "name"}), 2, True), Lesson(frozenset({"a", "b"}), 2, False)
    real = learn([*[one._replace(real=True)] * 5, *[other] * 5], "")
    twice = learn([*[one._replace(traits=frozenset("a"))] * 10, *[other] * 5], "")
    assert "name" not in real.of
    assert np.allclose([real.of["a"], real.start], [twice.of["a"], twice.start], atol=0.002)


def test_explain_names_the_words_that_weighed_most() -> None:
    told = reasons.of_commitment(NAME, SPOKEN[0]).text
    assert told.startswith("getraind oordeel")
    words = weighed_most(SPOKEN[0])
    assert words
    assert all(each in SPOKEN[0] and f'"{each}"' in told for each in words)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_traits_stand_inside_their_sentence(text: str) -> None:
    """Any text whatever: each trait names tokens that are there."""
    seen = tokens(text)
    assert all(0 <= trait.first <= trait.last < len(seen) for trait in of_words(seen))


@settings(max_examples=40)
@given(st.lists(st.sampled_from([*SPOKEN, *NONE, "?", ":", "1. ", "–", "Zij", "ﷺ ik stuur u"]), max_size=6))
def test_any_text_gives_sentences_that_stand_in_it(parts: list[str]) -> None:
    """What is judged is a sentence of the document, once, with its action inside."""
    document: Document = write("@ De Voorzitter van de Tweede Kamer\n" + (" ".join(parts) or "Niets."))
    found = find_commitments(read(document), profile(day=date(2024, 5, 1)), ("minister van BZK",))
    spans = [one.sentence for one in judged(found)]
    assert len(spans) == len(set(spans))
    for one in judged(found):
        assert 0 <= one.sentence.start < one.sentence.end <= len(document.text)
        assert all(one.sentence.covers(piece) for piece in one.action)
        assert 0 < one.confidence <= 1


def test_letters_are_found_in_too() -> None:
    """A letter promises in words of its own as well, by its signatory to the House."""
    _, found = found_in("Daarover leest u van mij na de zomer.")
    assert [(one.rule, one.actor, one.recipient) for one in found] == [(NAME, "minister van BZK", "Tweede Kamer")]
