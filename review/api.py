"""The API: the public records as JSON, for programs of others. It knows no users and holds nothing of theirs."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
from anyio import to_thread
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from corpus.export import as_json
from review.asked import AgendaAsked, Asked, Narrowing, SearchAsked, ThreadsAsked
from review.choices import all_choices, counted
from review.documents import Released, dossiers_of, grounds_of, released
from review.entries import entries_of, facts, read_entry
from review.holdings import Holdings
from review.place import Place
from review.problems import Problem
from review.remarks import remarks
from review.shapes import (
    AgendaShape,
    DocumentShape,
    EntryShape,
    FacetsShape,
    FoundShape,
    ProblemShape,
    ThreadList,
    ThreadShape,
)
from review.threads import due, how_many_due, listed, whole

VERSION = "1.0.0"
PROBLEM: dict[str, Any] = {"model": ProblemShape, "content": {"application/problem+json": {}}}
WRONG: dict[int | str, dict[str, Any]] = {
    400: PROBLEM | {"description": "Een vraag die niet kan, of een onbekende parameter"},
    422: PROBLEM | {"description": "Een waarde die niet klopt"},
    503: PROBLEM | {"description": "De gegevens zijn even niet te lezen"},
}
MISSING: dict[int | str, dict[str, Any]] = WRONG | {404: PROBLEM | {"description": "Dit is er niet"}}

router = APIRouter(prefix="/api/v1")
None_ = Annotated[Asked, Query()]


def holdings_of(request: Request) -> Holdings:
    """The store of the application."""
    held: Holdings = request.app.state.holdings
    return held


def place_of(request: Request) -> Place:
    place: Place = request.app.state.place
    return place


def as_answer(told: object) -> Response:
    """JSON, past FastAPI's own check of what goes out: the tests hold it against its shape instead."""
    return Response(orjson.dumps(told), media_type="application/json", headers={"API-Version": VERSION})


@router.get("/search", response_model=FoundShape, responses=WRONG, summary="Zoek zinnen, toezeggingen en moties")
async def search(request: Request, asked: Annotated[SearchAsked, Query()]) -> Response:
    """Een filter mag vaker worden gegeven: van één filter geldt een van de waarden, van verschillende filters alle."""
    # What is known need not wait behind those who search; these are served in the order in which they came.
    found = asked.known(holdings_of(request))
    if found is None:
        found = await to_thread.run_sync(asked.find, holdings_of(request), limiter=request.app.state.one_at_a_time)
    first = not asked.cursor
    return as_answer(
        {
            "hits": [as_json(hit) for hit in found.hits],
            "total": found.total if first else None,
            "more": found.more if first else None,
            "facets": counted(found.facets) if first else None,
            "relaxed": found.relaxed,
            "read_as": [{"typed": typed, "read": read} for typed, read in found.read_as],
            "remarks": list(remarks(found)),
            "next": found.next,
        }
    )


@router.get("/facets", response_model=FacetsShape, responses=WRONG, summary="De filters en hun waarden")
def facets(request: Request, asked: Annotated[Narrowing, Query()]) -> Response:
    """Zonder vraag alle waarden (van elk filter de eerste honderd), anders die van de vondsten met hun aantal."""
    if asked.is_empty:
        with holdings_of(request).reading() as sql:
            return as_answer({"facets": all_choices(sql)})
    return as_answer({"facets": counted(holdings_of(request).found(asked.q, asked.filters(limit=1)).facets)})


@router.get("/documents/{stem}", response_model=DocumentShape, responses=MISSING, summary="Een stuk")
def document(request: Request, stem: str, asked: None_) -> Response:
    """Wat van een stuk bekend is, waar het te lezen is en wat eruit is gehaald."""
    place = place_of(request)
    with holdings_of(request).reading() as sql:
        found = _released(released(sql, stem))
        edition = f"/accessible/{found.stem}.html" if place.accessible(found.stem).is_file() else None
        told = facts(found) | {
            "our_reference": found.our_reference,
            "your_reference": found.your_reference,
            "dossiers": dossiers_of(sql, found),
            "redactions": grounds_of(sql, found),
            "files": {"redacted": f"/redacted/{found.redacted}", "accessible": edition},
            "records": list(entries_of(sql, place, found)),
        }
    return as_answer(told)


@router.get(
    "/records/{stem}/{id}", response_model=EntryShape, responses=MISSING, summary="Een toezegging, motie of termijn"
)
def record(request: Request, stem: str, id: str, asked: None_) -> Response:
    """`stem` en `id` zijn de delen voor en na het hekje van een `record`, zoals brief-1#c1."""
    with holdings_of(request).reading() as sql:
        found = read_entry(sql, place_of(request), _released(released(sql, stem)), id)
    if found is None:
        raise Problem(404)
    return as_answer(found)


@router.get("/threads", response_model=ThreadList, responses=WRONG, summary="Toezeggingen en moties door stukken heen")
def threads(request: Request, asked: Annotated[ThreadsAsked, Query()]) -> Response:
    """Op volgorde van hun nummer."""
    with holdings_of(request).reading() as sql:
        rows, following = listed(sql, asked.limit, asked.cursor, asked.kind, asked.state)
    return as_answer({"threads": rows, "next": following})


@router.get("/threads/{id}", response_model=ThreadShape, responses=MISSING, summary="Een toezegging of motie geheel")
def thread(request: Request, id: str, asked: None_) -> Response:
    """Alles wat er in de stukken mee gebeurde, en waarom die bij elkaar horen."""
    with holdings_of(request).reading() as sql:
        found = whole(sql, place_of(request), id)
    if found is None:
        raise Problem(404)
    return as_answer(found)


@router.get("/agenda", response_model=AgendaShape, responses=WRONG, summary="Waarop nog wordt gewacht")
def agenda(request: Request, asked: Annotated[AgendaAsked, Query()]) -> Response:
    """Wat nog openstaat en een laatste dag heeft, de eerste dag eerst; wat te laat is staat dus vooraan."""
    today = asked.today
    with holdings_of(request).reading() as sql:
        rows, following = due(sql, asked.limit, asked.place, asked.due_from, asked.due_before)
        late = how_many_due(sql, None, today)
    told = [row | {"late": row["latest"] < today.isoformat()} for row in rows]
    return as_answer(
        {"on": today.isoformat(), "late": late, "due": told, "next": ".".join(following) if following else None}
    )


def _released(found: Released | None) -> Released:
    if found is None:
        raise Problem(404)
    return found
