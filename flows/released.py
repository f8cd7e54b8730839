"""DIR/released: the files that a person let go, and the list of what was let go or refused."""

from __future__ import annotations

from contextlib import closing

from corpus.events import Event, Events
from corpus.review import Review, State, review
from corpus.store import Store
from flows.endings import ENDINGS
from flows.folder import Folder
from flows.inventory import CLOSED, cells, write_table
from flows.ledger import Ledger

REFUSED = "door een mens geweigerd"
LISTS = ("inventory.csv", "inventory.xlsx")
TITLE = 7  # its column in the list


def is_out(found: Review) -> bool:
    """Whether a person made a document public; one that is refused has no files."""
    return found.state is State.RELEASED


def write_released(folder: Folder, events: Events) -> None:
    """DIR/released/inventory.csv and .xlsx: a row for each document that a person let go or refused."""
    reviews = {id: each for id, each in _reviews(events).items() if each.released}
    with closing(Store(folder.database)) as store:
        rows = store.rows()
    with closing(Ledger(folder.ledger)) as ledger:
        parents = {each.id: folder.parent_of(each.path) or "" for each in ledger.listings()}
    table = []
    for row in sorted(rows.values(), key=lambda row: (row.stem, row.id)):
        if row.id not in reviews:
            continue
        up = rows.get(parents.get(row.id, ""))
        made = list(cells(row, row.source, up.stem if up else ""))
        refused = reviews[row.id].refused
        if refused:
            made[3:6] = [CLOSED, refused.told["ground"], REFUSED]
            made[10:16] = [""] * 6
            if reviews[row.id].decisions:
                made[TITLE] = ""  # made before a person hid anything, perhaps in it
        table.append(tuple(made))
    folder.released.mkdir(exist_ok=True)
    write_table(folder.released, table)


def sweep_released(folder: Folder, events: Events) -> None:
    """Remove from DIR/released what no event lets go: a program that was ended half-way left it there."""
    if not folder.released.is_dir():
        return
    reviews = _reviews(events)
    with closing(Ledger(folder.ledger)) as ledger:
        let_go = {stem for id, stem in ledger.named() if id in reviews and is_out(reviews[id])}
    kept = {f"{stem}.{ending}" for stem in let_go for ending in ENDINGS} | {*LISTS}
    for file in folder.released.iterdir():
        if file.is_symlink() or (file.name not in kept and file.is_file()):
            file.unlink()


def _reviews(events: Events) -> dict[str, Review]:
    told: dict[str, list[Event]] = {}
    for event in events.since():
        told.setdefault(event.document, []).append(event)
    return {id: review(each) for id, each in told.items()}
