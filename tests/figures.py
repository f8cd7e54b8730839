"""Figures of `make measure`: those it counts now, and those it wrote at an earlier commit."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Tally:
    """Good of all, per row of the table, and what went wrong."""

    counts: dict[str, list[int]] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, row: str, good: int, of: int, *misses: str) -> None:
        entry = self.counts.setdefault(row, [0, 0])
        entry[0] += good
        entry[1] += of
        self.misses += [f"{row}: {miss}" for miss in misses]


def before(file: Path, revision: str) -> dict[str, list[int]]:
    """What a file of figures said at a revision; nothing where it was not there yet."""
    command = ["git", "-C", str(ROOT), "show", f"{revision}:{file.relative_to(ROOT).as_posix()}"]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    return json.loads(shown.stdout) if shown.returncode == 0 else {}
