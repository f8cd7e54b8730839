"""Passwords and keys of sources: from the environment or from a file that it names, never from the settings file."""

from __future__ import annotations

import os
from pathlib import Path

from flows.source import SourceAway

_LONGEST = 10_000  # characters


def secret(source: str, what: str, in_file: str = "") -> str:
    """The value of LAKWERK_<SOURCE>_<what>, or the contents of the file that LAKWERK_<SOURCE>_<in_file> names.

    Read at each look, so that a new password needs no restart. Raises SourceAway where there is none.
    """
    variable = _variable(source, what)
    if value := os.environ.get(variable):
        return value
    named = _variable(source, in_file)
    file = os.environ.get(named) if in_file else None
    if not file:
        also = f" of {named}" if in_file else ""
        raise SourceAway(f"Bron '{source}': zet {variable}{also} in de omgeving.")
    try:
        with Path(file).open(encoding="utf-8") as opened:
            value = opened.read(_LONGEST).rstrip("\r\n")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "geen UTF-8"
        raise SourceAway(f"Bron '{source}': het bestand van {named} kan niet worden gelezen ({why}).") from None
    if not value:
        raise SourceAway(f"Bron '{source}': het bestand van {named} is leeg.")
    return value


def _variable(source: str, what: str) -> str:
    return f"LAKWERK_{source.replace('-', '_')}_{what}".upper()
