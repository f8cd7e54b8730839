"""Footnotes of a scan, whose numbers OCR ties to words, misreads or leaves out."""

from __future__ import annotations

import pytest

from corpus.document import Box, Word
from corpus.footnotes import note_drafts, numbers_of
from corpus.sheet import Line, Segment, Token


def line(at: int, *texts: str) -> Line:
    """A line of words; "" stands for a number that nobody read."""
    x, tokens = 80.0, []
    for text in texts:
        width = 4.0 * max(1, len(text))
        tokens.append(Token(Word(text, text, Box(1, x, 700.0 + 9 * at, x + width, 706.0 + 9 * at), 0.9)))
        x += width + 3
    return Line([Segment(tokens)])


@pytest.mark.parametrize(
    ("lines", "notes"),
    [
        ([("1", "Stb."), ("2", "Stcrt.")], [("1", "Stb."), ("2", "Stcrt.")]),
        ([("1", "Stb."), ("en", "verder"), ("", "Stcrt.")], [("1", "Stb. en verder"), ("2", "Stcrt.")]),
        ([("", "Stb."), ("", "Stcrt."), ("7", "Zie")], [("5", "Stb."), ("6", "Stcrt."), ("7", "Zie")]),
        ([("7_Stb.",), ("Ì_Kamerstuk",)], [("7", "Stb."), ("8", "Kamerstuk")]),
        ([("2_https://voorbeeld.nl",)], [("2", "https://voorbeeld.nl")]),
        ([("die", "verder"), ("3", "Stb.")], [("", "die verder"), ("3", "Stb.")]),
    ],
    ids=["read", "left out", "left out before", "tied and misread", "an address", "from the page before"],
)
def test_each_footnote_has_its_number_and_its_own_text(
    lines: list[tuple[str, ...]], notes: list[tuple[str, str]]
) -> None:
    drafts = note_drafts([line(at, *texts) for at, texts in enumerate(lines)])
    found = [
        ("".join(w.seen for w in draft.words if not w.text), " ".join(w.text for w in draft.words if w.text))
        for draft in drafts
    ]
    assert found == notes


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        ([("4", "Stb."), ("", "Zie"), ("6", "Zie")], {"3", "4", "5", "6", "7"}),
        ([("", "Stb.")], {""}),
        ([], set()),
    ],
)
def test_the_numbers_of_a_page_are_those_read_and_those_between(
    texts: list[tuple[str, ...]], numbers: set[str]
) -> None:
    assert numbers_of([line(at, *each) for at, each in enumerate(texts)]) == numbers
