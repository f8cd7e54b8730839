"""Figures that `make measure` wrote at an earlier commit."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def before(file: Path, revision: str) -> dict[str, list[int]]:
    """What a file of figures said at a revision; nothing where it was not there yet."""
    command = ["git", "-C", str(ROOT), "show", f"{revision}:{file.relative_to(ROOT).as_posix()}"]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    return json.loads(shown.stdout) if shown.returncode == 0 else {}
