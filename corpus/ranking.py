"""Which of the found passages is meant: the same order on every database, from the words of the passages themselves."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise
from typing import ClassVar, NamedTuple

from corpus.query import Near, Query, Term
from corpus.stem import WORD, fold, stem

# How BM25 weighs repetition and length; the text's length is held against that of an ordinary sentence.
REPEATED, LENGTH, ORDINARY = 1.2, 0.3, 40
IN_HEAD, IN_COMPOUND, AS_TYPED = 0.6, 0.5, 0.15
CLOSE = 0.6  # for two words of the question that stand together here as well
ENTRY = 0.35  # a commitment or motion says more than the section that it stands in
READ = 1500  # words, by the blanks between them, of a long section that are looked at
MOST_PIECES = 1 << 17
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
    taken = [_Taken(each, each.text.split()[:READ], each.head.split()) for each in found]
    met = _met(asked, chain.from_iterable(chain(each.pieces, each.heads) for each in taken))
    scored = sorted((-_score(each, asked, met), each.candidate.number) for each in taken)
    return [number for _, number in scored]


class _Asked(NamedTuple):
    stems: frozenset[str]
    typed: frozenset[str]
    weight: float


class _Taken(NamedTuple):
    """A candidate with the pieces between the blanks of its text, and of what is searched beside it."""

    candidate: Candidate
    pieces: list[str]
    heads: list[str]


class _Pieces:
    """Pieces of texts, whatever is asked: the stems in each, and which have a stem; most come in other answers too."""

    now: ClassVar[_Pieces]

    def __init__(self) -> None:
        self.stems: dict[str, tuple[str, ...]] = {}
        self.having: defaultdict[str, set[str]] = defaultdict(set)

    def read(self, piece: str) -> tuple[str, ...]:
        """The stems in a piece."""
        found = self.stems.get(piece)
        if found is None:
            found = tuple(map(stem, WORD.findall(piece)))
            for each in found:
                self.having[each].add(piece)
            self.stems[piece] = found
        return found


_Pieces.now = _Pieces()


def _met(asked: Sequence[_Asked], pieces: Iterable[str]) -> dict[str, tuple[tuple[int, bool], ...]]:
    """Of the pieces that hold a word that is asked for: which of `asked` each word is, and whether it is as typed."""
    if len(_Pieces.now.stems) >= MOST_PIECES:
        _Pieces.now = _Pieces()  # others may still read the old one
    known, there = _Pieces.now, set(pieces)
    for piece in there.difference(known.stems):
        known.read(piece)
    wanted = frozenset[str]().union(*(one.stems for one in asked))
    having = [known.having[each] for each in wanted if each in known.having]
    return {
        piece: tuple(
            (at, fold(word) in one.typed)
            for word in WORD.findall(piece)
            for at, one in enumerate(asked)
            if stem(word) in one.stems
        )
        for piece in there.intersection(set[str]().union(*having))
    }


def _asked(group: Sequence[Term | Near], known: Mapping[str, int], total: int) -> _Asked:
    terms = [term for one in group for term in (one if isinstance(one, Near) else (one,))]
    stems = frozenset(stem for term in terms for row in term.rows for stem in row)
    rarest = min((known.get(stem, 0) for stem in stems), default=0)
    return _Asked(stems, frozenset(term.word for term in terms if term.word), telling_of(rarest, total))


def telling_of(amount: int, total: int) -> float:
    """How much a stem tells that `amount` of all passages hold (the inverse document frequency of BM25)."""
    return max(math.log(1 + (total - amount + 0.5) / (amount + 0.5)) if total > amount else 0.0, 0.1)


def _score(told: _Taken, asked: Sequence[_Asked], met: Mapping[str, tuple[tuple[int, bool], ...]]) -> float:
    each, pieces, heads = told
    length = 1 - LENGTH + LENGTH * len(pieces) / ORDINARY
    places: list[list[int]] = [[] for _ in asked]
    as_typed, in_head = [0.0] * len(asked), [0] * len(asked)
    for place, piece in [told for told in enumerate(pieces) if told[1] in met]:
        for at, typed in met[piece]:
            places[at].append(place)
            as_typed[at] = AS_TYPED if typed else as_typed[at]
    for at, _ in chain.from_iterable(met[piece] for piece in heads if piece in met):
        in_head[at] += 1
    score = found = 0.0
    for one, standing, head, exact in zip(asked, places, in_head, as_typed, strict=True):
        amount = len(standing) + IN_HEAD * head or IN_COMPOUND * _inside(one, [*pieces, *heads])
        if amount:
            score += one.weight * (amount * (REPEATED + 1) / (amount + REPEATED * length) + exact)
            found += one.weight
    for (left, a), (right, b) in pairwise(zip(places, asked, strict=True)):
        if left and right:
            gap = min(abs(y - x) for x in left[:20] for y in right[:20])
            score += CLOSE * min(a.weight, b.weight) / max(gap, 1)
    return score * (0.3 + 0.7 * found / sum(one.weight for one in asked)) + (ENTRY if each.entry else 0.0)


def _inside(one: _Asked, pieces: Sequence[str]) -> int:
    """How often one of the stems stands inside a longer word."""
    told = " ".join(chain.from_iterable(map(_Pieces.now.read, pieces)))
    return sum(told.count(stem) for stem in one.stems if len(stem) >= SHORTEST)
