"""Wordings with gaps, matched over the words of a sentence: "@say ~70 toe" is "zegt de Kamer ... toe".

A row of steps: a set of words, a word of a class ("#participle"), or a gap of at most so many words. Most sentences
hold the first word of few wordings, so a wording is tried only where its first word stands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# Does a word, in small letters, fit a step?
Fits = Callable[[str], bool]


class Step(NamedTuple):
    """One step of a wording, and how many words may stand before it."""

    fits: Fits
    gap: int


@dataclass(frozen=True)
class Wording:
    """A wording: the words or the class that may open it, its further steps, and the words that no gap may run over."""

    opens: frozenset[str] | Fits
    steps: tuple[Step, ...]
    barred: frozenset[str]

    def ends(self, words: Sequence[str], start: int) -> Iterator[int]:
        """Behind which words the wording may end that opens at `start`, the nearest first."""
        yield from sorted(self._ends(words, start + 1, 0))

    def _ends(self, words: Sequence[str], at: int, step: int) -> set[int]:
        if step == len(self.steps):
            return {at}
        fits, gap = self.steps[step]
        found: set[int] = set()
        for place in range(at, min(at + gap + 1, len(words))):
            if fits(words[place]):
                found |= self._ends(words, place + 1, step + 1)
            if words[place] in self.barred:
                break
        return found


class Match(NamedTuple):
    """The wording with this number, from word `start` up to, not including, word `end`."""

    number: int
    start: int
    end: int


class Wordings:
    """Many wordings at once."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        opening: Mapping[str, list[int]] = defaultdict(list)
        for number, wording in enumerate(wordings):
            for word in wording.opens if isinstance(wording.opens, frozenset) else ():
                opening[word].append(number)
        self._wordings, self._opening = tuple(wordings), dict(opening)
        self._classes = [(n, one.opens) for n, one in enumerate(wordings) if not isinstance(one.opens, frozenset)]

    def matches(self, words: Sequence[str]) -> list[Match]:
        """All matches: by the order of the wordings, then from left to right, the shortest first."""
        return sorted(
            Match(number, start, end)
            for start, word in enumerate(words)
            for number in self._opened_by(word)
            for end in self._wordings[number].ends(words, start)
        )

    def _opened_by(self, word: str) -> Iterator[int]:
        yield from self._opening.get(word, ())
        yield from (number for number, fits in self._classes if fits(word))


def wording(
    pattern: str, forms: Mapping[str, Sequence[str]], classes: Mapping[str, Fits], barred: frozenset[str]
) -> Wording:
    """Compile a pattern: `@say` a set of forms, `dat|of` one of these words, `~9` a gap, `#participle` a class."""
    opens: frozenset[str] | Fits | None = None
    steps: list[Step] = []
    gap = 0
    for piece in pattern.split():
        if piece.startswith("~"):
            gap = int(piece[1:])
        elif piece.startswith("#") and opens is None:
            opens = classes[piece[1:]]
        elif piece.startswith("#"):
            steps.append(Step(classes[piece[1:]], gap))
            gap = 0
        else:
            words = frozenset(form for word in piece.split("|") for form in _forms(word, forms))
            if opens is None:
                opens = words
            else:
                steps.append(Step(words.__contains__, gap))
            gap = 0
    if opens is None:
        raise ValueError(f"a wording opens with words: {pattern}")
    return Wording(opens, tuple(steps), barred)


def _forms(word: str, forms: Mapping[str, Sequence[str]]) -> Sequence[str]:
    return forms[word[1:]] if word.startswith("@") else (word,)


def participle(pattern: str, listed: frozenset[str], none: frozenset[str]) -> Fits:
    """Whether a word is a participle: by its form or by a list, but for the words that only look like one."""
    form = re.compile(pattern)
    known: dict[str, bool] = {}

    def fits(word: str) -> bool:
        if word not in known:
            known[word] = word not in none and (word in listed or bool(form.search(word)))
        return known[word]

    return fits
