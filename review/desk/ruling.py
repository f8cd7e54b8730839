"""From what the form of the rules says to what is stored of it. What cannot be is Refused, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from anonymize.grounds import grounds
from corpus.decisions import Category
from corpus.events import Change, Event
from corpus.instructions import HIDE, SHOW
from corpus.rules import (
    ACCEPTED,
    DECLINED,
    ENDED,
    FEWEST_SIGNS,
    MOST_LETTERS,
    RULES,
    folded,
    in_force,
    is_wording,
    offers,
)
from review.desk.asking import Refused, letters
from review.desk.findings import KINDS

# What ink is has no wording.
SORTS = {category.value: kind for category, kind in KINDS.items() if category is not Category.SIGNATURE}
GONE = "Dit voorstel is er niet meer: er is al over besloten, of er is intussen anders besloten in een stuk."
ENDED_BEFORE = "Deze regel geldt al niet meer."
WORDING = (
    f"Tekst: geef de woorden zoals ze in de stukken staan, ten minste {FEWEST_SIGNS} letters of cijfers en hoogstens "
    f"{MOST_LETTERS} tekens."
)
THERE = "Voor deze tekst geldt al een regel. Beëindig die eerst."
BOTH = "Kies of de tekst altijd gelakt wordt of altijd leesbaar blijft."
NO_WHY = "Waarom: zeg waarom deze regel voor alle stukken geldt."
NO_GROUND = "Grond: kies een grond van de Woo, zoals 5.1.2e."
NO_KIND = "Soort: kies er een uit de lijst."


def change(events: Sequence[Event], fields: Mapping[str, str]) -> Change:
    """What a form asks for, given the events of all documents; raises Refused."""
    do, text = fields.get("do", ""), folded(fields.get("text", ""))
    if do == "beeindig":
        if text not in {rule.text for rule in in_force(events)}:
            raise Refused(409, ENDED_BEFORE)
        return Change(RULES, ENDED, {"text": text, "why": _why(fields)})
    if do in ("neem over", "niet"):
        if (fields.get("what"), text) not in {(offer.what, offer.text) for offer in offers(events)}:
            raise Refused(409, GONE)
        if do == "niet":
            return Change(RULES, DECLINED, {"what": fields["what"], "text": text})
    elif do == "maak":
        text = folded(letters(fields, "text"))
    else:
        raise Refused(400, "Deze handeling bestaat niet.")
    if not is_wording(text):
        raise Refused(422, WORDING)
    if text in {rule.text for rule in in_force(events)}:
        raise Refused(409, THERE)
    return Change(RULES, ACCEPTED, _rule(fields, text))


def _rule(fields: Mapping[str, str], text: str) -> dict[str, str]:
    what, why = fields.get("what", ""), _why(fields)
    if what not in (HIDE, SHOW):
        raise Refused(422, BOTH)
    known = grounds().get(fields.get("ground", ""))
    if what == HIDE and known is None:
        raise Refused(422, NO_GROUND)
    category = fields.get("category", "")
    if category not in SORTS and (category or what == HIDE):
        raise Refused(422, NO_KIND)
    if not why:
        raise Refused(422, NO_WHY)
    ground = known.code if what == HIDE and known else ""
    return {"what": what, "text": text, "ground": ground, "category": category, "why": why}


def _why(fields: Mapping[str, str]) -> str:
    return folded(letters(fields, "why"))
