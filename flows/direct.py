"""A batch without Prefect: threads, each of which waits for its child."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed

from flows.batch import Batch


def work_through(batch: Batch, jobs: int) -> None:
    """Do what is pending in `jobs` threads; each waits for its child."""
    with ThreadPoolExecutor(jobs, thread_name_prefix="document") as pool:
        try:
            for future in as_completed([pool.submit(batch.attempt, entry) for entry in batch.pending]):
                future.result()
        except BaseException:
            batch.isolation.stop()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
