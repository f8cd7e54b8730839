"""What people let go in the workspace, for the papers of a decision and for the site that the public sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from corpus.review import Review
from corpus.row import Row
from flows.endings import ENDINGS, placed
from flows.folder import Folder
from flows.instructions import reviews
from flows.judgements import Given, Judgement
from flows.ledger import Ledger
from flows.pieces import platform_ids
from flows.settings import WrongUsage


class Released(NamedTuple):
    """A document that a person released, and when; its files lie in DIR/released under its stem."""

    id: str
    stem: str
    at: datetime


def released_documents(folder: Folder) -> tuple[Released, ...]:
    """The documents that are released and not refused, by name; raises WrongUsage where the events are damaged."""
    return tuple(_released(folder, reviews(folder)))


def _released(folder: Folder, known: Mapping[str, Review]) -> Iterator[Released]:
    with closing(Ledger(folder.ledger)) as ledger:
        named = ledger.named()
    for id, stem in named:
        released = known[id].released if id in known else None
        if released and not released.told.get("refused"):
            yield Released(id, stem, datetime.fromisoformat(released.at).replace(tzinfo=UTC))


def judged(folder: Folder, rows: Mapping[str, Row], given: Mapping[str, Given]) -> dict[str, Given]:
    """What the officer typed, and for all other documents what was decided in the workspace.

    What nobody released is still to be decided; what was refused is closed, on the ground of the refusal.
    """
    known, names = reviews(folder), platform_ids(rows)
    made = {names[id]: _given(known.get(id), same=_is_same(folder, row)) for id, row in rows.items()}
    return {name: each for name, each in made.items() if each is not None} | dict(given)


def _is_same(folder: Folder, row: Row) -> bool:
    """Whether what was released is what lies there now: the lists tell of the boxes that are in it."""
    pairs = [(placed(folder, row.stem, each), folder.released / f"{row.stem}.{each}") for each in ENDINGS]
    return all(_content(one) == _content(other) for one, other in pairs)


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _given(found: Review | None, *, same: bool) -> Given | None:
    if found is None or found.released is None:
        return Given(Judgement.UNDECIDED)
    if found.released.told.get("refused") and found.refused:
        return Given(Judgement.CLOSED, (found.refused.told["ground"],))
    return None if same else Given(Judgement.UNDECIDED)


def is_behind(folder: Folder, row: Row, found: Review) -> bool:
    """Whether somebody decided about a document since it was made: what lies there may still show what they hid."""
    record = folder.records / f"{row.stem}.json"
    if not found.changed or not record.is_file():
        return False
    return record.stat().st_mtime < datetime.fromisoformat(found.changed).replace(tzinfo=UTC).timestamp()


def with_refusals(folder: Folder, rows: Mapping[str, Row], given: Mapping[str, Given]) -> dict[str, Given]:
    """The officer's judgements, and those of the workspace; raises WrongUsage where one opens what the other closed.

    What was decided about after it was made is still to be decided: it may show what somebody hid since.
    """
    told, names = dict(given), platform_ids(rows)
    for id, found in reviews(folder).items():
        if id not in rows:
            continue
        own = told.get(names[id], Given())
        if found.refused is None:
            if own.judgement is None and is_behind(folder, rows[id], found):
                told[names[id]] = own._replace(judgement=Judgement.UNDECIDED)
            continue
        if own.judgement in (Judgement.OPEN, Judgement.PARTLY):
            verb = own.judgement.value.lower()
            raise WrongUsage(f"{names[id]}: dit stuk is op de werkplek geweigerd en kan niet {verb} worden.")
        if own.judgement is None:
            grounds = (str(found.refused.told["ground"]),)
            told[names[id]] = own._replace(judgement=Judgement.CLOSED, grounds=grounds)
    return told
