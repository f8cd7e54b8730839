"""Whether letters look like what they say: a font may call a drawing "x" that everybody reads as a name.

The maker of a file notes in which words each shape stands for which letter. The gate holds each shape against the
letters of common fonts; of those that it does not know so, it reads some words by OCR, and where one cannot be proven
at all, the whole page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

from PIL import Image

from anonymize.boxes import Piece
from anonymize.faces import Sign
from anonymize.letterforms import is_mark, looks_as_said
from anonymize.proven import Proven
from anonymize.wording import ocr_fold
from corpus import ocr
from corpus.document import Box

MOST_PLACES = 4
ROUNDS = 3
DPI = 200
AIR, BETWEEN = 1.5, 24  # points around a word; pixels between words
WIDEST = 1600  # pixels of a row of words


class Place(NamedTuple):
    """A word, and which of its characters the shape stands for."""

    piece: Piece
    at: int


@dataclass
class Shown:
    """A shape with what it says: some words that it stands in, and all pages that it stands on."""

    sign: Sign
    places: list[Place] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)

    def note(self, piece: Piece, at: int) -> None:
        """A word with the letter: `at` is the place of its first character in the word's text."""
        self.pages.add(piece.box.page)
        if len(self.places) < MOST_PLACES and all(place.piece.text != piece.text for place in self.places):
            self.places.append(Place(piece, at))


class Specimens:
    """The shapes of a document's letters."""

    def __init__(self) -> None:
        self._shown: dict[tuple[int, Sign], Shown] = {}

    def shown(self, font: int, sign: Sign) -> Shown | None:
        """What is known of a letter; None for a mark, of which nothing is to be proven."""
        if not any(character.isalnum() for character in sign.text) and is_mark(sign.outline):
            return None
        return self._shown.setdefault((font, sign), Shown(sign))

    def all(self) -> tuple[Shown, ...]:
        return tuple(self._shown.values())


def unproven_pages(
    shapes: Iterable[Shown], draw: Callable[[int, int], Image.Image], proven: Proven | None = None
) -> frozenset[int]:
    """The pages with a shape that OCR reads otherwise in all words that were tried.

    `draw` gives a page in grey at some dpi. Shapes that are `proven` are not looked at again; those that are now, join.
    """
    proven = proven or Proven()
    fresh = [shown for shown in shapes if shown.sign not in proven]
    left = [shown for shown in fresh if not looks_as_said(shown.sign)]
    for round_ in range(ROUNDS):
        chosen = _chosen(left, round_)
        if not chosen:
            break
        read = _read(list(chosen.values()), draw)
        left = [shown for shown in left if not _is_proven(shown, chosen, read)]
    missed = set(map(id, left))
    proven.remember(shown.sign for shown in fresh if id(shown) not in missed)
    return frozenset(page for shown in left for page in shown.pages)


def _chosen(shapes: Sequence[Shown], round_: int) -> dict[Box, Piece]:
    """Words in which each shape occurs, few of them, by their boxes."""
    chosen: dict[Box, Piece] = {}
    for shown in shapes:
        places = shown.places[round_:] if round_ else shown.places
        if places and not (round_ == 0 and any(place.piece.box in chosen for place in places)):
            piece = max(places[:2], key=lambda place: len(place.piece.text)).piece if round_ == 0 else places[0].piece
            chosen[piece.box] = piece
    return chosen


def _read(words: Sequence[Piece], draw: Callable[[int, int], Image.Image]) -> dict[Box, str]:
    """What OCR reads in each word, all of them set in rows on one sheet."""
    scale = DPI / 72
    crops: list[tuple[Piece, Image.Image]] = []
    for page in sorted({word.box.page for word in words}):
        picture = draw(page, DPI)
        for word in words:
            if word.box.page == page:
                sides = (word.box.x0 - AIR, word.box.top - AIR, word.box.x1 + AIR, word.box.bottom + AIR)
                crops.append((word, picture.crop(tuple(round(side * scale) for side in sides))))  # type: ignore[arg-type]
    places = list(_placed([crop.size for _, crop in crops]))
    high = max((y + crop.height for (_, y), (_, crop) in zip(places, crops, strict=True)), default=0)
    sheet = Image.new("L", (WIDEST + 2 * BETWEEN, high + BETWEEN), 255)
    for place, (_, crop) in zip(places, crops, strict=True):
        sheet.paste(crop, place)
    found = [word for line in ocr.recognise(sheet, 1, 1.0, psm=6, dpi=DPI) for word in line.words]
    return {
        word.box: "".join(one.text for one in found if _within(one.box, place, crop))
        for place, (word, crop) in zip(places, crops, strict=True)
    }


def _placed(sizes: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    x = y = BETWEEN
    row = 0
    for width, height in sizes:
        if x + width > WIDEST and x > BETWEEN:
            x, y, row = BETWEEN, y + row + BETWEEN, 0
        yield x, y
        x, row = x + width + BETWEEN, max(row, height)


def _within(box: Box, place: tuple[int, int], crop: Image.Image) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return place[0] <= x <= place[0] + crop.width and place[1] <= y <= place[1] + crop.height


def _is_proven(shown: Shown, chosen: dict[Box, Piece], read: dict[Box, str]) -> bool:
    """True when OCR read the shape as what it says, in one of the words that it stands in."""
    return any(
        _agrees(place.piece.text, place.at, shown.sign.text, read[place.piece.box])
        for place in shown.places
        if place.piece.box in chosen
    )


def _agrees(said: str, at: int, text: str, seen: str) -> bool:
    if not seen:
        return False
    if ocr_fold(said) == ocr_fold(seen):
        return True
    if len(seen) > len(said) + 2:
        return False
    one, other = _plain(said), _plain(seen)
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    enough = 2 * sum(block.size for block in blocks) >= len(said)
    return enough and any(block.a <= at and at + len(text) <= block.a + block.size for block in blocks)


def _plain(text: str) -> str:
    """Each character by itself in its plainest form, so that places stay."""
    return "".join((ocr_fold(character) or character)[:1] for character in text)
