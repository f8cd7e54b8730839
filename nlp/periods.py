"""A grammar of Dutch periods: "1 mei 2026", "eind mei", "het eerste kwartaal van volgend jaar", "week 14".

Each rule is a small named pattern with the function that turns its match into a `Stretch`: how the period looks in
a given year, and the year if the words name one. `settle` picks the year where they do not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from nlp import calendar_days as days
from nlp.calendar_days import DAY, Period

Match = re.Match[str]
HALF_YEAR = timedelta(days=180)


@cache
def words() -> dict[str, Any]:
    """The word lists of `lists/times.toml`."""
    return tomllib.loads((files("nlp") / "lists" / "times.toml").read_text("utf-8"))


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


def either(names: Iterable[str]) -> str:
    """One of these words, the longest first."""
    return "(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + ")"


def spaced(pattern: str) -> str:
    """A pattern in which " " matches white space and " ?" may be absent."""
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")


MONTHS = {name.rstrip("."): row["number"] for row in words()["month"] for name in row["names"]}
SEASONS = {name: row["first_month"] for row in words()["season"] for name in row["names"]}
PARTS = {name: row for row in words()["part"] for name in row["names"]}
RECESSES = {name: row["name"] for row in words()["recess"] for name in row["names"]}
WEEKDAYS = {name: number for number, name in enumerate(words()["weekdays"]["names"])}
ORDINALS: dict[str, int] = words()["ordinals"]

MONTH = either(name for row in words()["month"] for name in row["names"])
WEEKDAY, SEASON, ORDINAL = either(WEEKDAYS), either(SEASONS), either(ORDINALS)
# "24 juni 202214": the digits after the year are a footnote's.
NUMBER = r"(?:19|20)\d\d(?=\d{0,2}(?!\d))"
NAMED_YEAR = r"(?:dit|deze|het lopende|het komende|komend|het volgende|volgend|aankomend) (?:kalender)?jaar"
YEAR = rf"(?:{NUMBER}|{NAMED_YEAR})"
OF = rf"(?: (?:van )?(?P<year>{YEAR}))?"
THIS = r"(?P<this>dit|deze|het lopende|de lopende|lopende)"
NEXT = r"(?P<next>(?:de |het )?(?:volgend|komend|aankomend|aanstaand|eerstvolgend)e?)"
NEAR = rf"(?:{THIS}|{NEXT})"
SOON = r"(?: (?P<soon>a\.\s?s\.?|aanstaande?))?"

INNER_MONTH = rf"(?:de maand )?(?P<month>{MONTH}){OF}{SOON}"
INNER_QUARTER = rf"(?:het )?(?:(?P<nth>{ORDINAL}) kwartaal|Q(?P<q>[1-4])|(?P<n>[1-4])(?:e|ste|de) kwartaal){OF}"
INNER_SEASON = rf"(?:de |het )?(?P<season>{SEASON}){OF}"
INNER_YEAR = rf"(?:het jaar )?(?P<year>{YEAR})|het (?:kalender)?jaar"
INNER_NEAR = rf"{NEAR} (?P<unit>weekend|week|maand|kwartaal|{SEASON}|{WEEKDAY}|{MONTH})"
INNER = "|".join((INNER_MONTH, INNER_QUARTER, INNER_SEASON, INNER_YEAR, INNER_NEAR, "de maand|het kwartaal"))


def bare(pattern: str) -> str:
    """A pattern without its names, to be used inside another."""
    return "(?:" + re.sub(r"\(\?P<\w+>", "(?:", pattern) + ")"


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


def _stretch(sort: str, year: int | None, make: Callable[[int], Period]) -> Stretch:
    return Stretch(sort, None) if year is None else Stretch(sort, make, year)


def _iso(match: Match, anchor: Anchor) -> Stretch:
    return _day_of(int(match["y"]), int(match["m"]), int(match["d"]))


def _numeric(match: Match, anchor: Anchor) -> Stretch:
    year = int(match["y"])
    return _day_of(year if year > 99 else 2000 + year, int(match["m"]), int(match["d"]))


def _day_of(year: int | None, month: int, first: int, last: int = 0) -> Stretch:
    return _stretch("day", year, lambda y: Period(date(y, month, first), date(y, month, last or first)))


def _day(match: Match, anchor: Anchor) -> Stretch:
    return _day_of(year_of(match, anchor), MONTHS[match["month"].rstrip(".")], int(match["d"]))


def _days(match: Match, anchor: Anchor) -> Stretch:
    month = MONTHS[match["month"].rstrip(".")]
    return _day_of(year_of(match, anchor), month, int(match["d"]), int(match["e"]))


def _month(match: Match, anchor: Anchor) -> Stretch:
    number = MONTHS[match["month"].rstrip(".")]
    return _stretch("month", year_of(match, anchor), lambda y: days.months(y, number, 1))


def _quarter(match: Match, anchor: Anchor) -> Stretch:
    number = ORDINALS[match["nth"]] if match["nth"] else int(match["q"] or match["n"])
    first = 10 if number == -1 else 3 * number - 2
    return _stretch("quarter", year_of(match, anchor), lambda y: days.months(y, first, 3))


def _season(match: Match, anchor: Anchor) -> Stretch:
    first = SEASONS[match["season"]]
    return _stretch("season", year_of(match, anchor), lambda y: days.months(y, first, 3))


def _year(match: Match, anchor: Anchor) -> Stretch:
    return _stretch("year", year_of(match, anchor), lambda y: days.months(y, 1, 12))


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
    return _stretch("half", year_of(match, anchor), lambda y: days.months(y, first, 6))


def _week(match: Match, anchor: Anchor) -> Stretch:
    number = int(match["w"])
    return _stretch("week", year_of(match, anchor), lambda y: days.iso_week(y, number))


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
        if number == -1:  # the last whole week
            last = days.last_day(year, month)
            sunday = last - DAY * ((last.weekday() + 1) % 7)
            return Period(sunday - 6 * DAY, sunday)
        first = date(year, month, 1)
        monday = first - DAY * first.weekday() + 7 * DAY * (number - 1)
        return Period(monday, monday + 6 * DAY)

    return _stretch("week", year_of(match, anchor), make)


def _recess(match: Match, anchor: Anchor) -> Stretch:
    if match["recess"] == "reces":
        return _coming_recess(anchor)
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


def _coming_recess(anchor: Anchor) -> Stretch:
    """"Het reces": the first of all recesses that is not over."""
    made = anchor.made
    rows = [r for r in days.recesses().values() if made and r.last >= made]
    if made is None or not rows:
        return Stretch("recess", None)
    row = min(rows)
    return Stretch("recess", lambda _: Period(row.first, row.last), made.year, lambda _: not row.verified)


def _fixed(match: Match, anchor: Anchor) -> Stretch:
    day = days.prinsjesdag if match["fixed"].startswith("p") else days.verantwoordingsdag
    return _stretch("day", year_of(match, anchor), lambda y: Period(day(y), day(y)))


def _christmas(match: Match, anchor: Anchor) -> Stretch:
    return _stretch("day", year_of(match, anchor), lambda y: Period(date(y, 12, 25), date(y, 12, 26)))


def _turn(match: Match, anchor: Anchor) -> Stretch:
    """The turn of the year: the night before 1 January; of "jaareinde" the day before it."""
    return _stretch("end", year_of(match, anchor), lambda y: Period(date(y, 12, 31), date(y, 12, 31)))


def _near(match: Match, anchor: Anchor) -> Stretch:
    """"Deze maand", "volgende week", "komend najaar", "aanstaande vrijdag"."""
    unit, coming, made = match["unit"], bool(match["next"]), anchor.made
    if made is None and unit in SEASONS | MONTHS:
        inner = parse(unit, anchor)
        return inner if inner else Stretch("near", None)
    if made is None:
        return Stretch("near", None)
    period = _near_period(unit, coming, made)
    return Stretch("near", lambda _: period, made.year)


def _near_period(unit: str, coming: bool, made: date) -> Period:
    if unit in WEEKDAYS:
        return _weekday(WEEKDAYS[unit], made, later=coming)
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


def _weekday(number: int, made: date, later: bool) -> Period:
    ahead = (number - made.weekday()) % 7
    day = made + DAY * (ahead or (7 if later else 0))
    return Period(day, day)


def _next_weekday(match: Match, anchor: Anchor) -> Stretch:
    if anchor.made is None:
        return Stretch("near", None)
    period = _weekday(WEEKDAYS[match["weekday"]], anchor.made, later=True)
    return Stretch("near", lambda _: period, anchor.made.year)


def _today(match: Match, anchor: Anchor) -> Stretch:
    if anchor.made is None:
        return Stretch("near", None)
    day = anchor.made + DAY * {"vandaag": 0, "heden": 0, "nu": 0, "morgen": 1, "overmorgen": 2}[match["day"]]
    return Stretch("near", lambda _: Period(day, day), day.year)


def _this_period(match: Match, anchor: Anchor) -> Stretch:
    """"De maand", "het kwartaal" after "eind van": the one in which the document was made."""
    if anchor.made is None:
        return Stretch("near", None)
    period = _near_period(match["unit"], False, anchor.made)
    return Stretch("near", lambda _: period, anchor.made.year)


def _the_year(match: Match, anchor: Anchor) -> Stretch:
    return Stretch("year", lambda y: days.months(y, 1, 12))


PART = rf"(?:(?:aan |in )?het )?(?P<part>{either(PARTS)})(?: van)? (?P<inner>{bare(INNER)})"
HALF = rf"(?:de )?(?P<nth>eerste|tweede) helft(?: van)? (?P<inner>{bare(INNER)})"
ALONE = rf"(?:(?:{WEEKDAY} )?(?P<d>\d{{1,2}})(?:e|ste|de)? (?P<month>{MONTH}){OF}{SOON})"

RULES: tuple[tuple[str, Callable[[Match, Anchor], Stretch]], ...] = (
    (r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)", _iso),
    (rf"(?:{WEEKDAY} )?(?P<d>\d{{1,2}})(?P<by>[-/.])(?P<m>\d{{1,2}})(?:[-/.])(?P<y>(?:19|20)\d\d|\d\d)(?!\d)", _numeric),
    (rf"(?P<d>\d{{1,2}})(?: ?[-–/] ?| (?:en|of|tot|t/m|tot en met) )(?P<e>\d{{1,2}}) (?P<month>{MONTH}){OF}", _days),
    (ALONE, _day),
    (PART, _part),
    (HALF, _half),
    (rf"(?:het )?(?P<nth>eerste|tweede) (?:half ?jaar){OF}", _half_year),
    (INNER_QUARTER, _quarter),
    (rf"(?:de )?(?P<nth>{ORDINAL}) week van (?P<month>{MONTH}){OF}", _week_of_month),
    (rf"(?:de )?week van (?P<day>{bare(ALONE)})", _week_around),
    (rf"week (?P<w>5[0-3]|[1-4]?\d){OF}", _week),
    (rf"(?:het )?(?:komende )?(?P<recess>{either(RECESSES)}){OF}", _recess),
    (INNER_NEAR, _near),
    (rf"(?P<weekday>{WEEKDAY}) (?:a\.\s?s\.?|aanstaande)", _next_weekday),
    (INNER_MONTH, _month),
    (INNER_SEASON, _season),
    (rf"(?P<fixed>prinsjesdag|verantwoordingsdag){OF}", _fixed),
    (rf"(?:de )?kerst(?:dagen)?{OF}", _christmas),
    (rf"(?:de )?jaarwisseling{OF}|jaareinde", _turn),
    (rf"(?:het jaar )?(?P<year>{YEAR})", _year),
    ("het (?:kalender)?jaar", _the_year),
    ("(?:de|het) (?P<unit>maand|kwartaal)", _this_period),
    ("(?P<day>vandaag|morgen|overmorgen|heden|nu)", _today),
)
COMPILED = tuple((re.compile(spaced(pattern), re.IGNORECASE), make) for pattern, make in RULES)
DATE = "(?:" + "|".join(bare(pattern) for pattern, make in RULES if make in (_iso, _numeric, _day)) + ")"
# What may follow a preposition, and what says when without one ("begin 2025", "volgend jaar").
PERIOD = "(?:" + "|".join(bare(pattern) for pattern, make in RULES if make not in (_the_year, _this_period)) + ")"
ADVERBS = (_part, _half, _half_year, _quarter, _near, _next_weekday)
ADVERB = "(?:" + "|".join(bare(pattern) for pattern, make in RULES if make in ADVERBS) + f"|{bare(NAMED_YEAR)})"


def parse(text: str, anchor: Anchor) -> Stretch | None:
    """The stretch that a bare period names ("eind mei 2026"), or None if it is no period."""
    text = text.lower()
    for pattern, make in COMPILED:
        match = pattern.fullmatch(text)
        if match:
            return make(match, anchor)
    return None


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
