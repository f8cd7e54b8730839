"""Pages of one long document on several cores: shares of the work in forked processes, put together in order.

How many is told by the environment, since only who runs a batch knows which cores are free. A process that forks here
has one thread, as the process of a document has.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable, Sequence
from typing import IO, Any, TypeVar

VARIABLE = "LAKWERK_PROCESSES"
FEWEST = 3  # pages for each process: fewer are not worth it
T = TypeVar("T")
Work = Callable[[int, int], Sequence[tuple[int, T]]]


def processes(pages: int) -> int:
    """In how many processes a document of so many pages is done."""
    told = os.environ.get(VARIABLE, "")
    return max(1, min(int(told) if told.isdecimal() else 1, pages // FEWEST))


def in_shares(work: Work[T], amount: int) -> list[T]:
    """What `work(share, amount)` gives for each share from 0: numbered things, in the order of their numbers.

    Raises what a share raised, the first share first. Each opens its own files: an offset would be shared.
    """
    others = [_fork(work, share, amount) for share in range(1, amount)]
    try:
        found = list(work(0, amount))
    finally:
        results = [_result(*other) for other in others]
    for told in results:
        if isinstance(told, BaseException):
            raise told
        found += told
    return [each for _, each in sorted(found, key=lambda one: one[0])]


def _fork(work: Work[T], share: int, amount: int) -> tuple[int, IO[bytes]]:
    answer = tempfile.TemporaryFile()  # noqa: SIM115 - it is read after the process has ended
    pid = os.fork()
    if pid:
        return pid, answer
    status = 1
    try:
        told: Any
        try:
            told = list(work(share, amount))
        except Exception as error:
            told = error
        pickle.dump(told, answer)
        answer.flush()
        status = 0
    finally:
        os._exit(status)  # nothing of the parent's is to be closed or printed here


def _result(pid: int, answer: IO[bytes]) -> Any:
    _, status = os.waitpid(pid, 0)
    with answer:
        if status != 0:
            return ShareLost()
        answer.seek(0)
        return pickle.load(answer)


class ShareLost(RuntimeError):  # noqa: N818 - said as what happened
    """A process that did a share of the pages ended without an answer."""
