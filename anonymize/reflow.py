"""Lines with a box are set anew, so that nothing in them tells how long the hidden words were.

Every box has one width. What follows it on its line moves up to the next gap, cell or rule; in the whole stretch,
kerning and justified spaces give way to the widths of the font and one width of blank. A stretch that gets too long for
its place is set narrower. So the new line is a function of what is kept, and of where it starts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from anonymize.boxes import Cut, Drawn, Group, Piece, groups
from anonymize.display import Frame, Letter, Matrix, Picture, RefusedError, Shape
from anonymize.sift import Kept, Sifted
from corpus.document import Box

BOX = 44.0  # points
LEAST_BOX = 14.0
BLANK = 0.27  # of the size
ASCENT, DESCENT = 0.86, 0.26  # of the size: a box's reach above and below its line
FAR, FAR_SIZES = 20.0, 2.0  # points, sizes: a gap this wide parts two stretches
TAB = 0.6  # of the size: a wider gap to where other lines start as well parts them too
ALIGNED = 0.7  # points
LEVEL = 0.35  # of the size
AIR = 3.0  # points to what stands at the right
MARGIN = 18.0  # points to the edge of the page
NARROWEST = 0.6
THIN = 2.5  # points
ROW = 3.0  # points that the feet of words on one line may differ


class Placed(NamedTuple):
    """A box to draw; `anchor` is the index of the word whose place it takes in the text."""

    drawn: Drawn
    anchor: int
    size: float


@dataclass(frozen=True)
class Set:
    """The page after setting: items in order of painting, boxes, places of kept pieces, and the bands that changed."""

    items: tuple[Kept | Shape | Picture, ...]
    boxes: tuple[Placed, ...]
    pieces: tuple[Piece, ...]
    bands: tuple[Frame, ...]


class _Unit(NamedTuple):
    """A kept piece or a group of hidden words on a line, with the words that it belongs to."""

    x0: float
    x1: float
    start: float  # where its first letter starts, whatever letter that is
    piece: int
    group: int
    words: frozenset[int]


class _Line(NamedTuple):
    """A baseline with a box on it: its height on the page and the size of what was hidden."""

    base: float
    size: float


def reflow(sifted: Sifted, parted: Cut, page: int, size: tuple[float, float], ink: Sequence[Box] = ()) -> Set:
    """Set the lines of a page with hidden letters anew, beside the black over `ink`.

    RefusedError where letters are askew or there is no room.
    """
    setter = _Setter(sifted, parted, page, size, ink)
    return setter.set() if setter.groups else Set(sifted.items, (), tuple(parted.kept_on(page)), ())


class _Setter:
    def __init__(self, sifted: Sifted, parted: Cut, page: int, size: tuple[float, float], ink: Sequence[Box]) -> None:
        self.width, self.height = size
        self.ink = ink
        self.page, self.sifted = page, sifted
        self.pieces = parted.kept_on(page)
        self.letters: dict[int, list[Kept]] = {}
        for item in sifted.items:
            if isinstance(item, Kept):
                self.letters.setdefault(item.piece, []).append(item)
        self.groups: list[tuple[Group, list[Letter], frozenset[int]]] = []
        parts = parted.hidden_on(page)
        for group in groups(parted, page):
            inside = [at for at, part in enumerate(parts) if _within(part.box, group.box)]
            own = [letter for at in inside for letter in sifted.hidden.get(at, ())]
            if own:
                self.groups.append((group, own, frozenset(parts[at].at for at in inside)))
        self.rules = list(_upright(sifted.items))
        self.starts = self._starts() if self.groups else []

    def set(self) -> Set:
        moved: dict[int, dict[int, Matrix]] = {}
        boxes: list[Placed] = []
        bands: list[Frame] = []
        done: set[int] = set()
        for number, (_, letters, _words) in enumerate(self.groups):
            if number in done:
                continue
            if not all(letter.level for letter in letters):
                raise RefusedError("hidden words askew")
            line = _Line(median(letter.origin[1] for letter in letters), max(letter.size for letter in letters))
            stretch = self._stretch(number, line)
            done |= {unit.group for unit in stretch if unit.group >= 0}
            limit = self._limit(stretch[-1], line)
            boxes += self._lay(stretch, line, limit, moved)
            right = max(limit if limit < self.width - MARGIN else 0.0, stretch[-1].x1)
            bands.append(
                Frame(
                    stretch[0].start - AIR,
                    line.base - LEVEL * line.size,
                    max(right, self._reach(stretch, moved, boxes)) + AIR,
                    line.base + 1.05 * line.size,
                )
            )
        items = tuple(self._moved(item, moved) for item in self.sifted.items if not self._goes(item, bands))
        return Set(items, tuple(boxes), tuple(self._pieces(moved)), tuple(bands))

    def _units(self, line: _Line) -> list[_Unit]:
        """All that stands on a line, from left to right."""
        units = []
        for at, own in self.letters.items():
            base = median(kept.letter.origin[1] for kept in own)
            if abs(base - line.base) < LEVEL * line.size:
                box = self.pieces[at].box
                start = min(kept.letter.origin[0] for kept in own)
                units.append(_Unit(box.x0, box.x1, start, at, -1, frozenset({self.pieces[at].at})))
        for number, (_, own_letters, words) in enumerate(self.groups):
            base = median(letter.origin[1] for letter in own_letters)
            if abs(base - line.base) < LEVEL * line.size:
                x0 = min(letter.origin[0] for letter in own_letters)
                x1 = max(letter.origin[0] + letter.advance for letter in own_letters)
                units.append(_Unit(x0, x1, x0, -1, number, words))
        return sorted(units)

    def _stretch(self, number: int, line: _Line) -> list[_Unit]:
        """The units around a group up to the next gap or rule."""
        units = self._units(line)
        at = next(index for index, unit in enumerate(units) if unit.group == number)
        first, last = at, at
        while first > 0 and not self._parted(units[first - 1], units[first], line):
            first -= 1
        while last + 1 < len(units) and not self._parted(units[last], units[last + 1], line):
            last += 1
        return units[first : last + 1]

    def _parted(self, left: _Unit, right: _Unit, line: _Line) -> bool:
        gap = right.x0 - left.x1
        if gap > max(FAR, FAR_SIZES * line.size) or self._rule_between(left.x1, right.x0, line):
            return True
        return gap > TAB * line.size and sum(abs(start - right.x0) < ALIGNED for start in self.starts) > 1

    def _rule_between(self, left: float, right: float, line: _Line) -> bool:
        middle = line.base + 0.3 * line.size
        return any(left - 1 < x < right + 1 and low < middle < high for x, low, high in self.rules)

    def _starts(self) -> list[float]:
        """Where stretches of kept words start, on all lines."""
        boxes = sorted((self.pieces[at].box for at in self.letters), key=lambda box: box.bottom)
        bottoms = [box.bottom for box in boxes]
        return [
            box.x0
            for box in boxes
            if not any(
                other is not box and 0 <= box.x0 - other.x1 < TAB * box.height
                for other in boxes[bisect_left(bottoms, box.bottom - ROW) : bisect_right(bottoms, box.bottom + ROW)]
            )
        ]

    def _limit(self, last: _Unit, line: _Line) -> float:
        """How far to the right a stretch may reach."""
        after = [unit.x0 - AIR for unit in self._units(line) if unit.start > last.start and unit != last]
        middle = line.base + 0.3 * line.size
        rules = [x - AIR / 2 for x, low, high in self.rules if x > last.start and low < middle < high]
        down = self.height - middle
        ink = [box.x0 - AIR / 3 for box in self.ink if box.x0 > last.start and box.top < down < box.bottom]
        return min([*after, *rules, *ink, self.width - MARGIN])

    def _lay(
        self, stretch: Sequence[_Unit], line: _Line, limit: float, moved: dict[int, dict[int, Matrix]]
    ) -> Iterator[Placed]:
        """Give each unit its new place; what does not fit is set narrower."""
        gaps = [BLANK * line.size * (not last.words & unit.words) for last, unit in pairwise(stretch)]
        widths = [
            BOX if unit.group >= 0 else sum(kept.letter.advance for kept in self._ordered(unit.piece))
            for unit in stretch
        ]
        start = stretch[0].start
        boxes = sum(unit.group >= 0 for unit in stretch)
        room = limit - start
        rest = sum(gaps) + sum(widths) - boxes * BOX
        wide = min(BOX, max(LEAST_BOX, (room - rest * NARROWEST) / boxes))
        narrow = min(1.0, (room - boxes * wide) / rest) if rest else 1.0
        if narrow < NARROWEST - 0.001 or (not rest and wide * boxes > room + 0.01):
            raise RefusedError("no room on a line")
        at = start
        for unit, gap in zip(stretch, [0.0, *gaps], strict=True):
            at += gap * narrow
            if unit.group >= 0:
                group = self.groups[unit.group][0]
                down = self.height - line.base
                box = Box(
                    self.page,
                    round(at, 2),
                    round(down - ASCENT * line.size, 2),
                    round(at + wide, 2),
                    round(down + DESCENT * line.size, 2),
                )
                yield Placed(Drawn(box, group.ground, group.category), group.anchor, line.size)
                at += wide
                continue
            for kept in self._ordered(unit.piece):
                a, b, c, d, _, f = kept.letter.matrix
                moved.setdefault(unit.piece, {})[id(kept)] = (a * narrow, b, c, d, at, f)
                at += kept.letter.advance * narrow

    def _ordered(self, piece: int) -> list[Kept]:
        return sorted(self.letters[piece], key=lambda kept: kept.letter.origin[0])

    def _reach(self, stretch: Sequence[_Unit], moved: dict[int, dict[int, Matrix]], boxes: Sequence[Placed]) -> float:
        ends = [one.drawn.box.x1 for one in boxes if one.drawn.box.page == self.page]
        ends += [matrix[4] + 12 for unit in stretch for matrix in moved.get(unit.piece, {}).values()]
        return max(ends, default=0.0)

    def _goes(self, item: Kept | Shape | Picture, bands: Sequence[Frame]) -> bool:
        """Underlines and grounds of one word within a stretch that was set anew: their width would tell."""
        return isinstance(item, Shape) and any(band.holds(item.frame, 0.5) for band in bands)

    def _moved(self, item: Kept | Shape | Picture, moved: dict[int, dict[int, Matrix]]) -> Kept | Shape | Picture:
        if not isinstance(item, Kept) or item.piece not in moved:
            return item
        matrix = moved[item.piece][id(item)]
        a = item.letter.matrix[0]
        advance = item.letter.advance * (matrix[0] / a if a else 1.0)
        return item._replace(letter=item.letter._replace(matrix=matrix, advance=advance))

    def _pieces(self, moved: dict[int, dict[int, Matrix]]) -> Iterator[Piece]:
        """The kept pieces where they now stand."""
        for at, piece in enumerate(self.pieces):
            if at not in moved:
                yield piece
                continue
            own = [(moved[at][id(kept)], kept.letter.advance) for kept in self.letters[at]]
            x0 = min(matrix[4] for matrix, _ in own)
            x1 = max(matrix[4] + advance for matrix, advance in own)
            yield piece._replace(box=piece.box._replace(x0=x0, x1=x1))


def _within(part: Box, group: Box) -> bool:
    middle = (part.top + part.bottom) / 2
    return group.x0 - 0.1 <= part.x0 and part.x1 <= group.x1 + 0.1 and group.top < middle < group.bottom


def _upright(items: Iterable[Kept | Shape | Picture]) -> Iterator[tuple[float, float, float]]:
    """The upright lines of a page: x, and from where to where they go."""
    for item in items:
        if not isinstance(item, Shape) or not item.plain:
            continue
        frame = item.frame
        if frame.x1 - frame.x0 <= THIN:
            yield (frame.x0 + frame.x1) / 2, frame.y0, frame.y1
        elif item.stroke is not None:
            yield frame.x0, frame.y0, frame.y1
            yield frame.x1, frame.y0, frame.y1
