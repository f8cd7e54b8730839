"""How the workspace answers: a page, JSON, or a problem in Dutch; and how it reads what is sent to it."""

from __future__ import annotations

import logging
import traceback
from asyncio import CancelledError
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from corpus.database import StoreTrouble
from corpus.errors import Damaged
from review.desk.accounts import FORM, form_of, is_form, me
from review.desk.asking import Refused
from review.page import templates
from review.problems import DETAILS, TITLES

log = logging.getLogger("lakwerk.review")
MOST_BYTES, MOST_DIGITS = 64 << 10, 9
JSON, PROBLEM = "application/json", "application/problem+json"
OLD_FORM = "Dit formulier is verlopen. Laad de bladzijde opnieuw; er is niets veranderd."
TROUBLE = (
    "De besluiten kunnen nu niet worden bewaard of gelezen. Uw laatste handeling is niet gedaan. Roep de beheerder."
)
NO_GALLEY = "Van dit stuk is geen drukproef. Draai lakwerk run opnieuw over het origineel."


def page(request: Request, name: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page for who is let in, or for a stranger."""
    state = request.scope.get("state", {})
    person = state.get("person")
    around = {
        "path": request.url.path,
        "user": person.name if person else "",
        "roles": sorted(role.value for role in person.roles) if person else [],
        "token": form_of(state["key"], person) if person else "",
        "four_eyes": state.get("four_eyes", False),
    }
    return HTMLResponse(templates("review.desk").get_template(name).render(around | values), status)


def as_json(told: object, status: int = 200) -> Response:
    return Response(orjson.dumps(told), status, media_type=JSON)


def problem(request: Request, status: int, detail: str = "", **more: object) -> Response:
    """The answer for what cannot be done: JSON for a script, else a page."""
    title = str(more.pop("title", TITLES.get(status, "Dit kan niet")))
    detail = detail or DETAILS.get(status, title)
    if _is_script(request):
        return Response(
            orjson.dumps({"title": title, "status": status, "detail": detail} | more), status, None, PROBLEM
        )
    return page(request, "problem.html", status, title=title, detail=detail)


def unexpected(request: Request, error: BaseException) -> Response:
    """The answer for a fault of ours; the log names its place, and nothing of a document."""
    if isinstance(error, CancelledError):  # the server is being stopped
        return problem(request, 503)
    last = traceback.extract_tb(error.__traceback__)[-1]
    log.error("%s in %s:%s", type(error).__name__, last.filename.rpartition("/")[2], last.lineno)
    return problem(request, 500, "Er ging bij ons iets mis. Uw laatste handeling is niet bewaard. Laad opnieuw.")


def add_problems(app: FastAPI) -> None:
    """Let an application tell its problems so."""
    app.add_exception_handler(Refused, lambda request, error: problem(request, error.status, error.detail))
    app.add_exception_handler(HTTPException, lambda request, error: problem(request, error.status_code))
    app.add_exception_handler(RequestValidationError, lambda request, error: problem(request, 422))
    app.add_exception_handler(StoreTrouble, _trouble)
    for missing in (FileNotFoundError, Damaged):
        app.add_exception_handler(missing, lambda request, error: problem(request, 404, NO_GALLEY))


def _trouble(request: Request, error: Exception) -> Response:
    log.warning("%s", error)
    return problem(request, 503, TROUBLE)


async def json_in(request: Request) -> dict[str, Any]:
    """What a script of ours sent; raises Refused. Another site can send any body as a form, but not this header."""
    check_form(request, {"formulier": request.headers.get(FORM, "")})
    try:
        told = orjson.loads(await _body(request))
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise Refused(400, "Dit verzoek kan niet worden gelezen.")
    return told


async def form_in(request: Request, most: int = MOST_BYTES) -> dict[str, str]:
    """The fields of a form that is ours; raises Refused."""
    try:
        told = parse_qs((await _body(request, most)).decode("utf-8"), keep_blank_values=True, max_num_fields=50)
    except ValueError:
        raise Refused(400, "Dit formulier kan niet worden gelezen.") from None
    fields = {name: values[-1] for name, values in told.items()}
    check_form(request, fields)
    return fields


def version_in(told: str) -> int:
    """The version that a form says, -1 where it says none."""
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= MOST_DIGITS else -1


def check_form(request: Request, fields: Mapping[str, str]) -> None:
    """Raises Refused for a form that was not made for who sends it."""
    if not is_form(request.scope["state"]["key"], me(request), fields.get("formulier", "")):
        raise Refused(403, OLD_FORM)


async def _body(request: Request, most: int = MOST_BYTES) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise Refused(413, "Dit is te veel in een keer.")
    return body


def _is_script(request: Request) -> bool:
    path = request.url.path
    return path.endswith((".json", "/handeling")) or JSON in request.headers.get("accept", "")
