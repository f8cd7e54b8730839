"""Names turned round in a row, an item or behind a label: "Bos, W.", "Dam, L. van", "Winklaar, Rainelda", "Le, My".

A surname before a comma and letters or a first name behind it, alone in their place, need no list to be a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from anonymize import cues, words
from anonymize.greeted import is_closing
from anonymize.runs import INITIALS, JOINED, UP
from anonymize.scene import Hit, Scene
from corpus.document import Span

RULE = "turned"
_FIX = rf"(?:{cues.INTERFIX})"
_TITLES = rf"(?:(?:{cues.any_of('titles')})\.?[ ])*"  # "Roelse, prof. dr. ir. J."
_TURNED = re.compile(
    rf"(?:\A|[\n|;:•*>]|[ ][-–]|(?<!\w)\d{{1,3}}[.)]?)[ ]?(?P<it>(?P<fix>(?i:{_FIX})[ ])?"
    rf"(?P<family>{JOINED}(?:[ ]{JOINED})?),[ ]"
    rf"(?:{_TITLES}(?P<letters>{INITIALS})|(?P<given>{JOINED})(?P<further>[ ][{UP}][a-zß-ÿ]+)?)"
    rf"(?<![ ])(?P<fix2>[ ]{_FIX}(?![\w'’]))?)(?![\w@])"
)
_NEXT_SURNAME = re.compile(rf"[ ]?(?:(?i:{_FIX})[ ])?[{UP}][a-zß-ÿ]")
_ENDS = re.compile(rf"[ ]*(?:[\n|;(<]|$|[ ][a-z\d(<–-]|[ ][{UP}])")
_SHORT = 6  # letters: a foreign first name that is a word as well ("Long", "My")
_EVERYDAY = 5.2  # Zipf


def turned_names(look: Scene, found: Sequence[Hit]) -> Iterator[Hit]:
    """Names turned round that no other rule found whole."""
    taken = [hit.span for hit in found]
    for match in _TURNED.finditer(look.text):
        further = match["further"] and not (words.trust(match["further"].strip()) or match["further"] == " Van")
        span = Span(match.start("it"), match.end("given") if further else match.end())
        if any(other.covers(span) for other in taken):
            continue
        if _is_name(look.text, match, span.end):
            yield Hit(span, RULE, 0.7)


def _is_name(text: str, match: re.Match[str], end: int) -> bool:
    parts = match["family"].split()
    family = parts[-1]
    known = words.is_surname(family)
    if is_closing(match["family"]):
        return False  # "Groet, Tjeerd"
    if any((words.is_stop(part) and words.nameness(part) < -2) or part in words.listed("units") for part in parts):
        return False
    if match["fix"] in ("De ", "Het ") and len(parts) > 1:
        return False  # "De Nederlandse Loterij, Holland Casino"
    if words.is_thing(family) and not known:
        return False
    if match["fix2"] and re.match(rf"[ ][{UP}][a-zß-ÿ]", text[match.end() : match.end() + 3]):
        return False  # "Bakker, Jan de Vries": two people
    if (
        match["fix2"]
        and len(parts) > 1
        and words.trust(parts[0])
        and re.match(rf"\n[{UP}][a-zß-ÿ]", text[match.end() :][:3])
    ):
        return False  # "Ravi Jagessar, Kees van den / Dungelman"
    if match["letters"]:
        # "Bos, J. de Vries": the letters are the next one's, unless the row goes on with something else
        row = re.search(r"\d[.)]?[ ]?\Z", text[max(0, match.start("it") - 4) : match.start("it")])
        return bool(row) or not _NEXT_SURNAME.match(text, match.end())
    given = match["given"].split()[0]
    if words.is_stop(given) or words.is_place(given) or given.isupper() or not _ENDS.match(text, end):
        return False
    if words.is_place(family) and not known and not words.trust(given):
        return False
    if words.trust(given):
        plain = re.match(rf"[ ][{UP}][a-z]", text[end : end + 3]) and not known  # "Bezwaarmaker, Edwin Sjabbens"
        return not plain and (known or not words.is_ordinary(family) or bool(match["fix"]))
    return known and len(given) < _SHORT and words.frequency(given) < _EVERYDAY and not words.is_surname(given)
