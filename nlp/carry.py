"""Where a text is the same as an earlier one, so that what was seen there need not be looked for again.

A document is looked at once more as it would be published: most of its lines are what they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

from corpus.document import Span

# Characters on either side of a change where it may be seen otherwise: the recogniser sees four words far.
REACH = 120
_PIECE = re.compile(r".+?(?:[.,;:)]\s|\n|\Z)", re.DOTALL)  # what is held against each other


class Same(NamedTuple):
    """A stretch of the text that stands in the earlier one too, at `start - shift` there."""

    span: Span
    shift: int


def unchanged(before: str, after: str) -> tuple[Same, ...]:
    """The stretches of `after` that are so far from any change that it cannot matter; in text order, disjoint."""
    old, new = (_PIECE.findall(text) for text in (before, after))
    old_at, new_at = ([0, *accumulate(map(len, pieces))] for pieces in (old, new))
    found = []
    for block in SequenceMatcher(None, old, new).get_matching_blocks():
        first, last = (new_at[at] for at in (block.b, block.b + block.size))
        shift = first - old_at[block.a]
        start = first if first == shift == 0 else first + REACH
        end = last if last == len(after) and last - shift == len(before) else last - REACH
        if start < end:
            found.append(Same(Span(start, end), shift))
    return tuple(found)


def changed(length: int, same: Sequence[Same]) -> Iterator[Span]:
    """What the unchanged stretches leave of a text of `length` characters."""
    at = 0
    for stretch in same:
        if at < stretch.span.start:
            yield Span(at, stretch.span.start)
        at = stretch.span.end
    if at < length:
        yield Span(at, length)
