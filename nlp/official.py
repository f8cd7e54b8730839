"""Which entry of the House's register a thread is: by its number or paper, else by day, office and words.

The House's status stands beside what the letters claim and does not replace it: a minister says that a motion is
executed, the House decides whether it is content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
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


def match(threads: Sequence[Thread], items: Mapping[str, Told], officials: Iterable[Official]) -> dict[str, Match]:
    """The entry of each thread that has one, by thread id; an entry goes to one thread, the surest first."""
    found: dict[str, Match] = {}
    free = {official.number: official for official in officials}
    for sure in (_by_number, _by_words):
        for thread in threads:
            if thread.id not in found and (one := sure(thread, items, free)):
                found[thread.id] = one
                del free[one.official.number]
    return found


def _by_number(thread: Thread, items: Mapping[str, Told], free: Mapping[str, Official]) -> Match | None:
    for number in thread.numbers:
        if number in free and free[number].sort is thread.sort:
            return Match(free[number], f"het stuk noemt {number}")
    papers = {items[ref].paper for ref in thread.members} - {None}
    for official in free.values():
        if official.paper in papers and thread.sort is Sort.MOTION:
            return Match(official, f"hetzelfde Kamerstuk: {official.paper}")
    return None


def _by_words(thread: Thread, items: Mapping[str, Told], free: Mapping[str, Official]) -> Match | None:
    """A promise of the same office in the same words; the nearest if there are more, none if two are as near."""
    if thread.sort is not Sort.COMMITMENT:
        return None
    scored = sorted(((_share(thread, items, official), official.number) for official in free.values()), reverse=True)[
        :2
    ]
    if not scored or scored[0][0] <= 0 or (len(scored) == 2 and scored[0][0] == scored[1][0]):
        return None
    return Match(free[scored[0][1]], "dezelfde bewindspersoon en dezelfde woorden")


def _share(thread: Thread, items: Mapping[str, Told], official: Official) -> float:
    """How much of the shorter text is in the other, 0 where that is too little or the offices differ."""
    if official.sort is not Sort.COMMITMENT or not _may_be(thread.first.actor, official):
        return 0.0
    registered = telling_stems(official.text)
    same_day = official.date in {thread.first.made_on, thread.first.date}
    best = 0.0
    for ref in thread.members:
        said = telling(items[ref])
        shared = said & registered
        share = len(shared) / max(1, min(len(said), len(registered)))
        if len(shared) > _FEW - same_day and share >= (_SHARE_OF_DAY if same_day else _SHARE):
            best = max(best, share)
    return best


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
