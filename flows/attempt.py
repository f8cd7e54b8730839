"""One document of a batch in a process of its own: what it is done with, how often it is tried, what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from corpus.review import Review
from flows import people
from flows.folder import Folder
from flows.inputs import Entry
from flows.instructions import of_review, reviews
from flows.isolate import Ending, Isolation, Stopped
from flows.job import Job, of_family
from flows.naming import Naming
from flows.order import Order
from flows.outcome import Failed, Outcome
from flows.probe import UNSEEN, Look
from flows.progress import Progress
from flows.rules import of_rules, rules_of
from flows.settings import Settings, engine_hash, reader_hash
from flows.staging import read_outcome, write_outcome

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


class Attempts:
    """The documents of a batch, one by one. `prints` says for each id with what it is done; `looks` what it is."""

    def __init__(
        self,
        folder: Folder,
        entries: Iterable[Entry],
        settings: Settings,
        key: bytes,
        work: str,
        fingerprint: str,
        names: Mapping[str, tuple[str, ...]],
        reporter: Progress,
    ) -> None:
        self.isolation = Isolation(work)
        self.naming = Naming(folder, self.isolation, work, key, settings)
        self._folder, self._settings, self._key, self._work = folder, settings, key, work
        self._reviews, self._rules = reviews(folder), rules_of(folder)
        # Whom a document is done with because another one hides them: part of what it was done with.
        self._names, self._reporter = names, reporter
        self.looks: dict[str, Look] = {}
        self._processes: dict[str, int] = {}
        self.prints = {entry.id: self._print(fingerprint, entry) for entry in entries}

    def _print(self, fingerprint: str, entry: Entry) -> str:
        print_ = of_rules(of_family(fingerprint, entry.family), self._rules, self._key)
        print_ = of_review(print_, self._review(entry), self._key)
        return people.of_people(print_, self._names.get(entry.id, ()), self._key)

    def _review(self, entry: Entry) -> Review:
        return self._reviews.get(entry.id, UNREVIEWED)

    def look(self, entry: Entry) -> Look:
        return self.looks.get(entry.id, UNSEEN)

    def share(self, pending: Iterable[Entry], cores: int) -> None:
        """Let what is pending have so many cores: a document that is most of the work has them all."""
        pages = {entry.id: max(1, self.look(entry).pages) for entry in pending}
        fair = sum(pages.values()) / cores
        alone = max(1, cores // max(1, len(pages)))
        self._processes = {id: cores if amount >= fair else alone for id, amount in pages.items()}

    def order(self, entry: Entry) -> Order:
        """What somebody else is to do; it says which engine is meant."""
        job = self._job(entry, self._folder.staging / entry.id)
        return Order(self._work, engine_hash(), job, entry.id, self.prints[entry.id], self._seconds(entry))

    def ready(self, entry: Entry) -> Outcome | None:
        """The outcome that lies in the staging folder, of an earlier run or of somebody else."""
        return read_outcome(self._folder.staging / entry.id, self.prints[entry.id])

    def outcome(self, entry: Entry) -> Outcome:
        """What a document came to; raises Stopped where the run is being ended."""
        if staged := self.ready(entry):
            return staged
        if not entry.readable:
            return self.failed(entry.path, entry.id, "unreadable", CLOSED)
        outcome = self._try(entry)
        if isinstance(outcome, Failed) and outcome.reason in PASSING:
            self._reporter.again(entry.id, outcome.reason)
            outcome = self._try(entry)
        return outcome

    def failed(self, path: Path, id: str, reason: str, detail: str) -> Failed:
        """Leave in the staging folder that a document could not be done, under a name that is safe to show."""
        stem, source = self.naming.safe(path, id)
        failed = Failed(id, stem, source, reason, detail)
        write_outcome(self._folder.stage(id), failed, self.prints[id])
        return failed

    def _try(self, entry: Entry) -> Outcome:
        job = self._job(entry, self._folder.stage(entry.id))
        arguments = (self._work, job, entry.id, self.prints[entry.id])
        limits = job.settings.limits
        ending = self.isolation.call("flows.child:do", arguments, job.staging, limits, self._seconds(entry))
        if ending is Ending.STOPPED:
            raise Stopped
        outcome = read_outcome(job.staging, self.prints[entry.id]) if ending is Ending.OK else None
        if outcome is None:
            reason = ending.value if ending is Ending.OUT_OF_TIME else Ending.CRASHED.value
            outcome = self.failed(entry.path, entry.id, reason, DETAILS[ending])
        elif outcome.id != entry.id:
            outcome = self.failed(entry.path, entry.id, "changed", CHANGED)
        return outcome

    def _seconds(self, entry: Entry) -> float:
        return self._settings.limits.time(self.look(entry).pages, entry.size)

    def _job(self, entry: Entry, staging: Path) -> Job:
        names, told = self._names.get(entry.id, ()), self._review(entry)
        said = (told.instructions, told.corrected, self._rules)
        kept = (self._folder.readings, reader_hash(), self._processes.get(entry.id, 1))
        settings = self._settings.of(self.look(entry).pages, entry.path)
        return Job(entry.path, staging, self._key, settings, entry.family, names, *said, *kept)
