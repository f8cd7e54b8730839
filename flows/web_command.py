"""`lakwerk web`: a search site and an API over what a run made."""

from __future__ import annotations

import re
from argparse import Namespace
from contextlib import suppress

from flows.progress import say, warn
from review.place import HERE, Place
from review.serve import bound, serve

STOPPED, WRONG_USAGE = 0, 2
_HEADER = re.compile(r"[A-Za-z0-9-]{1,60}")


def web(arguments: Namespace) -> int:
    """Serve DIR until somebody stops it."""
    if not arguments.out.is_dir():
        warn(f"{arguments.out}: deze map is er niet. Verwerk eerst stukken met lakwerk run.")
        return WRONG_USAGE
    if arguments.user_header and not _HEADER.fullmatch(arguments.user_header):
        warn("--user-header: geef de naam van een header, zoals X-Remote-User.")
        return WRONG_USAGE
    if arguments.proxy and not arguments.user_header:
        warn("--proxy: dit heeft alleen zin met --user-header.")
        return WRONG_USAGE
    place = Place(arguments.out, arguments.user_header, tuple(arguments.proxy or HERE))
    if not place.database.exists():
        warn(f"{arguments.out}: hier is nog niets verwerkt. De site begint zodra lakwerk run dat heeft gedaan.")
    try:
        listening = bound(arguments.host, arguments.port, apart=arguments.workers > 1)
    except OSError as error:
        warn(f"{arguments.host}:{arguments.port}: hier kan niet worden geluisterd ({error.strerror}).")
        return WRONG_USAGE
    # Ctrl-C is how a server is stopped.
    with listening, suppress(KeyboardInterrupt):
        serve(place, listening, arguments.workers, lambda address: say(f"De site staat op {address}"))
    return STOPPED
