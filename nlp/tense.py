"""Does a clause speak of the past, of what is, or of what will or must happen? Lists and forms of words.

No model: a clause is what stands between commas and conjunctions, and its tense follows from the auxiliaries,
participles and infinitives in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from corpus.knowledge import load_list

PARTICIPLE = (
    r"^(?:(?:aan|af|bij|door|in|mee|na|onder|op|open|over|terug|toe|uit|voor|voort|vast|vrij|samen|tegen|weer|bekend)?ge\w{2,}(?:d|t|en)"
    r"|(?:be|ver|ont|her|er|over|onder|vol|weer)\w{2,}[dt]|\w+eerd)$"
)
_PARTICIPLE = re.compile(PARTICIPLE)
_APART = frozenset({"no_participle", "replaced", "dated", "idle", "function"})
_INFINITIVE = re.compile(r"(?:en|aan|doen|zien|zijn|gaan|staan)$")


class Tense(NamedTuple):
    """What the clause around an expression says; `silent` if it has no verb that the lists know."""

    past: bool = False
    future: bool = False
    promise: bool = False
    state: bool = False
    silent: bool = False


Marks = Mapping[str, frozenset[int]]


@cache
def words() -> dict[str, frozenset[str]]:
    """The lists of `lists/tense.toml` by label."""
    rows = load_list("nlp", "tense")["words"]
    lists: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        lists[row["label"]].update(row["words"])
    return {label: frozenset(found) for label, found in lists.items()}


@cache
def _labels() -> Mapping[str, tuple[str, ...]]:
    """The labels of each listed word, but for lists that say nothing by themselves of the tense of its clause."""
    found: dict[str, list[str]] = defaultdict(list)
    for label, listed in words().items():
        for word in listed if label not in _APART else ():
            found[word].append(label)
    return {word: tuple(labels) for word, labels in found.items()}


@lru_cache(maxsize=1 << 16)
def labels_of(word: str) -> tuple[str, ...]:
    """All labels of a word in small letters, by the lists and by its form."""
    labels = _labels().get(word, ())
    if "participle" not in labels and word not in words()["no_participle"] and _PARTICIPLE.match(word):
        return (*labels, "participle")
    return labels


def marks(doc: Doc) -> Marks:
    """At which tokens each label stands; an infinitive is marked at its "te"."""
    places: dict[str, set[int]] = defaultdict(set)
    lower = [token.lower_ for token in doc]
    for at, word in enumerate(lower):
        for label in labels_of(word):
            places[label].add(at)
        if word in words()["replaced"] and _INFINITIVE.search("".join(lower[at + 1 : at + 2])):
            places["replaced"].add(at)
        if word == "te":
            following = at + 1 + (lower[at + 1 : at + 2] == ["kunnen"])
            if any(_INFINITIVE.search(each) for each in {*lower[at + 1 : at + 2], *lower[following : following + 1]}):
                places["infinitive"].add(at)
    return {label: frozenset(found) for label, found in places.items()}


def clause_tense(marks: Marks, sentence: range, expression: range) -> Tense:
    """The tense of the clause in which an expression stands; a clause without a verb goes with its neighbours."""
    edges = sorted(i for i in marks.get("boundary", ()) if i in sentence and i not in expression)
    left = [i for i in edges if i < expression.start]
    right = [i for i in edges if i >= expression.stop]
    start = left[-1] + 1 if left else sentence.start
    end = right[0] if right else sentence.stop
    tense = _tense(marks, range(start, end), expression, sentence)
    while tense.silent and left:
        end_left = left.pop()
        start = left[-1] + 1 if left else sentence.start
        tense = _tense(marks, range(start, end_left), expression, sentence)
    while tense.silent and right:
        start = right.pop(0) + 1
        tense = _tense(marks, range(start, right[0] if right else sentence.stop), expression, sentence)
    return tense


def _tense(marks: Marks, clause: range, expression: range, sentence: range) -> Tense:
    def at(label: str, where: range = clause) -> list[int]:
        return [i for i in marks.get(label, ()) if i in where and i not in expression]

    have, be, simple = at("have"), at("be"), at("past")
    infinitive, future = at("infinitive"), at("future")
    rest = range(clause.start, sentence.stop)
    participles = at("participle", rest if have or be else clause)
    promised = bool(at("promise") or (at("report") and at("house", sentence)) or (at("self") and future))
    # "heeft toegezegd jaarlijks een brief te versturen": what follows the participle is still to come.
    told = [i for i in participles if i < expression.start]
    to_do = infinitive + (at("infinitive", rest) if set(told) & set(at("promise")) else [])
    if told and any(i >= expression.stop for i in to_do):
        return Tense(future=True, promise=promised)
    modal = [i for i in future if not _passive_participle(marks, i)]
    if simple:
        return Tense(past=True)
    if have and (participles or at("replaced", rest)) and not _before(modal, have):
        return Tense(past=True)
    if be and participles and not modal:
        return Tense(past=True, state=True)
    if future or infinitive:
        return Tense(future=True, promise=promised)
    return Tense(state=bool(be or have), silent=not (be or have), promise=promised)


def _passive_participle(marks: Marks, i: int) -> bool:
    """A word that is both: "gepland", "voorzien", "ontvangen"."""
    return i in marks.get("participle", ())


def _before(some: list[int], others: list[int]) -> bool:
    """Whether the modal governs the auxiliary, as in "zal hebben afgerond"."""
    return bool(some) and bool(others) and min(some) < min(others)
