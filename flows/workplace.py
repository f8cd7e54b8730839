"""DIR as the workspace of `lakwerk review` works on it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Any

from corpus.events import Change, Event, Events
from corpus.galley import has_pages, read_pages
from corpus.review import RELEASE, WITHDRAW, Review, review
from corpus.store import DONE, Store
from corpus.trail import Entry, Fact, Trail
from flows.accounts import ACTING, HANDED, LET_GO, TAKEN_BACK
from flows.endings import ENDINGS, placed
from flows.folder import Folder, make_private, write_private
from flows.instructions import events_of
from flows.inventory import REFUSED
from flows.job import identify_file
from flows.ledger import Ledger
from flows.letting_go import let_go, take_back
from flows.press import Press
from flows.released import is_out, sweep_released, write_released
from flows.settings import WrongUsage
from review.desk.workplace import Listed, Preview, Rules, Running

PAGES = "pages.pdf"
MOMENT = 2.0  # seconds between looks at all documents, while a run goes on
WHOLE = "Het hele stuk wordt geweigerd; er is geen gelakt stuk."
CHANGED = "Iemand anders heeft dit stuk intussen veranderd. Bekijk het opnieuw."


class Bench:
    """The Workplace of review/desk/workplace.py over a DIR."""

    def __init__(self, folder: Folder, rules: Rules) -> None:
        self._folder, self._rules = folder, rules
        self._events = events_of(folder)
        self._press = Press(folder)
        self._lock = Lock()
        self._known: tuple[object, tuple[Listed, ...]] = (None, ())
        self._read = -MOMENT
        self._identities: dict[Path, tuple[object, str]] = {}
        sweep_released(folder, self._events)

    def close(self) -> None:
        self._press.close()

    @property
    def events(self) -> Events:
        return self._events

    @property
    def rules(self) -> Rules:
        return self._rules

    @property
    def index_file(self) -> Path:
        """Where the desk keeps what it looks things up in."""
        return self._folder.desk

    def documents(self) -> tuple[Listed, ...]:
        stamp = _stamp(self._folder.database)
        with self._lock:
            if self._known[0] == stamp or time.monotonic() - self._read < MOMENT:
                return self._known[1]
        with closing(Store(self._folder.database)) as store:
            rows = store.rows()
        with closing(Ledger(self._folder.ledger)) as ledger:
            paths = {each.id: each.path for each in reversed(ledger.listings())}
        parents = {id: self._folder.parent_of(path) or "" for id, path in paths.items()}
        made = tuple(
            Listed(
                row.id, row.stem, row.source, row.kind or "", row.title or "", row.date or "", row.ministry or "",
                row.pages, row.redactions, "" if row.state == DONE else row.detail or "Dit stuk is tegengehouden.",
                parents.get(row.id, ""),
            )
            for row in sorted(rows.values(), key=lambda row: (row.stem, row.id))
        )  # fmt: skip
        with self._lock:
            self._known, self._read = (stamp, made), time.monotonic()
        return made

    def document(self, id: str) -> Listed | None:
        found = next((each for each in self.documents() if each.id == id), None)
        if found is None:
            self._read = -MOMENT  # it may have come in just now
            found = next((each for each in self.documents() if each.id == id), None)
        return found

    def galley(self, id: str) -> Path:
        return self._folder.galleys / f"{id}.zip"

    def pages(self, id: str) -> Path | None:
        galley = self.galley(id)
        if has_pages(galley):
            room = self._folder.previews / id
            file = room / PAGES
            if not file.exists() or file.stat().st_mtime_ns < galley.stat().st_mtime_ns:
                make_private(self._folder.previews)
                make_private(room)
                write_private(file, read_pages(galley))
                os.utime(file)
            return file
        with closing(Ledger(self._folder.ledger)) as ledger:
            paths = [each.path for each in ledger.listings() if each.id == id and each.path.is_file()]
        return next((path for path in paths if self._identity(path) == id), None)

    def _identity(self, path: Path) -> str:
        """The id of a file as it is now: another one under its name is no original any more."""
        told = path.stat()
        stamp = (told.st_mtime_ns, told.st_size, told.st_ino)
        known = self._identities.get(path)
        if known is None or known[0] != stamp:
            self._identities[path] = known = (stamp, identify_file(path, self._folder.key()))
        return known[1]

    def record(self, id: str) -> dict[str, Any] | None:
        document = self.document(id)
        file = self._folder.records / f"{document.stem}.json" if document else None
        if file is None or not file.is_file():
            return None
        told: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return told

    def placed(self, id: str, ending: str) -> Path | None:
        document = self.document(id)
        file = placed(self._folder, document.stem, ending) if document else None
        return file if file and file.is_file() else None

    def running(self) -> Running | None:
        try:
            told = json.loads(self._folder.progress.read_text("utf-8"))
            return Running(int(told["total"]), int(told["left"])) if self._folder.is_locked() else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def note(self, fact: Fact) -> None:
        with closing(Trail(self._folder.trail)) as trail:
            trail.append(fact)

    def trail(self) -> Iterator[Entry]:
        with closing(Trail(self._folder.trail)) as trail:
            yield from trail.entries()

    def preview(self, id: str, *, again: bool = False) -> Preview:
        found = review(self._events.of(id))
        if found.refused:
            return Preview(found.version, "klaar", "", ((True, WHOLE),))
        return self._press.preview(id, found, again=again)

    def seen_preview(self, id: str) -> Preview | None:
        return self._press.newest(id)

    def previewed(self, id: str, ending: str) -> Path | None:
        return self._press.file(id, ending)

    def release(self, id: str, version: int, who: str) -> str:
        """Let it go, one document at a time: files first, then the event that makes it so.

        Where that event cannot be stored, the files go again; what a killed program left is swept at the next start.
        """
        acting = ACTING.set(who)
        try:
            with self._folder.lock():
                found = review(self._events.of(id))
                if found.version != version or found.released:
                    return CHANGED
                try:
                    told = self._put(id, found)
                    (event,) = self._events.append(who, [Change(id, RELEASE, told, version)])
                except BaseException:
                    take_back(self._folder, id)
                    raise
                self._tell(event, found)
                write_released(self._folder, self._events)
        except WrongUsage as error:
            return str(error)
        finally:
            ACTING.reset(acting)
        return ""

    def withdraw(self, id: str, who: str, why: str) -> None:
        take_back(self._folder, id)
        (event,) = self._events.append(who, [Change(id, WITHDRAW, {"why": why})])
        document = self.document(id)
        told = f"{why}; zegel {event.hash[:16]}"
        self.note(Fact(who, TAKEN_BACK, id, document.stem if document else "", why=told))
        write_released(self._folder, self._events)

    def released(self, id: str, ending: str) -> Path | None:
        document = self.document(id)
        if document is None or ending not in ENDINGS or not is_out(review(self._events.of(id))):
            return None
        file = self._folder.released / f"{document.stem}.{ending}"
        return file if file.is_file() and not file.is_symlink() else None

    def _put(self, id: str, found: Review) -> dict[str, Any]:
        """Put the files of a release in their place; what the event is to say of them comes back."""
        handed = {"handed_by": found.ready.who} if found.ready else {}
        if found.refused:
            take_back(self._folder, id)
            return {"refused": True, **handed}
        asked = self._press.approved(id, found)
        return {"files": let_go(self._folder, self._press, asked), "print": asked.print, **handed}

    def _tell(self, event: Event, found: Review) -> None:
        """Write a release in the trail."""
        told, document = event.told, self.document(event.document)
        ground = found.refused.told["ground"] if found.refused else ""
        files = told.get("files", {})
        sums = "; ".join(f"{ending} {files[ending]}" for ending in ENDINGS if ending in files)
        hands = f"{HANDED}{told['handed_by']}" if "handed_by" in told else ""
        why = "; ".join(filter(None, (hands, f"zegel {event.hash[:16]}", sums)))
        what, stem = REFUSED if found.refused else LET_GO, document.stem if document else ""
        self.note(Fact(event.who, what, event.document, stem, ground, why, told.get("print", "")))


def _stamp(file: Path) -> object:
    """Tells whether the store is as it was; where it is no file, for a moment."""
    try:
        told = [file.stat(), *([wal.stat()] if (wal := file.with_name(f"{file.name}-wal")).exists() else [])]
    except OSError:
        return round(time.monotonic() / MOMENT)
    return tuple((each.st_mtime_ns, each.st_size) for each in told)
