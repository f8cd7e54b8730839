"""The instructions of a person about a document, laid over what the rules decided."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from anonymize.wording import BY_HAND
from corpus.decisions import Category, Decision, Mark, Verdict
from corpus.document import Box, Document, Span
from corpus.errors import CannotProcess
from corpus.instructions import HIDE, INK, SHOW, Instruction

SURE = 1.0
SLACK = 1.0  # points


class InstructionLost(CannotProcess):
    """What a person hid is not there any more: perhaps it is read otherwise, and would stand open."""

    reason = "instruction_lost"


class Obeyed(NamedTuple):
    """The decisions with the instructions, the boxes that a person drew, and remarks (Dutch) on what had no effect."""

    decisions: tuple[Decision, ...]
    marks: tuple[Mark, ...]
    remarks: tuple[str, ...]


def obey(document: Document, decisions: Iterable[Decision], instructions: Iterable[Instruction]) -> Obeyed:
    """Lay the instructions over the decisions, the later over the earlier.

    Raises InstructionLost where what was hidden by hand is not found again: it may not come out by itself.
    """
    now, remarks = _Laid(document, decisions), dict[str, None]()
    marks: list[Mark] = []
    said = tuple(instructions)
    for each in (said[number] for number in standing(said)):
        spans, place = each.spans(document), each.place
        if place and each.what == HIDE:
            if place.page > len(document.pages):
                raise _lost(each)
            # Said once more of the same place, it is another ground for the one box.
            marks = [mark for mark in marks if mark.box != place]
            marks.append(Mark(place, Category(each.category), each.ground))
        elif place:
            marks = [mark for mark in marks if not _opens(each, place, mark)]
        elif not spans and each.what == HIDE:
            raise _lost(each)
        elif not spans:
            remarks["Iets dat met de hand leesbaar is gemaakt, is niet teruggevonden."] = None
        for span in spans:
            now.lay(_decision(each, span))
    return Obeyed(tuple(sorted(now.decisions)), tuple(marks), tuple(remarks))


class _Laid:
    """Decisions by where they begin. Only those that can reach a span are looked at: a person may say a thousand."""

    def __init__(self, document: Document, decisions: Iterable[Decision]) -> None:
        self._document = document
        self.decisions = sorted(decisions)
        self._longest = max((each.span.end - each.span.start for each in self.decisions), default=0)

    def lay(self, decision: Decision) -> None:
        """Put one over the others, which are cut where they lie under it."""
        start, end = decision.span
        first = bisect_left(self.decisions, start - self._longest, key=_start)
        reached = self.decisions[first : bisect_left(self.decisions, end, key=_start)]
        furthest = max((end, *(each.span.end for each in reached)))
        behind = bisect_left(self.decisions, furthest, key=_start)
        left = beside(self._document, self.decisions[first:behind], decision.span)
        self.decisions[first:behind] = sorted((*left, decision), key=_start)
        self._longest = max(self._longest, end - start)


def _start(decision: Decision) -> int:
    return decision.span.start


def standing(instructions: Sequence[Instruction]) -> tuple[int, ...]:
    """The numbers of the instructions that count.

    To show a box that was drawn takes that box back; what the rules or other words of a person hide in it stays hidden.
    """
    left: dict[int, Instruction] = {}
    for number, each in enumerate(instructions):
        shows = each.what == SHOW and each.place and each.category != INK
        drawn = [at for at, other in left.items() if shows and other.what == HIDE and other.place == each.place]
        for at in drawn:
            del left[at]
        if not drawn:
            left[number] = each
    return tuple(left)


def without(ink: Iterable[Mark], instructions: Sequence[Instruction]) -> tuple[Mark, ...]:
    """The ink that nobody said is none: who shows ink shows that alone, another box to show all that it covers."""
    said = [instructions[number] for number in standing(instructions)]
    shown = [(place, each.category == INK) for each in said if each.what == SHOW and (place := each.place)]
    return tuple(mark for mark in ink if not any((near if one else _covers)(place, mark.box) for place, one in shown))


def near(one: Box, other: Box) -> bool:
    """Whether two boxes are one, but for rounding."""
    return one.page == other.page and all(abs(a - b) <= SLACK for a, b in zip(one[1:], other[1:], strict=True))


def _opens(each: Instruction, place: Box, mark: Mark) -> bool:
    """Whether an instruction to show takes a box away; who shows ink means no box that was drawn in it."""
    return _covers(place, mark.box) and (each.category != INK or (mark.category == INK and near(place, mark.box)))


def _covers(place: Box, box: Box) -> bool:
    across = place.x0 - SLACK <= box.x0 and box.x1 <= place.x1 + SLACK
    return place.page == box.page and across and place.top - SLACK <= box.top and box.bottom <= place.bottom + SLACK


def _lost(each: Instruction) -> InstructionLost:
    where = f"Pagina {each.page}: wat" if each.page else "Wat"
    return InstructionLost(f"{where} met de hand is gelakt, is niet teruggevonden. Kijk met 'lakwerk decide --list'.")


def beside(document: Document, decisions: Iterable[Decision], span: Span) -> Iterator[Decision]:
    """The decisions as far as they lie outside a span; blanks at a cut stay with nobody."""
    for each in decisions:
        if not each.span.overlaps(span):
            yield each
            continue
        left = document.text[each.span.start : span.start].rstrip()
        right = document.text[span.end : each.span.end].lstrip()
        for start, length in ((each.span.start, len(left)), (each.span.end - len(right), len(right))):
            if length:
                yield each._replace(span=Span(start, start + length))


def _decision(each: Instruction, span: Span) -> Decision:
    hidden = each.what == HIDE
    category = Category(each.category) if each.category else Category.OTHER
    verdict = Verdict.REDACT if hidden else Verdict.KEEP
    reason = f"{each.who}: {each.why}" if each.why else each.who
    return Decision(span, category, verdict, each.ground if hidden else "", reason, BY_HAND, SURE)
