"""`lakwerk forget`: wipe what stands in the confidential folder of a released document, and its original if asked.

Off unless somebody types it, with the decision that allows it: the Archiefwet says what may be destroyed, and when.
"""

from __future__ import annotations

import json
import os
import shutil
from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from corpus.database import StoreTrouble
from corpus.store import DONE, Store
from corpus.trail import Fact
from flows.accounts import FORGOTTEN, trail_of, who
from flows.folder import Folder, make_private, write_private
from flows.instructions import events_of
from flows.ledger import Ledger, Listing
from flows.people import names_to_keep, write_words
from flows.progress import say, warn
from flows.reviewed import released_documents
from flows.settings import WrongUsage

DONE_WELL, WRONG_USAGE = 0, 2


def forget(arguments: Namespace) -> int:
    """Wipe the findings of the documents that are named, and leave a receipt of each."""
    folder = Folder.at(arguments.out)
    try:
        if not folder.confidential.is_dir():
            raise WrongUsage(f"{arguments.out}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
        if bool(arguments.stems) == bool(arguments.released_days):
            raise WrongUsage("Noem de stukken, of geef --released-days. (Name documents or an age, one of the two.)")
        with folder.lock():
            plans = _aged(folder, arguments) if arguments.released_days else _plans(folder, arguments)
            try:
                for plan in plans:
                    _carry_out(folder, plan, arguments.permitted_by)
            finally:
                write_words(folder)
    except (WrongUsage, StoreTrouble) as error:
        warn(str(error))
        return WRONG_USAGE
    except OSError as error:
        warn(f"{folder.confidential}: niet alles kon worden gewist ({error.strerror}). Geef het commando nog eens.")
        return WRONG_USAGE
    return DONE_WELL


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be wiped of a document: files, and what these are in Dutch."""

    id: str
    stem: str
    files: tuple[Path, ...]
    told: tuple[str, ...]
    originals: bool


def _plans(folder: Folder, arguments: Namespace) -> list[Plan]:
    """What will be done; raises WrongUsage where one document cannot be forgotten, before anything is wiped."""
    with closing(Store(folder.database)) as store:
        known = {row.stem: row for row in store.rows().values()}
    for stem in arguments.stems:
        if stem not in known:
            raise WrongUsage(f"{stem}: dit stuk is er niet. Geef een naam uit de map records, zonder .json.")
        if known[stem].state != DONE:
            raise WrongUsage(f"{stem}: dit stuk is niet vrijgegeven, dus wordt er niets vernietigd.")
    with closing(Ledger(folder.ledger)) as ledger:
        listings = ledger.listings()
    ids = {stem: known[stem].id for stem in arguments.stems}
    if arguments.originals:
        for stem, id in ids.items():
            _check_parent(folder, stem, id, listings, set(ids.values()))
    return [_plan(folder, id, stem, arguments.originals, listings) for stem, id in ids.items()]


def _aged(folder: Folder, arguments: Namespace) -> list[Plan]:
    """What was let go in the workspace so many days ago, as far as there is something left to wipe.

    An attachment waits for the message that it came with.
    """
    before = datetime.now(UTC) - timedelta(days=arguments.released_days)
    old = {each.id: each.stem for each in released_documents(folder) if each.at < before}
    with closing(Ledger(folder.ledger)) as ledger:
        listings = ledger.listings()
    plans = []
    for id, stem in old.items():
        with suppress(WrongUsage):
            if arguments.originals:
                _check_parent(folder, stem, id, listings, set(old))
            plans.append(_plan(folder, id, stem, arguments.originals, listings))
    return plans


def _plan(folder: Folder, id: str, stem: str, originals: bool, listings: Sequence[Listing]) -> Plan:
    previews = sorted((folder.previews / id).rglob("*"))
    kept = [place / f"{id}.zip" for place in (folder.galleys, folder.readings)]
    findings = [folder.confidential / f"{stem}.json", *kept, *previews]
    found = {"bevindingen": [path for path in findings if path.is_file()]}
    said = 0
    if originals:
        mine = [each.path for each in listings if each.id == id and each.path.is_file()]
        attached = folder.attachments / id
        found["origineel" if len(mine) == 1 else f"{len(mine)} originelen"] = mine
        found["bijlagen"] = [path for path in sorted(attached.rglob("*")) if path.is_file()]
        # What a person said is about the original, and needed for as long as that can be done again.
        said = events_of(folder).version(id)
    told = (*(name for name, files in found.items() if files), *(["aanwijzingen"] if said else []))
    if not told and not _is_begun(folder, stem):
        raise WrongUsage(f"{stem}: hier is niets meer te vernietigen.")
    return Plan(id, stem, tuple(path for files in found.values() for path in files), told, originals)


def _check_parent(folder: Folder, stem: str, id: str, listings: Sequence[Listing], chosen: set[str]) -> None:
    """An attachment would be unpacked again from the mail that it came with."""
    there = {each.id for each in listings if each.path.is_file()} - chosen
    if any(folder.parent_of(each.path) in there for each in listings if each.id == id):
        raise WrongUsage(f"{stem}: dit is een bijlage van een bericht dat er nog is. Vernietig dat eerst, of tegelijk.")


def _is_begun(folder: Folder, stem: str) -> bool:
    """Whether a wiping was ended half-way: its receipt was not made final."""
    try:
        return not json.loads((folder.receipts / f"{stem}.json").read_text("utf-8"))["done"]
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _carry_out(folder: Folder, plan: Plan, permitted: str) -> None:
    """First the receipt, with which names stay hidden elsewhere; then the wiping; then the receipt as final."""
    kept = _receipt(folder, plan.stem)
    told: dict[str, Any] = {
        "document": plan.id,
        "stem": plan.stem,
        "wiped": list(dict.fromkeys([*kept.get("wiped", ()), *plan.told])),
        "permitted_by": permitted,
        "who": who(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "names": sorted({*kept.get("names", ()), *names_to_keep(folder, plan.stem)}),
        "done": False,
    }
    _write_receipt(folder, told)
    for path in (*plan.files, folder.desk):
        shred(path)
    shutil.rmtree(folder.previews / plan.id, ignore_errors=True)
    if plan.originals:
        events_of(folder).forget(plan.id)
        shutil.rmtree(folder.attachments / plan.id, ignore_errors=True)
        with closing(Ledger(folder.ledger)) as ledger:
            ledger.forget_original(plan.id)
    with trail_of(folder) as trail:
        why = f"{', '.join(told['wiped'])}; volgens {permitted}"
        trail.append(Fact(told["who"], FORGOTTEN, plan.id, plan.stem, why=why))
    _write_receipt(folder, told | {"done": True})
    say(f"{plan.stem}: {', '.join(told['wiped'])} vernietigd. Bewijs: confidential/receipts/{plan.stem}.json")


def _receipt(folder: Folder, stem: str) -> dict[str, Any]:
    """The receipt that is there already; names in it stay."""
    file = folder.receipts / f"{stem}.json"
    try:
        told: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    except ValueError:
        raise WrongUsage(f"{file}: dit bestand is beschadigd. Zet het uit een reservekopie terug.") from None
    return told


def _write_receipt(folder: Folder, told: dict[str, Any]) -> None:
    make_private(folder.receipts)
    content = (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
    write_private(folder.receipts / f"{told['stem']}.json", content)


def shred(file: Path) -> None:
    """Overwrite a file and remove it, if it is there. Disks that write elsewhere keep old blocks: encrypt them."""
    if not file.exists():
        return
    with file.open("r+b") as out:
        size = os.fstat(out.fileno()).st_size
        for at in range(0, size, 1 << 20):
            out.seek(at)
            out.write(bytes(min(1 << 20, size - at)))
        out.flush()
        os.fsync(out.fileno())
    file.unlink()
