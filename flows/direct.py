"""A batch without Prefect: threads, each of which waits for its child."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from types import FrameType

from flows.batch import Batch

LOOK_EVERY = 0.2  # seconds
ENDING = (signal.SIGINT, signal.SIGTERM)


def work_through(batch: Batch, jobs: int) -> None:
    """Do what is pending in `jobs` threads; each waits for its child. Raises KeyboardInterrupt on Ctrl-C."""
    done: SimpleQueue[Future[None]] = SimpleQueue()
    with _noted() as asked, ThreadPoolExecutor(jobs, thread_name_prefix="document") as pool:
        try:
            pending = [pool.submit(batch.attempt, entry) for entry in batch.pending]
            for future in pending:
                future.add_done_callback(done.put)
            for _ in pending:
                _next(done, asked).result()
        except BaseException:
            batch.isolation.stop()
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _next(done: SimpleQueue[Future[None]], asked: Sequence[int]) -> Future[None]:
    while not asked:
        try:
            return done.get(timeout=LOOK_EVERY)
        except Empty:
            continue
    raise KeyboardInterrupt


@contextmanager
def _noted() -> Iterator[Sequence[int]]:
    """Requests to end, noted instead of raised where they strike: a lock that is held there would stay held."""
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    before = {}
    try:
        for number in ENDING:
            before[number] = signal.signal(number, note)
    except ValueError:  # not in the main thread
        yield asked
        return
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
