"""A watched folder: documents are read where they lie, once they are whole.

A file is whole when its size and its time of change stayed as they were for `settle` seconds, by its own time and from
one look to another: the clock of a network share may be wrong, and a copy may keep an old time. While it is written
anew it is not given, so that what stands in its place stays as it is. A file that is gone is not given any more; what a
run made of it stays.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from flows.inputs import SUFFIXES
from flows.settings import WrongUsage
from flows.source import Seen, SourceAway
from flows.source_inbox import Inbox, Left, Why

# How browsers, copying programs and Office call what is not finished, or is no document.
UNFINISHED = frozenset(".part .partial .filepart .crdownload .download .tmp .temp .swp".split())
PASSED_OVER = (".", "~$")
KNOWN = SUFFIXES | UNFINISHED
NEVER = 0.0  # of a file that is not there yet, though its name is


class File(NamedTuple):
    """A file as it was seen: its path in the folder, its size in bytes, its time of change in nanoseconds."""

    path: str
    size: int
    mtime: int


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    name: str
    inbox: Inbox
    path: str
    settle: float

    def __post_init__(self) -> None:
        if not Path(self.path).is_absolute():
            raise WrongUsage(f"Bron '{self.name}': de sleutel 'path' moet een volledig pad zijn.")
        if self.inbox.folder.resolve().is_relative_to(Path(self.path).resolve()):
            raise WrongUsage(f"Bron '{self.name}': de uitvoermap mag niet in de map van 'path' liggen.")

    def look(self, now: float) -> Seen:
        self.inbox.prepare()
        before = self.inbox.state()
        left: Left = []
        try:
            device = Path(self.path).stat().st_dev
            found = list(self._files(left))
        except OSError as error:
            raise self._away(f"niet te lezen ({error.strerror})") from None
        # An empty mount point is a folder too; the disk that it lies on gives it away.
        if not found and before.get("files") and before.get("device") != device:
            raise self._away("leeg, en ligt op een andere schijf dan eerst")
        known = before.get("files", {})
        told = {file.path: [file.size, file.mtime, self._since(file, known.get(file.path), now)] for file in found}
        self.inbox.remember({"device": device, "files": told})
        ready = sorted(path for path, (_, _, since) in told.items() if since is None)
        fresh = sum(known.get(path) != told[path] for path in ready)
        files = tuple(Path(self.path, path) for path in ready)
        return Seen(files, len(told) - len(ready), fresh, self.inbox.tell_left(left))

    def _since(self, file: File, known: list[Any] | None, now: float) -> float | None:
        """Since when a file was seen as it is now; None once it is whole."""
        if file.size == 0 or _ending(file.path) in UNFINISHED:
            return NEVER
        if known is None or known[:2] != [file.size, file.mtime]:
            return now
        if known[2] is None:
            return None
        since = min(float(known[2]), now)  # a clock that was put back
        age = now - file.mtime / 1e9
        # A time of change that lies ahead says nothing: a clock is wrong, and what was seen must do.
        return since if now - since < self.settle or 0 <= age < self.settle else None

    def _files(self, left: Left) -> Iterator[File]:
        """Every file that may become a document; links are not followed, what is hidden is passed over."""
        folders = [self.path]
        while folders:
            for entry in self._entries(folders.pop(), left):
                if entry.name.startswith(PASSED_OVER):
                    continue
                if entry.is_symlink():
                    left.append((Why.LINK, entry.path))
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif file := self._file(entry, left):
                    yield file

    def _entries(self, folder: str, left: Left) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return list(entries)
        except FileNotFoundError:
            if folder == self.path:
                raise
            return []  # it went away since it was listed
        except PermissionError:
            if folder == self.path:
                raise
            left.append((Why.CLOSED, folder))
            return []

    def _file(self, entry: os.DirEntry[str], left: Left) -> File | None:
        try:
            seen = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return None  # as above
        if not stat.S_ISREG(seen.st_mode):
            left.append((Why.SPECIAL, entry.path))
        elif _ending(entry.name) not in KNOWN:
            left.append((Why.TYPE, entry.path))
        else:
            return File(entry.path[len(self.path) :].lstrip("/"), seen.st_size, seen.st_mtime_ns)
        return None

    def _away(self, why: str) -> SourceAway:
        return SourceAway(f"Bron '{self.name}': de map van 'path' is {why}; is het netwerkstation aangekoppeld?")


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()  # noqa: PTH122 - for each of hundreds of thousands of files
