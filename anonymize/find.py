"""find(document) -> findings: Presidio's analyzer with our recognisers only, made once a process, and no model.

The only file that imports presidio_analyzer. Presidio's own e-mail recogniser fetches a list of domains at first use:
it is not loaded, and nothing here reaches for the network.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from anonymize import names
from anonymize.address import find_addresses
from anonymize.mailboxes import find_mailboxes
from anonymize.misread import misread_cells, misread_initials, misread_names, with_digits
from anonymize.recognizers import Number, Row, find_numbers, rows
from anonymize.spread import spread
from anonymize.words import is_functional
from corpus.decisions import Category, Finding
from corpus.document import Document, Source, Span
from nlp import dutch

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


class _Blank(NlpEngine):  # type: ignore[misc]
    """Tokens of the blank Dutch pipeline; entities come from the recognisers."""

    def load(self) -> None:
        dutch.pipeline()

    def is_loaded(self) -> bool:
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        nlp = dutch.pipeline()
        nlp.max_length = max(nlp.max_length, len(text) + 1)
        doc = nlp.make_doc(text)
        return NlpArtifacts([], doc, [token.idx for token in doc], [], self, language)

    def process_batch(self, texts: Iterable[str], language: str, **_: Any) -> Iterable[tuple[str, NlpArtifacts]]:
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word: str, language: str) -> bool:
        return False

    def is_punct(self, word: str, language: str) -> bool:
        return not any(character.isalnum() for character in word)

    def get_supported_entities(self) -> list[str]:
        return []

    def get_supported_languages(self) -> list[str]:
        return [_LANGUAGE]


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
        mended = with_digits(text)
        found = [*find_numbers(self.row, text), *(find_numbers(self.row, mended) if mended != text else ())]
        return [self.result(*number) for number in dict.fromkeys(found)]


class _Addresses(_Recognizer):
    def __init__(self) -> None:
        super().__init__("addresses", [Category.ADDRESS])

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        return [self.result(*number) for number in find_addresses(text)]


class _Names(_Recognizer):
    """The names of one document: it looks at headings and lines, so it is made for each document."""

    def __init__(self, document: Document) -> None:
        super().__init__("names", [Category.PERSON])
        self.document = document

    def analyze(self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts) -> list[RecognizerResult]:
        look = names.scene(self.document)
        found = names.find_names(look)
        hits = [*found, *spread(look, found, _local_parts(text)), *find_mailboxes(text)]
        if _may_be_misread(self.document):
            hits += [*misread_initials(look), *misread_cells(text, hits)]
            hits += misread_names(text, hits)
        return [self.result(hit.span, Category.PERSON, hit.rule, hit.score) for hit in hits]


def _may_be_misread(document: Document) -> bool:
    """Pages that OCR read, and plain text, which some OCR may have made."""
    return document.name.lower().endswith(".txt") or any(page.source is Source.OCR for page in document.pages)


def _local_parts(text: str) -> list[str]:
    row = next(row for row in rows() if row.rule == "e-mail")
    parts = [text[number.span.start : number.span.end] for number in find_numbers(row, text)]
    return [part for part in parts if not is_functional(part)]


@cache
def _engine() -> AnalyzerEngine:
    recognizers: list[EntityRecognizer] = [*(_Numbers(row) for row in rows()), _Addresses()]
    registry = RecognizerRegistry(recognizers=recognizers, supported_languages=[_LANGUAGE])
    return AnalyzerEngine(registry=registry, nlp_engine=_Blank(), supported_languages=[_LANGUAGE])


def find(document: Document) -> tuple[Finding, ...]:
    """Every stretch that may be personal data, also what the policy will keep; disjoint, in text order."""
    if not document.text.strip():
        return ()
    results = _engine().analyze(
        document.text,
        language=_LANGUAGE,
        ad_hoc_recognizers=[_Names(document)],
        score_threshold=0.0,
    )
    numbers = [Number(Span(r.start, r.end), Category(r.entity_type), _rule(r), r.score) for r in results]
    return tuple(_disjoint(numbers))


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
