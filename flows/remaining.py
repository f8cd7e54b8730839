"""How long a run still takes: by the pages that are left, at the pace so far."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from threading import Lock

# Seconds a page on one core (docs/operate.md); at the start this counts, and weighs as much as so many pages.
PACE, WEIGHT = 3.0, 10
MINUTE, HOUR, DAY = 60, 3600, 86400


class Remaining:
    """The estimate of one run; may be told and asked from many threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._left: dict[str, int] = {}
        self._pages, self._began = 0, clock()
        self._pace = PACE / len(os.sched_getaffinity(0))

    def expect(self, pages: Mapping[str, int]) -> None:
        """These documents are to be done; from now on the time counts."""
        with self._lock:
            self._left, self._began = dict(pages), self._clock()

    def done(self, id: str) -> None:
        """A document was done, well or not."""
        with self._lock:
            self._pages += self._left.pop(id, 0)

    def seconds(self) -> float | None:
        """Seconds until the end; None where nothing is left."""
        with self._lock:
            left = sum(self._left.values())
            taken = self._clock() - self._began + WEIGHT * self._pace
            return left * taken / (self._pages + WEIGHT) if left else None


def about(seconds: float) -> str:
    """A time as a person says it, with no more precision than there is.

    >>> about(20), about(830), about(5500), about(200_000)
    ('nog ongeveer een minuut', 'nog ongeveer 14 minuten', 'nog ongeveer 1,5 uur', 'nog ongeveer 2,5 dagen')
    """
    if seconds < 1.5 * MINUTE:
        return "nog ongeveer een minuut"
    if seconds < 1.5 * HOUR:
        return f"nog ongeveer {round(seconds / MINUTE)} minuten"
    if seconds < 2 * DAY:
        return f"nog ongeveer {_halves(seconds / HOUR)} uur"
    return f"nog ongeveer {_halves(seconds / DAY)} dagen"


def _halves(amount: float) -> str:
    return f"{round(amount * 2) / 2:g}".replace(".", ",")
