"""What people decided for all documents of DIR: this wording always goes, or always stays; and what they could decide.

A rule is an event like any other, under a name that no document has. Only a person makes one: what was corrected
again and again is offered, and nothing more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

from corpus.instructions import HIDE, Instruction
from corpus.review import review

if TYPE_CHECKING:
    from corpus.events import Event

RULES = "rules"  # stands for the rules among the documents; the id of a document is 32 hexadecimal digits
ACCEPTED, DECLINED, ENDED = "accepted", "declined", "ended"
AGAINST = "against"  # in an event: for each instruction, in how many places it says other than the proposal
PLACES, DOCUMENTS = 3, 2  # from how many corrections, in how many documents, a rule is offered
MOST_LETTERS = 200
FEWEST_SIGNS = 2  # letters and digits


@dataclass(frozen=True, slots=True)
class Rule:
    """`what` is HIDE or SHOW, `text` as it stands in documents, blanks made one.

    `ground` is a Woo code, "" for what stays. `category` is one of the output contract: what a wording to hide is, or
    the only kind of finding that one to show opens; "" is any. `at` is UTC.
    """

    what: str
    text: str
    ground: str
    category: str
    why: str
    who: str
    at: str

    @classmethod
    def of(cls, event: Event) -> Self:
        """The rule that somebody made; raises KeyError for another event."""
        what, text, ground, category, why = (event.told[name] for name in ("what", "text", "ground", "category", "why"))
        return cls(what, text, ground, category, why, event.who, event.at)


class Offer(NamedTuple):
    """A wording that people hid or showed by hand in `places` of `documents`, each time against the proposal."""

    what: str
    text: str
    ground: str
    category: str
    places: int
    documents: int


class _Said(NamedTuple):
    document: str
    told: Instruction
    amount: int  # of places where it says other than the proposal


def in_force(events: Iterable[Event]) -> tuple[Rule, ...]:
    """The rules that count, of all events or of those of RULES: one for a wording, the last that was made of it."""
    now: dict[str, Rule] = {}
    for event in events:
        if event.document == RULES and event.kind == ACCEPTED:
            now[event.told["text"]] = Rule.of(event)
        elif event.document == RULES and event.kind == ENDED:
            now.pop(event.told["text"], None)
    return tuple(now.values())


def offers(events: Iterable[Event]) -> tuple[Offer, ...]:
    """What could be a rule, by the events of all documents: the longest wording first.

    A wording that was decided the other way anywhere is none, nor one that somebody made a rule of or declined before.
    """
    documents: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        documents[event.document].append(event)
    settled = {event.told["text"] for event in documents.pop(RULES, ())}
    said: dict[str, list[_Said]] = defaultdict(list)
    for id, told in documents.items():
        for each in _said(id, told):
            said[folded(each.told.text)].append(each)
    made = (_offer(text, each) for text, each in said.items() if text not in settled and is_wording(text))
    return tuple(sorted(filter(None, made), key=lambda offer: (-len(offer.text), offer.text)))


def folded(text: str) -> str:
    """A wording with its blanks made one; those at a cell of a table are blanks too.

    >>> folded(" Bureau |  ICT-toetsing ")
    'Bureau ICT-toetsing'
    """
    return " ".join(part for part in text.split() if part != "|")


def is_wording(text: str) -> bool:
    """Whether a rule can be about it."""
    return len(text) <= MOST_LETTERS and sum(sign.isalnum() for sign in text) >= FEWEST_SIGNS


def _said(document: str, events: Sequence[Event]) -> Iterator[_Said]:
    """What counts now about wordings of a document; of one place the last that was said."""
    last: dict[tuple[str, int, int], _Said] = {}
    for event in review(events).decisions:
        told = event.told["instructions"]
        # Where an event does not say, it may have been no more than a nod.
        for each, amount in zip(told, event.told.get(AGAINST) or [0] * len(told), strict=True):
            made = Instruction.of(each)
            if amount is not None and made.text.strip():
                last[folded(made.text), made.page, made.nth] = _Said(document, made, amount)
    yield from last.values()


def _offer(text: str, said: Sequence[_Said]) -> Offer | None:
    against = [each for each in said if each.amount]
    documents = {each.document for each in against}
    places = sum(_places([each for each in against if each.document == id]) for id in documents)
    if len({each.told.what for each in said}) > 1 or places < PLACES or len(documents) < DOCUMENTS:
        return None
    what = against[0].told.what
    ground = _usual(each.told.ground for each in against)
    # Who showed a wording without pointing at a finding did not see what kind it was.
    category = _usual(each.told.category for each in against if what == HIDE or each.told.nth)
    return Offer(what, text, ground, category, places, len(documents))


def _places(said: Sequence[_Said]) -> int:
    """In how many places of one document; what was said of all of them holds those that were named one by one."""
    return max(sum(each.amount for each in said if bool(each.told.nth) is one_by_one) for one_by_one in (True, False))


def _usual(values: Iterable[str]) -> str:
    """The most frequent value, the first in the alphabet among equals; "" where there is none."""
    counts = Counter(filter(None, values))
    return min(counts, key=lambda value: (-counts[value], value), default="")
