"""Whether this process is for one document alone, and may end by a picture or keep rubbish until it ends."""

from __future__ import annotations

import os

DISPOSABLE = "LAKWERK_DISPOSABLE"  # in the environment of such a process


def is_disposable() -> bool:
    """Whether this process is for one document alone."""
    return os.environ.get(DISPOSABLE) == "1"
