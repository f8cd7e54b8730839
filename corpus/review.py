"""Where the review of a document stands: what its events come to.

An event that can be undone is one of WORK. "undo" takes back all events of one action, "redo" brings them back; both
name the action, so that what was done in several documents at once is taken back in all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.corrections import Correction
from corpus.instructions import Instruction

if TYPE_CHECKING:
    from corpus.events import Event

DECIDE, CORRECT, REFUSE = "decide", "correct", "refuse"
UNDO, REDO = "undo", "redo"
SEEN, COMMENT = "seen", "comment"
READY, RETURN, RELEASE, WITHDRAW = "ready", "return", "release", "withdraw"
WORK = frozenset({DECIDE, CORRECT, REFUSE})


class State(StrEnum):
    """The value is what a person reads. What is in quarantine is known by the store."""

    NEW = "nieuw"
    IN_REVIEW = "in behandeling"
    SECOND = "tweede lezer"
    RELEASED = "vrijgegeven"
    REFUSED = "geweigerd"


@dataclass(frozen=True, slots=True)
class Review:
    """`decisions`, `corrections` and `refused` are what counts now; `undo` and `redo` what these would act on.

    `ready` is the event that handed it to a second reader, `released` the one that let it go; None where neither holds.
    `changed` is when (UTC) somebody last decided, corrected, refused, or took such a thing back.
    `turners` are those who last took back or brought back an action of somebody else.
    """

    version: int = 0
    state: State = State.NEW
    decisions: tuple[Event, ...] = ()
    corrections: tuple[Event, ...] = ()
    refused: Event | None = None
    undo: Event | None = None
    redo: Event | None = None
    seen: frozenset[int] = frozenset()
    comments: tuple[Event, ...] = ()
    ready: Event | None = None
    released: Event | None = None
    turners: frozenset[str] = frozenset()
    changed: str = ""

    @property
    def instructions(self) -> tuple[Instruction, ...]:
        """What was said about wordings and places, in order."""
        return tuple(Instruction.of(told) for event in self.decisions for told in event.told["instructions"])

    @property
    def corrected(self) -> tuple[Correction, ...]:
        """What was said about records, in order."""
        return tuple(Correction.of(event.told["correction"]) for event in self.corrections)

    @property
    def people(self) -> frozenset[str]:
        """Who had a hand in what counts now; who took back what another had done, too."""
        mine = (*self.decisions, *self.corrections, *((self.refused,) if self.refused else ()))
        return self.turners.union(event.who for event in mine)


def review(events: Sequence[Event]) -> Review:
    """What the events of one document, in order, come to."""
    undone: list[str] = []
    turned: dict[str, str] = {}  # who took back or brought back an action last
    work = [event for event in events if event.kind in WORK]
    lost: set[str] = set()  # undone before something new was done: these do not come back
    for event in events:
        if event.kind in (UNDO, REDO):
            turned[event.told["action"]] = event.who
        if event.kind == UNDO and event.told["action"] not in undone:
            undone.append(event.told["action"])
        elif event.kind == REDO and event.told["action"] in undone:
            undone.remove(event.told["action"])
        elif event.kind in WORK:
            lost |= set(undone)
    live = [event for event in work if event.action not in undone]
    back = [action for action in reversed(undone) if action not in lost]
    again = next((event for action in back for event in work if event.action == action), None)
    did = {(event.action, event.who) for event in work}
    ready, released = _handed(events)
    refused = next((event for event in reversed(live) if event.kind == REFUSE), None)
    return Review(
        version=events[-1].version if events else 0,
        state=_state(events, ready, released),
        decisions=tuple(event for event in live if event.kind == DECIDE),
        corrections=tuple(event for event in live if event.kind == CORRECT),
        refused=refused,
        undo=live[-1] if live else None,
        redo=again,
        seen=frozenset(event.told["page"] for event in events if event.kind == SEEN),
        comments=tuple(event for event in events if event.kind == COMMENT),
        ready=ready,
        released=released,
        changed=max((event.at for event in events if event.kind in WORK or event.kind in (UNDO, REDO)), default=""),
        turners=frozenset(who for action, who in turned.items() if (action, who) not in did),
    )


def reviews(events: Iterable[Event]) -> dict[str, Review]:
    """The same of each document, for the events of all."""
    told: dict[str, list[Event]] = {}
    for event in events:
        told.setdefault(event.document, []).append(event)
    return {id: review(each) for id, each in told.items()}


def states(steps: Iterable[Event]) -> dict[str, State]:
    """Where the review of each document stands; of the events only releases need to say what they say."""
    told: dict[str, list[Event]] = {}
    for event in steps:
        told.setdefault(event.document, []).append(event)
    return {id: _state(each, *_handed(each)) for id, each in told.items()}


def _handed(events: Iterable[Event]) -> tuple[Event | None, Event | None]:
    """The event that handed a document to the second reader, and the one that released it, as far as these hold."""
    ready: Event | None = None
    released: Event | None = None
    for event in events:
        if event.kind == READY:
            ready = event
        elif event.kind == RELEASE:
            released = event
        elif event.kind == WITHDRAW:
            ready = released = None
        elif event.kind in WORK or event.kind in (UNDO, REDO, RETURN):
            ready = None  # what the second reader was to see has changed
    return ready, released


def _state(events: Sequence[Event], ready: Event | None, released: Event | None) -> State:
    if released:
        return State.REFUSED if released.told.get("refused") else State.RELEASED
    if ready:
        return State.SECOND
    return State.IN_REVIEW if events else State.NEW
