"""A fresh search of what would be published: a name half hidden, or seen only once its neighbours are gone.

The text is read again with its gaps as words ("[5.1.2e]"), found in and decided about like any other. What that would
hide is hidden as well; nothing that was decided about is decided anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.decisions import Decision, Published, Verdict
from corpus.document import Document, Draft, Span, Word, compose

RULE = "second-look"


class Again(NamedTuple):
    """A document as it would be published, and for each of its words the index of the word that it comes from."""

    document: Document
    origin: tuple[int, ...]
    gone: frozenset[int]  # words of which something is hidden


def second_look(published: Published, look: Callable[[Document], tuple[Decision, ...]]) -> Published:
    """The document with what a look at its published text adds. `look` finds and decides."""
    if not published.gaps:
        return published
    again = as_published(published)
    more = tuple(
        decision._replace(span=span, rule=RULE)
        for decision in look(again.document)
        if decision.verdict is Verdict.REDACT
        for span in _spans(published.document, again, decision.span)
        if not any(span.overlaps(known.span) for known in published.decisions)
    )
    return Published(published.document, tuple(sorted((*published.decisions, *more)))) if more else published


def as_published(published: Published) -> Again:
    """The document with the first word of each gap replaced by its ground, and the others gone."""
    document = published.document
    shown: dict[int, str] = {}
    for gap in published.gaps:
        for at in document.indices(gap.span):
            goes_on = shown.get(at - 1) in ("", gap.label) and not document.words[at - 1].after.strip()
            shown.setdefault(at, "" if goes_on else gap.label)
    drafts, origin = [], list[int]()
    for block in document.blocks:
        inside = list(document.indices(block.span))
        drafts.append(Draft(block.part, _shown(document, inside, shown), block.level))
        origin += inside
    together, blocks = compose(drafts)
    return Again(replace(document, words=together, blocks=blocks, marks=()), tuple(origin), frozenset(shown))


def _shown(document: Document, inside: Sequence[int], shown: Mapping[int, str]) -> tuple[Word, ...]:
    """Words with their gaps; a cell ends behind a gap where it ended behind the gap's last word."""
    words: list[Word] = []
    opened = 0
    for at in inside:
        word = document.words[at]
        text = shown.get(at, word.text)
        if at in shown and not text and words:
            words[opened] = words[opened]._replace(after=word.after)
        elif text:
            opened = len(words)
        words.append(word._replace(text=text))
    return tuple(words)


def _spans(document: Document, again: Again, span: Span) -> Iterator[Span]:
    """Where in the document the words lie that a span of the published text holds, gaps left out."""
    for at in again.document.indices(span):
        came = again.origin[at]
        if came in again.gone:
            continue
        start = again.document.starts[at]
        low, high = max(0, span.start - start), min(len(again.document.words[at].text), span.end - start)
        yield Span(document.starts[came] + low, document.starts[came] + high)
