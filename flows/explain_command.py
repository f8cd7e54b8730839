"""`lakwerk explain`: why a record says what it says, and where it stands on the page."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.progress import say, warn
from flows.settings import WrongUsage
from flows.threads import read_threads
from nlp import reasons
from review.words import BY_HAND, EVENTS, STATES

SHOWN, WRONG_USAGE = 0, 2
_SORTS = {"c": ("commitments", "toezegging"), "m": ("motions", "motie"), "d": ("deadlines", "termijn")}


def explain(arguments: Namespace) -> int:
    """Print why; `arguments.record` is "STEM#c1", as threads.json and search --json name it."""
    stem, _, id = arguments.record.rpartition("#")
    file = arguments.out / "records" / f"{stem}.json"
    if not stem or id[:1] not in _SORTS or Path(stem).name != stem or not _is_file(file):
        warn(f"{arguments.record}: dit is er niet. Geef NAAM#c1, NAAM#m1 of NAAM#d1, met NAAM uit de map records.")
        return WRONG_USAGE
    rows, name = _SORTS[id[0]]
    try:
        record = json.loads(file.read_text("utf-8"))
        found = next((each for each in record[rows] if each["id"] == id), None)
        threads = read_threads(arguments.out)
    except (OSError, ValueError, KeyError, TypeError):
        warn(f"records/{file.name}: dit bestand is beschadigd.")
        return WRONG_USAGE
    except WrongUsage as error:
        warn(str(error))
        return WRONG_USAGE
    if found is None:
        warn(f"{arguments.record}: dit stuk heeft geen {name} met dat nummer.")
        return WRONG_USAGE
    say(f"{arguments.record}: {name} in {record['document']['source']}, pagina {found['page']}")
    for label, text in _lines(found, id[0], record):
        say(f"  {label:12} {text}")
    for label, text in _thread(arguments.record, threads):
        say(f"  {label:12} {text}")
    return SHOWN


def _is_file(file: Path) -> bool:
    """Whether a file is there; a name that is too long for the system is none."""
    try:
        return file.is_file()
    except OSError:
        return False


def _lines(found: dict[str, Any], sort: str, record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "Zin", f'"{found["sentence"]}"'
    if sort == "c":
        yield "Actie", found["action"]
        yield "Wie", _actor(found, record)
        yield "Aan", found["recipient"] or "niet genoemd"
        yield from _reason(reasons.of_commitment(found.get("rule", ""), found["sentence"]))
    elif sort == "m":
        yield "Indieners", ", ".join(found["movers"]) + (" c.s." if found["and_others"] else "") or "niet genoemd"
        yield "Kamerstuk", f"{found['dossier']}, nr. {found['number']}" if found["number"] else "niet genoemd"
        yield "Vraagt", found["subject"] or "niet gezegd"
        yield "Status", STATES.get(found["status"], found["status"])
        yield "Kabinet", found.get("appreciation") or "zegt hier niets van de motie"
        yield from _reason(reasons.of_motion(found.get("rule", "")))
    else:
        yield from _due(found)
    if sort != "d":
        yield from _by_hand(found)
        for deadline in record["deadlines"]:
            if found["id"] in deadline["applies_to"]:
                yield from _due(deadline)
    yield "Zekerheid", f"{found['confidence']:.2f} (0 tot 1)"
    for page, _, top, _, bottom in found.get("boxes", ()):
        yield "Bewijs", f"pagina {page}, van {top:.0f} tot {bottom:.0f} punt onder de bovenrand"


def _reason(reason: reasons.Reason) -> Iterator[tuple[str, str]]:
    yield "Regel", reason.text
    if reason.example:
        yield "zoals", f'"{reason.example}" ({reason.source})'


def _due(deadline: dict[str, Any]) -> Iterator[tuple[str, str]]:
    days = f"{deadline['earliest'] or '…'} tot en met {deadline['latest'] or '…'}"
    known = deadline["earliest"] or deadline["latest"]
    again = f", telkens ({deadline['recurrence']})" if deadline["recurrence"] else ""
    yield "Termijn", f'"{deadline["text"]}": {days if known else "geen dag te bepalen"}{again}'
    yield "Regel", reasons.of_deadline(deadline.get("rule", "")).text
    yield from _by_hand(deadline)


def _by_hand(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if told := found.get("by_hand"):
        yield "Met de hand", BY_HAND.get(told, told)


def _actor(found: dict[str, Any], record: dict[str, Any]) -> str:
    """Who acts, and whether the sentence says so itself."""
    actor, words = found["actor"], found["sentence"].lower().split()
    if not actor:
        return "niet te zeggen"
    if actor.lower() in found["sentence"].lower():
        return f"{actor} (staat in de zin)"
    if {"ik", "wij", "we", "mijn"} & set(words):
        return f'{actor} ("ik" is wie ondertekent of spreekt)'
    if "u" in words and record["document"]["kind"] == "beslisnota":
        return f'{actor} ("u" is aan wie de nota is gericht)'
    return f"{actor} (uit het stuk: de zin noemt dit ambt korter of niet)"


def _thread(record: str, threads: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The thread of the record, with what each document adds and why they are held to be one."""
    mine = next((each for each in threads if record in each["records"]), None)
    if not mine:
        return
    yield "Draad", f"{mine['id']}: {STATES.get(mine['state'], mine['state'])}"
    for event in mine["events"]:
        due = f", {event['due']['text']}" if event["due"] else ""
        yield (
            "",
            f"{event['date'] or 'zonder datum'}  {EVENTS.get(event['what'], event['what'])} in {event['record']}{due}",
        )
    for join in mine["joins"]:
        yield "", f"{join['a']} en {join['b']} horen bij elkaar: {join['why']}"
    if mine["house"]:
        house = mine["house"]
        yield "Tweede Kamer", f"{house['number']}: {STATES.get(house['status'], house['status'])} ({house['why']})"
