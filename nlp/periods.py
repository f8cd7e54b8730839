"""A stretch of days as a Dutch letter names it, and in which year it falls.

"Eind mei" is a `Stretch`: how it looks in any year. `settle` puts it in the year that its words name, else in the
first that is not over when the document was made. The grammar is in nlp/period_rules.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import NamedTuple

from nlp.calendar_days import Period

Match = re.Match[str]
HALF_YEAR = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Anchor:
    """From where a time is seen: the document's date, else its latest past date and its first future one."""

    made: date | None = None
    past: date | None = None
    future: date | None = None

    @property
    def base(self) -> date | None:
        """The day from which dates without a year count; without a document date the best that its dates allow."""
        if self.made or not self.future:
            return self.made or self.past
        # A letter names plans of the coming half year: "begin 2025" makes "29 januari" 2025, not an earlier one.
        near = self.future - HALF_YEAR
        return max(near, self.past) if self.past else near


class Stretch(NamedTuple):
    """A period in any year; `year` is 0 where the words leave it open, `make` None where nothing can tell it.

    `sort` is day, month, part, end (a part that closes its period), quarter, half, season, week, recess, year, near.
    """

    sort: str
    make: Callable[[int], Period] | None
    year: int = 0
    estimated: Callable[[int], bool] = lambda year: False


class Settled(NamedTuple):
    period: Period | None
    inferred: bool = False
    estimated: bool = False


def year_of(match: Match, anchor: Anchor) -> int | None:
    """The year that the words name, 0 if they name none, None if they name it in a way that cannot be told."""
    named = match["year"]
    if not named:
        return 0
    if named[:4].isdigit():
        return int(named[:4])
    if anchor.made is None:
        return None
    return anchor.made.year + (0 if re.match(r"dit|deze|het\s+lopende", named) else 1)


def in_years(sort: str, year: int | None, make: Callable[[int], Period]) -> Stretch:
    """A stretch from what `year_of` says of its year."""
    return Stretch(sort, None) if year is None else Stretch(sort, make, year)


def settle(stretch: Stretch, anchor: Anchor, *, later: bool = False) -> Settled:
    """The period in its year: the named one, else the first that ends (or, if `later`, starts after) the base."""
    if stretch.make is None:
        return Settled(None)
    if stretch.year:
        return _in_year(stretch, stretch.year, inferred=False)
    base = anchor.base
    if base is None:
        return Settled(None, inferred=True)
    for year in range(base.year - 1, min(base.year + 9, MAXYEAR - 1)):
        try:
            period = stretch.make(year)
        except ValueError:
            continue  # 29 February
        except LookupError:
            # No row for that recess: it is the coming one unless its month is over.
            if year >= base.year:
                return Settled(None, inferred=True)
            continue
        if period.first > base if later else period.last >= base:
            return _in_year(stretch, year, inferred=True)
    return Settled(None, inferred=True)


def _in_year(stretch: Stretch, year: int, inferred: bool) -> Settled:
    if stretch.make is None:
        return Settled(None)
    try:
        return Settled(stretch.make(year), inferred, stretch.estimated(year))
    except (ValueError, LookupError, OverflowError):
        return Settled(None, inferred)
