"""What the words around an expression of time make of it: "niet eerder dan op 1 mei", "voordat ... op 1 mei".

An expression means by itself what nlp/times.py says; here stands what only its sentence tells.
"""

from __future__ import annotations

import re

from nlp.calendar_days import DAY
from nlp.candidates import Candidate, View
from nlp.relations import Time

# "kan niet eerder worden gedaan dan op 12 november": from that day on.
_NOT_BEFORE = re.compile(r"\b(?:niet|niet\s+meer)\s+eerder\b[^,.;:]{0,60}\bdan\s+$", re.IGNORECASE)
# "voordat de commissie op 2 november het debat voortzet": before that day.
_BEFORE = re.compile(r"\b(?:voordat|alvorens)\b[^,.;:]{1,80}$", re.IGNORECASE)
# "of later": no last day.
_OR_LATER = re.compile(r"\s+of\s+(?:later|daarna|nog\s+later)\b", re.IGNORECASE)
_FOR = re.compile(r"(?:voor|vóór)\s+", re.IGNORECASE)
# "de voor het voorjaar toegezegde nota", "staat voor 2021 gepland": for that time, not before it.
_DETERMINER = re.compile(r"\b(?:de|het|een|deze|die)\s+$", re.IGNORECASE)
_ANNOUNCED = re.compile(r"\s+(?:aangekondigde|toegezegde|geplande|voorziene|beoogde|verwachte)\b", re.IGNORECASE)
_PLANNED = re.compile(r"\s+(?:(?:staat|staan|is|zijn)\s+)?(?:gepland|voorzien|geagendeerd)\b", re.IGNORECASE)


def time_of(candidate: Candidate, text: str, whole: str, view: View) -> Time | None:
    """The time that an expression names in its sentence; `whole` is the document's text.

    None where it names none. "voor 2021" in "staat voor 2021 gepland" is that year, not the time before it.
    """
    time = view.resolve(_in_that_time(candidate, text))
    if time is None:
        return None
    if time.rule == "event/undated":
        return view.dated(whole, text) or time
    if candidate.labelled:  # a day below "Gereed op" is the last one; a period is what the words say
        return time._replace(earliest=None if time.rule == "in/day" else time.earliest, rule="label")
    if time.rule.startswith("in/"):
        return _turned(candidate, time)
    return time


def _in_that_time(candidate: Candidate, text: str) -> str:
    """An expression with "voor" that means "for", as one with "in"."""
    named = _DETERMINER.search(candidate.before) and _ANNOUNCED.match(candidate.after)
    if _FOR.match(text) and (named or _PLANNED.match(candidate.after)):
        return _FOR.sub("in ", text, count=1)
    return text


def _turned(candidate: Candidate, time: Time) -> Time:
    if _NOT_BEFORE.search(candidate.before):
        return time._replace(latest=None, rule=time.rule.replace("in/", "from/"))
    if time.earliest and time.rule == "in/day" and _BEFORE.search(candidate.before):
        return time._replace(earliest=None, latest=time.earliest - DAY, rule="before/day")
    if _OR_LATER.match(candidate.after):
        return time._replace(latest=None, rule=time.rule.replace("in/", "from/"))
    return time
