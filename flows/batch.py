"""A batch: every document once, each in its own process, put in place in sorted path order."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from corpus import programs
from corpus.database import StoreRefusal
from corpus.errors import OfficeMissing
from corpus.review import Review
from corpus.store import DONE, Row, Store
from corpus.trail import Fact, Trail
from flows import people
from flows.accounts import RAN, who
from flows.family import in_order
from flows.folder import Folder, empty_away
from flows.inputs import Entry
from flows.instructions import of_review, reviews
from flows.isolate import Ending, Isolation, Stopped
from flows.job import ID_LENGTH, Job, of_family
from flows.ledger import Ledger, Listing
from flows.naming import Naming
from flows.order import Order
from flows.outcome import Failed, Outcome
from flows.place import Books, place
from flows.probe import UNSEEN, Look
from flows.progress import Progress
from flows.rules import of_rules, rules_of
from flows.settings import Settings, engine_hash, reader_hash
from flows.staging import read_outcome, write_outcome
from flows.survey import survey
from flows.withdrawal import withdraw_changed

WORK = "flows.pipeline:process"
UNREVIEWED = Review()
# What another try may cure: a busy machine, a disk that hiccups.
PASSING = frozenset({"out_of_time", "io_error"})
CHANGED = "Het bestand is tijdens de verwerking gewijzigd. Start de verwerking opnieuw."
CLOSED = "Het bestand kan niet worden gelezen. Controleer de leesrechten."
DETAILS = {
    Ending.OUT_OF_TIME: "De verwerking duurde te lang en is gestopt. Controleer het bestand of splits het.",
    Ending.CRASHED: "De verwerking is onverwacht gestopt. Meld dit bij de beheerder.",
    Ending.OK: "De verwerking gaf geen volledig resultaat. Meld dit bij de beheerder.",
}
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
        self.isolation = Isolation(work)
        self.fatal: BaseException | None = None
        self._settings, self._key, self._work, self.reporter = settings, key, work, reporter
        self._reviews, self._rules = reviews(folder), rules_of(folder)
        self._naming = Naming(folder, self.isolation, work, key, settings)
        with ExitStack() as opened:  # a program that is ended half-way here leaves nothing open
            self._store = opened.enter_context(closing(Store(folder.database)))
            self._ledger = opened.enter_context(closing(Ledger(folder.ledger)))
            self._trail = opened.enter_context(closing(Trail(folder.trail)))
            self._close = opened.pop_all().close
        self._books = Books(folder, self._store, self._ledger, self._trail)
        self._first = {entry.id: entry for entry in reversed(entries)}
        # What a document came with is part of its record, so of what it was done with.
        self._people = self._ledger.people()
        self._fingerprint = fingerprint
        self._prints = {id: self._print(fingerprint, entry) for id, entry in self._first.items()}
        self._earlier = {id for id, print_ in self._store.fingerprints().items() if self._prints.get(id) == print_}
        if programs.office():  # what waited for it since an earlier run
            self._earlier -= self._store.held(OfficeMissing.reason)
        self._rows: dict[str, Row] = {}  # of earlier runs: asked for at once, not one by one
        self._looks: dict[str, Look] = {}
        self._processes: dict[str, int] = {}
        self._ready: dict[str, Outcome] = {}
        self._placed: set[str] = set()
        self._next = 0
        self._settling = threading.RLock()

    def _print(self, fingerprint: str, entry: Entry) -> str:
        print_ = of_rules(of_family(fingerprint, entry.family), self._rules, self._key)
        print_ = of_review(print_, self._review(entry), self._key)
        return people.of_people(print_, self._people.get(entry.id, ()), self._key)

    def _review(self, entry: Entry) -> Review:
        return self._reviews.get(entry.id, UNREVIEWED)

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
        self.reporter.expect({entry.id: self.look(entry).pages for entry in self.pending})
        self._rows = self._store.rows()
        with self._settling:
            self._advance()

    def look(self, entry: Entry) -> Look:
        return self._looks.get(entry.id, UNSEEN)

    def share(self, cores: int) -> None:
        """Let what is pending have so many cores: a document that is most of the work has them all."""
        pending = self.pending
        pages = {entry.id: max(1, self.look(entry).pages) for entry in pending}
        fair = sum(pages.values()) / cores
        alone = max(1, cores // max(1, len(pending)))
        self._processes = {id: cores if amount >= fair else alone for id, amount in pages.items()}

    def order(self, entry: Entry) -> Order:
        """What somebody else is to do; it says which engine is meant."""
        job = self._job(entry, self.folder.staging / entry.id)
        return Order(self._work, engine_hash(), job, entry.id, self._prints[entry.id], self._seconds(entry))

    def is_ready(self, entry: Entry) -> bool:
        """Whether the outcome of a document lies in its staging folder."""
        return read_outcome(self.folder.staging / entry.id, self._prints[entry.id]) is not None

    def attempt(self, entry: Entry) -> None:
        """Do one document and put in place what can be."""
        try:
            with self.reporter.timed(entry.id):
                outcome = self._outcome(entry)
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
        looks = survey(self.isolation, "flows.probe:probe", paths, self.folder, self._settings.limits)
        self._looks |= {entry.id: Look(**seen) for entry, seen in zip(entries, looks, strict=True) if seen}

    def _outcome(self, entry: Entry) -> Outcome:
        if staged := read_outcome(self.folder.staging / entry.id, self._prints[entry.id]):
            return staged
        if not entry.readable:
            return self._failed(entry.path, entry.id, "unreadable", CLOSED)
        outcome = self._try(entry)
        if isinstance(outcome, Failed) and outcome.reason in PASSING:
            self.reporter.again(entry.id, outcome.reason)
            outcome = self._try(entry)
        return outcome

    def _try(self, entry: Entry) -> Outcome:
        job = self._job(entry, self.folder.stage(entry.id))
        arguments = (self._work, job, entry.id, self._prints[entry.id])
        ending = self.isolation.call(
            "flows.child:do", arguments, job.staging, self._settings.limits, self._seconds(entry)
        )
        if ending is Ending.STOPPED:
            raise Stopped
        outcome = read_outcome(job.staging, self._prints[entry.id]) if ending is Ending.OK else None
        if outcome is None:
            reason = ending.value if ending is Ending.OUT_OF_TIME else Ending.CRASHED.value
            outcome = self._failed(entry.path, entry.id, reason, DETAILS[ending])
        elif outcome.id != entry.id:
            outcome = self._failed(entry.path, entry.id, "changed", CHANGED)
        return outcome

    def _seconds(self, entry: Entry) -> float:
        return self._settings.limits.time(self.look(entry).pages, entry.size)

    def _job(self, entry: Entry, staging: Path) -> Job:
        names, told = self._people.get(entry.id, ()), self._review(entry)
        said = (told.instructions, told.corrected, self._rules)
        kept = (self.folder.readings, reader_hash(), self._processes.get(entry.id, 1))
        return Job(entry.path, staging, self._key, self._settings, entry.family, names, *said, *kept)

    def _failed(self, path: Path, id: str, reason: str, detail: str) -> Failed:
        stem, source = self._naming.safe(path, id)
        failed = Failed(id, stem, source, reason, detail)
        write_outcome(self.folder.stage(id), failed, self._prints[id])
        return failed

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
