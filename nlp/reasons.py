"""Why a record says what it says, in Dutch: the rule by its id, with the list row or the meaning behind it."""

from __future__ import annotations

from typing import NamedTuple

from corpus.corrections import BY_HAND
from nlp.judge import NAME, weighed_most
from nlp.promises import load

_ADDED = "Door een mens toegevoegd"
# How a motion was recognised (nlp/motions.py, minutes.py, motion_paper.py).
_MOTIONS = {
    "paper": "dit stuk is zelf de motie: titel, nummer en ondertekenaars komen van de motie",
    "read-out": "de motie is in het debat voorgelezen; de voorzitter noemde indieners en nummer",
    "movers": 'de indieners staan bij het woord "motie"',
    "number": "de motie is aangeduid met haar Kamerstuknummer",
    "note": "de voetnoot bij de motie noemt indieners of nummer",
    "listed": "de motie staat in een opsomming van nummers",
    "subject": "de motie is alleen aangeduid met wat zij verzoekt",
}
_RELATIONS = {
    "before": "vóór: de genoemde dag of periode telt niet mee",
    "by": "uiterlijk: de genoemde dag telt mee",
    "until": "tot: de genoemde dag telt niet mee",
    "from": "vanaf: alleen een eerste dag",
    "after": "na: vanaf de dag na de periode",
    "during": "in de loop van: niet eerder dan het stuk zelf",
    "around": "rond: een week ervoor en erna, of de periode zelf",
    "in": "de genoemde dag of periode zelf",
}
_SORTS = {
    "day": "een dag",
    "month": "een maand",
    "part": "een deel van een maand of jaar",
    "end": "het einde van een periode",
    "quarter": "een kwartaal",
    "half": "een half jaar",
    "season": "een seizoen",
    "week": "een week",
    "recess": "een reces van de Tweede Kamer",
    "year": "een jaar",
    "near": "een periode die vanaf het stuk telt",
}
_DEADLINES = {
    "between": "tussen twee dagen of periodes",
    "within": "een termijn vanaf de datum van het stuk",
    "within/event": "een termijn vanaf een gebeurtenis waarvan de dag niet bekend is",
    "ahead": "over een aantal weken, maanden of jaren, ruim genomen",
    "vague": "een vage tijdsaanduiding zonder dag",
    "event/before": "de dag voor een gebeurtenis met een datum",
    "event/after": "vanaf de dag na een gebeurtenis met een datum",
    "event/on": "de dag van een gebeurtenis",
    "event/undated": "een gebeurtenis waarvan de dag niet bekend is",
    "event/start": "geteld vanaf een begin waarvan de dag niet bekend is",
    "event/budget": "een begrotingsstuk waarvan de dag niet bekend is",
    "label": 'de datum achter "Deadline" in een tabel',
    BY_HAND: _ADDED,
    "unresolved": "een aanduiding die niet op een dag uitkomt",
}


class Reason(NamedTuple):
    """A rule in words; `example` and `source` are those of its list row, if it has one."""

    text: str
    example: str | None = None
    source: str | None = None


def of_commitment(rule: str, sentence: str = "") -> Reason:
    """The wording that made a commitment of a sentence (nlp/lists/promises.toml), or what the judge went by."""
    if rule == NAME:
        heavy = ", ".join(f'"{words}"' for words in weighed_most(sentence))
        return Reason("getraind oordeel: geen bewoording past" + (f"; het zwaarst wogen {heavy}" if heavy else ""))
    for row in load()["rule"]:
        if row["id"] == rule:
            return Reason(f"bewoording {rule}", row["example"], row["source"])
    return Reason({"listed": "rij van een lijst van toezeggingen", BY_HAND: _ADDED}.get(rule, rule))


def of_motion(rule: str) -> Reason:
    return Reason(_MOTIONS.get(rule, rule))


def of_deadline(rule: str) -> Reason:
    """The meaning of an expression of time, by the table of deadlines in the output contract."""
    again = rule.removeprefix("recurrence/") if rule.startswith("recurrence/") else rule
    if rule == "recurrence":
        return Reason("komt telkens terug")
    relation, _, sort = again.partition("/")
    if again in _DEADLINES:
        text = _DEADLINES[again]
    elif relation in _RELATIONS and sort in _SORTS:
        text = f"{_RELATIONS[relation]} ({_SORTS[sort]})"
    else:
        text = again
    return Reason(f"komt telkens terug; de eerste keer: {text}" if again != rule else text)
