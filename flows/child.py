"""What runs in the disposable process of one document; its answers are files in the staging folder.

A child shows nothing: what a library prints may hold text of the document.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.at_once import VARIABLE
from corpus.errors import CannotProcess
from flows.job import Job
from flows.outcome import Failed, Outcome
from flows.staging import write_outcome
from flows.warm import ONE_THREAD

NAME = "name.json"
GONE = "gelakt"
MAX_FILE = 4 << 30
BROKEN_PICTURE = "Een afbeelding in het document is beschadigd. Vraag de bron om een nieuw exemplaar."
PR_SET_PDEATHSIG = 1
PACKAGES = ("corpus", "nlp", "anonymize", "flows")


def main(target: str, arguments: tuple[Any, ...], folder: Path, memory: int, seconds: float) -> None:
    """Set the limits, then call `target` ("module:function")."""
    os.setsid()  # own group: Tesseract goes with it when it is ended
    die_with_parent(signal.SIGKILL)
    _be_silent()
    _limit(memory, seconds)
    _keep_to(folder)
    load(target)(*arguments)


def nothing() -> None:
    """Start, and end: afterwards the fork server has the engine in memory."""


def load(target: str) -> Callable[..., Any]:
    module, _, name = target.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function


def do(work: str, job: Job, id: str, fingerprint: str) -> None:
    """Process one document and leave its outcome behind, whatever happens."""
    outcome: Outcome
    os.environ[VARIABLE] = str(job.processes)
    try:
        outcome = load(work)(job)
    except CannotProcess as error:
        outcome = _failed(work, job, error.reason, error.detail)
    except MemoryError:
        outcome = _failed(work, job, "out_of_memory", "Het document vraagt meer geheugen dan is toegestaan.")
    except OSError as error:
        if error.errno is None:  # Pillow's, of a picture
            outcome = _failed(work, job, "damaged", BROKEN_PICTURE)
        else:
            detail = f"Lezen of schrijven mislukte (fout {error.errno}). Controleer de schijf en probeer het opnieuw."
            outcome = _failed(work, job, "io_error", detail)
    except Exception as error:
        outcome = _failed(work, job, "crashed", f"Onverwachte fout ({where(error)}). Meld dit bij de beheerder.")
    write_outcome(job.staging, replace(outcome, id=id) if isinstance(outcome, Failed) else outcome, fingerprint)


def name(work: str, job: Job, hidden: tuple[str, ...]) -> None:
    """Leave the safe stem and source of a file behind, without reading the file."""
    (job.staging / NAME).write_text(json.dumps(safe_names(work, job, hidden)), encoding="utf-8")


def safe_names(work: str, job: Job, hidden: tuple[str, ...] = ()) -> tuple[str, str]:
    """The file's stem and name without personal data, which may be among the `hidden` wordings of the document.

    The engine's `safe_name(stem, hidden)` says it; where it cannot, nothing of the name is shown.
    """
    suffix = job.source.suffix
    try:
        stem = str(load(f"{work.partition(':')[0]}:safe_name")(job.source.stem, hidden))
    except Exception:
        stem = GONE
    return stem, stem + suffix


def where(error: BaseException) -> str:
    """The error's class and the last place in our own code: never its message, which may quote the document."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).parent.name in PACKAGES]
    if not ours:
        return type(error).__name__
    place = Path(ours[-1].filename)
    return f"{type(error).__name__} in {place.parent.name}/{place.name}, regel {ours[-1].lineno}"


def _failed(work: str, job: Job, reason: str, detail: str) -> Failed:
    stem, source = safe_names(work, job)
    return Failed("", stem, source, reason, detail)


def die_with_parent(number: int) -> None:
    """Let the system send a signal when the process that started this one is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number)


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _limit(memory: int, seconds: float) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Processor time is a second lock on the door: the parent's clock ends a document first.
    processor = int(seconds) * 2 + 60
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_FILE, MAX_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump holds the document


def _keep_to(folder: Path) -> None:
    """Private files, in the document's own folder, and one thread."""
    os.umask(0o077)
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    os.environ["TMPDIR"] = str(temporary)
    tempfile.tempdir = None
    for variable in ONE_THREAD:
        os.environ[variable] = "1"
