"""Tables of motions: the cells that say who moved, below "Motie" or "Indiener", in rows that lack the word "motie".

"Motie | Vindplaats | Stand van zaken"; "Leijten c.s. over een vast contact | 31 066, nr. 1061 | Aangenomen".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.document import Document, Span
from nlp.cells import below

_MOVER = re.compile(
    r"(?:moties?|motie van|(?:eerste )?indiener(?:s|\(s\))?|ingediend door|moties? \(indieners?\))", re.IGNORECASE
)
_TOLD = re.compile(
    r"(?:vindplaats|kamerstuk(?:ken)?|kst\.?|(?:kamerstuk)?nummer|nr\.?|stand(?: van zaken)?|status|stemming|uitslag|"
    r"reactie|onderwerp|(?:stand van )?uitvoering|planning|dossier|datum)\b.*",
    re.IGNORECASE,
)
# What follows who moved: what it is about, the end of the cell, its paper, its fate
_BEHIND = re.compile(r"\s*(?:$|[(,|:–-]|over\b|inzake\b|betreffende\b|om\b|waarin\b)")


def movers_cells(document: Document) -> Iterator[Span]:
    """The cells below "Motie" or "Indiener" of tables that tell of motions, in text order."""
    return (cell for cell in below(document, _named_column) if "motie" not in document.at(cell).lower())


def _named_column(heads: Sequence[str]) -> int:
    """The column of a heading row that says who moved, -1 where it heads no table of motions."""
    movers = [at for at, head in enumerate(heads) if _MOVER.fullmatch(head)]
    told = any(_TOLD.fullmatch(head) for head in heads)
    return movers[-1] if movers and told else -1


def is_moved(text: str, at: int, end: int) -> bool:
    """Whether what stands behind a name in such a cell is what stands behind who moved a motion."""
    return _BEHIND.match(text[at:end]) is not None
