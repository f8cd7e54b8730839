"""A batch that workers on other machines do: handfuls of documents as flow runs of Prefect's work pool.

Prefect hands out the work; what was done is told by the shared disk alone. So a worker, a machine or the server itself
may go at any moment: what does not come back is asked for once more, and then done here.
"""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, cast
from uuid import UUID

from flows.batch import Batch
from flows.folder import Folder, make_private
from flows.ingest import chunks
from flows.inputs import Entry
from flows.isolate import Stopped
from flows.order import give, take_back
from flows.prefect_server import surroundings
from flows.progress import warn

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient
    from prefect.deployments.runner import RunnerDeployment

HANDFUL = 5  # of born-digital documents: what is lost with a worker is done again
LOOK_SECONDS, ASK_SECONDS = 0.5, 3.0
SILENT_SECONDS = 30.0  # without a sign of life
PENDING_SECONDS = 45.0  # between a worker that takes it and a process that begins
PATIENCE_SECONDS = 90.0  # without any document that comes back
TRIES = 3


class Parcel(NamedTuple):
    """Documents that were given away together: the flow run, if Prefect took it, and how often they were given."""

    entries: tuple[Entry, ...]
    run: UUID | None
    tries: int


def pooled(batch: Batch, pool: str) -> None:
    """Do what is pending by the workers of a pool; what they do not get done stays pending."""
    make_private(batch.folder.prefect)
    os.environ.update(surroundings(batch.folder.prefect))
    from prefect.client.orchestration import get_client  # here: it reads its surroundings when it is imported

    logging.getLogger("prefect").setLevel(logging.CRITICAL + 1)
    with get_client(sync_client=True) as client, _ordered(batch):
        Pool(batch, client, deployed(pool)).work()


def deployed(pool: str) -> UUID:
    """The deployment of the workers' flow; made or brought up to date here, so that no worker must come first."""
    from prefect.types.entrypoint import EntrypointType

    from flows.documents import documents

    deployment = documents.to_deployment(pool, work_pool_name=pool, entrypoint_type=EntrypointType.MODULE_PATH)
    return cast("UUID", cast("RunnerDeployment", deployment).apply())


@contextmanager
def _ordered(batch: Batch) -> Iterator[None]:
    """Orders for all that is pending, and none left behind."""
    pending = batch.pending
    for entry in pending:
        give(batch.folder, batch.attempts.order(entry))
    try:
        yield
    finally:
        # Whoever is still at it loses the ground under their feet; what they hold is personal data.
        for place in (batch.folder.assignments, batch.folder.attempts):
            shutil.rmtree(place, ignore_errors=True)


class Pool:
    """What was given away, until all of it is back."""

    def __init__(self, batch: Batch, client: SyncPrefectClient, deployment: UUID) -> None:
        self._batch, self._client, self._deployment = batch, client, deployment
        self._given: list[Parcel] = []
        self._pending: dict[UUID, float] = {}
        self._progress = self._asked = time.monotonic()

    def work(self) -> None:
        """Give everything away and take it in as it comes; raises Stopped where the run is ended."""
        pending = self._batch.pending
        self._given = [self._give([pending[number] for number in each], 1) for each in self._handfuls(pending)]
        while self._given:
            if self._batch.isolation.stopped:
                raise Stopped
            self._given = [left for parcel in self._given if (left := self._taken_in(parcel))]
            if time.monotonic() > self._asked + ASK_SECONDS:
                self._asked = time.monotonic()
                self._given = [self._looked_after(parcel) for parcel in self._given]
            if self._given and time.monotonic() > self._progress + PATIENCE_SECONDS:
                self._do_here(self._given.pop())
            time.sleep(LOOK_SECONDS)

    def _handfuls(self, pending: Sequence[Entry]) -> list[list[int]]:
        """A scan by itself, other documents by the handful."""
        found = chunks(self._batch, pending)
        return [each[at : at + HANDFUL] for each in found for at in range(0, len(each), HANDFUL)]

    def _give(self, entries: Sequence[Entry], tries: int) -> Parcel:
        ids = [entry.id for entry in entries]
        try:
            run = self._client.create_flow_run_from_deployment(self._deployment, parameters={"ids": ids}).id
        except Exception as error:  # whatever way its client fails: the server may be back soon
            self._tell(error)
            run = None
        return Parcel(tuple(entries), run, tries)

    def _taken_in(self, parcel: Parcel) -> Parcel | None:
        """Put in place what came back; what is left of the parcel, None where nothing is."""
        left = []
        for entry in parcel.entries:
            if self._batch.attempts.ready(entry):
                self._finish(entry)
            else:
                left.append(entry)
        return parcel._replace(entries=tuple(left)) if left else None

    def _looked_after(self, parcel: Parcel) -> Parcel:
        """Ask for a parcel once more where whoever had it is gone; after some tries its documents are done here."""
        if parcel.run and not self._is_lost(parcel.run):
            return parcel
        if parcel.tries >= TRIES:
            return parcel._replace(entries=self._do_here(parcel))
        return self._give(parcel.entries, parcel.tries + 1 if parcel.run else parcel.tries)

    def _is_lost(self, run: UUID) -> bool:
        try:
            state = self._client.read_flow_run(run).state
        except Exception as error:
            self._tell(error)
            return False  # what is done comes back without Prefect
        if state is None or state.is_final():
            return True
        if state.is_pending():  # a worker took it, and may be gone before it began
            return time.monotonic() > self._pending.setdefault(run, time.monotonic()) + PENDING_SECONDS
        return state.is_running() and is_silent(self._batch.folder, run)

    def _do_here(self, parcel: Parcel) -> tuple[Entry, ...]:
        for entry in parcel.entries:
            self._finish(entry)
        return ()

    def _finish(self, entry: Entry) -> None:
        """Put a document in place, or do it here where nothing came back."""
        take_back(self._batch.folder, entry.id)
        self._batch.attempt(entry)
        self._progress = time.monotonic()

    def _tell(self, error: Exception) -> None:
        warn(f"De server van Prefect antwoordt niet ({type(error).__name__}); de verwerking gaat door.")


def is_silent(folder: Folder, run: UUID) -> bool:
    """Whether nobody gives a sign of life for a flow run, by the clock of the disk that all share."""
    clock = folder.assignments / "clock"
    clock.touch(0o600)
    try:
        seen = (folder.assignments / f"alive-{run}").stat().st_mtime
    except OSError:
        return True
    return clock.stat().st_mtime - seen > SILENT_SECONDS
