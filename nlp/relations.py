"""A time as seen from a document, and how a preposition or a count of weeks makes it from a period or a day."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from nlp import calendar_days as days
from nlp.calendar_days import DAY, Period
from nlp.period_patterns import SEASONS, words

UNRESOLVED = "Tijdsaanduiding zonder te bepalen datum."
YEAR_FITTED = "Jaar afgeleid uit andere data in het document, want een documentdatum ontbreekt."
RECESS_ESTIMATED = "Recesdatum is een schatting."
FROM_RECEIPT = "Termijn geteld vanaf de documentdatum."


class Time(NamedTuple):
    """When, as seen from a document; `rule` says how it was read, `inferred` that its year was not in the words."""

    earliest: date | None
    latest: date | None
    recurrence: str | None = None
    warning: str | None = None
    rule: str = ""
    inferred: bool = False


def related(period: Period, relation: str, sort: str, clipped: bool, made: date | None) -> Time:
    """The time that stands in a relation (before, by, from ...) to a period."""
    first, last = period
    match relation:
        case "by":
            return Time(None, last)
        case "before":
            return Time(None, last - DAY if sort == "end" else first - DAY)
        case "until":
            return Time(None, last if sort == "end" else first - DAY)
        case "from":
            return Time(first, None)
        case "after":
            return Time(last + DAY, None)
        case "around" if sort == "day":
            return Time(first - 7 * DAY, last + 7 * DAY)
    if clipped and made and first < made <= last:
        first = made
    return Time(min(first, last), max(first, last))


def clips(period: str, relation: str, sort: str) -> bool:
    """Whether it starts no earlier than the document: "in de loop van 2025", "dit jaar"."""
    this = re.match(r"(?:dit|deze)\s+(\w+)", period.lower())
    return relation == "during" or bool(
        this and relation in ("", "in") and sort in ("year", "near") and this[1] not in SEASONS
    )


def count(text: str) -> float:
    """The number that a word or digits name.

    >>> count("anderhalf")
    1.5
    """
    text = text.lower()
    if text in ("anderhalf", "een half"):
        return 1.5 if text == "anderhalf" else 0.5
    return int(text) if text.isdigit() else int(words()["numbers"][text])


def later(start: date, number: float, unit: str) -> date:
    """A day some days, working days, weeks, months, quarters or years after another."""
    unit = unit.lower()
    if unit.startswith("werkdag"):
        return days.add_working_days(start, int(number))
    if unit.startswith(("dag", "we")):
        return start + DAY * int(number * (1 if unit.startswith("dag") else 7))
    size = 12 if unit.startswith("ja") else 6 if unit.startswith("half") else 3 if unit.startswith("kwart") else 1
    return days.add_months(start, int(number * size))
