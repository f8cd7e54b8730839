"""By which form of DIR it was last written: an older Lakwerk must not write in what it does not know."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flows.ledger import VERSION as LEDGER_VERSION
from flows.settings import WrongUsage

FORM = 1  # one more for each change of DIR that an earlier Lakwerk would spoil or pass over


def told_version() -> bytes:
    """What a run writes down in DIR."""
    return (json.dumps({"form": FORM, "lakwerk": version("lakwerk")}) + "\n").encode()


def read_version(file: Path) -> dict[str, Any] | None:
    """The form of DIR and the version that wrote it; None before there was such a file, or where it is damaged."""
    try:
        told = json.loads(file.read_text("utf-8"))
        return {"form": int(told["form"]), "lakwerk": str(told["lakwerk"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def refuse_newer(file: Path, ledger: Path, database: Path) -> None:
    """Raise WrongUsage where a newer Lakwerk wrote in DIR. Only looks; what is damaged is told by who needs it."""
    from corpus.database import NewerStore, StoreTrouble, is_there, readers  # here: help must not wait for it

    told = read_version(file)
    if told and told["form"] > FORM:
        raise WrongUsage(newer(file, f" ({told['lakwerk']})"))
    if ledger.is_file() and _form_of_ledger(ledger) > LEDGER_VERSION:
        raise WrongUsage(newer(ledger))
    try:
        if is_there(database):
            readers(database).dispose()
    except NewerStore as error:
        raise WrongUsage(str(error)) from None
    except StoreTrouble:
        pass


def newer(file: Path, which: str = "") -> str:
    return f"{file}: van een nieuwere versie van Lakwerk{which}. Werk met die versie verder; hier is niets veranderd."


def _form_of_ledger(file: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as sql:
            return int(sql.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error:
        return 0
