"""What hits are narrowed and counted by: ministry, kind, year, dossier, who, to whom, state, and whether it is late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import Connection

from corpus.asking import ask, numbers, signs
from corpus.query import BadQuery
from corpus.schema import NO_DAY
from corpus.word_index import JOINED, joint

# The facets, each with its Dutch name as it is shown.
FACETS = {
    "kind": "soort vondst",
    "state": "stand",
    "ministry": "ministerie",
    "year": "jaar",
    "sort": "soort stuk",
    "dossier": "dossier",
    "actor": "wie",
    "recipient": "aan wie",
    "member": "Kamerlid",
}
KINDS = ("commitment", "motion", "deadline", "document")
# A thread in one of these states is not waited for any more.
SETTLED = ("fulfilled", "executed", "rejected", "withdrawn", "lapsed", "not fulfilled")
MOST_VALUES = 12  # of a facet that are shown
FREQUENT = 100  # values that are looked up first
MOST_PAIRS = 12  # of ministries and years that are asked for together; the index has a list for each


@dataclass(frozen=True, slots=True)
class Filters:
    """What the hits must be. `facets` are (name, value); two values of one facet mean either.

    `late_on` leaves only what should have been done before that day and is not. `order` is "best", "due" or "newest".
    """

    kind: str | None = None
    due_before: date | None = None
    ministry: str | None = None
    limit: int = 20
    facets: tuple[tuple[str, str], ...] = ()
    due_from: date | None = None
    late_on: date | None = None
    order: str = ""
    cursor: str = ""

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """All facets that are asked for."""
        more = (("kind", self.kind), ("ministry", self.ministry))
        return (*self.facets, *((name, value) for name, value in more if value))

    @property
    def is_set(self) -> bool:
        """Whether anything is narrowed."""
        return bool(self.pairs or self.due_before or self.due_from or self.late_on)


class Count(NamedTuple):
    """A value of a facet and how many hits have it."""

    value: str
    amount: int


class Facet(NamedTuple):
    name: str
    label: str
    counts: tuple[Count, ...]


class Choice(NamedTuple):
    """What a hit must have: a number of each of `tags`, which is one of `marks` in the index of words."""

    tags: tuple[tuple[int, ...], ...]
    marks: tuple[str, ...]


class Narrowed(NamedTuple):
    """Filters as the database knows them: choices among values, and conditions on `filings f`.

    `values` are those of the conditions, in their order.
    """

    choices: tuple[Choice, ...]
    conditions: tuple[str, ...]
    values: tuple[Any, ...]
    remarks: tuple[str, ...]


def narrow(sql: Connection, filters: Filters) -> Narrowed:
    """Look the filters up; a value that nothing has is a remark. Raises BadQuery, in Dutch, for an unknown facet."""
    wanted: dict[str, list[str]] = {}
    for name, value in filters.pairs:
        if name not in FACETS:
            raise BadQuery(f"Onbekend filter '{_short(name)}'. Er is: {', '.join(FACETS)}.")
        wanted.setdefault(name, []).append(value.encode("utf-8", "replace").decode().replace("\0", "?"))
    states = wanted.pop("state", [])
    remarks: list[str] = []
    known = _known(sql, [(name, value) for name, values in wanted.items() for value in values])
    for name, value in ((name, value) for name, values in wanted.items() for value in values):
        if (name, value) not in known and not (name == "kind" and value in KINDS):
            remarks.append(_remark(sql, name, value))
    # 0 is the number of a value that nothing has.
    tags = {name: tuple(known.get((name, value), 0) for value in values) for name, values in wanted.items()}
    return Narrowed(tuple(_choices(tags)), *_conditions(filters, states), tuple(remarks))


def _choices(tags: dict[str, tuple[int, ...]]) -> Iterator[Choice]:
    """Each facet is a choice; ministry and year are one, which the index has together."""
    pairs = list(product(*(tags.get(name, ()) for name in JOINED)))
    if 0 < len(pairs) <= MOST_PAIRS:
        first, second = JOINED
        yield Choice((tags.pop(first), tags.pop(second)), tuple(f"#{joint(str(a), str(b))}" for a, b in pairs))
    yield from (Choice((numbers,), tuple(f"#{number}" for number in numbers)) for numbers in tags.values())


def _conditions(filters: Filters, states: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Conditions on `filings f` and their values."""
    conditions, values = [], list(states)
    if states:
        conditions.append(f"f.state IN ({signs(states)})")
    if filters.late_on:
        settled = ", ".join(f"'{state}'" for state in SETTLED)
        conditions.append(f"f.due < ? AND f.state IS NOT NULL AND f.state NOT IN ({settled})")
        values.append(filters.late_on.isoformat())
    for day, sign in ((filters.due_before, "<"), (filters.due_from, ">=")):
        if day:
            conditions.append(f"f.due {sign} ? AND f.due <> '{NO_DAY}'")
            values.append(day.isoformat())
    return tuple(conditions), tuple(values)


def count(sql: Connection, tags: Iterable[str], states: Iterable[str | None]) -> tuple[Facet, ...]:
    """How many of the hits have which value, from their numbers of values; the most frequent first."""
    amounts = Counter(" ".join(tags).split())
    least = sorted(amounts.values(), reverse=True)[:FREQUENT][-1] if amounts else 0
    counts: dict[str, list[Count]] = {name: [] for name in FACETS}
    often = [number for number, amount in amounts.items() if amount > least]
    for some in (often, [number for number, amount in amounts.items() if amount <= least]):
        # What has values enough shows none of the seldom ones, of which a facet such as the dossier has thousands.
        full = [name for name in FACETS if len(counts[name]) >= MOST_VALUES]
        told = f"SELECT number, facet, value FROM facet_values WHERE number IN ({numbers(map(int, some))})"
        asked = f"{told} AND facet NOT IN ({signs(full)})" if full else told
        for number, name, value in ask(sql, asked, full) if some else ():
            counts[name].append(Count(value, amounts[str(number)]))
    counts["state"] = [Count(state, amount) for state, amount in Counter(filter(None, states)).items()]
    return tuple(Facet(name, FACETS[name], tuple(_first(found))) for name, found in counts.items() if found)


def _first(found: list[Count]) -> Sequence[Count]:
    return sorted(found, key=lambda each: (-each.amount, each.value))[:MOST_VALUES]


def _known(sql: Connection, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The numbers of values, in whatever case they were typed."""
    if not pairs:
        return {}
    where = " OR ".join(["(facet = ? AND lower(value) = ?)"] * len(pairs))
    told = [part for name, value in pairs for part in (name, value.lower())]
    rows = ask(sql, f"SELECT facet, lower(value), number FROM facet_values WHERE {where}", told)
    found = {(facet, value): number for facet, value, number in rows}
    return {(name, value): found[name, value.lower()] for name, value in pairs if (name, value.lower()) in found}


def _remark(sql: Connection, name: str, value: str) -> str:
    """That nothing has this value, and which one may be meant."""
    there = [value for (value,) in ask(sql, "SELECT value FROM facet_values WHERE facet = ?", [name])]
    near = get_close_matches(value, there, 1, 0.5)
    more = f" Bedoelt u '{near[0]}'?" if near else ""
    return f"Er is niets met {FACETS[name]} '{_short(value)}'.{more}"


def _short(told: str) -> str:
    shown = "".join(sign if sign.isprintable() else "?" for sign in told)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"
