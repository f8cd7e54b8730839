"""A large batch as a Prefect flow: a task for each scan, a task for each handful of born-digital documents.

Prefect sees numbers only. Its home lies in DIR/confidential, its server lives as long as the run. Prefect reads its
settings when it is imported, so this module is imported inside the command, after `prepare`.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from flows.batch import Batch
from flows.folder import make_private
from flows.guard import end_server, stand_guard
from flows.inputs import Entry
from flows.isolate import Stopped
from flows.prefect_server import API, surroundings

# Fewer documents are done before Prefect's server has started.
DIRECT_LIMIT = 8
# A task costs tens of milliseconds, a page with a text layer few: these go by the handful.
CHUNK = 25
SHARES = 4  # of the documents, for each core: else one works while the others have nothing left
RETRIES = 1
# Kept until the program ends: a guard acts as soon as its input closes.
_GUARDS: list[subprocess.Popen[bytes]] = []


def chunks(batch: Batch, pending: Sequence[Entry], jobs: int = 1) -> list[list[int]]:
    """The numbers of the documents that make up each task, in path order; each of `jobs` gets several of them."""
    most = max(1, min(CHUNK, len(pending) // (SHARES * jobs)))
    result: list[list[int]] = []
    handful: list[int] = []
    for number, entry in enumerate(pending):
        if batch.attempts.look(entry).scanned:
            result.append([number])
            continue
        handful.append(number)
        if len(handful) == most:
            result.append(handful)
            handful = []
    result += [handful] if handful else []
    return sorted(result)


def ingest(batch: Batch, jobs: int) -> None:
    """Do what is pending as one flow run; what Prefect itself did not get done stays pending."""
    with _meanwhile(batch) as begun, _private(batch.folder.prefect):
        _run(batch, jobs, begun)


@contextlib.contextmanager
def _meanwhile(batch: Batch) -> Iterator[Callable[[], None]]:
    """Documents are done one by one while Prefect starts, which takes a dozen seconds; what comes out ends that."""
    enough = threading.Event()

    def work() -> None:
        with contextlib.suppress(BaseException):  # the batch knows what was fatal; that a child is stopped is no news
            for entry in batch.pending:
                if enough.is_set() or batch.isolation.stopped:
                    return
                batch.attempt(entry)

    thread = threading.Thread(target=work, name="document")

    def end() -> None:
        enough.set()
        thread.join()

    thread.start()
    try:
        yield end
    except (Stopped, KeyboardInterrupt, SystemExit):
        batch.isolation.stop()
        raise
    finally:
        end()


def _run(batch: Batch, jobs: int, begun: Callable[[], None]) -> None:
    from prefect import flow, task  # here: only a large batch waits for Prefect's import
    from prefect.futures import wait
    from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

    # The level in the environment does not reach the loggers of Prefect's own threads.
    logging.getLogger("prefect").setLevel(logging.CRITICAL + 1)
    logging.getLogger("prefect._internal").setLevel(logging.CRITICAL + 1)
    threads: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=jobs)
    todo: list[Entry] = []

    @task(name="documents", retries=RETRIES, retry_delay_seconds=1, persist_result=False, log_prints=False)
    def documents(numbers: list[int]) -> int:
        left = {entry.id for entry in batch.pending}
        for number in numbers:
            if todo[number].id in left:
                batch.attempt(todo[number])
        return len(numbers)

    @flow(name="lakwerk", task_runner=threads, persist_result=False, log_prints=False)
    def lakwerk(amount: int) -> int:
        begun()
        todo.extend(batch.pending)
        try:
            wait([documents.submit(numbers) for numbers in chunks(batch, todo, jobs)])
        except BaseException:
            batch.isolation.stop()  # the runner waits for its threads, they for their children
            raise
        return amount

    lakwerk(len(batch.pending))


@contextlib.contextmanager
def _private(home: Path) -> Iterator[None]:
    """Prefect's surroundings: own home, own server unless one is named, no telemetry, files for the owner alone."""
    make_private(home)
    end_server(home)  # of a run that was killed together with its guard
    os.environ.update(surroundings(home))
    if not os.environ.get(API):
        _GUARDS.append(stand_guard(home))
    mask = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(mask)
