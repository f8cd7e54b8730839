"""Threads: the same commitment or motion in several documents, from the first time it is told to its fulfilment.

No learning and no chance: two entries are joined by a rule that can be read back (`Join.why`), a person may join or
part them (`Corrections`), and the order of the documents' dates tells what became of it. docs/choices.md says why.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from corpus.told import Due, Sort, Told
from nlp.kinship import Join, commitments_agree, motions_agree, rare_words

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


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person decided: pairs of entries that belong together, and pairs that do not."""

    join: frozenset[frozenset[str]] = frozenset()
    part: frozenset[frozenset[str]] = frozenset()


@dataclass
class _Families:
    """Entries joined so far; entries that a person parted never meet in one thread."""

    corrections: Corrections
    of: dict[str, set[str]] = field(default_factory=dict)
    joins: list[Join] = field(default_factory=list)

    def unite(self, join: Join) -> None:
        a, b = self.of.setdefault(join.a, {join.a}), self.of.setdefault(join.b, {join.b})
        if a is b or any(frozenset((x, y)) in self.corrections.part for x in a for y in b):
            return
        a |= b
        for ref in b:
            self.of[ref] = a
        self.joins.append(join)


def weave(items: Iterable[Told], corrections: Corrections = Corrections()) -> tuple[Thread, ...]:
    """All threads, by the date of their first document; the same items in any order give the same threads."""
    ordered = sorted(items, key=lambda item: (item.date or _UNDATED, item.ref))
    known = {item.ref: item for item in ordered}
    families = _Families(corrections)
    for pair in sorted(map(sorted, corrections.join)):
        if len(pair) == 2 and all(ref in known for ref in pair):
            families.unite(Join(pair[0], pair[1], "samengevoegd door een persoon"))
    for join in _found(ordered):
        families.unite(join)
    threads = [_thread(one, families.joins) for one in _grouped(ordered, families)]
    return tuple(sorted(threads, key=lambda thread: (thread.first.date or _UNDATED, thread.first.ref)))


def _found(ordered: Sequence[Told]) -> Iterable[Join]:
    """The joins that rules find, the surest kind first: official number or paper, then the words."""
    motions = [item for item in ordered if item.sort is Sort.MOTION]
    commitments = [item for item in ordered if item.sort is Sort.COMMITMENT]
    yield from _same_number(ordered)
    for a, b in combinations(motions, 2):
        if join := motions_agree(a, b):
            yield join
    words = rare_words(commitments)
    for a, b in _candidates(commitments, words):
        if join := commitments_agree(a, b, words):
            yield join


def _same_number(ordered: Sequence[Told]) -> Iterable[Join]:
    """Entries that name the same official number or paper, or of which one replaces the other."""
    first: dict[str, str] = {}
    for item in ordered:
        keys = list(item.numbers) if item.sort is Sort.COMMITMENT else []
        keys += [item.paper] if item.paper else []
        for key in keys:
            if key in first:
                yield Join(first[key], item.ref, f"hetzelfde nummer: {key}")
            first.setdefault(key, item.ref)
    for item in ordered:
        if item.replaces in first:
            yield Join(first[item.replaces], item.ref, f"komt in de plaats van {item.replaces}")


def _candidates(items: Sequence[Told], words: dict[str, dict[str, float]]) -> Iterable[tuple[Told, Told]]:
    """Pairs that share a rare word: not every pair of a large archive need be compared."""
    holders: dict[str, list[Told]] = defaultdict(list)
    for item in items:
        for word in words[item.ref]:
            holders[word].append(item)
    seen: set[tuple[str, str]] = set()
    for word in sorted(holders):
        for a, b in combinations(holders[word], 2):
            if (a.ref, b.ref) not in seen:
                seen.add((a.ref, b.ref))
                yield a, b


def _grouped(ordered: Sequence[Told], families: _Families) -> Iterable[list[Told]]:
    done: set[str] = set()
    for item in ordered:
        if item.ref not in done:
            members = families.of.get(item.ref, {item.ref})
            done |= members
            yield [each for each in ordered if each.ref in members]


def _thread(members: list[Told], joins: Sequence[Join]) -> Thread:
    first = members[0]
    refs = tuple(item.ref for item in members)
    events = tuple(_events(members))
    decided = [item.status for item in members if item.status in DECIDED]
    state = decided[-1] if decided else "unknown"
    if first.sort is Sort.COMMITMENT:
        state = "fulfilled" if any(event.what == "fulfilled" for event in events) else first.status
    return Thread(
        id="t" + hashlib.sha256((first.paper or first.ref).encode()).hexdigest()[:8],
        sort=first.sort,
        first=first,
        members=refs,
        events=events,
        joins=tuple(join for join in joins if join.a in refs),
        numbers=tuple(dict.fromkeys(number for item in members for number in item.numbers)),
        state=state,
        claim=next((item.ref for item in members if item.status == CLAIMED), None),
        due=next((event.due for event in reversed(events) if event.due), None),
    )


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
