"""The press: makes one document as it would be released, in a child and a folder of its own, by the steps of a run."""

from __future__ import annotations

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
from corpus.store import Store
from flows.attempt import CHANGED, DETAILS
from flows.endings import ENDINGS
from flows.family import unfold
from flows.folder import Folder, make_private
from flows.galley_check import is_of_now
from flows.gate_report import report
from flows.inputs import Entry, identify_all
from flows.instructions import of_review
from flows.isolate import Ending, Isolation
from flows.job import Job, of_family
from flows.kept_settings import kept_settings
from flows.ledger import Ledger
from flows.outcome import CONFIDENTIAL, EDITION, GALLEY, RECORD, REDACTED_PDF, Done, Outcome
from flows.people import of_people
from flows.place import keep_galley
from flows.rules import of_rules, rules_of
from flows.settings import Limits, Settings, WrongUsage, fingerprint, reader_hash
from flows.staging import read_outcome
from review.desk.workplace import Preview

WORK = "flows.pipeline:process"
WARMING = 120.0  # seconds at most
STATE = "preview.json"
BUSY, READY, FAILED = "bezig", "klaar", "mislukt"
AWAY = "Het origineel is niet meer waar het was. Zet het terug en verwerk het opnieuw met lakwerk run."
REREAD = (
    "De regels van nu lakken in dit stuk iets anders dan op de werkplek stond. De vondsten zijn bijgewerkt: kijk het "
    "stuk opnieuw na en vraag daarna het voorbeeld weer op."
)
OUTDATED = "Het voorbeeld is niet meer van nu. Maak het opnieuw."


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be made: a document, what people said of it, and the fingerprint that it then has."""

    entry: Entry
    review: Review
    names: tuple[str, ...]
    rules: tuple[Rule, ...]
    settings: Settings
    print: str


class Press:
    """Makes previews, one at a time."""

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

    def preview(self, id: str, review: Review, *, again: bool = False) -> Preview:
        """The preview for this state of a review; its making is begun where it is not there, or if asked `again`."""
        known = self.newest(id)
        if known and (known.state == BUSY or (not again and self._is_current(id, review, known))):
            if known.detail == REREAD:
                (self.room(id) / STATE).unlink(missing_ok=True)  # told once; who asks again has looked
            return known._replace(version=review.version)
        with self._lock:
            if id not in self._busy:
                self._busy[id] = review.version
                Thread(target=self._make, args=(id, review), daemon=True, name="preview").start()
        return Preview(review.version, BUSY)

    def newest(self, id: str) -> Preview | None:
        """The newest preview, whatever it is of."""
        if id in self._busy:
            return Preview(self._busy[id], BUSY)
        try:
            told = json.loads((self.room(id) / STATE).read_text("utf-8"))
            report = tuple((bool(ok), str(text)) for ok, text in told["report"])
            return Preview(told["version"], told["state"], told["detail"], report, tuple(told["files"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def file(self, id: str, ending: str) -> Path | None:
        """A file of the newest preview."""
        return file_in(self.room(id), ending)

    def approved(self, id: str, review: Review) -> Asked:
        """What the newest preview was made of; raises WrongUsage where it is not that of this review, or of now."""
        asked, known = self._asked(id, review), self.newest(id)
        if (known.state if known else "", self._print(id)) != (READY, asked.print) or not self._is_seen(id):
            raise WrongUsage(OUTDATED)
        return asked

    def _is_current(self, id: str, review: Review, known: Preview) -> bool:
        """Whether a preview was made by the rules and settings of now, of the original as it is now."""
        try:
            same = self._print(id) == self._asked(id, review).print
            return same and (known.state != READY or self._is_seen(id))
        except (WrongUsage, StoreTrouble, OSError):
            return self._print(id) == ""  # nothing better can be made, and what stands in the way was said

    def _is_seen(self, id: str) -> bool:
        """Whether what the workspace shows is what the preview was made of."""
        return is_of_now(self._folder.galleys / f"{id}.zip", self.room(id) / GALLEY)

    def _print(self, id: str) -> str:
        """What the newest preview was made with; "" where that could not be told."""
        try:
            return str(json.loads((self.room(id) / STATE).read_text("utf-8"))["print"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def _make(self, id: str, review: Review) -> None:
        room, print_ = self.room(id), ""
        try:
            with self._printing:
                asked = self._asked(id, review)
                print_ = asked.print
                made = self._made(asked, room)
        except (WrongUsage, StoreTrouble) as error:
            made = Preview(review.version, FAILED, str(error))
        except OSError as error:
            made = Preview(review.version, FAILED, f"Schrijven mislukte ({error.strerror}). Kijk of de schijf vol is.")
        try:
            make_private(room)
            _write(room / STATE, json.dumps(made._asdict() | {"print": print_}))
        finally:
            with self._lock:
                self._busy.pop(id, None)

    def _made(self, asked: Asked, room: Path) -> Preview:
        id, review = asked.entry.id, asked.review
        shutil.rmtree(room, ignore_errors=True)
        make_private(self._folder.previews)
        make_private(room)
        said = (review.instructions, review.corrected, asked.rules)
        kept = (self._folder.readings, reader_hash(), len(os.sched_getaffinity(0)))
        pages = _pages(self._folder, id)
        settings = asked.settings.of(pages, asked.entry.path)
        job = Job(asked.entry.path, room, self._key, settings, asked.entry.family, asked.names, *said, *kept)
        limits = settings.limits
        seconds = limits.time(pages, asked.entry.size)
        ending = self._isolation.call("flows.child:do", (WORK, job, id, asked.print), room, limits, seconds)
        outcome: Outcome | None = read_outcome(room, asked.print) if ending is Ending.OK else None
        if not isinstance(outcome, Done):
            detail = outcome.detail if outcome else DETAILS.get(ending, DETAILS[Ending.OK])
            return Preview(review.version, FAILED, detail)
        if outcome.id != id:
            return Preview(review.version, FAILED, CHANGED)
        if not self._is_seen(id):
            keep_galley(self._folder, room, id)
            return Preview(review.version, FAILED, REREAD)
        told = report(room / RECORD, room / CONFIDENTIAL, is_pdf=outcome.redacted == REDACTED_PDF)
        files = tuple(ending for ending in ENDINGS if file_in(room, ending))
        return Preview(review.version, READY, "", told, files)

    def _asked(self, id: str, review: Review) -> Asked:
        settings = kept_settings(self._folder)
        entry = self._entry(id, settings)
        with closing(Ledger(self._folder.ledger)) as ledger:
            names = ledger.people().get(id, ())
        rules = rules_of(self._folder)
        print_ = of_family(fingerprint(settings, WORK, self._key), entry.family)
        print_ = of_review(of_rules(print_, rules, self._key), review, self._key)
        print_ = of_people(print_, names, self._key)
        return Asked(entry, review, names, rules, settings, print_)

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

    def room(self, id: str) -> Path:
        """The folder of the newest preview."""
        return self._folder.previews / id


def file_in(room: Path, ending: str) -> Path | None:
    """A file of the preview in a folder."""
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
