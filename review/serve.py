"""Serving the site: one socket, and as many processes as are asked for."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn
from uvicorn.supervisors import Multiprocess

from review.place import Place

APPLICATION = "review.app:made_of_environment"
BACKLOG = 512
GRACE_SECONDS = 5  # for answers that are under way when the server is stopped


def bound(host: str, port: int) -> socket.socket:
    """A socket that browsers may come to; raises OSError where the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family=family)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(BACKLOG)  # who comes before the processes are ready waits
    except BaseException:
        made.close()
        raise
    made.set_inheritable(True)
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
