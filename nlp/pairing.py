"""Which entries are worth comparing: those that share a rare word. An archive has too many pairs to try them all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from corpus.told import Told

# An entry is looked up by so many of its rarest words; a word that more entries have is not rare.
_RAREST, _COMMON = 6, 40


def pairs(items: Sequence[Told], words: Mapping[str, Iterable[str]]) -> Iterator[tuple[Told, Told]]:
    """Pairs of entries that share one of their rarest words, the earlier entry first.

    Of entries that all say the same, each is paired with the one before it.
    """
    held = {item.ref: frozenset(words.get(item.ref, ())) for item in items}
    count = Counter(word for found in held.values() for word in found)
    holders: dict[str, list[Told]] = defaultdict(list)
    alike: dict[frozenset[str], Told] = {}
    for item in items:
        found = held[item.ref]
        near: dict[str, Told] = {}
        if found and found in alike:
            near[alike[found].ref] = alike[found]
        alike[found] = item
        rarest = sorted(found, key=lambda word: (count[word], word))[:_RAREST]
        for word in rarest:
            # The latest holders of a common word are as good as any.
            near |= {other.ref: other for other in holders[word][-_COMMON:]}
            holders[word].append(item)
        yield from ((other, item) for other in near.values())
