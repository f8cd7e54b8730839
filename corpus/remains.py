"""Remains of the side column between the lines of plain text that shows no column by its blanks.

Some OCR prints the parts of the column where it meets them: a label with its value between two paragraphs, the name of
a directorate at the top of each page, a few short lines in the midst of a sentence. None of them is running text
(output contract, "Conventions"). What is doubtful stays in the text: there a reader sees it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from corpus.aside import FULL, RUN, VALUES, column_label
from corpus.style import TERMINAL
from corpus.words import opens_as

_FIELDS = frozenset({"date", "our_reference", "your_reference", "attachments", "author", "contact", "pages"})
_GOES_ON = re.compile(r"(?![eo] )(?:[a-zà-ÿ]{2,}|u\b)")  # "e" and "o" are what OCR makes of a bullet
_STARTS = re.compile(r"(?!\d+ |\d+[.)] )[A-ZÀ-Ý0-9+>(]|[\w.-]+@")  # "1 Oberon, eerste meting" is a footnote
_NAME = re.compile(r"(?:[a-z]{1,5}\. ?)*[A-ZÀ-Ý]")
_NARROW = 0.6  # share of the measure that a line of the column takes at most
_MOST = 6  # lines of a part of the column
_LEAST = 40  # characters of a full line: in narrower text nothing tells a column


def remains(pages: Sequence[str], measure: int) -> list[frozenset[int]]:
    """Of each page the numbers of its lines, from 0, that are parts of the side column; `measure` is a full line.

    Above the first full line of the text stands its head, of which the labels are no remains.
    """
    if measure < _LEAST:
        return [frozenset()] * len(pages)
    found: list[frozenset[int]] = []
    seen: set[str] = set()
    begun = False
    texts = [page.split("\n") for page in pages]
    for number, lines in enumerate(texts):
        after = next((line for line in texts[number + 1] if line.strip()), "") if number + 1 < len(texts) else ""
        first = 0 if begun else next((i for i, line in enumerate(lines) if len(line) >= FULL * measure), len(lines))
        begun = begun or first < len(lines)
        found.append(frozenset(_on_page(lines, first, measure, after, seen)))
        seen.update(run[0] for line in lines for run in RUN.finditer(line.strip()))
    return found


def _on_page(lines: Sequence[str], first: int, measure: int, after: str, seen: Container[str]) -> Iterator[int]:
    at = first
    while at < len(lines):
        count = _field(lines, at, measure) or _interrupting(lines, at, measure, after)
        if not first and not any(line.strip() for line in lines[:at]):
            count = count or _repeated(lines, at, seen)
        yield from range(at, at + count)
        at += max(1, count)


def _field(lines: Sequence[str], at: int, measure: int) -> int:
    """How many lines a label and its value take; 0 where none starts."""
    label = column_label(lines[at])
    below = [line.strip() for line in lines[at + 1 : at + 1 + _MOST]]
    if not label or label.key not in _FIELDS or not below or not below[0]:
        return 0
    if label.value != "text":
        alone = len(below) == 1 or not below[1] or column_label(below[1]) or label.value == "reference"
        return 2 if alone and VALUES[label.value].fullmatch(below[0]) else 0
    count = 0
    while count < len(below) and 0 < len(below[count]) < _NARROW * measure and not _is_text(below[count]):
        count += 1
    return 1 + count if count and _NAME.match(below[0]) and not TERMINAL.search(below[0]) else 0


def _is_text(line: str) -> bool:
    return bool(_GOES_ON.match(line)) and not _NAME.match(line) and "@" not in line


def _interrupting(lines: Sequence[str], at: int, measure: int, after: str) -> int:
    """How many short lines stand here in the midst of a sentence: between two lines, or at the end of a page."""
    before = next((line.strip() for line in reversed(lines[:at]) if line.strip()), "")
    if not lines[at].strip() or TERMINAL.search(before) or len(before) < FULL * measure or not _is_prose(before):
        return 0
    count = 0
    while at + count < len(lines) and count <= _MOST and _is_short(lines[at + count].strip(), measure):
        count += 1
    rest = [line.strip() for line in lines[at + count :] if line.strip()]
    if rest and not lines[at - 1].strip():
        return 0  # a paragraph of its own, as "De Kamer," is in a motion; at the end of a page it stands apart
    following = rest[0] if rest else after.strip()
    if before.split()[-1][:1].isupper():
        return 0  # "heeft Tjeerd / Bouma": a name may be broken there
    return count if 0 < count <= _MOST and _GOES_ON.match(following) else 0


def _is_prose(before: str) -> bool:
    """True for a line of a sentence, which has small words."""
    return sum(word.islower() for word in before.split()) > 2


def _is_short(line: str, measure: int) -> bool:
    ended = line.endswith(",") or TERMINAL.search(line)
    return 0 < len(line) < _NARROW * measure and bool(_STARTS.match(line)) and not ended


def _repeated(lines: Sequence[str], at: int, seen: Container[str]) -> int:
    """How many lines at the top of a page name the sender, in the words of an earlier page."""
    if not any(opens_as(lines[at].strip(), kind) for kind in ("unit", "sender")):
        return 0
    count = 0
    while at + count < len(lines) and (line := lines[at + count].strip()):
        if any(run[0] not in seen for run in RUN.finditer(line)):
            return 0
        count += 1
    return count
