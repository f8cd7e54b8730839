"""Is the workspace there? The one question that the door answers to everybody, before it looks who asks.

It is answered at the door itself: no route, no page and no person lies behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyio import to_thread
from fastapi.responses import PlainTextResponse

from corpus.database import StoreTrouble
from corpus.events import Events
from review.health import AWAY, OK

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

PATH = "/health"


def is_asked(scope: Scope) -> bool:
    """Whether a request asks for this and for nothing more."""
    return scope["path"] == PATH and scope["method"] in ("GET", "HEAD")


class Health:
    """Answers "ok", or 503 where decisions could not be read or kept."""

    def __init__(self, events: Events) -> None:
        self._events = events

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await to_thread.run_sync(self._events.version, "")
            answer = PlainTextResponse(OK)
        except StoreTrouble:
            answer = PlainTextResponse(AWAY, 503)
        await answer(scope, receive, send)
