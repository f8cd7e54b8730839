"""Pictures of pages, drawn in a process of their own: a page that ends it, or never ends, is a page without picture."""

from __future__ import annotations

import multiprocessing
import resource
from concurrent.futures import CancelledError, ProcessPoolExecutor, TimeoutError
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from threading import Lock

from corpus.errors import CannotProcess
from corpus.page_picture import page_picture, rounded
from review.kept import Kept

MOST_BYTES = 128 << 20  # of pictures that are kept
MEMORY = 3 << 30  # bytes that the process may use
SECONDS = 30.0  # for one page


class Drawer:
    """Draws pages; may be asked from many threads."""

    def __init__(self) -> None:
        self._kept: Kept[bytes] = Kept(MOST_BYTES)
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None

    def draw(self, file: Path, number: int, width: int, turn: int = 0) -> bytes | None:
        """A PNG of a page, turned as it was to be read; None where it cannot be drawn."""
        told = file.stat()
        key = (str(file), told.st_mtime_ns, told.st_size, number, rounded(width), turn)
        known = self._kept.get(key)
        if known is None:
            known = self._drawn(file, number, width, turn)
            if known is not None:
                self._kept.put(key, known, len(known))
        return known

    def close(self) -> None:
        with self._lock:
            self._end()

    def _drawn(self, file: Path, number: int, width: int, turn: int) -> bytes | None:
        with self._lock:
            if self._pool is None:
                context = multiprocessing.get_context("spawn")
                self._pool = ProcessPoolExecutor(1, context, _limited)
            pool = self._pool
        try:
            return pool.submit(_drawn, file, number, width, turn).result(SECONDS)
        except (BrokenProcessPool, TimeoutError, CancelledError, RuntimeError):  # or one before it was ended
            with self._lock:
                if self._pool is pool:
                    self._end()
            return None

    def _end(self) -> None:
        if self._pool is None:
            return
        for process in (self._pool._processes or {}).values():
            process.kill()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = None


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump holds the document


def _drawn(file: Path, number: int, width: int, turn: int) -> bytes | None:
    try:
        return page_picture(file, number, width, turn)
    except (CannotProcess, OSError, IndexError, StopIteration, MemoryError, ValueError):
        return None
