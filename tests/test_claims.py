"""A nota that says what it does not do, and the reverse."""

from __future__ import annotations

import pytest
from conftest import write

from anonymize.claims import self_check
from anonymize.find import find
from anonymize.policy import Policy, decide
from corpus.decisions import Published
from corpus.records import Kind

CLAIM = "In de openbaar gemaakte versie van deze nota zijn alle persoonsgegevens van ambtenaren geanonimiseerd."
PERSON = "Contactpersoon: H. Terpwijkstra."
SECTION = "# Informatie die niet openbaar gemaakt kan worden"


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        (f"{CLAIM}\n{PERSON}", Kind.BESLISNOTA, ["toonde er nog een persoonsgegeven"]),
        (f"{CLAIM}\n{PERSON}\nBel 06 12 34 56 78.", Kind.BESLISNOTA, ["toonde er nog 2 persoonsgegevens"]),
        (CLAIM, Kind.BESLISNOTA, []),
        (PERSON, Kind.BESLISNOTA, ["zegt nergens"]),
        (f"{SECTION}\nMotivering: persoonlijke levenssfeer.\n{PERSON}", Kind.BESLISNOTA, []),
        (PERSON, Kind.KAMERBRIEF, []),
        ("Minister Uitermark stemt in.", Kind.BESLISNOTA, []),
    ],
)
def test_what_a_document_says_of_itself_is_held_against_what_was_found(text: str, kind: Kind, told: list[str]) -> None:
    document = write(text)
    warnings = list(self_check(Published(document, decide(document, find(document), Policy())), kind))
    assert len(warnings) == len(told)
    assert all(part in warning for part, warning in zip(told, warnings, strict=True))
    assert "Terpwijkstra" not in " ".join(warnings)
