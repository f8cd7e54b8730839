"""Deadlines: the times, in the future as seen from the document, by or in which something must or will happen.

The expressions come from nlp/times.py; what this file adds is the sentence: a past tense, a meeting's own date, a
budget year or standing practice make a date no deadline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from corpus.document import Part, Span
from corpus.records import Deadline
from nlp.dutch import Reading, Sentence
from nlp.period_patterns import spaced
from nlp.relations import RECESS_ESTIMATED, UNRESOLVED, YEAR_FITTED, Time
from nlp.tense import Tense, clause_tense, marks
from nlp.tense import words as tense_words
from nlp.time_patterns import EVENT_NOUN
from nlp.times import dates_in, expressions, resolve

# What stands right before an expression and makes it something else than a time to act.
NOT_AFTER = re.compile(
    r"(?:\bi\.p\.v\.|\b(?:in plaats van|anders dan)"
    r"|\b(?:stand|stand van zaken|sinds|afgelopen|vorige?|d\.d\.|gedateerd|bedoeld|genoemd|voorgesteld|niet)"
    r"|\b\w*(?:begroting|raming|budget|middelen|bedrag|uitgaven|cijfers|subsidie|tarief|tarieven|prognose|jaarplan"
    r"|jaarverslag|programma|miljoen|miljard|euro))\s*$",
    re.IGNORECASE,
)
AMOUNT = re.compile(r"\d\S* (?:miljoen|miljard) euro\s*$")
DETERMINED = re.compile(r"\b(?:het|een|de|zijn|haar|hun|dit|dat|ons)\s+$", re.IGNORECASE)
MEETING = re.compile(spaced(rf"(?:^|[^\w-])({EVENT_NOUN})(?![\w-])(?P<rest>[^.;:]*)$"), re.IGNORECASE)
# "Op 24 januari vindt het debat plaats"; "in 2026 is € 3 miljoen beschikbaar".
HELD = re.compile(
    rf"\b(?:vindt|vinden|is|zijn|staat|staan)\b.*?{EVENT_NOUN}\b.*?\b(?:plaats|gepland|geagendeerd)\b", re.IGNORECASE
)
MONEY = re.compile(
    r"\b(?:is|zijn)\b(?:(?!\b(?:dat|om|zal|zullen|wordt|worden)\b)[^,;:])*"
    r"(?:€|\b(?:euro|miljoen|miljard|budget|middelen)\b)",
    re.IGNORECASE,
)
LABEL = re.compile(r"\bDeadline\s*[|:]?\s*$")
FOR_A_YEAR = re.compile(
    r"(?:voor|vóór)\s+(?:het\s+jaar\s+)?(?:\d{4}|(?:het\s+)?\w+\s+(?:jaar|kwartaal|maand|week))$", re.IGNORECASE
)
# "In 29 november" and "Zicht op 2030" name no time. "Agenderen voor de ministerraad van" is no "before".
BROKEN = re.compile(r"in\s+\d{1,2}\b|op\s+\d{4}$", re.IGNORECASE)
ON_THE_AGENDA = re.compile(r"agend", re.IGNORECASE)
# What a motion considers before it asks: no act of its own.
CONSIDERED = re.compile(r"\b(?:constaterende|overwegende|van mening)\b[^;]*$", re.IGNORECASE)
# What a motion or a nota asks: the clause in which its "verzoekt" stands.
ASKED = re.compile(r"\b(?:verzoekt|verzoeken|roept|roepen|draagt|nodigt|spreekt uit)\b[^;]*$", re.IGNORECASE)
# Vague enough to be about anything, unless somebody is asked or promises to act in it.
LOOSE = re.compile(r"komende|snel$|redelijke")
# "Op korte termijn zal dat niet lukken" sets no time.
REFUSED = re.compile(r"\b(?:niet|geen|nooit)\b")
# "net als maandag", "een pensioen over tien jaar": only in a promise a time to act.
BARE_DAY = re.compile(r"(?:maan|dins|woens|donder|vrij|zater|zon)dag$|(?:over)?morgen$", re.IGNORECASE)
# A target is set for a year far ahead; "plannen voor 2026" in 2025 are for that year.
FAR_AHEAD = 3
NEARBY = re.compile(r"(?:in\s+)?(?:dit|deze)\s+\w+$", re.IGNORECASE)

LIMITS = ("by/", "before/", "until/", "within", "event/before", "between")
# These count only in a clause that looks ahead: a vague word or a meeting alone sets no time.
NEEDS_ACT = frozenset({"vague", "ahead", "event/on", "event/after", "event/undated", "event/start"})
VERBS = frozenset().union(*(tense_words()[label] for label in ("future", "have", "be", "past")))
SMALL = frozenset(
    {"", "om", "nog", "al", "ruim", "kort", "kamer", "u", "ik", "wij", "hij", "zij", "het", "dit", "deze", "hierover"}
    | {"daarover", "hiervan", "ons", "toe", "er", "dat", "en", "dit", "hier", "deze", "uiterlijk"}
)
SURE = {
    "vague": 0.4,
    "ahead": 0.55,
    "event/undated": 0.45,
    "event/start": 0.45,
    "event/on": 0.5,
    "event/after": 0.55,
    "label": 0.85,
}


class Candidate(NamedTuple):
    """An expression in its sentence; `labelled` where it is the value of a "Deadline" in a table row."""

    sentence: Sentence
    span: Span
    tense: Tense
    before: str
    after: str
    labelled: bool = False


class View(NamedTuple):
    """From when the document looks: its date, or without one its latest past and first future date."""

    made: date | None
    past: date | None = None
    future: date | None = None

    def resolve(self, text: str) -> Time | None:
        return resolve(text, self.made, past=self.past, future=self.future)

    def is_over(self, time: Time) -> bool:
        now, end = self.made or self.past, time.latest or time.earliest
        return bool(now and end and end < now)

    def is_own_day(self, time: Time) -> bool:
        """The day of the document itself, which is no deadline unless the words make it a limit."""
        return bool(self.made) and not time.inferred and time.earliest == time.latest == self.made

    def is_ahead(self, time: Time) -> bool:
        """Surely still to come when the document was made, whatever the verbs say."""
        start = time.earliest or time.latest
        return bool(self.made and start and start > self.made and not time.inferred)


def find_deadlines(reading: Reading, made: date | None) -> tuple[Deadline, ...]:
    """The deadlines of a document in text order; `made` is its date, None if it has none."""
    candidates = tuple(_candidates(reading))
    view = View(made) if made else _fitted(reading, candidates)
    found: list[Deadline] = []
    for candidate in candidates:
        text = reading.document.at(candidate.span)
        time = view.resolve(text)
        if time and candidate.labelled:
            time = time._replace(earliest=None, rule="label")
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


def _candidates(reading: Reading) -> Iterator[Candidate]:
    text, places = reading.document.text, marks(reading.doc)
    dates = dates_in(text)
    for sentence in reading.sentences:
        inside = sentence.span
        spans = [(span, False) for span in expressions(text, *inside)]
        if sentence.block.part is Part.ROW:
            spans += [(d.span, True) for d in dates if inside.covers(d.span) and LABEL.search(text[: d.span.start])]
        for span, labelled in sorted(spans):
            tense = clause_tense(places, _tokens(reading, inside), _tokens(reading, span))
            yield Candidate(
                sentence, span, tense, text[inside.start : span.start], text[span.end : inside.end], labelled
            )


def _tokens(reading: Reading, span: Span) -> range:
    found = reading.doc.char_span(span.start, span.end, alignment_mode="expand")
    return range(found.start, found.end) if found is not None else range(0)


def _fitted(reading: Reading, candidates: tuple[Candidate, ...]) -> View:
    """The view of a document without a date: the latest date it speaks of as past, the first it looks ahead to."""
    text, places = reading.document.text, marks(reading.doc)
    ahead = [c.span for c in candidates if c.tense.future and not c.tense.past]
    told: list[date] = []
    other: list[date] = []
    for found in dates_in(text):
        sentence = next((s.span for s in reading.sentences if s.span.covers(found.span)), None)
        if sentence is None or any(span.overlaps(found.span) for span in ahead):
            continue
        tense = clause_tense(places, _tokens(reading, sentence), _tokens(reading, found.span))
        (told if tense.past else other).append(found.day)
    past = max(told or other, default=None)
    times = [time for span in ahead if (time := resolve(reading.document.at(span), None)) and not time.inferred]
    starts = [start for time in times if (start := time.earliest or time.latest)]
    return View(None, past, min((day for day in starts if past is None or day > past), default=None))


def _is_deadline(candidate: Candidate, text: str, time: Time, view: View) -> bool:
    """Whether the sentence makes this time one by or in which something must or will happen."""
    tense, rule = candidate.tense, time.rule
    if view.is_over(time):
        return False
    if candidate.labelled:
        return True
    if re.search(r"\b(?:voor|van)\s$", candidate.before) and rule == "vague":
        return False
    if _is_something_else(candidate, text, time, view) or view.is_own_day(time):
        return False
    if tense.past and not view.is_ahead(time) and not _is_result(candidate, rule):
        return False
    asked = bool(ASKED.search(candidate.before))
    if rule.startswith("recurrence"):
        if asked and not DETERMINED.search(candidate.before):
            return True
        # With a day of its own ("jaarlijks voor de zomer") it is due; alone it may be standing practice.
        bound = tense.promise or (tense.future and rule != "recurrence")
        return bound and not DETERMINED.search(candidate.before)
    if rule == "event/budget" or (rule == "vague" and LOOSE.search(text)):
        return asked or (rule == "vague" and tense.promise and not text.endswith("jaren"))
    if rule == "event/start":
        return asked or tense.promise
    if BARE_DAY.match(text) or (rule == "ahead" and text.endswith("jaar")):
        return tense.promise or asked
    unsure = rule in NEEDS_ACT or time.warning == UNRESOLVED or NEARBY.match(text)
    if unsure or not (tense.state or tense.silent):
        return tense.future or (asked and not tense.past)
    if rule.startswith("from/") and tense.state and view.is_ahead(time):
        return True
    if rule.startswith(LIMITS):
        return view.is_ahead(time) or not rule.startswith("until/")
    return tense.silent and (view.is_ahead(time) or rule.startswith("from/"))


def _is_counted(candidate: Candidate) -> bool:
    """Whether the words before make it the year of a budget or the day of a count; "die eind 2018 afloopt" is neither."""
    found = NOT_AFTER.search(candidate.before)
    return bool(found) and not (candidate.tense.future and AMOUNT.search(candidate.before))


def _is_refused(candidate: Candidate) -> bool:
    """Whether the clause around says that it will not be: between the stops on both sides of the expression."""
    left = re.split(r"[,;:]", candidate.before)[-1]
    right = re.split(r"[,;:]", candidate.after)[0]
    return bool(REFUSED.search(f"{left} {right}"))


def _is_target(time: Time, view: View) -> bool:
    now = view.made or view.past
    return bool(now and time.latest and time.latest.year >= now.year + FAR_AHEAD - 1)


def _is_something_else(candidate: Candidate, text: str, time: Time, view: View) -> bool:
    """A budget's year, a meeting's date, a count's day: what stands before it tells."""
    rule = time.rule
    return (
        _is_counted(candidate)
        or bool(BROKEN.match(text))
        or _is_meeting(candidate, rule)
        or (rule.startswith(("in/", "from/")) and bool(MONEY.search(candidate.before + candidate.after)))
        or (rule in ("vague", "recurrence", "ahead") and _is_refused(candidate))
        or (rule == "event/before" and bool(ON_THE_AGENDA.search(candidate.before)))
        or (bool(FOR_A_YEAR.match(text)) and not (_may_precede(candidate.before) or _is_target(time, view)))
    )


def _may_precede(before: str) -> bool:
    """Whether a term may follow: after a verb, the House or a small word, not after "de plannen" in "voor 2026"."""
    last = before.lower().split()[-1:] or [""]
    return last[0] in VERBS | SMALL


def _is_result(candidate: Candidate, rule: str) -> bool:
    """True for "het is voor de zomer afgerond", which looks ahead, not for "voor de zomer is het afgerond"."""
    limit = rule.startswith(("before/", "by/", "within"))
    return candidate.tense.state and limit and bool(re.search(r"\b(?:is|zijn)\b[^,;:]*$", candidate.before))


def _is_meeting(candidate: Candidate, rule: str) -> bool:
    """The date of a meeting as such: "het debat op 24 januari", "op 24 januari vindt het debat plaats"."""
    if not rule.startswith("in/"):
        return False
    if rule == "in/day" and HELD.search(candidate.before + candidate.after):
        return True
    named = MEETING.search(candidate.before)
    if named and not VERBS & set(named["rest"].lower().split()):
        return rule in ("in/day", "in/near")
    return False


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
