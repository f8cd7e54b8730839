"""The same marked texts through plain Presidio and through the trained model alone, for comparison.

Presidio's own e-mail recogniser is left out: it fetches a list of domains at its first use.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from presidio_analyzer.predefined_recognizers import IbanRecognizer, PhoneRecognizer, SpacyRecognizer

from nlp.recognise import people
from nlp.recognise import pipeline as trained
from tests.marked import Marked


class _Spacy(NlpEngine):  # type: ignore[misc]
    """Our model as any spaCy model in Presidio, with its own recogniser of entities."""

    def load(self) -> None:
        trained()

    def is_loaded(self) -> bool:
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        doc = trained()(text)
        entities = [span for span in doc.ents if span.label_ == "PER"]
        for span in entities:
            span.label_ = "PERSON"
        return NlpArtifacts(entities, doc, [token.idx for token in doc], [], self, language)

    def process_batch(self, texts: Any, language: str, **_: Any) -> Any:
        return ((text, self.process_text(text, language)) for text in texts)

    def is_stopword(self, word: str, language: str) -> bool:
        return False

    def is_punct(self, word: str, language: str) -> bool:
        return False

    def get_supported_entities(self) -> list[str]:
        return ["PERSON"]

    def get_supported_languages(self) -> list[str]:
        return ["nl"]


@cache
def _presidio() -> AnalyzerEngine:
    registry = RecognizerRegistry(
        recognizers=[
            IbanRecognizer(supported_language="nl"),
            PhoneRecognizer(supported_language="nl", supported_regions=("NL",)),
            SpacyRecognizer(supported_language="nl", supported_entities=["PERSON"]),
        ],
        supported_languages=["nl"],
    )
    return AnalyzerEngine(registry=registry, nlp_engine=_Spacy(), supported_languages=["nl"])


def hide_presidio(item: Marked, _: Path) -> tuple[set[int], None]:
    """What Presidio's own recognisers find, with our model as its engine."""
    found = _presidio().analyze(item.text, language="nl")
    return {at for result in found for at in range(result.start, result.end)}, None


def hide_model(item: Marked, _: Path) -> tuple[set[int], None]:
    """The persons that the trained model sees, as they are."""
    return {at for span in people(item.text) for at in range(span.start, span.end)}, None
