"""How much of the disk of DIR is free, and how much should be."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOM = 2 << 30  # bytes that a run should find free


def free(root: Path) -> int:
    """Bytes that are free where DIR lies; raises OSError where it is not there."""
    return shutil.disk_usage(root).free


def is_low(root: Path) -> bool:
    """Whether that is less than a run should find; False where it cannot be told."""
    try:
        return free(root) < ROOM
    except OSError:
        return False
