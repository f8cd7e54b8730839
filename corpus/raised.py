"""The raised number of a footnote at the end of a word, which OCR reads as a sign: "bestaat.7" as "bestaat?".

The picture tells it from a real sign: a number stands clear of the line, and the full stop before it on the line. On
148 such words of worn scans of 300 and 200 dpi a question mark and an exclamation mark reach down to the line, and
quotation marks end higher than numbers do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.document import Word
from corpus.greys import Pixels
from corpus.signs import Sign, signs_of

_TAIL = re.compile(r"^(.*?[\w)\]%])([.,;:!?\"'*®©°…>+»“”‘’²³¹]+\d{0,2}[^\w\s]*)$")
_ORDINAL = re.compile(r"^\d{1,2}$|^[cdkm]?m$")  # "7e" and "m2", whose raised sign belongs to the word
_YEAR = re.compile(r"^(?:19|20)\d{3,4}$")  # with one or two digits too many
HIGH = 0.82  # where a raised number ends at least, as a share of the height of the word
CLEAR = (0.25, 0.6)  # how far its foot stands above the line
LOW = 0.4  # where a point or a comma ends at most
MOST = 3  # signs of the number of a footnote and what OCR may see beside it


def with_mark(word: Word, grey: Pixels, scale: float) -> list[Word]:
    """The word, and the number at its end as a mark without text where the picture shows one.

    The word keeps its box: where the number starts is a guess, and a box that hides the word must cover all of it.

    `grey` is the picture; `scale` is points per pixel, and the word's box lies on the picture.
    """
    match = _TAIL.match(word.seen)
    if not match or word.text != word.seen or _ORDINAL.match(match[1]):
        return [word]
    signs = signs_of(grey, word.box, scale)
    raised = next((n for n, sign in enumerate(reversed(signs)) if not _is_raised(sign)), 0)
    if not 0 < raised <= MOST or len(signs) <= raised:
        return [word]
    kept, stop = match[1], _stop(signs[-raised - 1], match[2])
    if _YEAR.match(kept) and len(signs) - raised - bool(stop) == len("2021"):
        kept = kept[:4]  # OCR read the point and the number as digits
    x = word.box.x0 + word.box.width * len(kept + stop) / (len(kept + stop) + raised)
    mark = word._replace(text="", seen=word.seen[len(kept + stop) :] or "*", box=word.box._replace(x0=x), after="")
    return [word._replace(text=kept + stop), mark]


def _is_raised(sign: Sign) -> bool:
    low, high = CLEAR
    return sign.top > HIGH and low < sign.foot < high


def _stop(sign: Sign, read: str) -> str:
    """The point before a raised number: as it was read, else a full stop by its picture; "" for a letter."""
    if len(read) > 1 and read[0] in ".,;:":
        return read[0]
    return "." if sign.top < LOW else ""


def with_marks(words: Sequence[Word], grey: Pixels, scale: float) -> list[Word]:
    """The words of a line, each with the mark behind it set apart."""
    return [part for word in words for part in with_mark(word, grey, scale)]
