"""The rules that people made for all documents, laid over what the machine decided; what people say of one document
beats both (anonymize/officer.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from anonymize.holders import MONTHS
from anonymize.officer import SURE, beside
from anonymize.wording import BY_RULE
from corpus.decisions import Category, Decision, Published, Verdict
from corpus.document import Document, Span
from corpus.instructions import EVERYWHERE, HIDE, SHOW, Instruction
from corpus.rules import Rule

# What goes on in one token is another wording: "jansen@voorbeeld.nl", "Jansen-de Vries", "jansen.nl".
_JOINS_BEFORE = re.compile(r"(?:[\w@]|\w[-\u2010\u2011./'’_])$")
_JOINS_AFTER = re.compile(r"[\w@]|[-\u2010\u2011./'’_]\w")
_REACH = 2  # characters


def follow(document: Document, decisions: Iterable[Decision], rules: Iterable[Rule]) -> tuple[Decision, ...]:
    """The decisions with the rules laid over them: first what stays, then what goes, so that what goes wins.

    A wording to show opens a finding only where it is all of what is hidden there. What no finding is about and no
    rule hides stays without a decision.
    """
    machine, ordered = tuple(decisions), sorted(rules, key=lambda rule: rule.text)
    if not ordered:
        return machine
    now, gaps = machine, [gap.span for gap in Published(document, machine).gaps]
    for rule in ordered:
        if rule.what == SHOW:
            for span in _alone(document, rule):
                now = _shown(now, gaps, rule, span)
    for rule in ordered:
        if rule.what == HIDE:
            for span in _spans(document, rule):
                now = _hidden(document, now, rule, span)
    return tuple(sorted(now))


def _spans(document: Document, rule: Rule) -> list[Span]:
    return Instruction(rule.what, rule.text, EVERYWHERE, "", "", "", "", "").spans(document)


def _alone(document: Document, rule: Rule) -> Iterator[Span]:
    """The places where a wording is no part of a longer token."""
    for span in _spans(document, rule):
        before = document.text[max(0, span.start - _REACH) : span.start]
        if not _JOINS_BEFORE.search(before) and not _JOINS_AFTER.match(document.text, span.end):
            yield span


def _shown(now: tuple[Decision, ...], gaps: list[Span], rule: Rule, span: Span) -> tuple[Decision, ...]:
    """The decisions with one wording open; as they are where it is part of something longer or of another kind."""
    mine = [each for each in now if each.span.overlaps(span)]
    longer = any(gap.overlaps(span) and not span.covers(gap) for gap in gaps)
    other = any(not span.covers(each.span) or rule.category not in ("", each.category) for each in mine)
    if not mine or longer or other:
        return now
    category = Category(rule.category) if rule.category else mine[0].category
    kept = Decision(span, category, Verdict.KEEP, "", _reason(rule), BY_RULE, SURE)
    return (*(each for each in now if not each.span.overlaps(span)), kept)


def _hidden(document: Document, now: tuple[Decision, ...], rule: Rule, span: Span) -> tuple[Decision, ...]:
    """The decisions with one wording gone; as they are where it goes already as part of something longer."""
    if any(each.verdict is Verdict.REDACT and each.span.covers(span) and each.span != span for each in now):
        return now
    category = Category(rule.category) if rule.category else Category.OTHER
    gone = Decision(span, category, Verdict.REDACT, rule.ground, _reason(rule), BY_RULE, SURE)
    return (*beside(document, now, span), gone)


def _reason(rule: Rule) -> str:
    """Whose rule it is, of which day in the Netherlands, and why.

    >>> _reason(Rule("show", "Bureau", "", "", "geen persoon", "ada", "2026-11-28T23:30:00+00:00"))
    'Vaste regel van ada, 29 november 2026: geen persoon'
    """
    day = datetime.fromisoformat(rule.at).astimezone(ZoneInfo("Europe/Amsterdam"))
    return f"Vaste regel van {rule.who}, {day.day} {MONTHS[day.month - 1]} {day.year}: {rule.why}"
