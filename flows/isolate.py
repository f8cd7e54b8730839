"""One disposable process for each document: a crash, a hang or a bomb ends the document, never the batch."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from enum import StrEnum
from multiprocessing import connection, forkserver
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from flows import warm
from flows.child import main
from flows.settings import Limits

ROOT = str(Path(__file__).resolve().parents[1])
_NAMELESS = threading.Lock()
LOOK_EVERY = 0.5  # seconds between looks at a stop


class Stopped(Exception):  # noqa: N818 - no error
    """The run is being ended."""


class Ending(StrEnum):
    OK = "ok"
    CRASHED = "crashed"
    OUT_OF_TIME = "out_of_time"
    STOPPED = "stopped"


class Isolation:
    """Starts children from one fork server that has the engine of `work` ("module:function") loaded."""

    def __init__(self, work: str, *, practised: bool = True) -> None:
        """`practised`: the engine does a document of its own first, so that no child loads what it needs by itself.

        There is one fork server; who starts it first says so.
        """
        self._context = multiprocessing.get_context("forkserver")
        self._starting = threading.Lock()
        self._children: set[int] = set()
        self._stopped = threading.Event()
        self._work, self._practised = work, practised

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    def ahead(self) -> None:
        """Start the fork server now, so that it loads the engine while this process does other things."""
        with self._starting, self._surroundings():
            forkserver.ensure_running()

    def call(self, target: str, arguments: tuple[Any, ...], folder: Path, limits: Limits, seconds: float) -> Ending:
        """Call `target` in a child that works in `folder`, for `seconds` at most."""
        with self._starting:
            if self.stopped:
                return Ending.STOPPED
            child = self._start((target, arguments, folder, limits.memory, seconds))
        try:
            in_time = self._wait(child, seconds)
        finally:
            _end(child)
            self._children.discard(child.pid or 0)
        if self.stopped:
            return Ending.STOPPED
        if not in_time:
            return Ending.OUT_OF_TIME
        return Ending.OK if child.exitcode == 0 else Ending.CRASHED

    def stop(self) -> None:
        """End every child now; calls that wait return STOPPED."""
        self._stopped.set()
        with self._starting:
            for pid in tuple(self._children):
                _kill(pid)

    def _start(self, arguments: tuple[Any, ...]) -> ForkServerProcess:
        # Daemons go with the program; one per document, named for nothing.
        child = self._context.Process(target=main, args=arguments, daemon=True)
        with self._surroundings():
            child.start()
        self._children.add(child.pid or 0)
        return child

    @contextlib.contextmanager
    def _surroundings(self) -> Iterator[None]:
        """What the fork server must find where this is what starts it."""
        self._context.set_forkserver_preload(["flows.warm"])
        with _environment(self._work, self._practised), _nameless():
            yield

    def _wait(self, child: ForkServerProcess, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not self.stopped:
            left = until - time.monotonic()
            if left <= 0:
                return False
            if connection.wait([child.sentinel], min(left, LOOK_EVERY)):
                # A start looks at every child; where two threads read one exit status at once, one gets it wrong.
                with self._starting:
                    child.join()
                break
        return True


@contextlib.contextmanager
def _nameless() -> Iterator[None]:
    """Let the child not import the program that starts it: it needs none of it, and Prefect's takes a second."""
    program = sys.modules["__main__"]
    with _NAMELESS:
        spec, file = program.__spec__, getattr(program, "__file__", None)
        program.__spec__ = None
        if file is not None:
            del program.__file__
        try:
            yield
        finally:
            program.__spec__ = spec
            if file is not None:
                program.__file__ = file


@contextlib.contextmanager
def _environment(work: str, practised: bool) -> Any:
    """What the fork server must find when it starts: our packages, the engine's module and one thread."""
    wanted = dict.fromkeys(warm.ONE_THREAD, "1")
    wanted[warm.MODULE] = work.partition(":")[0]
    wanted[warm.PRACTISED] = "1" if practised else ""
    wanted["PYTHONPATH"] = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), ROOT)))
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _end(child: ForkServerProcess) -> None:
    """End the child's whole group, so that no Tesseract stays behind, and let go of the process."""
    if child.pid is not None:
        _kill(child.pid)
    child.join()


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
        return
    # Not yet the head of its own group.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)
