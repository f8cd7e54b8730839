"""Deadlines: the times, in the future as seen from the document, by or in which something must or will happen.

The expressions come from nlp/times.py; what this file adds is the sentence: a past tense, a meeting's own date, a
budget year or standing practice make a date no deadline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from corpus.records import Commitment, Deadline
from nlp.candidates import Candidate, View, candidates_in, fitted
from nlp.dutch import Reading
from nlp.other_dates import is_other_date
from nlp.period_patterns import either
from nlp.relations import RECESS_ESTIMATED, UNRESOLVED, YEAR_FITTED, Time
from nlp.surroundings import time_of
from nlp.tense import words

STANDING = re.compile(r"\b(?:het|de|zijn|dit|ons)\s+$", re.IGNORECASE)
REPORTED = re.compile(
    r"(?:\s+\w+){0,3}\s+(?:gerapporteerd|geïnformeerd|gepubliceerd|bericht|gemonitord)\b", re.IGNORECASE
)
DETERMINED = re.compile(r"\b(?:het|een|de|zijn|haar|hun|dit|dat|ons)\s+$", re.IGNORECASE)
# What a motion considers before it asks: no act of its own.
CONSIDERED = re.compile(r"\b(?:constaterende|overwegende|van mening)\b[^;]*$", re.IGNORECASE)
# What a motion or a nota asks: the clause in which its "verzoekt" stands.
ASKED = re.compile(r"\b(?:verzoekt|verzoeken|roept|roepen|draagt|nodigt|spreekt uit)\b[^;]*$", re.IGNORECASE)
# "heeft verzocht om verzending voor 1 mei": the request was made, what it asks is still to come.
REQUESTED = re.compile(r"\b(?:verzocht|gevraagd|opgeroepen)\s+om\b[^,;:]*$", re.IGNORECASE)
# "door mij ontvangen op 5 juni"
DONE = re.compile(rf"\b(?:{either(words()['dated'])})\s+$")
# "zegde u toe de Kamer nog voor het kerstreces te berichten": it was promised, and is still to come.
PROMISED = re.compile(
    r"\b(?:toegezegd|zegden?|beloofd|beloofden?|verzekerd|weten|aangegeven|aangekondigd|gemeld|opgenomen)\b[^;:]*$"
)
# "heeft het lid X op 24 januari toegezegd": the day on which it was said
TOLD_ON = re.compile(r"\s+(?:\w+\s+){0,3}(?:toegezegd|beloofd|gemeld|aangekondigd|gevraagd|verzocht|bericht)\b")
PUT_OFF = re.compile(r"\b(?:aan(?:ge)?houden|uit(?:ge)?stel(?:d|len))\s+$", re.IGNORECASE)
# Vague enough to be about anything, unless somebody is asked or promises to act in it.
LOOSE = re.compile(r"komende|snel$|redelijke|ingang|onverwijld")
# "net als maandag", "een pensioen over tien jaar": only in a promise a time to act.
BARE_DAY = re.compile(
    r"(?:maan|dins|woens|donder|vrij|zater|zon)dag$|(?:over)?morgen\w*$|van(?:middag|avond)$", re.IGNORECASE
)
YEARS = re.compile(r"\b(?:jaar|jaren)$", re.IGNORECASE)
SOON = re.compile(r"komende\b(?!.*\b(?:jaar|jaren)$)", re.IGNORECASE)
# "Als in de komende dagen blijkt dat": what may be.
IF = re.compile(r"\b(?:als|indien|wanneer|mocht)\b[^,;:]*$", re.IGNORECASE)
# "om de bekostiging te evalueren over drie jaar"
INFINITIVE = re.compile(r"\bte\s+\w+en\s+$", re.IGNORECASE)
LATER_TODAY = re.compile(r"van(?:middag|avond|nacht)$", re.IGNORECASE)
NEARBY = re.compile(r"(?:in\s+)?(?:dit|deze)\s+\w+$", re.IGNORECASE)

LIMITS = ("by/", "before/", "until/", "within", "event/before", "between")
# These count only in a clause that looks ahead: a vague word or a meeting alone sets no time.
ASKING = frozenset({"event/budget", "event/start"})
NEEDS_ACT = frozenset({"ahead", "event/on", "event/after", "event/undated", "event/start"})
SURE = {
    "vague": 0.4,
    "ahead": 0.55,
    "event/undated": 0.45,
    "event/start": 0.45,
    "event/on": 0.5,
    "event/after": 0.55,
    "label": 0.85,
}


def find_deadlines(reading: Reading, made: date | None, commitments: Iterable[Commitment] = ()) -> tuple[Deadline, ...]:
    """The deadlines of a document in text order; `made` is its date, None if it has none."""
    candidates = tuple(candidates_in(reading, frozenset(each.sentence for each in commitments)))
    view = View(made) if made else fitted(reading, candidates)
    found: list[Deadline] = []
    for candidate in candidates:
        text = reading.document.at(candidate.span)
        time = time_of(candidate, text, reading.document.text, view)
        if time and _is_deadline(candidate, text, time, view):
            found.append(_deadline(len(found) + 1, candidate, time))
    return tuple(found)


def _deadline(number: int, candidate: Candidate, time: Time) -> Deadline:
    return Deadline(
        id=f"d{number}",
        expression=candidate.span,
        sentence=candidate.sentence.span,
        earliest=time.earliest,
        latest=time.latest,
        recurrence=time.recurrence,
        applies_to=(),
        confidence=_confidence(candidate, time),
        rule=time.rule,
        warning=time.warning,
    )


def _is_deadline(candidate: Candidate, text: str, time: Time, view: View) -> bool:
    """Whether the sentence makes this time one by or in which something must or will happen."""
    tense, rule = candidate.tense, time.rule
    counted = rule.startswith(("within", "ahead"))  # from the document's day, so always ahead of it
    promised = candidate.promised and PROMISED.search(candidate.before)
    requested = promised or REQUESTED.search(candidate.before) or (counted and ASKED.search(candidate.before))
    past = tense.past and not requested
    # Without a document date a year that the words name may lie before another date of the text and still be to come.
    if view.is_over(time) and (view.made or time.inferred or not tense.future):
        return False
    if candidate.labelled:
        return True
    if is_other_date(candidate, text, time, view) or _is_own_day(text, time, view):
        return False
    if past and (counted or not view.is_ahead(time)) and not _is_result(candidate, rule):
        return False
    told_on = rule == "in/day" and TOLD_ON.match(candidate.after)
    if time.inferred and rule == "in/day" and (past or told_on or DONE.search(candidate.before)):
        return False  # "heeft de loods op 11 mei laten ontruimen": that day of this year
    if (tense.past and not past) or (time.rule == "event/undated" and PUT_OFF.search(candidate.before)):
        return True
    if rule.startswith("recurrence"):
        return _is_due_again(candidate, rule)
    if rule in ASKING or rule == "vague" or BARE_DAY.match(text) or (rule == "ahead" and text.endswith("jaar")):
        return _is_called_for(candidate, text, rule)
    return _is_bound(candidate, text, time, view) or _is_promised(candidate, time, view, past)


def _is_promised(candidate: Candidate, time: Time, view: View, past: bool) -> bool:
    """A day or period to come in a commitment whose verb stands in the present: "in februari bezoek ik"."""
    dated = time.rule.startswith(("in/", "after/", "around/", *LIMITS)) and time.warning != UNRESOLVED
    return candidate.promised and dated and not past and not view.is_over(time)


def _is_own_day(text: str, time: Time, view: View) -> bool:
    """The day of the document itself, but not what is left of it: "vanavond"."""
    return view.is_own_day(time) and not LATER_TODAY.match(text)


def _is_due_again(candidate: Candidate, rule: str) -> bool:
    """Whether what comes back is asked or promised; alone it may be standing practice."""
    tense, asked = candidate.tense, bool(ASKED.search(candidate.before))
    promised = candidate.promised and not tense.past
    # "en hem jaarlijks te laten rapporteren", "en een jaarlijks plan op te stellen"
    if asked and tense.future and not STANDING.search(candidate.before):
        return True
    if DETERMINED.search(candidate.before):
        return False
    reported = tense.future and bool(REPORTED.match(candidate.after))
    # With a day of its own ("jaarlijks voor de zomer") it is due.
    return asked or promised or tense.promise or reported or (tense.future and rule != "recurrence")


def _is_called_for(candidate: Candidate, text: str, rule: str) -> bool:
    """A time that is vague, far or only a weekday counts where somebody is asked or promises to act in it."""
    tense, asked = candidate.tense, bool(ASKED.search(candidate.before))
    if rule == "event/budget":
        return asked
    if rule == "ahead" and tense.future and INFINITIVE.search(candidate.before):
        return True
    if rule == "vague" and not LOOSE.search(text):
        return tense.future or (candidate.promised and not tense.past) or (asked and not tense.past)
    if rule == "vague" and SOON.search(text):
        return asked or ((tense.promise or tense.future) and not IF.search(candidate.before))
    return asked or (tense.promise and not YEARS.search(text))


def _is_bound(candidate: Candidate, text: str, time: Time, view: View) -> bool:
    """Whether a date or a period has a verb that looks ahead, or is a limit that needs none."""
    tense, rule = candidate.tense, time.rule
    unsure = rule in NEEDS_ACT or time.warning == UNRESOLVED or NEARBY.match(text)
    if unsure or not (tense.state or tense.silent):
        return tense.future or (bool(ASKED.search(candidate.before)) and not tense.past)
    if rule.startswith("from/") and tense.state and view.is_ahead(time):
        return True
    if rule.startswith(LIMITS):
        return view.is_ahead(time) or not rule.startswith("until/")
    return tense.silent and (view.is_ahead(time) or rule.startswith("from/"))


def _is_result(candidate: Candidate, rule: str) -> bool:
    """True for "het is voor de zomer afgerond", which looks ahead, not for "voor de zomer is het afgerond"."""
    limit = rule.startswith(("before/", "by/", "within"))
    return candidate.tense.state and limit and bool(re.search(r"\b(?:is|zijn)\b[^,;:]*$", candidate.before))


def _confidence(candidate: Candidate, time: Time) -> float:
    """How sure it is that this is a deadline and that its days are right, 0 to 1."""
    sure = next((sure for rule, sure in SURE.items() if time.rule.startswith(rule)), 0.85)
    if time.rule.startswith(LIMITS) and "undated" not in time.rule:
        sure = max(sure, 0.9)
    sure += 0.05 if candidate.tense.future else -0.15
    if CONSIDERED.search(candidate.before):
        sure -= 0.3
    if time.inferred:
        sure -= 0.15 if time.warning == YEAR_FITTED else 0.1
    if time.warning == RECESS_ESTIMATED:
        sure -= 0.1
    return round(min(max(sure, 0.1), 0.5 if time.warning == UNRESOLVED else 0.95), 2)
