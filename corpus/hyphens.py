"""Hyphens at line ends: the soft one is undone, the real one stays. Both words keep their own box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus.document import Word
from corpus.knowledge import load_list
from corpus.words import commonness

HYPHENS = "-‐\u00ad"
_SLASH = re.compile(r"\w{2}/$")
_ENDS = re.compile(rf"\w[{HYPHENS}]$")


@cache
def _listed(table: str) -> frozenset[str]:
    """The words of a table of the list of hyphens."""
    return frozenset(word for row in load_list("corpus", "hyphens")[table] for word in row["words"])


@cache
def _inflections() -> tuple[str, ...]:
    return tuple(row["ending"] for row in load_list("corpus", "hyphens")["inflected"])


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
        elif last is not None and first and _SLASH.search(words[last].text):
            words[last] = words[last]._replace(after="")  # "motie-Rooderkerk/" and "Koekkoek"
        elif last and first and _is_hyphen_alone(words[last - 1], words[last]):
            whole = words[last - 1]._replace(text=words[last - 1].text + words[last].text)
            joined = _joined(whole, first, unbroken)
            kept = joined.text.removeprefix(words[last - 1].text)
            words[last] = words[last]._replace(text=kept, after=joined.after)
        words.extend(line)
    return words


def _is_hyphen_alone(before: Word, word: Word) -> bool:
    """True for a hyphen in a face of its own, set against the word before it: not every font has one."""
    return len(word.text) == 1 and word.text in HYPHENS and before.after == "" and before.text[-1:].isalnum()


def _joined(left: Word, right: str, unbroken: frozenset[str]) -> Word:
    stem, next_word = left.text[:-1], re.sub(r"\W+$", "", right)
    if right.lower().rstrip(",") in _listed("shared"):
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
    if re.search(r"[A-Z]", last[1:]) or re.search(r"\d", last) or len(last) == 1 or last.lower() in _listed("prefix"):
        return True
    if f"{last}-{right}".lower() in _listed("compound") or last.endswith(_inflections()):
        return True
    if f"{stem}-{right}".lower() in unbroken:
        return True
    whole = commonness(last + right)
    if whole > 0:
        return False
    return bool(re.search(r"(?:a[aeiu]|e[eiu]|i[ei]|o[eiou]|u[ieu])$", (last[-1:] + right[:1]).lower()))
