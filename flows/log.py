"""The log for who keeps the machine: one JSON object a line, of codes and numbers from an allow-list.

Nobody can write a sentence into it: what happened is one of a closed set, and all else is a number, the keyed id of a
document or a known code. So it holds no personal data, whatever a document, a library or an exception says.
"""

from __future__ import annotations

import json
import logging
import os
import re
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from enum import StrEnum
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from corpus.row import DONE, QUARANTINE
from flows.folder import PRIVATE_FILE
from flows.reasons import code_of
from flows.settings import WrongUsage

SETTING = "LAKWERK_LOG"
ON_STDERR = "json"
HERE = ZoneInfo("Europe/Amsterdam")
STATES = frozenset({"", DONE, QUARANTINE})
_ID = re.compile(r"(?:[0-9a-f]{32})?")
_VERSION = re.compile(r"[0-9A-Za-z.+]{0,40}")


class Event(StrEnum):
    """What can be told of."""

    RUN_STARTED = "run_started"
    RUN_GOING = "run_going"
    RUN_ENDED = "run_ended"
    RUN_INTERRUPTED = "run_interrupted"
    DOCUMENT_DONE = "document_done"
    DOCUMENT_HELD = "document_held"
    DOCUMENT_TRIED_AGAIN = "document_tried_again"
    PREFECT_AWAY = "prefect_away"
    DISK_LOW = "disk_low"
    STORE_AWAY = "store_away"
    SERVE_STARTED = "serve_started"
    SERVE_ENDED = "serve_ended"
    SOURCE_AWAY = "source_away"
    RUN_ASKED = "run_asked"


_LEVELS = {
    Event.RUN_INTERRUPTED: logging.WARNING,
    Event.DOCUMENT_HELD: logging.WARNING,
    Event.DOCUMENT_TRIED_AGAIN: logging.WARNING,
    Event.PREFECT_AWAY: logging.WARNING,
    Event.DISK_LOW: logging.ERROR,
    Event.STORE_AWAY: logging.ERROR,
    Event.SOURCE_AWAY: logging.WARNING,
}
# Made here and unknown to `getLogger`: no library can find it, write to it, or hear what it says.
_LOGGER = logging.Logger("lakwerk", logging.INFO)
_JOBS = [secrets.token_hex(4)]  # the newest stands for the run that goes on in this process


def log(
    event: Event,
    *,
    id: str = "",
    state: str = "",
    reason: str = "",
    seconds: float | None = None,
    pages: int | None = None,
    total: int | None = None,
    left: int | None = None,
    done: int | None = None,
    held: int | None = None,
    earlier: int | None = None,
    exit: int | None = None,
    version: str = "",
) -> None:
    """Write a line, where a log is asked for. Raises TypeError for anything that could hold a text."""
    if not isinstance(event, Event):
        raise TypeError("event")
    numbers = {
        "seconds": seconds, "pages": pages, "total": total, "left": left, "done": done, "held": held,
        "earlier": earlier, "exit": exit,
    }  # fmt: skip
    wrong = [name for name, told in numbers.items() if told is not None and type(told) not in (int, float)]
    if wrong or not _ID.fullmatch(id) or state not in STATES or not _VERSION.fullmatch(version):
        raise TypeError(wrong[0] if wrong else "id, state, version")
    codes = {"id": id, "state": state, "reason": code_of(reason) if reason else "", "version": version}
    told: dict[str, object] = {name: code for name, code in codes.items() if code}
    told |= {name: round(number, 3) for name, number in numbers.items() if number is not None}
    line = {"event": event.value, "job": _JOBS[-1], **told}
    # By a message that is no text, so that a formatter that is not ours shows nothing either.
    if _LOGGER.handlers:  # without one Python shows a line of its own on stderr
        _LOGGER.log(_LEVELS.get(event, logging.INFO), "", extra={"line": line})


@contextmanager
def logged() -> Iterator[None]:
    """Write the log that LAKWERK_LOG asks for until the end of a run; raises WrongUsage where it cannot be written.

    Around another one it only gives the lines of this run a `job` of their own.
    """
    handler = None if _LOGGER.handlers else _handler(os.environ.get(SETTING, "").strip())
    silence = logging.NullHandler()  # what nobody handles Python shows on stderr
    if handler:
        handler.setFormatter(_Line())
        _LOGGER.addHandler(handler)
        logging.getLogger().addHandler(silence)
    _JOBS.append(secrets.token_hex(4))
    try:
        yield
    finally:
        _JOBS.pop()
        if handler:
            logging.getLogger().removeHandler(silence)
            _LOGGER.removeHandler(handler)
            handler.close()


def is_on_stderr() -> bool:
    """Whether stderr is the log: what is shown there for a person would stand between its lines."""
    return any(isinstance(each, _OnStderr) for each in _LOGGER.handlers)


def check() -> None:
    """Raises WrongUsage, in Dutch, where the log that is asked for cannot be written."""
    if handler := _handler(os.environ.get(SETTING, "").strip()):
        handler.close()


def _handler(asked: str) -> logging.Handler | None:
    if not asked:
        return None
    if asked == ON_STDERR:
        return _OnStderr(sys.stderr)
    if not Path(asked).is_absolute():
        raise WrongUsage(f"{SETTING}: geef 'json', of het volledige pad van een bestand, dat met / begint.")
    try:
        return _InFile(asked, encoding="utf-8")
    except OSError as error:
        raise WrongUsage(f"{SETTING}: in {asked} kan niet worden geschreven ({error.strerror}).") from None


class _Line(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, HERE).isoformat(timespec="milliseconds")
        return json.dumps({"time": at, "level": record.levelname.lower(), **record.line})  # type: ignore[attr-defined]


class _OnStderr(logging.StreamHandler[IO[str]]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """A reader that went away ends no run, and no trace is shown."""


class _InFile(WatchedFileHandler):
    """For its owner alone, only added to, and opened anew where logrotate moved it."""

    def _open(self) -> IO[str]:  # type: ignore[override]
        file = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE_FILE)
        return os.fdopen(file, "a", encoding="utf-8")

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):  # the folder went away: a run does not end for its log
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """A full disk ends no run, and no trace is shown."""
