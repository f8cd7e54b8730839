"""What OCR makes of specks, handwriting and stamps is no text; numbers and Dutch words are."""

from __future__ import annotations

import pytest

from corpus.document import Box, Word
from corpus.sheet import Segment, Token
from corpus.specks import is_column, is_noise, without_specks

HIGH = 7.0


def word(seen: str, sure: float = 0.9, x: float = 80.0, *, width: float = 0.0, height: float = HIGH) -> Word:
    return Word(seen, seen, Box(1, x, 100.0, x + (width or 4.0 * len(seen)), 100.0 + height), sure)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ([word("de"), word("-", x=95, width=3.2), word("overgang", x=105)], ["de", "-", "overgang"]),
        ([word("de"), word("-", 0.5, x=95, width=1.0), word("overgang", x=105)], ["de", "overgang"]),
        ([word("-", 0.5, width=3.2), word("overgang", x=105)], ["-", "overgang"]),
        ([word("1", 0.1, width=4), word("Aanleiding", x=105)], ["1", "Aanleiding"]),
        ([word("Kern"), word("2", 0.3, x=200, width=0.7, height=0.7)], ["Kern"]),
        ([word("Kern"), word("Se", 0.3, x=200, width=0.7)], ["Kern"]),
    ],
    ids=["dash", "speck in a line", "bullet", "number of a heading", "digit in a speck", "letters in a dash"],
)
def test_marks_of_the_paper_leave_a_line_and_marks_of_the_text_stay(words: list[Word], kept: list[str]) -> None:
    found, specks = without_specks(words, HIGH)
    assert [each.seen for each in found] == kept
    assert len(found) + len(specks) == len(words)


@pytest.mark.parametrize(
    ("seen", "sure", "noise"),
    [
        ("2024209114", 0.1, False),
        ("0l7", 0.1, True),
        ("beleid", 0.1, False),
        ("hts", 0.1, True),
        ("INGEKOMEN", 0.9, True),
        ("ONTVANGEN 12 MRT 2024 |", 0.9, True),
        ("INGEKOMEN stukken", 0.9, False),
        ("ontvangen", 0.9, False),
    ],
)
def test_a_line_is_text_by_its_trust_its_words_or_its_digits(seen: str, sure: float, noise: bool) -> None:
    words = [word(part, sure, x=80.0 + 60 * at) for at, part in enumerate(seen.split())]
    assert is_noise(Segment([Token(each) for each in words]), words, HIGH) is noise


def test_signs_below_each_other_are_no_line() -> None:
    def at(top: float, x: float) -> Word:
        return Word("4", "4", Box(1, x, top, x + 4, top + 5), 0.5)

    assert is_column([at(730, 74), at(740, 74), at(750, 74)])
    assert not is_column([at(730, 74), at(731, 82), at(730, 90)])
