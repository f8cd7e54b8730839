"""What somebody should know of how a question was taken."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.search import Found


def remarks(found: Found) -> Iterator[str]:
    """Each remark in Dutch: a value that nothing has, a word that was misspelt, hits without all words."""
    yield from found.remarks
    for typed, read in found.read_as:
        yield f"'{typed}' komt niet voor; gezocht is op '{read}'."
    if found.relaxed:
        yield "Er zijn weinig zinnen met alle woorden; ook getoond is wat er het meest op lijkt."
