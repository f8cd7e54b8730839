"""What a person ordered about a document: this wording goes, or stays. It beats every rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.document import Document, Span

HIDE, SHOW = "hide", "show"
EVERYWHERE = 0
BLANK = r"(?:\s+\|\s+|\s+)"


class Order(NamedTuple):
    """`text` as it stands in the document, blanks aside, on `page`, or on all pages for EVERYWHERE.

    `ground` is a Woo code and `category` one of the output contract, both "" for what stays. `at` is UTC.
    """

    what: str
    text: str
    page: int
    ground: str
    category: str
    why: str
    who: str
    at: str

    def places(self, document: Document) -> Iterator[Span]:
        """Where the text stands as words of its own; cells of a table and line ends count as blanks."""
        words = (re.escape(word) for word in self.text.split())
        wanted = re.compile(r"(?<!\w)" + BLANK.join(words) + r"(?!\w)")
        for found in wanted.finditer(document.text):
            span = Span(found.start(), found.end())
            if self.page in (EVERYWHERE, document.page_of(span)):
                yield span
