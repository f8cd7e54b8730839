"""How a run goes: what the log and DIR/confidential/last-run tell of it, also where it fails or is interrupted."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version

from corpus.row import DONE, Row
from flows.folder import Folder, write_private
from flows.isolate import Stopped
from flows.last_run import LastRun, write_last_run
from flows.log import Event, log
from flows.room import is_low
from flows.settings import WrongUsage

ALL_DONE, SOME_HELD, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


class Course:
    """One run, from its first moment on."""

    def __init__(self, folder: Folder) -> None:
        self._folder, self._began = folder, time.monotonic()
        self._run = LastRun(_now(), version=version("lakwerk"))
        self._states: dict[str, str] = {}
        self._worked: set[str] = set()
        self._kept = False
        log(Event.RUN_STARTED, version=self._run.version)

    def saw(self, row: Row, earlier: bool) -> None:
        """A document is in its place; `earlier` where there was nothing to do for it."""
        self._states[row.id] = row.state
        if not earlier:
            self._worked.add(row.id)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Write down that it goes on, and how it ended; for who holds the lock of DIR."""
        before = self._folder.last_run.read_bytes() if self._folder.last_run.is_file() else b""
        write_last_run(self._folder, self._run)
        self._kept = True
        try:
            yield
        except BaseException as error:
            self._end(INTERRUPTED if isinstance(error, KeyboardInterrupt | Stopped) else WRONG_USAGE, before)
            raise
        held = any(state != DONE for state in self._states.values())
        self._end(SOME_HELD if held else ALL_DONE, before)

    def ended(self, exit: int) -> int:
        """Tell how it ended; of a run that was refused DIR learns it too, unless another run goes on there."""
        run = self._told(exit)
        event = Event.RUN_INTERRUPTED if exit == INTERRUPTED else Event.RUN_ENDED
        log(event, exit=exit, seconds=run.seconds, done=run.done, held=run.held, earlier=run.earlier)
        if is_low(self._folder.root):
            log(Event.DISK_LOW)
        if not self._kept and self._folder.confidential.is_dir():
            with suppress(WrongUsage, OSError), self._folder.lock():
                write_last_run(self._folder, run)
        return exit

    def _end(self, exit: int, before: bytes) -> None:
        """A second run over the same input changes no byte: of one that did nothing only the file's time tells."""
        run = self._told(exit)
        with suppress(OSError):  # a disk that is full: the run then counts as one that was killed
            if not self._worked and f'"exit": {exit},'.encode() in before:
                write_private(self._folder.last_run, before)
            else:
                write_last_run(self._folder, run)

    def _told(self, exit: int) -> LastRun:
        done = sum(self._states[id] == DONE for id in self._worked)
        return replace(
            self._run,
            ended=_now(),
            exit=exit,
            seconds=round(time.monotonic() - self._began, 1),
            done=done,
            held=len(self._worked) - done,
            earlier=len(self._states) - len(self._worked),
        )


def _now() -> datetime:
    return datetime.now(UTC)
