"""Which ministry a name, address or reference points to, by the names in force on a date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

from corpus.knowledge import load_list


class Ministry(NamedTuple):
    """`since` and `until` bound the name; None where it runs on. `reference` is how it writes its references."""

    abbr: str
    name: str
    codes: tuple[str, ...]
    spellings: tuple[str, ...]
    domains: tuple[str, ...]
    site: str
    reference: re.Pattern[str] | None
    since: date | None
    until: date | None
    whole: bool

    def in_force(self, day: date | None) -> bool:
        return day is None or ((self.since or date.min) <= day <= (self.until or date.max))


@cache
def ministries() -> tuple[Ministry, ...]:
    rows = load_list("nlp", "ministries")["ministry"]
    return tuple(
        Ministry(
            row["abbr"],
            row["name"],
            tuple(row["codes"]),
            tuple(row.get("spellings", ())),
            tuple(row["domains"]),
            row.get("site", ""),
            re.compile(row["reference"]) if "reference" in row else None,
            row.get("from"),
            row.get("to"),
            row.get("whole", False),
        )
        for row in rows
    )


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower().replace("financien", "financiën")).strip()


def by_name(text: str, day: date | None) -> str | None:
    """The ministry whose full name stands first in a text; the longest of names that start alike.

    >>> by_name("De Staatssecretaris van Veiligheid en Justitie,", date(2011, 3, 1))
    'VenJ'
    """
    folded = _fold(text)
    found = [
        (folded.find(_fold(m.name)), -len(m.name), m.abbr)
        for m in _in_force(day)
        if re.search(rf"\b{re.escape(_fold(m.name))}\b", folded)
    ]
    return min(found)[2] if found else None


def by_alias(text: str, day: date | None) -> str | None:
    """The ministry whose abbreviation stands first in a text: "Stas IenW", "M BZK", "MBZK", "minBZK"."""
    found = [
        (match.start(), m.abbr)
        for m in _in_force(day)
        for alias in (*m.codes, *m.spellings)
        if (match := re.search(rf"(?<![A-Za-z])(?:[MS]|[Mm]in|MIN|stas)?{re.escape(alias)}(?![A-Za-z])", text))
    ]
    return min(found)[1] if found else None


def by_address(text: str, day: date | None) -> str | None:
    """The ministry of a mail domain or a path on rijksoverheid.nl."""
    for m in _in_force(day):
        if any(re.search(rf"[@.]{re.escape(domain)}\b", text) for domain in m.domains):
            return m.abbr
        if m.site and re.search(rf"rijksoverheid\.nl/{m.site}\b", text):
            return m.abbr
    return None


def by_reference(reference: str, day: date | None) -> str | None:
    return next((m.abbr for m in _in_force(day) if m.reference and m.reference.search(reference)), None)


@cache
def shorts() -> dict[str, str]:
    """Every spelling of a ministry of any time, in small letters, and how an office of it is written."""
    return {s.casefold(): written(m.abbr) for m in ministries() for s in (m.name, *m.spellings, *m.codes)}


def written(abbr: str) -> str:
    """How a ministry is written behind "minister van": its letters, but nobody writes "minister van Fin".

    >>> written("JenV"), written("Fin")
    ('JenV', 'Financiën')
    """
    return next((m.name for m in ministries() if m.abbr == abbr and m.whole), abbr)


@cache
def spelled() -> str:
    """An alternation of all spellings of ministries, the longest first, whatever the blanks between words."""
    known = {spelling for m in ministries() for spelling in (m.name, *m.spellings, *m.codes)}
    return "|".join(re.escape(s).replace(r"\ ", r"\s+") for s in sorted(known, key=len, reverse=True))


@cache
def coded() -> str:
    """An alternation of the letters that stand for ministries in nota's."""
    return "|".join(sorted((re.escape(code) for m in ministries() for code in m.codes), key=len, reverse=True))


def _in_force(day: date | None) -> Iterable[Ministry]:
    return (m for m in ministries() if m.in_force(day))
