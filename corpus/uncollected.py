"""Work that makes many small objects and no rings of them: Python's search for rings is put off until it is done.

In a process for one document alone what the work made is not searched afterwards either: it ends with its references,
or with the process.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.disposable import is_disposable


@contextmanager
def uncollected() -> Iterator[None]:
    """For the work of one page: a search looks through all that is there, again and again while it grows."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            if is_disposable():
                gc.freeze()
            gc.enable()
