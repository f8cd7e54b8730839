"""The wordings of promises as rules: read from lists/promises.toml and compiled (nlp/wordings.py).

A pattern is a row of steps: `@say` a set of forms, `dat|of` one of these words, `#act` a word of a class, `~9` a gap
of at most nine words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from spacy.tokens import Span as Tokens

from corpus.document import Span
from corpus.knowledge import load_list
from nlp.tense import PARTICIPLE
from nlp.tense import words as tense_words
from nlp.verbs import is_act
from nlp.wordings import Fits, Wordings, participle, wording

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
        )
        for row in load()["rule"]
    }


@cache
def _wordings() -> Wordings:
    forms, tense = load()["forms"], tense_words()
    done = participle(PARTICIPLE, tense["participle"], tense["no_participle"] | frozenset(forms["no_act"]))
    classes: dict[str, Fits] = {"participle": done, "act": is_act}
    return Wordings([wording(row["pattern"], forms, classes, _stops(row)) for row in load()["rule"]])


def _stops(row: dict[str, Any]) -> frozenset[str]:
    """The words that no gap may run over: the gap of a plan may not run into a clause.

    "Hierin wordt vermeld dat het plan wordt gestuurd"; "dat ik het betrek bij de brief die nog komt".
    """
    stops = frozenset(";?|")
    if row["level"] == "promise":
        return stops
    return stops | ({"dat", "die"} if row.get("side") == "after" and row["level"] == "announcement" else {"dat"})


def hits(tokens: Tokens) -> Iterator[Hit]:
    """Where rules match in a sentence: by the order of the list, then from left to right, the shortest first."""
    known = tuple(rules().values())
    for index, start, end in _wordings().matches([_bare(token.lower_) for token in tokens]):
        first, last = tokens[start], tokens[end - 1]
        yield Hit(
            known[index],
            Span(first.idx, last.idx + len(last.text)),
            Span(first.idx, first.idx + len(first.text)),
            Span(last.idx, last.idx + len(last.text)),
        )


def _bare(word: str) -> str:
    """A word without the number of a footnote that sticks to it: "maken13"."""
    return word.rstrip("0123456789") or word if word[-1:].isdigit() else word


class Veto(NamedTuple):
    """What shows that a sentence promises nothing, and the levels of rules that it blocks.

    A `spoken` one counts in debates, for the clause in which it stands; a `local` one up to the next colon.
    """

    id: str
    pattern: re.Pattern[str]
    blocks: frozenset[str]
    spoken: bool
    local: bool


@cache
def vetoes() -> tuple[Veto, ...]:
    """All vetoes, in the order of the list."""
    return tuple(
        Veto(
            row["id"],
            re.compile(row["pattern"]),
            frozenset(row["blocks"]),
            row.get("spoken", False),
            row.get("local", False),
        )
        for row in load()["veto"]
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
