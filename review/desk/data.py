"""What the script of the document view asks for, and the one way in which it changes anything."""

from __future__ import annotations

import re
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from corpus.events import Outdated
from corpus.instructions import EVERYWHERE, HIDE, Instruction
from corpus.page_picture import text_picture
from review.desk import stand as stands
from review.desk.accounts import me
from review.desk.act import Desk
from review.desk.answers import as_json, json_in, problem
from review.desk.asking import Refused
from review.desk.case import Case
from review.desk.drawing import Drawer
from review.desk.findings import lines
from review.desk.stand import Seat
from review.desk.wordings import labelled, told, wanted
from review.desk.workplace import Listed, Workplace
from review.evidence import Strip
from review.evidence import picture as lines_picture

router = APIRouter()
AROUND = 40  # characters shown before and after a hit
BLANKS = re.compile(r"\s+")
MOST_HITS = 500
BY_FORM = frozenset({"boxes", "correct"})  # whose facts are checked where the form is read
NO_PICTURE = "Van deze bladzijde kan geen afbeelding worden gemaakt: het origineel is er niet, of niet te tekenen."
FIRST = "Iemand anders was u voor"
SINCE = "Sinds u dit stuk bekeek, is er iets veranderd. Uw handeling is nog niet gedaan."


def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def workplace_of(request: Request) -> Workplace:
    workplace: Workplace = request.app.state.workplace
    return workplace


def there(request: Request, id: str) -> Listed:
    """A document of DIR; raises Refused."""
    found = workplace_of(request).document(id)
    if found is None:
        raise Refused(404, "Dit stuk is er niet, of niet meer.")
    return found


def seat_of(request: Request) -> Seat:
    return Seat(me(request), workplace_of(request).rules)


def case_of(request: Request, id: str) -> Case:
    return desk_of(request).cases.of(id)


@router.get("/stuk/{id}/stand.json")
def stand(request: Request, id: str) -> Response:
    """Everything about a document."""
    document = there(request, id)
    twins = [found for twin in desk_of(request).index.twins(id) if (found := workplace_of(request).document(twin))]
    case = case_of(request, id)
    _count(request, case)
    return as_json(stands.stand(case, document, seat_of(request), twins))


def _count(request: Request, case: Case) -> None:
    """The list tells how much is left, without opening documents."""
    request.app.state.reviews.count(case.galley.document.id, case.review.version, case.left)


@router.get("/stuk/{id}/versie.json")
def version(request: Request, id: str) -> Response:
    """Whether somebody did anything."""
    document, case = there(request, id), case_of(request, id)
    return as_json({"version": case.review.version, "state": stands.state_of(document, case.review)})


@router.get("/stuk/{id}/bladzijde/{number}.png")
def picture(request: Request, id: str, number: int, b: int = 1400) -> Response:
    """A page of the original as a picture."""
    drawn = drawn_page(request, there(request, id), number, b)
    if drawn is None:
        raise Refused(404, NO_PICTURE)
    return Response(drawn, media_type="image/png", headers={"cache-control": "private, max-age=3600"})


def drawn_page(request: Request, document: Listed, number: int, width: int) -> bytes | None:
    """A page of the original, of the PDF that was made of it, or of its words where it has no pages."""
    case = case_of(request, document.id)
    if not 1 <= number <= len(case.galley.document.pages):
        return None
    if case.galley.document.name.lower().endswith(".txt"):
        return text_picture(case.galley.document, number, width)
    drawer: Drawer = request.app.state.drawer
    pages = workplace_of(request).pages(document.id)
    turn = case.galley.document.pages[number - 1].turn
    return drawer.draw(pages, number, width, turn) if pages else None


@router.get("/stuk/{id}/regels/{record}/{number}.png")
def lines_of(request: Request, id: str, record: str, number: int) -> Response:
    """The lines of a record on a page of the redacted document."""
    there(request, id)
    told, file = workplace_of(request).record(id), workplace_of(request).placed(id, "pdf")
    rows = [row for sort in ("commitments", "motions", "deadlines") for row in (told or {}).get(sort, ())]
    boxes = [box for row in rows if row["id"] == record for box in row.get("boxes", ()) if box[0] == number]
    strips: list[Strip] = [(right, top, bottom) for _, _, top, right, bottom in boxes if right > 0]
    if file is None or not strips:
        raise Refused(404, NO_PICTURE)
    return Response(lines_picture(file, number, strips), media_type="image/png")


@router.get("/stuk/{id}/woorden/{number}.json")
def words(request: Request, id: str, number: int) -> Response:
    """The words of a page with their places, for a box that is drawn around them."""
    there(request, id)
    document = case_of(request, id).galley.document
    told = [
        [*(round(side, 1) for side in word.box[1:]), word.text, start, start + len(word.text)]
        for word, start in zip(document.words, document.starts, strict=True)
        if word.box.page == number and word.text
    ]
    return as_json(told)


@router.post("/stuk/{id}/zoek.json")
async def search(request: Request, id: str) -> Response:
    """Where a wording stands, and in how many other documents. Asked in a body: an address may end up in a log."""
    return await run_in_threadpool(_search, request, id, str((await json_in(request)).get("q") or ""))


def _search(request: Request, id: str, q: str) -> Response:
    there(request, id)
    case, text = case_of(request, id), " ".join(q.split())
    document = case.galley.document
    spans = Instruction(HIDE, text, EVERYWHERE, "", "", "", "", "").spans(document) if text else []
    hidden = [each.span for each in case.findings.values() if each.hidden and each.span]
    hits: list[dict[str, Any]] = [
        {
            "page": document.page_of(span),
            "boxes": [[round(side, 1) for side in box[1:]] for box in lines(document, span)],
            "before": BLANKS.sub(" ", document.text[max(0, span.start - AROUND) : span.start]),
            "text": document.at(span),
            "after": BLANKS.sub(" ", document.text[span.end : span.end + AROUND]),
            "hidden": any(other.covers(span) for other in hidden),
        }
        for span in spans[:MOST_HITS]
    ]
    elsewhere = desk_of(request).elsewhere(id, text) if text else 0
    return as_json({"q": text, "hits": hits, "total": len(spans), "elsewhere": elsewhere})


@router.post("/stuk/{id}/handeling")
async def act(request: Request, id: str) -> Response:
    """Do something to a document; it is on the disk before the answer goes."""
    return await run_in_threadpool(_act, request, id, await json_in(request))


def _act(request: Request, id: str, asked: dict[str, Any]) -> Response:
    document = there(request, id)
    if asked.get("do") in BY_FORM:
        raise Refused(400, "Deze handeling gaat met een formulier.")
    try:
        answer = desk_of(request).act(document, asked, seat_of(request))
        _count(request, case_of(request, id))
        return as_json(answer)
    except Outdated as outdated:
        return _outdated(request, id, asked, outdated)


def _outdated(request: Request, id: str, asked: dict[str, Any], outdated: Outdated) -> Response:
    """Somebody was first: what they did, and what was asked for."""
    labels = labelled(workplace_of(request).events.of(id))
    since = [
        {"number": event.version, "at": event.at, "who": event.who, "told": told(event, labels)}
        for event in outdated.since
    ]
    case = case_of(request, id)
    yours = wanted(asked, case.findings.get(str(asked.get("finding"))))
    return problem(request, 409, SINCE, title=FIRST, version=case.review.version, since=since, yours=yours)
