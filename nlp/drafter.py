"""The unit that drafts a nota, as its head or side column prints it: "wij" in a nota is that unit."""

from __future__ import annotations

import re

from corpus.document import Document, Part

_LABEL = re.compile(r"Directoraat[- ][Gg]eneraal\s*$")
_UNIT = re.compile(r"Directoraat[- ][Gg]eneraal\s+(?P<name>[A-Z][^\n|]*(?:(?<= en)\n[^\n|]+|(?<=,)\n[^\n|]+)*)")


_DIRECTION = re.compile(
    r"(?:^|\n)(?:[Dd]irectie|Dir\.|[Pp]rogrammadirectie)\s+"
    r"(?P<name>[A-Z][^\n|(]*(?:(?:(?<= en)|(?<=,)|(?<= van)|(?<= voor))\n[^\n|(]+"
    r")*)(?P<more>\n[A-Z][a-zë]+(?=\s*\())?"
)


def drafter(document: Document) -> str | None:
    """The direction, else the directorate-general in the head or the side column; None where none is printed."""
    return _direction(document) or _general(document)


def _direction(document: Document) -> str | None:
    for part in (Part.COLOPHON, Part.HEAD):
        for block in document.parts(part):
            if found := _DIRECTION.search(document.at(block.span)):
                # "Onderwijspersoneel en Primair", "Onderwijs (OP&PO)" below it
                return f"directie {' '.join((found['name'] + (found['more'] or '')).split()).rstrip(' ,')}"
    return None


def _general(document: Document) -> str | None:
    above = ""
    for block in document.parts(Part.HEAD, Part.COLOPHON):
        text = f"{above}\n{document.at(block.span)}" if above else document.at(block.span)
        if found := _UNIT.match(text):
            return f"Directoraat-generaal {' '.join(found['name'].split())}"
        above = text if _LABEL.fullmatch(text) else ""
    return None
