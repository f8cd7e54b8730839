"""What a Dutch expression of time means: `resolve("voor 1 mei 2026", made)` is the latest day 30 April 2026.

An expression is a preposition and a period (nlp/periods.py), a term ("binnen zes weken"), an event with a date
("voorafgaand aan het debat op 29 januari"), a recurrence or a vague word. Intervals follow the table of deadlines
in the output contract; both ends are included. Nothing here looks at the sentence around it: nlp/deadlines.py does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from corpus.document import Span
from nlp import calendar_days as days
from nlp.calendar_days import DAY, Period
from nlp.period_patterns import bare, small, spaced
from nlp.period_rules import ADVERB, DATE, PERIOD, parse
from nlp.periods import Anchor, Match, Stretch, settle
from nlp.relations import FROM_RECEIPT, RECESS_ESTIMATED, UNRESOLVED, YEAR_FITTED, Time, clips, count, later, related
from nlp.time_patterns import (
    AFTER_MADE,
    AFTER_START,
    AGAIN,
    AGO,
    AHEAD,
    AHEAD_OF_EVENT,
    AROUND_EVENT,
    BEFORE_EVENT,
    BETWEEN,
    IN_BUDGET,
    RELATION,
    TIMED,
    VAGUE,
    WITHIN,
    rows,
)


class DateFound(NamedTuple):
    """A full date (day, month and year) and where it stands."""

    day: date
    span: Span


_DATE = re.compile(rf"(?<![\w/.-]){spaced(DATE)}(?![\w-])", re.IGNORECASE)
_LOOSE_DATE = re.compile(spaced(DATE), re.IGNORECASE)
_SUMMER = re.compile(r"^(?:de\s+)?zomer(?=\s|$)")
_NOW = re.compile(r"ontvangst|dagtekening|heden|vandaag|verzending|ondertekening|nu\b|deze\s", re.IGNORECASE)
_RULES = tuple((rule, re.compile(spaced(pattern), re.IGNORECASE)) for rule, pattern in rows("recurrence"))


def resolve(text: str, made: date | None, *, past: date | None = None, future: date | None = None) -> Time | None:
    """The time that an expression names, or None if it names none or one that is over ("1 mei jl.").

    `made` is the document's date; without it `past` and `future`, its latest past and first future date, tell the year.

    >>> resolve("voor 1 mei 2026", None).latest
    datetime.date(2026, 4, 30)
    """
    text, anchor = " ".join(text.split()).lower(), Anchor(made, past, future)
    for pattern, read in READERS:
        match = pattern.fullmatch(text)
        if match:
            try:
                return read(match, anchor)
            except (OverflowError, ValueError, LookupError):
                return Time(None, None, None, UNRESOLVED, "unresolved")
    return None


def expressions(text: str, start: int, end: int) -> Iterator[Span]:
    """The places of all expressions of time between two characters, from left to right."""
    for match in _SEARCH.finditer(_small(text), start, end):
        yield Span(*match.span())


@lru_cache(maxsize=2)  # a text is asked about sentence by sentence
def _small(text: str) -> str:
    """The text in small letters, each at its place."""
    small = text.lower()
    return (
        small if len(small) == len(text) else "".join(sign if len(sign.lower()) > 1 else sign.lower() for sign in text)
    )


def dates_in(text: str) -> tuple[DateFound, ...]:
    """The full dates in a text: "16 december 2022", "16-12-2022", "2022-12-16"."""
    found = []
    for match in _DATE.finditer(text):
        stretch = parse(" ".join(match[0].split()), Anchor())
        if stretch and stretch.make and stretch.year:
            try:
                day = stretch.make(stretch.year).first
            except ValueError:
                continue
            found.append(DateFound(day, Span(*match.span())))
    return tuple(found)


def _timed(match: Match, anchor: Anchor) -> Time | None:
    relation = next((name for name, _ in rows("relation") if match[name]), "")
    if match["ago"]:
        return None
    period = match["period"].lower()
    if relation in ("before", "until", "after") or (match["by"] or "").lower() == "tegen":
        # The House's summer ends its year: "voor de zomer" is before its recess.
        summer = _SUMMER.sub("zomerreces", period)
        relation = "before" if summer != period and relation == "by" else relation
        period = summer
    stretch = parse(period, anchor)
    if stretch is None:
        return None
    after = relation in ("before", "until") and stretch.sort != "end"
    settled = settle(stretch, anchor, later=after)
    rule = f"{relation or 'in'}/{stretch.sort}"
    whole = settled.period
    if match["other"]:
        whole = _joined(stretch, whole, match["other"], anchor)
    if whole is None:
        return Time(None, None, None, UNRESOLVED, rule, settled.inferred)
    if (match["by"] or "").lower() == "uiterlijk per" and stretch.sort == "year":
        # "uiterlijk per 2026": when that year starts.
        return Time(None, whole.first, rule="by/start")
    time = related(whole, relation, stretch.sort, clips(match["period"], relation, stretch.sort), anchor.made)
    inferred = settled.inferred and not re.search(r"\d{4}", match["other"] or "")
    fitted = inferred and anchor.made is None
    warning = YEAR_FITTED if fitted else RECESS_ESTIMATED if settled.estimated else None
    return time._replace(warning=warning, rule=rule, inferred=inferred)


def _joined(stretch: Stretch, first: Period | None, other: str, anchor: Anchor) -> Period | None:
    """One stretch of "mei of juni 2026" or "eind 2025/begin 2026", in the year that either part names."""
    end = parse(other, anchor)
    if end is None or end.make is None or stretch.make is None:
        return first
    second = settle(end, anchor).period
    if end.year and not stretch.year and second:
        first = stretch.make(end.year)
        first = first if first.first <= second.last else stretch.make(end.year - 1)
    elif first and not end.year:
        second = end.make(first.first.year)
        second = second if first.first <= second.last else end.make(first.first.year + 1)
    return Period(first.first, second.last) if first and second and first.first <= second.last else first


def _between(match: Match, anchor: Anchor) -> Time | None:
    end = parse(match["second"], anchor)
    if end is None:
        return None
    last = settle(end, anchor)
    if last.period is None:
        return Time(None, None, None, UNRESOLVED, "between", last.inferred)
    first = _start(match["first"], last.period, anchor)
    if first is None or first > last.period.last:
        return Time(None, last.period.last, None, UNRESOLVED, "between", last.inferred)
    warning = YEAR_FITTED if last.inferred and anchor.made is None else None
    return Time(first, last.period.last, None, warning, "between", last.inferred)


def _start(text: str, end: Period, anchor: Anchor) -> date | None:
    """The first day of "tussen ... en": a day of the same month, or a period of its own in the year of the end."""
    if text.isdigit():
        return end.first.replace(day=int(text))
    stretch = parse(text, anchor)
    if stretch is None or stretch.make is None:
        return None
    if stretch.year:
        return stretch.make(stretch.year).first
    first = stretch.make(end.first.year).first
    return first if first <= end.last else stretch.make(end.first.year - 1).first


def _within(match: Match, anchor: Anchor) -> Time:
    event, start, warning = match["event"], anchor.made, None
    if event:
        dated = _LOOSE_DATE.search(event)
        period = _date_period(dated[0], anchor) if dated else None
        if not period and not _NOW.search(event):
            return Time(None, None, None, UNRESOLVED, "within/event")
        start = period.last if period else start
        warning = None if period else FROM_RECEIPT
    if start is None:
        return Time(None, None, None, UNRESOLVED, "within")
    return Time(None, later(start, count(match["count"]), match["unit"]), None, warning, "within")


def _date_period(text: str, anchor: Anchor) -> Period | None:
    stretch = parse(text, anchor)
    return settle(stretch, anchor).period if stretch else None


def _ahead(match: Match, anchor: Anchor) -> Time:
    """Reads "over twee jaar": about that day, give or take as much as the unit is coarse."""
    if anchor.made is None:
        return Time(None, None, None, UNRESOLVED, "ahead")
    unit = match["unit"].lower()
    middle = later(anchor.made, count(match["count"]), unit)
    if match["limit"]:
        return Time(None, middle, rule="within")
    if unit in ("jaar", "jaren", "kwartaal", "kwartalen"):
        return Time(days.add_months(middle, -3), days.add_months(middle, 3), rule="ahead")
    slack = 15 if unit.startswith("maand") else 3 if unit.startswith("we") else 0
    return Time(middle - DAY * slack, middle + DAY * slack, rule="ahead")


def _ahead_of_event(match: Match, anchor: Anchor) -> Time | None:
    """Reads "uiterlijk twee weken voor het debat van 19 juni"."""
    period = _date_period(match["date"], anchor)
    if period is None:
        return Time(None, None, None, UNRESOLVED, "event/before")
    stretch = parse(match["date"], anchor)
    inferred = bool(stretch and not stretch.year)
    return Time(None, later(period.first, -count(match["count"]), match["unit"]), None, None, "event/before", inferred)


def _after_made(match: Match, anchor: Anchor) -> Time:
    """Reads "twee weken na de dagtekening van dit besluit"."""
    if anchor.made is None:
        return Time(None, None, None, UNRESOLVED, "within")
    day = later(anchor.made, count(match["count"]), match["unit"])
    return Time(day, day, None, FROM_RECEIPT, "in/day")


def _around_event(match: Match, anchor: Anchor) -> Time | None:
    """The day before, after or of an event with a date; None for an event that is over ("het debat van 8 juni jl.")."""
    if match["ago"]:
        return None
    side = match["side"].lower()
    before = side.startswith(("voor", "vóór"))
    stretch = parse(match["date"], anchor)
    if stretch is None:
        return None
    settled = settle(stretch, anchor, later=before)
    rule = "event/before" if before else "event/after" if side.startswith("na ") else "event/on"
    if settled.period is None:
        return Time(None, None, None, UNRESOLVED, rule, settled.inferred)
    warning = YEAR_FITTED if settled.inferred and anchor.made is None else None
    time = related(settled.period, rule.split("/")[1], "day", False, anchor.made)
    return time._replace(rule=rule, warning=warning, inferred=settled.inferred)


def _again(match: Match, anchor: Anchor) -> Time:
    again = match["again"]
    rule = next(rule for rule, pattern in _RULES if pattern.fullmatch(again))
    first = resolve(match["when"], anchor.made, past=anchor.past, future=anchor.future) if match["when"] else None
    if first is None:
        return Time(None, None, rule, None, "recurrence")
    return first._replace(recurrence=rule, rule=f"recurrence/{first.rule}")


def _unresolved(match: Match, anchor: Anchor) -> Time:
    return Time(None, None, None, UNRESOLVED, "event/undated")


def _from_start(match: Match, anchor: Anchor) -> Time:
    return Time(None, None, None, UNRESOLVED, "event/start")


def _in_budget(match: Match, anchor: Anchor) -> Time | None:
    if "prinsjesdag" in match[0].lower() and match["year"]:
        return resolve(f"op Prinsjesdag {match['year']}", anchor.made)
    return Time(None, None, None, UNRESOLVED, "event/budget")


def _vague(match: Match, anchor: Anchor) -> Time:
    return Time(None, None, rule="vague")


_TABLE: tuple[tuple[str, Callable[[Match, Anchor], Time | None]], ...] = (
    (AGAIN, _again),
    (BETWEEN, _between),
    (VAGUE, _vague),
    (WITHIN, _within),
    (AHEAD_OF_EVENT, _ahead_of_event),
    (AFTER_MADE, _after_made),
    (AFTER_START, _from_start),
    (AHEAD, _ahead),
    (AROUND_EVENT, _around_event),
    (BEFORE_EVENT, _unresolved),
    (IN_BUDGET, _in_budget),
    (rf"{TIMED}(?P<ago>{AGO})?", _timed),
)
# Of small letters: to be blind for capitals takes as long again to make ready, and that is a third of a second.
READERS = tuple((re.compile(small(spaced(pattern))), read) for pattern, read in _TABLE)
# In running text a bare date says when nothing is due: it needs its preposition.
_IN_TEXT = [bare(pattern) for pattern, _ in _TABLE[:-1]]
_IN_TEXT.append(bare(rf"(?:{RELATION} {PERIOD}|{ADVERB})(?:(?: ?[/–-] ?| (?:en|of) ){PERIOD})?{AGO}?"))
# An expression ends with its word, or before the digits of a footnote that stick to a year.
_END = r"(?:(?![\w-])|(?<=[12][90]\d\d)(?=\d{1,2}(?!\w)))"
_SEARCH = re.compile(small(rf"(?<![\w-])(?:{spaced('|'.join(_IN_TEXT))}){_END}"))
