"""Looks at the sources now and then, and starts a run where something came in or changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from prefect.client.orchestration import get_client

from flows.folder import Folder
from flows.intake import is_taken, look_at
from flows.log import Event, log
from flows.progress import warn
from flows.settings import WrongUsage
from flows.source import Source

DEPLOYMENT = "job/run"
# A run that failed is not begun again at once: whoever must mend something needs time, and the disk too.
LONGEST_WAIT = 3600.0


@contextmanager
def watching(folder: Folder, sources: Sequence[Source], every: int) -> Iterator[None]:
    """Watch in a thread as long as the block lasts; nothing where there is nothing to look at."""
    if not (sources and every):
        yield
        return
    watcher = Watcher(folder, sources, every)
    thread = threading.Thread(target=watcher.watch, name="watcher", daemon=True)
    thread.start()
    try:
        yield
    finally:
        watcher.ended.set()
        thread.join(timeout=2 * every)


class Watcher:
    """One look after another; what goes wrong in one of them is told, and the next one comes."""

    def __init__(self, folder: Folder, sources: Sequence[Source], every: int) -> None:
        self.ended = threading.Event()
        self._folder, self._sources, self._every = folder, sources, every
        self._asked, self._tries, self._at = "", 0, 0.0
        self._told: frozenset[str] = frozenset()
        self._run: UUID | None = None

    def watch(self) -> None:
        while not self.ended.is_set():
            try:
                self._look()
            except WrongUsage as error:
                self._tell(str(error))
            except Exception as error:
                # Prefect's server may be starting again; the message of a library may hold anything.
                self._tell(f"De bronnen konden niet worden bekeken ({type(error).__name__}).")
            self.ended.wait(self._every)

    def _look(self) -> None:
        intake = look_at(self._sources)
        if intake.away and not self._told:
            log(Event.SOURCE_AWAY, total=len(intake.away))
        self._tell(*intake.away)
        mark = intake.mark
        if not intake.files or is_taken(self._folder, mark) or self._goes_on():
            return
        now = time.monotonic()
        if mark == self._asked and now < self._at + min(LONGEST_WAIT, self._every * 2.0**self._tries):
            return
        self._tries = self._tries + 1 if mark == self._asked else 0
        self._asked, self._at = mark, now
        log(Event.RUN_ASKED, total=len(intake.files), left=intake.waiting)
        with get_client(sync_client=True) as client:
            deployment = client.read_deployment_by_name(DEPLOYMENT)
            self._run = client.create_flow_run_from_deployment(deployment.id).id

    def _goes_on(self) -> bool:
        """Whether the run that was asked for last is not over yet."""
        if self._run is None:
            return False
        with get_client(sync_client=True) as client:
            state = client.read_flow_run(self._run).state
        return state is not None and not state.is_final()

    def _tell(self, *lines: str) -> None:
        """Each trouble once, until it is over."""
        for line in lines:
            if line not in self._told:
                warn(line)
        self._told = frozenset(lines)
