"""Rules for periods that hang on the House's calendar or on the day of the document: recesses, "volgende week".

Each takes the match of its pattern in nlp/period_rules.py and gives the `Stretch` that it names.
"""

from __future__ import annotations

from datetime import date

from nlp import calendar_days as days
from nlp.calendar_days import DAY, Period
from nlp.nearby import near, weekday
from nlp.period_patterns import MONTHS, RECESSES, SEASONS, WEEKDAYS
from nlp.periods import Anchor, Match, Stretch, in_years, year_of


def recess_of(match: Match, anchor: Anchor) -> Stretch:
    """A recess by its name, or "het reces"."""
    if match["recess"] == "reces":
        return coming_recess(anchor)
    name = RECESSES[match["recess"]]
    year = year_of(match, anchor)
    if year is None:
        return Stretch("recess", None)

    def make(y: int) -> Period:
        found = days.recess(name, y)
        if not found:
            raise LookupError(name)
        return Period(found.first, found.last)

    def estimated(y: int) -> bool:
        found = days.recess(name, y)
        return found is None or not found.verified

    return Stretch("recess", make, year, estimated)


def end_of_recess(match: Match, anchor: Anchor) -> Stretch:
    """The last day of a recess."""
    whole = recess_of(match, anchor)
    make = whole.make
    if make is None:
        return whole
    return Stretch("end", lambda y: Period(make(y).last, make(y).last), whole.year, whole.estimated)


def coming_recess(anchor: Anchor) -> Stretch:
    """For "het reces": the first of all recesses that is not over."""
    made = anchor.made
    rows = [r for r in days.recesses().values() if made and r.last >= made]
    if made is None or not rows:
        return Stretch("recess", None)
    row = min(rows)
    return Stretch("recess", lambda _: Period(row.first, row.last), made.year, lambda _: not row.verified)


def fixed_day(match: Match, anchor: Anchor) -> Stretch:
    """Prinsjesdag and Verantwoordingsdag."""
    day = days.prinsjesdag if match["fixed"].startswith("p") else days.verantwoordingsdag
    return in_years("day", year_of(match, anchor), lambda y: Period(day(y), day(y)))


def christmas(match: Match, anchor: Anchor) -> Stretch:
    return in_years("day", year_of(match, anchor), lambda y: Period(date(y, 12, 25), date(y, 12, 26)))


def feast(match: Match, anchor: Anchor) -> Stretch:
    """Reads "Pasen", "het paasweekend"."""
    name = match["feast"].lower()
    return in_years("day", year_of(match, anchor), lambda y: days.feast(name, y))


def day_of_month(match: Match, anchor: Anchor) -> Stretch:
    """Reads "vrijdag de 14e": the first such day from the document's."""
    if anchor.made is None:
        return Stretch("near", None)
    coming = (anchor.made + DAY * ahead for ahead in range(62))
    day = next((day for day in coming if day.day == int(match["d"])), None)
    return Stretch("day", lambda _: Period(day, day), day.year) if day else Stretch("near", None)


def turn_of_year(match: Match, anchor: Anchor) -> Stretch:
    """The night between two years: before it is 31 December, after it 1 January."""
    return in_years("day", year_of(match, anchor), lambda y: Period(date(y + 1, 1, 1), date(y, 12, 31)))


def end_of_year(match: Match, anchor: Anchor) -> Stretch:
    return Stretch("end", lambda y: Period(date(y, 12, 31), date(y, 12, 31)))


def near_period(match: Match, anchor: Anchor) -> Stretch:
    """Reads "deze maand", "volgende week", "komend najaar", "aanstaande vrijdag"."""
    unit, coming, made = match["unit"], bool(match["next"]), anchor.made
    if made is None and unit in SEASONS | MONTHS:
        first, count = (SEASONS[unit], 3) if unit in SEASONS else (MONTHS[unit], 1)
        return Stretch("near", lambda y: days.months(y, first, count))
    if made is None:
        return Stretch("near", None)
    period = near(unit, coming, made)
    return Stretch("near", lambda _: period, made.year)


def next_weekday(match: Match, anchor: Anchor) -> Stretch:
    """Reads "vrijdag a.s."."""
    if anchor.made is None:
        return Stretch("near", None)
    period = weekday(WEEKDAYS[match["weekday"]], anchor.made, later=True)
    return Stretch("near", lambda _: period, anchor.made.year)


def weekday_of_next_week(match: Match, anchor: Anchor) -> Stretch:
    """Reads "volgende week dinsdag"."""
    if anchor.made is None:
        return Stretch("near", None)
    day = near("week", True, anchor.made).first + DAY * WEEKDAYS[match["unit"]]
    return Stretch("near", lambda _: Period(day, day), day.year)


def coming_weekday(match: Match, anchor: Anchor) -> Stretch:
    """Reads "We stemmen dinsdag": the first such day after the document's."""
    if anchor.made is None:
        return Stretch("near", None)
    period = weekday(WEEKDAYS[match["unit"]], anchor.made, later=True)
    return Stretch("near", lambda _: period, period.first.year)


def today(match: Match, anchor: Anchor) -> Stretch:
    if anchor.made is None:
        return Stretch("near", None)
    ahead = 2 if match["day"] == "overmorgen" else int(match["day"].startswith("morgen"))
    day = anchor.made + DAY * ahead
    return Stretch("near", lambda _: Period(day, day), day.year)


def this_period(match: Match, anchor: Anchor) -> Stretch:
    """Reads "de maand", "het kwartaal" after "eind van": the one in which the document was made."""
    if anchor.made is None:
        return Stretch("near", None)
    period = near(match["unit"], False, anchor.made)
    return Stretch("near", lambda _: period, anchor.made.year)
