"""What goes wrong, told in Dutch: to programs as RFC 9457 says, to people as a page. Never with a trace."""

from __future__ import annotations

import logging
import traceback
from asyncio import CancelledError
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from corpus.database import StoreTrouble
from corpus.query import BadQuery
from review.asked import UnknownParameter
from review.page import page

API = "/api/"
log = logging.getLogger("lakwerk.web")
TITLES = {
    400: "Deze vraag kan niet worden gesteld",
    403: "Dit mag niet",
    404: "Niet gevonden",
    405: "Deze methode kan hier niet",
    413: "Te groot",
    422: "Een waarde klopt niet",
    500: "Er ging iets mis",
    503: "Even niet bereikbaar",
}
DETAILS = {
    404: "Dit is er niet, of niet meer.",
    405: "Dit adres kent deze methode niet.",
    500: "Er ging bij ons iets mis. Probeer het later opnieuw.",
    503: "De gegevens zijn nu niet te lezen. Probeer het over een minuut opnieuw.",
}
RETRY_SECONDS = "30"
# By the beginning of pydantic's names of errors.
WORDINGS = (
    ("int", "geef een heel getal"),
    ("greater_than", "geef een getal van 1 tot en met 100"),
    ("less_than", "geef een getal van 1 tot en met 100"),
    ("literal", "dit is geen van de waarden die er zijn: {expected}"),
    ("string_too_long", "geef hoogstens {max_length} tekens"),
    ("too_long", "geef hoogstens {max_length} waarden"),
)
DAYS = frozenset({"due_before", "due_from", "overdue", "on"})


class Problem(Exception):  # noqa: N818 - said as what it is
    """Something that a user should be told, with the HTTP status that says so."""

    def __init__(self, status: int, detail: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail or DETAILS[status]


def told(request: Request, status: int, detail: str, errors: Iterable[Mapping[str, str]] = ()) -> Response:
    """The answer for a problem: JSON below /api/, else a page."""
    title = TITLES.get(status) or HTTPStatus(status).phrase
    more = {"Retry-After": RETRY_SECONDS} if status == 503 else {}
    if not request.url.path.startswith(API):
        shown = page(request, "problem.html", status, title=title, detail=detail, errors=list(errors))
        shown.headers.update(more)
        return shown
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    body |= {"instance": request.url.path} | ({"errors": list(errors)} if errors else {})
    return Response(orjson.dumps(body), status, more, "application/problem+json")


def unexpected(request: Request, error: BaseException) -> Response:
    """The answer for a fault of ours; the log names its place, and nothing that was asked or found."""
    if isinstance(error, CancelledError):  # the server is being stopped
        return told(request, 503, DETAILS[503])
    last = traceback.extract_tb(error.__traceback__)[-1]
    log.error("%s in %s:%s", type(error).__name__, last.filename.rpartition("/")[2], last.lineno)
    return told(request, 500, DETAILS[500])


def add_problems(app: FastAPI) -> None:
    """Let an application tell its problems so."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Problem, lambda request, error: told(request, _status(error), str(error)))
    for refused in (BadQuery, UnknownParameter):
        app.add_exception_handler(refused, lambda request, error: told(request, 400, str(error)))
    app.add_exception_handler(StoreTrouble, _trouble)


def _status(error: Exception) -> int:
    assert isinstance(error, Problem)
    return error.status


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    made = told(request, error.status_code, DETAILS.get(error.status_code, TITLES.get(error.status_code, "")))
    made.headers.update(error.headers or {})
    return made


def _trouble(request: Request, error: Exception) -> Response:
    log.warning("%s", error)  # it names the file and what to do, which is not for the public
    return told(request, 503, DETAILS[503])


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [{"parameter": _name(each), "detail": _wording(each)} for each in error.errors()]
    detail = "; ".join(f"{each['parameter']}: {each['detail']}" for each in errors) + "."
    return told(request, 422, detail, errors)


def _name(error: Mapping[str, Any]) -> str:
    return str(error["loc"][1]) if len(error["loc"]) > 1 else "verzoek"


def _wording(error: Mapping[str, Any]) -> str:
    if _name(error) in DAYS:
        return "geef een dag als 2026-01-31"
    wording = next((told for start, told in WORDINGS if error["type"].startswith(start)), "deze waarde kan niet")
    return wording.format(**{"expected": "", "max_length": ""} | error.get("ctx", {})).replace(" or ", " of ")
