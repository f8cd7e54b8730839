"""The text layer of a page and what is drawn around it. Points, origin at the top left of the page as displayed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from corpus.document import Box
from corpus.sheet import Segment, Token
from corpus.sight import Sight, clashing
from corpus.words import commonness

BROKEN = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd\x00-\x08]")
STRANGE = 6  # words
FEW = 0.3  # share of words: where more cannot be seen, an earlier OCR left them
NOTE_RULE = (60.0, 260.0)  # width in points of the short rule above footnotes
THIN = 3.0  # points: what is thinner is a rule


class Layer(NamedTuple):
    """The words that can be seen. `hidden` are words of the file that cannot.

    `broken` is the share of words without meaning, `askew` are lines that do not stand upright, `under` says that the
    words were drawn invisibly or lie under a picture, as those of an earlier OCR do.
    """

    width: float
    height: float
    tokens: tuple[Token, ...]
    hidden: tuple[Token, ...]
    broken: float
    pictures: tuple[Box, ...]
    askew: tuple[Segment, ...] = ()
    tables: tuple[tuple[tuple[Box, ...], ...], ...] = ()
    note_rules: tuple[float, ...] = ()
    under: bool = False


class Parted(NamedTuple):
    """The words of a file by whether they can be seen and mean something; `broken` is a share of those seen."""

    tokens: tuple[Token, ...]
    hidden: tuple[Token, ...]
    broken: float


def part(words: Sequence[Token], sight: Sight, closer: Callable[[], Sight]) -> Parted:
    """Part words by what the drawn page shows: of words that stand on each other none is believed.

    `closer` draws the page larger, for the few words that `sight` may be too coarse for: an "i" of two pixels.
    """
    shown = sight.shown([token.word for token in words])
    missed = [at for at, shows in enumerate(shown) if not shows]
    if 0 < len(missed) < FEW * len(words):
        for at, shows in zip(missed, closer().shown([words[at].word for at in missed]), strict=True):
            shown[at] = shows
    seen = [token for token, shows in zip(words, shown, strict=True) if shows]
    clashes = clashing([token.word for token in seen])
    certain = [token for at, token in enumerate(seen) if at not in clashes]
    tokens = tuple(token for token in certain if not BROKEN.search(token.word.seen))
    hidden = tuple(token for token, shows in zip(words, shown, strict=True) if not shows)
    return Parted(tokens, hidden, 1 - len(tokens) / max(1, len(certain)))


def is_strange(texts: Iterable[str], *, nameless: bool = False) -> bool:
    """True for the words of a font in which none is Dutch: its codes are no letters; the picture tells what it shows.

    A font of drawings without a name is suspect at once, another one after a few words: it may have set only names.
    """
    letters = [bare for text in texts if (bare := text.strip(".,;:()")).isalpha() and len(bare) > 2]
    enough = len(letters) >= (1 if nameless else STRANGE)
    return enough and not any(commonness(text) > 0 for text in letters)


def note_rules(flat: Iterable[Box]) -> tuple[float, ...]:
    """The y of rules that are as long as those above footnotes."""
    low, high = NOTE_RULE
    return tuple(sorted(box.top for box in flat if box.height < THIN and low < box.width < high))


def scaled(layer: Layer, unit: float) -> Layer:
    """The layer of a page whose unit is `unit` points."""
    if unit == 1.0:
        return layer

    def box(one: Box) -> Box:
        return Box(one.page, *(value * unit for value in one[1:]))

    def tokens(some: Iterable[Token]) -> tuple[Token, ...]:
        return tuple(_scaled(token, box(token.word.box), unit) for token in some)

    return layer._replace(
        width=layer.width * unit,
        height=layer.height * unit,
        tokens=tokens(layer.tokens),
        hidden=tokens(layer.hidden),
        pictures=tuple(map(box, layer.pictures)),
        askew=tuple(Segment(tokens(segment.tokens)) for segment in layer.askew),
        tables=tuple(tuple(tuple(map(box, row)) for row in table) for table in layer.tables),
        note_rules=tuple(y * unit for y in layer.note_rules),
    )


def _scaled(token: Token, box: Box, unit: float) -> Token:
    word = token.word._replace(box=box, edges=tuple(x * unit for x in token.word.edges))
    return token._replace(word=word, size=round(token.size * unit, 1))
