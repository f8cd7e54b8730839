"""What a command costs with all that it starts: `python throughput_spent.py ANSWER COMMAND...` writes it as JSON.

This process becomes the parent of whatever outlives the command (the fork server, Prefect's server), waits for that
too, and tells the processor seconds of the whole tree, the largest memory that one process of it had, and the wall
seconds until the command itself ended.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PR_SET_CHILD_SUBREAPER = 36
FORKS = "LAKWERK_FORKS"  # names the file in which the command leaves the id of its fork server
PATIENCE = 60  # seconds that what outlives the command may still take


class Spent(NamedTuple):
    """Seconds and megabytes. `began` is on the clock of `time.monotonic`; `own` is all but the fork server's."""

    status: int
    began: float
    wall: float
    cpu: float
    own: float
    peak: float


def spend(command: Sequence[str | Path], **environment: str) -> Spent:
    """Run a command, and say what it cost; what it prints is not kept."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "spent.json"
        surroundings = {**os.environ, "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", **environment}
        subprocess.run([sys.executable, __file__, answer, *command], env=surroundings, check=True)
        return Spent(**json.loads(answer.read_text("utf-8")))


def main(answer: Path, command: Sequence[str]) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    began = time.monotonic()
    with Path(os.devnull).open("w") as nowhere:
        child = subprocess.Popen(command, stdout=nowhere, stderr=nowhere if "QUIET" in os.environ else None)
    _, status, used = os.wait4(child.pid, 0)
    wall, own = time.monotonic() - began, used.ru_utime + used.ru_stime
    forks = Path(os.environ[FORKS]).read_text("utf-8") if FORKS in os.environ else ""
    signal.alarm(PATIENCE)  # ends this process, and so tells that something stayed behind
    while True:
        try:
            pid, _, used = os.wait4(-1, 0)
        except ChildProcessError:
            break
        own += used.ru_utime + used.ru_stime if str(pid) != forks else 0.0
    whole = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu, peak = whole.ru_utime + whole.ru_stime, whole.ru_maxrss / 1024
    told = Spent(os.waitstatus_to_exitcode(status), began, wall, cpu, own, peak)
    answer.write_text(json.dumps(told._asdict()), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
