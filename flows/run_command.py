"""`lakwerk run`: from paths to a filled folder DIR and an exit status."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType

from corpus.database import StoreAway, StoreRefusal, StoreTrouble
from corpus.store import DONE, Store
from flows.ahead import are_few
from flows.batch import Batch
from flows.child import where
from flows.course import ALL_DONE, INTERRUPTED, SOME_HELD, WRONG_USAGE, Course
from flows.direct import work_through
from flows.family import unfold
from flows.folder import Folder, write_private
from flows.ingest import DIRECT_LIMIT, ingest
from flows.inputs import Entry, Skipped, gather, identify_all, room_needed
from flows.inventory import write_inventory
from flows.isolate import Isolation, Stopped
from flows.kept_settings import keep_settings
from flows.log import Event, log, logged
from flows.people import write_words
from flows.pool import pooled
from flows.prefect_server import API, POOL
from flows.progress import Progress, Quiet, say, total, warn
from flows.settings import WrongUsage, fingerprint, load_settings
from flows.threads import write_threads
from flows.version import told_version

# What ends a run though no document is to blame: a full disk, a damaged store.
FATAL = (OSError, sqlite3.Error, StoreTrouble, StoreRefusal)
AGAIN_SECONDS, TIMES_AWAY = 5.0, 120


def run(arguments: Namespace, work: str) -> int:
    """Carry out the command; the exit status is that of the output contract."""
    try:
        with logged():
            course = Course(Folder.at(arguments.out))
            try:
                return course.ended(_run(arguments, work, course))
            except Exception as error:  # a fault of ours; its message may say anything
                warn(f"gestopt door een fout ({where(error)}). Meld dit bij de beheerder.")
                return course.ended(WRONG_USAGE)
    except WrongUsage as error:  # of the log that is asked for
        warn(str(error))
        return WRONG_USAGE


def _run(arguments: Namespace, work: str, course: Course) -> int:
    try:
        settings = load_settings(
            arguments.known_officials,
            arguments.public_figures,
            None,
            arguments.accept_changes,
            arguments.profile,
            arguments.spacy_model,
            arguments.thorough,
        )
        files, skipped = gather(_paths(arguments), arguments.out)
        folder = Folder.at(arguments.out)
        folder.prepare()
        with folder.lock(), course.kept(), _ended_by_signal():
            key = folder.key()
            keep_settings(folder, settings)
            write_private(folder.version, told_version())
            _tell_skipped(folder, skipped)
            # All that needs no document's process comes before the first that does: that one is still loading.
            print_ = fingerprint(settings, work, key)
            Store(folder.database).close()  # one that cannot be used is told at once
            isolation = Isolation(work, practised=not are_few(files, arguments.jobs))
            entries = unfold(identify_all(files, key), folder, key, isolation, settings.limits)

            def batch_of(entries: Sequence[Entry], progress: Progress) -> Batch:
                return Batch(folder, entries, settings, key, work, print_, progress)

            def all_of_it() -> int:
                again = _carry_out(batch_of(entries, Progress(len(entries), folder.progress, course)), arguments.jobs)
                if again:
                    say(f"\n{len(again)} keer opnieuw, omdat een ander stuk zegt wie er genoemd wordt:")
                    _carry_out(batch_of(again, Progress(len(again), folder.progress, course)), arguments.jobs)
                with closing(batch_of(entries, Quiet())) as batch:
                    return _close(batch)

            return _patiently(all_of_it)
    except WrongUsage as error:
        warn(str(error))
    except (KeyboardInterrupt, Stopped):
        warn("afgebroken. Geef hetzelfde commando nog eens om verder te gaan. (Interrupted; run again to go on.)")
        return INTERRUPTED
    except FATAL as error:
        if not isinstance(error, OSError):
            log(Event.STORE_AWAY)
        # The message of a database or the system, which knows no text of a document; not the file it was about.
        warn(f"gestopt: {getattr(error, 'strerror', None) or error}. Geef hetzelfde commando nog eens.")
    return WRONG_USAGE


def _patiently(work: Callable[[], int]) -> int:
    """Go on where it was once a database on another machine is back; raises StoreAway where it stays away."""
    away = 0
    while True:
        try:
            return work()
        except StoreAway as error:
            away += 1
            if away > TIMES_AWAY:
                raise
            warn(f"{error} Over {AGAIN_SECONDS:.0f} tellen nog eens.")
            time.sleep(AGAIN_SECONDS)


def _paths(arguments: Namespace) -> list[Path]:
    """The paths that were typed and those of a list; raises WrongUsage where there are none."""
    paths = list(arguments.paths)
    if arguments.files_from:
        try:
            told = arguments.files_from.read_bytes()
        except OSError as error:
            raise WrongUsage(
                f"{arguments.files_from}: deze lijst kan niet worden gelezen ({error.strerror})."
            ) from None
        paths += [Path(os.fsdecode(each)) for each in told.split(b"\0" if b"\0" in told else b"\n") if each]
    if not paths:
        raise WrongUsage("Geef de bestanden of mappen die verwerkt moeten worden. (No PATH was given.)")
    return paths


def _carry_out(batch: Batch, jobs: int | None) -> tuple[Entry, ...]:
    """Do all of a batch; what must be done once more comes back."""
    with closing(batch):
        try:
            _do(batch, jobs)
        finally:
            batch.reporter.close()
        batch.finish()
        return batch.meet()


def _do(batch: Batch, jobs: int | None) -> None:
    """Everything that is pending: a few documents directly, more as a flow."""
    workers = jobs or len(os.sched_getaffinity(0))
    pending = batch.pending
    if pending and shutil.disk_usage(batch.folder.root).free < room_needed(pending):
        log(Event.DISK_LOW)
        raise WrongUsage(f"{batch.folder.root}: hier is {room_needed(pending) >> 20} MB vrije ruimte nodig.")
    batch.open()
    batch.attempts.share(batch.pending, workers)
    try:
        if len(pending) > DIRECT_LIMIT:
            _by_prefect(batch, workers)
        work_through(batch, workers)
    except BaseException:
        batch.isolation.stop()
        if batch.fatal:
            raise batch.fatal from None
        raise


def _by_prefect(batch: Batch, workers: int) -> None:
    """The batch by the workers of a pool, or as a flow here; where Prefect fails, the rest is done without."""
    try:
        if os.environ.get(POOL) and os.environ.get(API):
            pooled(batch, os.environ[POOL])
        else:
            ingest(batch, workers)
    except Stopped:
        raise
    except Exception as error:
        if batch.fatal or batch.isolation.stopped:
            raise
        log(Event.PREFECT_AWAY)
        warn(f"Prefect werkt niet ({type(error).__name__}); de batch gaat zonder Prefect verder.")
    if batch.fatal:
        raise batch.fatal


def _close(batch: Batch) -> int:
    write_words(batch.folder)
    write_inventory(batch.folder.root, batch.listed())
    _weave(batch.folder)
    rows = batch.rows()
    say(total(list(dict.fromkeys(rows)), len(rows)))
    return ALL_DONE if all(row.state == DONE for row in rows) else SOME_HELD


def _weave(folder: Folder) -> None:
    """The threads of all documents; what stands in their way is said, and the documents are done all the same."""
    try:
        write_threads(folder)
    except WrongUsage as error:
        warn(str(error))


def _tell_skipped(folder: Folder, skipped: Sequence[Skipped]) -> None:
    """How many files were skipped and why; their names may be personal data, so these go in a private list."""
    if not skipped:
        folder.skipped.unlink(missing_ok=True)
        return
    lines = "".join(f"{item.why.value}\t{item.path}\n" for item in skipped)
    write_private(folder.skipped, lines.encode("utf-8", "surrogateescape"))
    told = ", ".join(f"{amount}x {why.value}" for why, amount in sorted(Counter(i.why for i in skipped).items()))
    warn(f"overgeslagen: {told}. Zie {folder.skipped.relative_to(folder.root)} in de uitvoermap.")


@contextmanager
def _ended_by_signal() -> Iterator[None]:
    """A request to end (SIGTERM) is treated as Ctrl-C: children end, what is done stays done."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, interrupt)
    except ValueError:  # not in the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
