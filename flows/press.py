"""The press: makes one document as it would be released, and lets it go when a person says so.

A preview is made in a child, in a folder of its own, by the same steps as in a run. What is released is what was
previewed, byte for byte; it is put in its place as a run would, and copied to DIR/released.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread

from corpus.database import StoreTrouble
from corpus.review import Review
from corpus.rules import Rule
from corpus.store import DONE, Store
from flows.batch import CHANGED, DETAILS, Batch
from flows.direct import work_through
from flows.family import unfold
from flows.folder import Folder, make_private
from flows.gate_report import report
from flows.inputs import Entry, identify_all
from flows.instructions import of_review
from flows.inventory import write_inventory
from flows.isolate import Ending, Isolation
from flows.job import Job, of_family
from flows.kept_settings import kept_settings
from flows.ledger import Ledger
from flows.outcome import CONFIDENTIAL, EDITION, RECORD, REDACTED_PDF, Done, Outcome
from flows.people import of_people, write_words
from flows.progress import Quiet
from flows.rules import of_rules
from flows.settings import Limits, Settings, WrongUsage, fingerprint
from flows.staging import read_outcome
from flows.threads import write_threads
from review.desk.workplace import Preview

WORK = "flows.pipeline:process"
WARMING = 120.0  # seconds at most
STATE = "preview.json"
BUSY, READY, FAILED = "bezig", "klaar", "mislukt"
AWAY = "Het origineel is niet meer waar het was. Zet het terug en verwerk het opnieuw met lakwerk run."
OUTDATED = "Het voorbeeld is niet meer van nu. Maak het opnieuw."
ENDINGS = ("pdf", "txt", "html", "json")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be made: a document, what people said of it, and the fingerprint that it then has."""

    entry: Entry
    review: Review
    names: tuple[str, ...]
    settings: Settings
    print: str


class Press:
    """Makes previews, one at a time, and releases them."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._key = folder.key()
        self._isolation = Isolation(WORK)
        self._lock, self._printing = Lock(), Lock()
        self._busy: dict[str, int] = {}
        Thread(target=self._warm, daemon=True, name="warm").start()

    def close(self) -> None:
        self._isolation.stop()

    def _warm(self) -> None:
        """Have the engine ready before the first preview is asked for."""
        room = self._folder.stage("warm")
        self._isolation.call("flows.child:nothing", (), room, Limits(), WARMING)
        shutil.rmtree(room, ignore_errors=True)

    def preview(self, id: str, review: Review, rules: tuple[Rule, ...] = ()) -> Preview:
        """The preview for this state of a review and of the rules; its making is begun where it is not there."""
        known = self.newest(id)
        if known and known.version == review.version and known.state != BUSY and self._follows(id, rules):
            return known
        with self._lock:
            if id not in self._busy:
                self._busy[id] = review.version
                Thread(target=self._make, args=(id, review, rules), daemon=True, name="preview").start()
        return Preview(review.version, BUSY)

    def newest(self, id: str) -> Preview | None:
        """The newest preview, whatever it is of."""
        if id in self._busy:
            return Preview(self._busy[id], BUSY)
        try:
            told = json.loads((self._room(id) / STATE).read_text("utf-8"))
            report = tuple((bool(ok), str(text)) for ok, text in told["report"])
            return Preview(told["version"], told["state"], told["detail"], report, tuple(told["files"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def file(self, id: str, ending: str) -> Path | None:
        """A file of the newest preview."""
        return _file(self._room(id), ending)

    def release(self, id: str, review: Review, rules: tuple[Rule, ...] = ()) -> tuple[dict[str, str], str]:
        """Put what was previewed in its place; the SHA-256 of each file and the configuration come back.

        Raises WrongUsage, in Dutch, where it is not the preview of this review and these rules, or where a run goes on
        in DIR.
        """
        with self._folder.lock():
            asked = self._asked(id, review, rules)
            known = self.newest(id)
            if known is None or (known.version, known.state) != (review.version, READY):
                raise WrongUsage(OUTDATED)
            if read_outcome(self._room(id), asked.print) is None:
                # Made with other rules, lists or settings: the next look at it makes it anew.
                (self._room(id) / STATE).unlink(missing_ok=True)
                raise WrongUsage(OUTDATED)
            self._place(asked)
            stem = self._stem(id)
            return self._let_go(id, stem), asked.print

    def take_back(self, id: str) -> None:
        """Remove what was released of a document."""
        stem = self._stem(id)
        for ending in ENDINGS:
            (self._folder.released / f"{stem}.{ending}").unlink(missing_ok=True)

    def _follows(self, id: str, rules: tuple[Rule, ...]) -> bool:
        """Whether the newest preview was made with these rules."""
        try:
            told = json.loads((self._room(id) / STATE).read_text("utf-8"))
            return bool(told.get("rules", "") == of_rules("", rules, self._key))
        except (OSError, ValueError, AttributeError):
            return False

    def _make(self, id: str, review: Review, rules: tuple[Rule, ...]) -> None:
        room = self._room(id)
        try:
            with self._printing:
                made = self._made(id, review, rules, room)
        except (WrongUsage, StoreTrouble) as error:
            made = Preview(review.version, FAILED, str(error))
        except OSError as error:
            made = Preview(review.version, FAILED, f"Schrijven mislukte ({error.strerror}). Kijk of de schijf vol is.")
        try:
            make_private(room)
            _write(room / STATE, json.dumps(made._asdict() | {"rules": of_rules("", rules, self._key)}))
        finally:
            with self._lock:
                self._busy.pop(id, None)

    def _made(self, id: str, review: Review, rules: tuple[Rule, ...], room: Path) -> Preview:
        asked = self._asked(id, review, rules)
        shutil.rmtree(room, ignore_errors=True)
        make_private(self._folder.previews)
        make_private(room)
        said = (review.instructions, review.corrected, rules)
        job = Job(asked.entry.path, room, self._key, asked.settings, asked.entry.family, asked.names, *said)
        limits = asked.settings.limits
        seconds = limits.time(_pages(self._folder, id), asked.entry.size)
        ending = self._isolation.call("flows.child:do", (WORK, job, id, asked.print), room, limits, seconds)
        outcome: Outcome | None = read_outcome(room, asked.print) if ending is Ending.OK else None
        if not isinstance(outcome, Done):
            detail = outcome.detail if outcome else DETAILS.get(ending, DETAILS[Ending.OK])
            return Preview(review.version, FAILED, detail)
        if outcome.id != id:
            return Preview(review.version, FAILED, CHANGED)
        told = report(room / RECORD, room / CONFIDENTIAL, is_pdf=outcome.redacted == REDACTED_PDF)
        files = tuple(ending for ending in ENDINGS if _file(room, ending))
        return Preview(review.version, READY, "", told, files)

    def _asked(self, id: str, review: Review, rules: tuple[Rule, ...]) -> Asked:
        settings = kept_settings(self._folder)
        entry = self._entry(id, settings)
        with closing(Ledger(self._folder.ledger)) as ledger:
            names = ledger.people().get(id, ())
        print_ = of_family(fingerprint(settings, WORK, self._key), entry.family)
        print_ = of_review(of_rules(print_, rules, self._key), review, self._key)
        print_ = of_people(print_, names, self._key)
        return Asked(entry, review, names, settings, print_)

    def _entry(self, id: str, settings: Settings) -> Entry:
        """The document with what it came with, as a run would find it."""
        with closing(Ledger(self._folder.ledger)) as ledger:
            paths = {each.id: each.path for each in reversed(ledger.listings()) if each.path.is_file()}
        root, seen = paths.get(id), {id}
        while root is not None and (parent := self._folder.parent_of(root)) and parent not in seen:
            seen.add(parent)
            root = paths.get(parent)
        if root is None:
            raise WrongUsage(AWAY)
        family = unfold(identify_all([root], self._key), self._folder, self._key, self._isolation, settings.limits)
        found = next((entry for entry in family if entry.id == id), None)
        if found is None:
            raise WrongUsage(CHANGED)
        return found

    def _place(self, asked: Asked) -> None:
        """What was previewed takes the way of a run, which finds it done already."""
        id, room = asked.entry.id, self._room(asked.entry.id)
        shutil.copytree(room, self._folder.stage(id), dirs_exist_ok=True)
        base = fingerprint(asked.settings, WORK, self._key)
        batch = Batch(self._folder, [asked.entry], asked.settings, self._key, WORK, base, Quiet())
        with closing(batch):
            batch.open()
            work_through(batch, 1)
            batch.finish()
            (row,) = batch.rows()
            if row.state != DONE:
                raise WrongUsage(row.detail or OUTDATED)
            write_words(self._folder)
            write_inventory(self._folder.root, batch.listed())
        write_threads(self._folder)

    def _let_go(self, id: str, stem: str) -> dict[str, str]:
        """Copy the files to DIR/released; what was released is what was previewed."""
        self._folder.released.mkdir(exist_ok=True)
        sums = {}
        for ending in ENDINGS:
            source, target = placed(self._folder, stem, ending), self._folder.released / f"{stem}.{ending}"
            target.unlink(missing_ok=True)
            if source.is_file():
                part = target.with_name(f".{target.name}.part")
                shutil.copyfile(source, part)
                part.chmod(self._folder.public_mode)
                part.replace(target)
                sums[ending] = hashlib.sha256(target.read_bytes()).hexdigest()
        return sums

    def _stem(self, id: str) -> str:
        with closing(Ledger(self._folder.ledger)) as ledger:
            stem = ledger.stem(id)
        if stem is None:
            raise WrongUsage("Dit stuk is er niet meer.")
        return stem

    def _room(self, id: str) -> Path:
        return self._folder.previews / id


def placed(folder: Folder, stem: str, ending: str) -> Path:
    places = {"html": folder.accessible, "json": folder.records}
    return places.get(ending, folder.redacted) / f"{stem}.{ending}"


def _file(room: Path, ending: str) -> Path | None:
    names = {"pdf": REDACTED_PDF, "txt": "redacted.txt", "html": EDITION, "json": RECORD}
    file = room / names.get(ending, "")
    return file if ending in names and file.is_file() else None


def _pages(folder: Folder, id: str) -> int:
    with closing(Store(folder.database)) as store:
        row = store.rows().get(id)
    return row.pages if row else 0


def _write(file: Path, text: str) -> None:
    part = file.with_name(f".{file.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    part.replace(file)
