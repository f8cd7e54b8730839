"""Evidence: where a sentence stands, told by strips that give nothing hidden away."""

from __future__ import annotations

from conftest import write

from corpus.decisions import Category, Decision, Published, Verdict
from corpus.document import Box, Document, Span, Word
from corpus.evidence import strips

NAME = "Jansen"


def document(name_box: Box | None = None) -> Document:
    """Two lines; the name stands on the second one."""
    made = write("Op 3 mei spreekt de minister met de heer Jansen hierover.")
    words: list[Word] = []
    for number, word in enumerate(made.words):
        line = number // 6
        box = Box(1, 60.0 + 40 * (number % 6), 100.2 + 14 * line, 95.0 + 40 * (number % 6), 110.7 + 14 * line)
        words.append(word._replace(box=name_box if name_box and NAME in word.text else box))
    return Document(made.id, made.name, made.reader, made.pages, tuple(words), made.blocks)


def published(made: Document, *hidden: str) -> Published:
    decisions = []
    for wording in hidden:
        at = made.text.index(wording)
        span = Span(at, at + len(wording))
        decisions.append(Decision(span, Category.PERSON, Verdict.REDACT, "5.1.2e", "naam", "test", 1.0))
    return Published(made, tuple(decisions))


def whole(made: Document) -> Span:
    return Span(0, len(made.text.rstrip()))


def test_a_sentence_is_one_strip_across_the_page() -> None:
    """As wide as the page, in whole points outwards."""
    made = document()
    assert strips(published(made), whole(made)) == (Box(1, 0.0, 100.0, made.pages[0].width, 125.0),)


def test_a_hidden_word_neither_widens_nor_moves_the_strip() -> None:
    """Two documents that differ only in how large a hidden name is give the same strip."""
    small, large = document(), document(Box(1, 60.0, 90.0, 500.0, 190.0))
    found = [strips(published(made, NAME), whole(made)) for made in (small, large)]
    assert found[0] == found[1]


def test_what_is_hidden_whole_has_no_strip() -> None:
    """A sentence of which nothing is kept is shown nowhere."""
    made = document()
    assert strips(published(made, made.text.strip()), whole(made)) == ()
