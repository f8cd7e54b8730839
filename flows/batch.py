"""A batch: every document once, each in its own process, put in place in sorted path order."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from collections.abc import Sequence

from corpus.store import Row, Store
from flows.child import GONE, NAME
from flows.folder import Folder, empty_away
from flows.inputs import Entry
from flows.isolate import Ending, Isolation
from flows.job import ID_LENGTH, Job
from flows.ledger import Ledger, Listing
from flows.outcome import Done, Failed, Outcome
from flows.place import clean, hidden_texts, place, withdraw
from flows.probe import UNSEEN, Look, read_answers
from flows.progress import Progress
from flows.settings import Settings
from flows.staging import read_outcome, write_outcome

WORK = "flows.pipeline:process"
TRIES = 2
# What another try may cure: a busy machine, a disk that hiccups.
PASSING = frozenset({"out_of_time", "io_error"})
NAMING_SECONDS = 120.0
PROBE_SECONDS, PROBE_SECONDS_PER_FILE = 60.0, 5.0
CHANGED = "Het bestand is tijdens de verwerking gewijzigd. Start de verwerking opnieuw."
CLOSED = "Het bestand kan niet worden gelezen. Controleer de leesrechten."
DETAILS = {
    Ending.OUT_OF_TIME: "De verwerking duurde te lang en is gestopt. Controleer het bestand of splits het.",
    Ending.CRASHED: "De verwerking is onverwacht gestopt. Meld dit bij de beheerder.",
    Ending.OK: "De verwerking gaf geen volledig resultaat. Meld dit bij de beheerder.",
}
# A record that is not what it should be: its document is held back, the others go on.
ODD = (KeyError, TypeError, ValueError, AttributeError, sqlite3.IntegrityError, sqlite3.InterfaceError)


class Stopped(Exception):  # noqa: N818 - no error
    """The run is being ended."""


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
        self._settings, self._key, self._work, self._fingerprint = settings, key, work, fingerprint
        self._reporter = reporter
        self._store = Store(folder.database)
        self._ledger = Ledger(folder.ledger)
        self._first = {entry.id: entry for entry in reversed(entries)}
        self._earlier = self._store.finished(fingerprint)
        self._looks: dict[str, Look] = {}
        self._ready: dict[str, Outcome] = {}
        self._placed: set[str] = set()
        self._next = 0
        self._settling = threading.RLock()

    def close(self) -> None:
        self._store.close()
        self._ledger.close()

    @property
    def pending(self) -> tuple[Entry, ...]:
        """The documents that are not done yet, in path order."""
        done = self._earlier.keys() | self._placed | self._ready.keys()
        return tuple(entry for entry in dict.fromkeys(self._first[e.id] for e in self.entries) if entry.id not in done)

    def open(self) -> None:
        """Take back what changed since the last run, look at the inputs and report what is done already."""
        self._sweep()
        self._withdraw()
        self._look(self.pending)
        with self._settling:
            self._advance()

    def look(self, entry: Entry) -> Look:
        return self._looks.get(entry.id, UNSEEN)

    def attempt(self, entry: Entry) -> None:
        """Do one document and put in place what can be."""
        try:
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
        known = self._ledger.listings()
        now = {entry.path for entry in self.entries}
        still = {listing.id for listing in known if listing.path in now}
        for listing in known:
            # A folder that was moved: the document is listed under its new path.
            if listing.path not in now and listing.id in still and not listing.path.exists():
                self._ledger.unlist(listing.path)
        self._store.save_listings([(listing.id, listing.source) for listing in self._ledger.listings()])

    def listed(self) -> list[tuple[Row, str]]:
        """Every listed path as its document's row and its own file name."""
        rows = self._store.rows()
        return [(rows[id], source) for id, source in self._store.listings()]

    def rows(self) -> list[Row]:
        """The documents of this run, one for each path."""
        rows = self._store.rows()
        return [rows[entry.id] for entry in self.entries]

    def _sweep(self) -> None:
        """Remove what a killed run left in staging; a result that still waits to be put in place stays."""
        waiting = {entry.id for entry in self.pending}
        for staged in self.folder.staged():
            if staged.name in self._earlier or (staged.name not in waiting and len(staged.name) != ID_LENGTH):
                shutil.rmtree(staged, ignore_errors=True)

    def _withdraw(self) -> None:
        known = self._ledger.listings()
        now = {entry.path: entry.id for entry in self.entries}
        kept = {listing.id for listing in known if now.get(listing.path, listing.id) == listing.id} | set(now.values())
        for listing in known:
            if listing.id not in kept:
                withdraw(self.folder, self._store, self._ledger, listing.id)
                self._ledger.unlist(listing.path)

    def _look(self, entries: Sequence[Entry]) -> None:
        left = [entry for entry in entries if entry.readable]
        while left:
            looks = self._probe(left)
            self._looks |= {entry.id: seen for entry, seen in zip(left, looks, strict=False)}
            left = left[len(looks) + 1 :]  # the one it stopped at stays unseen

    def _probe(self, entries: Sequence[Entry]) -> list[Look]:
        place = self.folder.stage("probe")
        answers = place / "answers.jsonl"
        seconds = PROBE_SECONDS + PROBE_SECONDS_PER_FILE * len(entries)
        arguments = ([entry.path for entry in entries], answers)
        ending = self.isolation.call("flows.probe:probe", arguments, place, self._settings.limits, seconds)
        looks = read_answers(answers)
        shutil.rmtree(place, ignore_errors=True)
        if ending is Ending.STOPPED:
            raise Stopped
        return looks

    def _outcome(self, entry: Entry) -> Outcome:
        if staged := read_outcome(self.folder.staging / entry.id, self._fingerprint):
            return staged
        if not entry.readable:
            return self._failed(self._job(entry), entry.id, "unreadable", CLOSED)
        for _ in range(TRIES):
            outcome = self._try(entry)
            if isinstance(outcome, Done) or outcome.reason not in PASSING:
                break
        return outcome

    def _try(self, entry: Entry) -> Outcome:
        job = self._job(entry)
        seconds = self._settings.limits.time(self.look(entry).pages, entry.size)
        arguments = (self._work, job, entry.id, self._fingerprint)
        ending = self.isolation.call("flows.child:do", arguments, job.staging, self._settings.limits, seconds)
        if ending is Ending.STOPPED:
            raise Stopped
        outcome = read_outcome(job.staging, self._fingerprint) if ending is Ending.OK else None
        if outcome is None:
            reason = ending.value if ending is Ending.OUT_OF_TIME else Ending.CRASHED.value
            outcome = self._failed(job, entry.id, reason, DETAILS[ending])
        elif outcome.id != entry.id:
            outcome = self._failed(job, entry.id, "changed", CHANGED)
        return outcome

    def _job(self, entry: Entry) -> Job:
        return Job(entry.path, self.folder.stage(entry.id), self._key, self._settings)

    def _failed(self, job: Job, id: str, reason: str, detail: str) -> Failed:
        stem, source = self._safe_name(job)
        failed = Failed(id, stem, source, reason, detail)
        self.folder.stage(id)
        write_outcome(job.staging, failed, self._fingerprint)
        return failed

    def _safe_name(self, job: Job, hidden: tuple[str, ...] = ()) -> tuple[str, str]:
        """Stem and source without personal data, asked in a child; nothing of the name where that fails."""
        arguments = (self._work, job, hidden)
        ending = self.isolation.call("flows.child:name", arguments, job.staging, self._settings.limits, NAMING_SECONDS)
        if ending is Ending.STOPPED:
            raise Stopped
        try:
            stem, source = json.loads((job.staging / NAME).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return GONE, GONE + job.source.suffix
        return stem, source

    def _advance(self) -> None:
        """Put in place, and report, every next path whose document is ready: names depend on the order."""
        while self._next < len(self.entries):
            entry = self.entries[self._next]
            outcome = self._ready.pop(entry.id, None)
            if outcome is not None:
                self._place(entry.id, outcome)
                self._placed.add(entry.id)
            elif entry.id not in self._placed and entry.id not in self._earlier:
                return
            row = self._store.row(entry.id)
            source = self._source(entry, row)
            self._ledger.list(Listing(entry.path, entry.id, source))
            self._reporter.document(row, source, earlier=outcome is None)
            self._next += 1

    def _place(self, id: str, outcome: Outcome) -> None:
        try:
            place(self.folder, self._store, self._ledger, id, self._fingerprint, outcome)
        except ODD:
            failed = Failed(id, outcome.stem, outcome.source, "crashed", DETAILS[Ending.OK])
            place(self.folder, self._store, self._ledger, id, self._fingerprint, failed)

    def _source(self, entry: Entry, row: Row) -> str:
        """The shown file name of a path: a second path of the same bytes may have another name."""
        if entry.path.name == self._first[entry.id].path.name:
            return row.source
        if known := self._ledger.source(entry.path, entry.id):
            return known
        job = Job(entry.path, self.folder.stage(f"{entry.id}-name"), self._key, self._settings)
        source = clean(self._safe_name(job, hidden_texts(self.folder, row.stem))[1])
        shutil.rmtree(job.staging, ignore_errors=True)
        return source
