"""Page furniture: running heads, page numbers and footnotes, told apart from the body by place and repetition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from corpus.document import Source
from corpus.footnotes import HIGHEST_NOTE, number_of
from corpus.head import label_and_rest
from corpus.sheet import Line, Segment, Sheet

TOP, BOTTOM = 0.12, 0.88  # shares of the page height: furniture that repeats lies outside them
LOWER, NUMBERED = 0.9, 0.98  # times the letters of the body: those of footnotes in a scan; with a number before them
LITTLE = 0.93  # the same, line by line, where there is no rule but each note has its number
CLOSER, MOST = 0.88, 0.75  # times the distance between lines of the body: that between so many lines of footnotes
GRID, NEAR = 40, (-1, 0, 1)  # parts of the page's height by which places are compared, and how far they may differ
FOOT, SMALL, WORDS = 0.9, 0.8, 4  # share of the height below which, of the usual letters, and words: small print
MOST_NOTES = 15  # lines of footnotes, where less than half as much stands above them
LOOSE = 1.6  # times the usual step: more parts a group from the lines above it
REFERENCE = 5  # digits that a reference has at least
RIGHT = 0.58  # share of the width: what stands in a corner starts right of it
_PAGE_NUMBER = re.compile(
    r"^(?:pagina|blad|page)?\s*[-–]?\s*\d{1,4}\s*(?:(?:van|va|of|/)\s*[\d}]{1,4})?\s*[-–]?$", re.IGNORECASE
)
_IMPRINT = re.compile(
    r"^(?:kst-\d\S*$|ah-tk-|ISSN\b|['‘’]s-Gravenhage \d{4}|Tweede Kamer, vergaderjaar|Eerste Kamer, vergaderjaar)"
)
_NOTE_START = re.compile(r"^\d{1,3}(?:\.?$|(?=[A-ZÀ-Ý][A-Za-z]{2}))")


Key = tuple[str, int]


class Parted(NamedTuple):
    """The lines of one page by what they are."""

    body: list[Line]
    header: list[Line]
    footer: list[Line]
    notes: list[Line]


def part(sheets: Sequence[Sheet], columns: Sequence[Sequence[Line]], body_size: float) -> list[Parted]:
    """Part the body lines of each page; `columns` holds them from top to bottom."""
    repeated = _repeated(sheets, columns)
    told = frozenset(_long_numbers(sheets[0].segments)) if sheets else frozenset()
    return [
        _with_paper_named(_part_page(sheet, lines, repeated, body_size), sheet, told, body_size)
        for sheet, lines in zip(sheets, columns, strict=True)
    ]


def _long_numbers(segments: Iterable[Segment]) -> set[str]:
    """The words of at least five digits: references."""
    words = {token.word.text.strip(".,;:()") for segment in segments for token in segment.tokens}
    return {word for word in words if sum(sign.isdigit() for sign in word) >= REFERENCE}


def _with_paper_named(parted: Parted, sheet: Sheet, told: frozenset[str], body_size: float) -> Parted:
    """The page without the outermost lines in small letters that name the paper by its reference on the first page.

    "Waterschap De Stichtse Venen · kenmerk DSV-24.018837 · 9 september 2024", of two pages on the last alone.
    """
    if sheet.page.number == 1:
        return parted
    body = list(parted.body)
    for outer, kept in ((0, parted.header), (-1, parted.footer)):
        line = body[outer] if body else None
        if line and _marginal(line, sheet) and 0 < line.size < body_size - 0.4 and told & _long_numbers(line.segments):
            kept.append(body.pop(outer))
    return parted._replace(body=body)


def _keys(line: Line, sheet: Sheet) -> set[Key]:
    """What is compared between pages: the line, or the parts of it that stand apart; numbers count as one."""
    place = round(line.box.top / sheet.page.height * GRID)
    return {(re.sub(r"\d+", "#", text), place) for text in (line.text, *(segment.text for segment in line.segments))}


def _repeated(sheets: Sequence[Sheet], columns: Sequence[Sequence[Line]]) -> set[Key]:
    """What stands in the margin of half the pages or more, at one height or a little off it, as scans lie."""
    pages = [
        {key for line in lines if _marginal(line, sheet) for key in _keys(line, sheet)}
        for sheet, lines in zip(sheets, columns, strict=True)
    ]
    counts = Counter(near for keys in pages for near in {(text, at + by) for text, at in keys for by in NEAR})
    return {key for key, count in counts.items() if count > 1 and count >= 0.5 * len(sheets)}


def _is_repeated(line: Line, sheet: Sheet, repeated: set[Key]) -> bool:
    """True for a line that returns whole, or of which each part but page numbers does."""
    place = round(line.box.top / sheet.page.height * GRID)

    def returns(text: str) -> bool:
        return (re.sub(r"\d+", "#", text), place) in repeated

    return returns(line.text) or all(returns(s.text) or _PAGE_NUMBER.match(s.text) for s in line.segments)


def _marginal(line: Line, sheet: Sheet) -> bool:
    height = sheet.page.height
    return line.box.bottom < TOP * height or line.box.top > BOTTOM * height


def _part_page(sheet: Sheet, lines: Sequence[Line], repeated: set[Key], body_size: float) -> Parted:
    parted = Parted([], [], [], [])
    corner = _corner(sheet, lines, body_size)
    usual = median(map(_letters, lines)) if lines else 0.0
    notes_from = _notes_from(sheet, lines, body_size)
    for line in lines:
        height = sheet.page.height
        low = line.box.top > 0.8 * height
        marginal = _marginal(line, sheet)
        if (_PAGE_NUMBER.match(line.text) and (marginal or (low and not line.text.isdigit()))) or (
            _IMPRINT.match(line.text) and line.box.top > 0.7 * height
        ):
            parted.footer.append(line)
        elif marginal and not _is_kept(line, notes_from) and _is_repeated(line, sheet, repeated):
            (parted.header if line.box.bottom < TOP * height else parted.footer).append(line)
        elif line in corner:
            parted.header.append(line)
        elif line.box.top >= notes_from:
            parted.notes.append(line)
        elif sheet.page.source is Source.OCR and line.box.top > FOOT * height and _is_small_print(line, usual):
            parted.footer.append(line)
        else:
            parted.body.append(line)
    return parted


def _is_kept(line: Line, notes_from: float) -> bool:
    """True for what is no running foot though it returns: "3. Kamerstuk 35 334, nr. 241." differs by numbers alone."""
    note = line.box.top >= notes_from and len(line.tokens) > 1 and _NOTE_START.match(line.tokens[0].word.text)
    return line.text.endswith(":") or bool(note)


def _is_note(line: Line, body_size: float) -> bool:
    """True for a line that opens as a footnote does, in letters that are not those of the body."""
    small = 0 < line.size < body_size - 0.4
    return small and bool(_NOTE_START.match(line.tokens[0].word.text))


def _parted_at(y: float, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    return [line for line in lines if line.box.top < y], [line for line in lines if line.box.top >= y]


def _are_notes(below: Sequence[Line], above: Sequence[Line]) -> bool:
    """True for the lines of a scan below a short rule that are lower, or closer together, than those above it."""
    share = LOWER if number_of(below[0]) is None else NUMBERED
    lower = median(map(_letters, below)) < share * median(map(_letters, (*above, *below)))
    steps, usual = _steps(below), _steps(above)
    closer = bool(steps and usual) and steps[int(MOST * (len(steps) - 1))] < CLOSER * usual[len(usual) // 3]
    return not below[0].size and (lower or closer)


def _steps(lines: Sequence[Line]) -> list[float]:
    """The distances from one line to the next, the least first."""
    return sorted(step for line, other in pairwise(lines) if (step := other.rise - line.rise) > 0)


def _is_small_print(line: Line, usual: float) -> bool:
    """True for a line of some words in letters far lower than is usual on the page: terms of a firm at its foot."""
    return len(line.tokens) >= WORDS and _letters(line) < SMALL * usual


def _letters(line: Line) -> float:
    """The height of the letters of a line that was read by OCR: that of its higher words."""
    heights = sorted(token.word.box.height for token in line.tokens)
    return heights[int(0.75 * (len(heights) - 1))]


def _corner(sheet: Sheet, lines: Sequence[Line], body_size: float) -> list[Line]:
    """Lines in small letters in the right top corner, above all text: the sender on a later page of a letter."""
    width, height = sheet.page.width, sheet.page.height
    usual = median(line.box.height for line in lines) if lines else 0.0
    found: list[Line] = []
    for line in lines:
        small = line.size < body_size - 0.4 if line.size else line.box.height < 0.95 * usual
        if not (line.box.x0 > RIGHT * width and line.box.bottom < 0.25 * height and small) or label_and_rest(line):
            break
        found.append(line)
    return found


def _notes_from(sheet: Sheet, lines: Sequence[Line], body_size: float) -> float:
    """The y from which the body column holds footnotes; beyond the page where it has none."""
    cells = [cell for table in sheet.tables for row in table for cell in row]
    # Of a scan the lowest rule counts: those above it are of tables, which OCR does not tell apart.
    for rule in sorted(sheet.note_rules, reverse=sheet.page.source is Source.OCR):
        if any(cell.top - 2 <= rule <= cell.bottom + 2 for cell in cells):
            continue
        above, below = _parted_at(rule - 1, lines)
        if rule <= HIGHEST_NOTE * sheet.page.height or not below or _are_rows(sheet, below):
            continue
        if len(below) > max(MOST_NOTES, 2 * len(above)):
            continue  # the text of the page below the last rule of a table
        if _is_note(below[0], body_size) or _are_notes(below, above):
            return rule - 1
    if sheet.page.source is Source.OCR and (group := _last_group(sheet, lines)):
        above, below = _parted_at(group[0].box.top, lines)
        if number_of(group[0]) is not None and above and _are_notes(below, above):
            return group[0].box.top - 0.5
    small: list[Line] = []
    usual = median(map(_letters, lines)) if lines else 0.0
    for line in reversed(lines):
        little = line.size <= body_size - 0.9 if line.size else _letters(line) < LITTLE * usual
        if not _PAGE_NUMBER.match(line.text) and not (little and line.box.top > 0.5 * sheet.page.height):
            break
        small.append(line)
    starts = [line for line in small if _NOTE_START.match(line.tokens[0].word.text) and len(line.tokens) > 1]
    return (
        float("inf")
        if _are_rows(sheet, starts[::-1])
        else min((line.box.top for line in starts), default=float("inf")) - 0.5
    )


def _are_rows(sheet: Sheet, lines: Sequence[Line]) -> bool:
    """Numbered lines of a table ("1 | Kamerbrief | Openbaar"): known as one, with rules between them, or in columns."""
    numbered = [line for line in lines if _NOTE_START.match(line.tokens[0].word.text)]
    if not numbered:
        return False
    top, last = numbered[0].box.bottom, numbered[-1].box.top
    ruled = any(top - 1 < rule < last + 1 for rule in sheet.note_rules)
    known = any(cell.overlaps(numbered[0].box) for table in sheet.tables for row in table for cell in row)
    wide = sum(len(line.segments) > 1 + (len(line.segments[0].tokens) == 1) for line in numbered)
    return known or (ruled and sheet.page.source is not Source.OCR) or wide * 2 > len(numbered)


def _last_group(sheet: Sheet, lines: Sequence[Line]) -> list[Line]:
    """The lines below the last wide step of the lower half of a page, but for page numbers."""
    found: list[Line] = []
    steps = _steps(lines) or [0.0]
    for line in reversed(lines):
        if _PAGE_NUMBER.match(line.text) and not found:
            continue
        if found and found[0].rise - line.rise > LOOSE * steps[len(steps) // 3]:
            return found
        if line.box.top < 0.5 * sheet.page.height:
            return []
        found.insert(0, line)
    return []
