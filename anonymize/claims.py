"""Does a nota do what it says? It says that personal data was left out, or holds such data and does not say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.decisions import Category, Published, Verdict
from corpus.document import Part
from corpus.records import Kind

# "In de openbaar gemaakte versie van deze nota zijn alle persoonsgegevens van ambtenaren geanonimiseerd."
_CLAIM = re.compile(
    r"\b(?:persoonsgegevens|namen(?: en contactgegevens)?|gegevens)\b[^.\n]{0,80}?"
    r"\b(?:ambtenaren|medewerkers|personen|natuurlijke)\b"
    r"[^.\n]{0,60}?\b(?:geanonimiseerd|gelakt|weggelakt|onleesbaar gemaakt|verwijderd|weggelaten|zwartgelakt)\b"
    r"|\b(?:persoonsgegevens|namen)\b[^.\n]{0,60}?\b(?:geanonimiseerd|gelakt|onleesbaar gemaakt)\b",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"informatie die niet openbaar|niet[- ]openbaar(?:baar)? te maken|niet openbaar gemaakt", re.IGNORECASE
)
_PERSONAL = frozenset({Category.PERSON, Category.PHONE, Category.EMAIL})


def self_check(published: Published, kind: Kind) -> Iterator[str]:
    """Warnings, in Dutch and without a word of the document."""
    document = published.document
    shown = sum(d.verdict is Verdict.REDACT and d.category in _PERSONAL for d in published.decisions)
    claims = bool(_CLAIM.search(document.text))
    if claims and shown:
        what = "een persoonsgegeven" if shown == 1 else f"{shown} persoonsgegevens"
        yield f"Het stuk zegt dat persoonsgegevens zijn weggelaten, maar toonde er nog {what}; nu gelakt."
    if kind is Kind.BESLISNOTA and shown and not claims:
        headings = (document.at(block.span) for block in document.parts(Part.HEADING))
        if not any(_SECTION.search(heading) for heading in headings):
            yield "De nota is gelakt, maar zegt nergens dat informatie niet openbaar is gemaakt."
