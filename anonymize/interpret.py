"""interpret(page) -> what it shows, item by item: our own reading of the operators of a page (PDF 32000-1, annex A).

Only operators, fonts, colour spaces and pictures that are understood are let through. Anything else raises
RefusedError, and the page is published as its picture. Hidden layers, invisible text, comments, and marks that say
another text aloud are not read at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from anonymize import colours
from anonymize.display import (
    BLACK,
    Clip,
    Colour,
    Frame,
    Item,
    Letter,
    Matrix,
    Pen,
    Picture,
    Point,
    RefusedError,
    Shape,
    Step,
    apply,
    bounds,
    reached,
    times,
)
from anonymize.pixels import decoded
from anonymize.shapes import Font
from anonymize.typesetter import Setting, Typesetter, changed

MOST_OPERATORS = 400_000
MOST_FORMS = 2_000
DEEPEST = 8
INVISIBLE = 3
PATTERN = -1  # in the place of how many numbers make a colour
ROUND = 0.5  # points or units that two reckonings of a tile may differ
# Operators that change nothing we keep: rendering hints, and marks for those who listen.
_IGNORED = frozenset("ri i BX EX MP DP".split())


class Fonts:
    """The fonts of a document, each opened once, by number."""

    def __init__(self) -> None:
        self.fonts: list[Font] = []
        self._numbers: dict[Any, int] = {}

    def number(self, source: pikepdf.Object) -> int:
        key = source.objgen if source.is_indirect else source.unparse(resolved=True)
        if key not in self._numbers:
            self._numbers[key] = len(self.fonts)
            self.fonts.append(Font(source))
        return self._numbers[key]


@dataclass(frozen=True)
class State:
    """The graphics state that `q` saves."""

    ctm: Matrix
    clip: Clip
    fill: Colour = BLACK
    stroke: Colour = BLACK
    fill_parts: int = 1
    stroke_parts: int = 1
    pen: Pen = field(default_factory=Pen)
    text: Setting = field(default_factory=Setting)
    pattern: Any = None  # what is filled with in the place of a colour


def interpret(page: pikepdf.Page, base: Matrix, size: tuple[float, float], fonts: Fonts) -> list[Item]:
    """The items of a page; `base` leads from its own space to the page as displayed, `size` is that page's."""
    reader = _Reader(State(base, Clip(Frame(0, 0, *size))), fonts)
    reader.run(page.obj, page.obj.get("/Resources", Dictionary()), 0)
    return reader.items


class _Reader:
    def __init__(self, state: State, fonts: Fonts) -> None:
        self.items: list[Item] = []
        self._state, self._fonts = state, fonts
        self._saved: list[State] = []
        self._text = Typesetter()
        self._steps: list[Step] = []
        self._point: Point = (0.0, 0.0)
        self._clip_rule = ""
        self._count = self._forms = self._shows = 0
        self._resources: Any = Dictionary()
        self._depth = 0
        self._origin = state.ctm  # of the page or form: where patterns start
        self._verbs: dict[str, Callable[[str, Sequence[Any]], None]] = {
            **dict.fromkeys("q Q cm w J j M d gs".split(), self._set),
            **dict.fromkeys("g G rg RG k K cs CS sc SC scn SCN".split(), self._colour),
            **dict.fromkeys("m l c v y h re".split(), self._outline),
            **dict.fromkeys("S s f F f* B B* b b* n W W*".split(), self._paint),
            **dict.fromkeys("BT ET Tc Tw Tz TL Ts Tr Tf Td TD Tm T*".split(), self._lay),
            **dict.fromkeys(["Tj", "TJ", "'", '"'], self._show),
            **dict.fromkeys("BMC BDC EMC".split(), self._mark),
            "Do": self._do,
            "INLINE IMAGE": self._inline,
        }

    def run(self, stream: pikepdf.Object, resources: Any, depth: int) -> None:
        """Every operator of a page or form."""
        before, self._resources = self._resources, resources
        before_depth, self._depth = self._depth, depth
        held = len(self._saved)
        try:
            instructions = pikepdf.parse_content_stream(stream)
        except pikepdf.PdfError:
            raise RefusedError("operators") from None
        self._count += len(instructions)
        if self._count > MOST_OPERATORS:
            raise RefusedError("too many operators")
        for operands, operator in instructions:
            name = str(operator)
            if name in self._verbs:
                self._verbs[name](name, operands)
            elif name not in _IGNORED:
                raise RefusedError("operator")
        while len(self._saved) > held:
            self._state = self._saved.pop()
        self._resources, self._depth = before, before_depth

    def _set(self, name: str, operands: Sequence[Any]) -> None:
        state = self._state
        if name == "q":
            self._saved.append(state)
        elif name == "Q":
            self._state = self._saved.pop() if self._saved else state
        elif name == "cm":
            self._state = replace(state, ctm=times(_matrix(operands), state.ctm))
        elif name == "gs":
            self._extended(self._resources.get("/ExtGState", {}).get(str(operands[0])))
        elif name == "d":
            self._state = replace(
                state, pen=state.pen._replace(dash=tuple(map(float, operands[0])), phase=float(operands[1]))
            )
        else:
            key = {"w": "width", "J": "cap", "j": "join", "M": "miter"}[name]
            value: float = float(operands[0]) if name in "wM" else int(operands[0])
            self._state = replace(state, pen=state.pen._replace(**{key: value}))  # type: ignore[arg-type]

    def _extended(self, settings: Any) -> None:
        """Graphics states of today's programs: no transparency, no masks, no other ways of mixing colours."""
        if settings is None:
            raise RefusedError("graphics state")
        if any(float(settings.get(key, 1)) < 1 for key in ("/ca", "/CA")):
            raise RefusedError("transparency")
        if str(settings.get("/SMask", "/None")) != "/None":
            raise RefusedError("mask")
        blending = settings.get("/BM", Name.Normal)
        if blending not in (Name.Normal, Name.Compatible):
            raise RefusedError("blending")
        if "/Font" in settings or "/TR" in settings:
            raise RefusedError("graphics state")
        for key, name in (("/LW", "width"), ("/LC", "cap"), ("/LJ", "join"), ("/ML", "miter")):
            if key in settings:
                value: float = float(settings[key]) if key in ("/LW", "/ML") else int(settings[key])
                pen = self._state.pen._replace(**{name: value})  # type: ignore[arg-type]
                self._state = replace(self._state, pen=pen)
        if "/D" in settings:
            self._set("d", list(settings.D))

    def _colour(self, name: str, operands: Sequence[Any]) -> None:
        strokes = name[0].isupper()
        parts = self._state.stroke_parts if strokes else self._state.fill_parts
        colour, pattern = BLACK, None
        if name in ("cs", "CS") and operands[0] == Name.Pattern:
            parts = PATTERN
        elif name in ("sc", "scn") and parts == PATTERN and len(operands) == 1:
            pattern = self._resources.get("/Pattern", {}).get(str(operands[0]))
            if pattern is None:
                raise RefusedError("pattern")
        elif name in colours.OPERATORS:
            parts = colours.OPERATORS[name]
            colour = colours.srgb(operands)
        elif name in ("cs", "CS"):
            parts = colours.components(operands[0], self._resources)
        else:
            if len(operands) != parts or any(isinstance(value, Name) for value in operands):
                raise RefusedError("colour")
            colour = colours.srgb(operands)
        if strokes:
            self._state = replace(self._state, stroke=colour, stroke_parts=parts)
        else:
            self._state = replace(self._state, fill=colour, fill_parts=parts, pattern=pattern)

    def _outline(self, name: str, operands: Sequence[Any]) -> None:
        numbers = [float(value) for value in operands]
        if name == "h":
            self._steps.append(Step("h"))
            return
        if name == "re":
            x, y, width, height = numbers
            corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
            self._steps += [Step("l" if at else "m", (self._on_page(corner),)) for at, corner in enumerate(corners)]
            self._steps.append(Step("h"))
            self._point = (x, y)
            return
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if name == "v":
            points = [self._point, *points]
        elif name == "y":
            points = [*points, points[-1]]
        self._steps.append(Step("c" if len(points) == 3 else name, tuple(map(self._on_page, points))))
        self._point = points[-1]

    def _on_page(self, point: Point) -> Point:
        return apply(self._state.ctm, point)

    def _paint(self, name: str, operands: Sequence[Any]) -> None:
        if name in ("W", "W*"):
            self._clip_rule = name
            return
        if name in ("s", "b", "b*"):
            self._steps.append(Step("h"))
        steps = tuple(self._steps)
        fills, strokes = name[0] in "fFBb", name[0] in "SsBb"
        if fills and self._state.pattern is not None:
            self._tile(steps, "W*" if name.endswith("*") else "W")
            fills = False
        if steps and (fills or strokes):
            rule = "f*" if name.endswith("*") else "f"
            self._add(
                Shape(
                    steps,
                    self._state.clip,
                    self._state.fill if fills else None,
                    rule,
                    self._state.stroke if strokes else None,
                    self._pen(),
                )
            )
        if self._clip_rule:
            self._state = replace(self._state, clip=clipped(self._state.clip, steps, self._clip_rule))
        self._steps, self._clip_rule = [], ""

    def _tile(self, steps: tuple[Step, ...], rule: str) -> None:
        """A shape filled with one tile of a pattern, as some programs place a logo: the tile, clipped to the shape."""
        tile, held, origin, pending = self._state.pattern, self._state, self._origin, self._clip_rule
        if tile.get("/PatternType") != 1 or tile.get("/PaintType") != 1 or self._depth >= DEEPEST:
            raise RefusedError("pattern")
        matrix = times(_matrix(tile.get("/Matrix", Array([1, 0, 0, 1, 0, 0]))), origin)
        x0, y0, x1, y1 = (float(value) for value in tile.BBox)
        corners = tuple(apply(matrix, corner) for corner in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)))
        alone = abs(float(tile.XStep)) >= x1 - x0 - ROUND and abs(float(tile.YStep)) >= y1 - y0 - ROUND
        if not alone or not bounds(corners).holds(bounds(reached(steps)), ROUND):
            raise RefusedError("pattern")
        edge = (*(Step("l" if at else "m", (corner,)) for at, corner in enumerate(corners)), Step("h"))
        clip = clipped(clipped(held.clip, edge, "W"), steps, rule)
        self._steps, self._clip_rule = [], ""
        self._state, self._origin = State(matrix, clip), matrix
        self.run(tile, tile.get("/Resources", self._resources), self._depth + 1)
        self._state, self._origin, self._clip_rule = held, origin, pending

    def _pen(self) -> Pen:
        """The pen in points of the page; a slanted one is refused."""
        a, b, c, d, *_ = self._state.ctm
        across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
        pen = self._state.pen
        if abs(across - down) > 0.05 * max(across, down) and pen.width > 0:
            across = down = abs(a * d - b * c) ** 0.5
        return pen._replace(
            width=pen.width * across, dash=tuple(each * across for each in pen.dash), phase=pen.phase * across
        )

    def _add(self, item: Item) -> None:
        self.items.append(item)

    def _lay(self, name: str, operands: Sequence[Any]) -> None:
        if name in ("BT", "ET"):
            self._text.begin()
        elif name == "Tm":
            self._text.place(operands)
        elif name in ("Td", "TD"):
            x, y = (float(value) for value in operands)
            if name == "TD":
                self._state = replace(self._state, text=changed(self._state.text, "TL", -y))
            self._text.move(x, y)
        elif name == "T*":
            self._text.move(0, -self._state.text.leading)
        elif name == "Tf":
            source = self._resources.get("/Font", {}).get(str(operands[0]))
            if source is None:
                raise RefusedError("font")
            number = self._fonts.number(source)
            text = replace(self._state.text, font=self._fonts.fonts[number], number=number, size=float(operands[1]))
            self._state = replace(self._state, text=text)
        else:
            self._state = replace(self._state, text=changed(self._state.text, name, float(operands[0])))

    def _show(self, name: str, operands: Sequence[Any]) -> None:
        if name == '"':
            for operator, value in (("Tw", operands[0]), ("Tc", operands[1])):
                self._state = replace(self._state, text=changed(self._state.text, operator, float(value)))
        if name in ("'", '"'):
            self._text.move(0, -self._state.text.leading)
        parts = operands[0] if name == "TJ" else [operands[-1]]
        self._shows += 1
        for part in parts:
            if isinstance(part, pikepdf.String):
                self._letters(bytes(part))
            else:
                self._text.kern(self._state.text, float(part))

    def _letters(self, data: bytes) -> None:
        state, setting = self._state, self._state.text
        if state.pattern is not None:
            raise RefusedError("pattern")
        if setting.mode not in (0, 2, INVISIBLE):
            raise RefusedError("way of drawing letters")
        pen = self._pen() if setting.mode == 2 else None
        for code, matrix, advance in self._text.show(setting, data, state.ctm):
            if setting.mode != INVISIBLE:
                self._add(Letter(setting.number, code, matrix, advance, state.fill, state.clip, pen, self._shows))

    def _mark(self, name: str, operands: Sequence[Any]) -> None:
        """Layers that may be hidden are refused; all other marks say what is not shown."""
        if name == "EMC":
            return
        if str(operands[0]) == "/OC":
            raise RefusedError("layers")

    def _do(self, name: str, operands: Sequence[Any]) -> None:
        thing = self._resources.get("/XObject", {}).get(str(operands[0]))
        self._forms += 1
        if thing is None or "/OC" in thing or self._forms > MOST_FORMS or self._depth >= DEEPEST:
            raise RefusedError("object")
        if thing.get("/Subtype") == Name.Image:
            self._picture(thing)
            return
        if thing.get("/Subtype") != Name.Form:
            raise RefusedError("object")
        held, origin = self._state, self._origin
        matrix = _matrix(thing.get("/Matrix", Array([1, 0, 0, 1, 0, 0])))
        ctm = times(matrix, held.ctm)
        x0, y0, x1, y1 = (float(value) for value in thing.BBox)
        corners = tuple(apply(ctm, corner) for corner in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)))
        steps = (*(Step("l" if at else "m", (corner,)) for at, corner in enumerate(corners)), Step("h"))
        self._state, self._origin = replace(held, ctm=ctm, clip=clipped(held.clip, steps, "W")), ctm
        self.run(thing, thing.get("/Resources", self._resources), self._depth + 1)
        self._state, self._origin = held, origin

    def _inline(self, name: str, operands: Sequence[Any]) -> None:
        self._picture(operands[0])

    def _picture(self, source: Any) -> None:
        image, mask = decoded(source, self._state.fill)
        self._add(Picture(image, mask, self._state.ctm, self._state.clip))


def clipped(clip: Clip, steps: tuple[Step, ...], rule: str) -> Clip:
    """A clip made smaller by an outline."""
    around = bounds(point for step in steps for point in step.points)
    frame = clip.frame.cut(around)
    shape = Shape(steps, clip)
    corners = {(round(x, 2), round(y, 2)) for step in steps for x, y in step.points}
    simple = shape.plain and len(corners) <= 4 and sum(step.verb == "m" for step in steps) == 1
    if simple or not steps:
        return Clip(frame, clip.outlines)
    return Clip(frame, (*clip.outlines, (steps, rule)))


def _matrix(numbers: Any) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)
    return a, b, c, d, e, f
