"""Hyphens at line ends: the soft one is undone, the real one stays. Both words keep their own box."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.document import Word
from corpus.words import commonness

HYPHENS = "-‐\u00ad"
# "niet-" and "ex-" keep their hyphen in Dutch spelling.
PREFIXES = frozenset({"niet", "ex", "oud", "non", "bijna", "adjunct", "vice", "kandidaat"})
# Spelled with a hyphen, though a word list knows them without.
KNOWN = frozenset({"proces-verbaal", "processen-verbaal", "minister-president", "secretaris-generaal"})
_INFLECTED = re.compile(
    r"ële$"
)  # an adjective with its ending is no first part of a compound: Financiële-verhoudingswet
_ENDS = re.compile(rf"\w[{HYPHENS}]$")


def join_lines(lines: Sequence[Sequence[Word]], unbroken: frozenset[str] = frozenset()) -> list[Word]:
    """The words of lines as one run; `unbroken` holds hyphenated words seen inside a line elsewhere.

    ["de REACH-", "verordening"] keeps "REACH-verordening"; ["de veror-", "dening"] becomes "verordening".
    """
    words: list[Word] = []
    for line in lines:
        last = next((i for i in range(len(words) - 1, -1, -1) if words[i].text), None)
        first = next((word.text for word in line if word.text), "")
        if last is not None and first and _ENDS.search(words[last].text):
            words[last] = _joined(words[last], first, unbroken)
        words.extend(line)
    return words


def _joined(left: Word, right: str, unbroken: frozenset[str]) -> Word:
    stem, next_word = left.text[:-1], re.sub(r"\W+$", "", right)
    if right.lower().rstrip(",") in {"en", "of", "en/of", "dan", "als", "tot", "c.q."}:
        return left  # "draag- en wensouders"
    if "@" in left.text or re.search(r"\w\.(?:nl|eu|com|org)\b", right):
        return left._replace(after="")  # an address of mail or web keeps its hyphens
    if left.text[-1] == "\u00ad":
        return left._replace(text=stem, after="")
    if not right[:1].islower() or is_real(stem, next_word, unbroken):
        return left._replace(text=stem + "-", after="")
    return left._replace(text=stem, after="")


def is_real(stem: str, right: str, unbroken: frozenset[str]) -> bool:
    """True when the hyphen belongs to the spelling.

    >>> is_real("REACH", "verordening", frozenset()), is_real("zee", "eend", frozenset())
    (True, True)
    >>> is_real("overheids", "organisaties", frozenset())
    False
    """
    last = re.split(r"\W", stem)[-1]
    if re.search(r"[A-Z]", last[1:]) or re.search(r"\d", last) or len(last) == 1 or last.lower() in PREFIXES:
        return True
    if f"{last}-{right}".lower() in KNOWN or _INFLECTED.search(last):
        return True
    if f"{stem}-{right}".lower() in unbroken:
        return True
    whole = commonness(last + right)
    if whole > 0:
        return False
    return bool(re.search(r"(?:a[aeiu]|e[eiu]|i[ei]|o[eiou]|u[ieu])$", (last[-1:] + right[:1]).lower()))
