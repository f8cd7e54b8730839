"""`lakwerk backup`: all of DIR that cannot be made again, in one file, while DIR is in use."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from importlib.metadata import version
from pathlib import Path

from corpus.database import StoreTrouble, place_of, shown
from flows.accounts import BACKED_UP, note
from flows.backup_file import FolderMode, Manifest, Piece, write_backup
from flows.folder import PRIVATE_FILE, Folder
from flows.progress import count, say, warn
from flows.settings import WrongUsage
from flows.written import replacing

DONE, WRONG_USAGE = 0, 2
WAIT_SECONDS = 60  # for a program that writes in a database
BESIDE = ("-wal", "-shm", "-journal")  # SQLite's own; what is in them is in the copy
FILES = ("bestand", "bestanden")


def backup(arguments: Namespace) -> int:
    """Write the file, then say what is in it and what is not."""
    folder, target = Folder.at(arguments.out), _target(arguments.to)
    try:
        _check(folder, target)
        manifest = _write(folder, target)
        seal = hashlib.sha256(manifest.written()).hexdigest()[:16]
        note(folder, BACKED_UP, f"{count(len(manifest.files), *FILES)}, manifest {seal}")
        size = sum(each.size for each in manifest.files)
        say(f"{target}: {count(len(manifest.files), *FILES)}, {-(-size >> 20)} MB, manifest {seal}.")
        say("Hierin staat ook wat vertrouwelijk is, met de sleutel: bewaar dit bestand waar alleen u erbij kunt.")
        if manifest.store == "postgresql":
            say(told_of_postgresql())
    except (WrongUsage, StoreTrouble) as error:
        warn(str(error))
        return WRONG_USAGE
    except OSError as error:
        warn(
            f"{error.filename or target}: lezen of schrijven mislukte ({error.strerror or error}). "
            "Er is geen reservekopie gemaakt."
        )
        return WRONG_USAGE
    return DONE


def _target(told: Path) -> Path:
    """Where it goes: a schedule gives the same name each time, so that this may hold {date} or {weekday} (1 to 7)."""
    today = date.today()
    name = told.name.replace("{date}", today.isoformat()).replace("{weekday}", str(today.isoweekday()))
    return told.with_name(name).absolute()


def told_of_postgresql() -> str:
    """What a backup does not hold where the store is in PostgreSQL."""
    return (
        f"De database staat in PostgreSQL ({shown(place_of(Path('lakwerk.db')))}) en zit niet in dit bestand. "
        "Bewaar haar met pg_dump: daarin staat ook het spoor (schema confidential), dat niet opnieuw te maken is. "
        "De rest maakt 'lakwerk doctor --rebuild' opnieuw uit de map records."
    )


def _check(folder: Folder, target: Path) -> None:
    if not (folder.confidential / "key").is_file():
        raise WrongUsage(f"{folder.root}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
    folder.check_version()
    if not target.parent.is_dir():
        raise WrongUsage(f"{target.parent}: deze map is er niet. Maak hem eerst.")
    if target.is_dir():
        raise WrongUsage(f"{target}: dit is een map. Geef de naam van een bestand, zoals {target.name}.tar.")
    if target.resolve().is_relative_to(folder.root.resolve()):
        raise WrongUsage(f"{target}: de reservekopie mag niet in de map zelf liggen. Geef een andere plaats.")


def _write(folder: Folder, target: Path) -> Manifest:
    kind = place_of(folder.database).get_backend_name()
    copy = target.with_name(f".{target.name}.db.part")
    try:
        with replacing(target) as out:
            about = Manifest(version("lakwerk"), kind, (), ())
            return write_backup(out, _pieces(folder, copy), _folders(folder), about)
    finally:
        copy.unlink(missing_ok=True)


def _pieces(folder: Folder, copy: Path) -> Iterator[Piece]:
    """Every file that is kept.

    What refers to others goes before them: the seal to a row of the trail, a row of the store to files that were there.
    """
    first = [folder.trail.with_suffix(".seal"), folder.database, folder.events, folder.ledger]
    yield from (_piece(folder, file, copy) for file in first if file.is_file())
    for file in _kept(folder, folder.root):
        if file not in first and not file.is_dir():
            with suppress(FileNotFoundError):
                yield _piece(folder, file, copy)


def _piece(folder: Folder, file: Path, copy: Path) -> Piece:
    mode = _rights(file)
    content = file
    if file.suffix in (".db", ".sqlite") and file.parent in (folder.root, folder.confidential):
        _copy_database(file, copy)
        content = copy
    return Piece(file.relative_to(folder.root).as_posix(), content, mode)


def _copy_database(file: Path, copy: Path) -> None:
    """The state of a database at one moment, by SQLite itself; raises WrongUsage where it is damaged."""
    copy.unlink(missing_ok=True)
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
    mode = "rw" if os.access(file, os.W_OK) else "ro"
    until = time.monotonic() + WAIT_SECONDS

    def wait(status: int, left: int, total: int) -> None:
        if time.monotonic() > until:
            raise WrongUsage(f"{file}: een ander programma blijft erin schrijven. Probeer het later opnieuw.")

    try:
        with (
            closing(sqlite3.connect(f"{file.as_uri()}?mode={mode}", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target, progress=wait)
            if target.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError
    except sqlite3.OperationalError as error:  # no fault of its content: no room, no right
        raise WrongUsage(f"{file}: kopiëren mislukte ({error}). Er is geen reservekopie gemaakt.") from None
    except sqlite3.Error:
        told = f"{file}: dit bestand is beschadigd; er is geen reservekopie gemaakt."
        raise WrongUsage(f"{told} Kijk met 'lakwerk doctor'.") from None


def _kept(folder: Folder, at: Path) -> Iterator[Path]:
    """Every folder and plain file that is kept, in a fixed order; a link is not followed."""
    with suppress(FileNotFoundError):  # taken back meanwhile
        for path in sorted(at.iterdir()):
            if _is_left_out(folder, path) or path.is_symlink():
                continue
            if path.is_dir():
                yield path
                yield from _kept(folder, path)
            elif path.is_file():
                yield path


def _folders(folder: Folder) -> Iterator[FolderMode]:
    """DIR and the folders in it; read last, so that each file has one."""
    yield FolderMode(".", _rights(folder.root))
    for path in _kept(folder, folder.root):
        with suppress(FileNotFoundError):
            if path.is_dir():
                yield FolderMode(path.relative_to(folder.root).as_posix(), _rights(path))


def _rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode) & 0o777


def _is_left_out(folder: Folder, path: Path) -> bool:
    """What is made again by itself, or belongs to a program that runs now."""
    ours = {folder.staging, folder.previews, folder.prefect, folder.desk, folder.progress, folder.confidential / "lock"}
    ours |= {folder.serving, folder.assignments, folder.attempts, folder.readings}
    ours.add(folder.last_run)
    name = path.name
    database = next((name.removesuffix(end) for end in BESIDE if name.endswith(end)), "")
    return path in ours or database.endswith((".db", ".sqlite")) or (name.startswith(".") and name.endswith(".part"))
