"""Who holds or held public office: the register that ships with Lakwerk, and what an organisation added to it.

LAKWERK_REGISTERS names a folder; in it `office_holders.csv` has the columns of lists/office_holders.csv. A row of it
stands in the place of the built-in one of the same name, role and first day, or beside all of them: nothing is lost.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

SETTING = "LAKWERK_REGISTERS"
FILE = "office_holders.csv"
COLUMNS = ("name", "given", "initials", "family", "role", "party", "from", "to")
OFFICES = ("minister", "staatssecretaris", "Tweede Kamerlid", "Eerste Kamerlid")


class BadRegisterError(ValueError):
    """A register that cannot be used; the message is Dutch, says what to do and names nobody."""


class Office(NamedTuple):
    """Somebody in an office; both days are included, `until` None is open. `family` holds the interfix."""

    name: str
    given: str
    initials: str
    family: str
    role: str
    party: str
    since: date | None
    until: date | None

    @property
    def key(self) -> tuple[str, str, date | None]:
        return self.name, self.role, self.since


class Stamp(NamedTuple):
    """Which content of a file is meant."""

    file: Path
    changed: int
    size: int


def sort_of(role: str) -> str | None:
    """Which of the four kinds of public office a role is; None for any other work.

    >>> sort_of("Staatssecretaris van Financiën"), sort_of("adviseur van de minister")
    ('staatssecretaris', None)
    """
    low = role.lower()
    return next((each for each in OFFICES if low == each.lower() or low.startswith((f"{each} ", f"{each}-"))), None)


def own_register() -> Path | None:
    """The file of the organisation; raises BadRegisterError where the setting names none."""
    told = os.environ.get(SETTING, "").strip()
    if not told:
        return None
    if not Path(told).is_absolute():
        raise BadRegisterError(f"{SETTING}: geef het volledige pad van een map, dat met / begint.")
    file = Path(told) / FILE
    if not file.is_file():
        raise BadRegisterError(f"{file}: dit bestand is er niet. Maak het met 'lakwerk registers update --yes'.")
    return file


def stamp() -> Stamp | None:
    """Which register counts now; None for the built-in one alone."""
    file = own_register()
    if file is None:
        return None
    told = file.stat()
    return Stamp(file, told.st_mtime_ns, told.st_size)


def offices() -> tuple[Office, ...]:
    """Every row that counts now; raises BadRegisterError."""
    return offices_of(stamp())


def looked_at(today: date) -> date:
    """The day of the newest change in the register, or when their own was last looked at; raises BadRegisterError."""
    newest = max(day for each in offices() for day in (each.since, each.until) if day and day <= today)
    own = stamp()
    return max(newest, date.fromtimestamp(own.changed / 1e9)) if own else newest


@cache
def offices_of(own: Stamp | None) -> tuple[Office, ...]:
    """Every row of the built-in register with those of the organisation."""
    return joined(shipped(), read_register(own.file)) if own else shipped()


def joined(known: Iterable[Office], more: Iterable[Office]) -> tuple[Office, ...]:
    """Both lists, in the order of a register; of two rows of one name, role and first day the later one counts."""
    return tuple(sorted({each.key: each for each in (*known, *more)}.values(), key=lambda each: each.key[:2]))


@cache
def shipped() -> tuple[Office, ...]:
    return _rows((files("corpus") / "lists" / FILE).read_text(encoding="utf-8"))


def read_register(file: Path) -> tuple[Office, ...]:
    """The rows of a register; raises BadRegisterError."""
    try:
        found = _rows(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        raise BadRegisterError(f"{file}: deze lijst is beschadigd of kan niet worden gelezen. Zet hem terug.") from None
    if not all(each.family and each.since and sort_of(each.role) for each in found):
        raise BadRegisterError(f"{file}: een regel heeft geen naam, begindatum of politiek ambt. Zet de lijst terug.")
    return found


def write_register(offices: Iterable[Office]) -> str:
    """The text of a register."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in offices:
        days = [day.isoformat() if day else "" for day in (each.since, each.until)]
        writer.writerow((*each[:6], *days))
    return out.getvalue()


def _rows(text: str) -> tuple[Office, ...]:
    reader = csv.DictReader(line for line in io.StringIO(text) if not line.startswith("#"))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ValueError(reader.fieldnames)
    return tuple(
        Office(*(row[name] for name in COLUMNS[:6]), *(_day(row[name]) for name in COLUMNS[6:]))  # type: ignore[arg-type]
        for row in reader
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
