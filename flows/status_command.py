"""`lakwerk status`: a page for who keeps DIR, in Dutch; what needs a person is marked, and names no document."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from corpus.review import State
from corpus.row import DONE, QUARANTINE
from flows.condition import OLD_LIST, Condition, condition
from flows.folder import Folder
from flows.last_run import LastRun
from flows.progress import count, say, warn
from flows.reasons import ADVICE, by_code
from flows.remaining import about
from flows.room import ROOM

FINE, NEEDS_A_PERSON, UNREADABLE = 0, 1, 2
HERE = ZoneInfo("Europe/Amsterdam")
DOCUMENTS = ("stuk", "stukken")
_EXITS = {
    0: "alles gereed",
    1: "gereed, met stukken in quarantaine",
    130: "afgebroken. Geef hetzelfde commando nog eens.",
}
_WAITING = {
    State.NEW: "nog niet nagekeken",
    State.IN_REVIEW: "in behandeling",
    State.SECOND: "wacht op de tweede lezer",
    State.RELEASED: "vrijgegeven",
    State.REFUSED: "geweigerd",
}


class Line(NamedTuple):
    """A label with what it says; `wrong` is whether it needs a person."""

    label: str
    told: str
    wrong: bool = False


def status(arguments: Namespace) -> int:
    """Print how DIR is; the exit status says whether anything needs a person."""
    folder = Folder.at(arguments.out)
    if not folder.confidential.is_dir():
        warn(f"{arguments.out}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
        return UNREADABLE
    found = condition(folder)
    lines = list(told(found))
    if arguments.json:
        say(json.dumps(as_values(found), indent=2))
    else:
        width = max(len(line.label) for line in lines)
        for line in lines:
            say(f"{'!' if line.wrong else ' '} {line.label:<{width}}  {line.told}")
    if found.census is None and not found.running:
        return UNREADABLE
    return NEEDS_A_PERSON if any(line.wrong for line in lines) else FINE


def told(found: Condition) -> Iterator[Line]:
    """Everything that there is to say, line by line."""
    yield Line("versie", found.version)
    yield from _runs(found)
    yield from _documents(found)
    yield from _reviews(found)
    yield _disk(found)
    yield from _trail(found)
    yield _registers(found)


def as_values(found: Condition) -> dict[str, Any]:
    """The same for a program: codes and numbers; null is what could not be read or never was."""
    last = found.last
    return {
        "at": found.at.isoformat(timespec="seconds"),
        "version": found.version,
        "running": found.running,
        "run": found.going._asdict() if found.running and found.going else None,
        "last_run": _run_values(last, killed=found.killed) if last else None,
        "documents": found.census.documents if found.census else None,
        "quarantine": by_code(found.census.reasons) if found.census else None,
        "reviews": _by_name(found.reviews),
        "commitments_overdue": found.census.overdue if found.census else None,
        "staged": found.staged,
        "disk_free_bytes": found.free,
        "last_backup": found.tail.last or None if found.tail else None,
        "registers": found.registers.isoformat() if found.registers else None,
        "checks": found.checks,
        "needs_a_person": [line.label for line in told(found) if line.wrong],
    }


def _by_name(reviews: Mapping[State, int] | None) -> dict[str, int] | None:
    return None if reviews is None else {each.name.lower(): reviews.get(each, 0) for each in State}


def _run_values(last: LastRun, *, killed: bool) -> dict[str, Any]:
    return {
        "started": last.started.isoformat(timespec="seconds"),
        "ended": last.ended.isoformat(timespec="seconds") if last.ended else None,
        "exit": last.exit,
        "killed": killed,
        "seconds": last.seconds,
        "done": last.done,
        "held": last.held,
        "earlier": last.earlier,
    }


def _runs(found: Condition) -> Iterator[Line]:
    if found.running:
        going = found.going
        far = f"{going.total - going.left} van {going.total}" if going else "hoe ver is nog niet bekend"
        left = f", {about(going.seconds)}" if going and going.seconds is not None else ""
        since = f", sinds {_moment(found.last.started)}" if found.last else ""
        yield Line("verwerking", f"loopt: {far}{left}{since}")
    else:
        yield Line("verwerking", "er loopt er geen" if not found.locked else "de map is even in gebruik")
    last = found.last
    if last is None:
        yield Line("laatste keer", "niet bekend")
    elif found.killed:
        told = f"begonnen {_moment(last.started)} en met geweld gestopt (kill, geheugen, stroom)"
        yield Line("laatste keer", f"{told}. Geef hetzelfde commando nog eens.", True)
    elif last.ended:
        yield Line("laatste keer", f"{_moment(last.ended)}, {_result(last)}", last.exit not in (0, 1))


def _result(last: LastRun) -> str:
    result = _EXITS.get(last.exit or 0, "mislukt. Geef het commando met de hand en lees wat het meldt.")
    if last.exit not in (0, 1):
        return result
    did = f"{last.done} gereed, {last.held} in quarantaine, {last.earlier} eerder gedaan in {_duration(last.seconds)}"
    return f"{result}; er was niets nieuws (de keer daarvoor {did})" if last.idle else f"{result} ({did})"


def _documents(found: Condition) -> Iterator[Line]:
    if found.census is None:
        told = "nog niet te lezen" if found.running else "niet te lezen. Kijk met 'lakwerk doctor'."
        yield Line("database", told, not found.running)
        return
    held = found.census.documents[QUARANTINE]
    yield Line("gereed", count(found.census.documents[DONE], *DOCUMENTS))
    yield Line("in quarantaine", count(held, *DOCUMENTS), held > 0)
    for reason, amount in by_code(found.census.reasons).items():
        yield Line(f"  {reason}", f"{amount}: {ADVICE[reason]}")
    if found.staged and not found.locked:
        yield Line("niet geplaatst", f"{count(found.staged, *DOCUMENTS)}. Draai 'lakwerk run' opnieuw.", True)


def _reviews(found: Condition) -> Iterator[Line]:
    if found.reviews is None:
        if found.census:
            yield Line("besluiten", "niet te lezen. Kijk met 'lakwerk doctor'.", True)
        return
    reviews: Mapping[State, int] = found.reviews
    yield from (Line(label, count(reviews.get(state, 0), *DOCUMENTS)) for state, label in _WAITING.items())
    if found.census:
        waiting, overdue = found.census.waiting, found.census.overdue
        yield Line("toezeggingen", f"{waiting} open, waarvan {overdue} over de termijn")


def _disk(found: Condition) -> Line:
    low = found.free < ROOM
    told = f"{found.free / 2**30:.1f} GB vrij".replace(".", ",")
    if not found.writable:
        return Line("schijf", f"{told}; in de map mag niet worden geschreven. Geef het recht terug.", True)
    return Line("schijf", f"{told}. Maak ruimte." if low else told, low)


def _trail(found: Condition) -> Iterator[Line]:
    if found.tail is None:
        yield Line("spoor", "niet te lezen. Kijk met 'lakwerk doctor'.", True)
        return
    if not found.tail.sealed:
        yield Line("spoor", "het zegel klopt niet. Kijk met 'lakwerk trail'.", True)
    last = found.tail.last
    told = _ago(datetime.fromisoformat(last), found.at) if last else "nog nooit gemaakt. Zie 'lakwerk backup'."
    yield Line("reservekopie", told)


def _registers(found: Condition) -> Line:
    if found.registers is None:
        return Line("ambtsdragers", "de lijst is niet te lezen. Kijk met 'lakwerk doctor'.", True)
    old = (found.at.astimezone(HERE).date() - found.registers).days > OLD_LIST
    told = f"bijgewerkt tot {_day(found.registers)}"
    return Line("ambtsdragers", f"{told}. Werk bij met 'lakwerk registers update'." if old else told, old)


def _ago(then: datetime, now: datetime) -> str:
    days = (now - then.astimezone(UTC)).days
    return f"{_moment(then)} ({'vandaag' if days == 0 else count(days, 'dag', 'dagen') + ' geleden'})"


def _moment(at: datetime) -> str:
    return at.astimezone(HERE).strftime("%d-%m-%Y %H:%M")


def _day(day: date) -> str:
    return day.strftime("%d-%m-%Y")


def _duration(seconds: float) -> str:
    """How long something took.

    >>> _duration(3.2), _duration(754), _duration(8000)
    ('3 seconden', '13 minuten', '2,2 uur')
    """
    if seconds < 90:
        return count(round(seconds), "seconde", "seconden")
    if seconds < 5400:
        return f"{round(seconds / 60)} minuten"
    return f"{seconds / 3600:.1f} uur".replace(".", ",")
