"""Boxes out and in as XFDF, so that who works with Acrobat can take part. What comes in is one action, to be undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from starlette.formparsers import MultiPartException, MultiPartParser

from anonymize.grounds import spelled
from anonymize.officer import near
from corpus.events import Outdated
from corpus.instructions import HIDE, SHOW
from corpus.plots import Plot, plain, plots_of
from corpus.xfdf import Framed, XfdfRefused, write_xfdf
from corpus.xfdf_read import read_xfdf
from review.desk import stand as stands
from review.desk.answers import check_form, page, version_in
from review.desk.asking import Refused
from review.desk.case import Case
from review.desk.data import case_of, desk_of, seat_of, there, workplace_of
from review.desk.findings import Finding
from review.desk.workplace import Listed

router = APIRouter()
MOST_BYTES = 21 << 20
MOST_BOXES = 5_000
TYPE = "application/vnd.adobe.xfdf"
NO_PAGES = "Een tekstbestand heeft geen bladzijden met vakken."
CHANGED = "Iemand anders heeft dit stuk intussen veranderd. Lever het bestand nog eens in."
TOO_LARGE = "Dit bestand is te groot. Een XFDF met vakken is hoogstens enkele megabytes."


class InMemory(MultiPartParser):
    """A form whose file goes to no temporary folder: its comments may hold what is hidden."""

    spool_max_size = MOST_BYTES


@router.get("/stuk/{id}/vakken.xfdf")
def boxes_out(request: Request, id: str) -> Response:
    """Every hidden finding as an annotation on the original."""
    document, case = there(request, id), case_of(request, id)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    content = write_xfdf(_framed(case), _plots(request, case, id), document.name, now)
    name = f"{document.stem}.xfdf".replace('"', "")
    return Response(content, media_type=TYPE, headers={"content-disposition": f'attachment; filename="{name}"'})


@router.post("/stuk/{id}/vakken")
async def boxes_in(request: Request, id: str) -> Response:
    """Take the boxes of a file over."""
    if int(request.headers.get("content-length") or MOST_BYTES + 1) > MOST_BYTES:
        raise Refused(413, TOO_LARGE)
    try:
        form = await InMemory(request.headers, request.stream(), max_files=1, max_fields=5).parse()
    except MultiPartException:
        raise Refused(400, "Dit formulier kan niet worden gelezen.") from None
    check_form(request, {name: value for name, value in form.items() if isinstance(value, str)})
    file, version = form.get("bestand"), form.get("versie")
    data = await file.read() if file is not None and not isinstance(file, str) else b""
    await form.close()
    if not data:
        raise Refused(422, "Kies eerst een XFDF-bestand.")
    return await run_in_threadpool(_take, request, id, data, str(version or ""))


def _take(request: Request, id: str, data: bytes, version: str) -> Response:
    document, case = there(request, id), case_of(request, id)
    try:
        taken = read_xfdf(data, _plots(request, case, id), spelled)
    except XfdfRefused as error:
        raise Refused(422, error.detail) from None
    new = [framed for framed in taken.boxes if not _is_known(case, framed)]
    if len(new) > MOST_BOXES:
        raise Refused(422, f"Dit bestand heeft meer dan {MOST_BOXES} vakken die er nog niet zijn.")
    told = ""
    if new:
        asked = {"do": "boxes", "boxes": new, "version": version_in(version)}
        try:
            told = desk_of(request).act(document, asked, seat_of(request))["told"]
        except Outdated:
            raise Refused(409, CHANGED) from None
    return _shown(request, document, told, taken.remarks, _missing(case, taken.boxes))


def _shown(request: Request, document: Listed, told: str, remarks: tuple[str, ...], missing: int) -> Response:
    case = case_of(request, document.id)
    state = stands.state_of(document, case.review)
    return page(request, "exchanged.html", document=document, state=state, told=told, remarks=remarks, missing=missing)


def _framed(case: Case) -> Iterator[Framed]:
    for finding in case.findings.values():
        if finding.hidden:
            for box in finding.boxes:
                yield Framed(
                    box,
                    HIDE,
                    finding.ground,
                    finding.category.value,
                    finding.reason,
                    finding.by or "Lakwerk",
                    finding.id,
                )


def _is_known(case: Case, framed: Framed) -> bool:
    """Whether a box says nothing that is not so: the file may be the one that was given out."""
    return any(_says(finding, framed) for finding in case.findings.values() if finding.page == framed.page)


def _says(finding: Finding, framed: Framed) -> bool:
    if not any(near(box, framed.box) for box in finding.boxes):
        return False
    if framed.what == SHOW:
        return not finding.hidden
    return finding.hidden and finding.ground == framed.ground


def _missing(case: Case, boxes: tuple[Framed, ...]) -> int:
    """How many boxes of ours the file does not have: these stay."""
    given = {framed.id for framed in boxes if framed.id}
    return sum(finding.hidden and finding.id not in given for finding in case.findings.values()) if given else 0


def _plots(request: Request, case: Case, id: str) -> tuple[Plot, ...]:
    pages = case.galley.document.pages
    if case.galley.document.name.lower().endswith(".txt"):
        raise Refused(422, NO_PAGES)
    file: Path | None = workplace_of(request).pages(id)
    if file is None:
        raise Refused(404, "Het origineel is er niet meer, dus zijn de vakken niet te plaatsen.")
    if file.suffix.lower() == ".pdf":
        return tuple(plots_of(file, [page.turn for page in pages]))
    return tuple(plain(page.width, page.height) for page in pages)
