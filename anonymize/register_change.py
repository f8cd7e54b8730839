"""What a new list of office holders changes in the register: nothing that is known goes away.

A row of the list is that of the register where name, role and days agree. Its first day stays as it is known; a last
day that the list gives counts, and one that it does not give takes none away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from anonymize.person import Name, agree, fold, parse
from nlp.office_holders import Office, sort_of


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
    """Compare a list with the register."""
    rows = tuple(sorted(listed, key=lambda each: (each.key[:2], each.since or date.min)))
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
    """Which row is which, each once: first those that begin on the same day, then those whose days overlap."""
    by_role: dict[str, list[Office]] = {}
    for one in known:
        by_role.setdefault(_role(one), []).append(one)
    pairs: list[tuple[Office, Office]] = []
    taken: set[Office] = set()
    waiting = list(rows)
    for agrees in (lambda one, row: one.since == row.since, _overlap):
        left: list[Office] = []
        for row in waiting:
            there = [one for one in by_role.get(_role(row), ()) if one not in taken and agrees(one, row)]
            if (same := _same(there, row)) is None:
                left.append(row)
            else:
                taken.add(same)
                pairs.append((same, row))
        waiting = left
    return pairs, waiting


def _role(office: Office) -> str:
    """Without what comes with it: "minister van Defensie; viceminister-president"."""
    return fold(office.role.partition(";")[0])


def _same(there: Sequence[Office], row: Office) -> Office | None:
    """Whom a row is about; None where that is nobody, or one of several."""
    exact = [one for one in there if fold(one.name) == fold(row.name)]
    found = exact or [one for one in there if agree(_name(one), _name(row))]
    return found[0] if len(found) == 1 else None


def _name(office: Office) -> Name:
    parsed = parse(office.family)
    interfix = office.family[: len(office.family) - len(parsed.family)].strip() if parsed.interfix else ""
    return Name(office.given, office.initials, interfix, parsed.family if interfix else office.family)


def _overlap(one: Office, row: Office) -> bool:
    """More than the one day on which somebody goes from one party to another."""
    last = min(one.until or date.max, row.until or date.max)
    return max(one.since or date.min, row.since or date.min) + timedelta(days=1) <= last
