"""What is remarked on a page beside its text: pictures, codes, handwriting, words under bars, another language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image

from corpus import remarks
from corpus.bars import bars
from corpus.document import Box, Word
from corpus.handwriting import handwriting, is_handwritten
from corpus.illustrations import Kind, Shown, pictures_on
from corpus.language import foreign
from corpus.layer import Layer
from corpus.sheet import Segment, Sheet
from corpus.sight import Sight
from corpus.views import View

SURE, SURE_IN_PICTURE = 0.5, 0.9  # how sure OCR must be of a word that explains ink


class Beside(NamedTuple):
    """Remarks on a page, and where it has handwriting that nobody read."""

    said: tuple[str, ...]
    written: tuple[Box, ...] = ()


LARGE = 0.1  # of the page: pictures that are smaller hold no handwriting


def beside_layer(
    view: View, look: Image.Image, layer: Layer, boxes: Sequence[Box], pictures: Sequence[Segment]
) -> Beside:
    """What is beside the text of a digital page. `boxes` are what its words do not explain, `pictures` lines there."""
    words = [token.word for token in layer.tokens]
    sight = _sight(view, look)
    said = (*_unseen(sight, [token.word for token in layer.hidden]), *_foreign(words))
    if not boxes and not layer.pictures:
        return Beside(said)
    read = [token.word.box for line in pictures for token in line.tokens if token.word.sure >= SURE]
    own = [*(word.box for word in words), *read]
    shown = pictures_on(view, sight, own, layer.pictures, read)
    large = any(box.width * box.height > LARGE * view.width * view.height for box in layer.pictures)
    written = handwriting(sight, view.number, own, _photos(shown)) if large else ()
    return Beside((*said, *_named(shown), *_written(own, written)), written)


def beside_scan(view: View, look: Image.Image, sheet: Sheet) -> Beside:
    """What is beside the text of a page that was read by OCR."""
    words = [word for word in _words(sheet.segments) if word.sure >= SURE]
    sight = _sight(view, look)
    back = sheet.lean.back if sheet.lean else _as_it_is
    sure = [back(word.box) for word in words]
    sure += [back(word.box) for word in _words(sheet.pictures) if word.sure >= SURE_IN_PICTURE]
    shown = pictures_on(view, sight, sure)
    written = handwriting(sight, view.number, sure, _photos(shown))
    return Beside((*_foreign(words), *_named(shown), *_written(sure, written)), written)


def _as_it_is(box: Box) -> Box:
    return box


def _words(segments: Iterable[Segment]) -> Iterator[Word]:
    return (token.word for segment in segments for token in segment.tokens)


def _sight(view: View, look: Image.Image) -> Sight:
    return Sight(np.asarray(look), look.width / view.width)


def _unseen(sight: Sight, hidden: Sequence[Word]) -> Iterator[str]:
    under = bars(sight, hidden)
    if under:
        yield remarks.under_bars(under)
    if len(hidden) > under:
        yield remarks.unseen(len(hidden) - under)


def _foreign(words: Iterable[Word]) -> Iterator[str]:
    if language := foreign(word.seen for word in words):
        yield remarks.foreign_text(language)


def _named(shown: Iterable[Shown]) -> Iterator[str]:
    return iter(dict.fromkeys(remarks.SHOWN[each.kind] for each in shown))


def _photos(shown: Iterable[Shown]) -> list[Box]:
    return [each.box for each in shown if each.kind is Kind.PHOTO]


def _written(words: Sequence[Box], written: Sequence[Box]) -> Iterator[str]:
    if written:
        yield remarks.HANDWRITTEN if is_handwritten(words, written) else remarks.HANDWRITING
