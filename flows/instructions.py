"""What people decided about the documents of DIR, from the events that their doing left behind."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import corpus.review
from corpus.database import StoreTrouble
from corpus.events import Change, Events
from corpus.instructions import Instruction
from corpus.review import DECIDE, Review
from flows.corrections import of_corrections
from flows.folder import Folder, empty_away
from flows.keyed import keyed
from flows.settings import WrongUsage


def events_of(folder: Folder) -> Events:
    """The events of DIR; raises WrongUsage, in Dutch, where these cannot be used: they may not be passed over."""
    try:
        events = Events(folder.events)
        for place in folder.instructions:
            _adopt(place, events)
    except StoreTrouble as error:
        raise WrongUsage(str(error)) from None
    return events


def reviews(folder: Folder) -> dict[str, Review]:
    """Where the review of each document stands that somebody did something to; raises WrongUsage as `events_of`."""
    if not folder.events.exists() and not any(place.is_dir() for place in folder.instructions):
        return {}
    try:
        return corpus.review.reviews(events_of(folder).since())
    except (StoreTrouble, ValueError, KeyError, TypeError):
        raise damaged(folder.events) from None


def of_instructions(fingerprint: str, instructions: Sequence[Instruction], key: bytes) -> str:
    """The fingerprint of a document that is done with instructions; keyed, since these hold what is hidden."""
    if not instructions:
        return fingerprint
    told = json.dumps([fingerprint, [(*each[:6], each.box, each.nth) for each in instructions]])
    return keyed(told, key)


def of_review(fingerprint: str, review: Review, key: bytes) -> str:
    """The fingerprint of a document that is done with all that people said of it."""
    return of_corrections(of_instructions(fingerprint, review.instructions, key), review.corrected, key)


def _adopt(place: Path, events: Events) -> None:
    """Take over what `lakwerk decide` wrote before there were events; a file goes once its events are stored."""
    for file in sorted(place.glob("*.json")):
        try:
            # The very first kind knew no boxes, and named its list as its folder.
            made = [Instruction.of({"box": None, **each}) for each in json.loads(file.read_text("utf-8"))[place.name]]
        except (OSError, ValueError, KeyError, TypeError):
            raise damaged(file) from None
        known = [told for event in events.of(file.stem) for told in event.told.get("instructions", ())]
        # What was taken over before this was ended half-way is not taken over twice.
        for each in [each for each in made if each not in map(Instruction.of, known)]:
            change = Change(file.stem, DECIDE, {"instructions": [each._asdict()]})
            events.append(each.who, [change], each.at)
        file.unlink()
    empty_away(place)


def damaged(file: object) -> WrongUsage:
    return WrongUsage(f"{file}: dit bestand is beschadigd. Zet het uit een reservekopie terug.")
