"""Documents that are nearly the same, and where the wording of one stands in the other.

A document is remembered by the smallest hashes of its stretches of five words (A. Broder, "On the resemblance and
containment of documents", 1997): what two documents share of those tells what they share of their text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from math import ceil
from typing import Any, NamedTuple

import numpy as np

from corpus.document import Document, Span

MOST = 128  # hashes of a sketch
STRETCH = 5  # words
ROUND = 1e-9
FEW = 30  # words: of fewer, a name more or less is much of the text
LEAST_CONTEXT = 10  # characters that agree on either side; with fewer, "Vos" may go on as "Vos-de Boer"
CLEARLY = 10  # characters by which more must agree around one place than around another, on one side at least
REACHES = (40, 400, 4_000)  # characters to either side that are looked at, the next where more than one place agrees
_WORD, _INK = re.compile(r"\w+"), re.compile(r"\S+")

Sketch = tuple[int, ...]
Numbers = np.ndarray[Any, Any]


def sketch(text: str) -> Sketch:
    """What a text is told by, in rising order; of a text of few words, one number for all of it; of none, nothing."""
    words = [word.encode() for word in _WORD.findall(text.casefold())]
    if len(words) < FEW:
        return (_hash(words, b"whole"),) if words else ()
    stretches = {_hash(words[at : at + STRETCH]) for at in range(len(words) - STRETCH + 1)}
    return tuple(sorted(stretches)[:MOST])


def _hash(words: Sequence[bytes], person: bytes = b"") -> int:
    return int.from_bytes(blake2b(b" ".join(words), digest_size=8, person=person).digest(), "big")


def likeness(one: Sketch, other: Sketch) -> float:
    """The share of all stretches of two texts that both have, estimated from their sketches; 0 to 1."""
    smallest = sorted({*one, *other})[:MOST]
    shared = set(one).intersection(other)
    return sum(each in shared for each in smallest) / len(smallest) if smallest else 0.0


def twins(sketches: Mapping[str, Sketch], least: float = 0.8) -> dict[str, tuple[str, ...]]:
    """Those who have twins, with all of them, both in order of their names; a twin is at least so like (above 0).

    None that `likeness` would find is missed, though few pairs are compared. Time and space grow with the twins found.
    """
    alike: dict[Sketch, list[str]] = defaultdict(list)
    for name in sorted(sketches):
        if sketches[name]:
            alike[sketches[name]].append(name)
    found = {name: [other for other in names if other != name] for names in alike.values() for name in names}
    groups = list(alike.values())
    for one, other in _near(list(alike), least):
        for name in groups[one]:
            found[name] += groups[other]
        for name in groups[other]:
            found[name] += groups[one]
    return {name: tuple(sorted(others)) for name, others in sorted(found.items()) if others}


def _near(known: Sequence[Sketch], least: float) -> Iterator[tuple[int, int]]:
    """The pairs, by number, that are so like; only those are compared that share one of their rarest hashes.

    Two such share at least `least` of the larger sketch. So of each, all but so many hashes and one more must hold one
    of the other: the rarest do as well as any, and what all letters say is not looked up.
    """
    count = Counter(each for one in known for each in one)
    compare = _comparison(known, [each for each, times in count.items() if times > 1])
    holders: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        rare = sorted(one, key=lambda each: (count[each], each))[: len(one) - ceil(least * len(one) - ROUND) + 1]
        near = sorted({other for each in rare for other in holders[each]})
        yield from ((near[at], number) for at in np.flatnonzero(compare(number, near) >= least)) if near else ()
        for each in rare:
            holders[each].append(number)


def _comparison(known: Sequence[Sketch], shared: Sequence[int]) -> Callable[[int, Sequence[int]], Numbers]:
    """What gives the `likeness` of one sketch to many by their numbers; `shared` are the hashes that two or more hold.

    Of a family of a thousand letters all pairs are compared, so this counts for many at once.
    """
    numbers = {each: number for number, each in enumerate(shared)}
    nobody = len(shared)
    table = np.full((len(known), MOST), nobody, np.int32)
    for row, one in zip(table, known, strict=True):
        row[: len(one)] = [numbers.get(each, nobody) for each in one]
    sizes = np.array([len(one) for one in known], np.int32)
    ranks = np.full(nobody + 1, -1, np.int16)
    columns = np.arange(MOST, dtype=np.int16)

    def compare(number: int, others: Sequence[int]) -> Numbers:
        ranks[table[number]] = columns
        ranks[nobody] = -1
        found = ranks[table[others]]
        ranks[table[number]] = -1
        both = found >= 0
        before = np.cumsum(both, axis=1, dtype=np.int16)
        # Its rank among all hashes of the two: those before it in either sketch, the shared ones counted once.
        smallest = both & (found + columns - before + 1 < MOST)
        union = sizes[number] + sizes[others] - before[:, -1]
        share: Numbers = smallest.sum(axis=1) / np.minimum(union, MOST)
        return share

    return compare


def same_place(here: Document, span: Span, there: Document) -> Span | None:
    """Where the wording of a span stands in a twin: the same words between the same words, blanks aside.

    None where it does not stand there so, or where another place, there or here, agrees as well with what is around.
    """
    if here.text == there.text:
        return span
    wording = " ".join(here.at(span).split())
    if not wording:
        return None
    one, other = _folded(here.text), _folded(there.text)
    first = _INK.search(here.text, span.start)
    at = bisect_left(one.places, first.start() if first else span.start)
    found = _best(wording, one.text, at, other.text)
    if found is None or _best(wording, other.text, found, one.text) != at:
        return None
    return Span(other.places[found], other.places[found + len(wording) - 1] + 1)


class _Folded(NamedTuple):
    """A text with one blank for each run of blanks, and where each of its characters stood."""

    text: str
    places: tuple[int, ...]


@lru_cache(maxsize=4)
def _folded(text: str) -> _Folded:
    places: list[int] = []
    for word in _INK.finditer(text):
        places += [places[-1] + 1] if places else []
        places += range(word.start(), word.end())
    return _Folded(" ".join(text.split()), tuple(places))


def _best(wording: str, one: str, at: int, other: str) -> int | None:
    """The one place of a wording in another text around which clearly more agrees than around any other."""
    places = list(_places(wording, other))
    for reach in REACHES:
        agreed = {found: _agreed(len(wording), one, at, other, found, reach) for found in places}
        agreed = {found: sides for found, sides in agreed.items() if min(sides) >= LEAST_CONTEXT}
        before = max((sides[0] for sides in agreed.values()), default=0) - CLEARLY
        after = max((sides[1] for sides in agreed.values()), default=0) - CLEARLY
        # Whoever is near the most on both sides; where one place has the words before and another those after, nobody.
        places = [found for found, sides in agreed.items() if sides[0] > before and sides[1] > after]
        if len(places) < 2:
            break
    return places[0] if len(places) == 1 else None


def _places(wording: str, text: str) -> Iterator[int]:
    """Where a wording stands, also where it overlaps itself."""
    at = text.find(wording)
    while at >= 0:
        yield at
        at = text.find(wording, at + 1)


def _agreed(length: int, one: str, at: int, other: str, found: int, reach: int) -> tuple[int, int]:
    """How many characters before and after two places agree, up to `reach`."""
    before = one[max(0, at - reach) : at][::-1], other[max(0, found - reach) : found][::-1]
    after = one[at + length : at + length + reach], other[found + length : found + length + reach]
    return _shared(*before, reach), _shared(*after, reach)


def _shared(one: str, other: str, reach: int) -> int:
    """Where both texts end at once, all agrees that there is."""
    if one == other:
        return reach
    differing = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differing, min(len(one), len(other)))
