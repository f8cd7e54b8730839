"""The names that documents are shown by, asked in a child: nothing of a name is shown where that fails."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

from corpus.row import Row
from flows.child import GONE, NAME
from flows.folder import Folder
from flows.inputs import Entry
from flows.isolate import Ending, Isolation, Stopped
from flows.job import Job
from flows.outcome import CONFIDENTIAL, Done, Outcome, clean
from flows.place import hidden_texts, rename
from flows.settings import Settings

SECONDS = 120.0
LONGEST = 180  # letters of a parent's name, so that what follows still fits


class Naming:
    """Names without personal data, by the engine of `work`."""

    def __init__(self, folder: Folder, isolation: Isolation, work: str, key: bytes, settings: Settings) -> None:
        self._folder, self._isolation, self._work = folder, isolation, work
        self._key, self._settings = key, settings

    def safe(self, name: Path, place: str, hidden: tuple[str, ...] = ()) -> tuple[str, str]:
        """Stem and source for a file's name; `place` names a staging folder for the question."""
        staging = self._folder.stage(place)
        arguments = (self._work, Job(name, staging, self._key, self._settings), hidden)
        ending = self._isolation.call("flows.child:name", arguments, staging, self._settings.limits, SECONDS)
        if ending is Ending.STOPPED:
            raise Stopped
        try:
            stem, source = json.loads((staging / NAME).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            stem, source = GONE, GONE + name.suffix
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        return str(stem), str(source)

    def source(self, entry: Entry, row: Row, parent: str | None) -> str:
        """The shown file name of a second path of the same bytes, which may be called otherwise."""
        hidden = hidden_texts(self._folder.confidential / f"{row.stem}.json")
        return clean(self.safe(_name(entry, parent), f"{entry.id}-name", hidden)[1])

    def adopt(self, entry: Entry, outcome: Outcome, parent: str) -> Outcome:
        """The outcome of an attachment under a name that tells whose it is: only now its parent has one."""
        staged = self._folder.staging / entry.id
        hidden = hidden_texts(staged / CONFIDENTIAL) if isinstance(outcome, Done) else ()
        stem, source = self.safe(_name(entry, parent), f"{entry.id}-name", hidden)
        if isinstance(outcome, Done):
            rename(staged, clean(source))
        return replace(outcome, stem=stem, source=source)


def _name(entry: Entry, parent: str | None) -> Path:
    """What a file is called before personal data goes: an attachment after the public name of its parent."""
    if parent is None:
        return entry.path
    return Path(f"{parent[:LONGEST]}-bijlage-{entry.family.number}{entry.path.suffix}")
