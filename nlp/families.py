"""Entries joined so far: what belongs together, and what may never meet in one thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.told import Sort, Told
from nlp.kinship import Join, same_actor


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person decided: pairs of entries that belong together, and pairs that do not."""

    join: frozenset[frozenset[str]] = frozenset()
    part: frozenset[frozenset[str]] = frozenset()


class Families:
    """Unites entries, unless that would join two numbers, two papers, two offices or what a person parted."""

    def __init__(self, known: Mapping[str, Told], corrections: Corrections) -> None:
        self._known, self._part = known, corrections.part
        self._of: dict[str, list[str]] = {}
        self.joins: list[Join] = []
        for pair in sorted(map(sorted, corrections.join)):
            if len(pair) == 2 and all(ref in known for ref in pair):
                self._join(Join(pair[0], pair[1], "samengevoegd door een persoon"))

    def unite(self, join: Join, *, sure: bool) -> None:
        """Make one family of two, if nothing speaks against it; `sure` where a number says so, not only words."""
        a, b = self._members(join.a), self._members(join.b)
        if a is b or self._parted(a, b) or not (sure or self._may_meet(a, b)):
            return
        self._join(join)

    def grouped(self, ordered: Sequence[Told]) -> Iterable[list[Told]]:
        """The families, each in the order of `ordered`."""
        place = {item.ref: number for number, item in enumerate(ordered)}
        done: set[str] = set()
        for item in ordered:
            if item.ref not in done:
                members = sorted(self._members(item.ref), key=place.__getitem__)
                done.update(members)
                yield [ordered[place[ref]] for ref in members]

    def _members(self, ref: str) -> list[str]:
        return self._of.setdefault(ref, [ref])

    def _join(self, join: Join) -> None:
        a, b = self._members(join.a), self._members(join.b)
        if a is b:
            return
        large, small = (a, b) if len(a) >= len(b) else (b, a)
        large += small
        for ref in small:
            self._of[ref] = large
        self.joins.append(join)

    def _parted(self, a: Sequence[str], b: Sequence[str]) -> bool:
        return bool(self._part) and any(frozenset((x, y)) in self._part for x in a for y in b)

    def _may_meet(self, a: Sequence[str], b: Sequence[str]) -> bool:
        """A chain of joins may not lead from one office to another, or from one paper to another."""
        ours, theirs = ([self._known[ref] for ref in refs] for refs in (a, b))
        papers = [{item.paper for item in items} - {None} for items in (ours, theirs)]
        numbers = [{number for item in items for number in item.numbers} for items in (ours, theirs)]
        if any(one and other and not one & other for one, other in (papers, numbers)):
            return False
        if ours[0].sort is Sort.MOTION:
            return True
        actors = [{item.actor for item in items} for items in (ours, theirs)]
        return all(same_actor(one, other) for one in actors[0] for other in actors[1])
