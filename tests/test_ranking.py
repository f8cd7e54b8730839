"""The order of what was found, from the words of the passages themselves."""

from __future__ import annotations

import pytest

from corpus.query import parse
from corpus.ranking import Candidate, ordered


def passage(number: int, text: str, head: str = "", *, entry: bool = False) -> Candidate:
    return Candidate(number, head, text, entry)


@pytest.mark.parametrize(
    ("words", "better", "worse"),
    [
        ("geluid", passage(2, "geluid en geluid van ver"), passage(1, "geluid en stilte van ver")),
        ("geluid norm", passage(2, "de norm geluid stil en ver weg"), passage(1, "de norm stil en ver weg geluid")),
        ("normen", passage(2, "de normen blijven"), passage(1, "de norm blijft staan")),  # as it was typed
        ("norm", passage(2, "de norm blijft"), passage(1, "de geluidsnorm blijft")),  # the word, and a compound with it
        ("norm", passage(2, "de geluidsnorm blijft"), passage(1, "de afspraak blijft")),
        ("norm", passage(2, "zij blijft", "Brief over de norm"), passage(1, "zij blijft", "Brief over de prijs")),
        ("norm", passage(2, "de norm", entry=True), passage(1, "de norm")),  # a commitment says more than its section
    ],
)
def test_what_says_it_most_stands_first(words: str, better: Candidate, worse: Candidate) -> None:
    query = parse(words, lambda beginning: [beginning])
    assert ordered([worse, better], query, {}, 100) == [better.number, worse.number]
