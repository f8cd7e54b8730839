"""Which deadline binds which commitment or motion: those that share a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.records import Commitment, Deadline, Motion


def link(
    commitments: Sequence[Commitment], motions: Sequence[Motion], deadlines: Sequence[Deadline]
) -> tuple[tuple[Commitment, ...], tuple[Deadline, ...]]:
    """Commitments with the first of their deadlines, and deadlines with all that they apply to.

    A deadline binds the commitments of its sentence; where there is none, the motions of that sentence.
    """
    bound = []
    for deadline in deadlines:
        targets = [c.id for c in commitments if c.sentence.overlaps(deadline.sentence)]
        targets = targets or [m.id for m in motions if m.sentence.overlaps(deadline.sentence)]
        bound.append(replace(deadline, applies_to=tuple(targets)))
    linked = []
    for commitment in commitments:
        first = next((d.id for d in bound if commitment.id in d.applies_to), None)
        linked.append(replace(commitment, deadline=first))
    return tuple(linked), tuple(bound)
