"""A few lines of a page read by OCR, to see whether its text layer says what is printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus import ocr, views
from corpus.sheet import Segment, Token, segments_of

DPI = 300
LINES = 4
LONGEST = 90  # letters of a line that count towards its being chosen
MARGIN = 4.0  # points around a line


def agreement(view: views.View, tokens: Sequence[Token]) -> float:
    """The share of words, in the lines with most letters of each quarter of a page, that OCR reads alike."""
    lines = _chosen(tokens, view.height)
    drawn = view.grey(DPI)
    scale = view.width / drawn.width
    alike = total = 0
    for line in lines:
        box = line.box
        left, top = round((box.x0 - MARGIN) / scale), round((box.top - MARGIN) / scale)
        crop = drawn.crop((left, top, round((box.x1 + MARGIN) / scale), round((box.bottom + MARGIN) / scale)))
        seen = [word.seen for found in ocr.recognise(crop, view.number, scale, psm=6) for word in found.words]
        read = Counter(map(_bare, seen))
        layer = Counter(_bare(token.word.seen) for token in line.tokens)
        alike += (read & layer).total()
        total += layer.total()
    return alike / total if total else 1.0


def _bare(seen: str) -> str:
    return seen.strip(".,;:()'\"").lower()


def _chosen(tokens: Sequence[Token], height: float) -> list[Segment]:
    found: dict[int, Segment] = {}
    for segment in segments_of(tokens):
        quarter = int(LINES * segment.box.top / height)
        if quarter not in found or _letters(segment) > _letters(found[quarter]):
            found[quarter] = segment
    return list(found.values())


def _letters(segment: Segment) -> int:
    return min(LONGEST, sum(sign.isalpha() for sign in segment.text))
