"""The figures of a decision: what can be said of it from the records, and nothing of what is under the boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from anonymize.grounds import in_order
from corpus.decisions import CATEGORIES
from corpus.row import QUARANTINE
from corpus.spreadsheet import Cell, Column
from flows.judgements import Judgement
from flows.pieces import Piece

SHEET = (Column("Onderdeel", 34), Column("Wat", 34), Column("Aantal", 12))
# Boxes have one width, whatever they hide.
NOTE = (
    "Pagina's, vakken, toezeggingen, moties en termijnen zijn geteld in de documenten die openbaar of deels openbaar "
    "zijn. Welk deel van de tekst is gelakt, staat hier niet: een vak zegt niet hoeveel eronder stond."
)
_WORDS = {
    "documents": "Documenten",
    "judgements": "Beoordeling",
    "kinds": "Soort",
    "outside": "Buiten verzoek",
    "suspended": "Opgeschort",
    "pages": "Pagina's",
    "pages_with_box": "Pagina's met een vak",
    "share_of_pages_with_box": "Deel van de pagina's met een vak (0 tot 1)",
    "boxes": "Vakken",
    "boxes_by_ground": "Vakken per grond",
    "documents_by_ground": "Documenten per grond",
    "boxes_by_category": "Vakken per soort gegeven",
    "quarantine": "In quarantaine, reden",
    "commitments": "Toezeggingen",
    "motions": "Moties",
    "deadlines": "Termijnen",
}


def tally(pieces: Iterable[Piece]) -> dict[str, Any]:
    """The figures, as they are written to statistiek.json; counts, and one share."""
    known = tuple(pieces)
    listed = [each for each in known if each.judgement is not Judgement.OUTSIDE]
    shown = [each for each in listed if each.judgement in (Judgement.OPEN, Judgement.PARTLY)]
    pages = sum(each.row.pages for each in shown)
    boxed = sum(len({box.page for box in each.drawn}) for each in shown)
    boxes = [box for each in shown for box in each.drawn]
    return {
        "documents": len(listed),
        "judgements": _counts(each.judgement.value for each in listed),
        "kinds": _counts(each.row.kind or "onbekend" for each in listed),
        "outside": len(known) - len(listed),
        "suspended": sum(each.given.suspended for each in listed),
        "pages": pages,
        "pages_with_box": boxed,
        "share_of_pages_with_box": round(boxed / pages, 3) if pages else None,
        "boxes": len(boxes),
        "boxes_by_ground": _by_ground(box.ground for box in boxes),
        "documents_by_ground": _by_ground(ground for each in listed for ground in each.grounds),
        "boxes_by_category": _counts(box.category for box in boxes),
        "quarantine": _counts(each.row.reason or "" for each in known if each.row.state == QUARANTINE),
        "commitments": sum(each.row.commitments for each in shown),
        "motions": sum(each.row.motions for each in shown),
        "deadlines": sum(each.row.deadlines for each in shown),
        "note": NOTE,
    }


def as_table(told: dict[str, Any]) -> list[tuple[Cell, ...]]:
    """The same figures as rows for a sheet, in Dutch."""
    rows: list[tuple[Cell, ...]] = []
    for name, word in _WORDS.items():
        value = told[name]
        if isinstance(value, dict):
            counts: dict[str, int] = value
            rows.extend((word, CATEGORIES.get(key, key), amount) for key, amount in counts.items())
        else:
            rows.append((word, "", "" if value is None else value))
    return [*rows, ("Toelichting", told["note"], "")]


def _counts(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _by_ground(grounds: Iterable[str]) -> dict[str, int]:
    counts = Counter(grounds)
    ordered: Sequence[str] = in_order(set(counts))
    return {ground: counts[ground] for ground in ordered}
