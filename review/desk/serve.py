"""Serving the workspace from this process: the press and the pages are one program."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from review.desk.accounts import secret_of
from review.desk.app import make_desk
from review.desk.door import KEY
from review.desk.workplace import Workplace
from review.serve import BACKLOG, GRACE_SECONDS


def serve(workplace: Workplace, listening: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve until somebody stops it; `ready` is told the address, which holds the key of this machine's user."""
    config = uvicorn.Config(
        make_desk(workplace),
        backlog=BACKLOG,
        log_level="warning",
        access_log=False,  # who looked at what, and searched words, are not for a log
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        # Who comes from a proxy is looked at by `signed_in`, which must see the proxy's own address.
        proxy_headers=False,
    )
    host, port = listening.getsockname()[:2]
    address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    key = "" if workplace.rules.user_header else f"?{KEY}={secret_of(workplace.events.key())}"
    ready(address + key)
    uvicorn.Server(config).run(sockets=[listening])
