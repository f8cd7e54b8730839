"""Periods that are near the day on which a document was made: "deze maand", "volgende week", "komend najaar"."""

from __future__ import annotations

from datetime import date

from nlp import calendar_days as days
from nlp.calendar_days import DAY, Period
from nlp.period_patterns import MONTHS, SEASONS, WEEKDAYS


def near(unit: str, coming: bool, made: date) -> Period:
    """The week, month, quarter, season or weekday in which a document was made, or the coming one."""
    if unit in WEEKDAYS:
        return weekday(WEEKDAYS[unit], made, later=coming)
    if unit in ("week", "weekend"):
        monday = made - DAY * made.weekday() + (7 * DAY if coming and unit == "week" else 0 * DAY)
        return Period(monday + (5 * DAY if unit == "weekend" else 0 * DAY), monday + 6 * DAY)
    if unit == "maand":
        start = days.add_months(made.replace(day=1), int(coming))
        return days.months(start.year, start.month, 1)
    if unit == "kwartaal":
        start = days.add_months(date(made.year, 3 * ((made.month - 1) // 3) + 1, 1), 3 * int(coming))
        return days.months(start.year, start.month, 3)
    first, count = (SEASONS[unit], 3) if unit in SEASONS else (MONTHS[unit.rstrip(".")], 1)
    years = (days.months(year, first, count) for year in range(made.year - 1, made.year + 3))
    return next(p for p in years if (p.first > made if coming else p.last >= made))


def weekday(number: int, made: date, later: bool) -> Period:
    """The first Monday, Tuesday ... from a day on; not that day itself if `later`."""
    ahead = (number - made.weekday()) % 7
    day = made + DAY * (ahead or (7 if later else 0))
    return Period(day, day)
