"""Take back what changed since the last run: an old version may not stay published, nor what hung on it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence, Set
from pathlib import Path

from flows.folder import Folder, empty_away
from flows.inputs import Entry
from flows.ledger import Listing
from flows.place import Books, withdraw

GONE = "het pad heeft een andere inhoud, of het stuk waar dit bij hoorde is er niet meer"


def withdraw_changed(books: Books, entries: Sequence[Entry]) -> None:
    """Remove the documents of paths that hold other bytes now, and attachments whose parent is gone."""
    folder, ledger = books.folder, books.ledger
    known = ledger.listings()
    now = {entry.path: entry.id for entry in entries}
    # A store of another folder, or an old one that was put back: what nobody gave a name here is not ours.
    for id in books.store.fingerprints().keys() - {id for id, _ in ledger.named()}:
        books.store.remove(id)
    kept = _kept(folder, known, now)
    for listing in known:
        gone = listing.id not in kept
        if gone:
            withdraw(books, listing.id, GONE)
        if gone or (listing.path not in now and not _holds(folder, listing, kept, now)):
            ledger.unlist(listing.path)
    for place in folder.attachments.iterdir() if folder.attachments.is_dir() else ():
        if place.name not in kept:
            shutil.rmtree(place, ignore_errors=True)
    empty_away(folder.attachments)


def _kept(folder: Folder, known: Sequence[Listing], now: Mapping[Path, str]) -> set[str]:
    """The ids that stay: those of this run, and of earlier ones what still is where it was."""
    kept = set(now.values())
    while more := {listing.id for listing in known if _holds(folder, listing, kept, now)} - kept:
        kept |= more
    return kept


def _holds(folder: Folder, listing: Listing, kept: Set[str], now: Mapping[Path, str]) -> bool:
    """True where a listing of an earlier run still says what is so."""
    if listing.path in now:
        return now[listing.path] == listing.id
    parent = folder.parent_of(listing.path)
    # A parent of this run told anew what it holds.
    return parent is None or (parent in kept and parent not in now.values())
