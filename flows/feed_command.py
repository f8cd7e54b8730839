"""`lakwerk feed`: a search as a file that feed readers follow."""

from __future__ import annotations

from argparse import Namespace

from flows.folder import Folder
from flows.found import Asked, found
from flows.links import Links
from flows.progress import count, say, warn
from flows.settings import WrongUsage
from flows.written import write_file
from review.feed import as_feed

DONE, WRONG_USAGE = 0, 2


def feed(arguments: Namespace) -> int:
    """Write the newest hits of a search as an Atom feed."""
    asked = Asked.typed(arguments)
    try:
        links = Links.of(Folder.at(arguments.out).root, arguments.base_url)
        hits = found(links.root, asked)[: arguments.limit]
        write_file(arguments.file, as_feed(str(asked), hits, links.page, links.file(arguments.file)))
    except WrongUsage as error:
        warn(str(error))
        return WRONG_USAGE
    say(f"{arguments.file}: {count(len(hits), 'vondst', 'vondsten')}.")
    return DONE
