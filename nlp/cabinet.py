"""Members of the cabinet by surname and day: "Minister De Jonge" on 5 April 2018 is the minister of VWS.

The register is that of `corpus.office_holders`, the same by which the policy keeps names of public office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from corpus.office_holders import Stamp, offices_of, stamp


class Holder(NamedTuple):
    """An office as the register writes it, and when it was held; both days are included, None is open."""

    role: str
    since: date | None
    until: date | None

    def in_office(self, day: date) -> bool:
        return (self.since or date.min) <= day <= (self.until or date.max)


@cache
def _holders(own: Stamp | None) -> Mapping[str, tuple[Holder, ...]]:
    found: dict[str, list[Holder]] = defaultdict(list)
    for each in offices_of(own):
        if each.role.lower().startswith(("minister", "staatssecretaris")):
            found[each.family.casefold()].append(Holder(each.role, each.since, each.until))
    return {family: tuple(sorted(rows, key=lambda row: row.since or date.min)) for family, rows in found.items()}


def office_of(role: str, family: str, day: date | None) -> str | None:
    """The office that somebody of this surname held on a day as minister or as state secretary.

    Of two offices at once it is the one held longest: the other is minded for a colleague. Who heads the cabinet is
    minister-president, whatever else.

    >>> office_of("Minister", "Ollongren", date(2018, 4, 5))
    'minister van binnenlandse zaken en koninkrijksrelaties'
    """
    if day is None:
        return None
    rows = _holders(stamp()).get(family.casefold(), ())
    held = [row.role for row in rows if row.in_office(day) and row.role.lower().startswith(role.lower()[:8])]
    held.sort(key=lambda name: not name.startswith("minister-president"))
    return held[0] if held else None
