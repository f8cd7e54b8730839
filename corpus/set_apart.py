"""Lines of plain text that stand as headings do: short, with a blank line above, and text below.

Plain text has no type face. A line counts only where what is above it has ended and what is below it begins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence

from corpus.aside import FULL, Column
from corpus.style import TERMINAL
from corpus.words import heading_level, label_of

_OPENS = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.? +|[A-Z]\. +)?['‘“\"]?[A-ZÀ-Ý]\w")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.? +\w")
_GAP = re.compile(r"[^\d.]\s{2}")  # behind a number the text may stand farther off
_ROW = re.compile(r"\d{1,2}\.? +\w")
_OPEN_END = re.compile(r"[.,;:!?-]['’”\")]*$|@|\b[Pp]agina \d")
_BEGINS = re.compile(r"[A-ZÀ-Ý0-9'‘“\"•¢«°*-]|[eo] [A-ZÀ-Ý]")
_FURNITURE = re.compile(r"\s*(?:[Pp]agina|[Bb]lad) \d")
_SHORT, _WIDE = 0.75, 60  # share of the measure of a heading at most; characters of a line that is text in any case


def headings_in(
    pages: Sequence[str], measure: int, column: Column | None, apart: Sequence[Container[int]]
) -> list[frozenset[int]]:
    """Of each page the numbers of its lines, from 0, that stand as headings; those in `apart` are no text.

    Known headings count wherever they stand. Others do below the first full line: the lines of a head are told by
    their labels.
    """
    texts = [
        (page, row, (line[: column.start(line)] if column else line).strip())
        for page, (text, away) in enumerate(zip(pages, apart, strict=True))
        for row, line in enumerate(text.split("\n"))
        if row not in away and not _FURNITURE.match(line)
    ]
    often = Counter(line for _, _, line in {(page, 0, line) for page, _, line in texts})
    texts = [
        (page, row, line) for page, row, line in texts if often[line] == 1 or not line or len(line) > _SHORT * measure
    ]
    found: list[set[int]] = [set() for _ in pages]
    full = min(FULL * measure, _WIDE)
    begun = False
    for at, (page, row, line) in enumerate(texts):
        begun = begun or len(line) >= full
        known = heading_level(line)
        follows = begun and not known and _is_shaped(line, measure) and _follows(texts, at, found)
        if known == 1 or (follows and _leads(texts, at, full, measure)):
            found[page].add(row)
    return [frozenset(rows) for rows in found]


Text = tuple[int, int, str]


def _is_shaped(line: str, measure: int) -> bool:
    if not _OPENS.match(line) or _OPEN_END.search(line) or len(line) > _SHORT * measure:
        return False
    before, colon, _ = line.partition(":")
    return not _GAP.search(line) and not label_of(line) and not (colon and label_of(before))


def _follows(texts: Sequence[Text], at: int, found: Sequence[Container[int]]) -> bool:
    """True where the text above has ended: a blank line, a heading, or the end of a sentence before a number."""
    page, _, line = texts[at]
    if not at:
        return False
    last_page, last_row, last = texts[at - 1]
    if last and last_page == page:
        return last_row in found[page] or bool(_NUMBERED.match(line) and TERMINAL.search(last))
    before = next((other for other in reversed(texts[:at]) if other[2]), None)
    if before is None:
        return False
    row = _GAP.search(before[2])  # of a table
    return bool(TERMINAL.search(before[2]) or row) or before[1] in found[before[0]] or before[0] == page


def _leads(texts: Sequence[Text], at: int, full: float, measure: int) -> bool:
    """True where text begins below: a full line, an item, or below one more heading."""
    rest = [(page, line) for page, _, line in texts[at + 1 : at + 8] if line][:3]
    if not rest or rest[0][0] != texts[at][0]:
        return False
    wide = [len(line) >= full for _, line in rest]
    line, first = texts[at][2], rest[0][1]
    if _NUMBERED.match(line) and _ROW.match(first):
        return False
    if texts[at + 1][2] and len(line) + len(first.split()[0]) >= min(measure, max(len(other) for _, other in rest)):
        return False  # the next word had no room: the line is one of a paragraph
    return bool(_BEGINS.match(first)) and (wide[0] or (len(wide) > 1 and wide[1] and not TERMINAL.search(first)))
