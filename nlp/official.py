"""Which entry of the House's register a thread is: by its number or paper, else by day, office and words.

The House's status stands beside what the letters claim and does not replace it: a minister says that a motion is
executed, the House decides whether it is content.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from corpus.house import Official
from corpus.told import Sort, Told
from nlp.actors import office_in
from nlp.kinship import same_actor, telling, telling_stems
from nlp.threads import Thread

# Of the telling words of the shorter text so much must be in the other; less where day and office agree.
_SHARE, _SHARE_OF_DAY = 0.6, 0.4
_FEW = 2


class Match(NamedTuple):
    """A thread's entry in the House's register, and why, in Dutch for the reader."""

    official: Official
    why: str


class _Register:
    """The entries that no thread has yet; found by paper and by words, for there are too many to try them all."""

    def __init__(self, officials: Iterable[Official]) -> None:
        self.free = {official.number: official for official in officials}
        self._by_paper: dict[str, list[str]] = defaultdict(list)
        self._by_word: dict[str, list[str]] = defaultdict(list)
        self._words: dict[str, frozenset[str]] = {}
        for number, official in self.free.items():
            if official.paper:
                self._by_paper[official.paper].append(number)
            if official.sort is Sort.COMMITMENT:
                self._words[number] = telling_stems(official.text)
                for word in self._words[number]:
                    self._by_word[word].append(number)

    def on_paper(self, paper: str) -> Official | None:
        return next((self.free[number] for number in self._by_paper[paper] if number in self.free), None)

    def alike(self, said: frozenset[str]) -> Iterator[tuple[Official, int, float]]:
        """Commitments that share words with a text: how many, and what share of the shorter of the two that is."""
        count = Counter(number for word in said for number in self._by_word.get(word, ()) if number in self.free)
        for number, shared in count.items():
            if shared >= _FEW:
                yield self.free[number], shared, shared / min(len(said), len(self._words[number]))


def match(threads: Sequence[Thread], items: Mapping[str, Told], officials: Iterable[Official]) -> dict[str, Match]:
    """The entry of each thread that has one, by thread id; an entry goes to one thread, the surest first."""
    found: dict[str, Match] = {}
    register = _Register(officials)
    for sure in (_by_number, _by_words):
        for thread in threads:
            if thread.id not in found and (one := sure(thread, items, register)):
                found[thread.id] = one
                del register.free[one.official.number]
    return found


def _by_number(thread: Thread, items: Mapping[str, Told], register: _Register) -> Match | None:
    for number in thread.numbers:
        official = register.free.get(number)
        if official and official.sort is thread.sort:
            return Match(official, f"het stuk noemt {number}")
    if thread.sort is Sort.MOTION:
        for paper in dict.fromkeys(items[ref].paper for ref in thread.members):
            if paper and (official := register.on_paper(paper)):
                return Match(official, f"hetzelfde Kamerstuk: {paper}")
    return None


def _by_words(thread: Thread, items: Mapping[str, Told], register: _Register) -> Match | None:
    """A promise of the same office in the same words; the nearest if there are more, none if two are as near."""
    if thread.sort is not Sort.COMMITMENT:
        return None
    shares: dict[str, float] = {}
    for ref in thread.members:
        for official, shared, share in register.alike(telling(items[ref])):
            if _agree(thread, official, shared, share):
                shares[official.number] = max(share, shares.get(official.number, 0.0))
    nearest = sorted(shares, key=lambda number: shares[number], reverse=True)[:2]
    if not nearest or (len(nearest) == 2 and shares[nearest[0]] == shares[nearest[1]]):
        return None
    return Match(register.free[nearest[0]], "dezelfde bewindspersoon en dezelfde woorden")


def _agree(thread: Thread, official: Official, shared: int, share: float) -> bool:
    """Whether enough is the same: fewer words will do where the day is the same too."""
    same_day = official.date in {thread.first.made_on, thread.first.date}
    enough = shared > _FEW - same_day and share >= (_SHARE_OF_DAY if same_day else _SHARE)
    return enough and _may_be(thread.first.actor, official)


def _may_be(actor: str | None, official: Official) -> bool:
    """Whether an office of a record and one of the register may be one: by ministry, else by what it is called."""
    ministry = actor.partition(" van ")[2] if actor else ""
    if (
        official.ministry
        and ministry
        and re.search(rf"(?<!\w){re.escape(ministry)}(?!\w)", official.ministry, re.IGNORECASE)
    ):
        return True
    return same_actor(actor, office_in(official.actor or "") or official.actor)
