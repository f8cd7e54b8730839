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

from corpus.events import Change, Events
from corpus.galley import has_pages, read_pages
from corpus.review import RELEASE, WITHDRAW, Review, review
from corpus.rules import RULES, in_force
from corpus.store import DONE, Store
from corpus.trail import Entry, Fact, Trail
from flows.accounts import ACTING
from flows.folder import Folder, make_private, write_private
from flows.instructions import events_of
from flows.inventory import CLOSED, cells, write_table
from flows.ledger import Ledger
from flows.press import ENDINGS, Press, placed
from flows.settings import WrongUsage
from review.desk.workplace import Listed, Preview, Rules, Running

PAGES = "pages.pdf"
MOMENT = 2.0  # seconds
WHOLE = "Het hele stuk wordt geweigerd; er is geen gelakt stuk."
REFUSED = "door een mens geweigerd"


class Bench:
    """The Workplace of review/desk/workplace.py over a DIR."""

    def __init__(self, folder: Folder, rules: Rules) -> None:
        self._folder, self._rules = folder, rules
        self._events = events_of(folder)
        self._press = Press(folder)
        self._lock = Lock()
        self._known: tuple[object, tuple[Listed, ...]] = (None, ())
        self._sweep()

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
        return self._folder.confidential / "desk.db"

    def documents(self) -> tuple[Listed, ...]:
        stamp = _stamp(self._folder.database)
        with self._lock:
            if self._known[0] == stamp:
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
            self._known = (stamp, made)
        return made

    def document(self, id: str) -> Listed | None:
        return next((each for each in self.documents() if each.id == id), None)

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
            return next((each.path for each in ledger.listings() if each.id == id and each.path.is_file()), None)

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

    def preview(self, id: str, version: int) -> Preview:
        found = review(self._events.of(id))
        if found.refused:
            return Preview(
                found.version, "klaar", "", ((True, "Het hele stuk wordt geweigerd; er is geen gelakt stuk."),)
            )
        return self._press.preview(id, found, in_force(self._events.of(RULES)))

    def seen_preview(self, id: str) -> Preview | None:
        return self._press.newest(id)

    def previewed(self, id: str, ending: str) -> Path | None:
        return self._press.file(id, ending)

    def release(self, id: str, version: int, who: str) -> str:
        """Let it go: files first, then the event that makes it so; what is between is swept at the next start."""
        found = review(self._events.of(id))
        if found.version != version:
            return "Iemand anders heeft dit stuk intussen veranderd. Bekijk het opnieuw."
        acting = ACTING.set(who)
        try:
            told: dict[str, Any] = {"refused": True} if found.refused else self._released(id, found)
            if found.ready:
                told["handed_by"] = found.ready.who
            (event,) = self._events.append(who, [Change(id, RELEASE, told, version)])
            document = self.document(id)
            grounds = found.refused.told["ground"] if found.refused else ""
            sums = "; ".join(
                f"{ending} {told['files'][ending]}" for ending in ENDINGS if ending in told.get("files", {})
            )
            hands = f"voorgelegd door {found.ready.who}" if found.ready else ""
            why = "; ".join(filter(None, (hands, f"zegel {event.hash[:16]}", sums)))
            what = REFUSED if found.refused else "door een mens vrijgegeven"
            self.note(Fact(who, what, id, document.stem if document else "", grounds, why, told.get("print", "")))
            self._list_released()
        except WrongUsage as error:
            return str(error)
        finally:
            ACTING.reset(acting)
        return ""

    def withdraw(self, id: str, who: str, why: str) -> None:
        self._press.take_back(id)
        (event,) = self._events.append(who, [Change(id, WITHDRAW, {"why": why})])
        document = self.document(id)
        told = f"{why}; zegel {event.hash[:16]}"
        self.note(Fact(who, "vrijgave teruggenomen", id, document.stem if document else "", why=told))
        self._list_released()

    def released(self, id: str, ending: str) -> Path | None:
        document = self.document(id)
        if document is None or ending not in ENDINGS or review(self._events.of(id)).released is None:
            return None
        file = self._folder.released / f"{document.stem}.{ending}"
        return file if file.is_file() and not file.is_symlink() else None

    def _released(self, id: str, found: Review) -> dict[str, Any]:
        files, print_ = self._press.release(id, found, in_force(self._events.of(RULES)))
        return {"files": files, "print": print_}

    def _reviews(self) -> dict[str, Review]:
        told: dict[str, list[Any]] = {}
        for event in self._events.since():
            told.setdefault(event.document, []).append(event)
        return {id: review(events) for id, events in told.items()}

    def _list_released(self) -> None:
        """DIR/released/inventory.csv and .xlsx: a row for each document that a person let go or refused."""
        reviews = {id: each for id, each in self._reviews().items() if each.released}
        with closing(Store(self._folder.database)) as store:
            rows = store.rows()
        with closing(Ledger(self._folder.ledger)) as ledger:
            parents = {each.id: self._folder.parent_of(each.path) or "" for each in ledger.listings()}
        table = []
        for row in sorted(rows.values(), key=lambda row: (row.stem, row.id)):
            if row.id not in reviews:
                continue
            up = rows.get(parents.get(row.id, ""))
            made = list(cells(row, row.source, up.stem if up else ""))
            refused = reviews[row.id].refused
            if refused:
                made[3:6] = [CLOSED, refused.told["ground"], REFUSED]
                made[10:16] = [""] * 6
            table.append(tuple(made))
        self._folder.released.mkdir(exist_ok=True)
        write_table(self._folder.released, table)

    def _sweep(self) -> None:
        """Remove from DIR/released what no event lets go: a program that was ended half-way left it there."""
        if not self._folder.released.is_dir():
            return
        reviews = self._reviews()
        with closing(Ledger(self._folder.ledger)) as ledger:
            let_go = {stem for id, stem in ledger.named() if id in reviews and reviews[id].released}
        for file in self._folder.released.iterdir():
            if file.stem not in let_go and file.stem != "inventory":
                file.unlink()


def _stamp(file: Path) -> object:
    """Tells whether the store is as it was; where it is no file, for a moment."""
    try:
        told = [file.stat(), *([wal.stat()] if (wal := file.with_name(f"{file.name}-wal")).exists() else [])]
    except OSError:
        return round(time.monotonic() / MOMENT)
    return tuple((each.st_mtime_ns, each.st_size) for each in told)
