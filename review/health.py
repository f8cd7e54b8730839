"""Is the site there for its visitors? "ok", or 503 where the store is away; nothing else is told."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from sqlalchemy import select

from corpus.database import StoreTrouble
from corpus.schema import documents
from review.api import holdings_of

OK, AWAY = "ok", "away"
router = APIRouter(include_in_schema=False)


@router.api_route("/health", methods=["GET", "HEAD"])
def health(request: Request) -> Response:
    """For a reverse proxy or a monitor."""
    try:
        with holdings_of(request).reading() as sql:
            sql.execute(select(documents.c.number).limit(1)).first()
    except StoreTrouble:  # it names a file, which is not for the public
        return PlainTextResponse(AWAY, 503)
    return PlainTextResponse(OK)
