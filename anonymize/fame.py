"""Is somebody whom the register knows by surname alone meant as such? What stands around the name is weighed.

"Schouten heeft in de Kamer beloofd", "De Kamer (Neppérus, Groot, Omtzigt)": no cue stands beside the name, but its
neighbours and its words say it. Only for surnames of the register: a sum of what each sign counts for, learned from
papers that were written for it, in which everybody is marked (anonymize/weighing.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anonymize import words
from anonymize.bearing import told
from anonymize.cues import Cue
from anonymize.likely import row_of, sure, weights
from anonymize.person import Name, fold
from anonymize.politics import speaks_of_the_house
from anonymize.public import Person
from corpus.decisions import Finding, Verdict

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]|\n")
_NEAR, _SENTENCE = 90, 200  # characters
_BREAK = "\n"
_MOST = 3  # of what is counted, more is as this many
_TOLD = 3.0  # Zipf: words of the sentence that are told
FAMOUS = 0.95  # from here on a name stays; it is listed to look at


@dataclass(frozen=True)
class Named:
    """A name as it was found: what beside it is known of it before it is weighed.

    `held`: those of the register with whom it agrees, on the day of the text if that is known; `verdict` is None where
    no rule said anything.
    """

    finding: Finding
    name: Name
    cues: frozenset[Cue]
    held: tuple[Person, ...]
    verdict: Verdict | None


@dataclass(frozen=True)
class Town:
    """Everybody who is named in a text, in its order; `dated`: the text says of what day it is."""

    text: str
    named: tuple[Named, ...]
    dated: bool
    parliamentary: bool

    def likelihood(self, name: Name) -> float:
        """How likely a name means who is or was in office, from 0 to 1: the mean of its places."""
        places = [at for at, each in enumerate(self.named) if each.name == name and each.verdict is None]
        (told,) = weights("fame")
        total = sum(float(told[list({row_of(sign) for sign in signs(self, at)})].sum()) for at in places)
        return sure(total / len(places))


def signs(town: Town, at: int) -> Iterator[str]:
    """All that bears on whether a name of the register is meant as such."""
    one, text, dated = town.named[at], town.text, town.dated
    start, end = one.finding.span
    roles = "+".join(sorted({_kind(holder) for holder in one.held}))
    bearers = int(math.log10(words.bearers(one.name.interfix, one.name.family) + 1))
    yield "any"
    yield f"dated {dated}"
    yield f"house {town.parliamentary}"
    yield f"held {roles} {dated}"
    yield f"bearers {bearers} {dated}"
    yield f"bearers {bearers} {roles}"
    yield f"given {words.trust(one.name.family) > 0} {bool(one.name.interfix)} {one.name.bare}"
    yield f"rule {one.finding.rule}"
    yield from (f"cue {cue}" for cue in one.cues)
    yield f"near {speaks_of_the_house(text, one.finding.span, near=True)} {bearers}"
    yield f"far {speaks_of_the_house(text, one.finding.span, near=False)} {bearers}"
    yield from _words(text, start, end, roles)
    yield from _company(text, town.named, at)


def _kind(holder: Person) -> str:
    low = holder.role.lower()
    return "m" if "minister" in low else "s" if "staatssecretaris" in low else "t" if "tweede" in low else "e"


def _words(text: str, start: int, end: int, roles: str) -> Iterator[str]:
    before = [told(found) for found in _WORD.findall(text, max(0, start - _NEAR), start)]
    behind = [told(found) for found in _WORD.findall(text, end, end + _NEAR)]
    one, two, three = ([_BREAK] * 3 + before)[-1:-4:-1]
    next_, second, third = (behind + [_BREAK] * 3)[:3]
    yield f"-1 {one}"
    yield f"-2 {two}"
    yield f"-3 {three}"
    yield f"+1 {next_}"
    yield f"+2 {second}"
    yield f"+3 {third}"
    yield f"-2-1 {two} {one}"
    yield f"+1+2 {next_} {second}"
    yield f"-1+1 {one} {next_}"
    yield f"-1 {one} {roles}"
    yield f"+1 {next_} {roles}"
    first = text.rfind(_BREAK, 0, start) + 1
    opening = _WORD.findall(text, first, min(first + 30, start) if start > first else end)
    yield f"line {told(opening[0])}" if opening and start > first else "line none"
    around = {
        found.lower() for found in _WORD.findall(text, max(0, start - _SENTENCE), min(len(text), end + _SENTENCE))
    }
    yield from (f"about {word}" for word in around if words.frequency(word) >= _TOLD)


def _company(text: str, named: Sequence[Named], at: int) -> Iterator[str]:
    """Who else is named: beside it in a list, and in the whole text."""
    one = named[at]
    for step, side in ((-1, "before"), (1, "behind")):
        if not 0 <= at + step < len(named):
            continue
        other = named[at + step]
        first, last = sorted((one, other), key=lambda each: each.finding.span)
        between = text[first.finding.span.end : last.finding.span.start]
        joined = between.strip() if len(between) <= 5 else "far"
        yield f"{side} {joined} {_known(other)}"
        yield f"{side} {joined != 'far'} {_known(other)}"
    others = [other for other in named if fold(other.name.family) != fold(one.name.family)]
    for status in ("kept", "hidden", "held", "open"):
        amount = min(_MOST, sum(_known(other) == status for other in others))
        yield f"others {status} {amount}"
    same = len(named) - len(others)
    yield f"times {min(same, _MOST)}"


def _known(other: Named) -> str:
    if other.verdict is not None:
        return "hidden" if other.verdict is Verdict.REDACT else "kept"
    return "held" if other.held else "open"
