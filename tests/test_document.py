"""The travelling document: text and boxes tell the same story, and what is published hides what was decided."""

from __future__ import annotations

from itertools import pairwise

from conftest import write
from hypothesis import given
from hypothesis import strategies as st

from corpus.decisions import Category, Decision, Published, Verdict
from corpus.document import Box, Part, Span, around


def hide(start: int, end: int, ground: str = "5.1.2e") -> Decision:
    return Decision(Span(start, end), Category.PERSON, Verdict.REDACT, ground, "test", "test", 1.0)


def test_the_text_is_joined_once_and_blocks_lie_in_it() -> None:
    document = write("# Kern\nDe brief is klaar.\n> Datum\n> 1 mei 2022")
    assert document.text == "Kern\nDe brief is klaar.\nDatum\n1 mei 2022\n"
    assert [(b.part, document.at(b.span)) for b in document.blocks][1] == (Part.PARAGRAPH, "De brief is klaar.")


def test_a_span_knows_its_words_and_boxes() -> None:
    document = write("De brief van Jansen is klaar.")
    at = document.text.index("Jansen")
    span = Span(at, at + 6)
    assert [document.words[i].text for i in document.indices(span)] == ["Jansen"]
    assert document.boxes(span) == (document.words[3].box,)


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_span_of_words_covers_every_span_inside_them(a: int, b: int) -> None:
    document = write("# Kern\nDe brief van Jansen aan de Tweede Kamer is nu klaar.")
    span = Span(min(a, b), max(a, b))
    indices = document.indices(span)
    if indices and span.end <= len(document.text) and document.at(span).strip():
        whole = document.span_of(indices[0], indices[-1])
        assert document.at(span).strip() in document.at(whole)


def test_published_text_has_the_ground_in_the_place_of_a_gap() -> None:
    document = write("De brief van Jan Jansen is klaar.")
    at = document.text.index("Jan")
    published = Published(document, (hide(at, at + 3), hide(at + 4, at + 10)))
    assert published.text == "De brief van [5.1.2e] is klaar.\n"
    assert len(published.gaps) == 1


def test_gaps_with_other_grounds_do_not_join() -> None:
    document = write("Jan 123456782")
    published = Published(document, (hide(0, 3), hide(4, 13, "5.1.1e")))
    assert published.text == "[5.1.2e] [5.1.1e]\n"


def test_a_gap_over_the_edge_of_a_span_is_hidden_whole() -> None:
    document = write("De heer Jansen woont hier.")
    published = Published(document, (hide(8, 14),))
    assert published.at(Span(0, 10)) == "De heer [5.1.2e]"
    assert published.at(Span(11, 20)) == "[5.1.2e] woont"


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)), max_size=6))
def test_gaps_are_disjoint_and_ordered_and_no_hidden_letter_shows(places: list[tuple[int, int]]) -> None:
    document = write("abcdefghij klmnopqrst uvwxyz ABCDEFGHIJ KLMNOP")
    length = len(document.text) - 1
    decisions = tuple(hide(min(start, length), min(start + size, length)) for start, size in places)
    published = Published(document, decisions)
    spans = [gap.span for gap in published.gaps]
    assert all(left.end < right.start for left, right in pairwise(spans))
    hidden = {document.text[i] for span in spans for i in range(span.start, span.end)} - set(" \n")
    assert not hidden & set(published.text.replace("[5.1.2e]", ""))


def test_around_is_the_smallest_box() -> None:
    assert around([Box(1, 0, 5, 2, 6), Box(1, 1, 4, 3, 5)]) == Box(1, 0, 4, 3, 6)
