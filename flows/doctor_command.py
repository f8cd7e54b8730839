"""`lakwerk doctor`: is the machine sound, and is DIR? Each remark says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from corpus import programs
from corpus.check import MEND, Fault, faults, released
from corpus.database import StoreTrouble, is_there, place_of, shown
from corpus.office_holders import BadRegisterError, offices, own_register, read_register
from flows.accounts import trail_of
from flows.folder import PRIVATE_FILE, PRIVATE_FOLDER, Folder
from flows.instructions import events_of
from flows.progress import count, say, warn
from flows.rebuild import rebuild
from flows.reviewed import released_documents
from flows.settings import WrongUsage
from flows.version import read_version

SOUND, UNSOUND, WRONG_USAGE = 0, 1, 2
ROOM = 2 << 30  # bytes that a run should find free
OLD_LIST = 400  # days
BUSY = "een ander programma schrijft"  # a run that is going on is no fault


class Grade(StrEnum):
    GOOD = "goed"
    ODD = "let op"
    WRONG = "fout"


class Remark(NamedTuple):
    """What was looked at, how it is, and what to do about it."""

    grade: Grade
    what: str
    told: str


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


def _tesseract() -> Iterator[Remark]:
    what, get = "tesseract", "Installeer tesseract-ocr en tesseract-ocr-nld."
    try:
        listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        yield Remark(Grade.WRONG, what, f"ontbreekt of werkt niet; scans kunnen niet worden gelezen. {get}")
        return
    known = "nld" in listed.stdout.split()
    yield (
        Remark(Grade.GOOD, what, "met Nederlands") if known else Remark(Grade.WRONG, what, f"zonder Nederlands. {get}")
    )


def _poppler() -> Iterator[Remark]:
    there = shutil.which("pdftotext") is not None
    told = "aanwezig" if there else "ontbreekt; geen PDF komt door de controle. Installeer poppler-utils."
    yield Remark(Grade.GOOD if there else Grade.WRONG, "poppler", told)


def _office() -> Iterator[Remark]:
    there = programs.office()
    told = "aanwezig" if there else "ontbreekt; Word-bestanden gaan in quarantaine. Zie docs/operate.md."
    yield Remark(Grade.GOOD if there else Grade.ODD, "LibreOffice", told)


def _registers() -> Iterator[Remark]:
    """Which register of office holders counts, and how old it is: by its newest change, or by who looked at it."""
    what = "ambtsdragers"
    try:
        own, known = own_register(), offices()
    except BadRegisterError as error:
        yield Remark(Grade.WRONG, what, str(error))
        return
    today = date.today()
    newest = max(day for each in known for day in (each.since, each.until) if day and day <= today)
    told, looked = f"laatste wijziging {newest}", newest
    if own:
        looked = max(newest, date.fromtimestamp(own.stat().st_mtime))
        amount = count(len(read_register(own)), "regel", "regels")
        told = f"meegeleverd en {amount} in {own} (nagekeken {looked}), {told}"
    old = " Werk hem bij met 'lakwerk registers update'." if (today - looked).days > OLD_LIST else ""
    yield Remark(Grade.ODD if old else Grade.GOOD, what, f"{told}.{old}")


def _rights(folder: Folder) -> Iterator[Remark]:
    mode = folder.confidential.stat().st_mode & 0o777 if folder.confidential.is_dir() else PRIVATE_FOLDER
    loose = [path for path in folder.confidential.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    if mode != PRIVATE_FOLDER or loose:
        amount = f"{len(loose)} bestanden" if loose else "de map"
        told = (
            f"{amount} kan een ander lezen. Zet de rechten op {PRIVATE_FOLDER:o} (map) en {PRIVATE_FILE:o} (bestanden)."
        )
        yield Remark(Grade.WRONG, "confidential", told)
    elif not os.access(folder.root, os.W_OK):
        yield Remark(Grade.WRONG, "map", f"{folder.root}: hier mag niet worden geschreven.")
    else:
        yield Remark(Grade.GOOD, "rechten", "alleen de eigenaar leest confidential")


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
    free = shutil.disk_usage(folder.root).free
    told = f"{free >> 20} MB vrij"
    yield Remark(Grade.GOOD, "schijf", told) if free >= ROOM else Remark(Grade.ODD, "schijf", f"{told}. Maak ruimte.")


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


def _waiting(folder: Folder) -> Iterator[Remark]:
    amount = len(folder.staged())
    if amount:
        yield Remark(Grade.ODD, "wachtend", f"{amount} stukken wachten op plaatsing. Draai 'lakwerk run' opnieuw.")


MACHINE: tuple[Callable[[], Iterator[Remark]], ...] = (_tesseract, _poppler, _office, _registers)
FOLDER: tuple[Callable[[Folder], Iterator[Remark]], ...] = (
    _rights, _version, _room, _key, _store, _trail, _decisions, _waiting,
)  # fmt: skip
