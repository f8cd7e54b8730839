"""Which places of the picture of a page are read again by OCR, now that boxes stand in it.

Outside its boxes such a page is its source, pixel by pixel (`anonymize.likeness`), so that a second reading of all of
it repeats the first. A wording that had to go can have stayed only where the first reading was unsure, where it read
something that resembles the wording, or where there is ink that no kept word explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from PIL import Image

from anonymize.boxes import Piece
from anonymize.case import Case
from anonymize.crops import inside
from anonymize.wording import Secret, Way, ocr_fold
from corpus.document import Box, around
from corpus.pieces import grown, joined, pieces, straight
from corpus.words import commonness

SURE = 0.85  # OCR confidence from which a word is taken as read: of 17,509 words of worn scans those that were read as
# something quite different had less, but for cells of tables that were printed over each other
BESIDE = 2  # words on either side that are read again with one in doubt
KNOWN = 3.0  # Zipf: a word that is more common has one wrong letter at most
EVERYWHERE = 5.0  # Zipf: a word in small letters that is more common is itself
WRONG = 3  # one letter in so many of a wording may have been misread
SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789*"  # of folded words, the last for any other
FEWEST = 2  # letters of a word that may be a name
SHORT, MOST_WRONG = 4, 6  # letters of a wording in which one may be misread; letters that may be at most
ROOM = 3.0  # points around what is read again
AIR = 8.0  # points: ink that is closer together is read together
MOST = 0.5  # of the page: where more has to be read again, all of it is
DIFFERS = 30  # grey levels away from the paper: ink; at 25 the dust of a worn scan is most of what is read
RIM, ABOVE = 1.0, 2.5  # points beside, and above and below a word's box, in which its letters stand out
WIDEST = 1.6  # heights a letter: a wider box holds more than its word
TALLEST = 2.5  # times the usual height: a higher box holds more than its word
LOW, NARROW = 2.5, 2.0  # points: what is lower or narrower is no letter that can be read
RULE = 20.0  # points: a straight line of this length is no letter
WORDS_APART = 0.6  # of a word's height that the next on its line may stand higher or lower

Pixels = np.ndarray[Any, Any]


def doubtful(case: Case, page: int, picture: Image.Image) -> list[Box] | None:
    """The places of a page to read again, from top to bottom, in points; None where that is as good as all of it.

    `picture` is the page as it goes out, in grey.
    """
    stay = case.kept_on(page)
    found = [*_words_in_doubt(case, stay), *_unexplained(case, page, stay, picture)]
    size = case.pages[page - 1]
    places = joined((inside(grown(box, ROOM), size) for box in found), 0.0)
    area = sum(place.width * place.height for place in places)
    return None if area > MOST * size.width * size.height else places


def _words_in_doubt(case: Case, stay: Sequence[Piece]) -> Iterator[Box]:
    """The kept words that were read unsurely or resemble what had to go, each with its neighbours on the line."""
    likes = Resemblance(case.secrets.all)
    words = case.published.document.words
    for line in _lines(stay):
        unsure = {at for at, piece in enumerate(line) if words[piece.at].sure < SURE}
        for at in sorted(unsure | likes.among([piece.text for piece in line])):
            yield around(piece.box for piece in line[max(0, at - BESIDE) : at + BESIDE + 1])


def _lines(stay: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand beside each other, from top to bottom."""
    lines: list[list[Piece]] = []
    for piece in sorted(stay, key=lambda one: (one.box.top + one.box.bottom, one.box.x0)):
        first = lines[-1][0].box if lines else piece.box
        apart = abs(piece.box.top + piece.box.bottom - first.top - first.bottom) / 2
        if lines and apart <= WORDS_APART * first.height:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda one: one.box.x0) for line in lines]


class Resemblance:
    """Whether words may be a wording that OCR misread: few of their letters differ."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        forms, numbers = set[str](), set[str]()
        for one in secrets:
            (numbers if one.way in (Way.DIGITS, Way.NUMBER) else forms).add(ocr_fold(one.form))
        self._forms = sorted(form for form in forms if len(form) > 2)
        self._letters = np.array([_letters(form) for form in self._forms]).reshape(-1, len(SIGNS))
        self._wrong = np.array([_wrong(form) for form in self._forms])
        self._numbers = sorted(form for form in numbers if len(form) > 2)
        self._seen: dict[str, bool] = {}

    def among(self, line: Sequence[str]) -> set[int]:
        """Which words of a line resemble what had to go, by themselves, with the next, or by the digits in them."""
        found = {at for at, text in enumerate(line) if any(map(self._like, text.split()))}
        for at, (text, following) in enumerate(pairwise(line)):
            if self._like(text + following):
                found |= {at, at + 1}
        if self._has_number(line):
            found |= {at for at, text in enumerate(line) if re.search(r"\d", text)}
        return found

    def _has_number(self, line: Sequence[str]) -> bool:
        digits = ocr_fold("".join(re.findall(r"\d", "".join(line))))
        return any(
            len(digits) >= len(number) - _wrong(number) and within(number, digits) <= _wrong(number)
            for number in self._numbers
        )

    def _like(self, word: str) -> bool:
        if word not in self._seen:
            self._seen[word] = self._near(ocr_fold(word), _most(word))
        return self._seen[word]

    def _near(self, word: str, most: int) -> bool:
        if len(word) < FEWEST:
            return False
        apart = self._letters - _letters(word)
        bounds = np.minimum(self._wrong, most)
        # No word is nearer to another than their letters are, whatever the order: that is counted sooner.
        close = np.maximum(apart.clip(0).sum(axis=1), (-apart).clip(0).sum(axis=1)) <= bounds
        return any(distance(self._forms[at], word) <= bounds[at] for at in np.flatnonzero(close))


def _letters(word: str) -> Pixels:
    """How often each sign stands in a folded word; the last counts all that have no place."""
    found = np.zeros(len(SIGNS), np.int16)
    for sign in word:
        found[SIGNS.find(sign)] += 1
    return found


def _most(word: str) -> int:
    """How many letters of a word that was read surely may be wrong; a common word is itself."""
    bare = word.strip(".,;:()'\"")
    common = commonness(bare) if bare.isalpha() else 0.0
    if bare.islower() and common >= EVERYWHERE:
        return 0
    return 1 if common >= KNOWN else MOST_WRONG


def _wrong(form: str) -> int:
    """How many letters of a wording may have been misread, added or lost."""
    return 1 if len(form) <= SHORT else -(-len(form) // WRONG)


def distance(one: str, other: str) -> int:
    """How many letters must be changed, added or left out to make one word the other.

    >>> distance("vries", "wies"), distance("bos", "bos")
    (2, 0)
    """
    return _rows(one, other, list(range(len(other) + 1)))[-1]


def within(one: str, other: str) -> int:
    """The least `distance` of a word to any part of another.

    >>> within("4260789", "0704261789")
    1
    """
    return min(_rows(one, other, [0] * (len(other) + 1)))


def _rows(one: str, other: str, row: list[int]) -> list[int]:
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, sign in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (letter != sign))
    return row


def _unexplained(case: Case, page: int, stay: Sequence[Piece], picture: Image.Image) -> list[Box]:
    """The places with ink that may be letters and lies in no box and no kept word."""
    grey = np.asarray(picture).astype(np.int16)
    scale = grey.shape[1] / case.pages[page - 1].width
    ink = np.abs(grey - int(np.median(grey[::4, ::4]))) > DIFFERS
    tall = sorted(piece.box.height for piece in stay)
    usual = tall[len(tall) // 2] if tall else 0.0
    for box in (piece.box for piece in stay if _is_filled(piece, usual)):
        _clear(ink, scale, box, RIM, ABOVE)
    for drawn in case.drawn_on(page):
        _clear(ink, scale, drawn.box, RIM, RIM)
    rules = straight(ink, round(RULE * scale)) | straight(ink.T, round(RULE * scale)).T
    found = joined((piece.tight for piece in pieces(ink & ~rules, page, scale)), AIR)
    return [box for box in found if box.height >= LOW and box.width >= NARROW]


def _is_filled(piece: Piece, usual: float) -> bool:
    """True for a box that its letters fill: a wider or higher one may hold what was not read."""
    box = piece.box
    return box.width <= WIDEST * box.height * (len(piece.text) + 1) and box.height <= TALLEST * usual


def _clear(ink: Pixels, scale: float, box: Box, across: float, down: float) -> None:
    rows = slice(max(0, int((box.top - down) * scale)), int((box.bottom + down) * scale) + 1)
    ink[rows, max(0, int((box.x0 - across) * scale)) : int((box.x1 + across) * scale) + 1] = False
