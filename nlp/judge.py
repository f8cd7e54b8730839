"""judge(clause) -> a promise in a sentence in which no rule finds one, by the weights of lists/judge.tsv.

A trained judge: each trait of a sentence (nlp/traits.py) has a weight, and their sum says how sure it is. The weights
are made by nlp/training/promises.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from math import exp, sqrt
from typing import NamedTuple

from corpus.document import Part, Span
from corpus.records import Kind
from nlp import dutch
from nlp.actors import Mention, Who
from nlp.clause import Clause
from nlp.dutch import Sentence
from nlp.promises import Hit, Rule, veto
from nlp.stretch import GOVERNMENT
from nlp.traits import of_place, of_sense, of_words
from nlp.turns import Voice

NAME = "oordeel"
# From here on it is a promise: chosen on documents that were left out of the lessons, of which nine in ten were right.
SURE = 0.8
# What the words alone must reach before the rest, which costs more, is looked at.
WORTH = 0.1
# A sentence counts by its traits, not by their number: each is this over the square root of how many there are.
LENGTH = 8.0
# A request, a hope, what must be done by whoever: "Over deze uitkomsten moet de Kamer worden geïnformeerd".
_NO_PROMISE = re.compile(
    r"\b(?:verzoekt?|verzoeken|vraagt om|vra(?:agt|gen) (?:mij|ons|u)|wordt gevraagd|gevraagd wordt)\b|\bhoopt\b"
    r"|^(?:Ik|Wij|We) (?:hoop|hopen)\b|\b[Ww]et\b[^.;]{0,60}\bverplicht\b"
    r"|\b(?:moet|moeten|dient|dienen)\b[^,;]*\bworden\b"
)
_PROMISED = re.compile(r"\b(?:toegezegd|toezegging\w*|beloofd|belofte)\b")
# A rule knows better than a judge.
_AT_MOST = 0.9
_ACTORS = frozenset({"self", "government", "body"})


class Weights(NamedTuple):
    """The weight of each trait, what is added to their sum, and what they were made of."""

    of: Mapping[str, float]
    start: float
    made_of: str


@cache
def weights() -> Weights:
    """The weights as they stand in lists/judge.tsv; the head tells what they were made of."""
    lines = (files("nlp") / "lists" / "judge.tsv").read_text("utf-8").splitlines()
    head = dict(line.removeprefix("# ").split(": ", 1) for line in lines if line.startswith("# ") and ": " in line)
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return Weights({name: float(weight) for name, weight in rows}, float(head["start"]), head["made of"])


def judge(clause: Clause, after: Sentence | None) -> Hit | None:
    """The wording that promises by the trained judge, None where it is not sure; `after` is the next sentence."""
    if not may_promise(clause):
        return None
    tokens = clause.reading.doc.char_span(*clause.scope, alignment_mode="expand")
    seen = {trait.name for trait in of_words(tokens)} if tokens is not None else set()
    seen.update(of_place(clause, after))
    if not seen or _chance(seen, len(seen)) < WORTH or {"plan", "will"} & clause.blocked:
        return None
    if clause.sentence.block.part is Part.ITEM and not any(one.who is Who.SELF for one in clause.mentions):
        return None  # an item is part of a list that says for itself what it is
    sure = _chance([*seen, *of_sense(clause)], len(seen))
    return _hit(clause, sure) if sure >= SURE else None


def may_promise(clause: Clause) -> bool:
    """False for what is asked, hoped or advised, a row of a table, the head of a list, and who holds no office."""
    part = clause.sentence.block.part
    if clause.asked or clause.advice or clause.profile.kind is Kind.MOTIE or part is Part.ROW:
        return False
    if clause.turn and clause.turn.voice is not Voice.OFFICE:
        return False
    if clause.text.rstrip().endswith(("?", ":")) or (
        not clause.turn and veto("talk-with-the-house").search(clause.text)
    ):
        return False
    return not _NO_PROMISE.search(clause.text)


def _chance(seen: Iterable[str], count: int) -> float:
    """How sure the judge is, 0 to 1; `count` is the number of traits that make the sentence's length."""
    known, start, _ = weights()
    total = sum(sorted(known.get(name, 0.0) for name in seen))  # sorted, so that the sum is always the same
    return 1 / (1 + exp(-(start + total * LENGTH / sqrt(count))))


def _hit(clause: Clause, sure: float) -> Hit:
    first = _verb(clause)
    subject = _ACTORS if _actor(clause) else frozenset({"any"})
    # What is said to the House, or to "u", is done by who says it, where nobody else is named.
    level = "announcement" if clause.turn or clause.says_you else "plan"
    fulfilled = bool(_PROMISED.search(clause.text) and veto("by-this-letter").search(clause.text))
    status = "fulfilled" if fulfilled else "open"
    rule = Rule(NAME, level, subject, False, frozenset(), status, False, False, round(min(sure, _AT_MOST), 2))
    return Hit(rule, first, first, first)


def _actor(clause: Clause) -> Mention | None:
    """Who would act: I, else who governs, else a public body, whoever comes first."""
    for who in ({Who.SELF}, GOVERNMENT, {Who.BODY}):
        if found := next((one for one in clause.mentions if one.who in who), None):
            return found
    return None


def _verb(clause: Clause) -> Span:
    """The word that is taken for the verb: the one before who acts, behind it where the sentence opens with that."""
    tokens = clause.reading.doc.char_span(*clause.scope, alignment_mode="expand")
    words = [Span(token.idx, token.idx + len(token)) for token in tokens if token.is_alpha] if tokens else []
    actor = _actor(clause)
    if not (actor and words):
        return words[0] if words else clause.scope
    before = [word for word in words if word.end <= actor.span.start]
    behind = [word for word in words if word.start >= actor.span.end]
    beside = bool(before) and not clause.reading.document.text[before[-1].end : actor.span.start].strip()
    return before[-1] if beside else behind[0] if behind else words[0]


def weighed_most(sentence: str, count: int = 4) -> tuple[str, ...]:
    """The words of a sentence that speak most for a promise, the heaviest first, as the sentence has them."""
    known = weights().of
    tokens = dutch.tokens(sentence)
    heavy = sorted((-known.get(trait.name, 0.0), trait.first, trait.last) for trait in of_words(tokens))
    found: list[str] = []
    for weight, first, last in heavy:
        words = tokens[first : last + 1].text
        if weight < 0 and words not in found and len(found) < count:
            found.append(words)
    return tuple(found)
