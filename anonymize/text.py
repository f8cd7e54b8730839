"""Plain text: the redacted text file, and the proof that neither it nor a record says what was hidden.

The only file that imports presidio_anonymizer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

from anonymize.wording import Secrets, Text
from corpus.decisions import Published
from corpus.errors import Leak

LABELLED = "colophon"  # the part of a record whose keys are labels of the document


@cache
def _engine() -> AnonymizerEngine:
    return AnonymizerEngine()


def redact_text(raw: str, spans: tuple[tuple[int, int, str], ...]) -> str:
    """The text with "[5.1.2e]" in the place of each span (start, end, ground); spans are disjoint.

    >>> redact_text("Bel Anna de Wit.", ((4, 15, "5.1.2e"),))
    'Bel [5.1.2e].'
    """
    if not spans:
        return raw
    # A name of its own for each span: Presidio joins neighbours of one kind, and would swallow a line end between them.
    names = [f"gap{number}" for number in range(len(spans))]
    results = [RecognizerResult(name, start, end, 1.0) for name, (start, end, _) in zip(names, spans, strict=True)]
    operators = {
        name: OperatorConfig("replace", {"new_value": f"[{ground}]"})
        for name, (_, _, ground) in zip(names, spans, strict=True)
    }
    return str(_engine().anonymize(raw, results, operators).text)


def verify_text(text: str, published: Published, secrets: Secrets) -> None:
    """Raises Leak when a text says a hidden wording more often than the published text does."""
    if _exceeds(Text(text), [Text(published.text)], secrets):
        raise Leak("In de gelakte tekst is nog een gelakt gegeven gevonden. Beoordeel het stuk met de hand.")


def verify_record(record: str, secrets: Secrets, published: Published, allowed: Iterable[str] = ()) -> None:
    """Raises Leak when a string of a JSON record says a hidden wording that the published text and `allowed` do not."""
    known = [Text(published.text), *(Text(text) for text in allowed)]
    if any(_exceeds(Text(string), known, secrets) for string in _strings(json.loads(record))):
        raise Leak("In het gegevensbestand is nog een gelakt gegeven gevonden. Beoordeel het stuk met de hand.")


def _exceeds(text: Text, known: list[Text], secrets: Secrets) -> bool:
    return any(
        found > sum(other.count(secret) for other in known) for secret in secrets.all if (found := text.count(secret))
    )


def _strings(value: Any, *, ours: bool = True) -> Iterator[str]:
    """All strings in a record but for its own keys: "applies_to" says nothing of who signs with "TO".

    The labels of the side column come from the document.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not ours:
                yield str(key)
            yield from _strings(item, ours=key != LABELLED)
