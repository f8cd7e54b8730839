"""The folder DIR of a run: where everything lies, who may read it, and one run at a time."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from flows.settings import WrongUsage
from flows.version import refuse_newer

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
KEY_BYTES = 32
LOOKED = 0.05  # seconds
TURNS = 10  # to get hold of DIR


@dataclass(frozen=True, slots=True)
class Folder:
    """DIR. Only `confidential/` and `quarantine/` are private; names there cannot be those of a document's JSON."""

    root: Path
    public_mode: int = 0o644

    @classmethod
    def at(cls, root: Path) -> Self:
        """DIR with the mode that the user's umask gives a public file; Prefect runs under a stricter one."""
        mask = os.umask(0o077)
        os.umask(mask)
        return cls(root.absolute(), 0o666 & ~mask)

    @property
    def redacted(self) -> Path:
        return self.root / "redacted"

    @property
    def accessible(self) -> Path:
        return self.root / "accessible"

    @property
    def records(self) -> Path:
        return self.root / "records"

    @property
    def confidential(self) -> Path:
        return self.root / "confidential"

    @property
    def quarantine(self) -> Path:
        return self.root / "quarantine"

    @property
    def upload(self) -> Path:
        """Where `lakwerk paperwork` lays out what is to be published, under the numbers of the platform."""
        return self.root / "paperwork" / "upload"

    @property
    def staging(self) -> Path:
        return self.confidential / "staging"

    @property
    def attachments(self) -> Path:
        """Where attachments lie, each in the folder of its parent's id."""
        return self.confidential / "attachments"

    def parent_of(self, path: Path) -> str | None:
        """The id of the document that a file was unpacked from; None for a file of the user."""
        return path.parent.name if path.parent.parent == self.attachments else None

    @property
    def prefect(self) -> Path:
        return self.confidential / "prefect"

    @property
    def serving(self) -> Path:
        """The home of the Prefect server of `lakwerk serve`."""
        return self.confidential / "serve"

    @property
    def assignments(self) -> Path:
        """What workers are asked to do, each in the file of its document's id."""
        return self.confidential / "assignments"

    @property
    def attempts(self) -> Path:
        """Where workers work; what is ready goes to the staging folder."""
        return self.confidential / "attempts"

    @property
    def inbox(self) -> Path:
        """What was fetched from sources, each in the folder of its name, and the list of what is ready."""
        return self.confidential / "inbox"

    @property
    def ledger(self) -> Path:
        return self.confidential / "ledger.sqlite"

    @property
    def trail(self) -> Path:
        """Who did what, when and why."""
        return self.confidential / "trail.db"

    @property
    def events(self) -> Path:
        """What people did to documents."""
        return self.confidential / "events.db"

    @property
    def instructions(self) -> tuple[Path, ...]:
        """Where the first versions of `lakwerk decide` wrote; taken over into the events."""
        return self.confidential / "orders", self.confidential / "instructions"

    @property
    def galleys(self) -> Path:
        """What was read and proposed, each in the file of its document's id."""
        return self.confidential / "galleys"

    @property
    def readings(self) -> Path:
        """Documents as they were read, each in the file of its id; made anew where one is away."""
        return self.confidential / "readings"

    @property
    def desk(self) -> Path:
        """What the workspace looks things up in; made anew where it is away."""
        return self.confidential / "desk.db"

    @property
    def previews(self) -> Path:
        """Documents as they would be released, each in the folder of its id."""
        return self.confidential / "previews"

    @property
    def settings(self) -> Path:
        """What the last run was asked to do."""
        return self.confidential / "settings"

    @property
    def version(self) -> Path:
        """By which form and version of Lakwerk DIR was last written."""
        return self.confidential / "version"

    @property
    def progress(self) -> Path:
        """How far the run is that goes on in DIR."""
        return self.confidential / "progress"

    @property
    def last_run(self) -> Path:
        """When the last run began and ended, and how."""
        return self.confidential / "last-run"

    @property
    def released(self) -> Path:
        """What a person let go, exactly as it was then."""
        return self.root / "released"

    @property
    def receipts(self) -> Path:
        """What was wiped, when and by whom."""
        return self.confidential / "receipts"

    @property
    def words(self) -> Path:
        """The words of all documents that somebody should look at."""
        return self.confidential / "look-at-these.csv"

    @property
    def skipped(self) -> Path:
        return self.confidential / "skipped.txt"

    @property
    def database(self) -> Path:
        return self.root / "lakwerk.db"

    def prepare(self) -> None:
        """Make what is not there yet; touches nothing that is."""
        try:
            for folder in (self.redacted, self.records):
                folder.mkdir(parents=True, exist_ok=True)
            for folder in (self.confidential, self.quarantine):
                make_private(folder)
        except OSError as error:
            raise WrongUsage(f"{self.root}: de map kan niet worden gemaakt ({error.strerror}).") from None

    def key(self) -> bytes:
        """The key of the document ids, made once."""
        file = self.confidential / "key"
        if not file.exists():
            write_private(file, secrets.token_bytes(KEY_BYTES))
        key = file.read_bytes()
        if len(key) != KEY_BYTES:
            raise WrongUsage(f"{file}: de sleutel is beschadigd. Zet hem terug of neem een nieuwe map.")
        return key

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold DIR; raises WrongUsage where another run does, or a newer Lakwerk wrote. It goes with the process."""
        self.check_version()
        handle = os.open(self.confidential / "lock", os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        # Not at once: `is_locked` holds it for a moment.
        if not any(_held(handle, after=LOOKED * (turn > 0)) for turn in range(TURNS)):
            os.close(handle)
            raise WrongUsage(
                f"{self.root}: er loopt al een verwerking in deze map. Wacht tot die klaar is. "
                "(Another run is using this folder.)"
            )
        try:
            yield
        finally:
            os.close(handle)

    def check_version(self) -> None:
        """Raise WrongUsage where a newer Lakwerk wrote in DIR."""
        refuse_newer(self.version, self.ledger, self.database)

    def is_locked(self) -> bool:
        """Whether a run goes on in DIR."""
        try:
            handle = os.open(self.confidential / "lock", os.O_RDONLY)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
        finally:
            os.close(handle)
        return False

    def staged(self) -> list[Path]:
        """Every staging folder that is there."""
        return sorted(self.staging.iterdir()) if self.staging.is_dir() else []

    def stage(self, id: str) -> Path:
        """A fresh staging folder for a document."""
        place = self.staging / id
        shutil.rmtree(place, ignore_errors=True)
        make_private(self.staging)
        make_private(place)
        return place


def _held(handle: int, after: float = 0) -> bool:
    """Whether this process got the lock of DIR, after so many seconds."""
    time.sleep(after)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def empty_away(folder: Path) -> None:
    """Remove a folder where nothing is in it any more."""
    with contextlib.suppress(OSError):
        folder.rmdir()


def make_private(folder: Path) -> None:
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o777 != PRIVATE_FOLDER:
        folder.chmod(PRIVATE_FOLDER)


def write_private(file: Path, content: bytes) -> None:
    """Written at once, for the owner alone; nothing where the same content is there already."""
    if file.exists() and file.read_bytes() == content:
        return
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)
