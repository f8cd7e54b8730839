"""The rules of the grammar of Dutch periods: "1 mei 2026", "eind mei", "het tweede kwartaal", "week 14".

Each rule is a pattern and the function that turns its match into a `Stretch`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from nlp import calendar_days as days
from nlp.calendar_days import DAY, THURSDAY, Period, feasts
from nlp.occasions import (
    christmas,
    coming_weekday,
    day_of_month,
    end_of_recess,
    end_of_year,
    feast,
    fixed_day,
    near_period,
    next_weekday,
    recess_of,
    this_period,
    today,
    turn_of_year,
    weekday_of_next_week,
)
from nlp.period_patterns import (
    ALONE,
    HALF,
    INNER_MONTH,
    INNER_NEAR,
    INNER_QUARTER,
    INNER_SEASON,
    MONTH,
    MONTHS,
    NAMED_YEAR,
    OF,
    ORDINAL,
    ORDINALS,
    PART,
    PARTS,
    RECESSES,
    SEASONS,
    WEEKDAY,
    YEAR,
    bare,
    either,
    spaced,
)
from nlp.periods import Anchor, Match, Stretch, in_years, year_of


def _iso(match: Match, anchor: Anchor) -> Stretch:
    return _day_of(int(match["y"]), int(match["m"]), int(match["d"]))


def _numeric(match: Match, anchor: Anchor) -> Stretch:
    year = int(match["y"])
    return _day_of(year if year > 99 else 2000 + year, int(match["m"]), int(match["d"]))


def _day_of(year: int | None, month: int, first: int, last: int = 0) -> Stretch:
    return in_years("day", year, lambda y: Period(date(y, month, first), date(y, month, last or first)))


def _day(match: Match, anchor: Anchor) -> Stretch:
    return _day_of(year_of(match, anchor), MONTHS[match["month"].rstrip(".")], int(match["d"]))


def _this_day(match: Match, anchor: Anchor) -> Stretch:
    """Reads "deze vrijdag 27 oktober", which needs no preposition."""
    return _day(match, anchor)


def _school_year(match: Match, anchor: Anchor) -> Stretch:
    """From 1 August to 31 July (Wet op het voortgezet onderwijs 2020, art. 1.1)."""
    year = int(match["y"])
    return in_years("year", year, lambda y: days.months(y, 8, 12))


def _days(match: Match, anchor: Anchor) -> Stretch:
    month = MONTHS[match["month"].rstrip(".")]
    return _day_of(year_of(match, anchor), month, int(match["d"]), int(match["e"]))


def _month(match: Match, anchor: Anchor) -> Stretch:
    number = MONTHS[match["month"].rstrip(".")]
    return in_years("month", year_of(match, anchor), lambda y: days.months(y, number, 1))


def _quarter(match: Match, anchor: Anchor) -> Stretch:
    number = ORDINALS[match["nth"]] if match["nth"] else int(match["q"] or match["n"])
    first = 10 if number == -1 else 3 * number - 2
    return in_years("quarter", year_of(match, anchor), lambda y: days.months(y, first, 3))


def _season(match: Match, anchor: Anchor) -> Stretch:
    first = SEASONS[match["season"]]
    return in_years("season", year_of(match, anchor), lambda y: days.months(y, first, 3))


def _year(match: Match, anchor: Anchor) -> Stretch:
    return in_years("year", year_of(match, anchor), lambda y: days.months(y, 1, 12))


def _part(match: Match, anchor: Anchor) -> Stretch:
    inner = parse(match["inner"], anchor)
    part = PARTS[match["part"]]
    if inner is None or inner.make is None:
        return Stretch("part", None)
    sort, whole = inner.sort, inner.make
    return Stretch("end" if part["third"] == 3 else "part", lambda y: _cut(whole(y), sort, part), inner.year)


def _cut(whole: Period, sort: str, part: dict[str, Any]) -> Period:
    """The begin, middle or end of a period."""
    length = (whole.last - whole.first).days + 1
    if length > 300:
        first, last = part["months"]
        return days.months(whole.first.year, first, last - first + 1)
    if length > 31:
        return days.months(*_month_of(whole, part["third"]), 1)
    if length == 7:
        first, last = part["weekdays"]
        return Period(whole.first + DAY * (first - 1), whole.first + DAY * (last - 1))
    if length < 28:
        return whole
    first, last = part["days"]
    return Period(whole.first + DAY * (first - 1), min(whole.last, whole.first + DAY * (last - 1)))


def _month_of(whole: Period, third: int) -> tuple[int, int]:
    month = days.add_months(whole.first, third - 1)
    return month.year, month.month


def _half(match: Match, anchor: Anchor) -> Stretch:
    inner = parse(match["inner"], anchor)
    if inner is None or inner.make is None:
        return Stretch("half", None)
    whole, second = inner.make, ORDINALS[match["nth"]] != 1
    return Stretch("half", lambda y: _halve(whole(y), second), inner.year)


def _halve(whole: Period, second: bool) -> Period:
    if (whole.last - whole.first).days > 300:
        return days.months(whole.first.year, 7 if second else 1, 6)
    middle = whole.first + (DAY * 14 if whole.first.day == 1 else (whole.last - whole.first) // 2)
    return Period(middle + DAY, whole.last) if second else Period(whole.first, middle)


def _half_year(match: Match, anchor: Anchor) -> Stretch:
    first = 1 if ORDINALS[match["nth"]] == 1 else 7
    return in_years("half", year_of(match, anchor), lambda y: days.months(y, first, 6))


def _week(match: Match, anchor: Anchor) -> Stretch:
    number = int(match["w"])
    return in_years("week", year_of(match, anchor), lambda y: days.iso_week(y, number))


def _week_around(match: Match, anchor: Anchor) -> Stretch:
    day = parse(match["day"], anchor)
    if day is None or day.make is None:
        return Stretch("week", None)
    make = day.make

    def week(year: int) -> Period:
        first = make(year).first
        monday = first - DAY * first.weekday()
        return Period(monday, monday + 6 * DAY)

    return Stretch("week", week, day.year)


def _week_of_month(match: Match, anchor: Anchor) -> Stretch:
    number, month = ORDINALS[match["nth"]], MONTHS[match["month"].rstrip(".")]

    def make(year: int) -> Period:
        # A week is of the month that its Thursday is in, as with years (ISO 8601): "de laatste week" is no scrap of one
        thursday = days.nth_weekday(year, month, THURSDAY, max(number, 1))
        if number == -1:
            last = days.last_day(year, month)
            thursday = last - DAY * ((last.weekday() - THURSDAY) % 7)
        return Period(
            max(thursday - 3 * DAY, date(year, month, 1)), min(thursday + 3 * DAY, days.last_day(year, month))
        )

    return in_years("week", year_of(match, anchor), make)


def _the_year(match: Match, anchor: Anchor) -> Stretch:
    return Stretch("year", lambda y: days.months(y, 1, 12))


RULES: tuple[tuple[str, Callable[[Match, Anchor], Stretch]], ...] = (
    (r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)", _iso),
    (
        # "3.1.20" is a section, "02-07-25" a day.
        rf"(?:{WEEKDAY} )?(?!\d+\.\d+\.\d\d(?!\d))"
        r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>(?:19|20)\d\d|\d\d)(?!\d)",
        _numeric,
    ),
    (rf"(?P<d>\d{{1,2}})(?: ?[-–/] ?| (?:en|of|tot|t/m|tot en met) )(?P<e>\d{{1,2}}) (?P<month>{MONTH}){OF}", _days),
    (rf"(?:deze|aanstaande|komende|volgende) {ALONE}", _this_day),
    (ALONE, _day),
    (rf"(?P<weekday>{WEEKDAY}) de (?P<d>\d{{1,2}})(?:e|ste|de)", day_of_month),
    (r"(?:het )?(?:school|studie|cursus)jaar (?P<y>20\d\d) ?[-/–] ?(?:20)?(?P<z>\d\d)", _school_year),
    (PART, _part),
    (HALF, _half),
    (rf"(?:het )?(?P<nth>eerste|tweede) (?:half ?jaar){OF}", _half_year),
    (INNER_QUARTER, _quarter),
    (rf"(?:de )?(?P<nth>{ORDINAL}) week van (?P<month>{MONTH}){OF}", _week_of_month),
    (rf"(?:de )?week van (?P<day>{bare(ALONE)})", _week_around),
    (rf"week (?P<w>5[0-3]|[1-4]?\d){OF}", _week),
    (
        rf"(?:het |de )?(?:(?:komende|aanstaande|eerstvolgende|eerstkomende) )?(?P<recess>{either(RECESSES)}){OF}",
        recess_of,
    ),
    (rf"(?:het )?einde? van (?:het|de) (?P<recess>{either(RECESSES)}){OF}", end_of_recess),
    (INNER_NEAR, near_period),
    (rf"(?P<weekday>{WEEKDAY}) (?:a\.\s?s\.?|aanstaande)", next_weekday),
    (INNER_MONTH, _month),
    (INNER_SEASON, _season),
    (rf"(?P<fixed>prinsjesdag|verantwoordingsdag){OF}", fixed_day),
    (rf"(?:de )?kerst(?:dagen)?{OF}", christmas),
    (rf"(?:de |het )?(?P<feast>{either(feasts())}){OF}", feast),
    (rf"(?:de )?jaarwisseling{OF}", turn_of_year),
    ("(?:het )?jaareinde", end_of_year),
    (rf"(?:het jaar )?(?P<year>{YEAR})", _year),
    ("het (?:kalender)?jaar", _the_year),
    ("(?:de|het) (?P<unit>maand|kwartaal)", this_period),
    ("(?P<day>vandaag|vanmiddag|vanavond|vannacht|morgen|morgen(?:vroeg|middag|avond)|overmorgen|heden|nu)", today),
    (rf"(?P<next>volgende) week (?P<unit>{WEEKDAY})", weekday_of_next_week),
    (rf"(?P<unit>{WEEKDAY})", coming_weekday),
)
COMPILED = tuple((re.compile(spaced(pattern), re.IGNORECASE), make) for pattern, make in RULES)
DATE = "(?:" + "|".join(bare(pattern) for pattern, make in RULES if make in (_iso, _numeric, _day)) + ")"
DAYS = bare(next(pattern for pattern, make in RULES if make is _days))
# What may follow a preposition, and what says when without one ("begin 2025", "volgend jaar").
_LONE = (_the_year, this_period, today)
PERIOD = "(?:" + "|".join(bare(pattern) for pattern, make in RULES if make not in _LONE)
PERIOD += r"|vandaag|vanmiddag|vanavond|morgen(?:vroeg|middag|avond)?|overmorgen)"
ADVERBS = (
    _this_day,
    _part,
    _half,
    _half_year,
    _quarter,
    _week,
    near_period,
    next_weekday,
    weekday_of_next_week,
    coming_weekday,
)
ADVERB = (
    "(?:"
    + "|".join(bare(pattern) for pattern, make in RULES if make in ADVERBS)
    + f"|{bare(NAMED_YEAR)}|vanmiddag|vanavond|morgen(?:vroeg|middag|avond)?|overmorgen)"
)


def parse(text: str, anchor: Anchor) -> Stretch | None:
    """The stretch that a bare period names ("eind mei 2026"), or None if it is no period."""
    text = text.lower()
    for pattern, make in COMPILED:
        match = pattern.fullmatch(text)
        if match:
            return make(match, anchor)
    return None
