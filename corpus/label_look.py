"""How the labels of a head or a side column are set: their type face, where they and their values start.

Told by the labels that are known, so that others of the same look count as labels too. Points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.document import Word
from corpus.head import label_and_rest
from corpus.sheet import Line, Segment, Token
from corpus.words import label_of

HIGH = 0.75  # share of the lines of a scan that are no higher than one with high and hanging letters
Face = tuple[float, bool, bool]
UNKNOWN: Face = (0.0, False, False)  # of plain text, and of what is not bold in a scan


class LabelLook(NamedTuple):
    """How the known labels of a place are set.

    `beside` are the x of labels and of the values right of them, `rows` from which top to which bottom those stand.
    `second` are the x of labels further on in a row. `height` is that of the higher lines of a scan, where a line is as
    high as the letters it happens to have; else 0.
    `step` is the usual distance of lines of one group.
    """

    face: Face | None
    beside: tuple[tuple[float, float], ...]
    rows: tuple[float, float]
    height: float
    step: float
    second: tuple[float, ...]


def look_of(lines: Sequence[Line]) -> LabelLook:
    """The look of the known labels among the lines of one place."""
    faces: Counter[Face] = Counter()
    others: Counter[Face] = Counter()
    places: Counter[tuple[float, float]] = Counter()
    rows: list[Line] = []
    second: Counter[float] = Counter()
    for line in lines:
        second.update(round(each.box.x0, 1) for each in line.segments[2:] if label_of(each.text))
        found = label_and_rest(line)
        label = found[1] if found and label_of(wording(found[1])) else []
        if found and label and len(wording(label)) > 2:
            faces[face_of(line.tokens[0])] += 1
            if found[2] and len(line.segments) > 1:
                places[round(line.segments[0].box.x0, 1), round(line.segments[1].box.x0, 1)] += 1
                rows.append(line)
        rest = [face_of(token) for token in line.tokens[len(label) :]]
        others.update(rest if line.size else set(rest))
    usual = faces.most_common(1)[0][0] if faces else None
    if usual is None or faces[usual] < 2 or usual == UNKNOWN or others[usual] > faces[usual] * 2:
        usual = None
    reach = (min(line.box.top for line in rows), max(line.box.bottom for line in rows)) if rows else (0.0, 0.0)
    heights = sorted(line.box.height for line in lines if not line.size) or [0.0]
    height = heights[int(HIGH * (len(heights) - 1))]
    steps = sorted(step for one, other in pairwise(lines) if (step := step_between(one, other)) > 0) or [0.0]
    step = steps[len(steps) // 4]
    further = tuple(x for x, count in second.items() if count > 1)
    return LabelLook(usual, tuple(place for place, count in places.items() if count > 1), reach, height, step, further)


def step_between(before: Line, line: Line) -> float:
    """The distance between the middles of two lines; less than 0 over a page break."""
    if before.box.page != line.box.page:
        return -1.0
    return (line.box.top + line.box.bottom - before.box.top - before.box.bottom) / 2


def face_of(token: Token) -> Face:
    """Size in points, whether bold, whether italic."""
    return token.size, token.bold, token.italic


def wording(words: Iterable[Word]) -> str:
    """Words as they read in one line."""
    return Segment([Token(word) for word in words]).text
