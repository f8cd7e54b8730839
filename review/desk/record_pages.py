"""The records tab: confirm, correct, add, reject; by forms that need no script."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from corpus.corrections import BadCorrection, Correction, What
from corpus.events import Outdated
from corpus.instructions import EVERYWHERE, HIDE, Instruction
from corpus.review import State
from review.desk import stand as stands
from review.desk.accounts import DECIDING, me
from review.desk.answers import form_in, page, version_in
from review.desk.asking import Refused
from review.desk.case import Case
from review.desk.data import case_of, desk_of, seat_of, there, workplace_of
from review.desk.records import empty, entries, told_of
from review.desk.workplace import Listed

router = APIRouter()
MOST_BYTES = 256 << 10
LABEL = re.compile(r"\[\d[\w.]*\]")
NO_RECORD = "Van dit stuk zijn nu geen gegevens: het is in quarantaine of wordt opnieuw gemaakt."
CHANGED = "Iemand anders heeft dit stuk intussen veranderd. Kijk of uw wijziging nog klopt en bewaar haar opnieuw."


@router.get("/stuk/{id}/toezeggingen")
def records(request: Request, id: str) -> Response:
    """The records of a document, with all that people said of them."""
    return _shown(request, there(request, id))


@router.post("/stuk/{id}/toezeggingen")
async def correct(request: Request, id: str) -> Response:
    """Say something about a record."""
    fields = await form_in(request, MOST_BYTES)
    return await run_in_threadpool(_correct, request, id, fields)


def _correct(request: Request, id: str, fields: dict[str, str]) -> Response:
    document = there(request, id)
    hand = {"who": me(request).name, "at": datetime.now(UTC).isoformat(timespec="milliseconds")}
    try:
        told = told_of(fields) | hand
        _check(case_of(request, id), told)
        asked = {"do": "correct", "correction": told, "version": version_in(fields.get("version", ""))}
        desk_of(request).act(document, asked, seat_of(request))
    except BadCorrection as error:
        return _shown(request, document, fields, str(error), 422)
    except Outdated:
        return _shown(request, document, fields, CHANGED, 409)
    return RedirectResponse(f"/stuk/{id}/toezeggingen#{fields.get('key', '')}", 303)


def _check(case: Case, told: Mapping[str, Any]) -> None:
    """Raises BadCorrection for an addition that cannot be: no such page, no such sentence, nothing promised."""
    document = case.galley.document
    if told["what"] != What.ADD:
        return
    if told["page"] > len(document.pages):
        raise BadCorrection(f"Dit stuk heeft {len(document.pages)} bladzijden.")
    if not told["fields"].get("action"):
        raise BadCorrection("Vul in wat is toegezegd.")
    # A label stands for what is hidden; the rest of the sentence must be there to the letter.
    sentence = Correction.of(told).sentence
    wanted = Instruction(HIDE, sentence, EVERYWHERE, "", "", "", "", "")
    if not LABEL.search(sentence) and not wanted.spans(document):
        raise BadCorrection("Deze zin staat niet in het stuk. Neem hem letterlijk over.")


def _shown(
    request: Request, document: Listed, typed: Mapping[str, str] | None = None, error: str = "", status: int = 200
) -> Response:
    record = workplace_of(request).record(document.id)
    if record is None:
        raise Refused(404, NO_RECORD)
    case = case_of(request, document.id)
    review = case.review
    picture = _picture(document, record)
    return page(
        request,
        "records.html",
        status,
        document=document,
        state=stands.state_of(document, review),
        version=review.version,
        may=me(request).may(DECIDING) and review.state not in (State.RELEASED, State.REFUSED),
        entries=entries(record, review.corrected, picture, typed, error),
        new=empty(typed, error),
        error=error,
    )


def _picture(document: Listed, record: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], str | None]:
    if str(record["document"]["source"]).endswith(".txt"):
        return lambda found: None

    def address(found: Mapping[str, Any]) -> str | None:
        boxes = found.get("boxes") or ()
        pages = {box[0] for box in boxes if box[3] > 0}
        return f"/stuk/{document.id}/regels/{found['id']}/{min(pages)}.png" if pages else None

    return address
