"""`lakwerk calendar`: what is due, as a file that calendars read."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable

from flows.agenda import CLOSED, Item, read_agenda
from flows.calendar_file import as_calendar
from flows.folder import Folder
from flows.links import Links
from flows.progress import count, say, warn
from flows.settings import WrongUsage
from flows.written import write_file

DONE, WRONG_USAGE = 0, 2
FILE = "deadlines.ics"


def calendar(arguments: Namespace) -> int:
    """Write the deadlines of DIR that are asked for, and say what was left out."""
    folder = Folder.at(arguments.out)
    file = arguments.file or folder.root / FILE
    try:
        links = Links.of(folder.root, arguments.base_url)
        asked = [item for item in read_agenda(folder) if _asked(item, arguments)]
        shown = asked if arguments.all else [item for item in asked if item.state not in CLOSED]
        dated = [item for item in shown if item.latest]
        write_file(file, as_calendar(dated, links, arguments.todo, arguments.remind))
    except WrongUsage as error:
        warn(str(error))
        return WRONG_USAGE
    say(f"{file}: {count(len(dated), 'termijn', 'termijnen')}.")
    for line in _left_out(asked, shown):
        say(line)
    return DONE


def _left_out(asked: list[Item], shown: list[Item]) -> Iterable[str]:
    if vague := [item for item in shown if not item.latest]:
        again = sum(1 for item in vague if item.recurrence)
        which = f", waarvan {again} die terugkomen zonder dag" if again else ""
        yield f"Weggelaten zonder laatste dag: {len(vague)}{which}."
    if done := len(asked) - len(shown):
        yield f"Weggelaten want nagekomen, verworpen, ingetrokken of vervallen: {done} (met --all komen ze erbij)."


def _asked(item: Item, arguments: Namespace) -> bool:
    if arguments.open and not item.is_open_commitment:
        return False
    return not arguments.ministry or arguments.ministry.casefold() in item.ministries
