"""`lakwerk doctor`: is the machine sound, and is DIR? Each remark says what to do."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.check import MEND, Fault, faults, released
from corpus.database import StoreTrouble, is_there, place_of, shown
from flows.accounts import trail_of
from flows.condition import FINE, last_and_lock
from flows.folder import PRIVATE_FILE, PRIVATE_FOLDER, Folder
from flows.instructions import events_of
from flows.machine import MACHINE
from flows.progress import say, warn
from flows.rebuild import rebuild
from flows.remark import Grade, Remark
from flows.reviewed import released_documents
from flows.room import ROOM, free
from flows.settings import WrongUsage
from flows.version import read_version

SOUND, UNSOUND, WRONG_USAGE = 0, 1, 2
BUSY = "een ander programma schrijft"  # a run that is going on is no fault


def doctor(arguments: Namespace) -> int:
    """Print what is sound and what is not; the exit status says whether anything is wrong."""
    remarks = [remark for check in MACHINE for remark in check()]
    if arguments.out:
        folder = Folder.at(arguments.out)
        if not folder.records.is_dir():
            warn(f"{arguments.out}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
            return WRONG_USAGE
        try:
            if arguments.rebuild:
                with folder.lock():
                    say(f"{rebuild(folder)} stukken opnieuw in {folder.database.name} gezet.")
            remarks += [remark for look in FOLDER for remark in look(folder)]
        except (WrongUsage, StoreTrouble) as error:
            warn(str(error))
            return WRONG_USAGE
    for remark in remarks:
        say(f"{remark.grade:<7} {remark.what}: {remark.told}")
    return UNSOUND if any(remark.grade is Grade.WRONG for remark in remarks) else SOUND


def _rights(folder: Folder) -> Iterator[Remark]:
    """Whether others may read what is private, or the owner cannot write."""
    sound = True
    for private in (folder.confidential, folder.quarantine):
        mode = private.stat().st_mode & 0o777 if private.is_dir() else PRIVATE_FOLDER
        loose = [path for path in private.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
        if mode != PRIVATE_FOLDER or loose:
            sound, amount = False, f"{len(loose)} bestanden" if loose else "de map"
            rights = f"Zet de rechten op {PRIVATE_FOLDER:o} (map) en {PRIVATE_FILE:o} (bestanden)."
            yield Remark(Grade.WRONG, private.name, f"{amount} kan een ander lezen. {rights}")
    for place in (folder.root, folder.confidential):
        if not os.access(place, os.W_OK):
            sound = False
            yield Remark(Grade.WRONG, "map", f"{place}: hier mag niet worden geschreven.")
    if sound:
        yield Remark(Grade.GOOD, "rechten", "alleen de eigenaar leest confidential en quarantine")


def _version(folder: Folder) -> Iterator[Remark]:
    told = read_version(folder.version)
    try:
        folder.check_version()
    except WrongUsage as error:
        yield Remark(Grade.WRONG, "versie", str(error))
        return
    if told is None:
        yield Remark(
            Grade.ODD, "versie", "van een eerdere versie van Lakwerk. Draai 'lakwerk run' om haar bij te werken."
        )
    else:
        yield Remark(Grade.GOOD, "versie", f"vorm {told['form']}, bijgewerkt door Lakwerk {told['lakwerk']}")


def _room(folder: Folder) -> Iterator[Remark]:
    left = free(folder.root)
    told = f"{left >> 20} MB vrij"
    yield Remark(Grade.GOOD, "schijf", told) if left >= ROOM else Remark(Grade.ODD, "schijf", f"{told}. Maak ruimte.")


def _key(folder: Folder) -> Iterator[Remark]:
    there = (folder.confidential / "key").is_file()
    told = (
        "aanwezig" if there else "confidential/key ontbreekt: dezelfde stukken krijgen een ander nummer. Zet hem terug."
    )
    yield Remark(Grade.GOOD if there else Grade.WRONG, "sleutel", told)


def _store(folder: Folder) -> Iterator[Remark]:
    where = shown(place_of(folder.database))
    if not is_there(folder.database):
        yield Remark(Grade.WRONG, "database", f"{where} ontbreekt. {MEND}")
        return
    found: list[Fault] = faults(folder.database)
    stems = {path.stem for path in folder.records.glob("*.json")}
    found += faults_of_records(folder.database, stems)
    for fault in found:
        grade = Grade.ODD if fault.startswith(BUSY) else Grade.WRONG
        yield Remark(grade, "database", f"{where}: {fault}")
    if not found:
        yield Remark(Grade.GOOD, "database", f"{where}: {len(stems)} stukken")


def faults_of_records(file: Path, stems: set[str]) -> list[Fault]:
    """Records without a row, and rows without a record."""
    try:
        known = released(file)
    except StoreTrouble:  # `faults` has told it
        return []
    amount = len(stems ^ known)
    return [f"{amount} stukken staan wel in records en niet in de database, of omgekeerd. {MEND}"] if amount else []


def _trail(folder: Folder) -> Iterator[Remark]:
    try:
        with trail_of(folder) as trail:
            entries, broken = list(trail.entries()), trail.broken()
    except WrongUsage as error:
        yield Remark(Grade.WRONG, "spoor", str(error))
        return
    if broken is not None:
        told = f"regel {broken} is niet wat er is geschreven. Zet confidential/trail.db uit een reservekopie terug."
        yield Remark(Grade.WRONG, "spoor", told)
    else:
        yield Remark(
            Grade.GOOD, "spoor", f"{len(entries)} regels, laatste zegel {entries[-1].hash[:16] if entries else '-'}"
        )


def _decisions(folder: Folder) -> Iterator[Remark]:
    """What people decided in the workspace, and whether what they let go is all there."""
    what = "besluiten"
    if not folder.events.exists():
        return
    try:
        events = events_of(folder)
        broken, amount = events.broken(), len(events.since())
        away = [
            each.stem for each in released_documents(folder) if not (folder.released / f"{each.stem}.json").is_file()
        ]
    except (WrongUsage, StoreTrouble) as error:
        yield Remark(Grade.WRONG, what, str(error))
        return
    if broken is not None:
        told = f"handeling {broken.number} is niet wat er is bewaard."
        yield Remark(Grade.WRONG, what, f"{told} Zet confidential/events.db uit een reservekopie terug.")
    if away:
        told = f"released/{away[0]}: een vrijgegeven stuk ontbreekt ({len(away)} in alles)."
        yield Remark(Grade.WRONG, what, f"{told} Neem het terug en geef het opnieuw vrij.")
    if broken is None and not away:
        yield Remark(Grade.GOOD, what, f"{amount} handelingen, keten heel")


def _last(folder: Folder) -> Iterator[Remark]:
    last, locked = last_and_lock(folder)
    if last and not locked and last.exit not in FINE:
        told = "is niet voltooid" if last.ended else "is met geweld gestopt (kill, geheugen, stroom)"
        yield Remark(Grade.ODD, "verwerking", f"de laatste {told}. Geef hetzelfde commando nog eens.")


def _waiting(folder: Folder) -> Iterator[Remark]:
    amount = len(folder.staged())
    if amount:
        yield Remark(Grade.ODD, "wachtend", f"{amount} stukken wachten op plaatsing. Draai 'lakwerk run' opnieuw.")


FOLDER: tuple[Callable[[Folder], Iterator[Remark]], ...] = (
    _rights,
    _version,
    _room,
    _key,
    _store,
    _trail,
    _decisions,
    _last,
    _waiting,
)
