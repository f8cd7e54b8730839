"""OCR slips, mended per word before the text is joined; a word keeps what was seen beside what we read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from corpus.document import Word
from corpus.knowledge import load_list
from corpus.words import commonness

# Bullets that a digital file really holds (also in private use areas of symbol fonts).
TRUE_BULLETS = frozenset("o•◦▪■□●○‣⁃›»*–—-·\uf0b7\uf0a7\uf02d\uf0d8➢✓")
NOISE = "_|~¦"  # what OCR makes of rules and specks
KNOWN = 1.5  # Zipf: below it a repaired word is a guess
RARE = 2.0  # a word at least this common is taken as it stands
MUCH = 2.0  # the word list holds a few slips itself ("financiéle"): the repair must be a hundred times as common
MERGED = 2.3  # a word at least this common is taken as one ("inde" is a rare one)
SHORTEST, LONGEST = 4, 100  # letters of a word that may be mended
COMMON = 4.5  # how common the second of two merged words must be
_INSIDE = re.compile(r"[a-zà-ÿ]\d[a-zà-ÿ]")
_EDGES = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)


def _lists() -> dict[str, Any]:
    return load_list("corpus", "repair")


@cache
def _ocr_bullets() -> frozenset[str]:
    return frozenset(row["seen"] for row in _lists()["bullet"])


def is_bullet(seen: str, *, ocr: bool) -> bool:
    """True for a mark that opens a list item when it stands first on a line."""
    return seen in TRUE_BULLETS or (ocr and seen in _ocr_bullets())


def mend(words: Sequence[Word]) -> list[Word]:
    """Words of one line, in order, with the commonest slips repaired."""
    mended = [
        word._replace(text=_mended(word.text, first=_opens_line(words, i), before=_before(words, i)))
        for i, word in enumerate(words)
    ]
    for i, (word, following) in enumerate(pairwise(mended)):
        if re.search(r"\w-$", word.text) and following.text[:1].isupper():
            mended[i] = word._replace(after="")  # "motie- Klaver"
    return mended


def _before(words: Sequence[Word], at: int) -> str:
    """The two words before a word."""
    return " ".join(word.text for word in words[max(0, at - 2) : at])


def _opens_line(words: Sequence[Word], at: int) -> bool:
    """True for the first word of a line, a bullet left out."""
    return at == 0 or (at == 1 and is_bullet(words[0].seen, ocr=True))


def _mended(text: str, *, first: bool, before: str) -> str:
    if not text.strip(NOISE):
        return ""
    opens = first or before.endswith((".", "!", "?", ":"))
    for row in _lists()["pattern"]:
        if found := re.fullmatch(rf"([(‘“\"']?)({row['seen']})([.,;:)\]’”\"']*)", text):
            return f"{found[1]}{re.sub(row['seen'], row['read'], found[2])}{found[found.re.groups]}"
    text = text.strip(NOISE) if text.strip(NOISE)[1:] else text.strip("_")
    if text.startswith("[") and "]" not in text:
        text = text[1:]  # the rule of a table
    match = _EDGES.match(text)
    if not match or not match[2]:
        return text
    lead, core, tail = match.groups()
    for row in _lists()["whole"]:
        if core == row["seen"] and not (row["not_first"] and opens) and (opens or not row.get("only_first")):
            if not re.search(row.get("before", ""), before):
                continue
            return f"{lead}{row['read']}{tail}"
    if parted := _parted(core, first=opens):
        return f"{lead}{parted}{tail}"
    return f"{lead}{best(core)}{tail}"


@cache
def _parted(core: str, *, first: bool) -> str:
    """Two words that OCR ran together, with a blank between them; "" for one word.

    The first must be a small word, the second a common one; a capital counts only where a sentence opens, as
    surnames are made of small words too ("Vande").
    """
    if (
        not SHORTEST <= len(core) <= LONGEST
        or not core.isalpha()
        or commonness(core) >= MERGED
        or (core[:1].isupper() and not first)
    ):
        return ""
    cuts = (at for at in range(2, len(core) - 1) if core[at:].islower() and _part_here(core[:at].lower(), core[at:]))
    best_cut = max(cuts, key=lambda at: commonness(core[at:]), default=0)
    return f"{core[:best_cut]} {core[best_cut:]}" if best_cut and commonness(core[best_cut:]) >= COMMON else ""


def _part_here(first: str, second: str) -> bool:
    return any(first in row["first"] and (not row["second"] or second in row["second"]) for row in _lists()["merged"])


@cache
def best(core: str) -> str:
    """The known word that one slip away explains an unknown one, else the word itself.

    >>> best("codrdinerende"), best("Financién"), best("Wubbolts")
    ('coördinerende', 'Financiën', 'Wubbolts')
    """
    if re.search(r"\d", core) and not _INSIDE.search(core):
        return core  # a number, whatever the word list says of one with an o in it
    # A word with a bar or a ligature in it is no word, whatever the word list makes of its parts.
    known = 0.0 if re.search(r"[|€ﬁﬂ]", core) else commonness(core)
    if not SHORTEST <= len(core) <= LONGEST or known >= RARE or core.isdigit():
        return core
    candidates = {
        core[:at] + row["read"] + core[at + len(row["seen"]) :]
        for row in _lists()["slip"]
        for at in _places(core, row["seen"])
    }
    rated = sorted(((commonness(word), word) for word in candidates), reverse=True)
    return rated[0][1] if rated and rated[0][0] >= max(KNOWN, known + MUCH) else core


def _places(text: str, piece: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(piece), text)]
