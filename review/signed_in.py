"""Who is signed in, told by the reverse proxy; and proof that a form was asked for by who sends it."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

COOKIE = "lakwerk-formulier"
LONGEST = 200


class Believing(Protocol):
    """Which header names the user, "" for none, and the addresses of the proxies that are believed."""

    @property
    def user_header(self) -> str: ...
    @property
    def proxies(self) -> tuple[str, ...]: ...


def user_of(scope: Mapping[str, Any], place: Believing) -> str | None:
    """The user that the proxy names; None without a header that is set up, from elsewhere, or named twice."""
    if not place.user_header or not is_proxy(scope, place):
        return None
    found = header(scope, place.user_header)
    name = found[0].strip() if len(found) == 1 else ""
    return name if 0 < len(name) <= LONGEST and name.isprintable() else None


def is_proxy(scope: Mapping[str, Any], place: Believing) -> bool:
    client: tuple[str, int] | None = scope.get("client")
    return client is not None and client[0] in place.proxies


def is_secure(scope: Mapping[str, Any], place: Believing) -> bool:
    """Whether the user's browser came by HTTPS."""
    return scope["scheme"] == "https" or (is_proxy(scope, place) and header(scope, "x-forwarded-proto") == ["https"])


def header(scope: Mapping[str, Any], name: str) -> list[str]:
    wanted = name.lower().encode("latin-1", "replace")
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    # What is no UTF-8 would make one of two users; it names nobody.
    return [_decoded(value) for key, value in headers if key == wanted]


def _decoded(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def new_ticket() -> str:
    """What the browser keeps in a cookie of which only a page of ours can make the form's token."""
    return secrets.token_urlsafe(24)


def token(key: bytes, user: str, ticket: str) -> str:
    return hmac.new(key, f"{user}\0{ticket}".encode(), "sha256").hexdigest()


def is_ours(key: bytes, user: str, ticket: str, told: str) -> bool:
    """Whether a form's token was made for this user and this browser."""
    return bool(ticket) and hmac.compare_digest(token(key, user, ticket).encode(), told.encode())
