"""find(document) -> findings: Presidio's analyzer with our own recognisers and model only, made once a process.

The only file that imports presidio_analyzer. Presidio's own e-mail recogniser fetches a list of domains at first use:
it is not loaded, and nothing here reaches for the network.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from anonymize import names
from anonymize.address import find_addresses
from anonymize.extents import unbroken
from anonymize.files import find_accounts, find_in_file_names
from anonymize.greeted import greeted_names
from anonymize.learned import learned_names
from anonymize.letters import find_letters
from anonymize.lone import lone_surnames
from anonymize.mailboxes import find_mailboxes
from anonymize.misread import (
    mended_places,
    misread_cells,
    misread_initials,
    misread_letters,
    misread_names,
    with_digits,
)
from anonymize.recognizers import Number, Row, find_numbers, rows
from anonymize.scene import Hit, Scene
from anonymize.spread import spread
from anonymize.turned import turned_names
from anonymize.uncapitalised import small_names
from anonymize.weigh import weigh
from anonymize.words import domain_at, is_functional
from corpus.decisions import Category, Finding
from corpus.document import Document, Source, Span
from nlp.recognise import people

_LANGUAGE = "nl"
# What of two overlapping findings stays: the kind that hides most precisely what stands there.
_ORDER = (
    Category.EMAIL,
    Category.BSN,
    Category.IBAN,
    Category.PHONE,
    Category.OTHER,
    Category.ADDRESS,
    Category.SIGNATURE,
    Category.PERSON,
)


class _Trained(NlpEngine):  # type: ignore[misc]
    """Our recogniser as Presidio's engine: one spaCy pass over the text, whose persons the names are looked up in.

    Tokens and lemmas are not handed on: they serve Presidio's context words, which none of our recognisers has.
    """

    def __init__(self, other: str, idle: bool) -> None:
        self.other = other
        self.idle = idle

    def load(self) -> None:
        """Nothing to load: the model is read when first asked for."""

    def is_loaded(self) -> bool:
        return True

    def process_text(self, text: str, language: str, before: str = "") -> NlpArtifacts:
        return NlpArtifacts([] if self.idle else list(people(text, self.other, before)), [], [], [], self, language)

    def process_batch(self, texts: Iterable[str], language: str, **_: Any) -> Iterable[tuple[str, NlpArtifacts]]:
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word: str, language: str) -> bool:
        return False

    def is_punct(self, word: str, language: str) -> bool:
        return not any(character.isalnum() for character in word)

    def get_supported_entities(self) -> list[str]:
        return [Category.PERSON.value]

    def get_supported_languages(self) -> list[str]:
        return [_LANGUAGE]


class _NoContext(ContextAwareEnhancer):  # type: ignore[misc]
    """Scores stay as the recognisers gave them."""

    def __init__(self) -> None:
        super().__init__(0.0, 0.0, 0, 0)

    def enhance_using_context(
        self, text: str, raw_results: list[RecognizerResult], *_: object, **__: object
    ) -> list[RecognizerResult]:
        return raw_results


class _Recognizer(EntityRecognizer):  # type: ignore[misc]
    """What our recognisers share: nothing to load, and a result that carries its rule."""

    def __init__(self, name: str, categories: Sequence[Category]) -> None:
        super().__init__(list(categories), name=name, supported_language=_LANGUAGE)

    def load(self) -> None:
        """Nothing to load: lists are read when first asked for."""

    def result(self, span: Span, category: Category, rule: str, score: float) -> RecognizerResult:
        meta = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            "rule": rule,
        }
        return RecognizerResult(category.value, span.start, span.end, score, recognition_metadata=meta)


class _Numbers(_Recognizer):
    """One row of the table of numbers."""

    def __init__(self, row: Row) -> None:
        super().__init__(f"numbers: {row.rule}", [row.category])
        self.row = row

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        mended = with_digits(text)  # kept from row to row
        again = (number for window in mended_places(text) for number in find_numbers(self.row, mended, window))
        found = [*find_numbers(self.row, text), *again]
        return [self.result(*number) for number in dict.fromkeys(found)]


class _Addresses(_Recognizer):
    def __init__(self) -> None:
        super().__init__("addresses", [Category.ADDRESS])

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        return [self.result(*number) for number in find_addresses(text)]


class _Names(_Recognizer):
    """The names of one document: it looks at headings and lines, so it is made for each document."""

    def __init__(self, document: Document, without: Collection[str] = ()) -> None:
        super().__init__("names", [Category.PERSON])
        self.document = document
        self.without = without

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        look, seen = names.scene(self.document), nlp_artifacts.entities
        hits = _found_apart(look, seen, self.without)
        if "weighed" not in self.without:
            hits = weigh(look, seen, hits)
        for name, stage in _TOGETHER.items():
            if name not in self.without and (name != "misread" or _may_be_misread(self.document)):
                hits += stage(look, seen, hits)
        return [self.result(hit.span, Category.PERSON, hit.rule, hit.score) for hit in hits]


# The recognisers of names, in order: each sees what those before it found. First those of a name where it stands.
_Stages = Mapping[str, Callable[[Scene, Sequence[Span], Sequence[Hit]], Iterable[Hit]]]
_APART: _Stages = {
    "rules": lambda look, seen, found: names.find_names(look),
    "model": lambda look, seen, found: learned_names(look, seen, found),
    "lone": lambda look, seen, found: lone_surnames(look, found),
    "turned": lambda look, seen, found: turned_names(look, found),
    "greeted": lambda look, seen, found: greeted_names(look, found),
    "uncapitalised": lambda look, seen, found: small_names(look, found),
}
# Between them all that was found is weighed. Then those that know by the names that were found.
_TOGETHER: _Stages = {
    "spread": lambda look, seen, found: spread(look, found, _local_parts(look.text)),
    "letters": lambda look, seen, found: find_letters(look, found),
    "mailboxes": lambda look, seen, found: find_mailboxes(look.text),
    "files": lambda look, seen, found: [*find_in_file_names(look.text, found), *find_accounts(look.text, found)],
    "misread": lambda look, seen, found: _misread(look, found),
}
RECOGNIZERS = (*_APART, "weighed", *_TOGETHER, "addresses", *(row.rule for row in rows()))


def before_weighing(document: Document) -> tuple[Scene, Sequence[Span], list[Hit]]:
    """A document as the weights see it: looked over, what the recogniser saw, and what was found."""
    look, seen = names.scene(document), people(document.text)
    return look, seen, _found_apart(look, seen, ())


def _found_apart(look: Scene, seen: Sequence[Span], without: Collection[str]) -> list[Hit]:
    hits: list[Hit] = []
    for name, stage in _APART.items():
        if name not in without:
            hits += stage(look, seen, hits)
        if name == "model":
            hits = names.handed_on(look, hits, name)
    return unbroken(look, hits)


def _misread(look: Scene, found: Sequence[Hit]) -> Iterable[Hit]:
    hits = [*misread_initials(look), *misread_letters(look.text), *misread_cells(look.text, found)]
    return [*hits, *misread_names(look.text, [*found, *hits])]


def _may_be_misread(document: Document) -> bool:
    """Pages that OCR read, and plain text, which some OCR may have made."""
    return document.name.lower().endswith(".txt") or any(page.source is Source.OCR for page in document.pages)


def _local_parts(text: str) -> list[str]:
    row = next(row for row in rows() if row.rule == "e-mail")
    spans = [number.span for number in find_numbers(row, text)]
    return [text[s.start : s.end] for s in spans if not is_functional(text[s.start : s.end], domain_at(text, s.end))]


@cache
def _engine(other: str, without: frozenset[str]) -> AnalyzerEngine:
    numbers: list[EntityRecognizer] = [_Numbers(row) for row in rows() if row.rule not in without]
    recognizers = [*numbers, *([] if "addresses" in without else [_Addresses()])]
    registry = RecognizerRegistry(recognizers=recognizers, supported_languages=[_LANGUAGE])
    return AnalyzerEngine(
        registry=registry,
        nlp_engine=_Trained(other, "model" in without),
        supported_languages=[_LANGUAGE],
        context_aware_enhancer=_NoContext(),
    )


def find(document: Document, other: str = "", without: Collection[str] = (), before: str = "") -> tuple[Finding, ...]:
    """Every stretch that may be personal data, also what the policy will keep; disjoint, in text order.

    `other` is an installed spaCy model whose persons count too. `without` leaves out recognisers (`RECOGNIZERS`), to
    measure what each is worth. `before` is a text that this one is nearly the same as.
    """
    if not document.text.strip():
        return ()
    engine = _engine(other, frozenset(without))
    results = engine.analyze(
        document.text,
        language=_LANGUAGE,
        nlp_artifacts=engine.nlp_engine.process_text(document.text, _LANGUAGE, before),
        ad_hoc_recognizers=[_Names(document, without)],
        score_threshold=0.0,
    )
    numbers = [Number(Span(r.start, r.end), Category(r.entity_type), _rule(r), r.score) for r in results]
    # What a longer one leaves of another may be a line's end alone.
    return tuple(each for each in _disjoint(numbers) if document.at(each.span).strip())


def _rule(result: RecognizerResult) -> str:
    return str((result.recognition_metadata or {}).get("rule", ""))


def _disjoint(found: Iterable[Number]) -> list[Finding]:
    """Of overlapping findings the first in `_ORDER`, then the longest; what the loser covered beyond it stays found."""
    ranked = sorted(found, key=lambda n: (_ORDER.index(n.category), -(n.span.end - n.span.start), n.span.start))
    kept: list[Number] = []
    covered: list[Span] = []
    for number in ranked:
        for span in list(_outside(number.span, covered)):
            kept.append(number._replace(span=span))
            insort(covered, span)
    return [Finding(*number) for number in sorted(kept)]


def _outside(span: Span, covered: Sequence[Span]) -> Iterable[Span]:
    """The stretches of a span that none of the covered spans, disjoint and sorted, takes."""
    at = span.start
    first = max(0, bisect_left(covered, span) - 1)
    for other in covered[first : bisect_left(covered, Span(span.end, 0))]:
        if not other.overlaps(span):
            continue
        if other.start > at:
            yield Span(at, other.start)
        at = max(at, other.end)
    if at < span.end:
        yield Span(at, span.end)
