"""What was done in DIR, in numbers: documents, boxes, quarantine, releases, the trail. No name, no wording."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from anonymize.grounds import in_order
from corpus.decisions import CATEGORIES
from corpus.review import Review, State
from corpus.row import DONE, Row
from corpus.trail import Entry
from flows.accounts import FOUR_EYES, HANDED, LET_GO, OPENED, TAKEN_BACK, trail_of
from flows.folder import Folder
from flows.instructions import events_of
from flows.settings import WrongUsage
from flows.shares import number, of, table

SEAL = 16  # digits of the last hash that is shown
HELD = "in quarantaine"


@dataclass(frozen=True, slots=True)
class Releases:
    """Releases by a person that hold, and those of them that somebody else handed on; how the desk was opened."""

    now: int = 0
    handed: int = 0
    taken_back: int = 0
    opened: int = 0
    opened_with_four: int = 0


def documents(rows: Iterable[Row], known: Mapping[str, Review]) -> str:
    """How many documents stand where, and how many pages these have."""
    amounts, pages = Counter[str](), Counter[str]()
    for row in rows:
        state = _state(row, known)
        amounts[state] += 1
        pages[state] += row.pages
    names = [*(state.value for state in State), HELD]
    told = [(name, number(amounts[name]), number(pages[name])) for name in names]
    return table(("toestand", "stukken", "bladzijden"), [*told, ("samen", _sum(amounts), _sum(pages))])


def boxes(folder: Folder, rows: Iterable[Row]) -> str:
    """The boxes of what the gate let through, by ground and by category."""
    grounds, categories = Counter[str](), Counter[str]()
    for row in rows:
        if row.state == DONE:
            for each in _redactions(folder, row):
                grounds[each["ground"]] += 1
                categories[each["category"]] += 1
    by_ground = [(ground, number(grounds[ground])) for ground in in_order(set(grounds))]
    by_category = [(told, number(categories[name])) for name, told in CATEGORIES.items()]
    return f"{table(('grond', 'vakken'), by_ground)}\n\n{table(('soort gegeven', 'vakken'), by_category)}"


def quarantine(rows: Iterable[Row]) -> str:
    """Why documents are held back, by the code of the reason."""
    counts = Counter(row.reason or "" for row in rows if row.state != DONE)
    if not counts:
        return "Er is nu geen stuk in quarantaine."
    return table(("reden", "stukken"), [(f"`{reason}`", number(counts[reason])) for reason in sorted(counts)])


def releases(entries: Iterable[Entry]) -> Releases:
    """Who let documents go, by the trail: it stays where the events of a document were wiped."""
    out: dict[str, Entry] = {}
    back = opened = four = 0
    for entry in entries:
        if entry.what == LET_GO:
            out[entry.document] = entry
        elif entry.what == TAKEN_BACK:
            out.pop(entry.document, None)
            back += 1
        elif entry.what == OPENED:
            opened += 1
            four += entry.why == FOUR_EYES
    return Releases(len(out), sum(map(_is_handed, out.values())), back, opened, four)


def told_releases(found: Releases) -> str:
    return table(
        ("vrijgave door mensen, volgens het spoor", "aantal"),
        [
            ("nu vrijgegeven", number(found.now)),
            ("daarvan voorgelegd door een ander dan wie vrijgaf", of(found.handed, found.now)),
            ("vrijgave teruggenomen", number(found.taken_back)),
            ("werkplek geopend met vier ogen", of(found.opened_with_four, found.opened)),
        ],
    )


def trail(folder: Folder) -> tuple[list[Entry], str]:
    """The rows of the trail, and whether it and the decisions are whole; WrongUsage where they cannot be read."""
    with trail_of(folder) as found:
        entries, broken = list(found.entries()), found.broken()
    seal = entries[-1].hash[:SEAL] if entries else "-"
    whole = "heel" if broken is None else f"**niet heel**: regel {broken} is veranderd of weg"
    told = [f"- Spoor: {number(len(entries))} regels, {whole}. Laatste zegel: {seal}."]
    if folder.events.exists():
        events = events_of(folder)
        wrong = events.broken()
        said = "heel" if wrong is None else f"**niet heel**, vanaf handeling {wrong.number}"
        told.append(f"- Besluiten van mensen: {number(len(events.since()))} handelingen, {said}.")
    return entries, "\n".join(told)


def _state(row: Row, known: Mapping[str, Review]) -> str:
    if row.state != DONE:
        return HELD
    return (known[row.id].state if row.id in known else State.NEW).value


def _is_handed(entry: Entry) -> bool:
    """Whether another than who released it had handed it on; a sign-in may spell one name in two ways."""
    why = _folded(entry.why)
    return why.startswith(HANDED) and not why.startswith(_folded(f"{HANDED}{entry.who};"))


def _folded(told: str) -> str:
    return unicodedata.normalize("NFKC", told).casefold().strip()


def _redactions(folder: Folder, row: Row) -> list[dict[str, Any]]:
    file = folder.records / f"{row.stem}.json"
    try:
        found: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["redactions"]
        if not all(isinstance(each["ground"], str) and each["category"] in CATEGORIES for each in found):
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError):
        told = f"records/{file.name}: dit bestand ontbreekt of is beschadigd. Verwerk het stuk opnieuw."
        raise WrongUsage(told) from None
    return found


def _sum(counts: Counter[str]) -> str:
    return number(sum(counts.values()))
