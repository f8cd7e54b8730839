"""What a run surely needs is started before its own modules are loaded: the processes for documents load meanwhile."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from flows.folder import Folder
from flows.isolate import Isolation

MAILS = frozenset({".eml", ".msg"})  # bring documents with them


def start_ahead(arguments: Namespace, work: str) -> None:
    """Start what loads the engine; not where an earlier run may have done all of it."""
    if Folder.at(arguments.out).database.exists() or not all(path.exists() for path in arguments.paths):
        return
    if arguments.paths:
        Isolation(work, practised=not are_few(_files(arguments.paths), arguments.jobs)).ahead()


def are_few(files: Iterable[Path], jobs: int | None) -> bool:
    """True for no more documents than are done at once: a practice for the first would be in the way of all."""
    most = jobs or len(os.sched_getaffinity(0))
    seen = list(islice(files, most + 1))
    return len(seen) <= most and not any(path.suffix.lower() in MAILS for path in seen)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (each for each in path.rglob("*") if each.is_file())
        else:
            yield path
