"""`lakwerk worker`: does documents for a run, here or on another machine, as a worker of Prefect's work pool."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import tempfile
import time
from argparse import Namespace
from pathlib import Path

from flows.folder import Folder
from flows.prefect_server import API, POOL, SERVED, surroundings
from flows.progress import say, warn
from flows.settings import WrongUsage

DONE, WRONG_USAGE, INTERRUPTED = 0, 2, 130
AGAIN_SECONDS = 5.0


def worker(arguments: Namespace) -> int:
    """Work until the program is ended; exit status 2 where it cannot begin."""
    folder = Folder.at(arguments.out)
    try:
        pool = _pool()
        if not folder.confidential.is_dir():
            raise WrongUsage(f"{folder.root}: hier staan geen stukken. Is de gedeelde map aangekoppeld?")
        with tempfile.TemporaryDirectory(prefix="lakwerk-worker-") as home:  # 0700
            os.environ.update(surroundings(Path(home)) | {"PREFECT_WORKER_QUERY_SECONDS": "2"})
            os.environ[SERVED] = str(folder.root)
            _work(pool, arguments.name or f"{socket.gethostname()}-{os.getpid()}", arguments.limit)
    except WrongUsage as error:
        warn(str(error))
        return WRONG_USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    return DONE


def _pool() -> str:
    for name, key in ((API, "prefect"), (POOL, "pool")):
        if not os.environ.get(name):
            raise WrongUsage(f"Zet {key} in het instellingenbestand, of {name} in de omgeving. (Nothing to work for.)")
    return os.environ[POOL]


def _work(pool: str, name: str, limit: int | None) -> None:
    """One worker after another: Prefect's gives up where its server is away for some minutes."""
    from prefect.workers.process import ProcessWorker  # here: Prefect reads its surroundings when it is imported

    logging.getLogger("prefect").setLevel(logging.CRITICAL + 1)
    say(f"lakwerk worker {name}: wacht op werk in {pool}. (Waiting.)")
    while True:
        try:
            here = ProcessWorker(work_pool_name=pool, name=name, limit=limit or len(os.sched_getaffinity(0)))
            asyncio.run(here.start(printer=lambda *_: None))
            return
        except Exception as error:  # the message of a library may hold anything
            warn(f"De server van Prefect is weg ({type(error).__name__}); over {AGAIN_SECONDS:.0f} tellen opnieuw.")
            time.sleep(AGAIN_SECONDS)
