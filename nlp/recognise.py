"""people(text) -> where the trained recogniser sees a person.

The model lies in the folder `model` of this package, under a licence of its own (CC BY-SA 4.0); nothing is downloaded.
Where an organisation has another spaCy model installed, its persons are added (`load_other`).
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import accumulate

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from corpus.document import Span
from nlp import dutch, lexicon
from nlp.carry import REACH, Same, changed, unchanged

__all__ = ["OtherModelMissing", "load_other", "model_version", "people"]
# Words that the recogniser looks at in one go: beside a limit on memory, a document is one stretch.
_STRETCH = 200_000  # characters
SHARED = "lakwerk_dutch"
_APART = "\n\n"  # between pieces of a text that are looked at together
_PERSON = frozenset({"PER", "PERSON"})


class OtherModelMissing(Exception):  # noqa: N818 - said as what is wrong
    """The spaCy model of an organisation is not installed, or finds no persons; the message is Dutch."""


@cache
def pipeline() -> Language:
    """The trained pipeline, loaded once a process."""
    assert lexicon.FACTORY  # the component must be registered before the model is read
    shared = {"nlp": {"tokenizer": {"@tokenizers": SHARED}}}
    with as_file(files("nlp") / "model") as folder:
        nlp = spacy.load(folder, vocab=dutch.pipeline().vocab, config=shared, exclude=["tokenizer"])
    nlp.max_length = _STRETCH + 1
    return nlp


@spacy.registry.tokenizers(SHARED)  # type: ignore[untyped-decorator] # spaCy ships no types
def _shared() -> Callable[[Language], Tokenizer]:
    """The tokenizer that is there already: to make the model's own, which is the same, costs half a second."""
    return lambda nlp: dutch.pipeline().tokenizer


@cache
def load_other(name: str) -> Language:
    """Another installed spaCy model, by the name of its package; raises OtherModelMissing."""
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError):
        raise OtherModelMissing(
            f"Het spaCy-model '{name}' is niet te laden. Installeer het, of laat de instelling weg."
        ) from None
    if "ner" not in nlp.pipe_names or not _PERSON & set(nlp.get_pipe("ner").labels):
        raise OtherModelMissing(
            f"Het spaCy-model '{name}' herkent geen personen. Kies een ander, of laat de instelling weg."
        )
    return nlp


def model_version() -> str:
    """The version of our model, as the record gives it."""
    return str(json.loads((files("nlp") / "model" / "meta.json").read_text("utf-8"))["version"])


def people(text: str, other: str = "", before: str = "") -> tuple[Span, ...]:
    """The persons that our model sees, and those of another installed model; sorted, may overlap.

    Where the text is nearly the same as `before`, only what differs is looked at.
    """
    found = set(_own(text, "" if before == text else before))
    if other:
        found |= set(_seen(load_other(other), text))
    return tuple(sorted(found))


# A document is looked at for its names, once more as it would be published, and for what is doubtful.
@lru_cache(maxsize=4)
def _own(text: str, before: str) -> tuple[Span, ...]:
    same = unchanged(before, text) if before else ()
    if 2 * sum(stretch.span.end - stretch.span.start for stretch in same) <= len(text):
        return tuple(_seen(pipeline(), text))
    return tuple(sorted((*_carried(_own(before, ""), same), *_seen_in(text, changed(len(text), same)))))


def _carried(seen: Sequence[Span], same: Sequence[Same]) -> Iterator[Span]:
    """What was seen in an earlier text, where it stands now."""
    for stretch in same:
        there = Span(stretch.span.start - stretch.shift, stretch.span.end - stretch.shift)
        for span in seen[bisect_left(seen, Span(there.start, 0)) :]:
            if span.start >= there.end:
                break
            yield Span(span.start + stretch.shift, span.end + stretch.shift)


def _seen_in(text: str, places: Iterable[Span]) -> Iterator[Span]:
    """What begins in these places, all looked at in one go, each with what stands around it."""
    cuts = [(place, *_around(text, place)) for place in places]
    pieces = [text[start:end] for _, start, end in cuts]
    begins = [0, *accumulate(len(piece) + len(_APART) for piece in pieces)]
    for span in sorted(_seen(pipeline(), _APART.join(pieces))):
        at = bisect_right(begins, span.start) - 1
        place, start, end = cuts[at]
        here = Span(span.start - begins[at] + start, min(end, span.end - begins[at] + start))
        if place.start <= here.start < place.end:
            yield here


def _around(text: str, place: Span) -> tuple[int, int]:
    """The place with REACH characters on either side, to the nearest blank beyond."""
    start, end = max(0, place.start - REACH), min(len(text), place.end + REACH)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _seen(nlp: Language, text: str) -> Iterator[Span]:
    """Long texts in stretches that end at a line's end."""
    at = 0
    while at < len(text):
        end = len(text) if len(text) - at <= _STRETCH else text.rfind("\n", at + 1, at + _STRETCH)
        end = at + _STRETCH if end <= at else end
        doc: Doc = nlp(dutch.tokens(text[at:end]).copy() if nlp is pipeline() else text[at:end])
        yield from (Span(at + e.start_char, at + e.end_char) for e in doc.ents if e.label_ in _PERSON)
        at = end
