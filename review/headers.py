"""What every answer says to a browser: load nothing from elsewhere, run nothing, keep nothing of a user."""

from __future__ import annotations

from asyncio import CancelledError
from typing import TYPE_CHECKING

from fastapi import Request
from starlette.datastructures import MutableHeaders

from review.place import Place
from review.problems import unexpected
from review.signed_in import user_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

CLOSED = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
PAGES = f"{CLOSED}; style-src 'self'; img-src 'self'; form-action 'self'"
# The accessible edition holds its style in itself; a browser draws a PDF with styles and parts of its own.
EDITION = f"{CLOSED}; style-src 'unsafe-inline'; form-action 'none'"
PDF = f"{CLOSED}; style-src 'unsafe-inline'; object-src 'self'; form-action 'none'"
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
# What was withdrawn must not live on in a cache: it is asked for anew each time.
PUBLIC, OWN = "no-cache", "no-store"


class Guarded:
    """Around an application: says who is signed in, adds the headers, and answers for what nobody expected."""

    def __init__(self, app: ASGIApp, place: Place) -> None:
        self._app, self._place = app, place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        user = user_of(scope, self._place)
        scope.setdefault("state", {})["user"] = user
        begun = False

        async def with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                _add(MutableHeaders(scope=message), user)
            await send(message)

        try:
            await self._app(scope, receive, with_headers)
        except (Exception, CancelledError) as error:
            answer = unexpected(Request(scope), error)
            if not begun:
                await answer(scope, receive, with_headers)


def _add(headers: MutableHeaders, user: str | None) -> None:
    for name, value in ALWAYS.items():
        headers[name] = value
    headers.setdefault("content-security-policy", PAGES)
    if user:
        headers["cache-control"] = OWN
    else:
        headers.setdefault("cache-control", PUBLIC)
