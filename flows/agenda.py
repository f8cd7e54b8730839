"""What is due: the threads of DIR as a reader of a calendar or of a reminder wants them, each with its wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from corpus.told import Told
from flows.folder import Folder
from flows.settings import WrongUsage
from flows.threads import THREADS, read_threads, state_of, told
from review.words import STATES

FULFILLED = frozenset({"fulfilled", "executed"})
# Nobody waits for these any more.
CLOSED = FULFILLED | {"lapsed", "rejected", "withdrawn"}


class Mention(NamedTuple):
    """What one document tells of an item; `event` as in threads.json."""

    event: str
    date: str | None
    stem: str
    page: int


@dataclass(frozen=True, slots=True)
class Item:
    """A commitment or motion with the deadline that counts now; both days are included.

    `stem` and `page` say where that deadline stands, `key` is the thread's id and its first record.
    """

    id: str
    key: str
    kind: str
    who: str
    what: str
    state: str
    wording: str
    earliest: date | None
    latest: date | None
    recurrence: str | None
    sentence: str
    stem: str
    page: int
    mentions: tuple[Mention, ...]
    ministries: frozenset[str]
    house: str | None
    claimed_by: str | None

    @property
    def newest(self) -> str | None:
        """The date of the newest document that tells of it."""
        return max((each.date for each in self.mentions if each.date), default=None)

    @property
    def is_open_commitment(self) -> bool:
        return self.kind == "commitment" and self.state not in CLOSED


def read_agenda(folder: Folder) -> tuple[Item, ...]:
    """All threads of DIR that have a deadline, first day first.

    Raises WrongUsage, in Dutch, where DIR holds no documents or a damaged threads.json.
    """
    if not folder.records.is_dir():
        raise WrongUsage(f"{folder.root}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
    records = {item.ref: item for item in told(folder)}
    try:
        items = list(_items(read_threads(folder.root), records))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        file = folder.root / THREADS
        raise WrongUsage(f"{file}: dit bestand is beschadigd. Maak het opnieuw met lakwerk threads.") from None
    return tuple(sorted(items, key=lambda item: (item.latest or date.max, item.key)))


def _items(rows: list[dict[str, Any]], records: Mapping[str, Told]) -> Iterator[Item]:
    for row in rows:
        if row["due"]:
            yield _item(row, records)


def _item(row: Mapping[str, Any], records: Mapping[str, Told]) -> Item:
    due, house = row["due"], row["house"]
    # The document that said first what counts now: the one that set the day, or moved it.
    ref = next(event["record"] for event in row["events"] if event["due"] == due)
    source = records.get(ref)
    known = [records[each] for each in row["records"] if each in records]
    return Item(
        id=row["id"],
        key=f"{row['id']}:{row['records'][0]}",
        kind=row["kind"],
        who=row["actor"] or ", ".join(row["movers"]),
        what=row["what"],
        state=state_of(row),
        wording=due["text"],
        earliest=_day(due["earliest"]),
        latest=_day(due["latest"]),
        recurrence=due["recurrence"],
        sentence=source.sentence if source else "",
        stem=_stem(ref),
        page=source.page if source else 1,
        mentions=tuple(_mentions(row["events"], records)),
        ministries=frozenset(each.ministry.casefold() for each in known if each.ministry),
        house=f"{house['number']}: {STATES.get(house['status'], house['status'])}" if house else None,
        claimed_by=row["claimed_executed_by"],
    )


def _mentions(events: list[dict[str, Any]], records: Mapping[str, Told]) -> Iterator[Mention]:
    for event in events:
        ref = event["record"]
        yield Mention(event["what"], event["date"], _stem(ref), records[ref].page if ref in records else 1)


def _stem(ref: str) -> str:
    return ref.rpartition("#")[0]


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
