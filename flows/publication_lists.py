"""The lists of the publication platform nl-rdo-woo-web: the productierapport that it imports and the one that it shows.

Columns and values follow the platform's own documents (productierapport.md, its inventory reader and writer).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from corpus.row import QUARANTINE
from corpus.spreadsheet import Cell, Column
from flows.judgements import Judgement
from flows.matter import Matter
from flows.pieces import Piece

PRODUCTION = (
    Column("ID", 16),
    Column("Matter", 16),
    Column("Family ID", 10),
    Column("Email Thread ID", 10),
    Column("Document", 44),
    Column("File type", 12),
    Column("Datum", 12),
    Column("Beoordeling", 16),
    Column("Beoordelingsgrond", 20),
    Column("Opgeschort", 11),
    Column("Toelichting", 50),
    Column("Publieke link", 40),
    Column("Gerelateerd ID", 16),
    Column("Zaaknummer", 16),
)
PUBLIC = (
    Column("Document ID", 16),
    Column("Documentnummer", 34),
    Column("Bestandsnaam", 44),
    Column("Beoordeling", 16),
    Column("Beoordelingsgrond", 20),
    Column("Toelichting", 50),
    Column("Publieke link", 40),
    Column("Locatie document ID", 50),
    Column("Opgeschort", 11),
    Column("Gerelateerd Documentnummer", 20),
    Column("Locatie gerelateerd ID", 50),
    Column("Besluitnaam", 40),
)
TO_DECIDE = (
    Column("ID", 16),
    Column("Bestandsnaam", 44),
    Column("Reden", 60),
    Column("Beoordeling", 16),
    Column("Beoordelingsgrond", 20),
    Column("Toelichting", 40),
    Column("Publieke link", 40),
)
MAX_NAME = 1024  # bytes of a display name
# The platform's kinds of source files, by the ending of the file that came in.
_TYPES = {
    ".pdf": "pdf", ".docx": "doc", ".odt": "doc", ".doc": "doc", ".rtf": "doc", ".txt": "doc", ".eml": "email",
    ".msg": "email", ".tif": "image", ".tiff": "image", ".png": "image", ".jpg": "image", ".jpeg": "image",
}  # fmt: skip
NOBODY = "In de werkplek is dit stuk niet vrijgegeven, of daarna veranderd. Geef het vrij, of draai lakwerk run."


def production(matter: Matter, pieces: Iterable[Piece]) -> list[tuple[Cell, ...]]:
    """A row a document for the import. What nobody judged is closed and suspended: it asks for no file, and shows."""
    return [
        (
            each.id,
            matter.number,
            "" if each.family is None else each.family,
            "" if each.given.thread is None else each.given.thread,
            _name(each),
            _TYPES.get(PurePath(each.source).suffix.lower(), ""),
            each.day,
            _judgement(each),
            "; ".join(each.grounds),
            _suspended(each),
            remark(each),
            " | ".join(each.given.links),
            each.given.related,
            matter.zaak,
        )
        for each in pieces
        if each.judgement is not Judgement.OUTSIDE
    ]


def public(matter: Matter, pieces: Sequence[Piece]) -> list[tuple[Cell, ...]]:
    """A row a document for the reader of the decision."""
    known = {each.id: each for each in pieces}
    return [
        (
            each.id,
            matter.document(each.id),
            _name(each),
            _judgement(each),
            "; ".join(each.grounds),
            remark(each),
            "\n".join(each.given.links),
            _address(matter, each),
            _suspended(each),
            each.given.related,
            _address(matter, known.get(each.given.related)),
            matter.title,
        )
        for each in pieces
        if each.judgement is not Judgement.OUTSIDE
    ]


def to_decide(pieces: Iterable[Piece]) -> list[tuple[Cell, ...]]:
    """What the officer has to judge herself: the rows of the list that she may fill in."""
    return [
        (each.id, each.source, reason(each), "", "", "", "") for each in pieces if each.judgement is Judgement.UNDECIDED
    ]


def reason(piece: Piece) -> str:
    """Why a document is still to be decided: it could not be redacted, or nobody released it."""
    if piece.row.state == QUARANTINE:
        return piece.row.detail or piece.row.reason or ""
    return NOBODY if piece.judgement is Judgement.UNDECIDED else ""


def remark(piece: Piece) -> str:
    """What the officer said, or that she has to say something."""
    if piece.judgement is Judgement.UNDECIDED:
        held = "kon niet veilig worden gelakt. " if piece.row.state == QUARANTINE else ""
        return f"{Judgement.UNDECIDED.value}: {held}{reason(piece)}"
    return piece.given.remark


def _judgement(piece: Piece) -> str:
    return (Judgement.CLOSED if piece.judgement is Judgement.UNDECIDED else piece.judgement).value


def _suspended(piece: Piece) -> str:
    return "ja" if piece.given.suspended or piece.judgement is Judgement.UNDECIDED else ""


def _address(matter: Matter, piece: Piece | None) -> str:
    return matter.address(f"{piece.id}{piece.ending}") if piece and piece.is_published else ""


def _name(piece: Piece) -> str:
    return piece.source.encode()[:MAX_NAME].decode("utf-8", "ignore")
