"""Events in the words of who reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.events import Event
from corpus.review import (
    COMMENT,
    CORRECT,
    DECIDE,
    READY,
    REDO,
    REFUSE,
    RELEASE,
    RETURN,
    SEEN,
    UNDO,
    WITHDRAW,
)
from corpus.rules import ACCEPTED, DECLINED, ENDED
from review.desk.doing import shown
from review.desk.findings import Finding

SAID = {
    DECIDE: "met de hand besloten",
    CORRECT: "gegevens met de hand bepaald",
    REFUSE: "geweigerd met de hand",
    UNDO: "met de hand teruggedraaid",
    REDO: "opnieuw gedaan",
    SEEN: "bladzijde bekeken",
    COMMENT: "opmerking gemaakt",
    READY: "doorgegeven aan de tweede lezer",
    RETURN: "teruggegeven door de tweede lezer",
    RELEASE: "door een mens vrijgegeven",
    WITHDRAW: "vrijgave teruggenomen",
    ACCEPTED: "vaste regel gemaakt",
    DECLINED: "voorstel voor een vaste regel afgewezen",
    ENDED: "vaste regel beëindigd",
}


def said(kind: str) -> str:
    """A kind of event, without what it was about: for the trail."""
    return SAID.get(kind, kind)


def told(event: Event, labels: dict[str, str]) -> str:
    """What an event did, with its wordings: for who works on the document. `labels` are those of earlier actions."""
    facts: dict[str, Any] = event.told
    if event.kind in (UNDO, REDO):
        return f"{said(event.kind).capitalize()}: {labels.get(facts['action'], 'een handeling')}"
    if event.kind == SEEN:
        return f"Bladzijde {facts['page']} bekeken"
    if event.kind == COMMENT:
        where = f" bij bladzijde {facts['page']}" if facts["page"] else ""
        return f"Opmerking{where}: {facts['text']}"
    label = facts.get("label") or said(event.kind).capitalize()
    why = f" ({facts['why']})" if facts.get("why") and event.kind != REFUSE else ""
    return f"{label}{why}"


WANTED = {
    "accept": "Akkoord met het voorstel",
    "hide": "Lakken",
    "show": "Leesbaar laten",
    "delete": "Weghalen",
    "ground": "Andere grond",
    "extent": "Andere omvang",
    "box": "Een vak tekenen",
    "page": "Hele bladzijde lakken",
    "text": "Overal in dit stuk",
    "person": "Overal in deze stukken",
    "refuse": "Het hele stuk weigeren",
    UNDO: "Terugdraaien",
    REDO: "Opnieuw doen",
    COMMENT: "Een opmerking",
    READY: "Doorgeven aan de tweede lezer",
    RETURN: "Teruggeven",
    "reopen": "De vrijgave terugnemen",
}


def wanted(asked: Mapping[str, Any], finding: Finding | None) -> str:
    """What somebody asked for and did not get."""
    verb = WANTED.get(str(asked.get("do")), "Een handeling")
    about = shown(finding) if finding else str(asked.get("text") or "")[:200]
    return f"{verb}: {about}" if about else verb


def labelled(events: tuple[Event, ...]) -> dict[str, str]:
    """What each action of a document is called."""
    return {event.action: event.told["label"] for event in events if event.told.get("label")}
