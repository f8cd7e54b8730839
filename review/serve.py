"""Serving the site: one socket, and as many processes as are asked for."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

from review.place import Place

APPLICATION = "review.app:made_of_environment"
BACKLOG = 512
GRACE_SECONDS = 5  # for answers that are under way when the server is stopped


class Apart(socket.socket):
    """A socket of which each process that it is handed to opens its own: the system deals out visitors among them.

    A process that shares one takes all visitors who come at once, and others have nothing to do.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return _opened, (*self.getsockname()[:2], True)


def bound(host: str, port: int, apart: bool) -> socket.socket:
    """A socket at an address; one to be opened by several processes where `apart`. Raises OSError where it is taken."""
    if apart and port:
        # Sockets that are opened apart may lie beside those of a stranger, who would get half of our visitors.
        _opened(host, port, apart=False).close()
    return _opened(host, port, apart)


def _opened(host: str, port: int, apart: bool) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = Apart(family=family) if apart else socket.socket(family=family)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if apart:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        made.bind((host, port))
        if not apart:
            made.listen(BACKLOG)  # who comes before the process is ready waits
    except BaseException:
        made.close()
        raise
    return made


def serve(place: Place, listening: socket.socket, workers: int, ready: Callable[[str], None]) -> None:
    """Serve until somebody stops it; `ready` is told the address first."""
    place.tell()
    config = uvicorn.Config(
        APPLICATION,
        factory=True,
        workers=workers,
        backlog=BACKLOG,
        log_level="warning",
        access_log=False,  # addresses and questions of visitors are personal data
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        # Who comes from a proxy is looked at by `signed_in`, which must see the proxy's own address.
        proxy_headers=False,
    )
    host, port = listening.getsockname()[:2]
    ready(f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/")
    if workers > 1:
        Multiprocess(config, sockets=[listening]).run()
    else:
        uvicorn.Server(config).run(sockets=[listening])
