"""What OCR misread: digits taken for letters ("070 426 O1 23"), and a found name with a letter wrong elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from anonymize import words
from anonymize.cues import INTERFIX, Cue, below_heading
from anonymize.runs import JOINED
from anonymize.scene import Hit, Scene
from anonymize.wording import ocr_fold
from corpus.document import Span
from corpus.words import commonness

_LOOKALIKES = str.maketrans("OoQIl|!SBZG", "00011115826")
_GROUP = r"[|!]*[\dOoQIlSBZG][\dOoQIl|!SBZG]*"
_SEQUENCE = re.compile(rf"(?<!\w){_GROUP}(?:[ .\-]{{1,2}}{_GROUP})*(?!\w)")
# "96 31 55 70 24": no Dutch number of ten digits starts with any digit but 0, and a mobile one is written in this way
_MOBILE = re.compile(r"(?<![\w.,-])[689](?=6(?: \d\d){4}(?![ ]?\d|[.,]\d)|6[ ]?-[ ]?\d{8}(?!\d))")
_REACH = 80  # characters: no number is longer
FEWEST, SHARE = 6, 0.6  # digits in a sequence, and their share of its letters and digits


@lru_cache(maxsize=4)
def with_digits(text: str) -> str:
    """The text with letters that stand among digits read as the digits that they look like; its length stays.

    >>> with_digits("Bel 070 426 O1 23, Ingrid")
    'Bel 070 426 01 23, Ingrid'
    """
    return _MOBILE.sub("0", _SEQUENCE.sub(_mended, text))


@lru_cache(maxsize=4)
def mended_places(text: str) -> tuple[Span, ...]:
    """Where a text reads otherwise with digits mended: stretches that hold any number with a mended digit."""
    mended = with_digits(text)
    if mended == text:
        return ()
    places: list[Span] = []
    for at in (at for at, (old, new) in enumerate(zip(text, mended, strict=True)) if old != new):
        start = max(0, text.rfind("\n", 0, max(0, at - _REACH)) + 1)
        end = text.find("\n", min(len(text), at + _REACH))
        end = len(text) if end < 0 else end
        if places and start <= places[-1].end:
            places[-1] = Span(places[-1].start, max(end, places[-1].end))
        else:
            places.append(Span(start, end))
    return tuple(places)


def _mended(match: re.Match[str]) -> str:
    signs = re.sub(r"[ .\-]", "", match[0])
    digits = sum(sign.isdigit() for sign in signs)
    return match[0].translate(_LOOKALIKES) if digits >= max(FEWEST, SHARE * len(signs)) else match[0]


LONG = 6  # letters: shorter names have too many neighbours one letter away
UNKNOWN = 2.0  # Zipf: a word that is more common is itself, not a misread name
_NAMED = frozenset({Cue.CONTACT, Cue.CIVIL, Cue.CELL})
_NOT_I = re.compile(rf"(?:[1l|!]\.[ ]?)+(?:(?:{INTERFIX})[ ])?{JOINED}")  # "1. Wassenaar-Diop" for "I. Wassenaar-Diop"
_A_NAME = -0.5
_WITH_ZERO = re.compile(
    rf"(?<![\w@.-])(?P<it>(?P<lead>(?:[A-Z]\.[ ]?){{1,4}}(?:(?:{INTERFIX})[ ])?)?"
    r"(?P<core>0[a-zß-ÿ]{3,}|[A-Z][a-zß-ÿ]*0[a-zß-ÿ]{2,}))(?![\w@])"
)
_CAPITAL = re.compile(r"[A-ZÀ-Ý]")
_WORD = re.compile(r"(?<![\w@.-])[A-ZÀ-Ý][\w'’]{4,}(?![\w@])")


def misread_names(text: str, found: Sequence[Hit]) -> Iterable[Hit]:
    """Unknown words that are a found name but for what OCR makes of letters: "Rarndin", "Oosterzec"."""
    taken = sorted(hit.span for hit in found)
    parts = {p for hit in found for p in re.findall(r"[^\W\d_]{5,}", text[hit.span.start : hit.span.end])}
    folded = {ocr_fold(part) for part in parts}
    for match in _WORD.finditer(text):
        span = Span(*match.span())
        if any(span.overlaps(other) for other in taken) or commonness(match[0]) >= UNKNOWN:
            continue
        near = len(match[0]) >= LONG and any(is_near(match[0].lower(), part.lower()) for part in parts)
        if ocr_fold(match[0]) in folded or near:
            yield Hit(span, "misread", 0.5)


def misread_letters(text: str) -> Iterable[Hit]:
    """Surnames in which OCR read a zero for an O: "A. 0udkerk", "J0nkers"; "0nze referentie" is none."""
    for match in _WITH_ZERO.finditer(text):
        meant = match["core"].replace("0", "O" if match["core"][0] == "0" else "o")
        if words.is_surname(meant) and (match["lead"] or words.nameness(meant) > _A_NAME):
            yield Hit(Span(*match.span("it")), "misread", 0.5)


def misread_initials(look: Scene) -> Iterable[Hit]:
    """Surnames behind an initial that OCR took for a digit or a bar, where a label says that a name stands there."""
    for start, kinds in look.announced.items():
        if kinds & _NAMED and (found := _NOT_I.match(look.text, start)):
            yield Hit(Span(*found.span()), Cue.CONTACT.value, 0.5)


def misread_cells(text: str, found: Sequence[Hit]) -> Iterable[Hit]:
    """Cells in a column of names in which no name was found but a capital was read: doubt hides ("FE. el Khattabi")."""
    taken = [hit.span for hit in found]
    for start in below_heading(text):
        end = min((place for stop in "|\n" if (place := text.find(stop, start)) >= 0), default=len(text))
        span = Span(start, start + len(text[start:end].rstrip()))
        if _is_thing(text[span.start : span.end]):
            continue
        if _CAPITAL.search(text[span.start : span.end]) and not any(span.overlaps(other) for other in taken):
            yield Hit(span, Cue.CELL.value, 0.5)


def _is_thing(cell: str) -> bool:
    """A cell that holds a unit or a word of offices and no name: "FEZ", "Wetgeving"."""
    parts = cell.split()
    return bool(parts) and all(part in words.listed("units") or words.is_stop(part) for part in parts)


def is_near(one: str, other: str) -> bool:
    """True for words of one length with one letter different, or with one letter more or less.

    >>> is_near("oosterzec", "oosterzee"), is_near("ramdin", "ramdinn"), is_near("ramdin", "ramses")
    (True, True, False)
    """
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]
