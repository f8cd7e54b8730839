"""`lakwerk trail`: who did what in DIR, when, on which ground and why; and whether the trail is whole."""

from __future__ import annotations

import json
from argparse import Namespace

from flows.accounts import trail_of
from flows.folder import Folder
from flows.progress import say, warn
from flows.settings import WrongUsage

WHOLE, BROKEN, WRONG_USAGE = 0, 1, 2


def show_trail(arguments: Namespace) -> int:
    """Print the trail of DIR, or of one document; its last hash can be noted elsewhere."""
    folder = Folder.at(arguments.out)
    if not folder.trail.parent.is_dir():
        warn(f"{arguments.out}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
        return WRONG_USAGE
    try:
        with trail_of(folder) as trail:
            entries, broken = list(trail.entries()), trail.broken()
    except WrongUsage as error:
        warn(str(error))
        return WRONG_USAGE
    shown = [entry for entry in entries if arguments.document in (None, entry.stem, entry.document)]
    if arguments.json:
        say(json.dumps([entry._asdict() for entry in shown], ensure_ascii=False, indent=2))
    else:
        for entry in shown:
            facts = (entry.stem, entry.ground, entry.why)
            say(f"{entry.number:>5}  {entry.at}  {entry.who}: {entry.what}  {'  '.join(filter(None, facts))}")
        say(f"{len(shown)} van {len(entries)} regels. Laatste zegel: {entries[-1].hash if entries else 'geen'}")
    if broken is not None:
        warn(f"regel {broken} is niet wat er is geschreven: er is in het spoor gewijzigd. Zet een reservekopie terug.")
        return BROKEN
    return WHOLE
