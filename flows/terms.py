"""Statutory terms of a Woo request: the days by the Woo and the Awb, moved by the Algemene termijnenwet."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from corpus.knowledge import load_list

DAY = timedelta(days=1)
SATURDAY = 5
# Woo art. 4.4, first and second paragraph; Awb art. 6:7. All count from the day after (Woo art. 4.4, Awb art. 6:8).
DECIDE, EXTEND, OBJECT = timedelta(weeks=4), timedelta(weeks=2), timedelta(weeks=6)
OLD = 5  # years; Woo art. 5.3


class Term(NamedTuple):
    """The last day of a term; `moved` where the Algemene termijnenwet put it off."""

    last: date
    moved: bool


def decide_by(received: date) -> Term:
    """The last day to decide on a request.

    >>> decide_by(date(2026, 3, 9))
    Term(last=datetime.date(2026, 4, 7), moved=True)
    """
    return _ended(received + DECIDE)


def decide_by_extended(received: date) -> Term:
    """The last day once the term was extended; the two weeks are counted from its end before it was moved."""
    return _ended(received + DECIDE + EXTEND)


def object_by(sent: date) -> Term:
    """The last day to object to a decision that was sent on a day."""
    return _ended(sent + OBJECT)


def is_old(day: date, decided: date) -> bool:
    """Whether information of a day is older than five years when it is decided upon."""
    return (day.year + OLD, day.month, day.day) < (decided.year, decided.month, decided.day)


@cache
def holidays(year: int) -> frozenset[date]:
    """The recognised holidays of a year, Sundays aside (Algemene termijnenwet, art. 3)."""
    return frozenset(_day(rule, year) for rule in load_list("flows", "holidays")["holiday"])


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the method of Meeus, Jones and Butcher (1876).

    >>> easter(2026)
    datetime.date(2026, 4, 5)
    """
    century, rest = divmod(year, 100)
    golden = year % 19
    leap, odd = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * odd + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _day(rule: dict[str, object], year: int) -> date:
    if "easter" in rule:
        return easter(year) + DAY * int(str(rule["easter"]))
    day = date(year, int(str(rule["month"])), int(str(rule["day"])))
    return day - DAY if rule.get("not_on_sunday") and day.weekday() > SATURDAY else day


def _ended(last: date) -> Term:
    """The same day, or the first after it that is no Saturday, Sunday or holiday (art. 1)."""
    day = last
    while day.weekday() >= SATURDAY or day in holidays(day.year):
        day += DAY
    return Term(day, day != last)
