"""The graphics state of a page, and how operators change it (PDF 32000-1, 8.4): matrix, clip, pen, colours, text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pikepdf import Name

from anonymize import colours
from anonymize.display import BLACK, Clip, Colour, Matrix, Pen, RefusedError, Shape, Step, apply, bounds, times
from anonymize.typesetter import Setting

PATTERN = -1  # in the place of how many numbers make a colour
# Of the operators and of the settings by name: what of the pen they set.
_PEN = {"w": "width", "J": "cap", "j": "join", "M": "miter"}
_SETTINGS = {"/LW": "w", "/LC": "J", "/LJ": "j", "/ML": "M"}


class State(NamedTuple):
    """The graphics state that `q` saves."""

    ctm: Matrix
    clip: Clip
    fill: Colour = BLACK
    stroke: Colour = BLACK
    fill_parts: int = 1
    stroke_parts: int = 1
    pen: Pen = Pen()
    text: Setting = Setting()
    pattern: Any = None  # what is filled with in the place of a colour


def adjusted(state: State, name: str, operands: Sequence[Any], resources: Any) -> State:
    """After one of `cm w J j M d gs`."""
    if name == "cm":
        return state._replace(ctm=times(matrix_of(operands), state.ctm))
    if name == "gs":
        return _extended(state, resources.get("/ExtGState", {}).get(str(operands[0])))
    if name == "d":
        dash, phase = tuple(map(float, operands[0])), float(operands[1])
        return state._replace(pen=state.pen._replace(dash=dash, phase=phase))
    value: float = float(operands[0]) if name in "wM" else int(operands[0])
    return state._replace(pen=state.pen._replace(**{_PEN[name]: value}))  # type: ignore[arg-type]


def _extended(state: State, settings: Any) -> State:
    """Settings of today's programs: no transparency, no masks, no other ways of mixing colours."""
    if settings is None or "/Font" in settings or "/TR" in settings:
        raise RefusedError("graphics state")
    if any(float(settings.get(key, 1)) < 1 for key in ("/ca", "/CA")):
        raise RefusedError("transparency")
    if str(settings.get("/SMask", "/None")) != "/None":
        raise RefusedError("mask")
    if settings.get("/BM", Name.Normal) not in (Name.Normal, Name.Compatible):
        raise RefusedError("blending")
    for key, name in _SETTINGS.items():
        if key in settings:
            state = adjusted(state, name, [settings[key]], {})
    return adjusted(state, "d", list(settings.D), {}) if "/D" in settings else state


def coloured(state: State, name: str, operands: Sequence[Any], resources: Any) -> State:
    """After one of the operators of colour; capitals are of strokes."""
    strokes = name[0].isupper()
    parts = state.stroke_parts if strokes else state.fill_parts
    colour, pattern = BLACK, None
    if name in ("cs", "CS"):
        parts = PATTERN if operands[0] == Name.Pattern else colours.components(operands[0], resources)
    elif name in colours.OPERATORS:
        parts, colour = colours.OPERATORS[name], colours.srgb(operands)
    elif parts == PATTERN and not strokes and len(operands) == 1:
        pattern = resources.get("/Pattern", {}).get(str(operands[0]))
        if pattern is None:
            raise RefusedError("pattern")
    elif len(operands) != parts or any(isinstance(value, Name) for value in operands):
        raise RefusedError("colour")
    else:
        colour = colours.srgb(operands)
    if strokes:
        return state._replace(stroke=colour, stroke_parts=parts)
    return state._replace(fill=colour, fill_parts=parts, pattern=pattern)


def pen_of(state: State) -> Pen:
    """The pen in points of the page; one that is wider one way than the other is taken in the middle."""
    a, b, c, d, *_ = state.ctm
    across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
    pen = state.pen
    if abs(across - down) > 0.05 * max(across, down) and pen.width > 0:
        across = abs(a * d - b * c) ** 0.5
    return pen._replace(
        width=pen.width * across, dash=tuple(each * across for each in pen.dash), phase=pen.phase * across
    )


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


def boxed(box: Any, matrix: Matrix) -> tuple[Step, ...]:
    """The outline of a /BBox on the page."""
    x0, y0, x1, y1 = (float(value) for value in box)
    corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
    return (*(Step("l" if at else "m", (apply(matrix, corner),)) for at, corner in enumerate(corners)), Step("h"))


def matrix_of(numbers: Any) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)
    return a, b, c, d, e, f
