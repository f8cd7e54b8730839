"""corrected(document, records, corrections) -> Corrections: what people said, laid over what the rules found.

It comes before publication, so that no wording escapes the decisions. Numbers stay as they are: what is rejected leaves
a hole, and what is added gets the next number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from corpus.corrections import BY_HAND, Correction, Sort, What, days_of
from corpus.document import Document, Span
from corpus.found_again import LABEL, find_in, find_stretch, is_readable, plain, says
from corpus.records import Commitment, CommitmentStatus, Deadline, Motion, MotionStatus, Records

SURE = 1.0
CONFIRMED, CORRECTED, ADDED = "confirmed", "corrected", "added"
# Where several hold, the last one is told.
_ORDER = (CONFIRMED, CORRECTED, ADDED)
LOST = "Iets dat met de hand over een toezegging, motie of termijn is gezegd, is niet teruggevonden. Kijk het na."

Entry = Commitment | Motion | Deadline


class Corrections(NamedTuple):
    """The records, what a person did to which id ("confirmed", "corrected" or "added"), and remarks (Dutch)."""

    records: Records
    by_hand: Mapping[str, str]
    remarks: tuple[str, ...]


def corrected(document: Document, records: Records, corrections: Iterable[Correction]) -> Corrections:
    """Lay corrections over records, the later over the earlier; what is not found again is a remark and no more."""
    desk = _Desk(document, records)
    lost = [each for each in corrections if not desk.carry_out(each)]
    return Corrections(desk.records(), desk.touched(), (LOST,) if lost else ())


class _Desk:
    """The records of a document while they are corrected. What is rejected stays until the end: it may come back."""

    def __init__(self, document: Document, records: Records) -> None:
        self._document, self._before = document, records
        self._commitments = {each.id: each for each in records.commitments}
        self._motions = {each.id: each for each in records.motions}
        self._deadlines = {each.id: each for each in records.deadlines}
        self._rejected: set[str] = set()
        self._by_hand: dict[str, str] = {}
        # A record may be named by what it said before it was corrected.
        self._earlier: dict[str, list[str]] = {}

    def carry_out(self, each: Correction) -> bool:
        """Do what a correction says; False where its record or its wording is not there."""
        id = self._added(each) if each.what == What.ADD else self._find(each)
        if id is None:
            return False
        if each.what == What.REJECT:
            self._rejected.add(id)
            return True
        self._rejected.discard(id)
        self._change(id, dict(each.fields))
        self._touch(id, CONFIRMED if each.what == What.CONFIRM else CORRECTED)
        return True

    def records(self) -> Records:
        """All that still stands; nothing points at what does not."""
        gone = self._gone()
        commitments = (each for id, each in self._commitments.items() if id not in gone)
        deadlines = (each for id, each in self._deadlines.items() if id not in gone)
        return replace(
            self._before,
            commitments=tuple(replace(each, deadline=self._due(each)) for each in commitments),
            motions=tuple(each for id, each in self._motions.items() if id not in gone),
            deadlines=tuple(
                replace(each, applies_to=tuple(id for id in each.applies_to if id not in gone)) for each in deadlines
            ),
        )

    def touched(self) -> dict[str, str]:
        gone = self._gone()
        return {id: how for id, how in self._by_hand.items() if id not in gone}

    def _gone(self) -> set[str]:
        """What was rejected, and the deadlines that were made for it alone."""
        made = (each for each in self._deadlines.values() if each.rule == BY_HAND)
        return self._rejected | {each.id for each in made if set(each.applies_to) <= self._rejected}

    def _rows(self, sort: str) -> Iterable[Entry]:
        if sort == Sort.MOTION:
            return self._motions.values()
        return self._commitments.values() if sort == Sort.COMMITMENT else self._deadlines.values()

    def _find(self, each: Correction) -> str | None:
        """The record that a correction names: on its page before any other, the one of its action before any other."""
        at, page_of = self._document.at, self._document.page_of
        found = [row for row in self._rows(each.kind) if says(each.sentence, at(row.sentence))]
        here = [row for row in found if page_of(row.sentence) == each.page]
        found = here or found
        if not is_readable(each.sentence) and len(found) > 1:
            return None
        if each.action:
            found = [row for row in found if self._is_told(row, each.action)] or (found if len(found) == 1 else [])
        # Of what reads the same the one of that number; else the tightest, for a label stands for as little as it can.
        best = min(found, key=lambda row: (row.id != each.id, row.sentence.end - row.sentence.start), default=None)
        return best.id if best else None

    def _is_told(self, row: Entry, action: str) -> bool:
        return any(says(action, told) for told in (self._tell(row), *self._earlier.get(row.id, ())))

    def _tell(self, row: Entry) -> str:
        """What tells a record of others of its sentence, as a correction's `action` does."""
        if isinstance(row, Commitment):
            return row.typed or " ".join(self._document.at(span).strip() for span in row.action).strip()
        if isinstance(row, Deadline):
            return self._document.at(row.expression)
        return f"{row.dossier}-{row.number}" if row.number else ", ".join(mover.name for mover in row.movers)

    def _added(self, each: Correction) -> str | None:
        """The commitment that a person adds; the one that is there already if it was added before."""
        span = find_in(each.sentence, self._document, each.page)
        if span is None:
            return None
        action = dict(each.fields).get("action") or ""
        same = [row for row in self._commitments.values() if row.sentence == span]
        known = next((row for row in same if not action or self._is_told(row, action)), None)
        if known:
            return known.id
        id = _next("c", self._commitments)
        unknown = CommitmentStatus.UNKNOWN
        self._commitments[id] = Commitment(id, span, (span,), None, None, None, None, unknown, SURE, BY_HAND)
        self._bind(self._commitments[id])
        self._touch(id, ADDED)
        return id

    def _bind(self, row: Commitment) -> None:
        """A deadline that stands in the wording and binds nothing yet is that of the commitment."""
        free = [each for each in self._deadlines.values() if not each.applies_to and each.id not in self._rejected]
        if due := next((each for each in free if row.sentence.covers(each.expression)), None):
            self._deadlines[due.id] = replace(due, applies_to=(row.id,))
            self._commitments[row.id] = replace(row, deadline=due.id)

    def _change(self, id: str, fields: Mapping[str, str | None]) -> None:
        if id in self._motions:
            now = self._motions[id]
            self._motions[id] = replace(now, status=MotionStatus(fields.get("status") or now.status), confidence=SURE)
        elif id in self._deadlines:
            self._date(id, fields)
        else:
            self._change_commitment(self._commitments[id], fields)

    def _change_commitment(self, row: Commitment, fields: Mapping[str, str | None]) -> None:
        made = replace(
            row,
            actor=fields.get("actor", row.actor),
            recipient=fields.get("recipient", row.recipient),
            made_on=days_of(fields).get("made_on", row.made_on),
            status=CommitmentStatus(fields.get("status") or row.status),
            confidence=SURE,
        )
        if action := fields.get("action"):
            self._earlier.setdefault(row.id, []).append(self._tell(row))
            made = self._worded(made, action)
        self._commitments[row.id] = made
        self._set_due(made, fields)

    def _worded(self, row: Commitment, action: str) -> Commitment:
        """With an action as a person words it: a stretch of the sentence where it is one."""
        # A label at an end does not say how far the hidden words go.
        is_closed = LABEL.split(action)[0] and LABEL.split(action)[-1]
        found = find_stretch(action, self._document.at(row.sentence)) if is_closed else None
        if found is None:
            return replace(row, typed=plain(action))
        start = row.sentence.start
        return replace(row, action=(Span(start + found.start, start + found.end),), typed=None)

    def _set_due(self, row: Commitment, fields: Mapping[str, str | None]) -> None:
        """Other days for a commitment: in its deadline if that is its own, else in a new one."""
        days, now = days_of(fields, ("earliest", "latest")), self._deadlines.get(self._due(row) or "")
        if not days or (now is None and not any(days.values())):
            return
        if now is None or set(now.applies_to) - {row.id}:
            if now:
                others = tuple(id for id in now.applies_to if id != row.id)
                self._deadlines[now.id] = replace(now, applies_to=others)
            id = _next("d", self._deadlines)
            wording = now.expression if now else row.sentence
            first, last, again = (now.earliest, now.latest, now.recurrence) if now else (None, None, None)
            now = Deadline(id, wording, row.sentence, first, last, again, (row.id,), SURE, BY_HAND)
            self._deadlines[id] = now
            self._touch(id, ADDED)
        self._commitments[row.id] = replace(row, deadline=now.id)
        self._date(now.id, fields)
        self._touch(now.id, CORRECTED)

    def _date(self, id: str, fields: Mapping[str, str | None]) -> None:
        """The days that a person gave; one that they did not give goes where it cannot be true beside these."""
        row, days = self._deadlines[id], days_of(fields, ("earliest", "latest"))
        earliest, latest = days.get("earliest", row.earliest), days.get("latest", row.latest)
        if earliest and latest and latest < earliest:
            earliest, latest = days.get("earliest"), days.get("latest")
        warning = None if days else row.warning
        self._deadlines[id] = replace(row, earliest=earliest, latest=latest, confidence=SURE, warning=warning)

    def _due(self, row: Commitment) -> str | None:
        """The first deadline of a commitment that still stands."""
        mine = (row.deadline, *(each.id for each in self._deadlines.values() if row.id in each.applies_to))
        return next((id for id in mine if id in self._deadlines and id not in self._rejected), None)

    def _touch(self, id: str, how: str) -> None:
        self._by_hand[id] = max(how, self._by_hand.get(id, how), key=_ORDER.index)


def _next(letter: str, ids: Iterable[str]) -> str:
    """The id after the last: "c4" after "c3"."""
    return f"{letter}{max((int(id[1:]) for id in ids), default=0) + 1}"
