"""Families: what hangs on a mail or in a PDF becomes a document of its own, listed after the one that it came with."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from flows import settings
from flows.folder import Folder, make_private
from flows.inputs import CONTAINERS, Entry, identify_all
from flows.isolate import Isolation
from flows.job import Family
from flows.ledger import Ledger, Listing
from flows.settings import Limits
from flows.survey import survey
from flows.unpack import MAX_FILES, Contents

MAX_DEPTH = 3  # a mail in a mail in a mail
MAX_DOCUMENTS = 500  # of one family
TARGET = "flows.unpack:unpack"


class Ask(NamedTuple):
    """A file that may hold others, and how many of them may become documents."""

    entry: Entry
    room: int


def unfold(entries: Sequence[Entry], folder: Folder, key: bytes, isolation: Isolation, limits: Limits) -> list[Entry]:
    """The entries, each followed by what is in it. What was unpacked by an earlier run is not unpacked again."""
    with closing(Ledger(folder.ledger)) as ledger:
        found = _Unfolding(folder, key, ledger)
        for entry in _containers(entries):
            found.roots[entry.id] = entry.id
        level = [Ask(entry, MAX_FILES) for entry in _containers(entries)]
        for depth in range(MAX_DEPTH + 1):
            found.ask(level, isolation, limits)
            inside = [child for asked in level for child in found.children(asked.entry.id)]
            deeper = _containers(child for child in inside if child.id not in found.told)
            level = [Ask(entry, found.room(entry) if depth + 1 < MAX_DEPTH else 0) for entry in deeper]
    return list(found.flattened(entries))


def _containers(entries: Iterable[Entry]) -> list[Entry]:
    """Each document that may hold others, once."""
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.readable and entry.path.suffix.lower() in CONTAINERS:
            first.setdefault(entry.id, entry)
    return list(first.values())


class _Unfolding:
    """What is known so far: the contents by id, and in which family each file was found first."""

    def __init__(self, folder: Folder, key: bytes, ledger: Ledger) -> None:
        self.told: dict[str, Contents] = {}
        self.roots: dict[str, str] = {}
        self._folder, self._key, self._ledger = folder, key, ledger
        self._inside: dict[str, list[Entry]] = {}

    def ask(self, level: Sequence[Ask], isolation: Isolation, limits: Limits) -> None:
        """Unpack what no earlier run did."""
        version = settings.engine_hash()
        new = []
        for asked in level:
            known = self._ledger.contents(asked.entry.id, f"{version} {asked.room}")
            contents = Contents.of(json.loads(known)) if known else None
            if contents is None or not self._is_there(asked.entry.id, contents):
                new.append(asked)
            else:
                self.told[asked.entry.id] = contents
        for asked in new:
            shutil.rmtree(self._folder.attachments / asked.entry.id, ignore_errors=True)
        if new:
            make_private(self._folder.attachments)
        items = [(a.entry.path, self._folder.attachments / a.entry.id, a.room) for a in new]
        for asked, answer in zip(new, survey(isolation, TARGET, items, self._folder, limits), strict=True):
            if answer is None:  # whatever it left half-way is not used
                shutil.rmtree(self._folder.attachments / asked.entry.id, ignore_errors=True)
            contents = Contents.of(answer) if answer else Contents(lost=True)
            self._ledger.keep_contents(asked.entry.id, f"{version} {asked.room}", json.dumps(contents._asdict()))
            self.told[asked.entry.id] = contents
        if new and not any(self._folder.attachments.iterdir()):
            self._folder.attachments.rmdir()

    def children(self, id: str) -> list[Entry]:
        """The attachments of a document as entries, with their place in the family."""
        if id not in self._inside:
            pieces = self.told[id].pieces if id in self.told else ()
            files = [self._folder.attachments / id / piece.file for piece in pieces]
            self._inside[id] = [
                entry._replace(family=Family(parent=id, number=piece.number, name=piece.name))
                for piece, entry in zip(pieces, identify_all(files, self._key), strict=True)
            ]
            for entry in self._inside[id]:
                self.roots.setdefault(entry.id, self.roots.get(id, id))
        return self._inside[id]

    def room(self, entry: Entry) -> int:
        """How many attachments a document may still have, so that its family does not grow without end."""
        root = self.roots.get(entry.id, entry.id)
        return max(0, min(MAX_FILES, MAX_DOCUMENTS - sum(each == root for each in self.roots.values())))

    def flattened(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Every entry with its family, attachments after their parent; those of a second copy are listed once."""
        done: set[str] = set()

        def emit(entry: Entry) -> Iterator[Entry]:
            inside = self.children(entry.id)
            warnings = self.told[entry.id].warnings() if entry.id in self.told else ()
            attachments = tuple(dict.fromkeys(child.id for child in inside))
            family = entry.family
            yield entry._replace(family=Family(family.parent, family.number, family.name, attachments, warnings))
            if entry.id not in done:
                done.add(entry.id)
                for child in inside:
                    yield from emit(child)

        for entry in entries:
            yield from emit(entry)

    def _is_there(self, id: str, contents: Contents) -> bool:
        return all((self._folder.attachments / id / piece.file).is_file() for piece in contents.pieces)


def in_order(listings: Iterable[Listing], folder: Folder) -> list[tuple[Listing, str | None]]:
    """Listings by path, each attachment after its parent; with the id of the parent."""
    known = list(listings)
    first: dict[str, Listing] = {}
    for listing in known:
        first.setdefault(listing.id, listing)

    def place(listing: Listing, depth: int = 0) -> tuple[object, ...]:
        parent = first.get(folder.parent_of(listing.path) or "")
        if parent is None or depth > MAX_DEPTH:
            return (listing.path,)
        return (*place(parent, depth + 1), _number(listing.path))

    ordered = sorted(known, key=lambda listing: (place(listing), listing.path))
    return [(listing, folder.parent_of(listing.path)) for listing in ordered]


def _number(path: Path) -> int:
    return int(path.stem) if path.stem.isdecimal() else 0
