"""The one spaCy pipeline: Dutch tokens over the whole text, and sentences that never cross a block.

No model is downloaded: `spacy.blank("nl")` and rules. The only file that may import spaCy's language data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import spacy
from spacy.attrs import IS_ALPHA, IS_SPACE, LOWER, NORM, PREFIX, SHAPE, SUFFIX
from spacy.lang.nl import Dutch
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import create_vocab

from corpus.document import Block, Document, Part, Span

# Words whose full stop does not end a sentence; lower case, without the stop.
ABBREVIATIONS = frozenset(
    "a.s jl o.a m.b.t t.a.v d.w.z n.a.v i.v.m e.d c.s t.b.v t.v.v i.p.v bijv bv ca nr nrs art artt jo resp "
    "drs dr mr mw dhr mevr ir ing prof ds jhr bc st blz p.m m.i.v o.b.v w.o m.n s.v.p z.s.m t.o.v e.v p/a incl excl "
    "max min evt zgn zg vgl hfst par lid sub tel inzake o.g i.h.k.v i.o i.c c.q h.t.l n.v.t o.l.v p.p t.a.p "
    "jan feb mrt apr jun jul aug sep sept okt nov dec co kst stb stcrt trb cie plv wnd".split()
)
# Of all that spaCy knows of a word by its letters: what the recogniser sees, and what is asked here.
_ASKED = frozenset({NORM, LOWER, SHAPE, PREFIX, SUFFIX, IS_ALPHA, IS_SPACE})
_END = re.compile(r"""[.!?…]["'’”»)\]]*(?=\s|$)""")
_INITIAL = re.compile(r"(?:^|[\s(.])(?:[A-Z]|Th|Ch|Chr|Ph|Sj|Tj|Fr|IJ|Joh|Jac)$")
_LOWER_START = re.compile(r"\s+[a-zà-ÿ(]")


class Sentence(NamedTuple):
    """A whole sentence of the running text and the block that it stands in; headings are no sentences."""

    span: Span
    block: Block


@dataclass(frozen=True)
class Reading:
    """A document with its tokens (`doc.text == document.text`) and its sentences in reading order."""

    document: Document
    sentences: tuple[Sentence, ...]

    @cached_property
    def doc(self) -> Doc:
        """Made when first asked for: who looks for motions alone needs none."""
        return tokens(self.document.text)

    def text(self, sentence: Sentence) -> str:
        return self.document.at(sentence.span)


@cache
def pipeline() -> Language:
    """The Dutch tokenizer, made once a process; what nobody asks of a word is not worked out for each of them."""
    vocab = create_vocab("nl", Dutch.Defaults)
    getters: dict[int, object] = vocab.lex_attr_getters  # type: ignore[attr-defined] # spaCy's stubs lack it
    for name in getters.keys() - _ASKED:
        del getters[name]
    return spacy.blank("nl", vocab=vocab)


@lru_cache(maxsize=2)
def tokens(text: str) -> Doc:
    """The tokens of a text, for all who look at it: who writes in them takes a copy."""
    nlp = pipeline()
    nlp.max_length = max(nlp.max_length, len(text) + 1)
    return nlp(text)


def read(document: Document) -> Reading:
    """Cut the running text into sentences; its tokens follow when asked for."""
    sentences = tuple(
        Sentence(span, block)
        for block in document.running()
        if block.part is not Part.HEADING
        for span in split(document.text, block.span)
    )
    return Reading(document, sentences)


def split(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences inside a span: ends at . ! ? but not after an abbreviation, an initial or before a small letter.

    >>> [span for span in split("Zie art. 5.1. Dat is zo.", Span(0, 24))]
    [Span(start=0, end=13), Span(start=14, end=24)]
    """
    found: list[Span] = []
    start = span.start
    for end in _END.finditer(text, span.start, span.end):
        if end.end() < span.end and _goes_on(text, start, end, span.end):
            continue
        found.append(Span(start, end.end()))
        start = end.end()
        while start < span.end and text[start].isspace():
            start += 1
    if start < span.end:
        found.append(Span(start, span.end))
    return tuple(found)


def _goes_on(text: str, start: int, end: re.Match[str], limit: int) -> bool:
    if not end[0].startswith("."):
        return bool(_LOWER_START.match(text, end.end(), limit))
    before = text[start : end.start()]
    word = before.rsplit(maxsplit=1)[-1].lstrip("(\"'‘“").lower() if before.strip() else ""
    if word in ABBREVIATIONS or _INITIAL.search(before):
        # "a.s." and "c.s." may end a sentence: a capital after them decides, but an initial never ends one.
        capital = re.match(r"\s+[A-Z‘“]", text[end.end() : limit])
        return not (capital and word in {"a.s", "jl", "c.s", "e.d", "n.v.t", "z.s.m", "e.v"})
    if re.fullmatch(r"\d{1,2}", word) and re.match(r"\s+[a-z]", text[end.end() : limit]):
        return True
    return bool(_LOWER_START.match(text, end.end(), limit))
