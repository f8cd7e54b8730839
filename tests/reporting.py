"""A DIR for `lakwerk report`: one document of which everything is known, and names that may not come out of it."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

from conftest import write
from recording import record

from corpus.decisions import Category, Decision, Mark, Verdict
from corpus.document import Box, Span
from corpus.events import Change, Events
from corpus.galley import Galley, write_galley
from corpus.review import DECIDE, READY, RELEASE, SEEN
from corpus.store import DONE, QUARANTINE, Placed, Store
from corpus.trail import Fact, Trail
from flows.accounts import HANDED, LET_GO
from flows.folder import Folder
from flows.kept_settings import keep_settings
from flows.settings import load_settings

ID, HELD_ID = "a" * 32, "b" * 32
WHO, SECOND = "Berendina Zonderling", "Fokko Kwartelmeer"
CANARIES = ("Zonderling", "Kwartelmeer", "Terpwijkstra", "Brouwers", "Zeldenthuis", "Egelmeer", "Pluimdonk")
LETTER = """\
Contactpersoon: Hanneke Terpwijkstra
De heer Brouwers sprak met Teunis Zeldenthuis over het plan.
Ook Winter was erbij.
"""
# What is proposed: two to hide, one to keep; "Winter" nobody found, but it is listed.
PROPOSED = (
    ("Hanneke Terpwijkstra", Verdict.REDACT, "contact", 0.9),
    ("Brouwers", Verdict.KEEP, "member", 0.9),
    ("Zeldenthuis", Verdict.REDACT, "model", 0.6),
)
INK = Mark(Box(1, 300, 300, 360, 330), Category.SIGNATURE, "5.1.2e")


def galley() -> Galley:
    document = write(LETTER)
    decisions = [
        Decision(_span(document.text, text), Category.PERSON, verdict, "5.1.2e", "reden", rule, score)
        for text, verdict, rule, score in PROPOSED
    ]
    return Galley(document, tuple(sorted(decisions)), (INK,), (_span(document.text, "Winter"),))


def said(what: str, text: str = "", box: list[float] | None = None, category: str = "person") -> dict[str, Any]:
    """An instruction as an event holds it."""
    place = {"what": what, "text": text, "page": 1, "box": box, "nth": 0}
    return place | {"ground": "5.1.2e", "category": category, "why": "namens Egelmeer", "who": WHO, "at": "2026-01-01"}


def make(root: Path, *instructions: dict[str, Any], second: str = SECOND) -> Folder:
    """The folder; `second` lets the document go, "" for nobody."""
    folder = Folder.at(root / "out")
    folder.prepare()
    _lists(root, folder)
    folder.galleys.mkdir()
    write_galley(folder.galleys / f"{ID}.zip", galley(), None)
    box = {"id": "r1", "page": 1, "bbox": None, "ground": "5.1.2e", "category": "person"}
    told = record(ID, redactions=[box, box | {"ground": "5.1.1e", "category": "bsn"}])
    (folder.records / "nota.json").write_text(json.dumps(told), "utf-8")
    with closing(Store(folder.database)) as store:
        store.save(Placed(ID, "x", "nota", "nota.pdf", DONE, redacted="nota.pdf"), told)
        held = Placed(HELD_ID, "x", "brief-pluimdonk", "brief Pluimdonk.pdf", QUARANTINE, "damaged", "Over Pluimdonk.")
        store.save(held, None)
    events = Events(folder.events)
    changes = [Change(ID, DECIDE, {"instructions": [each]}) for each in instructions]
    events.append(WHO, [*changes, Change(ID, SEEN, {"page": 1})])
    with closing(Trail(folder.trail)) as trail:
        trail.append(Fact(WHO, "met de hand gelakt", ID, "nota-terpwijkstra", "5.1.2e", "over Zeldenthuis"))
        if second:
            events.append(WHO, [Change(ID, READY, {})])
            events.append(second, [Change(ID, RELEASE, {"files": {}, "handed_by": WHO})])
            trail.append(Fact(second, LET_GO, ID, "nota", why=f"{HANDED}{WHO}; zegel 0123456789abcdef"))
    return folder


def _lists(root: Path, folder: Folder) -> None:
    officials = root / "lijst-van-egelmeer.csv"
    officials.write_text("name\nHanneke Terpwijkstra\nTeunis Zeldenthuis\n", "utf-8")
    profile = root / "profiel-pluimdonk.toml"
    profile.write_text('senior = "keep"\n', "utf-8")
    keep_settings(folder, load_settings(officials, None, profile=str(profile)))


def _span(text: str, wording: str) -> Span:
    start = text.index(wording)
    return Span(start, start + len(wording))
