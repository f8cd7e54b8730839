"""look_at(document, published) -> words with a capital that stay readable and that nothing explains: "look at these".

What the recognisers missed is nearly always among them, so they are the first thing that a Woo officer reads. A word is
explained by a decision, by being a place, an abbreviation, or a word of the language where a capital says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from anonymize import words
from anonymize.names import scene
from anonymize.runs import UP
from anonymize.scene import Scene
from corpus.decisions import Published
from corpus.document import Document, Span
from nlp.gazetteer import FAIR

_CAPITAL = re.compile(rf"(?<![\w@])(?:[{UP}][\w'’]*(?:[-‑][\w'’]+)*)(?![@])")
_LETTERS = re.compile(r"(?:[A-Z]\.?){1,4}|[A-Z]{1,3}[vdte]{1,3}[A-Z][a-z]?")
_COMMON = 3.0  # Zipf: a word of the language
_FEWEST = 100  # bearers of a surname


class Word(NamedTuple):
    """A word to look at: where it first stands, and how often it stands open in the document."""

    text: str
    span: Span
    times: int


def look_at(published: Published) -> tuple[Word, ...]:
    """The words to look at, once each, in text order."""
    document = published.document
    look = scene(document)
    seen: dict[str, Word] = {}
    for span in _open_capitals(document, published):
        text = document.at(span)
        if text in seen:
            seen[text] = seen[text]._replace(times=seen[text].times + 1)
        elif not _explained(look, span, text):
            seen[text] = Word(text, span, 1)
    return tuple(seen.values())


def open_capitals(published: Published) -> list[str]:
    """Every word with a capital that is in no decision, once, sorted."""
    return sorted({published.document.at(span) for span in _open_capitals(published.document, published)})


def _open_capitals(document: Document, published: Published) -> Iterator[Span]:
    """Words with a capital in no decision, be it to hide or to keep."""
    decided = sorted(decision.span for decision in published.decisions)
    at = 0
    for match in _CAPITAL.finditer(document.text):
        span = Span(*match.span())
        while at < len(decided) and decided[at].end <= span.start:
            at += 1
        if not any(other.overlaps(span) for other in decided[at : at + 3]):
            yield span


def _explained(look: Scene, span: Span, text: str) -> bool:
    core = re.sub(r"['’]s?$", "", text)
    if _LETTERS.fullmatch(core):
        return words.is_abbreviation(core)
    before = look.text[max(0, span.start - 12) : span.start].rsplit("\n", 1)[-1].split(" ")
    if core in words.listed("units") or (words.is_stop(core) and words.bearers("", core) < _FEWEST):
        return True
    if words.is_place(core) or (len(before) > 1 and words.is_place(f"{before[-2]} {core}")):
        return True  # "Den Haag"
    known = core.lower() in words.listed("capitals") or core.lower() in words.listed("actors")
    surname = words.bearers("", core) >= _FEWEST and not known
    if words.trust(core) >= FAIR or (words.trust(core) and not words.is_common(core)):
        return False
    opens = look.opens(span.start) or look.in_heading(span.start)
    if words.frequency(core) >= _COMMON:
        return not surname or opens
    return words.is_compound(core) or (words.is_stop(core) and not surname)
