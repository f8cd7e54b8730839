"""What any redacted PDF still gives away, also one that another program made.

Three looks: what the file holds beside its pages; what a fresh search for personal data finds in the text that can be
read; and, where it is known what was hidden, the engines of the gate. No remark holds a wording.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pikepdf
from pikepdf import Dictionary

from anonymize import depths, eyes, readers, structure
from anonymize.case import Case
from anonymize.find import find
from anonymize.policy import Policy, decide
from anonymize.redact import Redacted
from anonymize.verify import FAILED
from anonymize.wording import Secret, Secrets, fold, forms
from corpus.decisions import Category, Published, Verdict
from corpus.document import Document
from corpus.errors import CannotProcess
from nlp.extract import extract_context

ENGINES = {
    "de tekstlaag (PDFium)": readers.pdfium_text,
    "de tekstlaag (pdfminer)": readers.pdfminer_text,
    "de tekstlaag (poppler)": readers.poppler_text,
    "de objecten van het bestand": depths.object_strings,
    "de bytes van het bestand": depths.raw_bytes,
    "een afbeelding in het bestand": depths.other_pictures,
    "het beeld van de pagina": eyes.ocr_text,
}
NAMES = {
    Category.PERSON: ("naam", "namen"),
    Category.PHONE: ("telefoonnummer", "telefoonnummers"),
    Category.EMAIL: ("mailadres", "mailadressen"),
    Category.BSN: ("burgerservicenummer", "burgerservicenummers"),
    Category.IBAN: ("rekeningnummer", "rekeningnummers"),
    Category.ADDRESS: ("adres", "adressen"),
}
OTHER = ("ander gegeven", "andere gegevens")
LEFTOVERS = {
    "/AA": "acties die bij het openen lopen",
    "/AcroForm": "een invulformulier",
    "/Annots": "aantekeningen of koppelingen",
    "/EmbeddedFiles": "ingesloten bestanden",
    "/JavaScript": "scripts",
    "/OCProperties": "lagen die aan of uit kunnen",
    "/OpenAction": "een actie bij het openen",
    "/Outlines": "bladwijzers",
    "/PieceInfo": "gegevens van het programma dat het maakte",
    "/Thumb": "voorbeeldplaatjes van pagina's",
    "/ActualText": "tekst voor wie luistert, die anders kan zijn dan wat er staat",
}


class Remark(NamedTuple):
    """What was found, in Dutch; `page` is 0 for the file as a whole. `sure` is False for what only may be wrong."""

    page: int
    text: str
    sure: bool = True


class Hidden(NamedTuple):
    """What must not be in a file, and words that may: a hidden "Kern" may be an open "Kern" elsewhere."""

    wordings: tuple[tuple[str, Category], ...] = ()
    open: frozenset[str] = frozenset()

    @property
    def secrets(self) -> tuple[Secrets, Secrets]:
        """The forms that are secret for sure, and those that are an open word too."""
        found: dict[tuple[str, str], Secret] = {}
        for wording, category in self.wordings:
            for form, way in forms(wording, category):
                found.setdefault((form, way), Secret(form, way, category, ""))
        known = {fold(word) for word in self.open}
        return (
            Secrets(tuple(secret for secret in found.values() if secret.form not in known)),
            Secrets(tuple(secret for secret in found.values() if secret.form in known)),
        )


NOTHING = Hidden()


def audit(path: Path, document: Document, hidden: Hidden = NOTHING) -> tuple[Remark, ...]:
    """Everything that the three looks find. `document` is the file as it was read."""
    found = [*_beside_the_pages(path), *_still_readable(document), *_known(path, document, hidden)]
    return tuple(sorted(dict.fromkeys(found)))


def _beside_the_pages(path: Path) -> Iterator[Remark]:
    data = path.read_bytes()
    if data.count(b"%%EOF") > 1:
        yield Remark(0, "Het bestand bewaart eerdere versies van zichzelf.")
    if not data.rstrip().endswith(b"%%EOF"):
        yield Remark(0, "Achter het eind van het bestand staat nog iets.")
    with pikepdf.open(path) as pdf:
        if "/Info" in pdf.trailer and len(pdf.trailer.Info.keys()):
            yield Remark(0, "Het bestand heeft eigenschappen, zoals de maker of de titel.", sure=False)
        if "/Metadata" in pdf.Root and b"dc:creator" in pdf.Root.Metadata.read_bytes():
            yield Remark(0, "De metagegevens noemen een maker.")
        keys = Counter(key for item in pdf.objects if isinstance(item, Dictionary) for key in sorted(item.keys()))
        for key, name in LEFTOVERS.items():
            if keys[key] or (key == "/JavaScript" and keys["/JS"]):
                yield Remark(0, f"Het bestand heeft {name}.", sure=False)
        if structure.is_unreached(pdf):
            yield Remark(0, "Het bestand bewaart onderdelen die geen pagina toont.", sure=False)


def _still_readable(document: Document) -> Iterator[Remark]:
    """Warnings of the reader, and what Lakwerk would hide in the text that is left."""
    for warning in document.warnings:
        yield Remark(0, warning, sure=False)
    decisions = decide(document, find(document), Policy(), *extract_context(document))
    left: Counter[tuple[int, Category]] = Counter()
    for decision in decisions:
        if decision.verdict is Verdict.REDACT:
            left[document.page_of(decision.span), decision.category] += 1
    for (page, category), times in left.items():
        one, more = NAMES.get(category, OTHER)
        yield Remark(page, f"{times} {one if times == 1 else more} die Lakwerk zou lakken.", sure=False)


def _known(path: Path, document: Document, hidden: Hidden) -> Iterator[Remark]:
    """Where the gate's engines still find what was hidden."""
    sure, unsure = hidden.secrets
    for secrets, engines in ((sure, ENGINES), (unsure, dict([next(iter(ENGINES.items()))]))):
        case = Case(path, Published(document, ()), Redacted((), (), {}, {}), secrets)
        for place, engine in engines.items() if secrets.all else ():
            try:
                pages = Counter(spot.page for spot in engine(case))
            except CannotProcess as error:
                yield Remark(0, f"Niet gekeken in {place}: {error.detail or FAILED}")
                continue
            except Exception:  # whatever stops an engine: its message may quote the document
                yield Remark(0, f"Niet gekeken in {place}: {FAILED}.")
                continue
            yield from (_told(page, times, place, is_sure=secrets is sure) for page, times in pages.items())


def _told(page: int, times: int, place: str, *, is_sure: bool) -> Remark:
    what = "Een gelakt gegeven staat" if times == 1 else f"{times} vormen van gelakte gegevens staan"
    if is_sure:
        return Remark(page, f"{what} nog in {place}.")
    return Remark(page, f"{what} nog in {place}, maar ook als woord dat openbaar bleef.", sure=False)
