"""Make the store of DIR anew from what stands in its folders; needed where lakwerk.db was lost or damaged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from typing import Any

from corpus.intake import Placed
from corpus.store import DONE, QUARANTINE, Store
from corpus.wipe import wipe
from flows.family import in_order
from flows.folder import Folder
from flows.ledger import Ledger
from flows.place import ENDINGS
from flows.progress import warn
from flows.threads import write_threads

HEAP = 500
UNKNOWN = ""  # what a document was done with: the next run over its original does it again


def rebuild(folder: Folder) -> int:
    """Replace the store by one made of records/ and quarantine/; the number of documents comes back.

    How many findings stay readable in a document is not known any more. A damaged record is left out and said.
    """
    wipe(folder.database)
    with closing(Ledger(folder.ledger)) as ledger, closing(Store(folder.database)) as store:
        told = _documents(folder, ledger)
        store.save_heaps(iter(lambda: list(islice(told, HEAP)), []))
        amount = len(store.fingerprints())
        ordered = in_order(ledger.listings(), folder)
        store.save_listings([(listing.id, listing.source) for listing, _ in ordered])
    write_threads(folder)
    return amount


def _documents(folder: Folder, ledger: Ledger) -> Iterator[tuple[Placed, dict[str, Any] | None]]:
    for id, stem in ledger.named():
        for place in (folder.records, folder.quarantine):
            file = place / f"{stem}.json"
            if not file.is_file():
                continue
            try:
                told = json.loads(file.read_text("utf-8"))
                yield _released(folder, id, stem, told) if place == folder.records else _held(id, stem, told)
            except (OSError, ValueError, KeyError, TypeError):
                warn(f"{place.name}/{file.name}: dit bestand is beschadigd en staat niet in de database.")
            break


def _released(folder: Folder, id: str, stem: str, record: dict[str, Any]) -> tuple[Placed, dict[str, Any]]:
    name = next((f"{stem}{ending}" for ending in ENDINGS if (folder.redacted / f"{stem}{ending}").is_file()), None)
    return Placed(id, UNKNOWN, stem, record["document"]["source"], DONE, redacted=name), record


def _held(id: str, stem: str, told: dict[str, Any]) -> tuple[Placed, None]:
    return Placed(id, UNKNOWN, stem, told["source"], QUARANTINE, told["reason"], told["detail"]), None
