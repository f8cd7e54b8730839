"""Words to look at: what stays readable with a capital that nothing explains."""

from __future__ import annotations

import pytest
from conftest import write

from anonymize.doubt import look_at, open_capitals
from anonymize.find import find
from anonymize.policy import Policy, decide
from corpus.decisions import Published
from corpus.document import Document


def undecided(document: Document) -> Published:
    """As if the recognisers had found nothing."""
    return Published(document, decide(document, (), Policy()))


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("De opmerkingen van Xhemaili zijn verwerkt.", ["Xhemaili"]),
        ("Gisteren belde Gwenda met de Kamer over Utrecht.", ["Gwenda"]),
        ("De brief van Groen ligt er.", ["Groen"]),  # a surname of many
        ("Groen licht voor het plan. De Kamer stemt in.", []),  # a word that opens a sentence
        ("In Zwolle en Den Haag spraken BZK en de Raad van State.", []),
        ("Het Algoritmeregister en de Omgevingswet zijn besproken.", []),
    ],
)
def test_words_to_look_at(text: str, listed: list[str]) -> None:
    assert [word.text for word in look_at(undecided(write(text)))] == listed


def test_a_word_is_listed_once_with_the_times_that_it_stands_open() -> None:
    (word,) = look_at(undecided(write("Xhemaili belt. Daarna schrijft Xhemaili een memo, zegt Xhemaili.")))
    assert (word.text, word.times, word.span.start) == ("Xhemaili", 3, 0)


def test_open_capitals_are_those_in_no_decision() -> None:
    assert open_capitals(undecided(write("De heer Xhemaili is in Utrecht."))) == ["De", "Utrecht", "Xhemaili"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Winter werkt thuis. Volgens Xhemaili kan het.", "Xhemaili"),  # a word that opens a sentence comes last
        ("Het stuk heet opm_kqz_v2.docx. De brief van Groen ligt er.", "Groen"),  # letters in a file after a surname
    ],
)
def test_the_likeliest_comes_first(text: str, first: str) -> None:
    listed = [word.text for word in look_at(undecided(write(text)))]
    assert listed[0] == first
    assert len(listed) == 2


def test_a_bare_name_kept_for_the_register_alone_is_listed() -> None:
    """A member of that name sits in the House, but nothing says that it is the member who was rung."""
    document = write("Datum 5 juni 2025\n\nIk heb net met Boutkan gebeld. De minister weet het.")
    published = Published(document, decide(document, find(document), Policy()))
    assert published.gaps == ()
    assert [word.text for word in look_at(published)] == ["Boutkan"]


def test_a_word_that_the_lists_explain_is_listed_where_much_makes_it_a_name() -> None:
    """ "Brouwershaven" is a town; behind "Aanwezig:", before a function, it is rather somebody."""
    text = "Aanwezig: Brouwershaven (voorzitter), Çelik, Isenia, Zhang, De Graaf (verslag)"
    assert "Brouwershaven" in [word.text for word in look_at(undecided(write(text)))]
    assert "Brouwershaven" not in [
        word.text for word in look_at(undecided(write("Gisteren was hij in Brouwershaven.")))
    ]
