"""Is the machine sound that Lakwerk runs on: programs, fonts, the model, lists, what points outside, the log?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from corpus import programs
from corpus.database import SETTING as DATABASE
from corpus.database import StoreTrouble, place_of
from corpus.office_holders import BadRegisterError, looked_at, offices, own_register, read_register
from flows import log
from flows.condition import OLD_LIST
from flows.progress import count
from flows.remark import Grade, Remark
from flows.settings import WrongUsage

SENTENCE = "Vanmorgen sprak Willem de Groot met mevrouw Anneke Jansen over het rapport."
HERE = frozenset({"", "localhost", "127.0.0.1", "::1"})
PROXIES = ("http_proxy", "https_proxy", "all_proxy")


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


def _fonts() -> Iterator[Remark]:
    from corpus.typeface import lacking  # here: it loads what makes PDFs, which `lakwerk --help` does not need

    lost = ", ".join(lacking())
    told = f"{lost} ontbreekt; mail kan niet worden afgedrukt. Installeer fonts-liberation." if lost else "aanwezig"
    yield Remark(Grade.WRONG if lost else Grade.GOOD, "lettertypen", told)


def _model() -> Iterator[Remark]:
    """Whether the recogniser of names loads and works, and whether that asks for a connection with elsewhere."""
    asked, began = len(_connections()), time.monotonic()
    try:
        from nlp.recognise import people  # here: spaCy takes seconds to import

        found = people(SENTENCE)
    except Exception as error:  # whatever a library or a damaged file does; its message may say anything
        yield Remark(Grade.WRONG, "model", f"laadt niet ({type(error).__name__}). Installeer Lakwerk opnieuw.")
        return
    if not found:
        yield Remark(Grade.WRONG, "model", "herkent geen namen. Installeer Lakwerk opnieuw.")
    elif len(_connections()) > asked:
        yield Remark(Grade.ODD, "model", "vroeg bij het laden om een verbinding naar buiten. Meld dit.")
    else:
        took = f"{time.monotonic() - began:.1f}".replace(".", ",")
        yield Remark(Grade.GOOD, "model", f"geladen in {took} s, zonder verbinding naar buiten")


def _registers() -> Iterator[Remark]:
    """Which register of office holders counts, and how old it is: by its newest change, or by who looked at it."""
    what, today = "ambtsdragers", date.today()
    try:
        own, looked = own_register(), looked_at(today)
        newest = max(day for each in offices() for day in (each.since, each.until) if day and day <= today)
    except BadRegisterError as error:
        yield Remark(Grade.WRONG, what, str(error))
        return
    told = f"laatste wijziging {newest}"
    if own:
        amount = count(len(read_register(own)), "regel", "regels")
        told = f"meegeleverd en {amount} in {own} (nagekeken {looked}), {told}"
    old = " Werk hem bij met 'lakwerk registers update'." if (today - looked).days > OLD_LIST else ""
    yield Remark(Grade.ODD if old else Grade.GOOD, what, f"{told}.{old}")


def _network() -> Iterator[Remark]:
    """What is set that points outside: a run itself needs no network."""
    try:
        host = place_of(Path("lakwerk.db")).host or ""
    except StoreTrouble as error:
        yield Remark(Grade.WRONG, "netwerk", str(error))
    else:
        outside = "niets" if host in HERE or host.startswith("/") else f"{DATABASE}, de database op {host}"
        told = "een verwerking heeft het niet nodig; Prefect draait op deze machine, zonder telemetrie"
        yield Remark(Grade.GOOD, "netwerk", f"{told}. Naar buiten wijst: {outside}.")
    proxies = [name.upper() for name in PROXIES if _variable(name)]
    passed_by = {each.strip() for each in _variable("no_proxy").split(",")}
    if proxies and not {"*", "127.0.0.1"} & passed_by:
        told = f"{proxies[0]} is gezet zonder 127.0.0.1 in NO_PROXY: Prefect bereikt dan zijn eigen server niet"
        yield Remark(Grade.ODD, "proxy", f"{told}, en een grote batch gaat zonder. Zet NO_PROXY=127.0.0.1,localhost.")


def _log() -> Iterator[Remark]:
    try:
        log.check()
    except WrongUsage as error:
        yield Remark(Grade.WRONG, "logboek", str(error))
        return
    asked = os.environ.get(log.SETTING, "").strip()
    yield Remark(
        Grade.GOOD, "logboek", f"{log.SETTING}={asked}" if asked else f"staat uit ({log.SETTING} is niet gezet)"
    )


def _variable(name: str) -> str:
    """A variable of the environment that is read in small and in capital letters."""
    return os.environ.get(name, "") or os.environ.get(name.upper(), "")


@cache
def _connections() -> list[str]:
    """Grows, from the first call on, by each connection with and each question for another machine."""
    seen: list[str] = []

    def heed(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
            where = arguments[1] if event == "socket.connect" else arguments
            host = where[0] if isinstance(where, tuple) else ""  # a socket of this machine has a path
            if str(host) not in HERE:
                seen.append(event)

    sys.addaudithook(heed)
    return seen


MACHINE: tuple[Callable[[], Iterator[Remark]], ...] = (
    _tesseract, _poppler, _office, _fonts, _model, _registers, _network, _log,
)  # fmt: skip
