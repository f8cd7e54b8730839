"""What a worker does: a handful of documents, each in its own process, as a flow of Prefect's work pool.

Prefect is told ids only. The work itself lies in DIR, which is the same folder on every machine.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from prefect import flow
from prefect.runtime import flow_run

from flows.attempt import PASSING
from flows.folder import Folder
from flows.isolate import Ending, Isolation
from flows.order import Order, begin, deliver, is_done, read_order
from flows.outcome import Failed
from flows.prefect_server import SERVED
from flows.settings import engine_hash, registers_hash
from flows.staging import read_outcome

BEAT_SECONDS = 5.0


class OtherVersion(Exception):  # noqa: N818 - Prefect shows its name
    """This machine has another version of Lakwerk, or other registers, than the one that gives the orders."""


@flow(name="documents", persist_result=False, log_prints=False)
def documents(ids: list[str]) -> int:
    """Do what was ordered and still has to be done; raises OtherVersion where it would come out otherwise here."""
    folder = Folder.at(Path(os.environ[SERVED]))
    engines: dict[str, Isolation] = {}  # one for all documents: it takes seconds to load
    done = 0
    with _beating(folder.assignments / f"alive-{flow_run.id}"):
        for id in ids:
            order = read_order(folder, id)
            if order and not is_done(folder, id, order.fingerprint):
                engine = engines.setdefault(order.work, Isolation(order.work))
                done += _carry_out(folder, order, engine)
    return done


def _carry_out(folder: Folder, order: Order, engine: Isolation) -> bool:
    """One document; one that crashes, or fails for what may pass, is left to who ordered it, and can say why."""
    if order.engine != engine_hash() or order.job.settings.registers_hash != registers_hash():
        raise OtherVersion
    place = begin(folder, order.id)
    job = replace(order.job, staging=place)
    arguments = (order.work, job, order.id, order.fingerprint)
    ending = engine.call("flows.child:do", arguments, place, job.settings.limits, order.seconds)
    outcome = read_outcome(place, order.fingerprint) if ending is Ending.OK else None
    if outcome is None or (isinstance(outcome, Failed) and outcome.reason in PASSING):
        shutil.rmtree(place, ignore_errors=True)
        return False
    deliver(folder, order, place)
    return True


@contextmanager
def _beating(file: Path) -> Iterator[None]:
    """A sign of life on the shared disk: a machine that is gone cannot tell Prefect so."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.is_set():
            with suppress(OSError):
                file.touch(0o600)
            ended.wait(BEAT_SECONDS)

    thread = threading.Thread(target=beat, name="beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        file.unlink(missing_ok=True)
