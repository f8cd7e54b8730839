"""Codes that a comment names, as people write them: "5.1.2e: naam", "art. 5.1 lid 2 e", "(5.1.2e en 5.1.2i)"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

MOST_WORDS, LONGEST = 12, 100  # "artikel 5.1, tweede lid, aanhef en onder e, Woo" has nine words, 47 characters
LOOKED_AT = 2_000  # characters of running text
MOST = 50  # codes, and places where one may start
_STARTS = re.compile(r"(?<![\w.])(?:art(?:ikel|\.)?\s*)?\d+\.\d+", re.IGNORECASE)
_CLAUSE = re.compile(rf"[^:;/+&\n]{{0,{LONGEST}}}")
_WORD = re.compile(r"[^\s,]+")
_JOIN = re.compile(r"[ \t.,;/+&()\[\]]*(?:en\s+\(?)?")
_AFTER = re.compile(r"[\s.,:;)\]–—-]*")
_EDGES = " \t.,()[]\"'"

Spelled = Callable[[str], str]


def codes_of(text: str, spelled: Spelled) -> tuple[tuple[str, ...], str]:
    """The codes that a comment starts with, and what follows them; else those within it, and all of it.

    `spelled` gives the one spelling of a code, "" for what is none. Within a sentence only a code with a letter counts:
    "5.2 miljoen" is no ground.

    >>> codes_of("5.1.2e: naam", lambda word: word if word == "5.1.2e" else "")
    (('5.1.2e',), 'naam')
    """
    codes: list[str] = []
    end = 0
    while len(codes) < MOST and (found := _code(text, _past(_JOIN, text, end), spelled)):
        codes.append(found[0])
        end = found[1]
    if codes:
        return tuple(codes), text[_past(_AFTER, text, end) :]
    return tuple(_within(text[:LOOKED_AT], spelled)), text


def _code(text: str, start: int, spelled: Spelled) -> tuple[str, int] | None:
    """The longest code that starts here, and where it ends."""
    clause = _past(_CLAUSE, text, start)
    ends = [word.end() for word in islice(_WORD.finditer(text, start, clause), MOST_WORDS)]
    for end in reversed(ends):
        if code := spelled(text[start:end].strip(_EDGES)):
            return code, end
    return None


def _within(text: str, spelled: Spelled) -> Iterator[str]:
    for start in islice(_STARTS.finditer(text), MOST):
        found = _code(text, start.start(), spelled)
        if found and found[0][-1].isalpha():
            yield found[0]


def _past(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
