"""The pages for people: search, a document, a record, a thread, what is due. They work without a script."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy import Connection, select

from corpus.facets import FACETS
from corpus.query import BadQuery
from corpus.schema import documents as d
from corpus.search import Found
from corpus.store import DONE
from review.api import holdings_of, place_of
from review.asked import AgendaForm, SearchForm
from review.choices import all_choices, counted
from review.documents import Released, dossiers_of, grounds_of, released
from review.entries import entries_of, read_entry
from review.note_pages import noted
from review.page import page
from review.problems import Problem
from review.remarks import remarks
from review.threads import due, how_many_due, whole
from review.words import month, said

router = APIRouter(include_in_schema=False)
SEEN = ["GET", "HEAD"]
FIRST = ("kind", "ministry", "year", "sort")  # the filters that the empty search page offers
LATE_SHOWN = 10  # of what is late, before what is still to come

Pairs = list[tuple[str, str]]


@router.api_route("/", methods=SEEN)
def search(request: Request, asked: Annotated[SearchForm, Query()]) -> Response:
    """The search page; without a question it says what there is."""
    holdings = holdings_of(request)
    if asked.is_empty:
        with holdings.reading() as sql:
            return page(request, "start.html", asked=asked, choices=all_choices(sql, FIRST), today=date.today())
    values: dict[str, Any] = {"asked": asked, "chosen": _chosen(asked), "today": date.today()}
    try:
        found = asked.find(holdings)
        first = _first(request, asked, found)
    except BadQuery as error:
        return page(request, "search.html", 400, **values, found=None, error=str(error), choices=[], remarks=[])
    with holdings.reading() as sql:
        files = _files(sql, (hit.stem for hit in found.hits))
    following = _address(asked, {"cursor": found.next}) if found.next else None
    return page(
        request,
        "search.html",
        **values,
        found=found,
        first=first,
        # A sentence may be found twice, in its section and as a commitment, and is shown once.
        total=first.total if asked.cursor or found.next else len(found.hits),
        error=None,
        files=files,
        choices=_choices(asked, first),
        remarks=list(remarks(found)),
        following=following,
        beginning=_address(asked, {}),
    )


@router.api_route("/stukken/{stem}", methods=SEEN)
def document(request: Request, stem: str) -> Response:
    """A document: its facts, where to read it, and its records."""
    place = place_of(request)
    with holdings_of(request).reading() as sql:
        found = _there(released(sql, stem))
        values: dict[str, Any] = {
            "document": found,
            "dossiers": dossiers_of(sql, found),
            "grounds": grounds_of(sql, found),
            "edition": place.accessible(found.stem).is_file(),
            "entries": list(entries_of(sql, place, found)),
        }
    return page(request, "document.html", **values)


@router.api_route("/stukken/{stem}/{id}", methods=SEEN)
def record(request: Request, stem: str, id: str, bewaard: bool = False) -> Response:
    """A commitment, motion or deadline with its thread and its evidence, and one's own note."""
    place = place_of(request)
    with holdings_of(request).reading() as sql:
        found = _there(released(sql, stem))
        entry = read_entry(sql, place, found, id)
        if entry is None:
            raise Problem(404)
        thread = whole(sql, place, entry["thread"]) if entry["thread"] else None
    return noted(request, found, entry, thread=thread, kept=bewaard)


@router.api_route("/draden/{id}", methods=SEEN)
def thread(request: Request, id: str) -> Response:
    """A commitment or motion through all documents, with the evidence of where it was first told."""
    place = place_of(request)
    with holdings_of(request).reading() as sql:
        found = whole(sql, place, id)
        if found is None:
            raise Problem(404)
        stem, _, record = found["records"][0].rpartition("#")
        entry = read_entry(sql, place, _there(released(sql, stem)), record)
    return page(request, "thread.html", thread=found, entry=entry)


@router.api_route("/agenda", methods=SEEN)
def agenda(request: Request, asked: Annotated[AgendaForm, Query()]) -> Response:
    """What is due: first what is late, then the months to come; or all that is late."""
    today = asked.today
    with holdings_of(request).reading() as sql:
        amount = how_many_due(sql, None, today)
        late: list[dict[str, Any]] = []
        coming: list[dict[str, Any]] = []
        if asked.te_laat:
            late, following = due(sql, asked.limit, asked.place, None, today)
        else:
            late = [] if asked.cursor else due(sql, LATE_SHOWN, None, None, today)[0]
            coming, following = due(sql, asked.limit, asked.place, today, None)
    more: Pairs = [("te_laat", "1")] if asked.te_laat else []
    more += [("on", asked.on.isoformat())] if asked.on else []
    return page(
        request,
        "agenda.html",
        today=today.isoformat(),
        calendar=place_of(request).calendar.is_file(),
        late=late,
        amount=amount,
        only_late=asked.te_laat,
        is_first=not asked.cursor,
        months=[(name, list(rows)) for name, rows in groupby(coming, lambda row: month(row["latest"]))],
        following=f"?{urlencode([*more, ('cursor', '.'.join(following))])}" if following else None,
    )


@router.api_route("/zoekhulp", methods=SEEN)
def help_page(request: Request) -> Response:
    return page(request, "help.html")


@router.api_route("/api", methods=SEEN)
def api_page(request: Request) -> Response:
    """The documentation of the API, from the same description that programs read."""
    return page(request, "api.html", api=request.app.openapi())


def _first(request: Request, asked: SearchForm, found: Found) -> Found:
    """What tells the total and the counts: these stand on the first page only."""
    if not asked.cursor:
        return found
    return holdings_of(request).found(asked.q, asked.filters(limit=asked.limit, order=asked.order))


def _choices(asked: SearchForm, found: Found) -> list[dict[str, Any]]:
    """The filters with counts; what is chosen stays in sight, also where nothing has it."""
    shown = counted(found.facets)
    for each in shown:
        wanted = getattr(asked, each["name"])
        there = {value["value"] for value in each["values"]}
        each["values"] += [
            {"value": value, "label": said(each["name"], value), "amount": 0} for value in wanted if value not in there
        ]
        each["chosen"] = wanted
    names = {each["name"] for each in shown}
    for name, value in asked.pairs:
        if name not in names:
            values = [{"value": value, "label": said(name, value), "amount": 0}]
            shown.append({"name": name, "label": FACETS[name], "values": values, "chosen": [value]})
    return shown


def _chosen(asked: SearchForm) -> list[tuple[str, str]]:
    """Each filter that is on, in words, with the address without it."""
    chosen = [
        (f"{FACETS[name]}: {said(name, value)}", _address(asked, {}, without=(name, value)))
        for name, value in asked.pairs
    ]
    for name, label in (("due_from", "termijn vanaf"), ("due_before", "termijn voor"), ("overdue", "te laat op")):
        if told := getattr(asked, name):
            chosen.append((f"{label}: {told.isoformat()}", _address(asked, {}, without=(name, told.isoformat()))))
    return chosen


def _address(asked: SearchForm, more: dict[str, str | None], without: tuple[str, str] = ("", "")) -> str:
    """The search page with the same question; from the first hit on unless `more` says otherwise."""
    days: Iterable[tuple[str, Any]] = ((name, getattr(asked, name)) for name in ("due_from", "due_before", "overdue"))
    pairs = [("q", asked.q), *asked.pairs, *((name, told.isoformat()) for name, told in days if told)]
    pairs += [("order", asked.order)] if asked.order else []
    pairs += [(name, value) for name, value in more.items() if value]
    return f"/?{urlencode([pair for pair in pairs if pair != without])}"


def _files(sql: Connection, stems: Iterable[str]) -> dict[str, str]:
    """The redacted file of each document."""
    asked = select(d.c.stem, d.c.redacted).where(d.c.stem.in_(sorted(set(stems))), d.c.state == DONE)
    return {stem: redacted for stem, redacted in sql.execute(asked).tuples() if redacted}


def _there(found: Released | None) -> Released:
    if found is None:
        raise Problem(404)
    return found
