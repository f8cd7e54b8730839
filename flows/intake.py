"""What there is to do: the files of all sources, and whether a run has had them."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flows.config import Config
from flows.folder import Folder, make_private, write_private
from flows.source import Source, SourceAway, source_of

LIST, TAKEN = "files", "taken"


@dataclass(frozen=True, slots=True)
class Intake:
    """What a look at the sources saw: files that are ready, how many still wait, and why a source is away."""

    files: tuple[Path, ...]
    waiting: int
    away: tuple[str, ...]

    @property
    def mark(self) -> str:
        """Stands for the files as they are now: another one as soon as one comes, goes or changes."""
        digest = hashlib.sha256()
        for path in self.files:
            with suppress(OSError):
                seen = path.stat()
                digest.update(os.fsencode(path) + f"\0{seen.st_size}\0{seen.st_mtime_ns}\n".encode())
        return digest.hexdigest()


def sources_of(config: Config, folder: Folder) -> tuple[Source, ...]:
    """The sources of a settings file; raises WrongUsage where one of them cannot be."""
    names = [str(table.get("name", "")) for table in config.sources]
    for name in names:
        if names.count(name) > 1:
            raise config.wrong("[[source]] name", f"{name} staat er meer dan eens. Geef elke bron een eigen naam.")
    return tuple(source_of(table, folder.inbox) for table in config.sources)


def look_at(sources: Sequence[Source]) -> Intake:
    """Look at every source; one that is away keeps no other waiting."""
    files: set[Path] = set()
    waiting, away = 0, []
    for source in sources:
        try:
            seen = source.look(time.time())
        except SourceAway as error:
            away.append(str(error))
            continue
        files.update(seen.files)
        waiting += seen.waiting
    return Intake(tuple(sorted(files)), waiting, tuple(away))


def write_list(folder: Folder, intake: Intake) -> Path:
    """The files as a list for `lakwerk run --files-from`; names of originals, so for the owner alone."""
    make_private(folder.inbox)
    write_private(folder.inbox / LIST, b"".join(os.fsencode(path) + b"\0" for path in intake.files))
    return folder.inbox / LIST


def is_taken(folder: Folder, mark: str) -> bool:
    """Whether a run did all of it already."""
    try:
        return (folder.inbox / TAKEN).read_text("ascii") == mark
    except OSError:
        return False


def take(folder: Folder, mark: str) -> None:
    """Write down that a run has had these files."""
    write_private(folder.inbox / TAKEN, mark.encode())
