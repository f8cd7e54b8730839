"""What a person said about a document: this wording or this place goes, or stays. It beats every rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.document import Box, Document, Span

HIDE, SHOW = "hide", "show"
EVERYWHERE = 0
GRAZED = 0.2  # of the height of a word
BLANK = r"(?:\s+\|\s+|\s+)"


class Instruction(NamedTuple):
    """`text` as it stands in the document, blanks aside, on `page`, or on all pages for EVERYWHERE.

    Or a place: `box` is (x0, top, x1, bottom) on `page`, in points from the top left of the page as displayed; then
    `text` is "". `ground` is a Woo code and `category` one of the output contract, both "" for what stays. `at` is UTC.
    """

    what: str
    text: str
    page: int
    ground: str
    category: str
    why: str
    who: str
    at: str
    box: tuple[float, float, float, float] | None = None

    @property
    def place(self) -> Box | None:
        return Box(self.page, *self.box) if self.box else None

    def spans(self, document: Document) -> list[Span]:
        """Where it counts in the text: the wording wherever it stands as words of its own, or the words in the box."""
        return list(_inside(document, self.place) if self.place else self._told(document))

    def _told(self, document: Document) -> Iterator[Span]:
        words = (re.escape(word) for word in self.text.split())
        wanted = re.compile(r"(?<!\w)" + BLANK.join(words) + r"(?!\w)")
        for found in wanted.finditer(document.text):
            span = Span(found.start(), found.end())
            if self.page in (EVERYWHERE, document.page_of(span)):
                yield span


def _inside(document: Document, box: Box) -> Iterator[Span]:
    """The words that a box covers a part of; of a line that it only grazes, none."""
    for word, start in zip(document.words, document.starts, strict=True):
        deep = min(box.bottom, word.box.bottom) - max(box.top, word.box.top)
        if word.text and word.box.overlaps(box) and deep > GRAZED * word.box.height:
            yield Span(start, start + len(word.text))
