"""Which of the found passages is meant: the same order on every database, from the words of the passages themselves."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpus.query import Near, Query, Term
from corpus.stem import WORD, fold, stem

# How BM25 weighs repetition and length; the text's length is held against that of an ordinary sentence.
REPEATED, LENGTH, ORDINARY = 1.2, 0.3, 40
IN_HEAD, IN_COMPOUND, AS_TYPED = 0.6, 0.5, 0.15
CLOSE = 0.6  # for two words of the question that stand together here as well
ENTRY = 0.35  # a commitment or motion says more than the section that it stands in
READ = 1500  # words of a long section that are looked at
SHORTEST = 4  # letters of a stem that may be part of a longer one


class Candidate(NamedTuple):
    """A passage that was found: its number, what is searched beside its text, and whether a record stands in it."""

    number: int
    head: str
    text: str
    entry: bool


def ordered(found: Sequence[Candidate], query: Query, known: Mapping[str, int], all_passages: int) -> list[int]:
    """The numbers of the candidates, the best first; `known` tells in how many passages a stem occurs."""
    asked = tuple(_asked(group, known, all_passages) for group in query.groups)
    question = _Question(asked, frozenset[str]().union(*(one.stems for one in asked)))
    scored = sorted((-_score(each, question), each.number) for each in found)
    return [number for _, number in scored]


class _Asked(NamedTuple):
    stems: frozenset[str]
    typed: frozenset[str]
    weight: float


class _Question(NamedTuple):
    """All that is asked for, and the stems of it together."""

    asked: tuple[_Asked, ...]
    wanted: frozenset[str]


def _asked(group: Sequence[Term | Near], known: Mapping[str, int], total: int) -> _Asked:
    terms = [term for one in group for term in (one if isinstance(one, Near) else (one,))]
    stems = frozenset(stem for term in terms for row in term.rows for stem in row)
    rarest = min((known.get(stem, 0) for stem in stems), default=0)
    return _Asked(stems, frozenset(term.word for term in terms if term.word), telling_of(rarest, total))


def telling_of(amount: int, total: int) -> float:
    """How much a stem tells that `amount` of all passages hold (the inverse document frequency of BM25)."""
    return max(math.log(1 + (total - amount + 0.5) / (amount + 0.5)) if total > amount else 0.0, 0.1)


def _score(each: Candidate, question: _Question) -> float:
    words = WORD.findall(each.text)[:READ]
    body, head, asked = list(map(stem, words)), _stems(each.head), question.asked
    length = 1 - LENGTH + LENGTH * len(body) / ORDINARY
    score = met = 0.0
    found = [at for at, word in enumerate(body) if word in question.wanted]
    places = [[at for at in found if body[at] in one.stems] for one in asked]
    for one, standing in zip(asked, places, strict=True):
        amount = len(standing) + IN_HEAD * sum(map(head.count, one.stems))
        amount = amount or IN_COMPOUND * _inside(one, (*body, *head))
        if amount:
            exact = AS_TYPED * any(fold(words[at]) in one.typed for at in standing)
            score += one.weight * (amount * (REPEATED + 1) / (amount + REPEATED * length) + exact)
            met += one.weight
    whole = sum(one.weight for one in asked)
    for (left, a), (right, b) in pairwise(zip(places, asked, strict=True)):
        if left and right:
            gap = min(abs(y - x) for x in left[:20] for y in right[:20])
            score += CLOSE * min(a.weight, b.weight) / max(gap, 1)
    return score * (0.3 + 0.7 * met / whole) + (ENTRY if each.entry else 0.0)


@lru_cache(maxsize=1 << 12)
def _stems(head: str) -> tuple[str, ...]:
    """The stems of a head; the passages of a document have the same title."""
    return tuple(map(stem, WORD.findall(head)))


def _inside(one: _Asked, words: Sequence[str]) -> int:
    """How often one of the stems stands inside a longer word."""
    told = " ".join(words)
    return sum(told.count(stem) for stem in one.stems if len(stem) >= SHORTEST)
