"""Which office somebody who governs holds on a day: "minister Helder" is the minister voor Langdurige Zorg en Sport."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import cache

from corpus.office_holders import Office, Stamp, offices_of, stamp

_WORDS = re.compile(r"(?:\s+[\w'’-]+){1,5}")
_MORE = re.compile(r"\s*\(.*$")  # what the register adds to a role


def role_of(role: str, text: str, day: date | None) -> str | None:
    """The role by the register of whom a text names right behind "minister" or "staatssecretaris"; None if not sure.

    Without a day, or where two of that name held the office, it is only told where all agree.
    """
    found = _WORDS.match(text)
    words = found[0].split() if found else []
    for length in range(len(words), 0, -1):
        held = [one for one in _known(stamp()).get(" ".join(words[:length]).lower(), ()) if _sort(one) == role]
        roles = {_MORE.sub("", one.role) for one in held if _in_force(one, day)}
        if roles:
            return roles.pop() if len(roles) == 1 else None
    return None


def _sort(one: Office) -> str:
    return "minister" if one.role.lower().startswith("minister") else "staatssecretaris"


def _in_force(one: Office, day: date | None) -> bool:
    return day is None or (one.since or date.min) <= day <= (one.until or date.max)


@cache
def _known(own: Stamp | None) -> dict[str, list[Office]]:
    """Who governs or governed, by surname and by full name in small letters."""
    known: dict[str, list[Office]] = defaultdict(list)
    for one in offices_of(own):
        if one.role.lower().startswith(("minister", "staatssecretaris")):
            known[one.family.lower()].append(one)
            known[one.name.lower()].append(one)
    return known
