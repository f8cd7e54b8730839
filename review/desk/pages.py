"""The pages of the workspace, but for the records: the list, a document, its preview, its history, the trail."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, RedirectResponse, Response

from anonymize.grounds import grounds
from corpus.events import Outdated
from corpus.review import State
from review.desk import batch
from review.desk import stand as stands
from review.desk.accounts import DECIDING, RELEASING, check, me
from review.desk.answers import as_json, form_in, page, version_in
from review.desk.asking import Refused
from review.desk.batch import Asked, Reviews
from review.desk.data import case_of, desk_of, seat_of, there, workplace_of
from review.desk.wordings import labelled, told
from review.desk.workplace import Preview
from review.headers import EDITION, PDF

router = APIRouter()
STATIC = Path(__file__).parent / "static"
TYPES = {
    "pdf": ("application/pdf", PDF),
    "txt": ("text/plain; charset=utf-8", PDF),
    "html": ("text/html; charset=utf-8", EDITION),
    "json": ("application/json", PDF),
}
CHANGED = "Iemand anders heeft dit stuk intussen veranderd. Bekijk het voorbeeld opnieuw; er is niets vrijgegeven."
NO_WHY = "Zeg waarom."


@router.get("/")
def documents(request: Request, toestand: str = "", q: str = "", sorteer: str = "naam", bladzijde: int = 1) -> Response:
    """The list of documents."""
    workplace = workplace_of(request)
    reviews: Reviews = request.app.state.reviews
    found = batch.items(workplace.documents(), reviews.all(), desk_of(request).index.seen(), reviews.counted)
    asked = Asked(toestand if toestand in batch.STATES else "", q[:200], sorteer, max(1, bladzijde))
    chosen = batch.chosen(found, asked)
    last = max(1, -(-len(chosen) // batch.PER_PAGE))
    asked = asked._replace(page=min(asked.page, last))
    shown = chosen[(asked.page - 1) * batch.PER_PAGE : asked.page * batch.PER_PAGE]
    return page(
        request,
        "documents.html",
        asked=asked,
        items=shown,
        amount=len(chosen),
        last=last,
        counts=batch.counted(found),
        total=len(found),
        orders=[(key, label) for key, (label, _) in batch.ORDERS.items()],
        running=workplace.running(),
        left=sum(item.left for item in found),
    )


@router.get("/voortgang.json")
def progress(request: Request) -> Response:
    """How far the run is that goes on, and how many documents there are."""
    workplace = workplace_of(request)
    running = workplace.running()
    return as_json({"running": running._asdict() if running else None, "documents": len(workplace.documents())})


@router.get("/stuk/{id}")
def document(request: Request, id: str) -> Response:
    """The document view; its script asks for the rest."""
    found = there(request, id)
    if not workplace_of(request).galley(id).is_file():
        return page(request, "held.html", document=found)
    case = case_of(request, id)
    shown = {
        "id": found.id,
        "name": found.name,
        "state": stands.state_of(found, case.review),
        "pages": len(case.galley.document.pages),
        "held": found.held,
    }
    return page(request, "document.html", document=shown, modules=modules())


@cache
def modules() -> tuple[str, ...]:
    """The scripts of the document view, so that a browser asks for all of them at once."""
    alone = {"progress.js", "preview.js"}
    return tuple(sorted(file.name for file in STATIC.glob("*.js") if file.name not in alone))


@router.get("/stuk/{id}/voorbeeld")
def preview(request: Request, id: str, opnieuw: bool = False) -> Response:
    """How it would be released, made anew where something changed; and the way to release it."""
    found, case, workplace = there(request, id), case_of(request, id), workplace_of(request)
    review = case.review
    closed = review.state in (State.RELEASED, State.REFUSED)
    made = workplace.seen_preview(id) if closed else workplace.preview(id, again=opnieuw)
    return page(
        request,
        "preview.html",
        document=found,
        state=stands.state_of(found, review),
        review=review,
        preview=made,
        pages=len(case.galley.document.pages),
        left=case.left,
        sample=sorted(stands.sampled(case) - review.seen),
        why_not=stands.why_not(case, seat_of(request)),
        may=stands.may(case, seat_of(request)),
        closed=closed,
        grounds=list({each.code: each for each in grounds().values()}.values()),
        files=[ending for ending in TYPES if workplace.released(id, ending)] if closed else [],
    )


@router.get("/stuk/{id}/voorbeeld.json")
def preview_state(request: Request, id: str) -> Response:
    """Whether the preview is ready."""
    there(request, id)
    made: Preview | None = workplace_of(request).seen_preview(id)
    return as_json({"state": made.state if made else "", "version": made.version if made else 0})


@router.get("/stuk/{id}/voorbeeld/stuk.{ending}")
def preview_file(request: Request, id: str, ending: str) -> Response:
    """A file as it would be released."""
    there(request, id)
    return _file(workplace_of(request).previewed(id, ending), ending, "")


@router.get("/stuk/{id}/voorbeeld/{number}.png")
def preview_page(request: Request, id: str, number: int, b: int = 1000) -> Response:
    """A page of the redacted PDF as it would be released."""
    there(request, id)
    file = workplace_of(request).previewed(id, "pdf")
    drawn = request.app.state.drawer.draw(file, number, b) if file else None
    if drawn is None:
        raise Refused(404, "Van deze bladzijde is geen afbeelding. Open het gelakte stuk zelf.")
    return Response(drawn, media_type="image/png")


@router.get("/stuk/{id}/vrijgegeven/stuk.{ending}")
def released_file(request: Request, id: str, ending: str) -> Response:
    """A file that was released."""
    found = there(request, id)
    return _file(workplace_of(request).released(id, ending), ending, f"{found.stem}.{ending}")


def _file(file: Any, ending: str, name: str) -> Response:
    if file is None or ending not in TYPES:
        raise Refused(404, "Dit bestand is er niet, of niet meer.")
    kind, policy = TYPES[ending]
    return FileResponse(file, media_type=kind, filename=name or None, headers={"content-security-policy": policy})


@router.post("/stuk/{id}/vrijgeven")
async def release(request: Request, id: str) -> Response:
    """Let a document go, or refuse all of it."""
    fields = await form_in(request)
    return await run_in_threadpool(_release, request, id, fields)


def _release(request: Request, id: str, fields: dict[str, str]) -> Response:
    found, case = there(request, id), case_of(request, id)
    check(me(request), RELEASING)
    if case.review.state in (State.RELEASED, State.REFUSED):
        raise Refused(409, "Dit stuk is al vrijgegeven.")
    if why_not := stands.why_not(case, seat_of(request)):
        raise Refused(403, why_not)
    if fields.get("versie") != str(case.review.version):
        raise Refused(409, CHANGED)
    try:
        wrong = workplace_of(request).release(found.id, case.review.version, me(request).name)
    except Outdated:
        wrong = CHANGED
    if wrong:
        raise Refused(409, wrong)
    return RedirectResponse(f"/stuk/{id}/voorbeeld", 303)


@router.post("/stuk/{id}/terugnemen")
async def withdraw(request: Request, id: str) -> Response:
    """Take back what was released."""
    fields = await form_in(request)
    return await run_in_threadpool(_withdraw, request, id, fields)


def _withdraw(request: Request, id: str, fields: dict[str, str]) -> Response:
    found, case = there(request, id), case_of(request, id)
    check(me(request), RELEASING)
    why = fields.get("why", "").strip()
    if case.review.released is None:
        raise Refused(409, "Dit stuk is niet vrijgegeven.")
    if not why:
        raise Refused(422, NO_WHY)
    workplace_of(request).withdraw(found.id, me(request).name, why[:4000])
    return RedirectResponse(f"/stuk/{id}/voorbeeld", 303)


@router.post("/stuk/{id}/stap")
async def step(request: Request, id: str) -> Response:
    """Hand to the second reader, give back, refuse the whole document, undo: by a form without a script."""
    fields = await form_in(request)
    return await run_in_threadpool(_step, request, id, fields)


def _step(request: Request, id: str, fields: dict[str, str]) -> Response:
    found = there(request, id)
    check(me(request), DECIDING)
    version = version_in(fields.get("versie", ""))
    if version < 0:
        raise Refused(400, CHANGED)
    try:
        desk_of(request).act(found, {**fields, "version": version}, seat_of(request))
    except Outdated:
        raise Refused(409, CHANGED) from None
    return RedirectResponse(f"/stuk/{id}/voorbeeld", 303)


@router.get("/stuk/{id}/verloop")
def history(request: Request, id: str) -> Response:
    """What was done to a document, the last first."""
    found = there(request, id)
    events = workplace_of(request).events.of(id)
    labels = labelled(events)
    rows = [(event.version, event.at, event.who, told(event, labels)) for event in reversed(events)]
    case = case_of(request, id) if workplace_of(request).galley(id).is_file() else None
    state = stands.state_of(found, case.review) if case else stands.HELD
    exchanging = case is not None and not case.galley.document.name.lower().endswith(".txt")
    version = events[-1].version if events else 0
    return page(request, "history.html", document=found, state=state, rows=rows, exchanging=exchanging, version=version)
