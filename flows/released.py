"""DIR/released: the files that a person let go, and the list of what was let go or refused."""

from __future__ import annotations

from contextlib import closing

from corpus.events import Events
from corpus.review import Review, State, reviews
from corpus.store import Store
from flows.endings import ENDINGS
from flows.folder import Folder
from flows.inventory import cells, write_table
from flows.ledger import Ledger

LISTS = ("inventory.csv", "inventory.xlsx")


def is_out(found: Review) -> bool:
    """Whether a person made a document public; one that is refused has no files."""
    return found.state is State.RELEASED


def write_released(folder: Folder, events: Events) -> None:
    """DIR/released/inventory.csv and .xlsx: a row for each document that a person let go or refused."""
    let_go = {id: each for id, each in reviews(events.since()).items() if each.released}
    with closing(Store(folder.database)) as store:
        rows = store.rows()
    with closing(Ledger(folder.ledger)) as ledger:
        parents = {each.id: folder.parent_of(each.path) or "" for each in ledger.listings()}
    table = []
    for row in sorted(rows.values(), key=lambda row: (row.stem, row.id)):
        if row.id not in let_go:
            continue
        up = rows.get(parents.get(row.id, ""))
        refused = let_go[row.id].refused
        if refused and let_go[row.id].decisions:
            row = row._replace(title=None)  # made before a person hid anything, perhaps in it
        ground = refused.told["ground"] if refused else ""
        table.append(cells(row, row.source, up.stem if up else "", refused_on=ground))
    folder.released.mkdir(exist_ok=True)
    write_table(folder.released, table)


def sweep_released(folder: Folder, events: Events) -> None:
    """Remove from DIR/released what no event lets go: a program that was ended half-way left it there."""
    if not folder.released.is_dir():
        return
    found = reviews(events.since())
    with closing(Ledger(folder.ledger)) as ledger:
        let_go = {stem for id, stem in ledger.named() if id in found and is_out(found[id])}
    kept = {f"{stem}.{ending}" for stem in let_go for ending in ENDINGS} | {*LISTS}
    for file in folder.released.iterdir():
        if file.is_symlink() or (file.name not in kept and file.is_file()):
            file.unlink()
