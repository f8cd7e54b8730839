"""The public files of DIR: redacted documents, their accessible editions, and pictures of the lines of a record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from corpus.errors import Damaged, NeedsPassword, TooLarge
from review.api import holdings_of, place_of
from review.documents import of_file, record_of, released
from review.entries import SORTS
from review.evidence import Strip, picture
from review.headers import EDITION, PDF, PUBLIC
from review.problems import Problem

STYLE = Path(__file__).parent / "static" / "site.css"
ENDING = ".html"
TYPES = {".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8"}

router = APIRouter(include_in_schema=False)
SEEN = ["GET", "HEAD"]


@router.api_route("/redacted/{name}", methods=SEEN)
def redacted(request: Request, name: str) -> Response:
    """The redacted file of a released document."""
    with holdings_of(request).reading() as sql:
        found = of_file(sql, name)
    if found is None:
        raise Problem(404)
    kind = TYPES.get(Path(found.redacted).suffix, "application/octet-stream")
    return _file(place_of(request).redacted(found.redacted), kind, PDF)


@router.api_route("/accessible/{name}", methods=SEEN)
def accessible(request: Request, name: str) -> Response:
    """The accessible edition of a released document."""
    with holdings_of(request).reading() as sql:
        found = released(sql, name.removesuffix(ENDING)) if name.endswith(ENDING) else None
    if found is None:
        raise Problem(404)
    return _file(place_of(request).accessible(found.stem), "text/html; charset=utf-8", EDITION)


@router.api_route("/bewijs/{stem}/{id}/{page}.png", methods=SEEN)
def evidence(request: Request, stem: str, id: str, page: int) -> Response:
    """The lines of a record on one of its pages."""
    with holdings_of(request).reading() as sql:
        found = released(sql, stem)
    if found is None or not found.is_pdf or id[:1] not in SORTS:
        raise Problem(404)
    rows: list[dict[str, Any]] = record_of(place_of(request), found)[f"{SORTS[id[0]]}s"]
    boxes = [box for row in rows if row["id"] == id for box in row.get("boxes", ()) if box[0] == page]
    strips: list[Strip] = [(right, top, bottom) for _, _, top, right, bottom in boxes if right > 0]
    if not strips:
        raise Problem(404)
    try:
        drawn = picture(place_of(request).redacted(found.redacted), page, strips)
    except (OSError, Damaged, NeedsPassword, TooLarge):
        raise Problem(404, "Van deze bladzijde kan geen afbeelding worden gemaakt. Open het stuk zelf.") from None
    return Response(drawn, media_type="image/png", headers={"cache-control": "max-age=60"})


@router.api_route("/site.css", methods=SEEN)
def style() -> Response:
    return FileResponse(STYLE, media_type="text/css; charset=utf-8", headers={"cache-control": "max-age=3600"})


def _file(file: Path, kind: str, policy: str) -> Response:
    """A file of DIR as it lies there; one that is away, or a link to elsewhere, is not found."""
    if file.is_symlink() or not file.is_file():
        raise Problem(404)
    return FileResponse(file, media_type=kind, headers={"content-security-policy": policy, "cache-control": PUBLIC})
