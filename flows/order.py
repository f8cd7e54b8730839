"""A document that is given away to be done elsewhere: what to do, in a file that only the owner of DIR may read.

Whoever does it works in a folder of its own and puts the whole of it in place at once; who comes second drops theirs.
"""

from __future__ import annotations

import pickle
import shutil
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flows.folder import Folder, make_private, write_private
from flows.job import Job
from flows.staging import read_outcome


@dataclass(frozen=True, slots=True)
class Order:
    """One document to do: the engine and its hash, how long it may take in seconds, and what it is done with."""

    work: str
    engine: str
    job: Job
    id: str
    fingerprint: str
    seconds: float


def give(folder: Folder, order: Order) -> None:
    """Write an order down; what an earlier try left half-done goes."""
    make_private(folder.assignments)
    if not is_done(folder, order.id, order.fingerprint):
        shutil.rmtree(folder.staging / order.id, ignore_errors=True)
    write_private(folder.assignments / order.id, pickle.dumps(order))


def take_back(folder: Folder, id: str) -> None:
    """Who is still at it may go on, but what they make is not put in place any more."""
    (folder.assignments / id).unlink(missing_ok=True)


def read_order(folder: Folder, id: str) -> Order | None:
    """An order that still stands. It is unpickled: who can write in the confidential folder is its owner."""
    try:
        order = pickle.loads((folder.assignments / id).read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError):
        return None
    return order if isinstance(order, Order) else None


def is_done(folder: Folder, id: str, fingerprint: str) -> bool:
    return read_outcome(folder.staging / id, fingerprint) is not None


def begin(folder: Folder, id: str) -> Path:
    """A fresh folder to work in; beside the one where the result will lie, so that it can be moved at once."""
    make_private(folder.attempts)
    place = folder.attempts / f"{id}-{uuid.uuid4().hex[:8]}"
    make_private(place)
    return place


def deliver(folder: Folder, order: Order, place: Path) -> None:
    """Put a finished attempt in place, unless the order was taken back or somebody else was first."""
    stands = read_order(folder, order.id)
    if stands and stands.fingerprint == order.fingerprint:
        make_private(folder.staging)
        with suppress(OSError):  # it is there already
            place.rename(folder.staging / order.id)
    shutil.rmtree(place, ignore_errors=True)
