"""What a new list of office holders changes in the register: nothing that is known goes away.

A row of the list is that of the register where name, role and days agree. Its first day stays as it is known; a last
day that the list gives counts, and one that it does not give takes none away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from anonymize.person import Name, agree, fold, parse
from corpus.office_holders import Office, joined, sort_of

ROUNDS = 8  # of comparing; lists that do not contradict themselves take one


class Turned(NamedTuple):
    """A row as it was known, and as it becomes."""

    before: Office
    after: Office


class Difference(NamedTuple):
    """What is new, what ended, whose last day is another, and who is in office but not on the list (and stays so)."""

    new: tuple[Office, ...]
    ended: tuple[Turned, ...]
    changed: tuple[Turned, ...]
    gone: tuple[Office, ...]

    @property
    def rows(self) -> tuple[Office, ...]:
        """What is to be added to the register."""
        return (*self.new, *(each.after for each in (*self.ended, *self.changed)))


def difference(known: Sequence[Office], listed: Iterable[Office]) -> Difference:
    """Compare a list with the register.

    Rows that contradict each other may pair otherwise once the first have been taken over: they are compared until
    nothing changes any more, so that the same list says nothing new a second time.
    """
    # Of two rows that differ in their last day alone the later one counts, and any day before none.
    rows = joined((), sorted(listed, key=lambda each: each.until or date.min))
    found = _compared(known, rows)
    after = joined(known, found.rows)
    for _ in range(ROUNDS):
        more = _compared(after, rows)
        then = joined(after, more.rows)
        if then == after:
            break
        new, ended, changed, _ = more
        found = Difference((*found.new, *new), (*found.ended, *ended), (*found.changed, *changed), found.gone)
        after = then
    return found


def _compared(known: Sequence[Office], rows: Sequence[Office]) -> Difference:
    pairs, left = _paired(known, rows)
    turned = [Turned(one, one._replace(until=row.until)) for one, row in pairs if row.until not in (None, one.until)]
    met = {one for one, _ in pairs}
    sorts = {sort_of(row.role) for row in rows}
    gone = [one for one in known if one.until is None and sort_of(one.role) in sorts and one not in met]
    return Difference(
        tuple(left),
        tuple(each for each in turned if each.before.until is None),
        tuple(each for each in turned if each.before.until is not None),
        tuple(gone),
    )


def _paired(known: Sequence[Office], rows: Sequence[Office]) -> tuple[list[tuple[Office, Office]], list[Office]]:
    """Which row is which, each once: the surest first; where one of several may be meant, none is."""
    by_role: dict[str, list[Office]] = {}
    for one in known:
        by_role.setdefault(_role(one), []).append(one)
    pairs: list[tuple[Office, Office]] = []
    taken: set[Office] = set()
    waiting = list(rows)
    for is_same in _SAME:
        left: list[Office] = []
        for row in waiting:
            found = [one for one in by_role.get(_role(row), ()) if one not in taken and is_same(one, row)]
            if len(found) == 1:
                taken.add(found[0])
                pairs.append((found[0], row))
            else:
                left.append(row)
        waiting = left
    return pairs, waiting


def _role(office: Office) -> str:
    """Without what comes with it: "minister van Defensie; viceminister-president"."""
    return fold(office.role.partition(";")[0])


def _exact(one: Office, row: Office) -> bool:
    return fold(one.name) == fold(row.name)


def _agree(one: Office, row: Office) -> bool:
    return agree(_name(one), _name(row))


def _name(office: Office) -> Name:
    parsed = parse(office.family)
    interfix = office.family[: len(office.family) - len(parsed.family)].strip() if parsed.interfix else ""
    return Name(office.given, office.initials, interfix, parsed.family if interfix else office.family)


def _overlap(one: Office, row: Office) -> bool:
    """More than the one day on which somebody goes from one party to another."""
    last = min(one.until or date.max, row.until or date.max)
    return max(one.since or date.min, row.since or date.min) + timedelta(days=1) <= last


_SAME: tuple[Callable[[Office, Office], bool], ...] = (
    lambda one, row: one.key == row.key,
    lambda one, row: one.since == row.since and _exact(one, row),
    lambda one, row: one.since == row.since and _agree(one, row),
    lambda one, row: _overlap(one, row) and _exact(one, row),
    lambda one, row: _overlap(one, row) and _agree(one, row),
)
