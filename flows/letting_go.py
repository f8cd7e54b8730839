"""A document is let go: what was previewed, byte for byte, is put in its place and copied to DIR/released."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing

from corpus.row import DONE
from flows.batch import Batch
from flows.direct import work_through
from flows.endings import ENDINGS, placed
from flows.folder import Folder
from flows.inventory import write_inventory
from flows.ledger import Ledger
from flows.people import write_words
from flows.press import OUTDATED, WORK, Asked, Press, file_in
from flows.progress import Quiet
from flows.settings import WrongUsage, fingerprint
from flows.threads import write_threads


def let_go(folder: Folder, press: Press, asked: Asked) -> dict[str, str]:
    """Release what was previewed; the SHA-256 of each file comes back.

    Raises WrongUsage, in Dutch, where something else would go out. The caller holds the lock of DIR.
    """
    _place(folder, press, asked)
    return _copied(folder, press, asked.entry.id)


def take_back(folder: Folder, id: str) -> None:
    """Remove what was released of a document."""
    stem = _stem(folder, id)
    for ending in ENDINGS:
        (folder.released / f"{stem}.{ending}").unlink(missing_ok=True)


def _place(folder: Folder, press: Press, asked: Asked) -> None:
    """What was previewed takes the way of a run, which finds it done already."""
    key = folder.key()
    shutil.copytree(press.room(asked.entry.id), folder.stage(asked.entry.id), dirs_exist_ok=True)
    base = fingerprint(asked.settings, WORK, key)
    with closing(Batch(folder, [asked.entry], asked.settings, key, WORK, base, Quiet())) as batch:
        batch.open()
        work_through(batch, 1)
        batch.finish()
        (row,) = batch.rows()
        if row.state != DONE:
            raise WrongUsage(row.detail or OUTDATED)
        write_words(folder)
        write_inventory(folder.root, batch.listed())
    write_threads(folder)


def _copied(folder: Folder, press: Press, id: str) -> dict[str, str]:
    """Copy the files to DIR/released; raises WrongUsage where these are not what was previewed."""
    stem, room = _stem(folder, id), press.room(id)
    for ending in ENDINGS:
        seen = file_in(room, ending)
        if seen and ending != "json" and seen.read_bytes() != placed(folder, stem, ending).read_bytes():
            raise WrongUsage(OUTDATED)
    folder.released.mkdir(exist_ok=True)
    sums = {}
    for ending in ENDINGS:
        source, target = placed(folder, stem, ending), folder.released / f"{stem}.{ending}"
        target.unlink(missing_ok=True)
        if source.is_file():
            part = target.with_name(f".{target.name}.part")
            part.unlink(missing_ok=True)  # a link here would be written through
            shutil.copyfile(source, part)
            part.chmod(folder.public_mode)
            part.replace(target)
            sums[ending] = hashlib.sha256(target.read_bytes()).hexdigest()
    return sums


def _stem(folder: Folder, id: str) -> str:
    with closing(Ledger(folder.ledger)) as ledger:
        stem = ledger.stem(id)
    if stem is None:
        raise WrongUsage("Dit stuk is er niet meer.")
    return stem
