"""The wordings of promises as rules: read from lists/promises.toml and compiled for spaCy's Matcher.

A pattern is a row of steps: `@say` a set of forms, `dat|of` one of these words, `~9` a gap of at most nine words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from spacy.matcher import Matcher
from spacy.tokens import Span as Tokens

from corpus.document import Span
from corpus.knowledge import load_list
from nlp.dutch import pipeline
from nlp.tense import PARTICIPLE
from nlp.tense import words as tense_words

MONTHS = tuple("januari februari maart april mei juni juli augustus september oktober november december".split())


class Rule(NamedTuple):
    """One wording of a promise; see the head of lists/promises.toml for what the fields mean."""

    id: str
    level: str
    subject: frozenset[str]
    after_only: bool
    needs: frozenset[str]
    status: str
    reported: bool
    action_after: bool
    confidence: float
    pattern: str


class Hit(NamedTuple):
    """Where a rule matched: the whole wording, its first word and its last word."""

    rule: Rule
    span: Span
    first: Span
    last: Span


class When(NamedTuple):
    """A moment in a sentence: "dated", "recurring", "vague" or "condition"."""

    kind: str
    span: Span


def load() -> dict[str, Any]:
    """The list as it stands in the file."""
    return load_list("nlp", "promises")


@cache
def rules() -> dict[str, Rule]:
    """All wordings by id, in the order of the list."""
    return {
        row["id"]: Rule(
            row["id"],
            row["level"],
            frozenset(row["subject"]),
            row.get("side") == "after",
            frozenset(row.get("needs", ())),
            row.get("status", "open"),
            row.get("reported", False),
            row["action"] == "after",
            row["confidence"],
            row["pattern"],
        )
        for row in load()["rule"]
    }


@cache
def _matcher() -> Matcher:
    matcher = Matcher(pipeline().vocab)
    for row in load()["rule"]:
        # The gap of a plan may not run into a clause: "Hierin wordt vermeld dat het plan wordt gestuurd".
        barred = [";", "?", "|"] if row["level"] == "promise" else [";", "?", "|", "dat"]
        matcher.add(row["id"], [[_step(step, barred) for step in row["pattern"].split()]])
    return matcher


@cache
def _participle() -> dict[str, Any]:
    """A word that looks like a participle of an act; "gevraagd" and "gebaseerd" are of none."""
    listed = "|".join(sorted(tense_words()["participle"]))
    none = tense_words()["no_participle"] | frozenset(load()["forms"]["no_act"])
    return {"LOWER": {"REGEX": rf"{PARTICIPLE}|^(?:{listed})$", "NOT_IN": sorted(none)}}


def _step(step: str, barred: list[str]) -> dict[str, Any]:
    if step.startswith("~"):
        # "{0,9}" would make the Matcher try every way to fill the gap; "*" does not, and `hits` measures the length.
        return {"LOWER": {"NOT_IN": barred}, "OP": "*"}
    if step == "#participle":
        return _participle()
    words = [form for word in step.split("|") for form in (load()["forms"][word[1:]] if word[0] == "@" else [word])]
    return {"LOWER": {"IN": words}}


@cache
def _longest() -> dict[str, int]:
    """The most words that each rule may span: its steps and its gaps together."""
    steps = {row["id"]: row["pattern"].split() for row in load()["rule"]}
    return {name: sum(int(step[1:]) if step[0] == "~" else 1 for step in row) for name, row in steps.items()}


def hits(tokens: Tokens) -> Iterator[Hit]:
    """Where rules match in a sentence: by the order of the list, then from left to right, the shortest first."""
    order = {name: i for i, name in enumerate(rules())}
    names = tokens.doc.vocab.strings
    found = sorted(
        (order[names[match]], start, end)
        for match, start, end in _matcher()(tokens)
        if end - start <= _longest()[names[match]]
    )
    known = tuple(rules().values())
    for index, start, end in found:
        first, last = tokens[start], tokens[end - 1]
        yield Hit(
            known[index],
            Span(first.idx, last.idx + len(last.text)),
            Span(first.idx, first.idx + len(first.text)),
            Span(last.idx, last.idx + len(last.text)),
        )


class Veto(NamedTuple):
    """What shows that a sentence promises nothing, and the levels of rules that it blocks; `spoken` in debates only."""

    pattern: re.Pattern[str]
    blocks: frozenset[str]
    spoken: bool


@cache
def vetoes() -> tuple[Veto, ...]:
    """All vetoes, in the order of the list."""
    return tuple(
        Veto(re.compile(row["pattern"]), frozenset(row["blocks"]), row.get("spoken", False)) for row in load()["veto"]
    )


@cache
def _government_acts() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in load()["government_act"]))


def government_act(text: str) -> bool:
    """Whether a text names what only a government makes or publishes: a bill, a regulation, a letter to the House."""
    return bool(_government_acts().search(text))


@cache
def veto(name: str) -> re.Pattern[str]:
    """One veto's pattern by its id."""
    return next(re.compile(row["pattern"]) for row in load()["veto"] if row["id"] == name)


@cache
def _moments() -> tuple[tuple[str, re.Pattern[str]], ...]:
    month = f"(?:{'|'.join(MONTHS)})"
    return tuple(
        (row["kind"], re.compile(rf"(?<!\w)(?:{row['pattern'].replace('@month', month)})(?!\w)", re.IGNORECASE))
        for row in load()["when"]
    )


def moments(text: str, start: int) -> tuple[When, ...]:
    """The moments that a sentence names, the longest first where two overlap; spans are offset by `start`."""
    found = [
        When(kind, Span(start + match.start(), start + match.end()))
        for kind, pattern in _moments()
        for match in pattern.finditer(text)
    ]
    kept: list[When] = []
    for moment in sorted(found, key=lambda m: m.span.start - m.span.end):
        if not any(moment.span.overlaps(other.span) for other in kept):
            kept.append(moment)
    return tuple(sorted(kept, key=lambda m: m.span))


_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?", re.IGNORECASE)


def past_day(text: str, span: Span, now: date | None) -> date | None:
    """The first day in a stretch of text that is not after `now`; without a year it is the last such day."""
    for match in _DAY.finditer(text, span.start, span.end):
        if not (match[3] or now):
            continue
        year = int(match[3]) if match[3] else now.year if now else 0
        try:
            day = date(year, MONTHS.index(match[2].lower()) + 1, int(match[1]))
            if now and day > now and not match[3]:
                day = day.replace(year=year - 1)
        except ValueError:
            continue
        if not now or day <= now:
            return day
    return None
