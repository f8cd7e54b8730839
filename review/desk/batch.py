"""The list of documents: where each stands, how much doubt is left, and what is asked for of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from corpus.events import Event, Events
from corpus.review import Review, State, review
from review.desk.index import Seen
from review.desk.stand import HELD, state_of
from review.desk.workplace import Listed

UNSEEN = Seen(0, (), ())
UNREVIEWED = Review()
STATES = (*(state.value for state in (State.NEW, State.IN_REVIEW, State.SECOND, State.RELEASED, State.REFUSED)), HELD)
PER_PAGE = 100


class Item(NamedTuple):
    """A document in the list. `left` counts doubtful findings that nobody decided about, `lately` the last event."""

    document: Listed
    state: str
    findings: int
    doubt: int
    left: int
    by: str
    at: str

    @property
    def share(self) -> int:
        """How much of the doubt was looked at, in hundredths."""
        if self.state in (State.RELEASED, State.REFUSED):
            return 100
        return 100 if not self.doubt else round(100 * (self.doubt - self.left) / self.doubt)


class Count(NamedTuple):
    """How many doubts were left in a document at a version of its review."""

    version: int
    left: int


class Reviews:
    """Where the review of every document stands, kept up to date by the events that are new."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self.counted: dict[str, Count] = {}
        self._last = 0
        self._told: dict[str, tuple[Event, ...]] = {}
        self._reviews: dict[str, Review] = {}

    def count(self, id: str, version: int, left: int) -> None:
        """Remember what was counted in a document that was opened."""
        self.counted[id] = Count(version, left)

    def all(self) -> Mapping[str, tuple[Review, Event]]:
        """The review of each document that somebody did something to, and the last event of it."""
        new: dict[str, list[Event]] = {}
        for event in self._events.since(self._last):
            new.setdefault(event.document, []).append(event)
            self._last = event.number
        for id, events in new.items():
            self._told[id] = (*self._told.get(id, ()), *events)
            self._reviews[id] = review(self._told[id])
        return {id: (found, self._told[id][-1]) for id, found in self._reviews.items()}


class Asked(NamedTuple):
    """What is to be listed: `state` "" for all, words of the name or the title, an order, a page from 1."""

    state: str = ""
    words: str = ""
    order: str = "naam"
    page: int = 1


ORDERS: dict[str, tuple[str, Callable[[Item], Any]]] = {
    "naam": ("Naam", lambda item: (item.document.stem, item.document.id)),
    "twijfel": ("Meeste twijfel eerst", lambda item: (-item.left, item.document.stem)),
    "datum": ("Nieuwste stuk eerst", lambda item: (_backwards(item.document.date), item.document.stem)),
    "laatst": ("Laatst aan gewerkt eerst", lambda item: (_backwards(item.at), item.document.stem)),
}


def items(
    documents: Iterable[Listed],
    reviews: Mapping[str, tuple[Review, Event]],
    seen: Mapping[str, Seen],
    counted: Mapping[str, Count],
) -> list[Item]:
    """Every document with where it stands; `counted` is what was counted when a document was last looked at."""
    return [_item(each, reviews.get(each.id), seen.get(each.id, UNSEEN), counted.get(each.id)) for each in documents]


def _item(document: Listed, told: tuple[Review, Event] | None, seen: Seen, count: Count | None) -> Item:
    found = told[0] if told else UNREVIEWED
    by, at = (told[1].who, told[1].at) if told else ("", "")
    decided = {event.told.get("finding") for event in found.decisions}
    left = sum(id not in decided for id in seen.doubt)
    if count and count.version == found.version:
        left = min(count.left, len(seen.doubt))
    state = state_of(document, found)
    left = 0 if state in (State.RELEASED, State.REFUSED) else left
    return Item(document, state, seen.findings, len(seen.doubt), left, by, at)


def counted(found: Iterable[Item]) -> list[tuple[str, int]]:
    """How many documents are in each state."""
    counts = Counter(item.state for item in found)
    return [(state, counts[state]) for state in STATES]


def chosen(found: Iterable[Item], asked: Asked) -> list[Item]:
    """What was asked for, in order."""
    words = asked.words.casefold().split()
    left = (item for item in found if not asked.state or item.state == asked.state)
    kept = [item for item in left if all(word in _words(item) for word in words)]
    _, key = ORDERS.get(asked.order, ORDERS["naam"])
    return sorted(kept, key=key)


def _words(item: Item) -> str:
    document = item.document
    return f"{document.name} {document.title} {document.kind} {document.ministry} {document.date}".casefold()


def _backwards(text: str) -> tuple[int, ...]:
    return tuple(-ord(sign) for sign in text) or (1,)
