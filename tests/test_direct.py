"""The threads of a batch without Prefect, and a request to end that strikes at any moment."""

from __future__ import annotations

import os
import signal
from types import SimpleNamespace
from typing import Any, cast

import pytest

from flows.batch import Batch
from flows.direct import ENDING, work_through


def batch_of(attempt: Any, count: int) -> tuple[Batch, list[str]]:
    stops: list[str] = []
    isolation = SimpleNamespace(stop=lambda: stops.append("stop"))
    return cast(Batch, SimpleNamespace(attempt=attempt, pending=range(count), isolation=isolation)), stops


@pytest.mark.parametrize("number", ENDING)
@pytest.mark.parametrize("moment", range(5))
def test_request_to_end_stops_the_children_whenever_it_comes(number: int, moment: int) -> None:
    """It is raised between two documents, with no lock held, and what was there before handles the next one."""
    before = signal.getsignal(number)

    def attempt(entry: int) -> None:
        if entry == moment:
            os.kill(os.getpid(), number)

    batch, stops = batch_of(attempt, 2000)
    with pytest.raises(KeyboardInterrupt):
        work_through(batch, 4)
    assert stops == ["stop"]
    assert signal.getsignal(number) is before


def test_everything_is_done_once_and_an_error_ends_it() -> None:
    done: list[int] = []
    batch, stops = batch_of(done.append, 50)
    work_through(batch, 3)
    assert sorted(done) == list(range(50))
    assert stops == []
    failing, stopped = batch_of(lambda entry: 1 / (entry - 7), 20)
    with pytest.raises(ZeroDivisionError):
        work_through(failing, 2)
    assert stopped == ["stop"]
