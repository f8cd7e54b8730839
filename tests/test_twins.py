"""Twins are found without comparing all, and a place in one is the same place in the other or none."""

from __future__ import annotations

import random
import time
from itertools import combinations

import pytest
from conftest import write
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, Span
from corpus.twins import FEW, MOST, likeness, same_place, sketch, twins

CHANCE = random.Random(7)
WORDS = [f"{a}{b}{c}" for a in "bdgklmnprst" for b in "aeiou" for c in ("nen", "ren", "s", "ling", "en")]


def prose(words: int, chance: random.Random = CHANCE) -> str:
    return " ".join(chance.choices(WORDS, k=words))


def changed(text: str, share: float, chance: random.Random = CHANCE) -> str:
    """The text with so many of its words replaced."""
    return " ".join(chance.choice(WORDS) if chance.random() < share else word for word in text.split())


LETTER = prose(200)


# Sketches


def test_sketch_is_the_same_in_every_run() -> None:
    """The numbers are kept beside the documents, so they may not hang on the process or its hash seed."""
    assert sketch("Een kort bericht") == (18113468712893261268,)
    assert sketch(" ".join(map(str, range(40))))[:2] == (56587736979339885, 781423234152266996)


@pytest.mark.parametrize(("words", "length"), [(0, 0), (1, 1), (FEW - 1, 1), (FEW, FEW - 4), (1000, MOST)])
def test_sketch_has_one_number_a_stretch_up_to_a_limit(words: int, length: int) -> None:
    found = sketch(" ".join(map(str, range(words))))
    assert (len(found), list(found)) == (length, sorted(found))


def test_case_blanks_and_marks_make_no_difference() -> None:
    assert sketch(LETTER.upper().replace(" ", ",\n")) == sketch(LETTER)


@pytest.mark.parametrize("share", [0.0, 0.005, 0.02, 0.1, 1.0])
def test_likeness_is_about_the_share_of_stretches_in_both(share: float) -> None:
    one, other = prose(3000), ""
    other = changed(one, share)

    def stretches(text: str) -> set[tuple[str, ...]]:
        words = text.split()
        return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}

    true = len(stretches(one) & stretches(other)) / len(stretches(one) | stretches(other))
    assert likeness(sketch(one), sketch(other)) == pytest.approx(true, abs=0.13)  # three times 0.5 / sqrt(128)


def test_likeness_of_short_enough_texts_is_exact() -> None:
    one = [str(number) for number in range(60)]
    assert likeness(sketch(" ".join(one)), sketch(" ".join([*one[:-1], "x"]))) == 55 / 57


@given(st.lists(st.integers(0, 300), max_size=MOST), st.lists(st.integers(0, 300), max_size=MOST))
def test_likeness_is_a_share_that_goes_both_ways(one: list[int], other: list[int]) -> None:
    a, b = tuple(sorted(set(one))), tuple(sorted(set(other)))
    assert 0 <= likeness(a, b) == likeness(b, a) <= 1
    assert likeness(a, a) == (1 if a else 0)


# Twins


def test_a_letter_to_another_person_is_a_twin() -> None:
    texts = {
        "a": f"Geachte heer Vos, {LETTER} Den Haag",
        "b": f"Geachte mevrouw De Boer, {LETTER} Utrecht",
        "c": prose(200),
    }
    assert twins({name: sketch(text) for name, text in texts.items()}) == {"a": ("b",), "b": ("a",)}


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("Akkoord, groet Ada", "akkoord groet\nAda", True),
        ("Akkoord, groet Ada", "Akkoord, groet Bea", False),
        (" ".join(WORDS[: FEW - 1]), " ".join(WORDS[: FEW - 2]) + " anders", False),
        ("", "", False),
        ("Akkoord", "", False),
    ],
)
def test_texts_of_few_words_are_twins_only_when_equal(one: str, other: str, are: bool) -> None:
    found = twins({"a": sketch(one), "b": sketch(other)}, least=0.1)
    assert found == ({"a": ("b",), "b": ("a",)} if are else {})


SKETCHES = st.lists(st.sets(st.integers(0, 30), max_size=20).map(lambda found: tuple(sorted(found))), max_size=12).map(
    lambda found: {f"d{number:02}": each for number, each in enumerate(found)}
)


@given(SKETCHES, st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0]))
@settings(max_examples=300)
def test_twins_are_all_pairs_that_are_so_like_and_no_others(sketches: dict[str, tuple[int, ...]], least: float) -> None:
    pairs = {pair for pair in combinations(sketches, 2) if likeness(*(sketches[name] for name in pair)) >= least}
    both = {name: sorted({*pair} - {name} for pair in pairs if name in pair) for name in sketches}
    wanted = {name: tuple(sorted(other for each in found for other in each)) for name, found in both.items() if found}
    assert twins(sketches, least) == wanted


def test_a_likeness_on_the_edge_is_enough() -> None:
    """0.55 times 100 is a little more than 55 in binary fractions."""
    assert twins({"a": tuple(range(100)), "b": tuple(range(45, 100))}, 0.55) == {"a": ("b",), "b": ("a",)}


@pytest.mark.parametrize("seed", range(3))
def test_full_sketches_are_compared_as_exactly(seed: int) -> None:
    """Of two long texts the smallest hashes of both together count, and most sketches are full."""
    chance = random.Random(seed)
    base = [chance.getrandbits(16) for _ in range(160)]
    texts = [[each if chance.random() > 0.15 else chance.getrandbits(16) for each in base] for _ in range(40)]
    known = {f"d{at:02}": tuple(sorted(set(text))[: 100 + at]) for at, text in enumerate(texts)}
    known = {name: each[:MOST] for name, each in known.items()}
    near = {pair for pair in combinations(known, 2) if likeness(known[pair[0]], known[pair[1]]) >= 0.6}
    found = {(name, other) for name, others in twins(known, 0.6).items() for other in others if name < other}
    assert found == near
    assert 100 < len(near) < 700


def test_a_family_of_a_thousand_letters_takes_seconds() -> None:
    chance = random.Random(5)
    text = prose(300, chance)
    known = {f"d{number:04}": sketch(f"{text} {prose(8, chance)}") for number in range(1000)}
    start = time.process_time()
    assert {len(others) for others in twins(known).values()} == {999}
    assert time.process_time() - start < 5


@given(st.permutations(range(6)))
def test_order_of_the_documents_makes_no_difference(order: list[int]) -> None:
    known = [(f"d{number}", sketch(changed(LETTER, 0.01 * number, random.Random(number)))) for number in range(6)]
    assert list(twins(dict(known)).items()) == list(twins({known[at][0]: known[at][1] for at in order}).items())


def test_ten_thousand_documents_take_seconds() -> None:
    """A third in families of ten, and all with the same foot, as letters of one office have it."""
    chance = random.Random(3)
    foot = tuple(chance.getrandbits(63) for _ in range(40))
    sketches: dict[str, tuple[int, ...]] = {}
    while len(sketches) < 10_000:
        own = [chance.getrandbits(64) for _ in range(MOST - 40)]
        for _ in range(10 if chance.random() < 0.05 else 1):
            body = [chance.getrandbits(64) if chance.random() < 0.02 else each for each in own]
            sketches[f"d{len(sketches):05}"] = tuple(sorted((*foot, *body)))
    start = time.process_time()
    found = twins(sketches)
    assert time.process_time() - start < 5
    assert 3000 < len(found) < 4500


# The same place


def place(text: str, wording: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = text.index(wording, at + 1)
    return Span(at, at + len(wording))


HEAD = "De directeur heeft gesproken met "
TAIL = " over het register, en dat wordt vervolgd in mei."


@pytest.mark.parametrize(
    ("here", "there", "nth"),
    [
        (f"{HEAD}Jan Vos{TAIL}", f"Kopie.\n{HEAD}Jan Vos{TAIL}", 0),
        (f"{HEAD}Jan Vos{TAIL}", f"{HEAD}Jan\nVos{TAIL}\nBijlage", 0),
        (f"{HEAD}Jan Vos, tel. 070-111", f"{HEAD}Jan Vos, tel. 070-222", 0),
        (f"1. {HEAD}Jan Vos{TAIL}", f"2. {HEAD}Jan Vos{TAIL} Jan Vos was erbij.", 0),
        (f"Eerst. {HEAD}Jan Vos", f"Daarna. {HEAD}Jan Vos", 0),
    ],
    ids=["further on", "other blanks", "another number after it", "also elsewhere", "at the end of both"],
)
def test_same_wording_in_the_same_words_is_found(here: str, there: str, nth: int) -> None:
    one, other = write(here), write(there)
    found = same_place(one, place(one.text, "Jan Vos"), other)
    assert found is not None
    assert (other.at(found).split(), found.start) == (["Jan", "Vos"], other.text.index("Jan"))


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (f"{HEAD}Jan Vos{TAIL}", f"{HEAD}Piet Vos{TAIL}"),
        (f"{HEAD}Jan Vos{TAIL}", f"{HEAD}Jan Vos-de Boer{TAIL}"),
        (f"{HEAD}Jan Vos{TAIL}", f"{HEAD}Jan Vossen{TAIL}"),
        (f"{HEAD}Jan Vos{TAIL}", "De minister, Jan Vos, was er niet bij en wil dat ook niet."),
        (f"Een. {HEAD}Jan Vos{TAIL}", f"{HEAD}Jan Vos{TAIL} Twee. {HEAD}Jan Vos{TAIL} Drie."),
        (f"Een. {HEAD}Jan Vos{TAIL} Twee. {HEAD}Jan Vos{TAIL} Nog.", f"Zes. {HEAD}Jan Vos{TAIL} Nul."),
        (f"{HEAD}Jan Vos{TAIL}", f"{HEAD}Jan Vos heeft bedankt. Er is alleen Jan Vos{TAIL}"),
    ],
    ids=["other name", "longer name", "longer word", "other words", "twice there", "twice here", "half and half"],
)
def test_what_is_not_there_or_could_be_two_is_none(here: str, there: str) -> None:
    one, other = write(here), write(there)
    assert same_place(one, place(one.text, "Jan Vos"), other) is None


def test_of_rows_that_are_alike_each_is_itself() -> None:
    """The words near by do not tell them apart; those further off do."""
    rows = "Naam: Jan Vos, functie: adviseur, bereikbaar op werkdagen.\n" * 4
    here, there = (
        write(f"Maart, naar de stand van heden\n{rows}Einde"),
        write(f"April, naar de stand van heden\n{rows}Einde"),
    )
    for nth in range(4):
        span = place(here.text, "Jan Vos", nth)
        assert same_place(here, span, there) == span


def test_blanks_alone_are_nowhere() -> None:
    here, there = write("een twee"), write("een twee drie")
    assert same_place(here, Span(3, 4), there) is None


SMALL = st.lists(st.sampled_from(["Jan", "Vos", "de", "heer", "zei", "a", "aa"]), min_size=1, max_size=40)


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, Span, Document]:
    words = draw(SMALL)
    start = draw(st.integers(0, len(words) - 1))
    end = draw(st.integers(start + 1, len(words)))
    other = draw(SMALL) if draw(st.booleans()) else [*draw(SMALL), *words, *draw(SMALL)]
    joins = st.lists(st.sampled_from([" ", "\n"]), min_size=len(other), max_size=len(other))
    here = write(" ".join(words))
    there = write("".join(word + join for word, join in zip(other, draw(joins), strict=True)))
    return here, Span(len(" ".join(words[:start])) + (start > 0), len(" ".join(words[:end]))), there


@given(documents())
@settings(max_examples=400)
def test_what_is_found_has_the_same_wording(case: tuple[Document, Span, Document]) -> None:
    here, span, there = case
    found = same_place(here, span, there)
    assert found is None or there.at(found).split() == here.at(span).split()


@given(documents())
def test_what_is_found_leads_back(case: tuple[Document, Span, Document]) -> None:
    here, span, there = case
    found = same_place(here, span, there)
    assert found is None or same_place(there, found, here) == span


@given(documents())
def test_in_an_equal_text_it_is_the_same_span(case: tuple[Document, Span, Document]) -> None:
    here, span, _ = case
    assert same_place(here, span, write(here.text)) == span


@given(documents())
def test_in_a_text_with_other_blanks_it_is_the_same_words(case: tuple[Document, Span, Document]) -> None:
    here, span, _ = case
    there = write(here.text.replace(" ", "\n"))
    assert same_place(here, span, there) == span
