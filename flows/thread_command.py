"""`lakwerk threads`: what became of each commitment and motion; a person may join or part entries."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from flows.accounts import JOINED, PARTED, note
from flows.folder import Folder
from flows.progress import say, warn
from flows.settings import WrongUsage
from flows.threads import CORRECTIONS, corrections, read_threads, told, write_json, write_threads
from review.words import EVENTS, STATES

SHOWN, WRONG_USAGE = 0, 2
_LINE = 100


def threads(arguments: Namespace) -> int:
    """Correct what is asked, make the threads of DIR anew and print those that are asked for."""
    folder = Folder.at(arguments.out)
    if not folder.records.is_dir():
        warn(f"{arguments.out}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
        return WRONG_USAGE
    try:
        folder.prepare()
        with folder.lock():
            for name, pair in (("join", arguments.join), ("part", arguments.part)):
                if pair:
                    _correct(folder, name, pair)
            write_threads(folder)
        rows = read_threads(folder.root)
    except WrongUsage as error:
        warn(str(error))
        return WRONG_USAGE
    chosen = [row for row in rows if _asked(row, arguments)]
    if arguments.json:
        say(json.dumps(chosen, ensure_ascii=False, indent=2))
        return SHOWN
    for row in chosen:
        for line in _lines(row):
            say(line)
    say(f"{len(chosen)} van {len(rows)} draden.")
    return SHOWN


def _correct(folder: Folder, name: str, pair: list[str]) -> None:
    """Write down that two entries belong together or not; the later word counts."""
    known = {item.ref for item in told(folder)}
    if missing := [ref for ref in pair if ref not in known]:
        raise WrongUsage(f"{missing[0]}: dit is er niet. Geef NAAM#c1 of NAAM#m1, met NAAM uit de map records.")
    if pair[0].rpartition("#")[2][0] != pair[1].rpartition("#")[2][0]:
        raise WrongUsage(f"{pair[0]} en {pair[1]}: een toezegging en een motie zijn nooit dezelfde.")
    if pair[0] == pair[1]:
        raise WrongUsage(f"{pair[0]}: geef twee verschillende.")
    now = corrections(folder)
    sets = {"join": set(now.join), "part": set(now.part)}
    other = "part" if name == "join" else "join"
    sets[other].discard(frozenset(pair))
    sets[name].add(frozenset(pair))
    told_ = {each: sorted(sorted(one) for one in found) for each, found in sets.items()}
    write_json(folder.root / CORRECTIONS, told_)
    note(folder, JOINED if name == "join" else PARTED, " en ".join(sorted(pair)))


def _asked(row: dict[str, Any], arguments: Namespace) -> bool:
    if arguments.kind and row["kind"] != arguments.kind:
        return False
    if arguments.open and (row["kind"] != "commitment" or row["state"] == "fulfilled"):
        return False
    late = row["due"] and row["due"]["latest"]
    return not arguments.overdue or bool(late and late < arguments.overdue.isoformat() and row["state"] != "fulfilled")


def _lines(row: dict[str, Any]) -> Iterator[str]:
    """A thread as some lines: what, who, state, and each document that told of it."""
    what = row["what"] if len(row["what"]) <= _LINE else row["what"][: _LINE - 1].rstrip() + "…"
    who = row["actor"] or ", ".join(row["movers"]) or "niet te zeggen wie"
    yield f"{row['id']}  {what}"
    paper = f", Kamerstuk {row['paper']}" if row["paper"] else ""
    claim = f"; uitgevoerd volgens {row['claimed_executed_by']}" if row["claimed_executed_by"] else ""
    yield f"  {who}{paper}: {STATES.get(row['state'], row['state'])}{claim}"
    for event in row["events"]:
        due = f" ({event['due']['text']})" if event["due"] else ""
        yield f"  {event['date'] or '          '}  {EVENTS.get(event['what'], event['what'])}{due}  {event['record']}"
    if row["house"]:
        yield f"  Tweede Kamer {row['house']['number']}: {STATES.get(row['house']['status'], row['house']['status'])}"
    yield ""
