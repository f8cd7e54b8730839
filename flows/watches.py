"""DIR/watches.json: the searches that somebody wants to hear of. It survives a run, as corrections.json does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows.asked_parser import NARROWING
from flows.found import DAYS, Asked
from flows.settings import WrongUsage
from flows.threads import read_json, write_json
from review.words import KINDS

WATCHES = "watches.json"
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Watch:
    name: str
    asked: Asked


def read_watches(root: Path) -> tuple[Watch, ...]:
    """The saved searches of DIR by name, none where it has none; raises WrongUsage for a damaged file."""
    file = root / WATCHES
    if not file.exists():
        return ()
    watches = read_json(file, lambda whole: tuple(_watch(row) for row in whole["watches"]))
    if len({watch.name for watch in watches}) < len(watches):
        raise WrongUsage(f"{file}: twee zoekopdrachten heten hetzelfde. Geef elke een eigen naam.")
    return watches


def write_watches(root: Path, watches: Iterable[Watch]) -> None:
    write_json(root / WATCHES, {"watches": [_row(watch) for watch in sorted(watches, key=lambda each: each.name)]})


def checked_name(name: str) -> str:
    """A name that can be shown and typed; raises WrongUsage for another."""
    if not name.strip() or not name.isprintable() or len(name.strip()) > _LONGEST_NAME:
        raise WrongUsage(f"{name!r}: geef een naam van 1 tot {_LONGEST_NAME} leesbare tekens.")
    return name.strip()


def _row(watch: Watch) -> dict[str, Any]:
    asked = watch.asked
    days = {name: getattr(asked, name) for name in DAYS}
    return {
        "name": watch.name,
        "words": asked.words,
        "kind": asked.kind,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "facets": [list(pair) for pair in asked.facets],
    }


def _watch(row: dict[str, Any]) -> Watch:
    """One row; raises ValueError, TypeError or KeyError where it is not what was written."""
    facets = tuple((name, value) for name, value in row["facets"])
    texts = (row["name"], row["words"], *(value for _, value in facets))
    known = row["kind"] in (None, *KINDS) and {name for name, _ in facets} <= set(NARROWING)
    if not row["name"] or not known or not all(isinstance(text, str) for text in texts):
        raise ValueError(row)
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in DAYS}
    return Watch(row["name"], Asked(row["words"], row["kind"], **days, facets=facets))
