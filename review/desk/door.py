"""The door of the workspace: who is let in, from where, with which form; and what every answer says to a browser."""

from __future__ import annotations

from asyncio import CancelledError
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import MutableHeaders

from review.desk.accounts import COOKIE, FORM, is_form, person_of, secret_of
from review.desk.answers import problem, unexpected
from review.desk.health import Health, is_asked
from review.desk.workplace import Workplace
from review.headers import ALWAYS
from review.signed_in import header, is_secure

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
KEY = "sleutel"  # in the address that the command shows
STATIC = "/desk/"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")  # which routes read by `answers.form_in`
STRANGER = (
    "Deze werkplek is niet voor iedereen. Open het adres dat lakwerk review in het venster laat zien, met de sleutel "
    "erin; of meld u aan als uw organisatie dat zo heeft ingericht."
)
ELSEWHERE = "Dit adres hoort niet bij deze werkplek."
OLD_FORM = "Dit formulier is verlopen of komt van elders. Laad de bladzijde opnieuw; er is niets veranderd."


class Door:
    """Around the application; nobody gets past it unknown, and nothing is done from another site."""

    def __init__(self, app: ASGIApp, workplace: Workplace) -> None:
        self._app, self._workplace = app, workplace
        self._key = workplace.events.key()
        self._secret = secret_of(self._key)
        self._health = Health(workplace.events)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                _add(MutableHeaders(scope=message))
            await send(message)

        try:
            answer = self._turned_away(scope)
            await (answer or self._app)(scope, receive, with_headers)
        except (Exception, CancelledError) as error:
            if not begun:
                await unexpected(Request(scope), error)(scope, receive, with_headers)

    def _turned_away(self, scope: Scope) -> Response | Health | None:
        """The answer for who does not come in; who does is written down in the scope."""
        rules, request = self._workplace.rules, Request(scope)
        scope.setdefault("state", {}).update(person=None, form="", four_eyes=rules.four_eyes)
        if not rules.user_header and _host(scope) not in rules.hosts:
            return problem(request, 403, ELSEWHERE)  # a page elsewhere whose name was made to point here
        if is_asked(scope):
            return self._health
        if (told := self._with_key(scope)) is not None:
            return told
        person = person_of(scope, rules, _cookies(scope), self._secret)
        if scope["path"].startswith(STATIC):
            return None
        if person is None:
            return problem(request, 403, STRANGER)
        scope["state"]["person"] = person
        scope["state"]["key"] = self._key
        if scope["method"] not in ("GET", "HEAD") and not self._is_from_here(scope):
            return problem(request, 403, OLD_FORM)
        return None

    def _with_key(self, scope: Scope) -> Response | None:
        """Who comes with the key gets it as a cookie, and an address without it."""
        told = parse_qs(scope["query_string"].decode("latin-1"))
        if self._workplace.rules.user_header or told.pop(KEY, None) != [self._secret]:
            return None
        answer = RedirectResponse(scope["path"] + (f"?{urlencode(told, doseq=True)}" if told else ""), 303)
        secure = is_secure(scope, self._workplace.rules)
        answer.set_cookie(COOKIE, self._secret, httponly=True, samesite="strict", secure=secure, path="/")
        return answer

    def _is_from_here(self, scope: Scope) -> bool:
        """Whether a change is asked for by a page of ours. A form without a script proves itself in its body."""
        site = header(scope, "sec-fetch-site")
        if site and site[0] not in ("same-origin", "none"):
            return False
        if told := header(scope, FORM):
            return is_form(self._key, scope["state"]["person"], told[0])
        return "".join(header(scope, "content-type")).startswith(FORMS)


def _add(headers: MutableHeaders) -> None:
    for name, value in ALWAYS.items():
        headers[name] = value
    headers.setdefault("content-security-policy", POLICY)
    headers.setdefault("cache-control", "no-store")


def _host(scope: Scope) -> str:
    told = header(scope, "host")
    name = told[0] if len(told) == 1 else ""
    return name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]


def _cookies(scope: Scope) -> dict[str, str]:
    made: SimpleCookie = SimpleCookie()
    try:
        for told in header(scope, "cookie"):
            made.load(told)
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in made.items()}
