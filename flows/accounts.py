"""What was done in DIR, by whom: written to the trail (`corpus/trail.py`)."""

from __future__ import annotations

import getpass
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from corpus.database import StoreTrouble
from corpus.trail import Fact, Trail
from flows.folder import Folder
from flows.settings import WrongUsage

RELEASED, HELD, WITHDRAWN = "vrijgegeven", "in quarantaine", "teruggenomen"
JOINED, PARTED, IMPORTED, FORGOTTEN, RAN = "samengevoegd", "gescheiden", "ingelezen", "vernietigd", "verwerkt"
BACKED_UP, RESTORED = "reservekopie gemaakt", "teruggezet"
PROVEN = "alle toetsen geslaagd"
LET_GO, TAKEN_BACK = "door een mens vrijgegeven", "vrijgave teruggenomen"
HANDED = "voorgelegd door "  # begins the reason of a release that another person asked for
OPENED, FOUR_EYES = "werkplek geopend", "vier ogen"


ACTING: ContextVar[str] = ContextVar("acting", default="")  # whom the workspace works for


def who() -> str:
    """Who works here: whom the workspace knows, else LAKWERK_USER, else the user of the machine."""
    if acting := ACTING.get():
        return acting
    try:
        return os.environ.get("LAKWERK_USER", "").strip() or getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number without a name
        return f"uid {os.getuid()}"


def told_grounds(record: dict[str, Any]) -> str:
    """How many boxes stand on which ground: "5.1.1e: 1; 5.1.2e: 12"."""
    counts = Counter(each["ground"] for each in record["redactions"])
    return "; ".join(f"{ground}: {amount}" for ground, amount in sorted(counts.items()))


@contextmanager
def trail_of(folder: Folder) -> Iterator[Trail]:
    """The trail of DIR; raises WrongUsage, in Dutch, where it cannot be used."""
    try:
        trail = Trail(folder.trail)
        try:
            yield trail
        finally:
            trail.close()
    except StoreTrouble as error:
        raise WrongUsage(str(error)) from None


def note(folder: Folder, what: str, why: str) -> None:
    """Write down something that a person did to DIR as a whole."""
    with trail_of(folder) as trail:
        trail.append(Fact(who(), what, why=why))
