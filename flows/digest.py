"""What is new: of each saved search what a receiver was not told, and what falls due or is overdue.

A reminder comes once when its day comes near and once when it has passed; when the day is moved it is a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from flows.agenda import Item, read_agenda
from flows.folder import Folder
from flows.found import found
from flows.sent import REMINDERS, Sent
from flows.turns import turns
from flows.watches import Watch, read_watches
from review.find import Find

PIECES_OF_ONE = 200  # finds and reminders in one message; what is more goes in the next


class News(NamedTuple):
    """A find of a saved search."""

    watch: Watch
    hit: Find

    @property
    def mark(self) -> tuple[str, str]:
        return self.watch.name, self.hit.key


class Reminder(NamedTuple):
    """An open commitment that must be kept on `day`, or should have been."""

    item: Item
    day: date
    overdue: bool

    @property
    def mark(self) -> tuple[str, str]:
        return REMINDERS, f"{self.item.key} {self.day} {'overdue' if self.overdue else 'soon'}"


@dataclass(frozen=True, slots=True)
class Digest:
    """One message: what is told as of a day; `earlier` is how many overdue ones were told before."""

    as_of: date
    days: int
    pieces: tuple[News | Reminder, ...]
    earlier: int = 0
    part: int = 1
    parts: int = 1

    @property
    def news(self) -> tuple[tuple[Watch, tuple[News, ...]], ...]:
        mine = [piece for piece in self.pieces if isinstance(piece, News)]
        return tuple((watch, tuple(rows)) for watch, rows in groupby(mine, key=lambda piece: piece.watch))

    def reminders(self, overdue: bool) -> tuple[Reminder, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Reminder) and piece.overdue is overdue)


def gather(folder: Folder, as_of: date, days: int) -> Digest:
    """All that could be told as of a day; commitments count as near when due within `days`.

    Raises WrongUsage, in Dutch, for damaged files and for a saved search that cannot be carried out.
    """
    reminders = [each for item in read_agenda(folder) for each in _reminders(item, as_of, days)]
    reminders.sort(key=lambda each: (each.overdue, each.day, each.item.key))
    news = [News(watch, hit) for watch in read_watches(folder.root) for hit in found(folder.root, watch.asked)]
    return Digest(as_of, days, (*reminders, *news))


def untold(whole: Digest, sent: Sent, receiver: str) -> tuple[Digest, ...]:
    """What a receiver was not told yet, as messages of bounded size; none where there is nothing new."""
    known = {topic: sent.to(receiver, topic) for topic in {piece.mark[0] for piece in whole.pieces}}
    new: list[News | Reminder] = []
    old: list[News | Reminder] = []
    for piece in whole.pieces:
        topic, key = piece.mark
        (old if key in known[topic] else new).append(piece)
    earlier = sum(isinstance(piece, Reminder) and piece.overdue for piece in old)
    messages = list(_cut(new))
    return tuple(
        Digest(whole.as_of, whole.days, pieces, earlier, number, len(messages))
        for number, pieces in enumerate(messages, 1)
    )


def _cut(pieces: list[News | Reminder]) -> Iterator[tuple[News | Reminder, ...]]:
    for start in range(0, len(pieces), PIECES_OF_ONE):
        yield tuple(pieces[start : start + PIECES_OF_ONE])


def _reminders(item: Item, as_of: date, days: int) -> Iterable[Reminder]:
    """The next turn where it is near, and the last one that has passed."""
    if not item.is_open_commitment or not item.latest:
        return
    known = turns(item.recurrence, item.latest, as_of + timedelta(days=min(days, (date.max - as_of).days)))
    passed = [day for day in known if day < as_of]
    if passed:
        yield Reminder(item, passed[-1], overdue=True)
    yield from (Reminder(item, day, overdue=False) for day in known if day >= as_of)
