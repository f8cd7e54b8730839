"""Does a word, by its form, say what somebody does: the present of a verb of action, "breid", "verlengt", "handel"?

An open class, for the place right beside a subject: there a noun or a preposition seldom stands. What opens no act
(to think, to be, to have) and the past are lists (lists/tense.toml); the infinitive must be a word of Dutch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.words import commonness
from nlp.tense import words

_KNOWN = 1.5  # on the Zipf scale: of an infinitive that is used
_LETTERS = re.compile(r"[a-zà-ÿ]{3,}")
_LONG = re.compile(r"(?:aa|ee|oo|uu)[bdfgklmnprst]$")
_SHORT = re.compile(r"[bcdfghjklmnpqrstvwxz][aeiou][bdfgklmnprst]$|^[aeiou][bdfgklmnprst]$")
_NOUN = re.compile(r".{4}(?:ing|heid|schap|teit|ment|nis|aar|eur)$")
_HARD = {"f": "v", "s": "z"}
_CLOSED = ("have", "be", "past", "idle", "function", "participle", "boundary")


@lru_cache(maxsize=1 << 14)
def is_act(word: str) -> bool:
    """Whether a word in small letters may say what somebody does now or plans to do.

    >>> [word for word in ("breid", "plaats", "levert", "melden", "denk", "breidde", "werkten") if is_act(word)]
    ['breid', 'plaats', 'levert', 'melden']
    """
    if not _LETTERS.fullmatch(word) or word in _listed() or word.endswith(("de", "te")) or _NOUN.search(word):
        return False
    if word.endswith("en"):
        return _is_used(word) and not (
            word.endswith(("ten", "den")) and commonness(f"{word[:-3]}en") > commonness(word)
        )
    return any(_is_used(infinitive) for stem in _stems(word) for infinitive in _infinitives(stem))


def _is_used(infinitive: str) -> bool:
    return commonness(infinitive) >= _KNOWN


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    return frozenset().union(*(words()[label] for label in _CLOSED))


def _stems(word: str) -> Iterator[str]:
    yield word
    if word.endswith("t"):
        yield word[:-1]


def _infinitives(stem: str) -> Iterator[str]:
    """How the infinitive of a stem may be spelled: "leg" leggen, "neem" nemen, "schrijf" schrijven, "bezie" bezien."""
    last = stem[-1]
    hard = _HARD.get(last, last)
    if _SHORT.search(stem):
        yield from (f"{stem}{last}en", f"{stem}en")  # "leg", and "lever", whose last syllable is not stressed
    elif _LONG.search(stem):
        yield f"{stem[:-2]}{hard}en"
    elif last in "aeiou":
        yield f"{stem}n"
    else:
        yield from {f"{stem}en", f"{stem[:-1]}{hard}en"}
