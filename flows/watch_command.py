"""`lakwerk watch add`, `list` and `remove`: the saved searches of DIR."""

from __future__ import annotations

from argparse import Namespace

from flows.folder import Folder
from flows.found import Asked, found
from flows.progress import count, say, warn
from flows.sent import sent
from flows.settings import WrongUsage
from flows.watches import Watch, checked_name, read_watches, write_watches

DONE, WRONG_USAGE = 0, 2


def watch(arguments: Namespace) -> int:
    """Do what is asked with the saved searches."""
    folder = Folder.at(arguments.out)
    if not folder.records.is_dir():
        warn(f"{arguments.out}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
        return WRONG_USAGE
    try:
        {"add": _add, "list": _list, "remove": _remove}[arguments.action](folder, arguments)
    except WrongUsage as error:
        warn(str(error))
        return WRONG_USAGE
    return DONE


def _add(folder: Folder, arguments: Namespace) -> None:
    asked = Asked.typed(arguments)
    new = Watch(checked_name(arguments.name), asked)
    # Carried out now, so that words that cannot be searched are told to who typed them.
    now = len(found(folder.root, asked))
    with sent(folder):
        known = read_watches(folder.root)
        if any(each.name == new.name for each in known):
            raise WrongUsage(f"{new.name}: deze zoekopdracht is er al. Verwijder hem eerst of geef een andere naam.")
        write_watches(folder.root, (*known, new))
    say(f"{new.name}: {new.asked}. Vindt nu {count(now, 'zin', 'zinnen')}.")


def _list(folder: Folder, arguments: Namespace) -> None:
    known = read_watches(folder.root)
    for each in known:
        say(f"{each.name}: {each.asked}")
    say("Geen zoekopdrachten bewaard." if not known else count(len(known), "zoekopdracht.", "zoekopdrachten."))


def _remove(folder: Folder, arguments: Namespace) -> None:
    name = arguments.name.strip()
    with sent(folder) as told:
        known = read_watches(folder.root)
        left = [each for each in known if each.name != name]
        if len(left) == len(known):
            raise WrongUsage(f"{name}: deze zoekopdracht is er niet. Zie lakwerk watch list.")
        write_watches(folder.root, left)
        told.forget(name)
    say(f"{name}: verwijderd.")
