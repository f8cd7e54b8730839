"""Where a word stands in the order of the text, for tags and for the blanks between words.

How long the hidden words of a line are may decide whether the reader saw a paragraph end there. So that the tags do not
tell, a paragraph that ends or begins with such a line is one with its neighbour at the same margin.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus.document import Block, Box, Document, Part, around

PITCH = 2.6  # heights from line to line within a paragraph, at most
MARGIN = 2.0  # points


class Spot(NamedTuple):
    """Where something stands in the text: the index of its word, its block (-1: none), that block's tag, its cell."""

    at: int
    block: int
    role: str
    cell: int = 0


class Order:
    """The places of a document's words; `hidden` are the indices of those that are hidden in part or whole."""

    def __init__(self, document: Document, hidden: Iterable[int]) -> None:
        self._document, self._hidden = document, frozenset(hidden)
        self._starts = [block.span.start for block in document.blocks]
        self._roles = list(_roles(document.blocks))
        self._cells = list(_cells(document, self._starts))
        self._block: list[int] = []
        for number in range(len(document.blocks)):
            joins = number > 0 and self._joins(number - 1, number)
            self._block.append(self._block[-1] if joins else number)

    def spot(self, index: int) -> Spot:
        """The place of a word in the text; index -1, for what has no word, comes after all."""
        if index < 0:
            return Spot(len(self._document.words), -1, "P")
        number = bisect_right(self._starts, self._document.starts[index]) - 1
        if number < 0:
            return Spot(index, number, "P")
        return Spot(index, self._block[number], self._roles[number], self._cells[index])

    def blank_after(self, index: int) -> bool:
        """True when a blank or the end of a line follows a word, and no joining without one."""
        after = self._document.words[index].after
        return bool(after) and not after.strip(" \n|")

    def _joins(self, one: int, other: int) -> bool:
        blocks = self._document.blocks
        if blocks[one].part is not blocks[other].part or (self._roles[one], self._roles[other]) != ("P", "P"):
            return False
        last, first = self._line(one, last=True), self._line(other, last=False)
        if not last or not first or not self._hidden.intersection([*last, *first]):
            return False
        upper, lower = self._around(last), self._around(first)
        down = lower.top - upper.top
        return (
            upper.page == lower.page
            and 0 < down < PITCH * max(upper.height, lower.height)
            and abs(upper.x0 - lower.x0) < MARGIN
        )

    def _line(self, number: int, *, last: bool) -> list[int]:
        """The words of the first or last line of a block."""
        words = self._document.words
        inside = list(self._document.indices(self._document.blocks[number].span))
        ordered = inside[::-1] if last else inside
        line: list[int] = []
        for at in ordered:
            if line and not _level(words[at].box, words[line[0]].box):
                break
            line.append(at)
        return line

    def _around(self, line: list[int]) -> Box:
        return around(self._document.words[at].box for at in line)


def _level(one: Box, other: Box) -> bool:
    return one.page == other.page and one.top < other.bottom and other.top < one.bottom


def _roles(blocks: Sequence[Block]) -> Iterator[str]:
    """The tag of each block; no level of headings is left out on the way down (ISO 14289-1, 7.4.2)."""
    level = 0
    for at, block in enumerate(blocks):
        before = blocks[at - 1].part if at else None
        after = blocks[at + 1].part if at + 1 < len(blocks) else None
        if block.part is Part.HEADING:
            level = max(1, min(6, block.level, level + 1))
            yield f"H{level}"
        elif block.part is Part.ITEM:
            yield "LI"
        elif block.part is Part.ROW:
            yield "TH" if before is not Part.ROW and after is Part.ROW else "TD"
        else:
            yield "P"


def _cells(document: Document, starts: Sequence[int]) -> Iterator[int]:
    """For each word in the how-manieth cell of its row it stands, from 0."""
    cell, block = 0, -1
    for at, start in enumerate(document.starts):
        number = bisect_right(starts, start) - 1
        if number != block:
            cell, block = 0, number
        yield cell if number >= 0 and document.blocks[number].part is Part.ROW else 0
        cell += "|" in document.words[at].after
