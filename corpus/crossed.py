"""Lines that tesseract made of two: a block at the right whose lines stand half a line lower than those at the left.

What it reads there is rubbish, higher than a line is and unsure. Such a band of the page is read once more, in strips
between which it is white.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import median

import numpy as np
from PIL import Image

from corpus.document import Box
from corpus.greys import DARK, Pixels
from corpus.ocr import Line

HIGH, UNSURE = 1.6, 0.45  # heights of most words, and how sure tesseract is of a word, where two lines became one
APART = 12.0  # points of white between two strips
ROOM = 3.0  # points of paper around a band
REACH = 4  # how often a band takes in what stands beside it
MOST = 0.25  # share of the page's height: a higher band is no crossing of two lines

Recognise = Callable[[Image.Image], tuple[Line, ...]]  # lines of a picture; boxes in points from its top left


def uncrossed(lines: Sequence[Line], picture: Image.Image, scale: float, recognise: Recognise) -> list[Line]:
    """The lines, those of a band in which two became one as they read in strips; `scale` is points per pixel.

    A second reading counts only where it is surer of more words.
    """
    found = list(lines)
    for top, bottom in _bands(lines, picture.height * scale):
        inside = [line for line in found if any(_within(word.box, top, bottom) for word in line.words)]
        again = [line for line in _strips(picture, scale, top, bottom, recognise) if _is_read(line)]
        if _known(again) > max(0.0, _known(inside)):
            block = max((line.block for line in found), default=0) + 1
            at = found.index(inside[0])
            kept = [line for line in found if line not in inside]
            found = [*kept[:at], *(line._replace(block=block + line.block) for line in again), *kept[at:]]
    return found


def _bands(lines: Sequence[Line], height: float) -> Iterator[tuple[float, float]]:
    """From which y to which y lines may have been crossed, whole lines of all blocks beside each other; points."""
    words = [word for line in lines for word in line.words]
    usual = median(word.box.height for word in words) if words else 0.0
    done = -1.0
    for line in lines:
        bad = [word.box for word in line.words if word.sure < UNSURE and word.box.height > HIGH * usual]
        if not bad or bad[0].top < done:
            continue
        top, bottom = min(box.top for box in bad), max(box.bottom for box in bad)
        for _ in range(REACH):
            beside = [word.box for word in words if word.box.top < bottom and word.box.bottom > top]
            wider = min(box.top for box in beside), max(box.bottom for box in beside)
            if wider == (top, bottom) or wider[1] - wider[0] > MOST * height:
                break
            top, bottom = wider
        if bottom - top < MOST * height:
            yield top, bottom
        done = bottom


def _strips(picture: Image.Image, scale: float, top: float, bottom: float, recognise: Recognise) -> Iterator[Line]:
    first, last = max(0, round((top - ROOM) / scale)), min(picture.height, round((bottom + ROOM) / scale))
    band = picture.crop((0, first, picture.width, last))
    for left, right in _inked(np.asarray(band.convert("L")) < DARK, round(APART / scale)):
        for line in recognise(band.crop((left, 0, right, band.height))):
            words = [
                word for word in line.words if any(letter.isalnum() for letter in word.text)
            ]  # no rules of a table
            moved = [word._replace(box=_moved(word.box, left * scale, first * scale)) for word in words]
            yield line._replace(words=tuple(moved))


def _inked(ink: Pixels, gap: int) -> Iterator[tuple[int, int]]:
    """From which column to which there is ink, parted where `gap` columns have none; a little paper around each."""
    columns = np.nonzero(np.count_nonzero(ink, axis=0) > 1)[0]
    if not columns.size:
        return
    cuts = np.nonzero(np.diff(columns) > gap)[0]
    starts = columns[np.concatenate(([0], cuts + 1))]
    ends = columns[np.concatenate((cuts, [columns.size - 1]))]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        yield max(0, start - gap // 3), min(ink.shape[1], end + gap // 3)


def _moved(box: Box, right: float, down: float) -> Box:
    return Box(box.page, box.x0 + right, box.top + down, box.x1 + right, box.bottom + down)


def _within(box: Box, top: float, bottom: float) -> bool:
    return top <= (box.top + box.bottom) / 2 <= bottom


def _is_read(line: Line) -> bool:
    """False for the rubbish that is made of rules: none of it is sure."""
    return bool(line.words) and sum(word.sure for word in line.words) > UNSURE * len(line.words)


def _known(lines: Sequence[Line]) -> float:
    """How much of what was read is sure, in letters."""
    return sum(len(word.seen) * (word.sure - UNSURE) for line in lines for word in line.words)
