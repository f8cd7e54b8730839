"""A training text: where names stand in it, and where nobody can say whether one does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans

from nlp.lexicon import classify

LABELS = ("PER", "ORG", "LOC")


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with labelled stretches (start, end, label) and stretches that teach nothing; characters."""

    text: str
    names: tuple[tuple[int, int, str], ...] = ()
    unsure: tuple[tuple[int, int], ...] = ()


def example(nlp: Language, sample: Sample) -> Example:
    """A sample as spaCy learns from it; a name that does not fit the tokens is left open."""
    seen = classify(nlp.make_doc(sample.text))
    told = Doc(nlp.vocab, words=[token.text for token in seen], spaces=[bool(token.whitespace_) for token in seen])
    fitting: list[Span] = []
    open_spans = [told.char_span(start, end, alignment_mode="expand") for start, end in sample.unsure]
    for start, end, label in sample.names:
        span = told.char_span(start, end, label=label)
        if span is None:
            open_spans.append(told.char_span(start, end, alignment_mode="expand"))
        else:
            fitting.append(span)
    kept = filter_spans(fitting)
    told.set_ents(kept, missing=list(_apart(filter(None, open_spans), kept)), default="outside")
    return Example(seen, told)


def _apart(spans: Iterable[Span], kept: list[Span]) -> Iterable[Span]:
    """Single tokens of the open spans that are in no name."""
    taken = {token.i for span in kept for token in span}
    for span in filter_spans(list(spans)):
        yield from (span.doc[token.i : token.i + 1] for token in span if token.i not in taken)
