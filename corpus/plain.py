"""Plain text, also what some OCR printed: words on a character grid, so that layout works on it as on a page.

A character is 6 x 12 points. Form feeds part pages. The side column is set apart from the body (`corpus.aside`), also
where OCR ran it into the lines: a label at the end of one ("... en bij  Onze referentie"), its value at the end of the
next.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.aside import Column, column_of, is_apart, kind_after, measure_of, run_in
from corpus.document import Box, Page, Source, Word
from corpus.errors import Empty, TooLarge, Unreadable
from corpus.remains import remains
from corpus.set_apart import headings_in
from corpus.sheet import Segment, Sheet, Token
from corpus.words import visible

CHARACTER, LINE = 6.0, 12.0  # points
MAX_BYTES = 20_000_000
SIDE = 110  # the column at which a side column that was taken out of body lines is put


class Place(NamedTuple):
    """Where a word stands in the file: offset of its first character in the decoded text."""

    start: int
    end: int


def load(path: Path) -> str:
    """The text of a UTF-8 file; raises Empty, TooLarge or Unreadable."""
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        raise TooLarge(f"Het tekstbestand is groter dan {MAX_BYTES // 1_000_000} MB. Splits het.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("De tekst is niet in UTF-8 opgeslagen. Sla het bestand opnieuw op als UTF-8.") from None
    if not text.strip():
        raise Empty("Het bestand is leeg.")
    if text.count("\x00") or sum(c < " " and c not in "\n\r\t\f" for c in text) > len(text) / 100:
        raise Unreadable("Dit is geen leesbare tekst. Controleer het bestand.")
    return text


def sheets(text: str) -> tuple[Sheet, ...]:
    """One sheet a page; the box of a word is its place on the grid."""
    result = []
    for number, (_, page, runs) in enumerate(_read(text), 1):
        lines = page.split("\n")
        width = max(SIDE + 40, max(len(line) for line in lines)) * CHARACTER
        segments = tuple(Segment([token for token, _ in run]) for run in runs)
        at = SIDE * CHARACTER
        known = at if any(segment.box.x0 == at for segment in segments) else None
        result.append(Sheet(Page(number, width, len(lines) * LINE, Source.TEXT), segments, column=known))
    return tuple(result)


def places(text: str) -> dict[Box, Place]:
    """Where the word of each box stands in the file's text, so that a file can be redacted in its own lines."""
    return {
        token.word.box: Place(offset + place.start, offset + place.end)
        for offset, _, runs in _read(text)
        for run in runs
        for token, place in run
    }


Run = list[tuple[Token, Place]]


class Told(NamedTuple):
    """Of a page the lines, by their numbers from 0, that are parts of the side column, and those that are headings."""

    apart: Container[int]
    headings: Container[int]


def _lined(token: Token) -> Token:
    return token._replace(lined=True)


def _read(text: str) -> Iterator[tuple[int, str, list[Run]]]:
    """Of each page its offset, its text, and its words in runs."""
    column, pages = column_of(text), _pages(text)
    texts, measure = [page for _, page in pages], measure_of(text)
    apart = remains(texts, measure)
    above = headings_in(texts, measure, column, apart)
    for number, ((offset, page), away, headings) in enumerate(zip(pages, apart, above, strict=True), 1):
        yield offset, page, _page_runs(page, number, column, Told(away, headings))


def _pages(text: str) -> list[tuple[int, str]]:
    """Offset and text of each page; empty pages at the end are the file's last form feeds."""
    found, at = [], 0
    for page in text.split("\f"):
        found.append((at, page))
        at += len(page) + 1
    while len(found) > 1 and not found[-1][1].strip():
        found.pop()
    return found


def _page_runs(page_text: str, page: int, column: Column | None, told: Told) -> list[Run]:
    """Words of a page in runs without a wide gap, each with its offset in the page's text.

    The body closes up where a line of the side column is taken out of it.
    """
    found: list[Run] = []
    waiting: list[str] = []  # kinds of value that a label in the side column still waits for
    at = taken = 0
    before = ""
    lines = page_text.split("\n")
    for row, line in enumerate(lines):
        taken = taken if line.strip() else 0  # what stands at a page's foot stays there
        cut = _side_start(line, waiting, column)
        if row in told.apart:
            cut = len(line) - len(line.lstrip())
            taken += 1
        elif cut == len(line) and column and is_apart(lines, row, before, waiting, column):
            cut = len(line) - len(line.lstrip())
            kind_after(line, waiting)
            taken += 1
        else:
            before = line[:cut]
        runs = _runs(line[:cut], row - taken, page, at, -1 if re.match(r" \S", line) else 0)
        found += [[(_lined(token), place) for token, place in run] for run in runs] if row in told.headings else runs
        if cut < len(line):
            found += _runs(line[cut:], row, page, at + cut, SIDE)
        at += len(line) + 1
    return found


def _side_start(line: str, waiting: list[str], column: Column | None) -> int:
    """Where the side column starts in a line, its length if nowhere; what its labels wait for is noted."""
    if column and (cut := column.start(line)) < len(line):
        kind_after(line[cut:], waiting)
        return cut
    cut, kind = run_in(line, waiting)
    if kind:
        waiting.append(kind)
    elif cut < len(line) and waiting:
        waiting.pop(0)
    return cut


def _runs(text: str, row: int, page: int, offset: int, shift: int) -> list[Run]:
    runs: list[Run] = []
    last = None
    for match in re.finditer(r"\S+", text):
        if last is None or match.start() - last >= 2:
            runs.append([])
        x = max(0, match.start() + shift) * CHARACTER
        box = Box(page, x, row * LINE, x + len(match[0]) * CHARACTER, row * LINE + LINE - 1)
        runs[-1].append(
            (Token(Word(visible(match[0]), match[0], box)), Place(offset + match.start(), offset + match.end()))
        )
        last = match.end()
    return runs
