"""A published wording found again in the text that it came from: "[5.1.2e]" stands for whatever is hidden there.

Blanks and the " | " between cells of a table do not matter. No pattern goes back on a label once it is passed, so that
many labels take no longer than few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.document import Document, Span
from corpus.instructions import BLANK

LABEL = re.compile(r"\[\d+(?:\.\d+)+[a-z]?\]")
# A label inside a stretch stands for at most this many letters: a passage, not half a document.
_BARE = r"[^\n]{1,300}?"
# Up to the bounds of a sentence, where nothing readable says how far the hidden words go.
_INNER = r"(?:(?![.!?](?:\s|\Z))[^\n]){1,300}"
_LEAD = r"(?:(?<=[.!?]\s)|(?<=\n)|\A)" + _INNER + "?"


def plain(text: str) -> str:
    """A text with one blank wherever blanks or the bar between cells stand."""
    return " ".join(text.replace(" | ", " ").split())


def is_readable(published: str) -> bool:
    """Whether a published wording has a word of its own beside its labels."""
    return bool(re.search(r"\w", LABEL.sub("", published)))


def says(published: str, text: str) -> bool:
    """Whether a published wording may be the publication of a whole text.

    >>> says("Bel [5.1.2e] morgen.", "Bel Anna de Wit morgen."), says("Bel [5.1.2e].", "Bel morgen.!")
    (True, False)
    """
    return bool(_whole(plain(published)).fullmatch(plain(text)))


def find_stretch(published: str, text: str) -> Span | None:
    """The first place where a published wording stands in a text as words of its own."""
    return next(_stretches(published, text), None)


def find_in(published: str, document: Document, page: int) -> Span | None:
    """The place of a published wording in a document: the first on its page, else the first anywhere."""
    found = list(_stretches(published, document.text))
    return next((span for span in found if document.page_of(span) == page), found[0] if found else None)


def _stretches(published: str, text: str) -> Iterator[Span]:
    if is_readable(published):
        for found in _part(plain(published)).finditer(text):
            yield Span(found.start(), found.end())


@lru_cache(maxsize=512)
def _whole(published: str) -> re.Pattern[str]:
    first, *others = map(re.escape, LABEL.split(published))
    if not others:
        return re.compile(first)
    between = "".join(f"(?>.+?{piece})" for piece in others[:-1])
    return re.compile(f"{first}{between}.+{others[-1]}")


@lru_cache(maxsize=512)
def _part(published: str) -> re.Pattern[str]:
    pieces = [BLANK.join(map(re.escape, piece.split(" "))) for piece in LABEL.split(published)]
    made = pieces.pop(0) or _LEAD + pieces.pop(0)
    last = len(pieces) - 1
    for number, piece in enumerate(pieces):
        made += f"(?>{_BARE}{piece})" if piece or number < last else _INNER
    before = r"(?<!\w)" if published[0].isalnum() else ""
    after = r"(?!\w)" if published[-1].isalnum() else ""
    return re.compile(before + made + after)
