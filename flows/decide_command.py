"""`lakwerk decide`: a person says what goes or stays in a document; the next run does so, and every one after it."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from argparse import Namespace
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from anonymize.grounds import grounds
from corpus.database import StoreTrouble
from corpus.decisions import Verdict
from corpus.events import Change, Events
from corpus.instructions import EVERYWHERE, HIDE, SHOW, Instruction
from corpus.review import DECIDE, UNDO, review
from corpus.rules import AGAINST
from corpus.store import DONE, Row, Store
from corpus.trail import Fact
from flows.accounts import trail_of, who
from flows.folder import Folder
from flows.instructions import events_of
from flows.progress import count, say, warn
from flows.settings import WrongUsage

DECIDED, WRONG_USAGE = 0, 2
WORDS = {HIDE: "met de hand gelakt", SHOW: "met de hand leesbaar gemaakt"}
UNDONE = "met de hand teruggedraaid"
_BOX = re.compile(r"(\d+):(\d+(?:\.\d+)?),(\d+(?:\.\d+)?),(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)")
SEAL = 16  # digits of a keyed hash by which the trail names a wording that it must not hold


def decide(arguments: Namespace) -> int:
    """Add an instruction about a document, take back the last one, or list them."""
    folder = Folder.at(arguments.out)
    try:
        if not folder.confidential.is_dir():
            raise WrongUsage(f"{arguments.out}: hier staan geen stukken. Verwerk eerst stukken met lakwerk run.")
        with folder.lock():
            row = _row(folder, arguments.stem)
            events = events_of(folder)
            if arguments.list:
                return _list(review(events.of(row.id)).instructions)
            if arguments.undo:
                return _undo(folder, row, events)
            return _add(folder, row, events, arguments)
    except (WrongUsage, StoreTrouble) as error:
        warn(str(error))
        return WRONG_USAGE


def _row(folder: Folder, stem: str) -> Row:
    with closing(Store(folder.database)) as store:
        found = next((row for row in store.rows().values() if row.stem == stem), None)
    if found is None:
        raise WrongUsage(f"{stem}: dit stuk is er niet. Geef een naam uit de map records, zonder .json.")
    return found


def _add(folder: Folder, row: Row, events: Events, arguments: Namespace) -> int:
    made = _made(arguments)
    found = _places(folder, row, made)
    if row.state == DONE and not found:
        where = "de leesbare tekst" if made.what == HIDE else "wat gelakt is"
        raise WrongUsage(f"{row.stem}: deze tekst staat niet in {where}. Let op hoofdletters en bladzijde.")
    told = {"instructions": [made._asdict()], AGAINST: [found]}
    events.append(made.who, [Change(row.id, DECIDE, told)], made.at)
    _note(folder, row, WORDS[made.what], made)
    say(f"{row.stem}: {WORDS[made.what]} ({count(found, 'plaats', 'plaatsen')}). Draai 'lakwerk run' voor het stuk.")
    return DECIDED


def _made(arguments: Namespace) -> Instruction:
    """What was typed; raises WrongUsage where it says nothing that can be done."""
    what = SHOW if arguments.show is not None else HIDE
    text = " ".join((arguments.show or arguments.hide or "").split())
    if not text and not arguments.box:
        raise WrongUsage("Geef met --hide of --show de tekst waar het om gaat, zoals die in het stuk staat.")
    page, box = _box(arguments.box) if arguments.box else (arguments.page or EVERYWHERE, None)
    ground, category = (_ground(arguments.ground), arguments.category) if what == HIDE else ("", "")
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    return Instruction(what, text, page, ground, category, arguments.why or "", who(), now, box)


def _box(told: str) -> tuple[int, tuple[float, float, float, float]]:
    """A place as it is typed: "2:70,120,300,140"."""
    if not (found := _BOX.fullmatch(told)):
        raise WrongUsage(f"--box {told!r}: geef BLADZIJDE:LINKS,BOVEN,RECHTS,ONDER in punten, zoals 2:70,120,300,140.")
    x0, top, x1, bottom = (float(found[at]) for at in range(2, 6))
    if x0 >= x1 or top >= bottom or not int(found[1]):
        raise WrongUsage(
            f"--box {told!r}: rechts en onder moeten groter zijn dan links en boven, en de bladzijde 1 of meer."
        )
    return int(found[1]), (x0, top, x1, bottom)


def _undo(folder: Folder, row: Row, events: Events) -> int:
    made = review(events.of(row.id)).decisions
    if not made:
        raise WrongUsage(f"{row.stem}: hier is niets terug te draaien.")
    # What was done in several documents at once is taken back in all of them.
    together = {event.document for event in events.together(made[-1].action)}
    events.append(who(), [Change(id, UNDO, {"action": made[-1].action}) for id in sorted(together)])
    _note(folder, row, UNDONE, Instruction.of(made[-1].told["instructions"][-1]))
    say(f"{row.stem}: het laatste besluit is teruggedraaid. Draai 'lakwerk run' om het stuk te maken.")
    return DECIDED


def _list(instructions: tuple[Instruction, ...]) -> int:
    for number, each in enumerate(instructions, 1):
        where = f"pagina {each.page}" if each.page else "overal"
        facts = ", ".join(filter(None, (where, each.ground, each.why, each.who, each.at)))
        say(f'{number}. {WORDS[each.what]}: "{each.text}" ({facts})')
    say(f"{count(len(instructions), 'besluit', 'besluiten')}.")
    return DECIDED


def _ground(told: str) -> str:
    known = grounds()
    if told not in known:
        raise WrongUsage(f"--ground {told!r}: geef een grond van de Woo, zoals 5.1.2e of 5.2.1.")
    return known[told].code


def _places(folder: Folder, row: Row, made: Instruction) -> int:
    """How often it can do something, by what the last run wrote; what is in quarantine has no text to look in."""
    if row.state != DONE:
        return 0
    if made.box:
        if (folder.redacted / f"{row.stem}.txt").exists():
            raise WrongUsage(f"{row.stem}: een tekstbestand heeft geen bladzijden met plaatsen. Gebruik --hide.")
        return int(made.page <= row.pages)
    pages = (made.page,) if made.page else range(1, row.pages + 1)
    if made.page > row.pages:
        return 0
    if made.what == SHOW:
        told = _json(folder, "confidential", row.stem)["findings"]
        hidden = (each for each in told if each["decision"] == Verdict.REDACT and each["text"])
        return sum(_same(each["text"], made.text) for each in hidden if each["page"] in pages)
    record = _json(folder, "records", row.stem)
    # A section begins on one page and may go on over the next.
    texts = [each["text"] for each in record["sections"] if not made.page or each["page"] <= made.page]
    texts += [*record["colophon"].values(), record["document"]["title"] or ""]
    return sum(" ".join(told.replace(" | ", " ").split()).count(made.text) for told in texts)


def _same(hidden: str, text: str) -> bool:
    return text in " ".join(hidden.replace(" | ", " ").split())


def _json(folder: Folder, place: str, stem: str) -> dict[str, Any]:
    file = folder.root / place / f"{stem}.json"
    try:
        told: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        damaged = f"{place}/{file.name}: dit bestand ontbreekt of is beschadigd. Verwerk het stuk opnieuw."
        raise WrongUsage(damaged) from None
    return told


def _note(folder: Folder, row: Row, what: str, instruction: Instruction) -> None:
    """The trail tells of the instruction, but not its wording, which may have to be wiped."""
    told = instruction.text or repr(instruction.box)
    seal = hmac.new(folder.key(), told.encode(), hashlib.sha256).hexdigest()[:SEAL]
    where = f"pagina {instruction.page}" if instruction.page else "overal"
    why = "; ".join(filter(None, (where, instruction.why, f"tekst {seal}", instruction.at)))
    by = who() if what == UNDONE else instruction.who
    with trail_of(folder) as trail:
        trail.append(Fact(by, what, row.id, row.stem, instruction.ground, why))
