"""`lakwerk review`: the workspace in the browser, where a person decides and lets go."""

from __future__ import annotations

import re
import webbrowser
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing, suppress

from corpus.database import StoreTrouble
from corpus.trail import Fact
from flows.accounts import FOUR_EYES, OPENED, who
from flows.folder import Folder
from flows.progress import say, warn
from flows.settings import WrongUsage
from flows.workplace import Bench
from review.desk.serve import serve
from review.desk.workplace import HERE, Rules
from review.serve import bound

STOPPED, WRONG_USAGE = 0, 2
_HEADER = re.compile(r"[A-Za-z0-9-]{1,60}")


def review(arguments: Namespace) -> int:
    """Serve the workspace over DIR until somebody stops it."""
    folder = Folder.at(arguments.out)
    try:
        rules = _rules(arguments)
        if not folder.confidential.is_dir():
            raise WrongUsage(f"{arguments.out}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
        folder.check_version()
        listening = bound(arguments.host, arguments.port, apart=False)
        with listening, closing(Bench(folder, rules)) as bench, suppress(KeyboardInterrupt):
            bench.note(Fact(who(), OPENED, why=FOUR_EYES if rules.four_eyes else "zonder tweede lezer"))
            serve(bench, listening, _shown(open_it=not arguments.no_browser and not rules.user_header))
    except (WrongUsage, StoreTrouble) as error:
        warn(str(error))
        return WRONG_USAGE
    except OSError as error:
        warn(f"{arguments.host}:{arguments.port}: hier kan niet worden geluisterd ({error.strerror}).")
        return WRONG_USAGE
    return STOPPED


def _rules(arguments: Namespace) -> Rules:
    headers = (arguments.user_header, arguments.role_header)
    if any(header and not _HEADER.fullmatch(header) for header in headers):
        raise WrongUsage("--user-header, --role-header: geef de naam van een header, zoals X-Remote-User.")
    if bool(headers[0]) != bool(headers[1]):
        raise WrongUsage("--user-header en --role-header horen bij elkaar: wie iemand is, en wat die mag.")
    if arguments.proxy and not headers[0]:
        raise WrongUsage("--proxy: dit heeft alleen zin met --user-header en --role-header.")
    if arguments.host not in HERE and not headers[0]:
        raise WrongUsage("--host: zonder aanmelding (--user-header) luistert de werkplek alleen op deze machine.")
    if arguments.four_eyes and not headers[0]:
        raise WrongUsage("--four-eyes: daarvoor zijn twee gebruikers nodig. Geef ook --user-header en --role-header.")
    return Rules(who(), arguments.four_eyes, *headers, tuple(arguments.proxy or HERE))


def _shown(*, open_it: bool) -> Callable[[str], None]:
    def ready(address: str) -> None:
        say(f"De werkplek staat op {address}")
        if open_it:
            webbrowser.open(address)

    return ready
