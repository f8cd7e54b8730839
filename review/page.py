"""A page of the site from its template: everything that is put in is escaped, and no page needs a script."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from review import words


@cache
def templates(package: str) -> Environment:
    """The templates of a package, with the words of the records."""
    made = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"day": day, "moment": moment, "marked": marked}
    made.globals |= {
        "interval": interval,
        "deadline": words.deadline,
        "KINDS": words.KINDS,
        "STATES": words.STATES,
        "EVENTS": words.EVENTS,
        "ORDERS": words.ORDERS,
    }
    return made


def page(request: Request, name: str, status: int = 200, **values: object) -> HTMLResponse:
    """The page of a template; it also knows the path and who is signed in."""
    around = {"path": request.url.path, "user": request.scope.get("state", {}).get("user")}
    return HTMLResponse(templates("review").get_template(name).render(around | values), status)


def day(told: str | None) -> str:
    return words.day(told) if told else "datum onbekend"


def moment(at: str) -> str:
    """A moment in UTC as people here read it: "29 november 2026, 10:15".

    >>> moment("2026-11-29T09:15:00+00:00")
    '29 november 2026, 10:15'
    """
    try:
        here = datetime.fromisoformat(at).astimezone(ZoneInfo("Europe/Amsterdam"))
    except ValueError:
        return at
    return f"{words.day(here.date().isoformat())}, {here:%H:%M}"


def interval(earliest: str | None, latest: str | None) -> str:
    return words.interval(earliest, latest) or "geen dag te bepalen"


def marked(sentence: str, marks: Sequence[tuple[int, int]]) -> Markup:
    """A sentence with its searched words marked.

    >>> marked("A & B", [(4, 5)])
    Markup('A &amp; <mark>B</mark>')
    """
    made, at = Markup(), 0
    for start, end in marks:
        made += escape(sentence[at:start]) + Markup("<mark>") + escape(sentence[start:end]) + Markup("</mark>")
        at = end
    return made + escape(sentence[at:])
