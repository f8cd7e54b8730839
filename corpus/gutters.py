"""Pages in two columns (Handelingen, reports): the gutter between them, and the order in which they are read.

A line over the full width parts the page into bands; in each band the left column is read before the right one.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.sheet import Line, Segment, Sheet, lines_of

MIDDLE = (0.35, 0.62)  # shares of the width between which a gutter lies
NARROWEST = 6.0  # points
CROSSED = 0.12  # share of the lines that may run over a gutter: titles, running heads
FEWEST = 12  # lines on each side


def gutter(sheet: Sheet, segments: Sequence[Segment]) -> float | None:
    """The x of the middle of a page's gutter, None for a page in one column."""
    boxes = [token.word.box for segment in segments for token in segment.tokens]
    rows = {round((box.top + box.bottom) / 8) for box in boxes}
    low, high = (share * sheet.page.width for share in MIDDLE)
    best: tuple[int, float, float] | None = None
    x = low
    while x < high:
        over = len(
            {round((b.top + b.bottom) / 8) for b in boxes if b.x0 < x + NARROWEST / 2 and b.x1 > x - NARROWEST / 2}
        )
        if best is None or over < best[0]:
            best = (over, x, x)
        elif over == best[0]:
            best = (over, best[1], x)
        x += 1.0
    if best is None or best[0] > CROSSED * max(1, len(rows)):
        return None
    middle = (best[1] + best[2]) / 2
    left = sum(1 for s in _cut(segments, middle) if s.box.x1 <= middle and s.box.width > 0.2 * sheet.page.width)
    right = sum(1 for s in _cut(segments, middle) if s.box.x0 >= middle and s.box.width > 0.2 * sheet.page.width)
    return middle if min(left, right) >= FEWEST else None


def ordered(segments: Sequence[Segment], middle: float) -> tuple[Line, ...]:
    """Lines of a page in two columns: down the left of each band, then down its right."""
    cut = _cut(segments, middle)
    wide = [s for s in cut if s.box.x0 < middle < s.box.x1]
    lines: list[Line] = []
    top = float("-inf")
    for line in (*lines_of(wide), None):
        bottom = line.box.top if line else float("inf")
        band = [s for s in cut if s not in wide and top <= (s.box.top + s.box.bottom) / 2 < bottom]
        lines += lines_of(s for s in band if s.box.x1 <= middle)
        lines += lines_of(s for s in band if s.box.x0 >= middle)
        if line:
            lines.append(line)
            top = bottom
    return tuple(lines)


def _cut(segments: Sequence[Segment], middle: float) -> list[Segment]:
    """Segments in which both columns ran together, cut between the words on either side of the gutter."""
    result: list[Segment] = []
    for segment in segments:
        at = next((i for i, t in enumerate(segment.tokens) if t.word.box.x0 >= middle), None)
        if at and segment.tokens[at].word.box.x0 - segment.tokens[at - 1].word.box.x1 >= NARROWEST:
            result += [Segment(segment.tokens[:at]), Segment(segment.tokens[at:])]
        else:
            result.append(segment)
    return result
