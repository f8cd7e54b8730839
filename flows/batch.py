"""A batch: every document once, each in its own process, put in place in sorted path order."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Sequence
from contextlib import ExitStack, closing

from corpus import programs
from corpus.database import StoreRefusal
from corpus.errors import OfficeMissing
from corpus.store import DONE, Row, Store
from corpus.trail import Fact, Trail
from flows import people
from flows.accounts import RAN, who
from flows.attempt import DETAILS, Attempts
from flows.family import in_order
from flows.folder import Folder, empty_away
from flows.inputs import Entry
from flows.isolate import Ending, Stopped
from flows.job import ID_LENGTH
from flows.ledger import Ledger, Listing
from flows.outcome import Failed, Outcome
from flows.place import Books, place
from flows.probe import Look
from flows.progress import Progress
from flows.settings import Settings
from flows.survey import survey
from flows.withdrawal import withdraw_changed

WORK = "flows.pipeline:process"
DISK = "io_error"
# A record that is not what it should be: its document is held back, the others go on.
ODD = (KeyError, TypeError, ValueError, AttributeError, StoreRefusal)


class Batch:
    """The documents of one run. `attempt` may be called from many threads, for each id of `pending` once."""

    def __init__(
        self,
        folder: Folder,
        entries: Sequence[Entry],
        settings: Settings,
        key: bytes,
        work: str,
        fingerprint: str,
        reporter: Progress,
    ) -> None:
        self.folder = folder
        self.entries = entries
        self.fatal: BaseException | None = None
        self.reporter, self._limits = reporter, settings.limits
        with ExitStack() as opened:  # a program that is ended half-way here leaves nothing open
            self._store = opened.enter_context(closing(Store(folder.database)))
            self._ledger = opened.enter_context(closing(Ledger(folder.ledger)))
            self._trail = opened.enter_context(closing(Trail(folder.trail)))
            self._close = opened.pop_all().close
        self._books = Books(folder, self._store, self._ledger, self._trail)
        self._first = {entry.id: entry for entry in reversed(entries)}
        self._fingerprint = fingerprint
        first, names = self._first.values(), self._ledger.people()
        self.attempts = Attempts(folder, first, settings, key, work, fingerprint, names, reporter)
        self.isolation, self._naming, self._prints = self.attempts.isolation, self.attempts.naming, self.attempts.prints
        self._earlier = {id for id, print_ in self._store.fingerprints().items() if self._prints.get(id) == print_}
        if programs.office():  # what waited for it since an earlier run
            self._earlier -= self._store.held(OfficeMissing.reason)
        self._earlier -= self._store.held(DISK)  # by now there may be room
        self._rows: dict[str, Row] = {}  # of earlier runs: asked for at once, not one by one
        self._ready: dict[str, Outcome] = {}
        self._placed: set[str] = set()
        self._next = 0
        self._settling = threading.RLock()

    def close(self) -> None:
        self._close()

    @property
    def pending(self) -> tuple[Entry, ...]:
        """The documents that are not done yet, in path order."""
        done = self._earlier | self._placed | self._ready.keys()
        return tuple(entry for entry in dict.fromkeys(self._first[e.id] for e in self.entries) if entry.id not in done)

    def open(self) -> None:
        """Take back what changed since the last run, look at the inputs and report what is done already."""
        self._sweep()
        withdraw_changed(self._books, self.entries)
        self._look([entry for entry in self.pending if entry.readable])
        self.reporter.expect({entry.id: self.attempts.look(entry).pages for entry in self.pending})
        self._rows = self._store.rows()
        with self._settling:
            self._advance()

    def attempt(self, entry: Entry) -> None:
        """Do one document and put in place what can be."""
        try:
            with self.reporter.timed(entry.id):
                outcome = self.attempts.outcome(entry)
            with self._settling:
                self._ready[entry.id] = outcome
                self._advance()
        except Stopped:
            raise
        except BaseException as error:
            self.fatal = self.fatal or error
            self.isolation.stop()
            raise

    def finish(self) -> None:
        """Write down which path is which document."""
        empty_away(self.folder.staging)
        self._store.tidy()
        if self._placed:
            held = sum(self._rows[id].state != DONE for id in self._placed)
            told = f"{len(self._placed) - held} gereed, {held} in quarantaine, {len(self._earlier)} eerder gedaan"
            self._trail.append(Fact(who(), RAN, why=told, configuration=self._fingerprint))
        known = self._ledger.listings()
        now = {entry.path for entry in self.entries}
        still = {listing.id for listing in known if listing.path in now}
        for listing in known:
            # A folder that was moved: the document is listed under its new path.
            if listing.path not in now and listing.id in still and not listing.path.exists():
                self._ledger.unlist(listing.path)
        ordered = in_order(self._ledger.listings(), self.folder)
        self._store.save_listings([(listing.id, listing.source) for listing, _ in ordered])

    def meet(self) -> tuple[Entry, ...]:
        """The documents that must be done once more, because another one gave away who is named in them."""
        released = {id: row.stem for id, row in self._store.rows().items() if row.state == DONE}
        stems = {id: stem for id, stem in released.items() if id in self._first}
        again = people.meet(self.folder, self._ledger, stems, released.values())
        return tuple(entry for entry in self.entries if entry.id in again)

    def listed(self) -> list[tuple[Row, str, str]]:
        """Every listed path as its document's row, its own file name and the stem of the document it hangs on."""
        rows = self._store.rows()
        ordered = in_order(self._ledger.listings(), self.folder)
        return [(rows[one.id], one.source, rows[up].stem if up in rows else "") for one, up in ordered]

    def rows(self) -> list[Row]:
        """The documents of this run, one for each path."""
        rows = self._store.rows()
        return [rows[entry.id] for entry in self.entries]

    def _sweep(self) -> None:
        """Remove what a killed run left behind; a result that still waits to be put in place stays."""
        for left in (self.folder.assignments, self.folder.attempts):
            shutil.rmtree(left, ignore_errors=True)
        waiting = {entry.id for entry in self.pending}
        for staged in self.folder.staged():
            if staged.name in self._earlier or (staged.name not in waiting and len(staged.name) != ID_LENGTH):
                shutil.rmtree(staged, ignore_errors=True)

    def _look(self, entries: Sequence[Entry]) -> None:
        paths = [entry.path for entry in entries]
        looks = survey(self.isolation, "flows.probe:probe", paths, self.folder, self._limits)
        self.attempts.looks |= {entry.id: Look(**seen) for entry, seen in zip(entries, looks, strict=True) if seen}

    def _advance(self) -> None:
        """Put in place, and report, every next path whose document is ready: names depend on the order."""
        while self._next < len(self.entries):
            entry = self.entries[self._next]
            outcome = self._ready.pop(entry.id, None)
            if outcome is not None:
                self._place(entry, outcome)
                self._placed.add(entry.id)
                self._rows[entry.id] = self._store.row(entry.id)
            elif entry.id not in self._placed and entry.id not in self._earlier:
                return
            row = self._rows[entry.id]
            source = self._source(entry, row)
            self._ledger.list(Listing(entry.path, entry.id, source))
            self.reporter.document(row, source, earlier=outcome is None)
            self._next += 1

    def _place(self, entry: Entry, outcome: Outcome) -> None:
        id, print_ = entry.id, self._prints[entry.id]
        try:
            if parent := self._parent(entry):
                outcome = self._naming.adopt(entry, outcome, parent)
            place(self._books, id, print_, outcome)
        except ODD:
            failed = Failed(id, outcome.stem, outcome.source, "crashed", DETAILS[Ending.OK])
            place(self._books, id, print_, failed)

    def _parent(self, entry: Entry) -> str | None:
        """The stem of the document that an attachment came with; that one is in its place by now."""
        return self._store.stem(entry.family.parent) if entry.family.parent else None

    def _source(self, entry: Entry, row: Row) -> str:
        """The shown file name of a path: a second path of the same bytes may have another name."""
        first, parent = self._first[entry.id], self._parent(entry)
        if entry.path == first.path or (parent is None and entry.path.name == first.path.name):
            return row.source
        return self._ledger.source(entry.path, entry.id) or self._naming.source(entry, row, parent)
