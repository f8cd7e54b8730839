"""`lakwerk registers update`: what new lists of office holders change, and keeping it for the next run."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from anonymize.register_change import Difference, Turned, difference
from anonymize.register_files import Lists, read_lists
from corpus.office_holders import (
    FILE,
    SETTING,
    BadRegisterError,
    Office,
    joined,
    read_register,
    shipped,
    write_register,
)
from flows.folder import Folder
from flows.progress import count, say, warn
from flows.settings import WrongUsage
from flows.written import replacing

DONE, WRONG_USAGE = 0, 2
MOST_LINES = 40  # of one sort on the screen


def update(arguments: Namespace) -> int:
    """Show the difference, and write it with --yes."""
    try:
        file = _place(arguments.registers)
        own = read_register(file) if file.is_file() else ()
        lists = read_lists(arguments.files)
        found = difference(joined(shipped(), own), lists.offices)
        for line in _told(found, lists):
            say(line)
        if arguments.yes:
            _write(file, joined(own, found.rows))
        elif found.rows:
            say(f"Er is niets geschreven. Geef --yes om dit te bewaren in {file}.")
    except (BadRegisterError, WrongUsage) as error:
        warn(str(error))
        return WRONG_USAGE
    except OSError as error:
        warn(f"{file}: kan niet worden geschreven ({error.strerror}). Er is niets veranderd.")
        return WRONG_USAGE
    return DONE


def _place(asked: Path | None) -> Path:
    told = os.environ.get(SETTING, "").strip()
    if asked is None and not told:
        raise WrongUsage(f"geef met --registers of {SETTING} een map voor de lijsten van uw organisatie.")
    return (asked or Path(told)).absolute() / FILE


def _told(found: Difference, lists: Lists) -> Iterator[str]:
    yield from _sort("nieuw", map(_line, found.new))
    yield from _sort("afgetreden", map(_turn, found.ended))
    yield from _sort("gewijzigd", map(_turn, found.changed))
    yield from _sort("niet in de nieuwe lijst, blijft zoals bekend", map(_line, found.gone))
    for why, amount in lists.passed.items():
        yield f"{count(amount, 'regel', 'regels')} overgeslagen: {why}."
    read, other = len(lists.offices), len(found.rows)
    yield f"{count(read, 'ambt', 'ambten')} gelezen: {other} nieuw of anders, {read - other} al bekend."


def _sort(what: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"{what} ({len(found)}):"
        yield from (f"  {line}" for line in found[:MOST_LINES])
        if len(found) > MOST_LINES:
            yield f"  en nog {len(found) - MOST_LINES}"


def _line(office: Office) -> str:
    party = f" ({office.party})" if office.party else ""
    return f"{office.name}, {office.role}{party}, {office.since} t/m {office.until or 'heden'}"


def _turn(turned: Turned) -> str:
    return f"{_line(turned.after)} (was t/m {turned.before.until or 'heden'})"


def _write(file: Path, offices: Iterable[Office]) -> None:
    """Write the register; where it says the same already, only note that somebody looked."""
    content = write_register(offices).encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.is_file() and file.read_bytes() == content:
        os.utime(file)
        say(f"{file}: dit stond er al; vandaag nagekeken.")
    else:
        with replacing(file) as out:
            out.write(content)
            os.fchmod(out.fileno(), Folder.at(file.parent).public_mode)
        say(f"{file}: bijgewerkt. Stukken worden bij de volgende 'lakwerk run' opnieuw gedaan.")
    if os.environ.get(SETTING, "").strip() != str(file.parent):
        say(f"Zet {SETTING}={file.parent} waar Lakwerk draait; anders gelden alleen de meegeleverde lijsten.")
