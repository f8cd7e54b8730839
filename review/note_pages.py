"""One's own note with a record, for who is signed in: shown to nobody else, and saved by a form that is ours."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from review.api import holdings_of, place_of
from review.documents import Released, are_released, released
from review.entries import read_entry
from review.notes import MOST_LETTERS, Note, Notes, digest
from review.page import page
from review.problems import Problem
from review.signed_in import COOKIE, is_ours, is_secure, new_ticket, token

MOST_BYTES = 32_768
OUTDATED = "Dit formulier is verlopen. Ga terug, laad de bladzijde opnieuw en bewaar uw notitie nog eens."

router = APIRouter(include_in_schema=False)


def noted(
    request: Request, document: Released, entry: dict[str, Any], *, thread: dict[str, Any] | None, kept: bool
) -> Response:
    """The page of a record; for who is signed in with their note, and the form to change it."""
    values: dict[str, Any] = {"document": document, "entry": entry, "thread": thread, "kept": kept}
    user = _user(request)
    if user is None:
        return page(request, "record.html", **values, note=None, token=None, changed=False)
    notes = _notes(request)
    note = notes.of(user, document.stem, entry["record"].rpartition("#")[2])
    changed = note is not None and note.sentence != digest(entry["sentence"])
    ticket = request.cookies.get(COOKIE) or new_ticket()
    form = token(notes.key(), user, ticket)
    made = page(request, "record.html", **values, note=note, token=form, changed=changed)
    secure = is_secure(request.scope, place_of(request))
    made.set_cookie(COOKIE, ticket, httponly=True, samesite="strict", secure=secure, path="/")
    return made


@router.post("/stukken/{stem}/{id}/notitie")
async def save(request: Request, stem: str, id: str) -> Response:
    """Keep a note and show the record again."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise Problem(413, f"Een notitie heeft hoogstens {MOST_LETTERS} tekens.")
    try:
        told = parse_qs(body.decode("utf-8"), max_num_fields=10)
    except ValueError:
        raise Problem(400, "Dit formulier kan niet worden gelezen.") from None
    fields = {name: values[0] for name, values in told.items()}
    return await run_in_threadpool(_save, request, stem, id, fields)


@router.get("/notities")
def list_own(request: Request) -> Response:
    """One's own notes."""
    user = _user(request)
    if user is None:
        raise Problem(404)
    notes = _notes(request).all_of(user)
    with holdings_of(request).reading() as sql:
        seen = are_released(sql, {note.stem for note in notes})
    return page(request, "notes.html", notes=notes, seen=seen)


def _save(request: Request, stem: str, id: str, fields: dict[str, str]) -> Response:
    user = _user(request)
    if user is None:
        raise Problem(403, "Alleen wie is aangemeld, kan een notitie bewaren.")
    notes = _notes(request)
    if not is_ours(notes.key(), user, request.cookies.get(COOKIE, ""), fields.get("token", "")):
        raise Problem(403, OUTDATED)
    text = fields.get("text", "").replace("\r\n", "\n").strip()
    if len(text) > MOST_LETTERS:
        raise Problem(413, f"Een notitie heeft hoogstens {MOST_LETTERS} tekens; deze heeft er {len(text)}.")
    with holdings_of(request).reading() as sql:
        document = released(sql, stem)
        entry = read_entry(sql, place_of(request), document, id) if document else None
    if document is None or entry is None:
        raise Problem(404)
    notes.save(user, Note(document.stem, id, digest(entry["sentence"]), text, fields.get("settled") == "1"))
    return RedirectResponse(f"/stukken/{quote(document.stem)}/{id}?bewaard=1#notitie", status_code=303)


def _user(request: Request) -> str | None:
    user: str | None = request.scope["state"]["user"]
    return user


def _notes(request: Request) -> Notes:
    notes: Notes = request.app.state.notes
    return notes
