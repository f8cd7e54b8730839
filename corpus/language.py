"""In which language a page is written, told by its small words. Rules and lists here know Dutch and nothing else.

What counts is words that stand for one language: "het" is Dutch and nothing else, "de" is also French, "in" also
English. Names, numbers and what OCR made of a stain are in none of the lists and so say nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

DUTCH = "nl"
NAMES = {"en": "Engels", "de": "Duits", "fr": "Frans"}
OTHER = "een andere taal"
# Of the languages that wordfreq knows, those in which a letter to the government may come.
OTHERS = ("es", "it", "pt", "ro", "pl", "cs", "hu", "tr", "id", "sv", "da", "fi")
FEW = 25  # words: fewer say nothing
FREQUENT = 1e-4  # share of all words: about the 700 commonest words of a language
CLEARER = 10.0  # times as frequent as in each other language
MARKED = 0.08  # share of the words that must be of a language; running text has 0.25 and more
LEAD = 3.0  # times as many words of it as of Dutch: a Dutch page may cite at length
STRANGE = 0.12  # as MARKED for one of OTHERS: a table of surnames has words of every language
LETTERS = 100  # of another script: those languages part words otherwise, or not at all
LAST_LATIN = 0x24F

_WORD = re.compile(r"[^\W\d_]{2,}")


def foreign(words: Iterable[str]) -> str | None:
    """The Dutch name of the language of a page that is not in Dutch; None for Dutch, and for too few words to tell.

    >>> foreign("The minister has not been informed of the decision that was taken by the board".split() * 2)
    'Engels'
    """
    found = [part for word in words for part in _WORD.findall(word.lower())]
    letters = "".join(found)
    if len(letters) >= LETTERS and 2 * sum(ord(letter) > LAST_LATIN for letter in letters) > len(letters):
        return OTHER
    if len(found) < FEW:
        return None
    counts = Counter(language for word in found if (language := _marks().get(word)))
    language = max(NAMES, key=lambda name: counts[name])
    if counts[language] >= max(LEAD * counts[DUTCH], MARKED * len(found)):
        return NAMES[language]
    if counts[DUTCH] >= MARKED * len(found):
        return None  # and the lists of OTHERS need not be read
    strange = Counter(language for word in found for language in _strange().get(word, ()))
    return OTHER if max(strange.values(), default=0) >= max(LEAD * counts[DUTCH], STRANGE * len(found)) else None


@cache
def _marks() -> Mapping[str, str]:
    """Word -> the one of our four languages that it stands for."""
    languages = (DUTCH, *NAMES)
    return {word: language for language in languages for word in _own_words(language, languages)}


@cache
def _strange() -> Mapping[str, tuple[str, ...]]:
    """Word -> those of OTHERS in which it is common; words that are common in ours are none."""
    found: dict[str, tuple[str, ...]] = {}
    for language in OTHERS:
        for word in _own_words(language, (DUTCH, *NAMES)):
            found[word] = (*found.get(word, ()), language)
    return found


def _own_words(language: str, others: Iterable[str]) -> Iterator[str]:
    """The frequent words of a language that are rare in each of the others."""
    from wordfreq import get_frequency_dict  # loads data that `lakwerk search` never needs

    rivals = [get_frequency_dict(other, "small") for other in others if other != language]
    for word, share in get_frequency_dict(language, "small").items():
        if share < FREQUENT:
            break  # the most frequent words come first
        if _WORD.fullmatch(word) and all(share >= CLEARER * rival.get(word, 0.0) for rival in rivals):
            yield word
