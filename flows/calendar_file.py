"""Deadlines as an iCalendar file (RFC 5545): all-day events, or to-dos with a due date.

The same threads give the same bytes: the stamp of an entry is the date of the newest document that tells of it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, Todo, vDate, vRecur

from flows.agenda import FULFILLED, Item
from flows.links import Links
from flows.turns import rule_from
from review.tidy import one_line, short
from review.words import EVENTS, KINDS, STATES, deadline

TITLE = "Toezeggingen en moties"
_WHO, _WHAT = 60, 100
_UNDATED = date(1970, 1, 1)
_GONE = frozenset({"lapsed", "rejected", "withdrawn"})
_SURE = frozenset({"open", "adopted", "partly fulfilled", "not fulfilled"}) | FULFILLED


def as_calendar(items: Iterable[Item], links: Links, todo: bool = False, remind: int | None = None) -> bytes:
    """The items that have a last day, on that day; `remind` adds an alarm so many days before."""
    calendar = Calendar()
    calendar.add("prodid", "-//Lakwerk//Lakwerk//NL")
    calendar.add("version", "2.0")
    calendar.add("name", TITLE)
    calendar.add("x-wr-calname", TITLE)
    dated = [item for item in items if item.latest]
    count = Counter(item.id for item in dated)
    for item in dated:
        calendar.add_component(_entry(item, links, todo, remind, alone=count[item.id] == 1))
    return bytes(calendar.to_ical())


def _entry(item: Item, links: Links, todo: bool, remind: int | None, alone: bool) -> Event | Todo:
    entry: Event | Todo = Todo() if todo else Event()
    stamp = datetime.combine(date.fromisoformat(item.newest) if item.newest else _UNDATED, time(), UTC)
    entry.add("uid", _uid(item, alone))
    entry.add("dtstamp", stamp)
    entry.add("last-modified", stamp)
    entry.add("sequence", sum(each.event in ("postponed", "advanced") for each in item.mentions))
    entry.add("summary", _summary(item))
    entry.add("description", "\n".join(_description(item, links)))
    entry.add("categories", [KINDS[item.kind].capitalize()])
    if address := links.page(item.stem, item.page):
        entry.add("url", address)
    for name, day in (("x-lakwerk-earliest", item.earliest), ("x-lakwerk-latest", item.latest)):
        if day:
            entry.add(name, vDate(day), parameters={"VALUE": "DATE"})
    entry.add("x-lakwerk-state", item.state)
    _set_days(entry, item)
    _set_state(entry, item)
    if remind is not None:
        entry.add_component(_alarm(item, remind, todo))
    return entry


def _uid(item: Item, alone: bool) -> str:
    """The thread's id; where chance gave two threads the same, the first record tells them apart."""
    if alone:
        return f"{item.id}@lakwerk"
    return f"{item.id}-{hashlib.sha256(item.key.encode('utf-8', 'replace')).hexdigest()[:8]}@lakwerk"


def _set_days(entry: Event | Todo, item: Item) -> None:
    """The last day. A to-do that comes back needs a start before it is due (RFC 5545, 3.8.2.3): the day before."""
    last = item.latest or _UNDATED
    if isinstance(entry, Event):
        start = last
        entry.add("dtstart", last)
        entry.add("dtend", last + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
    else:
        start = last - timedelta(days=1)
        entry.add("due", last)
    if rule := rule_from(item.recurrence, start, last):
        if isinstance(entry, Todo):
            entry.add("dtstart", start)
        entry.add("rrule", vRecur.from_ical(rule))


def _set_state(entry: Event | Todo, item: Item) -> None:
    """The state in the words that each sort of entry may have (RFC 5545, 3.8.1.11)."""
    if isinstance(entry, Event):
        certain = "CONFIRMED" if item.state in _SURE else "TENTATIVE"
        entry.add("status", "CANCELLED" if item.state in _GONE else certain)
        return
    if item.state in FULFILLED:
        entry.add("status", "COMPLETED")
        entry.add("percent-complete", 100)
        done = [each.date for each in item.mentions if each.event in FULFILLED and each.date]
        if done:
            entry.add("completed", datetime.combine(date.fromisoformat(min(done)), time(), UTC))
    elif item.state in _GONE:
        entry.add("status", "CANCELLED")
    else:
        entry.add("status", "IN-PROCESS" if item.state == "partly fulfilled" or item.claimed_by else "NEEDS-ACTION")


def _summary(item: Item) -> str:
    """Who and what, and the state where it is not plainly open."""
    who = short(item.who, _WHO)
    who = (f"Motie {who}".rstrip() if item.kind == "motion" else who[:1].upper() + who[1:]) or "Toezegging"
    state = "" if item.state in ("open", "unknown") else f" ({STATES.get(item.state, item.state)})"
    return f"{who}: {short(item.what, _WHAT)}{state}"


def _description(item: Item, links: Links) -> Iterator[str]:
    days = (each.isoformat() if each else None for each in (item.earliest, item.latest))
    yield f"Termijn: {deadline(one_line(item.wording), *days)}"
    if item.sentence:
        yield f"Zin: “{one_line(item.sentence)}”"
    yield f"Stand: {STATES.get(item.state, item.state)}"
    if item.claimed_by:
        yield f"Uitgevoerd volgens {one_line(item.claimed_by)}"
    if item.house:
        yield f"Tweede Kamer {one_line(item.house)}"
    yield "Stukken:"
    for each in item.mentions:
        told = f"{each.date or 'zonder datum'} {EVENTS.get(each.event, each.event)}"
        address = links.page(each.stem, each.page)
        yield f"- {told}: {one_line(each.stem)}, pagina {each.page}{f', {address}' if address else ''}"


def _alarm(item: Item, days: int, todo: bool) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _summary(item))
    alarm.add("trigger", timedelta(days=-days), parameters={"RELATED": "END"} if todo else {})
    return alarm
