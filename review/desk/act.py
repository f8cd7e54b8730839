"""Doing what a browser asks: stored first, then answered. Never half: all documents of one action, or none."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from corpus.corrections import Correction
from corpus.errors import Damaged
from corpus.events import Change, Event, Outdated
from corpus.instructions import HIDE, SHOW, Instruction
from corpus.review import COMMENT, CORRECT, DECIDE, READY, REDO, RETURN, SEEN, UNDO, State
from corpus.rules import AGAINST
from corpus.trail import Fact
from corpus.twins import same_place
from review.desk import stand as stands
from review.desk.accounts import COMMENTING, DECIDING, RELEASING, check
from review.desk.asking import Refused, letters, short
from review.desk.case import Case, Cases
from review.desk.doing import Doing, Hand, boxed, decided, refused, wording
from review.desk.index import Index
from review.desk.stand import Seat
from review.desk.wordings import said
from review.desk.workplace import Listed, Workplace

_SAID = {"confirm": "Bevestigd", "correct": "Gewijzigd", "add": "Toegevoegd", "reject": "Verworpen"}
LONGEST_MARK = 64
SEAL = 16  # digits of a keyed hash by which the trail names a wording that it must not hold
HANDING = {READY: "doorgegeven aan de tweede lezer", RETURN: "teruggegeven"}
CLOSED = "Dit stuk is vrijgegeven. Neem het eerst terug, met reden, voordat u iets verandert."
NOTHING = "Hier is niets {what} te draaien."


class Desk:
    """The actions of the workspace."""

    def __init__(self, workplace: Workplace, cases: Cases, index: Index) -> None:
        self._workplace, self.cases, self.index = workplace, cases, index
        self._key = workplace.events.key()

    def act(self, document: Listed, asked: Mapping[str, Any], seat: Seat) -> dict[str, Any]:
        """Carry out an action on a document; what a browser must know of it comes back.

        Raises Refused for what cannot be done, Outdated where somebody else was first.
        """
        version = asked.get("version")
        if not isinstance(version, int) or isinstance(version, bool):
            raise Refused(400, "Zeg bij welke versie van het stuk dit hoort.")
        hand = Hand(seat.person.name, datetime.now(UTC).isoformat(timespec="milliseconds"))
        before = self.cases.of(document.id)
        if before.review.version != version:
            if done := self._done(before, document, asked, seat):
                return done
            raise Outdated(document.id, before.review.version, self._workplace.events.of(document.id, version))
        if asked.get("do") == "reopen":
            others: list[Change] = []
            told = self._reopened(before, document, asked, seat)
        else:
            (first, *others), told = self._changes(before, document, asked, seat, hand)
            first = first._replace(told=first.told | _once(asked), expected=version)
            stored = self._workplace.events.append(hand.who, [first, *others], hand.at)
            self._note(stored, document)
        return _answer(before, self.cases.of(document.id), document, seat, len(others), told)

    def _done(self, case: Case, document: Listed, asked: Mapping[str, Any], seat: Seat) -> dict[str, Any] | None:
        """The answer to an action that was stored, but whose answer did not arrive: it is not done twice."""
        once = _once(asked)
        mine = (each for each in case.events[asked["version"] :] if each.who == seat.person.name)
        event = next((each for each in mine if once and each.told.get("once") == once["once"]), None)
        if event is None:
            return None
        before = Case(case.galley, case.events[: asked["version"]])
        others = len(self._workplace.events.together(event.action)) - 1
        return _answer(before, case, document, seat, others, "Dit was al bewaard.")

    def _changes(
        self, case: Case, document: Listed, asked: Mapping[str, Any], seat: Seat, hand: Hand
    ) -> tuple[list[Change], str]:
        do = str(asked.get("do"))
        if do == COMMENT:
            check(seat.person, COMMENTING)
            return _commented(case, asked)
        check(seat.person, DECIDING)
        if case.review.state in (State.RELEASED, State.REFUSED):
            raise Refused(409, CLOSED)
        if do == SEEN:
            return [Change(document.id, SEEN, {"page": _page(case, asked, 1)})], "Bladzijde bekeken."
        if do in (UNDO, REDO):
            return self._turned(case, case.review.undo if do == UNDO else case.review.redo, do)
        if do == "delete" and (drawn := self._drawn(case, asked)):
            return self._turned(case, drawn, UNDO)
        if do in HANDING:
            return _handed(case, do, asked)
        if do == CORRECT:
            return _corrected(document, asked)
        if do == "refuse":
            doing = refused(asked)
            return [Change(document.id, doing.kind, doing.told)], f"{doing.label}."
        if do == "boxes":
            doing = boxed(case, asked["boxes"], hand)
            return [Change(document.id, doing.kind, doing.told)], f"{doing.label}."
        if do == "person":
            return self._everywhere(case, asked, hand)
        doing = decided(case, asked, hand)
        twins = self._twins(case, doing, hand)
        like = "dat hier bijna gelijk aan is" if len(twins) == 1 else "die hier bijna gelijk aan zijn"
        more = f" Ook in {_documents(len(twins))} {like}." if twins else ""
        return [Change(document.id, doing.kind, doing.told), *twins], f"{doing.label}.{more}"

    def _reopened(self, case: Case, document: Listed, asked: Mapping[str, Any], seat: Seat) -> str:
        """Take back what was released, so that it can be worked on again."""
        check(seat.person, RELEASING)
        why = letters(asked, "why")
        if case.review.released is None:
            raise Refused(422, "Dit stuk is niet vrijgegeven.")
        if not why:
            raise Refused(422, "Zeg waarom de vrijgave wordt teruggenomen.")
        self._workplace.withdraw(document.id, seat.person.name, why)
        return "De vrijgave is teruggenomen."

    def _drawn(self, case: Case, asked: Mapping[str, Any]) -> Event | None:
        """The action that drew a box, if it did nothing else: the box goes with it."""
        finding = case.findings.get(str(asked.get("finding")))
        if finding is None or finding.span is not None or not finding.id.startswith("b"):
            return None
        event = next((each for each in case.review.decisions if each.number == finding.event), None)
        return event if event and len(event.told["instructions"]) == 1 else None

    def _turned(self, case: Case, event: Event | None, do: str) -> tuple[list[Change], str]:
        """Undo and redo: an action that was done in several documents at once is taken back in all of them."""
        if event is None:
            raise Refused(422, NOTHING.format(what="terug" if do == UNDO else "opnieuw"))
        mine = event.document
        together = {each.document for each in self._workplace.events.together(event.action)} - {mine}
        open_ = [(id, there.review.version) for id in sorted(together) if (there := self._open(id))]
        told = {"action": event.action}
        changes = [Change(mine, do, told), *(Change(id, do, told, version) for id, version in open_)]
        verb = "Teruggedraaid" if do == UNDO else "Opnieuw gedaan"
        return changes, f"{verb}: {event.told.get('label', '')}."

    def _everywhere(self, case: Case, asked: Mapping[str, Any], hand: Hand) -> tuple[list[Change], str]:
        """A wording in all documents that are not released."""
        text = str(asked.get("text") or "")
        here = wording(case, asked, hand)
        if here is None:
            raise Refused(422, "Deze tekst staat niet als losse woorden in dit stuk.")
        changes = [Change(case.galley.document.id, here.kind, here.told | {"label": here.label})]
        for id in self.index.with_words(text):
            there = self._open(id) if id != case.galley.document.id else None
            other = wording(there, asked, hand) if there else None
            if there and other:
                changes.append(Change(id, other.kind, other.told | {"label": other.label}, there.review.version))
        more = f" Ook in {_documents(len(changes) - 1)}." if len(changes) > 1 else ""
        blind = sum(not self._workplace.galley(each.id).is_file() for each in self._workplace.documents())
        unseen = f" {_documents(blind)} zonder drukproef: daarin is niet gekeken." if blind else ""
        return changes, f"{here.label}.{more}{unseen}"

    def elsewhere(self, id: str, text: str) -> int:
        """In how many other documents that are not released a wording may stand."""
        return sum(each != id and self._open(each) is not None for each in self.index.with_words(text))

    def _twins(self, case: Case, doing: Doing, hand: Hand) -> list[Change]:
        """The same decision where a nearly identical document says the same in the same place."""
        if doing.kind != DECIDE or not all(told["nth"] for told in doing.told["instructions"]):
            return []
        return [
            Change(id, DECIDE, told, there.review.version)
            for id in self.index.twins(case.galley.document.id)
            if (there := self._open(id)) and (told := self._carried(case, there, doing))
        ]

    def _carried(self, here: Case, there: Case, doing: Doing) -> dict[str, Any] | None:
        carried: list[Instruction] = []
        finding = ""
        for told in doing.told["instructions"]:
            instruction = Instruction.of(told)
            spans = instruction.spans(here.galley.document)
            found = same_place(here.galley.document, spans[0], there.galley.document) if spans else None
            place = there.nth(found) if found else None
            if found is None or place is None or (instruction.what == SHOW and there.is_hidden_by_hand(found)):
                return None  # what somebody hid there is opened there, by who looks at it
            text, page, nth = place
            carried.append(instruction._replace(text=text, page=page, nth=nth))
            finding = finding or f"f{found.start}-{found.end}"
        here_told = doing.told[AGAINST]
        amounts = [None if n is None else there.against(each) for n, each in zip(here_told, carried, strict=True)]
        return {
            "instructions": [each._asdict() for each in carried],
            AGAINST: amounts,
            "finding": finding,
            "label": doing.label,
        }

    def _open(self, id: str) -> Case | None:
        """Another document as it is now, None where it was let go. What is done in it holds for that version only."""
        try:
            found = self.cases.of(id)
        except (OSError, Damaged):
            return None
        return None if found.review.state in (State.RELEASED, State.REFUSED) else found

    def _note(self, stored: tuple[Event, ...], document: Listed) -> None:
        """The trail tells of an action, but not of its wordings, which may have to be wiped."""
        first = stored[0]
        told = first.told.get("instructions") or ()
        ground = next((each["ground"] for each in told if each["what"] == HIDE), first.told.get("ground", ""))
        wordings = "".join(each["text"] or repr(each["box"]) for each in told)
        seal = hmac.new(self._key, wordings.encode(), "sha256").hexdigest()[:SEAL] if wordings else ""
        also = f"ook in {_documents(len(stored) - 1)}" if len(stored) > 1 else ""
        parts = (f"handeling {first.version}", also, f"tekst {seal}" if seal else "", f"zegel {first.hash[:SEAL]}")
        why = "; ".join(filter(None, parts))
        self._workplace.note(Fact(first.who, said(first.kind), document.id, document.stem, ground, why))


def _once(asked: Mapping[str, Any]) -> dict[str, str]:
    """The mark by which a browser knows its own action again."""
    told = asked.get("once")
    return {"once": told} if isinstance(told, str) and 0 < len(told) <= LONGEST_MARK else {}


def _answer(before: Case, after: Case, document: Listed, seat: Seat, others: int, told: str) -> dict[str, Any]:
    answer = stands.changes(before, after) | stands.moving(after, document, seat)
    return answer | {"pages_looked": sorted(after.review.seen), "others": others, "told": told}


def _commented(case: Case, asked: Mapping[str, Any]) -> tuple[list[Change], str]:
    text = letters(asked, "text")
    if not text:
        raise Refused(422, "Schrijf eerst iets.")
    page = _page(case, asked, 0)
    return [Change(case.galley.document.id, COMMENT, {"page": page, "text": text})], "Opmerking bewaard."


def _handed(case: Case, do: str, asked: Mapping[str, Any]) -> tuple[list[Change], str]:
    if do == READY and case.review.state is State.SECOND:
        raise Refused(422, "Dit stuk ligt al bij de tweede lezer.")
    if do == RETURN and case.review.state is not State.SECOND:
        raise Refused(422, "Dit stuk ligt niet bij de tweede lezer.")
    told = {"why": letters(asked, "why")}
    return [Change(case.galley.document.id, do, told)], f"{HANDING[do].capitalize()}."


def _corrected(document: Listed, asked: Mapping[str, Any]) -> tuple[list[Change], str]:
    """What a form of the records tab said, checked there."""
    made = Correction.of(asked["correction"])
    label = f"{_SAID[made.what]}: {short(made.sentence)}"
    return [Change(document.id, CORRECT, {"correction": made.told(), "label": label})], f"{label}."


def _page(case: Case, asked: Mapping[str, Any], least: int) -> int:
    page = asked.get("page", 0)
    if not isinstance(page, int) or isinstance(page, bool) or not least <= page <= len(case.galley.document.pages):
        raise Refused(422, "Deze bladzijde is er niet.")
    return page


def _documents(amount: int) -> str:
    return "1 stuk" if amount == 1 else f"{amount} stukken"
