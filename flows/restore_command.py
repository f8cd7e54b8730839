"""`lakwerk restore`: put a backup back into an empty folder, at once or not at all."""

from __future__ import annotations

import os
import shutil
from argparse import Namespace
from pathlib import Path

from corpus.trail import Fact
from flows.accounts import RESTORED, trail_of, who
from flows.backup_file import Manifest
from flows.backup_read import BadBackupError, unpack_backup
from flows.doctor_command import doctor
from flows.folder import Folder
from flows.progress import count, say, warn
from flows.settings import WrongUsage
from flows.written import sync

NOT_DONE = 2
DUMP = (
    "De database van deze map stond in PostgreSQL. Zet LAKWERK_DATABASE, lees daar de pg_dump in (ook het spoor), "
    "of maak haar met 'lakwerk doctor --rebuild' opnieuw."
)


def restore(arguments: Namespace) -> int:
    """Check all of a backup, put it in place and say what doctor finds there."""
    file, target = arguments.file, arguments.to.absolute()
    beside = target.with_name(f".{target.name}.part")
    try:
        _check(file, target)
        try:
            manifest = _put(file, beside, target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        amount = count(len(manifest.files), "bestand", "bestanden")
        say(f"{target}: {amount} teruggezet, van Lakwerk {manifest.version}.")
        if manifest.store == "postgresql":
            say(DUMP)
        _note(Folder.at(target), manifest)
    except BadBackupError as error:
        warn(f"{file}: {error}")
        return NOT_DONE
    except WrongUsage as error:
        warn(str(error))
        return NOT_DONE
    except OSError as error:
        warn(f"{target}: hier kan niet worden geschreven ({error.strerror or error}); er is niets teruggezet.")
        return NOT_DONE
    return doctor(Namespace(out=target, rebuild=False))


def _check(file: Path, target: Path) -> None:
    if not file.is_file() or not os.access(file, os.R_OK):
        raise WrongUsage(f"{file}: dit bestand is er niet of kan niet worden gelezen.")
    if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
        raise WrongUsage(f"{target}: hier staat al iets. Geef een nieuwe of lege map.")
    if not target.parent.is_dir():
        raise WrongUsage(f"{target.parent}: deze map is er niet. Maak hem eerst.")
    size = file.stat().st_size
    if shutil.disk_usage(target.parent).free < size:
        raise WrongUsage(f"{target.parent}: hier is {size >> 20} MB vrije ruimte nodig.")


def _put(file: Path, beside: Path, target: Path) -> Manifest:
    shutil.rmtree(beside, ignore_errors=True)  # of a restoring that was ended
    beside.mkdir(mode=0o700)
    manifest = unpack_backup(file, beside)
    beside.rename(target)  # over an empty folder too
    sync(target.parent)
    return manifest


def _note(folder: Folder, manifest: Manifest) -> None:
    """Write the restoring down, but not in a trail that lacks rows: a new seal would hide that."""
    with trail_of(folder) as trail:
        if trail.broken() is None:
            trail.append(Fact(who(), RESTORED, why=f"uit een reservekopie van {len(manifest.files)} bestanden"))
