"""Texts with marks for what must go and what must stay, and how a run over them is scored.

"{P|Hanneke Terpstra}" must go, "{K|Uitermark}" must stay, and so must every word without a mark. Letters: P person,
E local part of an address, T telephone, B BSN, I IBAN, A home address, X other; K is for keep.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

MARK = re.compile(r"\{([PETBIAXK])\|([^{}|]+)\}")
_WORD = re.compile(r"\S+")
PERSON, KEEP = "P", "K"


class Mark(NamedTuple):
    """A marked stretch of the plain text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Marked:
    """A text without its marks, and the marks."""

    name: str
    text: str
    marks: tuple[Mark, ...]
    kind: str = ""
    day: str = ""

    @property
    def must_go(self) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.marks if mark.kind != KEEP)


def parse(source: str, name: str = "") -> Marked:
    """Take the marks out of a text; head lines "# kind:" and "# date:" are no part of it."""
    head = dict(re.findall(r"^# (kind|date): *(.*)$", source, re.MULTILINE))
    source = re.sub(r"^# (?:kind|date):.*\n+", "", source, flags=re.MULTILINE)
    text, marks, at = "", [], 0
    for found in MARK.finditer(source):
        text += source[at : found.start()]
        marks.append(Mark(found[1], len(text), len(text) + len(found[2])))
        text += found[2]
        at = found.end()
    return Marked(name, text + source[at:], tuple(marks), head.get("kind", ""), head.get("date", ""))


def sentences(path: Path) -> list[Marked]:
    """One item a line; the two characters \\n stand for a line break."""
    lines = path.read_text("utf-8").splitlines()
    return [parse(line.replace("\\n", "\n"), str(number)) for number, line in enumerate(lines, 1) if line.strip()]


def documents(folder: Path) -> list[Marked]:
    return [parse(path.read_text("utf-8"), path.stem) for path in sorted(folder.glob("*.txt"))]


@dataclass
class Score:
    """What became of the marks: wholly hidden out of all by kind, and words that should have stayed."""

    gone: dict[str, list[int]] = field(default_factory=dict)
    kept: list[int] = field(default_factory=lambda: [0, 0])  # marks K of which a letter was hidden, all
    plain: list[int] = field(default_factory=lambda: [0, 0])  # unmarked words of which a letter was hidden, all
    listed: list[int] = field(default_factory=lambda: [0, 0])  # of the missed persons: among "look at these", all
    misses: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def of(self, *kinds: str) -> tuple[int, int]:
        chosen = [self.gone.get(kind, [0, 0]) for kind in kinds]
        return sum(pair[0] for pair in chosen), sum(pair[1] for pair in chosen)


def score(total: Score, item: Marked, hidden: set[int], doubtful: Sequence[tuple[int, int]] = ()) -> None:
    """Add one text to the total. `hidden`: the characters that were hidden; `doubtful`: stretches put on the list."""
    for mark in item.marks:
        letters = {at for at in range(mark.start, mark.end) if item.text[at].isalnum()}
        wording = f"{item.name}: {' '.join(_around(item.text, mark.start, mark.end).split())}"
        if mark.kind == KEEP:
            total.kept[1] += 1
            if letters & hidden:
                total.kept[0] += 1
                total.wrong.append(f"K {wording}")
            continue
        pair = total.gone.setdefault(mark.kind, [0, 0])
        pair[1] += 1
        if letters <= hidden:
            pair[0] += 1
            continue
        seen = {at for start, end in doubtful for at in range(start, end)}
        total.listed[1] += 1
        total.listed[0] += bool(letters - hidden <= seen)
        total.misses.append(f"{mark.kind}{'' if letters - hidden <= seen else '!'} {wording}")
    marked = {at for mark in item.marks for at in range(mark.start, mark.end)}
    for word in _WORD.finditer(item.text):
        letters = {at for at in range(*word.span()) if item.text[at].isalnum()}
        if not letters or letters & marked or _ends_address(item, word.start()):
            continue
        total.plain[1] += 1
        if letters & hidden:
            total.plain[0] += 1
            total.wrong.append(f"- {item.name}: {' '.join(_around(item.text, *word.span()).split())}")


def _ends_address(item: Marked, at: int) -> bool:
    """The town behind a marked address may go with it or stay."""
    ends = (mark.end for mark in item.marks if mark.kind == "A")
    return any(0 <= at - end <= 20 and "." not in item.text[end:at] for end in ends)


def _around(text: str, start: int, end: int) -> str:
    return f"{text[max(0, start - 40) : start]}»{text[start:end]}«{text[end : end + 40]}"


def summed(scores: Iterable[Score]) -> Score:
    total = Score()
    for each in scores:
        for kind, (good, of) in each.gone.items():
            pair = total.gone.setdefault(kind, [0, 0])
            pair[0] += good
            pair[1] += of
        for mine, theirs in ((total.kept, each.kept), (total.plain, each.plain), (total.listed, each.listed)):
            mine[0] += theirs[0]
            mine[1] += theirs[1]
        total.misses += each.misses
        total.wrong += each.wrong
    return total
