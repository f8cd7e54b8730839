"""What is remarked on a page beside its text: pictures, codes, handwriting, words under bars, another language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from PIL import Image

from corpus import remarks
from corpus.bars import bars
from corpus.document import Box, Word
from corpus.handwriting import handwriting, is_handwritten
from corpus.language import foreign
from corpus.layer import Layer
from corpus.sheet import Segment, Sheet
from corpus.sight import Sight
from corpus.sights import Kind, pictures_on
from corpus.views import View

SURE, SURE_IN_PICTURE = 0.5, 0.9  # how sure OCR must be of a word that explains ink
LARGE = 0.1  # of the page: pictures that are smaller hold no handwriting


def beside_layer(
    view: View, look: Image.Image, layer: Layer, boxes: Sequence[Box], pictures: Sequence[Segment]
) -> Iterator[str]:
    """Remarks on a digital page. `boxes` are what its words do not explain, `pictures` the lines read there."""
    words = [token.word for token in layer.tokens]
    sight = _sight(view, look)
    yield from _unseen(sight, [token.word for token in layer.hidden])
    if language := foreign(word.seen for word in words):
        yield remarks.foreign_text(language)
    if boxes or layer.pictures:
        read = [token.word.box for line in pictures for token in line.tokens if token.word.sure >= SURE]
        large = any(box.width * box.height > LARGE * view.width * view.height for box in layer.pictures)
        own = [word.box for word in words]
        yield from _shown(view, sight, [*own, *read], layer.pictures, read, may_be_written=large)


def beside_scan(view: View, look: Image.Image, sheet: Sheet) -> Iterator[str]:
    """Remarks on a page that was read by OCR."""
    words = [token.word for segment in sheet.segments for token in segment.tokens]
    if language := foreign(word.seen for word in words if word.sure >= SURE):
        yield remarks.foreign_text(language)
    back = sheet.lean.back if sheet.lean else _as_it_is
    sure = [back(word.box) for word in words if word.sure >= SURE]
    sure += [back(word.box) for word in _words(sheet.pictures) if word.sure >= SURE_IN_PICTURE]
    yield from _shown(view, _sight(view, look), sure, may_be_written=True)


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


def _shown(
    view: View,
    sight: Sight,
    words: Sequence[Box],
    pictures: Sequence[Box] = (),
    read: Sequence[Box] = (),
    *,
    may_be_written: bool,
) -> Iterator[str]:
    shown = pictures_on(view, sight, words, pictures, read)
    yield from dict.fromkeys(remarks.SHOWN[each.kind] for each in shown)
    if may_be_written:
        photos = [each.box for each in shown if each.kind is Kind.PHOTO]
        if ink := handwriting(sight, view.number, words, photos):
            yield remarks.HANDWRITTEN if is_handwritten(words, ink) else remarks.HANDWRITING
