"""The patterns of expressions of time: prepositions, terms, events with a date, what comes back and what is vague."""

from __future__ import annotations

from nlp import tense
from nlp.period_patterns import bare, either, words
from nlp.period_rules import DATE, DAYS, PERIOD


def rows(table: str) -> list[tuple[str, str]]:
    return [(row.get("rule", row.get("name", "")), "|".join(row["words"])) for row in words()[table]]


RELATION = "(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in rows("relation")) + ")"
VAGUE = "(?:" + "|".join(pattern for _, pattern in rows("vague")) + ")"
RECURRENCE = "(?:" + "|".join(pattern for _, pattern in rows("recurrence")) + ")"
EVENT_NOUN = rf"[\w-]*{either(words()['events']['nouns'])}"
# An event's name may be long, but it holds no verb and no second clause: "het debat wordt gehouden op" is none.
STOPS = either(frozenset().union(*(tense.words()[label] for label in ("future", "have", "be", "past", "boundary"))))
NO_VERB = rf"(?!{STOPS}(?!\w))"
NAME = rf"(?:{NO_VERB}[^\s.;:?!]+ ){{1,14}}?"

AGO = r"(?: (?:jl\.?|j\.\s?l\.?|jongstleden))"
TIMED = rf"(?:{RELATION} )?(?P<period>{PERIOD})(?:(?: ?[/–-] ?| (?:en|of) )(?P<other>{PERIOD}))?"
START = rf"(?P<first>\d{{1,2}}|nu|heden|{PERIOD})"
# "van 10 en 11 oktober" tells when something was, "tussen 10 en 11 oktober" when something will be.
BETWEEN = (
    rf"(?:tussen|van(?:af)?(?! {bare(START)} en )) {START} (?:en|tot(?: en met| uiterlijk)?|t/m) (?P<second>{PERIOD})"
)
COUNT = rf"(?:\d{{1,3}}|{either(words()['numbers'])}|anderhalf|een half|een)"
UNIT = r"(?:werkdag(?:en)?|dag(?:en)?|we(?:ek|ken)|maand(?:en)?|jaar|jaren|half ?jaar|kwartaal|kwartalen)"
AFTER_EVENT = (
    rf" \(?na (?P<event>(?:{NAME}(?:op|van|d\.d\.) )?{DATE}|(?:(?:de|het|uw|deze|dit) )?[\w-]+"
    r"(?: (?:van|bovenaan|boven) (?:(?:de|het|deze|dit|uw) )?[\w-]+)?)"
)
WITHIN = (
    r"(?:uiterlijk )?binnen (?:een termijn van |de termijn van |uiterlijk |maximaal |ten hoogste )?"
    rf"(?:{COUNT}(?: ?[-–] ?| (?:tot|à|of) ))?"
    rf"(?P<count>{COUNT}) (?P<unit>{UNIT})(?:{AFTER_EVENT})?"
)
# "uiterlijk twee weken voor het commissiedebat van 19 juni"
AHEAD_OF_EVENT = (
    rf"(?:uiterlijk |ten minste |minimaal )?(?P<count>{COUNT}) (?P<unit>{UNIT}) (?:voor|vóór|voorafgaande? aan) "
    rf"(?:het|de|uw) [\w-]+ (?:{NAME})?(?:op|van|d\.d\.) (?P<date>{DATE})"
)
# "twee weken na de dagtekening van dit besluit"
AFTER_MADE = (
    rf"(?:uiterlijk )?(?P<count>{COUNT}) (?P<unit>{UNIT}) na (?:de )?"
    r"(?:dagtekening|verzending|datum|verzenddatum|bekendmaking) (?:van|bovenaan|boven) "
    r"(?:dit|deze) (?:besluit|brief|beschikking|beslissing|mail|nota)"
)
AHEAD = rf"(?P<limit>uiterlijk )?over (?:ongeveer |circa )?(?P<count>{COUNT}) (?P<unit>{UNIT})"
EVENT = rf"(?:{NO_VERB}[\w-]+ ){{0,3}}?{EVENT_NOUN}"
AROUND_EVENT = (
    rf"(?P<side>voorafgaande? aan (?:het|de|uw) {NAME}"
    rf"|(?:voor|vóór) (?:aanvang van |het begin van )?(?:het|de) [\w-]*reces "
    rf"|(?:voor|vóór) (?:het|de|uw) (?:{NO_VERB}[\w-]+ ){{0,3}}?{EVENT_NOUN} "
    r"(?:dat|die) (?:is gepland|gepland is|plaatsvindt) "
    rf"|(?:voor|vóór|na|tijdens|in|bij) (?:het|de|uw) {EVENT} (?:{NAME})?)(?:op|van|d\.d\.) (?P<date>{DATE}|{DAYS})"
    rf"(?P<ago>{AGO})?"
)
_OCCASION = "(?:" + "|".join(words()["occasions"]["names"]) + ")"
_COMING = r"(?:(?:komende|aankomende|aanstaande|eerstvolgende|volgende|nieuwe) )?"
BEFORE_EVENT = (
    rf"(?:voorafgaande? aan (?:het|de|uw) {_COMING}(?:{_OCCASION}|{EVENT})"
    rf"|voorafgaande? aan (?!{PERIOD})(?:het|de|uw|die|dit|deze|dat) {NO_VERB}[\w-]+"
    r"|(?:voor|vóór) (?:die (?:tijd|datum|dag)|dat (?:moment|tijdstip))"
    r"|(?:tot|voor|vóór|bij|tijdens) (?:het|de|uw)"
    rf" (?:komende|aankomende|volgende|eerste|eerstvolgende|aanstaande) {EVENT}"
    r"|(?:voor|vóór) de stemmingen"
    rf"|(?:uiterlijk )?(?:bij|voor|vóór|na|ten tijde van|gelijktijdig met) (?:het |de )?{_COMING}{_OCCASION}"
    r"(?: (?:van|voor|over)? ?(?:het jaar |dit jaar|volgend jaar)?)?(?: ?20\d\d)?"
    # "parallel aan de start van het traject", "uiterlijk gelijktijdig met het nieuwe wetboek"
    r"|(?:uiterlijk )?(?:gelijktijdig met|tegelijk(?:ertijd)? met|parallel aan) (?:het|de) "
    rf"{_COMING}[\w-]+(?: van (?:het|de) [\w-]+)?)"
)
# "in de begroting voor 2026": a deadline only where a motion asks that something stand in it.
IN_BUDGET = (
    r"(?:in|bij|voor) (?:de |het )?(?:[\w-]*begroting|Belastingplan|Miljoenennota(?: van Prinsjesdag)?)"
    r"(?: (?:van|voor) (?:het jaar )?)? ?(?P<year>20\d\d)?"
)
# "drie jaar na invoering": counted from a day that nobody knows yet.
AFTER_START = (
    rf"{COUNT} {UNIT} na (?:de |het )?"
    r"(?:invoering|inwerkingtreding|invoegetreding|ingang|start|vaststelling|publicatie|bekendmaking|aanname|oplevering"
    r"|verlening|ondertekening)"
)
AGAIN = rf"(?P<again>{RECURRENCE})(?:,? (?P<when>{bare(TIMED)}))?"
