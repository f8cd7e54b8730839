"""What pages look like in grey at a low resolution, kept while a document is worked on.

Reading looks at such a picture, the redactor, and the gate that holds what was made against it: the same each time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock

from PIL import Image

DPI = 100  # the most that is kept
MOST = 32_000_000  # pixels, and bytes: some thirty pages


class Looks:
    """The last pictures that were drawn, as many as MOST allows. Nobody may write in what comes out."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Image.Image] = OrderedDict()
        self._lock = Lock()  # the desk draws in threads

    def of(self, key: Hashable, draw: Callable[[], Image.Image]) -> Image.Image:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        found = draw()
        with self._lock:
            self._kept[key] = found
            while sum(look.width * look.height for look in self._kept.values()) > MOST:
                self._kept.popitem(last=False)
        return found

    def clear(self) -> None:
        """For the end of a document: nothing of it stays."""
        with self._lock:
            self._kept.clear()


LOOKS = Looks()


def version(path: Path) -> Hashable:
    """What tells a file from another under the same name."""
    told = path.stat()
    return str(path), told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns
