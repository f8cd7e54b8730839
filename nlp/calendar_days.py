"""The calendar of The Hague: recesses, Prinsjesdag, Verantwoordingsdag, and arithmetic on months and weeks."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from corpus.knowledge import load_list

DAY = timedelta(days=1)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = 0, 1, 2, 3, 4


class Period(NamedTuple):
    """A stretch of days, both ends included."""

    first: date
    last: date


class Recess(NamedTuple):
    """A recess of the House; an estimate where `verified` is false."""

    first: date
    last: date
    verified: bool


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def months(year: int, first: int, count: int) -> Period:
    """A run of whole months; it may pass into the next year.

    >>> months(2025, 12, 3).last
    datetime.date(2026, 2, 28)
    """
    end = first + count - 2
    return Period(date(year, first, 1), last_day(year + end // 12, end % 12 + 1))


def add_months(day: date, count: int) -> date:
    """The same day some months later, or the last day of that month where it has no such day."""
    index = day.month - 1 + count
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_working_days(day: date, count: int) -> date:
    """Monday to Friday count; public holidays are left out of account."""
    while count > 0:
        day += DAY
        count -= day.weekday() < 5
    return day


def iso_week(year: int, number: int) -> Period:
    """Raises ValueError for week 53 of a year that has 52."""
    monday = date.fromisocalendar(year, number, 1)
    return Period(monday, monday + 6 * DAY)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """The first, second ... Monday, Tuesday ... of a month."""
    first = date(year, month, 1)
    return first + DAY * ((weekday - first.weekday()) % 7 + 7 * (number - 1))


def prinsjesdag(year: int) -> date:
    """The third Tuesday of September.

    >>> prinsjesdag(2025)
    datetime.date(2025, 9, 16)
    """
    return nth_weekday(year, 9, TUESDAY, 3)


def verantwoordingsdag(year: int) -> date:
    """The third Wednesday of May.

    >>> verantwoordingsdag(2025)
    datetime.date(2025, 5, 21)
    """
    return nth_weekday(year, 5, WEDNESDAY, 3)


def easter(year: int) -> date:
    """Easter Sunday, by Gauss' rule for the Gregorian calendar.

    >>> easter(2025), easter(2024)
    (datetime.date(2025, 4, 20), datetime.date(2024, 3, 31))
    """
    century, golden = year // 100, year % 19
    sun = century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15
    moon = sun % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    ahead = moon - weekday
    month = 3 + (ahead + 40) // 44
    return date(year, month, ahead + 28 - 31 * (month // 4))


@cache
def feasts() -> dict[str, tuple[int, int]]:
    """First and last day of each feast that moves with Easter, in days from Easter Sunday."""
    return {name: (row["first"], row["last"]) for row in load_list("nlp", "times")["feast"] for name in row["names"]}


def feast(name: str, year: int) -> Period:
    """The days of a feast that moves with Easter."""
    first, last = feasts()[name]
    return Period(easter(year) + DAY * first, easter(year) + DAY * last)


@cache
def recesses() -> dict[tuple[str, int], Recess]:
    """The known recesses by name and the year in which they start."""
    rows = load_list("nlp", "recesses")["recess"]
    return {(row["name"], row["year"]): Recess(row["first"], row["last"], row["verified"]) for row in rows}


def recess(name: str, year: int) -> Recess | None:
    """The recess that starts in a year: from the list, else by the rule for summer and Christmas, else None."""
    known = recesses().get((name, year))
    if known:
        return known
    if name == "zomerreces":
        return Recess(nth_weekday(year, 7, FRIDAY, 1), nth_weekday(year, 9, MONDAY, 1), verified=False)
    if name == "kerstreces":
        christmas = date(year, 12, 25)
        friday = christmas - DAY * ((christmas.weekday() - FRIDAY - 1) % 7 + 1)
        return Recess(friday, nth_weekday(year + 1, 1, MONDAY, 2), verified=False)
    return None
