"""What the government thinks of a motion: it leaves the judgement to the House, advises against it, takes it over.

The words are those of the House's register (Zaak.Kabinetsappreciatie). In minutes a minister names the motion and says
some sentences later what he thinks; in a letter both stand in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from corpus.knowledge import load_list
from corpus.records import Motion
from nlp.dutch import Reading
from nlp.turns import Voice, turn_at, turns

_NUMBERED = re.compile(r"\bmoties? (?:op stuk )?(?:met )?nr\.?\s*(\d{1,4})\b", re.IGNORECASE)


def appreciated(reading: Reading, motions: Sequence[Motion], day: date | None) -> tuple[Motion, ...]:
    """The motions, each with what the government says of it, where it says so; `day` tells who held which office.

    "De motie op stuk nr. 254 zou ik willen ontraden." gives "Ontraden".
    """
    told = dict(_in_minutes(reading, day)) if turns(reading.document, day) else {}
    return tuple(replace(one, appreciation=_of(reading, one, told)) for one in motions)


def _of(reading: Reading, one: Motion, told: dict[int, str]) -> str | None:
    if told:
        return told.get(one.number) if one.number is not None else None
    return _said(reading.document.at(one.sentence)) if one.rule != "paper" else None


def _in_minutes(reading: Reading, day: date | None) -> Iterator[tuple[int, str]]:
    """The number of each motion and what a member of the cabinet says of it; the last word counts."""
    spoken = turns(reading.document, day)
    current: list[int] = []
    for sentence in reading.sentences:
        turn = turn_at(spoken, sentence.span.start)
        if turn is None or turn.voice is Voice.MEMBER:
            continue
        text = reading.text(sentence)
        numbers = [int(number) for number in _NUMBERED.findall(text)]
        # The chair may name the next motion: "Dan de motie op stuk nr. 357."
        current = numbers or current
        if turn.voice is Voice.OFFICE and (said := _said(text)):
            yield from ((number, said) for number in current)


@cache
def _wordings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(row["pattern"], re.IGNORECASE), row["label"]) for row in load_list("nlp", "motions")["appreciation"]
    )


def _said(text: str) -> str | None:
    """The appreciation that a sentence speaks, the first of several."""
    found = [(match.start(), label) for pattern, label in _wordings() if (match := pattern.search(text))]
    return min(found)[1] if found else None
