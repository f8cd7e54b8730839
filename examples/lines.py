"""Blocks to lines and lines to pages, before anything is drawn: so the number of pages is known at the first one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from examples.content import NOTE_DIGIT, SOFT_HYPHEN, Ink, Item, Paragraph, Part, Row, Subheading
from examples.fonts import width

SIZE, LEADING = 9.5, 12.6
NOTE_SIZE, NOTE_LEADING = 7.0, 8.6
INK_HEIGHT = 46.0
CELLS = (0.0, 66.0, 236.0)
# A word may be broken after a hyphen of its own, between letters, and at a soft hyphen.
_BREAK = re.compile(rf"(?<=[A-Za-z]-)(?=[A-Za-z])|(?<={SOFT_HYPHEN})")


class Piece(NamedTuple):
    """A run of text at `x` points from the left edge of the body."""

    x: float
    text: str
    font: str = "Sans"


class Line(NamedTuple):
    """One line; `room` is how much must be free below it (a heading takes two lines of text along)."""

    pieces: tuple[Piece, ...]
    height: float = LEADING
    room: float = 0.0
    ink: int | None = None

    @property
    def notes(self) -> tuple[int, ...]:
        return tuple(int(n) for piece in self.pieces for n in NOTE_DIGIT.findall(piece.text))


EMPTY = Line((), LEADING * 0.8)


def measure(text: str, font: str, size: float) -> float:
    """The width of a text, its footnote digits counted small and unused soft hyphens not at all."""
    digits = "".join(NOTE_DIGIT.findall(text))
    body = NOTE_DIGIT.sub("", text).replace(SOFT_HYPHEN, "")
    return width(body, font, size) + width(digits, font, size * 0.65)


def wrap(text: str, limit: float, font: str = "Sans", size: float = SIZE) -> list[str]:
    """The lines of a text, filled greedily; a soft hyphen at a line's end shows as a hyphen."""
    lines, line = [], ""
    for word in text.split():
        trial = f"{line} {word}".strip()
        if measure(trial, font, size) <= limit:
            line = trial
            continue
        head, tail = _cut(word, limit - measure(f"{line} ", font, size), font, size)
        lines.append(f"{line} {head}".strip())
        line = tail
    return [_visible(part) for part in [*lines, line] if part]


def _cut(word: str, limit: float, font: str, size: float) -> tuple[str, str]:
    places = [match.start() for match in _BREAK.finditer(word)]
    for place in reversed(places):
        head = word[:place]
        shown = head.replace(SOFT_HYPHEN, "") + ("-" if head.endswith(SOFT_HYPHEN) else "")
        if measure(shown, font, size) <= limit:
            return shown, word[place:]
    return "", word


def _visible(line: str) -> str:
    return line.replace(SOFT_HYPHEN, "")


def set_parts(parts: Iterable[Part], limit: float) -> list[Line]:
    """The lines of all sections, with the white between blocks."""
    lines: list[Line] = []
    for part in parts:
        if part.heading:
            lines += [EMPTY] if lines else []
            lines.append(Line((Piece(0, part.heading, "Sans-Bold"),), room=2 * LEADING))
        previous: object = None
        for i, block in enumerate(part.blocks):
            if isinstance(block, Paragraph) and isinstance(previous, Paragraph | Item | Row):
                lines.append(EMPTY)
            set_lines = list(_set(block, limit))
            if any(isinstance(after, Ink) for after in part.blocks[i + 1 : i + 2]):
                # Who signs, the ink and the name stay together.
                set_lines[0] = set_lines[0]._replace(room=INK_HEIGHT + 2 * LEADING)
            lines += set_lines
            previous = block
    return lines


def _set(block: object, limit: float) -> Iterator[Line]:
    match block:
        case Paragraph(text):
            yield from (Line((Piece(0, line),)) for line in wrap(text, limit))
        case Item(text):
            for i, line in enumerate(wrap(text, limit - 28)):
                yield Line((Piece(14, "•"), Piece(28, line)) if i == 0 else (Piece(28, line),))
        case Subheading(text):
            yield Line((Piece(0, text, "Sans-Italic"),), room=LEADING)
        case Row(cells, head):
            yield from _row(cells, "Sans-Bold" if head else "Sans", limit)
        case Ink(seed):
            yield Line((), INK_HEIGHT, room=2 * LEADING, ink=seed)


def _row(cells: Sequence[str], font: str, limit: float) -> Iterator[Line]:
    ends = (*CELLS[1 : len(cells)], limit)
    wrapped = [wrap(c, end - x - 6, font) for c, x, end in zip(cells, CELLS, ends, strict=False)]
    for texts in zip_longest(*wrapped, fillvalue=""):
        yield Line(tuple(Piece(x, text, font) for x, text in zip(CELLS, texts, strict=False) if text))


def set_notes(numbers: Sequence[int], notes: Sequence[str], limit: float) -> list[Line]:
    """The footnotes of one page: the digit, and the text beside it."""
    lines = []
    for number in numbers:
        for i, text in enumerate(wrap(notes[number - 1], limit - 12, size=NOTE_SIZE)):
            pieces = (Piece(0, f"[^{number}]"), Piece(8, text)) if i == 0 else (Piece(8, text),)
            lines.append(Line(pieces, NOTE_LEADING))
    return lines


def paginate(
    lines: Iterable[Line], heights: tuple[float, float], notes: Sequence[str], limit: float
) -> list[list[Line]]:
    """Lines to pages: the first page has `heights[0]` points, each later one `heights[1]`, footnotes included."""
    pages: list[list[Line]] = [[]]
    used, numbers = 0.0, list[int]()
    for line in lines:
        wanted = [*numbers, *line.notes]
        below = sum(note.height for note in set_notes(wanted, notes, limit)) + (14 if wanted else 0)
        if used + line.height + line.room + below > heights[min(len(pages), 2) - 1]:
            pages.append([])
            used, wanted = 0.0, list(line.notes)
        if line.pieces or line.ink is not None or pages[-1]:
            pages[-1].append(line)
            used += line.height
        numbers = wanted
    return pages
