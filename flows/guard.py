"""Prefect's server never outlives its run, however the run ends.

A killed run cannot stop its server, which then holds the database and the pipes of whoever started the run.
So a small process waits for the run's end and stops what is left: `python -m flows.guard HOME`.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = str(Path(__file__).resolve().parents[1])
SERVER = "prefect.server.api.server:create_app"


def stand_guard(home: Path) -> subprocess.Popen[bytes]:
    """Start the guard; it acts when this process is gone, for only this process holds its input."""
    return subprocess.Popen(
        [sys.executable, "-m", "flows.guard", str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={**os.environ, "PYTHONPATH": ROOT},
        start_new_session=True,  # Ctrl-C is for the run
    )


def end_server(home: Path) -> None:
    """End the servers whose Prefect home this is."""
    mark = f"PREFECT_HOME={home}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            is_server = SERVER.encode() in (process / "cmdline").read_bytes().split(b"\0")
            if is_server and mark in (process / "environ").read_bytes().split(b"\0"):
                os.kill(int(process.name), signal.SIGTERM)


if __name__ == "__main__":
    sys.stdin.read()
    end_server(Path(sys.argv[1]))
