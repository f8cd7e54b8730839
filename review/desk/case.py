"""A document on the desk: its galley, what was done to it, and the findings that this comes to."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import RLock

from anonymize.officer import InstructionLost
from corpus.decisions import Published
from corpus.document import Span
from corpus.events import Event, Events
from corpus.galley import Galley, read_galley
from corpus.instructions import HIDE, Instruction, inside, occurrences
from corpus.review import Review, review
from review.desk.findings import DOUBT, Finding, Known, findings

MOST_KEPT = 16  # documents in memory


@dataclass(frozen=True)
class Case:
    """What one person sees of a document at one moment. `known` is kept from one moment to the next."""

    galley: Galley
    events: tuple[Event, ...]
    known: Known = field(default_factory=dict, compare=False)

    @cached_property
    def review(self) -> Review:
        return review(self.events)

    @cached_property
    def _found(self) -> tuple[dict[str, Finding], str]:
        """The findings, and what is said where something that was hidden by hand is gone."""
        try:
            found, lost = findings(self.galley, self.review.decisions, self.known), ""
        except InstructionLost as error:
            found, lost = findings(self.galley, (), self.known), error.detail
        return {each.id: each for each in found}, lost

    @property
    def lost(self) -> str:
        """What is said where something that was hidden by hand is not in the document any more; "" if all is."""
        return self._found[1]

    @property
    def findings(self) -> dict[str, Finding]:
        """The findings by id, by page and place; where something is lost, without what people said."""
        return self._found[0]

    @cached_property
    def left(self) -> int:
        """How many doubtful findings nobody has decided about."""
        return sum(each.doubtful for each in self.findings.values())

    def is_hidden_by_hand(self, span: Span) -> bool:
        """Whether a person hid a part of a span, or said that it stays hidden."""
        by_hand = [each for each in self.findings.values() if each.hidden and each.by]
        boxes = [box for each in by_hand if each.span is None for box in each.boxes]
        drawn = (word for box in boxes for word in inside(self.galley.document, box))
        return any(other.overlaps(span) for other in (*(each.span for each in by_hand if each.span), *drawn))

    @cached_property
    def doubts(self) -> int:
        """How many there were before anybody decided, or are now where that is more."""
        unsure = sum(each.score < DOUBT for each in self.galley.decisions)
        return max(unsure + len(self.galley.marks), self.left)

    @cached_property
    def proposed(self) -> tuple[Span, ...]:
        """What would be hidden if no person said anything."""
        return tuple(gap.span for gap in Published(self.galley.document, self.galley.decisions).gaps)

    def against(self, told: Instruction) -> int:
        """In how many places an instruction about a wording says other than what is proposed; 0 for a place."""
        if told.place:
            return 0
        hide = told.what == HIDE
        spans = told.spans(self.galley.document)
        return sum(not self._goes(span, whole=True) if hide else self._goes(span, whole=False) for span in spans)

    def _goes(self, span: Span, *, whole: bool) -> bool:
        """Whether it is proposed to hide all of a span, or any of it."""
        at = bisect_right(self.proposed, Span(span.start, sys.maxsize))
        near = self.proposed[max(0, at - 1) : at + 1]
        return any(gap.covers(span) if whole else gap.overlaps(span) for gap in near)

    def nth(self, span: Span) -> tuple[str, int, int] | None:
        """A span as its wording, its page, and its number among the same wordings there; None for blanks."""
        document = self.galley.document
        text, page = document.at(span), document.page_of(span)
        same = occurrences(document, text, page) if text.strip() else []
        return (text, page, same.index(span) + 1) if span in same else None


class Cases:
    """The documents that were looked at last, kept in memory for as long as their galley is the same."""

    def __init__(self, events: Events, galley_of: Callable[[str], Path]) -> None:
        self._events, self._galley_of = events, galley_of
        self._galleys: OrderedDict[str, tuple[tuple[int, int], Galley]] = OrderedDict()
        self._cases: dict[str, Case] = {}
        self._lock = RLock()

    def of(self, id: str) -> Case:
        """A document as it is now. Raises OSError or Damaged where its galley cannot be read."""
        galley, events = self.galley(id), self._events.of(id)
        with self._lock:
            known = self._cases.get(id)
            if known and known.galley is galley and known.events == events:
                return known
            kept = known.known if known and known.galley is galley else {}
            self._cases[id] = made = Case(galley, events, kept)
            return made

    def galley(self, id: str) -> Galley:
        """What was read of a document; raises as `of`."""
        file = self._galley_of(id)
        told = file.stat()
        stamp = (told.st_mtime_ns, told.st_size)
        with self._lock:
            known = self._galleys.get(id)
            if known and known[0] == stamp:
                self._galleys.move_to_end(id)
                return known[1]
        galley = read_galley(file)
        with self._lock:
            self._galleys[id] = (stamp, galley)
            while len(self._galleys) > MOST_KEPT:
                gone, _ = self._galleys.popitem(last=False)
                self._cases.pop(gone, None)
        return galley
