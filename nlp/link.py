"""Which deadline binds which commitment or motion: those that share a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.records import Commitment, Deadline, Motion


def link(
    commitments: Sequence[Commitment], motions: Sequence[Motion], deadlines: Sequence[Deadline]
) -> tuple[tuple[Commitment, ...], tuple[Deadline, ...]]:
    """Commitments with the first of their deadlines, and deadlines with all that they apply to.

    A deadline binds the commitment of its sentence, of several the one whose action it stands in or next to; where
    there is none, the motions of that sentence.
    """
    bound = []
    for deadline in deadlines:
        near = [c for c in commitments if c.sentence.overlaps(deadline.sentence)]
        near = [c for c in near if c.sentence.covers(deadline.expression)] or near  # of a row the cell of its own
        targets = [min(near, key=lambda c: _distance(c, deadline)).id] if near else []
        targets = targets or [m.id for m in motions if m.sentence.overlaps(deadline.sentence)]
        bound.append(replace(deadline, applies_to=tuple(targets)))
    linked = []
    for commitment in commitments:
        first = next((d.id for d in bound if commitment.id in d.applies_to), None)
        linked.append(replace(commitment, deadline=first))
    return tuple(linked), tuple(bound)


def _distance(commitment: Commitment, deadline: Deadline) -> int:
    """How many characters lie between an expression of time and what will be done; 0 inside it."""
    pieces = commitment.action or (commitment.sentence,)
    start, end = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
    return max(start - deadline.expression.end, deadline.expression.start - end, 0)
