"""What a person said about a document: this wording or this place goes, or stays. It beats every rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Self

from corpus.document import Box, Document, Span

HIDE, SHOW = "hide", "show"
EVERYWHERE = 0
INK = "signature"  # the category of a box that is about ink alone
GRAZED = 0.2  # of the height of a word
BLANK = r"(?:\s+\|\s+|\s+)"


class Instruction(NamedTuple):
    """`text` as it stands in the document, blanks aside, on `page`, or on all pages for EVERYWHERE.

    `nth` means one occurrence only, the first on the page being 1; letters beside it do not matter then.
    Or a place: `box` is (x0, top, x1, bottom) on `page`, in points from the top left of the page as displayed; then
    `text` is "", and words that the box touches are meant too, but for ink: a signature lies over a name that stays.
    `ground` is a Woo code, "" for what stays; `category` is one of the output contract, or "". `at` is UTC.
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
    nth: int = 0

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """An instruction as it lies in a file; raises KeyError, TypeError or ValueError for what is none."""
        box = told["box"]
        return cls(**{**told, "box": tuple(map(float, box)) if box else None})

    @property
    def place(self) -> Box | None:
        return Box(self.page, *self.box) if self.box else None

    def spans(self, document: Document) -> list[Span]:
        """Where it counts in the text: the wording wherever it stands as words of its own, or the words in the box."""
        asked = (self.text, self.page, self.nth, self.box, self.category == INK)
        if asked not in document.sought:
            document.sought[asked] = tuple(self._sought(document))
        return list(document.sought[asked])

    def _sought(self, document: Document) -> Iterable[Span]:
        if self.place:
            return () if self.category == INK else inside(document, self.place)
        return self._told(document)

    def _told(self, document: Document) -> Iterator[Span]:
        if not self.text.strip():
            return
        if self.nth:
            yield from occurrences(document, self.text, self.page)[self.nth - 1 : self.nth]
            return
        wanted = re.compile(r"(?<!\w)" + _pattern(self.text) + r"(?!\w)")
        for found in wanted.finditer(document.text):
            span = Span(found.start(), found.end())
            if self.page in (EVERYWHERE, document.page_of(span)):
                yield span


def occurrences(document: Document, text: str, page: int) -> list[Span]:
    """Every place on a page where a wording stands, blanks aside, also inside of words: what `nth` counts."""
    first, last = document.reach(page)
    # No further than it can reach: documents are long, and between two words stand three signs at most.
    found = re.compile(_pattern(text)).finditer(document.text, first, last + 4 * len(text))
    spans = []
    for each in found:
        if each.start() >= last:
            break
        spans.append(Span(each.start(), each.end()))
    return [span for span in spans if document.page_of(span) == page]


def _pattern(text: str) -> str:
    return BLANK.join(re.escape(word) for word in text.split())


def inside(document: Document, box: Box) -> Iterator[Span]:
    """The words that a box covers a part of; of a line that it only grazes, none."""
    for word, start in zip(document.words, document.starts, strict=True):
        deep = min(box.bottom, word.box.bottom) - max(box.top, word.box.top)
        if word.text and word.box.overlaps(box) and deep > GRAZED * word.box.height:
            yield Span(start, start + len(word.text))
