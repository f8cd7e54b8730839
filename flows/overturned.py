"""How often people changed what was proposed, in the documents that a person let go: an error rate in use.

The galley holds the proposal as it was before anybody spoke; the events hold what people said. What nobody noticed is
in no count: the rates are the least that they can be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import NamedTuple

from anonymize.officer import InstructionLost, Obeyed, near, obey, without
from anonymize.wording import BY_HAND
from corpus.decisions import Decision, Verdict
from corpus.document import Document, Span
from corpus.errors import Damaged
from corpus.galley import Galley, read_galley
from corpus.instructions import INK, inside
from corpus.review import Review
from flows.folder import Folder
from flows.released import is_out
from review.desk.findings import DOUBT, findings


class Turn(NamedTuple):
    """A proposal, or what a person hid that was none (`proposed` is None then)."""

    category: str
    rule: str
    proposed: Verdict | None
    is_turned: bool


@dataclass(frozen=True, slots=True)
class Overturned:
    """`turns` counts alike ones. `away`: released documents whose galley is gone; of the others are all other numbers.

    `said`: proposals that a person said anything about. `listed`: what was missed and stood in the list of words to
    look at. `doubts` are those before anybody spoke, `seen` the pages that somebody marked as looked at.
    """

    turns: Counter[Turn] = field(default_factory=Counter)
    documents: int = 0
    away: int = 0
    said: int = 0
    listed: int = 0
    doubts: int = 0
    open_doubts: int = 0
    pages: int = 0
    seen: int = 0

    def __add__(self, other: Overturned) -> Overturned:
        names = [each.name for each in fields(self)]
        return Overturned(*(getattr(self, name) + getattr(other, name) for name in names))

    def count(self, proposed: Verdict | None, *, turned: bool, category: str = "", rule: str = "") -> int:
        """How many proposals of a verdict were turned, or were not; "" for any category and rule."""
        return sum(
            amount
            for turn, amount in self.turns.items()
            if turn.proposed is proposed
            and turn.is_turned == turned
            and category in ("", turn.category)
            and rule in ("", turn.rule)
        )


def overturned(folder: Folder, known: Mapping[str, Review]) -> Overturned:
    """Go through all that people let go; one document in memory at a time."""
    looked = (_looked(folder, id, review) for id, review in sorted(known.items()) if is_out(review))
    return sum(looked, Overturned())


def _looked(folder: Folder, id: str, review: Review) -> Overturned:
    try:
        return _of(read_galley(folder.galleys / f"{id}.zip"), review)
    except (OSError, Damaged, InstructionLost):
        return Overturned(away=1)


def _of(galley: Galley, review: Review) -> Overturned:
    obeyed = obey(galley.document, galley.decisions, review.instructions)
    hand = [each for each in obeyed.decisions if each.rule == BY_HAND]
    missed = list(_missed(galley, obeyed, hand))
    pages = {page.number for page in galley.document.pages}
    return Overturned(
        Counter([*_proposals(galley, hand), *_ink(galley, obeyed, review), *(turn for turn, _ in missed)]),
        documents=1,
        said=sum(any(other.span.overlaps(each.span) for other in hand) for each in galley.decisions),
        listed=sum(any(span.overlaps(look) for span in spans for look in galley.looks) for _, spans in missed),
        doubts=sum(each.score < DOUBT for each in galley.decisions) + len(galley.marks),
        open_doubts=sum(each.doubtful for each in findings(galley, review.decisions)),
        pages=len(pages),
        seen=len(pages & review.seen),
    )


def _proposals(galley: Galley, hand: Sequence[Decision]) -> Iterator[Turn]:
    for each in galley.decisions:
        turned = any(other.span.overlaps(each.span) and other.verdict is not each.verdict for other in hand)
        yield Turn(each.category.value, each.rule, each.verdict, turned)


def _ink(galley: Galley, obeyed: Obeyed, review: Review) -> Iterator[Turn]:
    left = without(galley.marks, review.instructions)
    for mark in galley.marks:
        again = any(other.category == INK and near(other.box, mark.box) for other in obeyed.marks)
        yield Turn(mark.category.value, "ink", Verdict.REDACT, mark not in left and not again)


def _missed(galley: Galley, obeyed: Obeyed, hand: Sequence[Decision]) -> Iterator[tuple[Turn, list[Span]]]:
    """What a person hid of which something was no proposal at all; a drawn box counts once, whatever is in it."""
    document = galley.document
    boxed: set[Span] = set()
    for mark in obeyed.marks:
        spans = list(inside(document, mark.box))
        boxed.update(spans)
        is_ink = any(near(mark.box, ink.box) for ink in galley.marks)
        if not is_ink and (not spans or any(_is_new(document, span, galley.decisions) for span in spans)):
            yield Turn(mark.category.value, BY_HAND, None, True), spans
    for each in hand:
        if each.verdict is Verdict.REDACT and each.span not in boxed and _is_new(document, each.span, galley.decisions):
            yield Turn(each.category.value, BY_HAND, None, True), [each.span]


def _is_new(document: Document, span: Span, decisions: Sequence[Decision]) -> bool:
    """Whether a letter or digit of a span stands in no proposal; one that was kept counts as turned already."""
    near_by = [each for each in decisions if each.span.overlaps(span)]
    if any(each.verdict is Verdict.KEEP for each in near_by):
        return False
    return any(
        document.text[at].isalnum() and not any(each.span.start <= at < each.span.end for each in near_by)
        for at in range(span.start, span.end)
    )
