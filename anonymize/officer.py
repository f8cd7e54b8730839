"""The instructions of a person about a document, laid over what the rules decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from anonymize.wording import BY_HAND
from corpus.decisions import Category, Decision, Mark, Verdict
from corpus.document import Box, Document, Span
from corpus.errors import CannotProcess
from corpus.instructions import HIDE, SHOW, Instruction

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
    now, remarks = tuple(decisions), dict[str, None]()
    marks: list[Mark] = []
    for each in instructions:
        spans, place = each.spans(document), each.place
        if place and each.what == HIDE:
            if place.page > len(document.pages):
                raise _lost(each)
            # Said once more of the same place, it is another ground for the one box.
            marks = [mark for mark in marks if mark.box != place]
            marks.append(Mark(place, Category(each.category), each.ground))
        elif place:
            marks = [mark for mark in marks if not _covers(place, mark.box)]
        elif not spans and each.what == HIDE:
            raise _lost(each)
        elif not spans:
            remarks["Iets dat met de hand leesbaar is gemaakt, is niet teruggevonden."] = None
        for span in spans:
            now = (*beside(document, now, span), _decision(each, span))
    return Obeyed(tuple(sorted(now)), tuple(marks), tuple(remarks))


def without(ink: Iterable[Mark], instructions: Sequence[Instruction]) -> tuple[Mark, ...]:
    """The ink that nobody said is none: a box that is to be shown takes away each mark that it covers."""
    shown = [each.place for each in instructions if each.place and each.what == SHOW]
    return tuple(mark for mark in ink if not any(place and _covers(place, mark.box) for place in shown))


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
