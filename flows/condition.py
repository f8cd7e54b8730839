"""How DIR is right now, in numbers and codes, for metrics, health and `lakwerk status`. Reads, and changes nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from typing import NamedTuple

from corpus.census import Census, census
from corpus.database import StoreTrouble
from corpus.events import Events
from corpus.office_holders import BadRegisterError, looked_at
from corpus.review import State, states
from corpus.row import DONE
from corpus.trail import Tail, tail
from flows.accounts import BACKED_UP
from flows.folder import Folder
from flows.last_run import LastRun, read_last_run
from flows.room import ROOM

OLD_LIST = 400  # days
FINE = frozenset({0, 1, 130})  # exit statuses of a run that did what it could until somebody ended it


class Going(NamedTuple):
    """How far a run is: documents in all, those left, and seconds until the end, None where that is not known yet."""

    total: int
    left: int
    seconds: int | None


@dataclass(frozen=True, slots=True)
class Condition:
    """What is None could not be read. `reviews` counts what the gate let through; `locked` is whether somebody writes.

    `free` and `size` are bytes, `registers` is the day that the register of office holders was last looked at.
    """

    at: datetime
    version: str
    census: Census | None
    reviews: Mapping[State, int] | None
    tail: Tail | None
    last: LastRun | None
    locked: bool
    going: Going | None
    free: int
    size: int
    registers: date | None
    staged: int
    writable: bool

    @property
    def running(self) -> bool:
        return self.locked and (self.last is None or self.last.ended is None)

    @property
    def killed(self) -> bool:
        """Whether the last run ended without a word: by force, with the machine, or on a full disk."""
        return self.last is not None and self.last.ended is None and not self.locked

    @property
    def failed(self) -> bool:
        """Whether the last run could not do its work."""
        return self.killed or (self.last is not None and self.last.ended is not None and self.last.exit not in FINE)

    @property
    def checks(self) -> dict[str, bool]:
        """What must be so, by its code."""
        return {
            "store": self.census is not None and self.reviews is not None,
            "disk": self.free >= ROOM,
            "last_run": not self.failed,
            "trail": self.tail is not None and self.tail.sealed,
            "writable": self.writable,
        }


def condition(folder: Folder) -> Condition:
    """Look at all of it; nothing that is broken keeps the rest from being told."""
    today = datetime.now().date()
    counted = _census(folder, today)
    last, locked = last_and_lock(folder)
    free, size = _disk(folder)
    return Condition(
        at=datetime.now(UTC),
        version=version("lakwerk"),
        census=counted,
        reviews=_reviews(folder, counted),
        tail=_tail(folder),
        last=last,
        locked=locked,
        going=going(folder) if locked else None,
        free=free,
        size=size,
        registers=_registers(today),
        staged=len(folder.staged()),
        writable=all(os.access(each, os.W_OK) for each in (folder.root, folder.confidential)),
    )


def going(folder: Folder) -> Going | None:
    """What the run that goes on said last; None where it said nothing yet."""
    try:
        told = json.loads(folder.progress.read_text("utf-8"))
        seconds = told.get("seconds")
        return Going(int(told["total"]), int(told["left"]), None if seconds is None else int(seconds))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _census(folder: Folder, today: date) -> Census | None:
    try:
        return census(folder.database, today)
    except StoreTrouble:
        return None


def _reviews(folder: Folder, counted: Census | None) -> Counter[State] | None:
    """Where the review of each document stands that the gate let through."""
    if counted is None:
        return None
    known: dict[str, State] = {}
    if folder.events.exists():
        try:
            known = states(Events(folder.events).steps())
        except (StoreTrouble, ValueError, KeyError, TypeError, AttributeError):
            return None
    return Counter(known.get(id, State.NEW) for id, state in counted.states.items() if state == DONE)


def _tail(folder: Folder) -> Tail | None:
    try:
        return tail(folder.trail, BACKED_UP)
    except StoreTrouble:
        return None


def last_and_lock(folder: Folder) -> tuple[LastRun | None, bool]:
    """The last run of DIR, and whether somebody writes there now."""
    last, locked = read_last_run(folder), folder.is_locked()
    if last and last.ended is None and not locked:
        last = read_last_run(folder)  # it may have ended between the two looks
    return last, locked


def _disk(folder: Folder) -> tuple[int, int]:
    try:
        told = shutil.disk_usage(folder.root)
    except OSError:
        return 0, 0
    return told.free, told.total


def _registers(today: date) -> date | None:
    try:
        return looked_at(today)
    except (BadRegisterError, OSError):
        return None
