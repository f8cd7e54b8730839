"""What a schedule starts, as one Prefect flow: a command of ours, in a process of its own.

Prefect is told the name of the job, how it ended and numbers; never a path, a name or a text of a document.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from prefect import flow
from prefect.artifacts import create_link_artifact, create_table_artifact

from corpus.store import Store
from flows.child import die_with_parent
from flows.config import JOBS, VARIABLE, Config, read_config
from flows.folder import Folder
from flows.intake import is_taken, look_at, sources_of, take, write_list
from flows.prefect_server import DESK, ROOT, SERVED
from flows.progress import warn

NOT_CARRIED_OUT = 2
RETRIES, RETRY_SECONDS = 2, 60


class JobFailed(Exception):  # noqa: N818 - Prefect shows its name
    """A command ended with a status that says that it was not carried out."""


@flow(
    name="job",
    flow_run_name="{job}",
    retries=RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    persist_result=False,
    log_prints=False,
)
def carry_out(job: str) -> None:
    """Carry out a job of the schedule; raises JobFailed, so that Prefect tries again and shows it."""
    folder = Folder.at(Path(os.environ[SERVED]))
    mark, more = "", []
    if job == "run":
        config = _config()
        sources = sources_of(config, folder)
        intake = look_at(sources)
        for why in intake.away:
            warn(why)
        if sources and not intake.files:
            return
        mark = intake.mark
        more = ["--files-from", str(write_list(folder, intake))] if sources else []
    status = _command([*JOBS[job], "--out", str(folder.root), *more])
    if status >= NOT_CARRIED_OUT:
        raise JobFailed(f"lakwerk {' '.join(JOBS[job])}: {status}")
    if mark and not is_taken(folder, mark):
        take(folder, mark)
    if job == "run":
        _show(folder)


def _config() -> Config:
    from flows.cli import parser  # here: the command line imports what starts this
    from flows.config_options import commands

    file = os.environ.get(VARIABLE)
    return read_config(Path(file) if file else None, commands(parser()))


def _command(words: Sequence[str]) -> int:
    """Run a command of ours; it goes when this process goes, and what it prints stays out of Prefect."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT__")}
    child = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd="/",
        env={**environment, "PYTHONPATH": ROOT},
        preexec_fn=partial(die_with_parent, signal.SIGTERM),
    )
    try:
        return child.wait()
    finally:
        if child.poll() is None:  # this job is being cancelled
            child.terminate()
            child.wait()


def _show(folder: Folder) -> None:
    """Numbers of DIR as a table in Prefect, and where the workspace is."""
    with closing(Store(folder.database)) as store:
        counted = Counter((row.state, row.reason or "") for row in store.rows().values())
    table = [{"state": state, "reason": why, "documents": n} for (state, why), n in sorted(counted.items())]
    create_table_artifact(table, key="documents", description="Documents by state, and why they are held back.")
    if desk := os.environ.get(DESK):
        create_link_artifact(desk, key="workspace", link_text="The review workspace")
