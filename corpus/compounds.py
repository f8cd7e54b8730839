"""The words that a Dutch compound is made of: "discriminatietoets" -> discriminatie, toets."""

from __future__ import annotations

from functools import cache, lru_cache

from corpus.knowledge import load_list
from corpus.stem import stem

SHORTEST_WORD, SHORTEST_PART = 9, 4
# A word that common is known as itself ("belangrijk"); a part that rare is no word ("ering").
COMMON, RARE = 6e-5, 1e-6


@lru_cache(maxsize=1 << 17)
def parts(word: str) -> tuple[str, ...]:
    """The stems of the words in a compound, in order; none where it is no compound."""
    own = stem(word)
    return tuple(dict.fromkeys(made for part in split(word) if (made := stem(part)) != own))


def split(word: str) -> tuple[str, ...]:
    """The words in a compound, in order; none where it is no compound.

    A compound is two or more words that are in use by themselves, joined as they are or by "s", "en", "e" or "n".
    """
    word = word.lower()
    if len(word) < SHORTEST_WORD or not word.isalpha() or _frequency(word) > COMMON:
        return ()
    found = _split(word, 2)
    return found if len(found) > 1 else ()


def _split(word: str, depth: int) -> tuple[str, ...]:
    """The best way to cut a word: the one whose rarest part is the most in use."""
    best: tuple[str, ...] = (word,)
    score = 0.0
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        right = word[at:]
        known = _part(right)
        if not known:
            continue
        for link in _links():
            left = word[:at].removesuffix(link) if word[:at].endswith(link) else ""
            if len(left) >= SHORTEST_PART and (weight := min(known, _part(left))) > score:
                best, score = (left, right), weight
    if len(best) == 1 or not depth:
        return best
    return tuple(piece for part in best for piece in (_split(part, depth - 1) if len(part) > 10 else (part,)))


@lru_cache(maxsize=1 << 17)
def _part(word: str) -> float:
    """How often a word is used that may be a part; 0 for what is no part."""
    frequency = _frequency(word)
    return frequency if frequency >= RARE and word not in _endings() else 0.0


@cache
def _links() -> tuple[str, ...]:
    return tuple(load_list("corpus", "compounds")["links"])


@cache
def _endings() -> frozenset[str]:
    rows = load_list("corpus", "compounds")["endings"]
    return frozenset(word for row in rows for word in row["words"].split())


def _frequency(word: str) -> float:
    return _frequencies().get(word, 0.0)


@cache
def _frequencies() -> dict[str, float]:
    from wordfreq import get_frequency_dict  # loads 0.3 s of data that `lakwerk search` never needs

    found: dict[str, float] = get_frequency_dict("nl", wordlist="large")
    return found
