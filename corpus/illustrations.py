"""Pictures on a page that somebody must look at: photos, codes to scan, and pictures full of words.

Nobody can tell here whether a photo shows a person, so each is named. Coordinates: points, as displayed.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from corpus.codes import codes
from corpus.document import Box
from corpus.photos import paper_of, photos
from corpus.sight import Sight
from corpus.views import View

WORDS, LINES = 15, 4  # a letterhead in a picture has fewer
WHOLE = 0.6  # of the page: a picture that covers more is a scan, in which photos are looked for


class Kind(StrEnum):
    PHOTO = "photo"
    QR = "qr"
    BARCODE = "barcode"
    SCREENSHOT = "screenshot"


class Shown(NamedTuple):
    kind: Kind
    box: Box


def pictures_on(
    view: View, sight: Sight, words: Sequence[Box], pictures: Sequence[Box] = (), read: Sequence[Box] = ()
) -> tuple[Shown, ...]:
    """What a page shows beside text and flat drawings. `sight` is the page at about 100 dpi.

    `words` are those that were surely read, `read` those among them that OCR found in pictures. `pictures` are the
    picture objects of a digital page; where there are none, or one is a scan, photos are looked for everywhere.
    """
    own = [box for box in pictures if box.width * box.height < WHOLE * view.width * view.height]
    seen = photos(sight, view.number, words, own if len(own) == len(pictures) else ())
    found = [Shown(Kind.PHOTO, box) for box in seen]
    found += [Shown(Kind.SCREENSHOT, box) for box in own if _is_full_of_words(box, read)]
    coded = codes(view, sight, paper_of(sight.grey), [*words, *seen])
    return (*found, *(Shown(Kind.QR if is_qr else Kind.BARCODE, box) for box, is_qr in coded))


def _is_full_of_words(picture: Box, read: Sequence[Box]) -> bool:
    inside = [box for box in read if box.overlaps(picture)]
    lines = {round(box.top / max(1.0, box.height)) for box in inside}
    return len(inside) >= WORDS and len(lines) >= LINES
