"""Which files a run is about: known types below the given paths, in sorted path order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from flows.job import Family, identify_file, identify_path
from flows.settings import WrongUsage

SUFFIXES = frozenset(".pdf .tif .tiff .png .jpg .jpeg .txt .docx .odt .doc .rtf .eml .msg".split())
CONTAINERS = frozenset({".pdf", ".eml", ".msg"})  # may hold other documents


class Why(StrEnum):
    """Why a file is no input; the value is what the user reads."""

    HIDDEN = "verborgen"
    LINK = "verwijzing buiten de opgegeven map"
    TYPE = "onbekend type"
    SPECIAL = "geen gewoon bestand"
    CLOSED = "map zonder leesrecht"


class Skipped(NamedTuple):
    path: Path
    why: Why


class Entry(NamedTuple):
    """One input path and the id of its bytes; `readable` is False where the bytes cannot be read.

    An attachment's path is where it was unpacked, in the confidential folder.
    """

    path: Path
    id: str
    size: int
    readable: bool
    family: Family = Family()


def gather(paths: Sequence[Path], out: Path) -> tuple[tuple[Path, ...], tuple[Skipped, ...]]:
    """The input files and what was skipped; raises WrongUsage for a missing path or for DIR inside PATH."""
    found: set[Path] = set()
    skipped: set[Skipped] = set()
    for given in paths:
        path = _place(given)
        if not path.exists():
            raise WrongUsage(f"{given}: dit pad bestaat niet.")
        root = path.resolve()
        if root.is_dir() and out.resolve().is_relative_to(root):
            raise WrongUsage(f"{out}: de uitvoermap mag niet in {given} liggen.")
        for item in _below(root, skipped) if root.is_dir() else (path,):
            why = _why_not(item, root)
            if why is None:
                found.add(item)
            else:
                skipped.add(Skipped(item, why))
    return tuple(sorted(found)), tuple(sorted(skipped))


def identify_all(files: Sequence[Path], key: bytes) -> tuple[Entry, ...]:
    """Every file with the id of its bytes."""
    return tuple(_identify(path, key) for path in files)


def _identify(path: Path, key: bytes) -> Entry:
    try:
        return Entry(path, identify_file(path, key), path.stat().st_size, readable=True)
    except OSError:
        return Entry(path, identify_path(path, key), 0, readable=False)


def _place(path: Path) -> Path:
    """The absolute path; a link given by the user keeps its own name."""
    absolute = path.absolute()
    return absolute.parent.resolve() / absolute.name if absolute.name not in ("", "..") else absolute.resolve()


def _below(root: Path, skipped: set[Skipped]) -> Iterator[Path]:
    def closed(error: OSError) -> None:
        skipped.add(Skipped(Path(os.fsdecode(error.filename)), Why.CLOSED))

    for place, folders, names in os.walk(root, onerror=closed):
        here = Path(place)
        hidden = [name for name in folders if name.startswith(".")]
        links = [name for name in folders if name not in hidden and (here / name).is_symlink()]
        skipped.update(Skipped(here / name, Why.HIDDEN) for name in hidden)
        # A linked folder inside PATH is read under its own name already.
        outside = (here / name for name in links)
        skipped.update(Skipped(path, Why.LINK) for path in outside if not path.resolve().is_relative_to(root))
        folders[:] = [name for name in folders if name not in hidden and name not in links]
        yield from (here / name for name in names)


def _why_not(path: Path, root: Path) -> Why | None:
    if path.name.startswith("."):
        return Why.HIDDEN
    if path.is_symlink() and path.resolve() != root and not path.resolve().is_relative_to(root):
        return Why.LINK
    if path.suffix.lower() not in SUFFIXES:
        return Why.TYPE
    return None if path.is_file() else Why.SPECIAL


def room_needed(entries: Sequence[Entry]) -> int:
    """Bytes that a batch may need on the disk of DIR: the input thrice, and some room for the rest."""
    return 3 * sum(entry.size for entry in entries) + (200 << 20)
