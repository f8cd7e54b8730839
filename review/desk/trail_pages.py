"""The trail: who did what, when and why, as a page and as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import orjson
from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from corpus.spreadsheet import Column, as_csv
from corpus.trail import Entry
from review.desk.accounts import me
from review.desk.answers import page
from review.desk.asking import Refused
from review.desk.data import workplace_of
from review.desk.workplace import Role

router = APIRouter()
SHOWN = 200
COLUMNS = (
    ("number", "Nummer"), ("at", "Tijd (UTC)"), ("who", "Wie"), ("what", "Wat"), ("document", "ID"), ("stem", "Stuk"),
    ("ground", "Grond"), ("why", "Waarom"), ("configuration", "Instellingen"), ("previous", "Vorige hash"),
    ("hash", "Hash"),
)  # fmt: skip


@router.get("/logboek")
def trail(request: Request) -> Response:
    """The newest rows."""
    _check(request)
    rows = list(workplace_of(request).trail())
    return page(request, "trail.html", rows=list(islice(reversed(rows), SHOWN)), total=len(rows))


@router.get("/logboek.csv")
def as_table(request: Request) -> Response:
    """All rows as CSV."""
    _check(request)
    table = [tuple(getattr(row, name) for name, _ in COLUMNS) for row in workplace_of(request).trail()]
    content = as_csv([Column(label, 20) for _, label in COLUMNS], table)
    return Response(content, media_type="text/csv; charset=utf-8", headers=_named("csv"))


@router.get("/logboek.jsonl")
def as_lines(request: Request) -> Response:
    """All rows as JSON Lines, in which the chain of hashes can be checked."""
    _check(request)
    return StreamingResponse(
        _lines(workplace_of(request).trail()), media_type="application/jsonl", headers=_named("jsonl")
    )


def _lines(rows: Iterable[Entry]) -> Iterator[bytes]:
    for row in rows:
        yield orjson.dumps(row._asdict()) + b"\n"


def _named(ending: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="logboek.{ending}"'}


def _check(request: Request) -> None:
    if me(request).roles <= {Role.READER}:
        raise Refused(403, "Uw rol mag het logboek niet zien.")
