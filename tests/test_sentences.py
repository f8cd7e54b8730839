"""Dutch sentences: abbreviations and initials do not end them, blocks do."""

from __future__ import annotations

import pytest
from conftest import write

from corpus.document import Span
from nlp.dutch import read, split


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dat doet mr. J. de Vries. Ja.", ["Dat doet mr. J. de Vries.", "Ja."]),
        ("Op 24 januari a.s. De motie is af.", ["Op 24 januari a.s.", "De motie is af."]),
        ("De motie Klaver c.s. is af.", ["De motie Klaver c.s. is af."]),
        ("Zie artikel 5.1, lid 2. Zo is het.", ["Zie artikel 5.1, lid 2.", "Zo is het."]),
        ("Kan dat? Nee. ‘Stop.’ Dan niet.", ["Kan dat?", "Nee.", "‘Stop.’", "Dan niet."]),
        ("Kamerstuk 36 600, nr. 21 is af.", ["Kamerstuk 36 600, nr. 21 is af."]),
        ("Het kost ca. 3 miljoen.", ["Het kost ca. 3 miljoen."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [text[s.start : s.end] for s in split(text, Span(0, len(text)))] == expected


def test_a_sentence_never_crosses_a_block_and_a_heading_is_none() -> None:
    reading = read(write("# Kern\n- eerste punt\n- tweede punt\nEen zin."))
    assert [reading.text(sentence) for sentence in reading.sentences] == ["eerste punt", "tweede punt", "Een zin."]
