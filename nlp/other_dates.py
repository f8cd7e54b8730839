"""Dates that are no deadlines: a budget's year, a meeting's own day, a count, a refusal. The words around tell."""

from __future__ import annotations

import re

from nlp.candidates import Candidate, View
from nlp.period_patterns import spaced
from nlp.relations import Time
from nlp.tense import words as tense_words
from nlp.time_patterns import EVENT_NOUN

# What stands right before an expression and makes it something else than a time to act.
NOT_AFTER = re.compile(
    r"(?:\bi\.p\.v\.|\b(?:in plaats van|anders dan)"
    r"|\b(?:stand|stand van zaken|sinds|afgelopen|vorige?|d\.d\.|gedateerd|bedoeld|genoemd|voorgesteld|niet)"
    r"|\b\w*(?:begroting|raming|budget|middelen|bedrag|uitgaven|cijfers|subsidie|tarief|tarieven|prognose|jaarplan"
    r"|jaarverslag|programma|miljoen|miljard|euro))\s*$",
    re.IGNORECASE,
)
AMOUNT = re.compile(r"\d\S* (?:miljoen|miljard) euro\s*$")
MEETING = re.compile(spaced(rf"(?:^|[^\w-])({EVENT_NOUN})(?![\w-])(?P<rest>[^.;:]*)$"), re.IGNORECASE)
# "Op 24 januari vindt het debat plaats"; "in 2026 is € 3 miljoen beschikbaar".
HELD = re.compile(
    rf"\b(?:vindt|vinden|is|zijn|staat|staan)\b.*?{EVENT_NOUN}\b.*?\b(?:plaats|gepland|geagendeerd)\b", re.IGNORECASE
)
# "roept de Raad op om in zijn zitting op 6 december overeenstemming te bereiken": there it must be done.
ASKED_IN = re.compile(r"\b(?:verzoekt|roept)\b[^.;]*\bom\b[^.;,]*$", re.IGNORECASE)
MONEY = re.compile(
    r"\b(?:is|zijn)\b(?:(?!\b(?:dat|om|zal|zullen|wordt|worden)\b)[^,;:])*"
    r"(?:€|\b(?:euro|miljoen|miljard|budget|middelen)\b)",
    re.IGNORECASE,
)
# "worden tot en met 2025 gedekt uit de middelen van het programma"
PAID = re.compile(r"\b(?:gedekt|gefinancierd|bekostigd|begroot|gereserveerd|gesubsidieerd|beschikbaar)\b")
# "Voor 2025 wordt gerekend met 411 euro"
FOR_A_YEAR = re.compile(
    r"(?:voor|vóór)\s+(?:het\s+jaar\s+)?(?:\d{4}|(?:het\s+)?\w+\s+(?:jaar|kwartaal|maand|week))$", re.IGNORECASE
)
# "In 29 november" and "Zicht op 2030" name no time. "Agenderen voor de ministerraad van" is no "before".
BROKEN = re.compile(r"in\s+\d{1,2}\b|op\s+\d{4}$", re.IGNORECASE)
ON_THE_AGENDA = re.compile(r"agend", re.IGNORECASE)
# "Op korte termijn zal dat niet lukken" sets no time.
REFUSED = re.compile(r"\b(?:niet|geen|nooit)\b")
# "plannen voor de komende jaren", "de groei van de komende tijd" tell of what time something is.
OF_A_TIME = re.compile(r"\b(?:voor|van)\s$")
# "de bij de Voorjaarsnota gereserveerde middelen", "de jaren 2028 t/m 2030", "de begrotingsbehandeling van dit jaar".
ATTRIBUTE = re.compile(r"\b(?:de|het|een)\s+$", re.IGNORECASE)
YEARS_OF = re.compile(r"\bjaren\s+\d{4}\s+$", re.IGNORECASE)
BUDGET_OF = re.compile(r"\b\w*(?:behandeling|begroting|nota|plan)\b[\w\s]{0,40}\bvan\s+$", re.IGNORECASE)
# "Indien een van de Kamers binnen 30 dagen": the law's term for what may be.
IF = re.compile(r"\b(?:indien|mocht)\b[^;:]*$", re.IGNORECASE)
# "ruim een jaar na inwerkingtreding", "Een jaar na inwerkingtreding moet ik constateren": that time has passed.
LONG_SINCE = re.compile(r"\b(?:ruim|meer dan|bijna|inmiddels|nu|al)\s+$", re.IGNORECASE)
NOW = re.compile(r"[^.;]{0,40}\b(?:constateren|vaststellen|concluderen|blijkt|zien)\b", re.IGNORECASE)
# "Het op 25 oktober geplande overleg is verplaatst", "In de vergadering van 14 september is besloten".
MOVED = re.compile(
    r"\s+(?:geplande|voorziene)\b[^.;]*\b(?:is|zijn|was|werd)\b[^.;]*\b(?:verplaatst|uitgesteld|afgelast)\b"
)
DECIDED = re.compile(r"\s+(?:is|zijn|werd|heeft)\b[^.;,]{0,40}\b(?:besloten|afgesproken|verzocht|gevraagd|gemeld)\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# A target is set for a year far ahead; "plannen voor 2026" in 2025 are for that year.
FAR_AHEAD = 3
VERBS = frozenset().union(*(tense_words()[label] for label in ("future", "have", "be", "past")))
SMALL = frozenset(
    {"", "om", "nog", "al", "ruim", "kort", "kamer", "u", "ik", "wij", "hij", "zij", "het", "dit", "deze", "hierover"}
    | {"daarover", "hiervan", "ons", "toe", "er", "dat", "en", "hier", "uiterlijk"}
)


def is_other_date(candidate: Candidate, text: str, time: Time, view: View) -> bool:
    """A budget's year, a meeting's date, a count's day: what stands before it tells."""
    rule = time.rule
    return (
        _is_counted(candidate)
        or _is_of_something(candidate, text, time, view)
        or bool(BROKEN.match(text))
        or _is_meeting(candidate, rule)
        or (rule.startswith(("in/", "from/")) and bool(MONEY.search(_part_around(candidate))))
        or (rule in ("vague", "recurrence", "ahead") and _is_refused(candidate))
        or (rule == "event/before" and bool(ON_THE_AGENDA.search(candidate.before)))
        or (bool(FOR_A_YEAR.match(text)) and not (_may_precede(candidate.before) or _is_target(time, view)))
        or (bool(FOR_A_YEAR.match(text)) and not candidate.before.strip() and not candidate.tense.promise)
        or (rule == "by/year" and text.lower().startswith("tot en met") and bool(PAID.search(_part_around(candidate))))
    )


def _is_of_something(candidate: Candidate, text: str, time: Time, view: View) -> bool:
    """Whether it tells which thing is meant, or since when or under what condition, not by when something will be."""
    rule, before, after = time.rule, candidate.before, candidate.after
    now = view.made or view.past
    return (
        (rule == "vague" and bool(OF_A_TIME.search(before)))
        or (rule.startswith(("event/undated", "event/budget")) and bool(ATTRIBUTE.search(before)))
        or (rule.startswith("within") and bool(IF.search(before)))
        or (rule == "event/start" and bool(LONG_SINCE.search(before) or NOW.match(after)))
        or (rule.startswith("by/") and bool(YEARS_OF.search(before)))
        or (rule == "in/year" and bool(BUDGET_OF.search(before)))
        or (rule == "unresolved" and now is not None and all(int(year) <= now.year for year in YEAR.findall(text)))
        or (time.inferred and bool(MOVED.match(after) or (rule == "event/on" and DECIDED.match(after))))
    )


def _is_counted(candidate: Candidate) -> bool:
    """Whether the words before make it a budget's year or the day of a count; "die eind 2018 afloopt" is neither."""
    found = NOT_AFTER.search(candidate.before)
    return bool(found) and not (candidate.tense.future and AMOUNT.search(candidate.before))


def _part_around(candidate: Candidate) -> str:
    """The words around an expression up to the next semicolons: a motion is one long sentence."""
    return candidate.before.rpartition(";")[2] + candidate.after.partition(";")[0]


def _is_refused(candidate: Candidate) -> bool:
    """Whether the clause around says that it will not be: between the stops on both sides of the expression."""
    left = re.split(r"[,;:]|\ben (?:daarom|dus|dan)\b", candidate.before)[-1]
    # "een overzicht van de gemeenten die geen meldpunt hebben" refuses nothing.
    right = re.split(r"[,;:]|\b(?:die|waar\w*)\b", candidate.after)[0]
    return bool(REFUSED.search(f"{left} {right}"))


def _is_target(time: Time, view: View) -> bool:
    now = view.made or view.past
    return bool(now and time.latest and time.latest.year >= now.year + FAR_AHEAD - 1)


def _may_precede(before: str) -> bool:
    """Whether a term may follow: after a verb, the House or a small word, not after "de plannen" in "voor 2026"."""
    last = before.lower().split()[-1:] or [""]
    return last[0] in VERBS | SMALL


def _is_meeting(candidate: Candidate, rule: str) -> bool:
    """The date of a meeting as such: "het debat op 24 januari", "op 24 januari vindt het debat plaats"."""
    if not rule.startswith("in/"):
        return False
    if ASKED_IN.search(candidate.before):
        return False
    if rule == "in/day" and HELD.search(_part_around(candidate)):
        return True
    named = MEETING.search(candidate.before)
    if named and not VERBS & set(named["rest"].lower().split()):
        return rule in ("in/day", "in/near")
    return False
