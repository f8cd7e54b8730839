"""What a wording needs beside itself before it promises: a moment to come, the House that is told, a speaking minister.

The names are those of `needs` in lists/promises.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.records import Kind
from nlp.promises import MONTHS, Hit, When, veto
from nlp.stretch import GOVERNMENT, Stretch
from nlp.turns import Voice

_PAST = re.compile(r"\b(?:werd|werden|was|waren|had|hadden)\b")
TOLD = re.compile(
    r"\b(?:geïnformeerd|gemeld|vermeld|medegedeeld|meegedeeld|aangegeven|aangekondigd|bericht|gecommuniceerd"
    r"|laten weten|staat)\b"
)
_MODAL = re.compile(
    r"\b(?:zal|zult|zullen|kan|kunnen|moet|moeten|dient|dienen|zou|zouden|mag|mogen|hoeft|hoeven)\b(?:(?!\bdat\b)[^,;:])*$"
)
_BACK = re.compile(r"\b(?:hierop|daarop|hierover|daarover|[Kk]amer|bij u|brief|schriftelijk|wetsvoorstel|later)\b")
_PRODUCT = re.compile(
    r"(?:brief|rapport|rapportage|reactie|voorstel|plan|nota|evaluatie|besluit|aanpak|visie|agenda|strategie|advies"
    r"|opinie|standpunt|notitie|overzicht|verkenning|uitwerking|regeling|verslag|kader)\b"
)
_SUBORDINATE = re.compile(r"\b(?:dat|die|waar\w*|als|omdat|zodat|of|hoe|welke|wat|indien|wanneer)\b[^;:]*$")
_COMMITTEE = re.compile(r"\bvaste (?:Kamer)?commissie\b")
_STOP = re.compile(r"\s*(?:[,.;:)]|$|\b(?:en|maar|of|zodat|waar\w*|om|op basis|over|naar)\b)")
_ONWARDS = re.compile(
    r"\b(?:nog|verder|nader|later|separaat|afzonderlijk|vervolgens|daarna|te zijner tijd)\b", re.IGNORECASE
)


def met(need: str, clause: Stretch, hit: Hit) -> bool:
    """Whether what a rule needs is there; raises ValueError for a need that nothing knows."""
    match need:
        case "time" | "when" | "soon":
            return _in_time(need, clause)
        case "written":
            return clause.turn is None
        case "timely":
            # "op korte termijn" is a time that nobody can be held to, and a promise all the same
            soon = not _PAST.search(clause.text)
            near = list(_beside(clause, hit))
            return any((m.kind == "vague" and soon) or (m.kind == "dated" and is_to_come(clause, m)) for m in near)
        case "spoken":
            return bool(clause.turn and clause.turn.voice is Voice.OFFICE)
        case "back":
            # "Ik kom terug op het amendement" is the order of a debate; in a letter it is a promise.
            return clause.turn is None or _in_time("when", clause) or bool(_BACK.search(clause.text))
        case "named":
            return any(mention.who in GOVERNMENT for mention in clause.mentions)
        case "house":
            addressed = clause.profile.kind is Kind.KAMERBRIEF and clause.says_you
            return clause.recipient is not None or addressed or bool(_COMMITTEE.search(clause.text))
        case "finite" | "apart" | "final":
            return _stands(need, clause, hit)
        case _:
            return _says(need, clause.text)


def _says(need: str, text: str) -> bool:
    match need:
        case "told":
            return bool(TOLD.search(text))
        case "passive":
            return bool(re.search(r"\bword(?:t|en)\b", text))
        case "enclosed":
            return bool(veto("by-this-letter").search(text))
        case "product":
            return bool(_PRODUCT.search(text))
        case "onwards":
            return bool(_ONWARDS.search(text))
        case _:
            raise ValueError(f"a rule needs {need}, which nothing knows")


def _stands(need: str, clause: Stretch, hit: Hit) -> bool:
    """How the verb stands: "worden" is no part of "moet worden"; "apart" is that of a main clause."""
    text = clause.reading.document.text
    if need == "final":
        return bool(_STOP.match(text, hit.last.end))
    lead = text[clause.sentence.span.start : hit.first.start]
    if need == "apart" and not re.search(r"\w", text[hit.first.end : hit.last.start]) and _SUBORDINATE.search(lead):
        return False
    return not (re.search(r"\bte\s+$", lead) or (hit.last > hit.first and _MODAL.search(lead)))


def _beside(clause: Stretch, hit: Hit) -> Iterator[When]:
    """The moments between the same semicolons: what is said behind another is of another time."""
    text = clause.reading.document.text
    start = max(clause.scope.start, text.rfind(";", clause.scope.start, hit.first.start))
    end = text.find(";", hit.last.end, clause.scope.end)
    for moment in clause.moments:
        if start <= moment.span.start and (end < 0 or moment.span.end <= end):
            yield moment


def _in_time(need: str, clause: Stretch) -> bool:
    for moment in clause.moments:
        if moment.kind == "dated":
            if is_to_come(clause, moment):
                return True
        elif need == "soon" or (need == "when" and moment.kind == "vague"):
            return True
    return False


def is_to_come(clause: Stretch, moment: When) -> bool:
    """False for a moment that lies before the document's date, and for "sinds 2020" or "van 2020"."""
    at = moment.span.start - clause.scope.start
    if re.search(r"\b(?:sinds|van|d\.d\.|dd\.|gedateerd|sedert|over)\s+(?:de\s+)?$", clause.text[:at]):
        return False
    wording = clause.reading.document.at(moment.span)
    after = clause.text[at + len(wording) : at + len(wording) + 16]
    if re.match(r"\s*,?\s*(?:jl\b|jongstleden|afgelopen)", after):
        return False
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", wording)]
    if not (years and clause.profile.date):
        return True
    months = [i for i, month in enumerate(MONTHS, 1) if month in wording.lower()]
    now = clause.profile.date
    return (max(years), max(months, default=12)) >= (now.year, now.month)
