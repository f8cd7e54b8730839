"""What a PDF holds beside what can be read on its pages: files, notes, signatures, scripts, layers, forms.

None of it comes into the redacted file, so each kind is named, in a sentence without any wording of the document. A
file that was made to harm may be odd in every place: what cannot be looked at is itself named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Name

from corpus.entries import MOST, actions, at, below, inherited, items, leaves, notes
from corpus.numbers import counted, listed, pages_of

UNSEEN = "Het bestand is niet na te zien op bijlagen, opmerkingen en andere toevoegingen; dat moet met de hand."
LEFT_OUT = "niet opgenomen in het gelakte bestand"

# Names of kinds that say nothing about the document; any other ending may be a word of it.
ENDINGS = frozenset(
    """pdf doc docx odt rtf txt xls xlsx ods csv ppt pptx odp msg eml pst htm html xml json zip rar 7z jpg jpeg png tif
    tiff gif bmp heic mp3 mp4 wav mov avi m4a exe js ics vcf""".split()
)
OTHER = "anders"

# Subtype of an annotation -> what it is called; those that are not here are links, pop-ups of a note, fields.
NOTES = {
    "/Text": "opmerkingen",
    "/FreeText": "tekstvakken",
    "/Stamp": "stempels",
    "/Highlight": "markeringen",
    "/Underline": "markeringen",
    "/Squiggly": "markeringen",
    "/StrikeOut": "doorhalingen",
    "/Caret": "invoegtekens",
    "/Ink": "pentekeningen",
    "/FileAttachment": "aangehechte bestanden",
    "/Redact": "lakvoorstellen die niet zijn doorgevoerd",
    "/Watermark": "watermerken",
    **dict.fromkeys(("/Line", "/Square", "/Circle", "/Polygon", "/PolyLine"), "getekende vormen"),
    **dict.fromkeys(("/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"), "geluids- of beeldfragmenten"),
}
UNNAMED = frozenset({"/Link", "/Popup", "/Widget", "/PrinterMark", "/TrapNet"})

SCRIPTS = {
    "/JavaScript": "scripts",
    "/Rendition": "scripts",
    "/Launch": "opdrachten om een programma te starten",
    "/SubmitForm": "opdrachten om gegevens te versturen",
    "/ImportData": "opdrachten om gegevens in te lezen",
}


Look = Callable[["Held"], Iterable[str]]


class Held(NamedTuple):
    """An open file and the annotations of its pages, with the page's number; `more` where not all were looked at."""

    pdf: pikepdf.Pdf
    notes: tuple[tuple[int, Any], ...]
    more: bool


def file_notices(path: Path) -> tuple[str, ...]:
    """A sentence for each kind of thing that a PDF holds beside the text on its pages; raises nothing."""
    try:
        with pikepdf.open(path) as pdf:
            found = tuple(islice(notes(pdf), MOST + 1))
            held = Held(pdf, found[:MOST], len(found) > MOST)
            return tuple(sentence for what, look in _LOOKS for sentence in _looked(held, what, look))
    except Exception:  # PDFium may well read a file that qpdf cannot: the document goes on, with this notice
        return (UNSEEN,)


def _looked(held: Held, what: str, look: Look) -> tuple[str, ...]:
    try:
        return tuple(look(held))
    except Exception:  # an odd object raises any of a dozen kinds; each means that nobody saw what is there
        return (f"Het bestand is niet na te zien op {what}; dat moet met de hand.",)


def _files(held: Held) -> Iterator[str]:
    hanging = [at(note, "/FS") for _, note in held.notes if at(note, "/Subtype") == Name.FileAttachment]
    kinds = Counter(map(_ending, [*leaves(at(held.pdf.Root, "/Names", "/EmbeddedFiles")), *hanging]))
    if kinds:
        shown = (
            ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
            if len(kinds) > 1
            else next(iter(kinds))
        )
        files = counted(kinds.total(), "ingesloten bestand", "ingesloten bestanden", MOST)
        yield f"Het bestand heeft {files} ({shown})."


def _ending(entry: Any) -> str:
    """The ending of an embedded file's name, where it is one of a known kind."""
    ending = str(at(entry, "/UF") or at(entry, "/F") or "").rpartition(".")[2].strip().lower()
    return ending if ending in ENDINGS else OTHER


def _notes(held: Held) -> Iterator[str]:
    """What persons put on the pages afterwards, and the fields that they filled in."""
    places: dict[str, set[int]] = {}
    for number, note in held.notes:
        if (kind := _kind(note)) is not None:
            places.setdefault(kind, set()).add(number)
    for kind, numbers in sorted(places.items()):
        yield f"{pages_of(numbers)}: {kind} in het bestand zijn {LEFT_OUT}."
    if held.more:
        yield f"Van de opmerkingen en velden in het bestand zijn alleen de eerste {MOST} nagezien."


def _kind(note: Any) -> str | None:
    subtype = str(at(note, "/Subtype"))
    if subtype == "/Widget":
        return "ingevulde velden" if _is_filled(note) else None
    return None if subtype in UNNAMED else NOTES.get(subtype, "andere toevoegingen")


def _is_filled(field: Any) -> bool:
    """True for a field with a value; a box that is not ticked has the value /Off."""
    kind, value = inherited(field, "/FT"), inherited(field, "/V")
    if kind == Name.Sig or value is None:
        return False
    if isinstance(value, pikepdf.Array):
        return len(value) > 0
    return isinstance(value, pikepdf.Stream) or str(value).strip() not in {"", "/Off"}


def _form(held: Held) -> Iterator[str]:
    form = at(held.pdf.Root, "/AcroForm")
    parts = list(islice(below(items(at(form, "/Fields"))), MOST))
    signed = sum(at(part, "/FT") == Name.Sig and at(part, "/V") is not None for part in parts)
    if signed:
        times = counted(signed, "digitale handtekening", "digitale handtekeningen", MOST)
        yield f"Het bestand heeft {times}; het gelakte bestand is daarmee niet ondertekend."
    placed = _numbers(note for _, note in held.notes)
    if any(_is_filled(part) for part in parts if not items(at(part, "/Kids")) and part.objgen not in placed):
        yield f"Het bestand heeft ingevulde velden die op geen pagina staan; die zijn {LEFT_OUT}."
    if at(form, "/XFA") is not None:
        yield f"Het bestand is een XFA-formulier; wat alleen daarin is ingevuld, is niet gelezen en {LEFT_OUT}."


def _scripts(held: Held) -> Iterator[str]:
    owners = chain([held.pdf.Root], (page.obj for page in held.pdf.pages), (note for _, note in held.notes))
    kinds = {SCRIPTS[kind] for kind in map(str, actions(owners)) if kind in SCRIPTS}
    if leaves(at(held.pdf.Root, "/Names", "/JavaScript")):
        kinds.add(SCRIPTS["/JavaScript"])
    if kinds:
        yield f"Het bestand heeft {listed(sorted(kinds, reverse=True))}; die zijn {LEFT_OUT}."


def _layers(held: Held) -> Iterator[str]:
    """Layers that a reader does not show unless somebody asks for them."""
    layers = at(held.pdf.Root, "/OCProperties")
    default = at(layers, "/D")
    off = _numbers(items(at(default, "/OFF")))
    if at(default, "/BaseState") == Name.OFF:
        off |= _numbers(items(at(layers, "/OCGs"))) - _numbers(items(at(default, "/ON")))
    if off:
        some = counted(len(off), "onzichtbare laag", "onzichtbare lagen", MOST)
        yield f"Het bestand heeft {some}; wat alleen daarop staat, is niet gelezen en {LEFT_OUT}."


def _numbers(things: Iterable[Any]) -> set[tuple[int, int]]:
    """The object numbers by which a list names what stands elsewhere."""
    return {thing.objgen for thing in things if isinstance(thing, pikepdf.Object)}


_LOOKS: tuple[tuple[str, Look], ...] = (
    ("ingesloten bestanden", _files),
    ("opmerkingen en velden", _notes),
    ("handtekeningen en formulieren", _form),
    ("scripts", _scripts),
    ("onzichtbare lagen", _layers),
)
