"""The rules for all documents: what is offered, what holds, and making and ending one; by forms without a script."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from anonymize.grounds import grounds
from corpus.events import Event, Outdated
from corpus.instructions import HIDE
from corpus.rules import ACCEPTED, ENDED, RULES, Rule, in_force, offers
from corpus.trail import Fact
from review.desk.accounts import RULING, check, me
from review.desk.act import SEAL
from review.desk.answers import form_in, page
from review.desk.asking import Refused
from review.desk.data import desk_of, workplace_of
from review.desk.ruling import SORTS, change
from review.desk.wordings import said

router = APIRouter()
CHANGED = "Iemand anders heeft intussen een regel gemaakt of beëindigd. Kijk of dit nog klopt en doe het opnieuw."
VERBS = {HIDE: "Altijd lakken"}
READABLE = "Altijd leesbaar"


@router.get("/regels")
def rules(request: Request) -> Response:
    """The rules, and what could be one."""
    return _shown(request)


@router.post("/regels")
async def rule(request: Request) -> Response:
    """Take an offer over or not, make a rule, end one."""
    fields = await form_in(request)
    return await run_in_threadpool(_rule, request, fields)


def _rule(request: Request, fields: dict[str, str]) -> Response:
    check(me(request), RULING)
    events, version = workplace_of(request).events, fields.get("versie", "")
    try:
        asked = change(events.since(), fields)
        expected = int(version) if version.isdecimal() else -1
        (stored,) = events.append(me(request).name, [asked._replace(expected=expected)])
    except Refused as error:
        return _shown(request, fields, error.detail, error.status)
    except Outdated:
        return _shown(request, fields, CHANGED, 409)
    _note(request, stored)
    return RedirectResponse("/regels", 303)


def _note(request: Request, stored: Event) -> None:
    """The trail tells of a rule without its wording and without what was typed, which may hold it."""
    workplace = workplace_of(request)
    seal = hmac.new(workplace.events.key(), stored.told["text"].encode(), "sha256").hexdigest()[:SEAL]
    why = f"regel {stored.version}; tekst {seal}; zegel {stored.hash[:SEAL]}"
    workplace.note(Fact(stored.who, said(stored.kind), ground=stored.told.get("ground", ""), why=why))


def _shown(request: Request, typed: Mapping[str, str] | None = None, error: str = "", status: int = 200) -> Response:
    found = workplace_of(request).events.since()
    mine = [event for event in found if event.document == RULES]
    return page(
        request,
        "rules.html",
        status,
        offers=offers(found),
        rules=in_force(mine),
        history=list(_history(mine)),
        version=mine[-1].version if mine else 0,
        may=me(request).may(RULING),
        documents=lambda text: len(desk_of(request).index.with_words(text)),
        verb=verb,
        sorts=SORTS,
        grounds=list({each.code: each for each in grounds().values()}.values()),
        typed=typed or {},
        error=error,
    )


def verb(what: str) -> str:
    """What a rule does, as a person reads it."""
    return VERBS.get(what, READABLE)


def _history(events: Iterable[Event]) -> Iterator[tuple[str, str, str, str]]:
    """When, who, what and why, the last first."""
    known: dict[str, Rule] = {}
    rows: list[tuple[str, str, str, str]] = []
    for event in events:
        told: dict[str, Any] = event.told
        if event.kind == ACCEPTED:
            known[told["text"]] = Rule.of(event)
        before = known.get(told["text"])
        what = told["what"] if event.kind != ENDED or before is None else before.what
        about = f"{said(event.kind).capitalize()}: {verb(what).lower()}: {told['text']}"
        rows.append((event.at, event.who, about, told.get("why", "")))
    return reversed(rows)
