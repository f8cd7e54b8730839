"""The unit that drafts a nota, as its side column prints it: "wij" in a nota is that unit."""

from __future__ import annotations

import re

from corpus.document import Document, Part

_LABEL = re.compile(r"Directoraat[- ][Gg]eneraal\s*$")
_UNIT = re.compile(r"Directoraat[- ][Gg]eneraal\s+(?P<name>[A-Z][^\n|]*(?:(?<= en)\n[^\n|]+|(?<=,)\n[^\n|]+)*)")


def drafter(document: Document) -> str | None:
    """The directorate-general in the head or the side column, on one line; None where none is printed."""
    above = ""
    for block in document.parts(Part.HEAD, Part.COLOPHON):
        text = f"{above}\n{document.at(block.span)}" if above else document.at(block.span)
        if found := _UNIT.match(text):
            return f"Directoraat-generaal {' '.join(found['name'].split())}"
        above = text if _LABEL.fullmatch(text) else ""
    return None
