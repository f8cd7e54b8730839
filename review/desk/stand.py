"""How a document stands, as the browser gets it: whole when it is opened, then only what an action changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from anonymize.grounds import grounds
from corpus.review import Review, State
from review.desk.accounts import COMMENTING, DECIDING, RELEASING, Person, may_release
from review.desk.case import Case
from review.desk.workplace import Listed, Rules

SAMPLE = 5  # of a hundred pages without findings, offered for a look; one at least
HELD = "quarantaine"


class Seat(NamedTuple):
    """Who looks, and under which rules."""

    person: Person
    rules: Rules


def state_of(document: Listed, review: Review) -> str:
    """The state as a person reads it."""
    return HELD if document.held and review.state is not State.REFUSED else review.state.value


def stand(case: Case, document: Listed, seat: Seat, twins: Iterable[Listed]) -> dict[str, Any]:
    """Everything about a document."""
    seen = case.review.seen
    sample = sampled(case)
    return {
        "id": document.id,
        "name": document.name,
        "pages": [
            {
                "number": page.number,
                "width": round(page.width, 2),
                "height": round(page.height, 2),
                "looked": page.number in seen,
                "sample": page.number in sample,
            }
            for page in case.galley.document.pages
        ],
        "findings": [each.told() for each in case.findings.values()],
        "twins": [{"id": twin.id, "name": twin.name} for twin in twins],
        "grounds": [{"code": code, "name": each.label} for code, each in _known().items()],
        **moving(case, document, seat),
    }


def moving(case: Case, document: Listed, seat: Seat) -> dict[str, Any]:
    """What every action may change, beside the findings."""
    review = case.review
    return {
        "version": review.version,
        "state": state_of(document, review),
        "may": may(case, seat),
        "undo": review.undo.told.get("label", "") if review.undo else None,
        "redo": review.redo.told.get("label", "") if review.redo else None,
        "comments": [
            {
                "number": each.version,
                "at": each.at,
                "who": each.who,
                "page": each.told["page"],
                "text": each.told["text"],
            }
            for each in review.comments
        ],
        "counts": _counts(case),
        "lost": case.lost,
    }


def changes(before: Case, after: Case) -> dict[str, Any]:
    """The findings that are other, new or gone."""
    known = before.findings
    return {
        "changed": [each.told() for id, each in after.findings.items() if known.get(id) != each],
        "removed": [id for id in known if id not in after.findings],
    }


def may(case: Case, seat: Seat) -> dict[str, bool]:
    """What the one who looks may do here."""
    review, person = case.review, seat.person
    done = review.state in (State.RELEASED, State.REFUSED)
    deciding = person.may(DECIDING)
    return {
        "decide": deciding and not done,
        "comment": person.may(COMMENTING),
        "ready": deciding and not done and review.state is not State.SECOND,
        "return": deciding and review.state is State.SECOND,
        "reopen": person.may(RELEASING) and done,
        "release": not done and not why_not(case, seat),
    }


def why_not(case: Case, seat: Seat) -> str:
    """Why the one who looks may not release this; "" where they may."""
    review = case.review
    by = review.ready.who if review.ready else ""
    return may_release(seat.person, seat.rules, review.state, by, review.people)


def sampled(case: Case) -> frozenset[int]:
    """Pages without findings that are offered for a look: the same ones each time, and different in each document."""
    document = case.galley.document
    busy = {box.page for each in case.findings.values() if not each.look for box in each.boxes}
    quiet = [page.number for page in document.pages if page.number not in busy]
    amount = -(-len(quiet) * SAMPLE // 100)
    drawn = sorted(quiet, key=lambda number: hashlib.sha256(f"{document.id} {number}".encode()).digest())
    return frozenset(drawn[:amount])


def _known() -> dict[str, Any]:
    return {each.code: each for each in grounds().values()}


def _counts(case: Case) -> dict[str, int]:
    found = [each for each in case.findings.values() if not each.look]
    return {
        "doubt": case.left,
        "decided": case.doubts - case.left,
        "all": len(found),
        "hidden": sum(each.hidden for each in found),
    }
