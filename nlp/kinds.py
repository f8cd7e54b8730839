"""What kind of document this is, by its head, its headings and how it opens and closes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.document import Block, Document, Part, Span
from corpus.records import Kind
from corpus.words import plain
from nlp.fields import Labelled
from nlp.turns import is_minutes

MOTION = re.compile(
    r"(?:\b(?:GEWIJZIGDE |NADER GEWIJZIGDE )?MOTIE VAN (?:HET LID|DE LEDEN)\b"
    r"|(?:^|\| )(?:Gewijzigde |Nader gewijzigde )?[Mm]otie van (?:het lid|de leden)\b)",
    re.MULTILINE,
)
_NOTA_CUE = re.compile(
    r"\b(?:TER (?:BESLISSING|ONDERTEKENING|INFORMATIE|BESPREKING)|[Bb]eslisnota|BESLISNOTA|[Oo]plegnota|OPLEGNOTA)\b"
)
_NOTA_WORD = re.compile(r"^\s*nota\b", re.IGNORECASE)
_HOUSE = re.compile(
    r"\b(?:Voorzitter van de (?:Tweede|Eerste) Kamer|(?:Tweede|Eerste) Kamer der Staten-Generaal)\b", re.IGNORECASE
)
_ANSWERS = re.compile(
    r"\b(?:deel ik u(?:,| )|Antwoorden? van de (?:minister|staatssecretaris)).{0,200}\b(?:leden?|Kamervragen)\b"
)
# A motion as it was handed in, before it was printed: its title stands in the text.
_ASKS = re.compile(
    r"(?:.{0,400}\bMOTIE VAN [^a-z]{3,200}\n.{0,300})?De [Kk]amer,\s+[Gg]ehoord de beraadslaging", re.DOTALL
)
_TO_SPEAKER = re.compile(r"Geachte (?:mevrouw de |heer de )?voorzitter", re.IGNORECASE)
_TO_MINISTER = re.compile(r"^(?:Aan:? )?(?:de )?(?:[Mm]inister|[Ss]taatssecretaris|[MS] ?[A-Z]{2,4}\b|[Ss]tas )")
_GREETS = re.compile(r"(?:Geachte|Hooggeachte|Excellentie|Zeer geachte)\b")
_NOTA_HEADINGS = frozenset(
    {"aanleiding", "geadviseerd besluit", "gevraagd besluit", "gevraagde beslissing", "kern", "kernpunten", "advies"}
)


def kind_of(document: Document, fields: Sequence[Labelled]) -> Kind:
    """The kind by the output contract: a mail thread is `overig`, a nota to a minister `beslisnota`."""
    outside = "\n".join(document.at(b.span) for b in document.parts(Part.HEAD, Part.COLOPHON, Part.HEADER))
    running = list(document.running())
    start = document.at(Span(running[0].span.start, running[min(3, len(running) - 1)].span.end)) if running else ""
    opening = document.at(Span(running[0].span.start, running[-1].span.end))[:1200] if running else ""
    keys = {item.key for item in fields}
    if is_minutes(document):
        return Kind.OVERIG
    if MOTION.search(outside) or _ASKS.match(opening):
        return Kind.MOTIE
    if "sent" in keys and {"from", "to"} & keys:
        return Kind.OVERIG
    if _TO_SPEAKER.search(start) and _HOUSE.search(outside):
        return Kind.KAMERBRIEF  # its side column may name the nota that goes with it
    if "route" in keys or _is_nota(document, outside, running):
        return Kind.BESLISNOTA
    title = " ".join(document.at(item.field.value) for item in fields if item.key == "subject")
    if "Kamervragen" in title or _HOUSE.search(outside) or _TO_SPEAKER.match(start) or _ANSWERS.search(start):
        return Kind.KAMERBRIEF
    closing = "\n".join(document.at(b.span) for b in running[-8:])
    if re.search(r"^(?:Geachte|Beste|L\.S\.|Excellentie|Hooggeachte|Weledel)", start, re.M) or re.search(
        r"^(?:Hoogachtend|Met vriendelijke groet)", closing, re.M
    ):
        return Kind.BRIEF
    return Kind.OVERIG


def _is_nota(document: Document, outside: str, running: Sequence[Block]) -> bool:
    if _NOTA_CUE.search(outside) or any(_NOTA_WORD.match(line) for line in outside.split("\n")):
        return True
    headings = {plain(document.at(b.span)) for b in running if b.part is Part.HEADING}
    known = len(headings & _NOTA_HEADINGS)
    to_minister = any(_TO_MINISTER.search(line) for line in outside.split("\n"))
    greets = any(_GREETS.match(document.at(block.span)) for block in running[:2])  # a letter has an "Aanleiding" too
    return known >= 2 or (known == 1 and to_minister and not greets)
