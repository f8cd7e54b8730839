"""Threads: the same commitment or motion in several documents, from the first time it is told to its fulfilment.

No learning and no chance: two entries are joined by a rule that can be read back (`Join.why`), a person may join or
part them (`Corrections`), and the order of the documents' dates tells what became of it. docs/choices.md says why.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from corpus.told import Due, Sort, Told
from nlp.families import Corrections, Families
from nlp.kinship import Join, commitments_agree, motions_agree, rare_words, telling
from nlp.pairing import pairs

_UNDATED = "9999-99-99"
# What the House decided, and what the government claims of a motion: kept apart.
DECIDED = ("submitted", "amended", "held", "adopted", "rejected", "withdrawn")
CLAIMED = "executed"


class Event(NamedTuple):
    """What one document tells of a thread: first, repeated, postponed, advanced, fulfilled, or the House's decision."""

    what: str
    date: str | None
    ref: str
    due: Due | None


@dataclass(frozen=True, slots=True)
class Thread:
    """One commitment or motion through all documents; `events` are in order of the documents' dates."""

    id: str
    sort: Sort
    first: Told
    members: tuple[str, ...]
    events: tuple[Event, ...]
    joins: tuple[Join, ...]
    numbers: tuple[str, ...]
    state: str
    claim: str | None
    due: Due | None


def weave(items: Iterable[Told], corrections: Corrections = Corrections()) -> tuple[Thread, ...]:  # noqa: B008 - frozen
    """All threads, by the date of their first document; the same items in any order give the same threads."""
    ordered = sorted(items, key=lambda item: (item.date or _UNDATED, item.ref))
    families = Families({item.ref: item for item in ordered}, corrections)
    for join in _same_number(ordered):
        families.unite(join, sure=True)
    for join in _same_words(ordered):
        families.unite(join, sure=False)
    joins: Mapping[str, list[Join]] = defaultdict(list)
    for join in families.joins:
        joins[join.a].append(join)
    threads = [_thread(one, joins) for family in families.grouped(ordered) for one in _rounds(family)]
    threads.sort(key=lambda thread: (thread.first.date or _UNDATED, thread.first.ref))
    return _told_apart(threads)


def _same_words(ordered: Sequence[Told]) -> Iterable[Join]:
    """Motions of the same movers and promises of the same office, about the same thing."""
    motions = [item for item in ordered if item.sort is Sort.MOTION]
    commitments = [item for item in ordered if item.sort is Sort.COMMITMENT]
    for a, b in pairs(motions, {item.ref: _by_mover(item) for item in motions if item.movers}):
        if join := motions_agree(a, b):
            yield join
    words = rare_words(commitments)
    for a, b in pairs(commitments, words):
        if join := commitments_agree(a, b, words):
            yield join


def _by_mover(item: Told) -> set[str]:
    """What a motion can be found by: each word of its subject, and its dossier, with each of its movers."""
    return {f"{mover} {each}" for mover in item.movers for each in (*telling(item), item.dossier) if each}


def _same_number(ordered: Sequence[Told]) -> Iterable[Join]:
    """Entries that name the same official number or paper, or of which one replaces the other."""
    first: dict[str, str] = {}
    for item in ordered:
        # A sentence of two numbers is about two promises: it makes no one of them.
        keys = list(item.numbers) if item.sort is Sort.COMMITMENT and len(item.numbers) == 1 else []
        keys += [item.paper] if item.paper else []
        for key in keys:
            if key in first:
                yield Join(first[key], item.ref, f"hetzelfde nummer: {key}")
            first.setdefault(key, item.ref)
    for item in ordered:
        if item.replaces in first:
            yield Join(first[item.replaces], item.ref, f"komt in de plaats van {item.replaces}")


def _rounds(members: Sequence[Told]) -> Iterable[list[Told]]:
    """A promise that is made again after it was fulfilled is a new one: "dit jaar informeer ik u opnieuw"."""
    current: list[Told] = []
    done: str | None = None
    for item in members:
        if done and item.status != "fulfilled" and item.date and item.date > done and item.sort is Sort.COMMITMENT:
            yield current
            current, done = [], None
        current.append(item)
        done = item.date if item.status == "fulfilled" and item.date else done
    yield current


def _thread(members: list[Told], joins: Mapping[str, Sequence[Join]]) -> Thread:
    first = members[0]
    refs = {item.ref: None for item in members}
    events = tuple(_events(members))
    decided = [item.status for item in members if item.status in DECIDED]
    state = decided[-1] if decided else "unknown"
    if first.sort is Sort.COMMITMENT:
        state = "fulfilled" if any(event.what == "fulfilled" for event in events) else first.status
    return Thread(
        id=_id(first.paper or first.ref),
        sort=first.sort,
        first=first,
        members=tuple(refs),
        events=events,
        joins=tuple(join for ref in refs for join in joins.get(ref, ()) if join.b in refs),
        numbers=tuple(dict.fromkeys(number for item in members for number in item.numbers)),
        state=state,
        claim=next((item.ref for item in members if item.status == CLAIMED), None),
        due=next((event.due for event in reversed(events) if event.due), None),
    )


def _id(key: str) -> str:
    return "t" + hashlib.sha256(key.encode()).hexdigest()[:8]


def _told_apart(threads: Sequence[Thread]) -> tuple[Thread, ...]:
    """Two threads of one paper, which a person parted, get ids of their own."""
    count = Counter(thread.id for thread in threads)
    return tuple(replace(each, id=_id(each.first.ref)) if count[each.id] > 1 else each for each in threads)


def _events(members: Sequence[Told]) -> Iterable[Event]:
    due: Due | None = None
    for index, item in enumerate(members):
        what = item.status if item.sort is Sort.MOTION else _what(item, index, due)
        yield Event(what, item.date, item.ref, item.due)
        due = item.due or due


def _what(item: Told, index: int, due: Due | None) -> str:
    """What a document adds to a commitment: done, first told, told again, or with another last day."""
    if item.status == "fulfilled":
        return "fulfilled"
    if index == 0:
        return "first"
    if item.due and item.due.latest and due and due.latest and item.due.latest != due.latest:
        return "postponed" if item.due.latest > due.latest else "advanced"
    return "repeated"
