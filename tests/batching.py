"""A run of the command with the stand-in engine, in this process or in one that can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import flows.run_command
import flows.settings
from flows.cli import main

WORK = "faking:process"
SCRIPT = """
import sys
import flows.run_command, flows.settings
from flows.cli import main
# Others may edit the engine while this runs.
flows.settings.engine_hash = lambda: "tests"
flows.run_command.DIRECT_LIMIT = {limit}
sys.exit(main(work="faking:process"))
"""
# Differ from run to run by their nature.
LOOSE = frozenset({"lock", "prefect", "trail.db", "trail.seal", "last-run"})


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object, limit: int = 1000) -> int:
    """`lakwerk run ...` here; more than `limit` documents go by Prefect."""
    monkeypatch.setattr(flows.settings, "engine_hash", lambda: "tests")
    monkeypatch.setattr(flows.run_command, "DIRECT_LIMIT", limit)
    return main(["run", *map(str, arguments)], work=WORK)


def start(*arguments: object, limit: int = 1000, **environment: str) -> subprocess.Popen[str]:
    """`lakwerk run ...` in a process of its own."""
    here = Path(__file__).resolve().parent
    path = os.pathsep.join([str(here.parent), str(here)])
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT.format(limit=limit), "run", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": path, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def fill(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


def give_key(out: Path, key: bytes = b"k" * 32) -> None:
    """The same ids in two folders need the same key."""
    (out / "confidential").mkdir(parents=True, mode=0o700)
    (out / "confidential" / "key").write_bytes(key)
    (out / "confidential" / "key").chmod(0o600)


def tree(out: Path, skip: Sequence[str] = ()) -> dict[str, bytes]:
    """Every file of DIR with its bytes."""
    files = (path for path in sorted(out.rglob("*")) if path.is_file())
    names = ((path.relative_to(out), path) for path in files)
    return {str(name): path.read_bytes() for name, path in names if not LOOSE & set(name.parts) - set(skip)}


def state(out: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything below DIR with its mode; of files also time and bytes, since the store's log comes and goes.

    The time of last-run is how a run that does nothing is seen at all.
    """
    found = {}
    for path in sorted([out, *out.rglob("*")]):
        seen = path.stat()
        time = 0 if path.name == "last-run" else seen.st_mtime_ns
        inside = (time, path.read_bytes()) if path.is_file() else (0, b"")
        found[str(path)] = (seen.st_mode, *inside)
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refuse(*_: object) -> None:
    raise PermissionError(13, "Permission denied")
