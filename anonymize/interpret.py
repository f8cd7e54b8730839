"""interpret(page) -> what it shows, item by item: our own reading of the operators of a page (PDF 32000-1, annex A).

Only operators, fonts, colour spaces and pictures that are understood are let through. Anything else raises
RefusedError, and the page is published as its picture. Hidden layers, invisible text, comments, and marks that say
another text aloud are not read at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from anonymize.display import (
    IDENTITY,
    Clip,
    Frame,
    Item,
    Letter,
    Matrix,
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
from anonymize.graphics import State, adjusted, boxed, clipped, coloured, matrix_of, pen_of
from anonymize.pixels import decoded
from anonymize.shapes import Font
from anonymize.typesetter import Typesetter, changed

MOST_OPERATORS = 400_000
MOST_FORMS = 2_000
DEEPEST = 8
INVISIBLE = 3
ROUND = 0.5  # points or units that two reckonings of a tile may differ
# Operators that change nothing we keep: rendering hints, and marks for those who listen.
_IGNORED = frozenset("ri i BX EX MP DP".split())


_LETTER = partial(tuple.__new__, Letter)


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
            **dict.fromkeys("qQ", self._save),
            **dict.fromkeys("cm w J j M d gs".split(), self._set),
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

    def _save(self, name: str, operands: Sequence[Any]) -> None:
        if name == "q":
            self._saved.append(self._state)
        elif self._saved:
            self._state = self._saved.pop()

    def _set(self, name: str, operands: Sequence[Any]) -> None:
        self._state = adjusted(self._state, name, operands, self._resources)

    def _colour(self, name: str, operands: Sequence[Any]) -> None:
        self._state = coloured(self._state, name, operands, self._resources)

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
            self.items.append(
                Shape(
                    steps,
                    self._state.clip,
                    self._state.fill if fills else None,
                    rule,
                    self._state.stroke if strokes else None,
                    pen_of(self._state),
                )
            )
        if self._clip_rule:
            self._state = self._state._replace(clip=clipped(self._state.clip, steps, self._clip_rule))
        self._steps, self._clip_rule = [], ""

    def _tile(self, steps: tuple[Step, ...], rule: str) -> None:
        """A shape filled with one tile of a pattern, as some programs place a logo: the tile, clipped to the shape."""
        tile, held, pending = self._state.pattern, self._state, self._clip_rule
        if tile.get("/PatternType") != 1 or tile.get("/PaintType") != 1 or self._depth >= DEEPEST:
            raise RefusedError("pattern")
        matrix = times(matrix_of(tile.get("/Matrix", IDENTITY)), self._origin)
        x0, y0, x1, y1 = (float(value) for value in tile.BBox)
        alone = abs(float(tile.XStep)) >= x1 - x0 - ROUND and abs(float(tile.YStep)) >= y1 - y0 - ROUND
        if not alone or not bounds(reached(boxed(tile.BBox, matrix))).holds(bounds(reached(steps)), ROUND):
            raise RefusedError("pattern")
        self._steps, self._clip_rule = [], ""
        self._inside(tile, State(matrix, clipped(held.clip, steps, rule)))
        self._clip_rule = pending

    def _inside(self, form: pikepdf.Object, state: State) -> None:
        """Everything in a form or tile, from `state` on, clipped to its box; after it all is as before."""
        held, origin = self._state, self._origin
        self._state = state._replace(clip=clipped(state.clip, boxed(form.BBox, state.ctm), "W"))
        self._origin = state.ctm
        self.run(form, form.get("/Resources", self._resources), self._depth + 1)
        self._state, self._origin = held, origin

    def _lay(self, name: str, operands: Sequence[Any]) -> None:
        if name in ("BT", "ET"):
            self._text.begin()
        elif name == "Tm":
            self._text.place(operands)
        elif name in ("Td", "TD"):
            x, y = (float(value) for value in operands)
            if name == "TD":
                self._state = self._state._replace(text=changed(self._state.text, "TL", -y))
            self._text.move(x, y)
        elif name == "T*":
            self._text.move(0, -self._state.text.leading)
        elif name == "Tf":
            source = self._resources.get("/Font", {}).get(str(operands[0]))
            if source is None:
                raise RefusedError("font")
            number = self._fonts.number(source)
            text = self._state.text._replace(font=self._fonts.fonts[number], number=number, size=float(operands[1]))
            self._state = self._state._replace(text=text)
        else:
            self._state = self._state._replace(text=changed(self._state.text, name, float(operands[0])))

    def _show(self, name: str, operands: Sequence[Any]) -> None:
        if name == '"':
            for operator, value in (("Tw", operands[0]), ("Tc", operands[1])):
                self._state = self._state._replace(text=changed(self._state.text, operator, float(value)))
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
        pen = pen_of(self._state) if setting.mode == 2 else None
        number, fill, clip, shows = setting.number, state.fill, state.clip, self._shows
        shown = self._text.show(setting, data, state.ctm)
        # Not by name: a document has a hundred thousand of them.
        letters = [_LETTER((number, code, matrix, advance, fill, clip, pen, shows)) for code, matrix, advance in shown]
        if setting.mode != INVISIBLE:
            self.items += letters

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
        matrix = matrix_of(thing.get("/Matrix", IDENTITY))
        self._inside(thing, self._state._replace(ctm=times(matrix, self._state.ctm)))

    def _inline(self, name: str, operands: Sequence[Any]) -> None:
        self._picture(operands[0])

    def _picture(self, source: Any) -> None:
        image, mask = decoded(source, None if self._state.pattern is not None else self._state.fill)
        self.items.append(Picture(image, mask, self._state.ctm, self._state.clip))
