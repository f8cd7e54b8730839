"""`lakwerk forget`: wipe what stands in the confidential folder of a released document, and its original if asked.

Off unless somebody types it, with the decision that allows it: the Archiefwet says what may be destroyed, and when.
"""

from __future__ import annotations

import json
import os
import shutil
from argparse import Namespace
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.database import StoreTrouble
from corpus.store import DONE, Store
from corpus.trail import Fact
from flows.accounts import FORGOTTEN, trail_of, who
from flows.folder import Folder, make_private, write_private
from flows.ledger import Ledger
from flows.people import write_words
from flows.progress import say, warn
from flows.settings import WrongUsage

DONE_WELL, WRONG_USAGE = 0, 2


def forget(arguments: Namespace) -> int:
    """Wipe the findings of the documents that are named, and leave a receipt of each."""
    folder = Folder.at(arguments.out)
    try:
        if not folder.confidential.is_dir():
            raise WrongUsage(f"{arguments.out}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
        with folder.lock():
            ids = _released(folder, arguments.stems)
            for stem, id in ids.items():
                wiped = _wipe(folder, id, stem, arguments.originals)
                _leave_receipt(folder, id, stem, wiped, arguments.permitted_by)
                say(f"{stem}: {', '.join(wiped)} vernietigd. Bewijs: confidential/receipts/{stem}.json")
            write_words(folder)
    except (WrongUsage, StoreTrouble) as error:
        warn(str(error))
        return WRONG_USAGE
    except OSError as error:
        warn(f"{folder.confidential}: niet alles kon worden gewist ({error.strerror}). Geef het commando nog eens.")
        return WRONG_USAGE
    return DONE_WELL


def _released(folder: Folder, stems: list[str]) -> dict[str, str]:
    """The id of each document by its name; raises WrongUsage where one is not released, before anything is wiped."""
    with closing(Store(folder.database)) as store:
        known = {row.stem: row for row in store.rows().values()}
    for stem in stems:
        if stem not in known:
            raise WrongUsage(f"{stem}: dit stuk is er niet. Geef een naam uit de map records, zonder .json.")
        if known[stem].state != DONE:
            raise WrongUsage(f"{stem}: dit stuk is niet vrijgegeven, dus wordt er niets vernietigd.")
    return {stem: known[stem].id for stem in dict.fromkeys(stems)}


def _wipe(folder: Folder, id: str, stem: str, originals: bool) -> list[str]:
    """Remove what is confidential of a document; what was removed comes back, in Dutch."""
    wiped = []
    findings = folder.confidential / f"{stem}.json"
    if findings.exists():
        shred(findings)
        wiped.append("bevindingen")
    if originals:
        with closing(Ledger(folder.ledger)) as ledger:
            paths = [listing.path for listing in ledger.listings() if listing.id == id and listing.path.is_file()]
            for path in paths:
                shred(path)
            ledger.forget_people(id)
        if (told := folder.instructions / f"{id}.json").exists():  # they are about the original
            shred(told)
        wiped += ["origineel" if len(paths) == 1 else f"{len(paths)} originelen"] if paths else []
        if (attached := folder.attachments / id).is_dir():
            for file in sorted(attached.rglob("*")):
                if file.is_file():
                    shred(file)
            shutil.rmtree(attached, ignore_errors=True)
            wiped.append("bijlagen")
    if not wiped:
        raise WrongUsage(f"{stem}: hier is niets meer te vernietigen.")
    return wiped


def shred(file: Path) -> None:
    """Overwrite a file and remove it. A disk that writes elsewhere what is changed keeps old blocks: encrypt it."""
    with file.open("r+b") as out:
        size = os.fstat(out.fileno()).st_size
        for at in range(0, size, 1 << 20):
            out.seek(at)
            out.write(bytes(min(1 << 20, size - at)))
        out.flush()
        os.fsync(out.fileno())
    file.unlink()


def _leave_receipt(folder: Folder, id: str, stem: str, wiped: list[str], permitted: str) -> None:
    told: dict[str, Any] = {
        "document": id,
        "stem": stem,
        "wiped": wiped,
        "permitted_by": permitted,
        "who": who(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    make_private(folder.receipts)
    write_private(folder.receipts / f"{stem}.json", (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode())
    with trail_of(folder) as trail:
        trail.append(Fact(told["who"], FORGOTTEN, id, stem, why=f"{', '.join(wiped)}; volgens {permitted}"))
