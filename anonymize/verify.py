"""The gate: opens the redacted file again and proves that nothing of what was hidden is left. In doubt it stays shut.

No engine sees everything: text readers are blind to pixels, OCR to what is covered, both to the file's past.
An engine that fails, is missing or takes too long counts as a find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from anonymize import depths, eyes, likeness, readers
from anonymize.case import Case, Look, Spot
from anonymize.proven import Proven
from anonymize.redact import Redacted
from anonymize.wording import Secrets, Text
from corpus.decisions import Mark, Published
from corpus.document import Box
from corpus.errors import CannotProcess, Leak

Engine = Callable[[Case], Iterable[Spot]]


def title_words(case: Case) -> Iterator[Spot]:
    """The title must be a published wording: it may not say more than the published text does."""
    title, text = Text(case.title), Text(case.published.text)
    if any(title.count(secret) > text.count(secret) for secret in case.secrets.all):
        yield Spot("title", 0)


ENGINES: dict[str, Engine] = {
    "structure": depths.structure_faults,
    "title": title_words,
    "fonts": depths.font_codes,
    "pdfium": readers.pdfium_text,
    "pdfminer": readers.pdfminer_text,
    "poppler": readers.poppler_text,
    "pypdf": readers.pypdf_text,
    "objects": depths.object_strings,
    "bytes": depths.raw_bytes,
    "pixels": depths.box_pixels,
    "likeness": likeness.changed_ink,
    "pictures": depths.other_pictures,
    "ocr": eyes.ocr_text,
}
HEAL_PAD = 1.5  # points around a word that only the gate's OCR saw
FAILED = "gaf een fout"


def inspect(
    target: Path,
    published: Published,
    made: Redacted,
    secrets: Secrets,
    source: Path,
    *,
    thorough: bool = False,
    look: Look | None = None,
    proven: Proven | None = None,
) -> tuple[Spot, ...]:
    """Everything that the engines find in a redacted file; empty when it may be released.

    `look` finds and decides in text of pictures that nobody read before; without it only what was hidden is looked for.
    `proven` are shapes of letters that earlier documents had; a thorough look goes by none.
    """
    case = Case(target, published, made, secrets, source, thorough, look, proven)
    spots: list[Spot] = []
    for name, engine in ENGINES.items():
        try:
            spots += engine(case)
        except CannotProcess as error:
            spots.append(Spot(name, 0, blind=error.detail or FAILED))
        except Exception:  # whatever stops an engine, the file stays in: its message may quote the document
            spots.append(Spot(name, 0, blind=FAILED))
    case.close()
    return tuple(dict.fromkeys(spots))


def hold(spots: Iterable[Spot]) -> None:
    """Raises Leak, with a message that says where but not what, unless every engine looked and found nothing."""
    if found := list(spots):
        raise Leak(explain(found))


def explain(spots: Iterable[Spot]) -> str:
    """A Dutch sentence about what the engines found, without any wording."""
    found = list(spots)
    blind = sorted({f"{spot.engine}: {spot.blind.rstrip('.')}" for spot in found if spot.blind})
    if blind:
        return f"De controle na het lakken kon niet volledig kijken ({'; '.join(blind)}). Het stuk is niet vrijgegeven."
    engines = ", ".join(sorted({spot.engine for spot in found}))
    pages = ", ".join(str(page) for page in sorted({spot.page for spot in found if spot.page}))
    where = f"op pagina {pages}" if pages else "in het bestand"
    return (
        f"De controle na het lakken vond {where} iets dat weg moest zijn ({engines}). Beoordeel het stuk met de hand."
    )


def heal(spots: Iterable[Spot]) -> tuple[Mark, ...]:
    """Marks over the words that only OCR of the result saw, to be blacked out in one more try."""
    return tuple(
        Mark(_padded(spot.box), spot.category, spot.ground)
        for spot in spots
        if spot.engine == "ocr" and spot.box is not None
    )


def _padded(box: Box) -> Box:
    return Box(box.page, box.x0 - HEAL_PAD, box.top - HEAL_PAD, box.x1 + HEAL_PAD, box.bottom + HEAL_PAD)
