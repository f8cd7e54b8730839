"""Words as the search compares them: without accents, without Dutch endings, "ij" as "y".

"De toezeggingen van Coördinator Nijmegen" -> de toezeg van coordinator nymeg
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from threading import local
from typing import Any, NamedTuple

# What is longer is no word; PostgreSQL takes no more than 2 kB.
LONGEST = 64
# Letters and digits; everything else parts words, so "AI-verordening" is two.
WORD = re.compile(r"[^\W_]+")

_OWN = local()


class Token(NamedTuple):
    """A word of a text and where it stands."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    return [Token(found.group(), found.start(), found.end()) for found in WORD.finditer(text)]


def stems(text: str) -> list[str]:
    """The stems of a text in order."""
    return [stem(word) for word in WORD.findall(text)]


@lru_cache(maxsize=1 << 18)
def fold(word: str) -> str:
    """Lower case without accents, "ij" as "y": "Coördinatie", "IJmuiden" -> "coordinatie", "ymuiden"."""
    return _plain(word).replace("ij", "y")


@lru_cache(maxsize=1 << 18)
def stem(word: str) -> str:
    """The word's stem; the stemmer must see "ij", since "-lijk" is an ending."""
    result: str = _stemmer().stemWord(_plain(word).replace("y", "ij"))
    return result.replace("ij", "y")[:LONGEST]


def _plain(word: str) -> str:
    if word.isascii():
        return word.lower()
    # NFKD also takes the ligature "ĳ" apart; once more, since some signs get a lower case only then.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    # Some signs stand for several words ("ﷺ"); a stem has no blanks.
    return "".join(sign for sign in apart if sign.isalnum())


def _stemmer() -> Any:
    """The stemmer of this thread: it keeps the word that it is busy with in itself."""
    if not hasattr(_OWN, "stemmer"):
        from Stemmer import Stemmer  # here: `--help` must not wait for it

        _OWN.stemmer = Stemmer("dutch", 0)  # it keeps no words: we do
    return _OWN.stemmer
