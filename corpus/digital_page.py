"""A digital page: its text layer, read the quick way or letter by letter, and whether that layer can be used."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import NamedTuple

import numpy as np
from PIL import Image

from corpus import glyphs, views
from corpus.drawing import Drawing, drawing
from corpus.layer import THIN, Layer, note_rules, part, scaled
from corpus.pdf import Careful
from corpus.sample import agreement
from corpus.sheet import Segment, Token, underlined
from corpus.sight import Sight
from corpus.words import commonness

SCAN_SHARE = 0.6  # a page covered by pictures to this share is a scan, unless its own letters are drawn over them
LETTERED = 30  # words drawn over a full picture that make it the ground of a page of text
BROKEN, DOUBTFULLY_BROKEN = 0.1, 0.02  # shares of words without meaning
KNOWN, DOUBTFULLY_KNOWN = 0.35, 0.7  # shares of Dutch words below which a layer is no good, or may be none
ENOUGH = 30  # words: fewer tell nothing about their language
FEW, SOME_INK = 8, 0.002  # a page with fewer words and more ink shows its letters as pictures
CLOSE_DPI = 200
AGREED = 0.6  # share of a sample's words that OCR reads as the layer has them


class Use(StrEnum):
    """What a page's text layer is good for."""

    GOOD = "good"
    NONE = "none"  # a scan, or letters drawn as pictures
    UNDER = "under"  # of an earlier OCR, under or behind the picture
    BAD = "bad"  # codes without meaning, or no Dutch


class Leaf(NamedTuple):
    """A page upright, its layer, what else is drawn on it, and the degrees, clockwise, that it was turned by."""

    view: views.View
    layer: Layer
    drawn: Drawing
    turn: int


def leaf_of(view: views.View, careful: Careful, look: Image.Image) -> Leaf:
    """The text layer of a page. `look` is the drawn page in grey at a low resolution.

    Raises what `Careful` raises, where the page needs it.
    """
    drawn = drawing(view.leaf, view.number, SCAN_SHARE)
    words = glyphs.words(view.leaf, view.number)
    turn = 0 if words is not None else careful.turn(view.number)
    askew: tuple[Segment, ...] = ()
    if words is None:
        words, askew = careful.words(view.number, turn)
    upright = views.turned(view, turn)
    if turn:
        look = upright.grey(round(72 * look.width / view.width))
    sight = Sight(np.asarray(look), look.width / upright.width * view.unit)
    layer = _layer(upright, words, sight, drawn)
    if drawn.may_have_tables:
        layer = layer._replace(tables=careful.tables(view.number, turn))
    layer = layer._replace(askew=tuple(segment for segment in askew if sight.shows_any(segment)))
    return Leaf(upright, scaled(layer, view.unit), drawn, turn)


def _layer(view: views.View, words: tuple[Token, ...], sight: Sight, drawn: Drawing) -> Layer:
    short = [rule for rule in drawn.flat if rule.height < THIN]
    parted = part(tuple(underlined(words, short)) if short and not view.turn else words, sight, partial(_closer, view))
    lurking = sum(not token.drawn for token in words)
    return Layer(
        view.width / view.unit,
        view.height / view.unit,
        parted.tokens,
        parted.hidden,
        parted.broken,
        drawn.pictures if not view.turn else (),
        note_rules=note_rules(drawn.flat) if not view.turn else (),
        under=2 * lurking > len(words) or 2 * drawn.covered > drawn.texts > 0,
    )


def _closer(view: views.View) -> Sight:
    look = view.grey(CLOSE_DPI)
    return Sight(np.asarray(look), look.width / view.width * view.unit)


def judge(layer: Layer, look: Image.Image, view: views.View) -> Use:
    """What the layer of a page is good for; in doubt a few lines are read from the picture and compared."""
    words = [token.word.text.strip(".,;:()'\"") for token in layer.tokens]
    area = layer.width * layer.height
    if any(box.width * box.height > SCAN_SHARE * area for box in layer.pictures) and (
        layer.under or len(words) < LETTERED
    ):
        return Use.UNDER if words and layer.under else Use.NONE
    letters = [word for word in words if word.isalpha() and len(word) > 2]
    known = sum(commonness(word) > 0 for word in letters) / len(letters) if len(letters) >= ENOUGH else 1.0
    if layer.broken > BROKEN or known < KNOWN:
        return Use.BAD
    if len(words) < FEW:
        return Use.NONE if _ink_share(look) > SOME_INK else Use.GOOD
    if (layer.broken > DOUBTFULLY_BROKEN or known < DOUBTFULLY_KNOWN) and agreement(view, layer.tokens) < AGREED:
        return Use.BAD
    return Use.GOOD


def _ink_share(look: Image.Image) -> float:
    """The share of dark pixels of a page."""
    histogram = look.histogram()
    return sum(histogram[:128]) / max(1, look.width * look.height)
