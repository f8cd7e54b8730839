"""What the lists know of a word, as one short class: "f3s2z1" is a sure first name, some's surname and a rare word.

The class stands in `Token.tag`, which nothing else uses in this pipeline, so that the network can embed it. So a name
that it never saw is told by what the lists say of such names; a name that no list knows is told by being a rare word.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc
from wordfreq import zipf_frequency

from nlp.gazetteer import first_names, places, surnames

FACTORY = "lakwerk_lexicon"
# Upper ends of the classes: bearers of a surname, and frequency of a word (Zipf: 3 is once in a million words).
_BEARERS = (1, 500, 5_000)
_ZIPF = (0.1, 2.5, 3.5, 4.5)


@lru_cache(maxsize=200_000)
def word_class(word: str) -> str:
    """The class of a word in any capitals; a hyphened word has the best of its parts.

    >>> word_class("Marloes"), word_class("Jansen"), word_class("overleg"), word_class("2024")
    ('f3s0z2', 'f0s3z3', 'f0s0z3', '')
    """
    low = word.lower().replace("’", "'")
    parts = [part for part in low.split("-") if any(letter.isalpha() for letter in part)]
    if not parts:
        return ""
    first = max(_known(first_names(), part) for part in parts)
    family = max(_class_of(_known(surnames(), part), _BEARERS) for part in parts)
    use = min(_class_of(zipf_frequency(part, "nl"), _ZIPF) for part in parts)
    return f"f{first}s{family}z{use}{'p' if low in places() else ''}"


def _known(names: object, word: str) -> int:
    """What a list says of a word, or of the word without its accents."""
    assert isinstance(names, dict)
    return int(names.get(word) or names.get(_bare(word), 0))


def _bare(word: str) -> str:
    plain = word.translate(str.maketrans("ıłøđ", "ilod"))
    return "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))


def _class_of(value: float, ends: tuple[float, ...]) -> int:
    return sum(value >= end for end in ends)


@Language.component(FACTORY)  # type: ignore[untyped-decorator] # spaCy ships no types
def classify(doc: Doc) -> Doc:
    """Give every token its class."""
    for token in doc:
        token.tag_ = word_class(token.text)
    return doc
