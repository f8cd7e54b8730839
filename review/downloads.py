"""What is on the screen as a file: a table, values for programs, a feed of the same search, the calendar of DIR."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, Response

from corpus.export import as_csv, as_jsonl, as_parquet, as_xlsx
from corpus.gather import gather, with_who
from review.api import holdings_of, place_of
from review.asked import SearchForm
from review.documents import released
from review.feed import as_feed
from review.find import Find
from review.headers import PUBLIC
from review.problems import Problem
from review.signed_in import is_secure
from review.words import KINDS, STATES

router = APIRouter(include_in_schema=False)
SEEN = ["GET", "HEAD"]
MOST, IN_FEED = 10_000, 50  # lines of a table, entries of a feed
WORDS = KINDS | STATES
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
}


@router.api_route("/vondsten.atom", methods=SEEN)
def feed(request: Request, asked: Annotated[SearchForm, Query()]) -> Response:
    """The newest hits of a search as an Atom feed."""
    scheme = "https" if is_secure(request.scope, place_of(request)) else "http"
    base = f"{scheme}://{request.url.netloc}"
    with holdings_of(request).reading() as sql:
        found = gather(sql, asked.q, asked.filters(order="newest"), IN_FEED)
        files = {hit.stem: released(sql, hit.stem) for hit in found.hits}

    def page_of(stem: str, page: int) -> str | None:
        there = files.get(stem)
        return f"{base}/redacted/{quote(there.redacted)}{f'#page={page}' if there.is_pdf else ''}" if there else None

    told = ", ".join(filter(None, (asked.q, *(value for _, value in asked.pairs)))) or "alles"
    content = as_feed(told, list(map(Find.of, found.hits)), page_of, f"{base}{request.url.path}?{request.url.query}")
    return Response(content, media_type="application/atom+xml; charset=utf-8", headers={"cache-control": PUBLIC})


@router.api_route("/vondsten.{kind}", methods=SEEN)
def table(request: Request, kind: str, asked: Annotated[SearchForm, Query()]) -> Response:
    """All hits of a search in their order, MOST at most."""
    if kind not in TYPES:
        raise Problem(404)
    with holdings_of(request).reading() as sql:
        found = gather(sql, asked.q, asked.filters(order=asked.order), MOST)
        lines = with_who(sql, found.hits)
    make = {"jsonl": as_jsonl, "parquet": as_parquet}.get(kind)
    table = as_csv if kind == "csv" else as_xlsx
    content = make(lines) if make else table(lines, WORDS)
    told = {"content-disposition": f'attachment; filename="vondsten.{kind}"', "cache-control": PUBLIC}
    return Response(content, media_type=TYPES[kind], headers=told)


@router.api_route("/deadlines.ics", methods=SEEN)
def calendar(request: Request) -> Response:
    """The calendar that `lakwerk calendar` made last."""
    file = place_of(request).calendar
    if file.is_symlink() or not file.is_file():
        raise Problem(404, "Er is nog geen agenda gemaakt. De beheerder doet dat met lakwerk calendar.")
    return FileResponse(file, media_type="text/calendar; charset=utf-8", headers={"cache-control": PUBLIC})
