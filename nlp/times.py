"""What a Dutch expression of time means: `resolve("voor 1 mei 2026", made)` is the latest day 30 April 2026.

An expression is a preposition and a period (nlp/periods.py), a term ("binnen zes weken"), an event with a date
("voorafgaand aan het debat op 29 januari"), a recurrence or a vague word. Intervals follow the table of deadlines
in the output contract; both ends are included. Nothing here looks at the sentence around it: nlp/deadlines.py does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from corpus.document import Span
from nlp import calendar_days as days
from nlp.calendar_days import DAY, Period
from nlp.periods import ADVERB, DATE, PERIOD, SEASONS, Anchor, Match, bare, either, parse, settle, spaced, words

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


class DateFound(NamedTuple):
    """A full date (day, month and year) and where it stands."""

    day: date
    span: Span


def _rows(table: str) -> list[tuple[str, str]]:
    return [(row.get("rule", row.get("name", "")), "|".join(row["words"])) for row in words()[table]]


RELATION = "(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _rows("relation")) + ")"
VAGUE = "(?:" + "|".join(pattern for _, pattern in _rows("vague")) + ")"
RECURRENCE = "(?:" + "|".join(pattern for _, pattern in _rows("recurrence")) + ")"
EVENT_NOUN = rf"\w*{either(words()['events']['nouns'])}"
# An event's name may be long, but it holds no verb: "het debat wordt gehouden op" is none.
NO_VERB = r"(?!(?:wordt|worden|zal|zullen|heeft|hebben|is|zijn|kan|kunnen|moet|moeten|dat|die|waar\w*|om|wil|gaat) )"
NAME = rf"(?:{NO_VERB}[^\s.;:?!]+ ){{1,14}}?"

AGO = r"(?: (?:jl\.?|j\.\s?l\.?|jongstleden))"
TIMED = rf"(?:{RELATION} )?(?P<period>{PERIOD})(?:(?: ?[/–-] ?| (?:en|of) )(?P<other>{PERIOD}))?"
BETWEEN = (
    rf"(?:tussen|van|vanaf) (?P<first>\d{{1,2}}|{PERIOD}) (?:en|tot(?: en met| uiterlijk)?|t/m) (?P<second>{PERIOD})"
)
COUNT = rf"(?:\d{{1,3}}|{either(words()['numbers'])}|anderhalf|een half|een)"
UNIT = r"(?:werkdag(?:en)?|dag(?:en)?|we(?:ek|ken)|maand(?:en)?|jaar|kwartaal|kwartalen)"
AFTER_EVENT = (
    rf" na (?P<event>(?:{NAME}(?:op|van|d\.d\.) )?{DATE}|(?:(?:de|het|uw|deze|dit) )?[\w-]+"
    r"(?: van (?:(?:de|het|deze|dit|uw) )?[\w-]+)?)"
)
WITHIN = (
    rf"(?:uiterlijk )?binnen (?:een termijn van |de termijn van )?(?:{COUNT}(?: ?[-–] ?| (?:tot|à|of) ))?"
    rf"(?P<count>{COUNT}) (?P<unit>{UNIT})(?:{AFTER_EVENT})?"
)
AHEAD = rf"over (?:ongeveer |circa )?(?P<count>{COUNT}) (?P<unit>{UNIT})"
AROUND_EVENT = (
    rf"(?P<side>voorafgaande? aan|voor|vóór|na|tijdens|in|bij) (?:het|de|uw) (?P<name>{NAME})"
    rf"(?:op|van|d\.d\.) (?P<date>{DATE})"
)
BEFORE_EVENT = rf"voorafgaande? aan (?:het|de|uw) (?:{NO_VERB}[\w-]+ ){{0,3}}?{EVENT_NOUN}"
AGAIN = rf"(?P<again>{RECURRENCE})(?:,? (?P<when>{bare(TIMED)}))?"

_EVENT_IN = re.compile(spaced(rf"{EVENT_NOUN}(?![\w-])"), re.IGNORECASE)
_DATE = re.compile(rf"(?<![\w/.-]){spaced(DATE)}(?![\w-])", re.IGNORECASE)
_LOOSE_DATE = re.compile(spaced(DATE), re.IGNORECASE)
_SUMMER = re.compile(r"^(?:de\s+)?zomer(?=\s|$)")
_NOW = re.compile(r"ontvangst|dagtekening|heden|vandaag|verzending|ondertekening|nu\b|deze\s", re.IGNORECASE)
_RULES = tuple((rule, re.compile(spaced(pattern), re.IGNORECASE)) for rule, pattern in _rows("recurrence"))


def resolve(text: str, made: date | None, *, past: date | None = None, future: date | None = None) -> Time | None:
    """The time that an expression names, or None if it names none or one that is over ("1 mei jl.").

    `made` is the document's date; without it `past` and `future`, its latest past and first future date, tell the year.

    >>> resolve("voor 1 mei 2026", None).latest
    datetime.date(2026, 4, 30)
    """
    text, anchor = " ".join(text.split()), Anchor(made, past, future)
    for pattern, read in READERS:
        match = pattern.fullmatch(text)
        if match:
            try:
                return read(match, anchor)
            except (OverflowError, ValueError):
                return Time(None, None, None, UNRESOLVED, "unresolved")
    return None


def expressions(text: str, start: int, end: int) -> Iterator[Span]:
    """The places of all expressions of time between two characters, from left to right."""
    for match in _SEARCH.finditer(text, start, end):
        yield Span(*match.span())


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
    relation = next((name for name, _ in _rows("relation") if match[name]), "")
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
    later = relation in ("before", "until") and stretch.sort != "end"
    settled = settle(stretch, anchor, later=later)
    rule = f"{relation or 'in'}/{stretch.sort}"
    if settled.period is None:
        return Time(None, None, None, UNRESOLVED, rule, settled.inferred)
    whole = settled.period
    if match["other"]:
        whole = _joined(whole, match["other"], anchor, bool(stretch.year)) or whole
    time = _related(whole, relation, stretch.sort, _clips(match["period"], relation, stretch.sort), anchor.made)
    fitted = settled.inferred and anchor.made is None
    warning = YEAR_FITTED if fitted else RECESS_ESTIMATED if settled.estimated else None
    return time._replace(warning=warning, rule=rule, inferred=settled.inferred)


def _joined(first: Period, other: str, anchor: Anchor, named: bool) -> Period | None:
    """"Mei of juni 2026", "eind 2025/begin 2026": one stretch, in the year that either part names."""
    stretch = parse(other, anchor)
    second = settle(stretch, anchor).period if stretch else None
    if stretch is None or stretch.make is None or second is None:
        return None
    if not stretch.year:
        second = stretch.make(first.first.year)
    elif not named:
        first = Period(
            _in_year(first.first, second.first),
            _in_year(first.last, second.last),
        )
    return Period(first.first, second.last) if first.first <= second.last else None


def _in_year(day: date, end: date) -> date:
    moved = days.add_months(day, 12 * (end.year - day.year))
    return moved if moved <= end else days.add_months(moved, -12)


def _clips(period: str, relation: str, sort: str) -> bool:
    """"In de loop van 2025" and "dit jaar" start no earlier than the document."""
    this = re.match(r"(?:dit|deze)\s+(\w+)", period.lower())
    return relation == "during" or bool(
        this and relation in ("", "in") and sort in ("year", "near") and this[1] not in SEASONS
    )


def _related(period: Period, relation: str, sort: str, clips: bool, made: date | None) -> Time:
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
    if clips and made and first < made <= last:
        first = made
    return Time(first, last)


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


def _count(text: str) -> float:
    text = text.lower()
    if text in ("anderhalf", "een half"):
        return 1.5 if text == "anderhalf" else 0.5
    return int(text) if text.isdigit() else int(words()["numbers"][text])


def _later(start: date, count: float, unit: str) -> date:
    unit = unit.lower()
    if unit.startswith("werkdag"):
        return days.add_working_days(start, int(count))
    if unit.startswith(("dag", "we")):
        return start + DAY * int(count * (1 if unit.startswith("dag") else 7))
    size = 12 if unit == "jaar" else 3 if unit.startswith("kwart") else 1
    return days.add_months(start, int(count * size))


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
    return Time(None, _later(start, _count(match["count"]), match["unit"]), None, warning, "within")


def _date_period(text: str, anchor: Anchor) -> Period | None:
    stretch = parse(text, anchor)
    return settle(stretch, anchor).period if stretch else None


def _ahead(match: Match, anchor: Anchor) -> Time:
    """"Over twee jaar": about that day, give or take as much as the unit is coarse."""
    if anchor.made is None:
        return Time(None, None, None, UNRESOLVED, "ahead")
    unit = match["unit"].lower()
    middle = _later(anchor.made, _count(match["count"]), unit)
    if unit in ("jaar", "kwartaal", "kwartalen"):
        return Time(days.add_months(middle, -3), days.add_months(middle, 3), rule="ahead")
    slack = 15 if unit.startswith("maand") else 3 if unit.startswith("we") else 0
    return Time(middle - DAY * slack, middle + DAY * slack, rule="ahead")


def _around_event(match: Match, anchor: Anchor) -> Time | None:
    """The day before, after or of an event with a date."""
    side = match["side"].lower()
    before = side.startswith(("voor", "vóór"))
    if not (side.startswith("voora") or _EVENT_IN.search(match["name"])):
        return None
    stretch = parse(match["date"], anchor)
    if stretch is None:
        return None
    settled = settle(stretch, anchor, later=before)
    rule = "event/before" if before else "event/after" if side == "na" else "event/on"
    if settled.period is None:
        return Time(None, None, None, UNRESOLVED, rule, settled.inferred)
    warning = YEAR_FITTED if settled.inferred and anchor.made is None else None
    time = _related(settled.period, rule.split("/")[1], "day", False, anchor.made)
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


def _vague(match: Match, anchor: Anchor) -> Time:
    return Time(None, None, rule="vague")


_TABLE: tuple[tuple[str, Callable[[Match, Anchor], Time | None]], ...] = (
    (AGAIN, _again),
    (BETWEEN, _between),
    (VAGUE, _vague),
    (WITHIN, _within),
    (AHEAD, _ahead),
    (AROUND_EVENT, _around_event),
    (BEFORE_EVENT, _unresolved),
    (rf"{TIMED}(?P<ago>{AGO})?", _timed),
)
READERS = tuple((re.compile(spaced(pattern), re.IGNORECASE), read) for pattern, read in _TABLE)
# In running text a bare date says when nothing is due: it needs its preposition.
_IN_TEXT = [bare(pattern) for pattern, _ in _TABLE[:-1]]
_IN_TEXT.append(bare(rf"(?:{RELATION} {PERIOD}|{ADVERB})(?:(?: ?[/–-] ?| (?:en|of) ){PERIOD})?{AGO}?"))
# An expression ends with its word, or before the digits of a footnote that stick to a year.
_END = r"(?:(?![\w-])|(?<=[12][90]\d\d)(?=\d{1,2}(?!\w)))"
_SEARCH = re.compile(rf"(?<![\w-])(?:{spaced('|'.join(_IN_TEXT))}){_END}", re.IGNORECASE)
