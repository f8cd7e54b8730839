"""The days of a promise that comes back: RFC 5545 rules that lose no turn."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time

# The rules that the records hold; another one is not followed.
_RULE = re.compile(r"FREQ=(YEARLY|MONTHLY|WEEKLY)(?:;INTERVAL=[1-9]\d?)?")
FEBRUARY, _EVERY_MONTH_HAS = 2, 28


def rule_from(recurrence: str | None, start: date, last: date) -> str | None:
    """The rule for turns that begin on `start`, on or just before `last`; None where nothing comes back.

    RFC 5545 skips a month that lacks the day (3.3.10): each quarter from 31 March would miss June. So the end of a
    month is counted from its end, and the 29th and 30th are the last such day that there is.
    """
    found = _RULE.fullmatch(recurrence or "")
    if not found:
        return None
    rule, often = found[0], found[1]
    if often == "WEEKLY" or (often == "YEARLY" and start.month != FEBRUARY):
        return rule
    month = f";BYMONTH={FEBRUARY}" if often == "YEARLY" else ""
    length = monthrange(start.year, start.month)[1]
    if last.month == start.month and last.day == length:
        return f"{rule}{month};BYMONTHDAY={start.day - length - 1}"
    if start.day > _EVERY_MONTH_HAS:
        days = ",".join(str(day) for day in range(_EVERY_MONTH_HAS, start.day + 1))
        return f"{rule}{month};BYMONTHDAY={days};BYSETPOS=-1"
    return rule


def turns(recurrence: str | None, last: date, until: date) -> tuple[date, ...]:
    """The last days of all turns up to and with `until`, first one first; just `last` where nothing comes back."""
    from dateutil.rrule import rrulestr  # here: most promises are made once

    rule = rule_from(recurrence, last, last)
    if last > until or not rule:
        return (last,) if last <= until else ()
    known = rrulestr(rule, dtstart=datetime.combine(last, time()))
    found = known.between(datetime.combine(last, time()), datetime.combine(until, time()), inc=True)
    return tuple(turn.date() for turn in found)
