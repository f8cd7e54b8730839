"""Abbreviations of public bodies and of units that a document itself makes known: "Rijksvastgoedbedrijf (RVB)"."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.document import Document, Part
from nlp.movers import is_party

_BRACKETED = re.compile(r"(?<=[\w’]) \((?:het |de )?(?P<short>[A-Z][A-Za-z&-]{0,8}[A-Z][A-Za-z-]{0,10})\)")
_BEFORE = 60  # characters before the bracket in which the name of the body stands
_APART = re.compile(r"[.;:,()|\n]")
# What the name of a body in public service is made of, as a whole word or at its end
_PUBLIC = re.compile(
    r"\b(?:Rijks\w*|\w*[Dd]ienst|Autoriteit|Inspectie\w*|Commando|Raad|Bureau|Agentschap|Centraal|\w*[Mm]eldpunt|[Dd]irecti\w+|"
    r"[Dd]irectoraat|College|\w*[Ii]nstituut|Nationa\w+|Koninklijke?|Unit|\w*bedrijf|Politie|Uitvoering\w*|Landelijk\w*|"
    r"Coördinatie\w*|Openbaar|Centrum|Planbureau|Veiligheidsregio|Omgevingsdienst|Justitiële|Immigratie\w*)\b"
)
_UNIT = re.compile(r"(?<![\w.])[A-Z]{2,5}(?![\w.&])")
_NO_UNIT = frozenset("NL EU VN TK EK PDF OCR DG SG HT MT CC TER NOTA AAN VAN BSK MEMO DATUM".split())


@lru_cache(maxsize=8)
def introduced(text: str) -> frozenset[str]:
    """The abbreviations in brackets behind the name of a public body.

    >>> sorted(introduced("het Rijksvastgoedbedrijf (RVB), de Vereniging Eigen Huis (VEH) en het lid Bos (CDA)"))
    ['RVB']
    """
    found = set()
    for match in _BRACKETED.finditer(text):
        name = _APART.split(text[max(0, match.start() - _BEFORE) : match.start()])[-1]
        if _PUBLIC.search(name) and not is_party(match["short"]):
            found.add(match["short"])
    return frozenset(found)


def units(document: Document) -> frozenset[str]:
    """The letters of units in the head and the side column of a nota: "Kopie aan: FEZ, WJZ"."""
    told = " ".join(document.at(block.span) for block in document.parts(Part.HEAD, Part.COLOPHON))
    # what stands in brackets behind another name is no unit: "Nederlands actieplan voor luchtvaartveiligheid (NALV)"
    other = {match["short"] for match in _BRACKETED.finditer(document.text)} - introduced(document.text)
    return frozenset(_UNIT.findall(told)) - _NO_UNIT - other
