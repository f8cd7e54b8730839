"""Expressions of time in their sentences, and from when a document looks: what nlp/deadlines.py chooses from."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from corpus.document import Document, Part, Span
from nlp.cells import below
from nlp.dutch import Reading, Sentence
from nlp.period_rules import DATE
from nlp.relations import Time
from nlp.tense import Tense, clause_tense, marks
from nlp.time_patterns import EVENT_NOUN
from nlp.times import dates_in, expressions, resolve

_BEFORE = re.compile(rf"voorafgaande? aan (?:het|de|uw) (?P<event>{EVENT_NOUN})", re.IGNORECASE)
# "De datum waarop de regeling opengaat blijft 1 februari 2024": a day that a date is said to be needs no preposition.
_SAID = re.compile(
    r"\b(?:\w*datum|deadline|\w*termijn)\b[^.;?]{0,90}\b(?:is|blijft|wordt)\s+(?:(?:onveranderd|nu|thans|nog)\s+)?$",
    re.IGNORECASE,
)
# The column of a list of actions that says by when
_DUE = re.compile(
    r"(?:gereed(?: op)?|deadline|uiterlijk|wanneer|termijn|planning|(?:(?:streef|uiterste )?datum)(?: gereed)?)\W*",
    re.IGNORECASE,
)
LABEL = re.compile(r"\bDeadline\s*[|:]?\s*$")


class Candidate(NamedTuple):
    """An expression in its sentence; `labelled` where it is the value of a "Deadline" in a table row.

    `promised` where the sentence is a commitment.
    """

    sentence: Sentence
    span: Span
    tense: Tense
    before: str
    after: str
    labelled: bool = False
    promised: bool = False


class View(NamedTuple):
    """From when the document looks: its date, or without one its latest past and first future date."""

    made: date | None
    past: date | None = None
    future: date | None = None

    def resolve(self, text: str) -> Time | None:
        return resolve(text, self.made, past=self.past, future=self.future)

    def dated(self, whole: str, text: str) -> Time | None:
        """The day before an event that the document dates elsewhere: "voorafgaand aan het commissiedebat".

        None where it gives that event no day or several, or where the event is not one to come before.
        """
        event = _BEFORE.fullmatch(" ".join(text.split()))
        if not event:
            return None
        named = re.compile(rf"\b{re.escape(event['event'])}\b[^.;]{{0,60}}?\bop (?P<day>{DATE})", re.IGNORECASE)
        days = {" ".join(found["day"].split()) for found in named.finditer(whole)}
        if len(days) != 1:
            return None
        return self.resolve(f"voorafgaand aan het {event['event']} op {days.pop()}")

    def is_over(self, time: Time) -> bool:
        now, end = self.made or self.past, time.latest or time.earliest
        return bool(now and end and end < now)

    def is_own_day(self, time: Time) -> bool:
        """The day of the document itself, which is no deadline unless the words make it a limit."""
        return bool(self.made) and not time.inferred and time.earliest == time.latest == self.made

    def is_ahead(self, time: Time) -> bool:
        """Surely still to come when the document was made, whatever the verbs say."""
        start = time.earliest or time.latest
        return bool(self.made and start and start > self.made and not time.inferred)


def candidates_in(reading: Reading, promised: Collection[Span] = ()) -> Iterator[Candidate]:
    text, places = reading.document.text, marks(reading.doc)
    dates = dates_in(text)
    due = frozenset(_due_cells(reading.document))
    for sentence in reading.sentences:
        inside = sentence.span
        spans = [(span, False) for span in expressions(text, *inside)]
        if sentence.block.part is Part.ROW:
            cells = {span for span in due if inside.covers(span)}
            spans = [(span, False) for span, _ in spans if not any(span.overlaps(cell) for cell in cells)]
            spans += [(cell, True) for cell in cells]
            spans += [(d.span, True) for d in dates if inside.covers(d.span) and LABEL.search(text[: d.span.start])]
        said = [d.span for d in dates if inside.covers(d.span) and _SAID.search(text, inside.start, d.span.start)]
        spans += [(span, False) for span in said if not any(span.overlaps(other) for other, _ in spans)]
        for span, labelled in sorted(spans):
            tense = clause_tense(places, _tokens(reading, inside), _tokens(reading, span))
            before, after = text[inside.start : span.start], text[span.end : inside.end]
            yield Candidate(sentence, span, tense, before, after, labelled, any(each.covers(span) for each in promised))


def _due_cells(document: Document) -> Iterator[Span]:
    """The cells of lists of actions below a heading as "Gereed" or "Wanneer" that hold a time and nothing else."""
    return (cell for cell in below(document, _due_column) if _is_due(document.at(cell)))


def _due_column(heads: Sequence[str]) -> int:
    named = [at for at, head in enumerate(heads) if _DUE.fullmatch(head)]
    return named[0] if len(named) == 1 and len(heads) > 2 else -1


def _is_due(cell: str) -> bool:
    """A time that somebody can be held to; a bare year says when a variant would be ready."""
    time = resolve(cell, None)
    return time is not None and time.rule != "in/year"


def _tokens(reading: Reading, span: Span) -> range:
    found = reading.doc.char_span(span.start, span.end, alignment_mode="expand")
    return range(found.start, found.end) if found is not None else range(0)


def fitted(reading: Reading, candidates: tuple[Candidate, ...]) -> View:
    """The view of a document without a date: the latest date it speaks of as past, the first it looks ahead to."""
    text, places = reading.document.text, marks(reading.doc)
    ahead = [c.span for c in candidates if c.tense.future and not c.tense.past]
    told: list[date] = []
    other: list[date] = []
    for found in dates_in(text):
        sentence = next((s.span for s in reading.sentences if s.span.covers(found.span)), None)
        if sentence is None or any(span.overlaps(found.span) for span in ahead):
            continue
        tense = clause_tense(places, _tokens(reading, sentence), _tokens(reading, found.span))
        (told if tense.past else other).append(found.day)
    past = max(told or other, default=None)
    times = [time for span in ahead if (time := resolve(reading.document.at(span), None)) and not time.inferred]
    starts = [start for time in times if (start := time.earliest or time.latest)]
    return View(None, past, min((day for day in starts if past is None or day > past), default=None))
