"""DIR/confidential/last-run: when the last run began and ended, and how; no names.

A run that found nothing to do leaves the bytes of its forerunner, since it may change none; the time of the file then
says when it ended.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from flows.folder import Folder, write_private

SLACK = timedelta(seconds=2)  # between the end that a run writes down and the time of what it wrote


@dataclass(frozen=True, slots=True)
class LastRun:
    """Times are UTC; `ended` and `exit` are None while it goes on, and for good where it was killed.

    `done` and `held` are the documents that it did, `earlier` those that it found done; `seconds` is how long it took.
    `idle` is whether the last one found nothing to do: then only `ended` is its own, the rest of its forerunner.
    """

    started: datetime
    ended: datetime | None = None
    exit: int | None = None
    seconds: float = 0.0
    done: int = 0
    held: int = 0
    earlier: int = 0
    version: str = ""
    idle: bool = False


def write_last_run(folder: Folder, run: LastRun) -> None:
    """Write it down for the owner of DIR alone; raises OSError."""
    told = asdict(run) | {name: day.isoformat(timespec="seconds") for name, day in _days(run).items()}
    del told["idle"]  # said by the time of the file
    write_private(folder.last_run, (json.dumps(told, indent=2) + "\n").encode())


def read_last_run(folder: Folder) -> LastRun | None:
    """The last run of DIR; None where none is known."""
    try:
        told = json.loads(folder.last_run.read_text("utf-8"))
        seen = datetime.fromtimestamp(int(folder.last_run.stat().st_mtime), UTC)
        started, ended = (told[name] and datetime.fromisoformat(told[name]) for name in ("started", "ended"))
        if not ended:
            return LastRun(started)
        done, held, earlier = (int(told[name]) for name in ("done", "held", "earlier"))
        how = int(told["exit"]), float(told["seconds"]), done, held, earlier, str(told["version"])
        return LastRun(started, max(ended, seen), *how, idle=seen > ended + SLACK)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _days(run: LastRun) -> dict[str, datetime]:
    return {name: day for name, day in (("started", run.started), ("ended", run.ended)) if day}
