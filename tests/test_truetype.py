"""Fonts are written byte for byte as fontTools writes them, in less time."""

from __future__ import annotations

import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables.ttProgram import Program
from hypothesis import given
from hypothesis import strategies as st

from anonymize import faces
from anonymize.display import Step
from anonymize.faces import ERROR, Sign, label_signs, program
from anonymize.shapes import UNITS
from anonymize.truetype import Glyph, truetype

COORDINATES = st.one_of(st.integers(-3, 3), st.integers(-300, 300), st.integers(-4000, 4000))
POINTS = st.tuples(COORDINATES, COORDINATES)


def steps(verb: str, count: int) -> st.SearchStrategy[Step]:
    return st.tuples(*[POINTS] * count).map(lambda points: Step(verb, points))


STROKES = st.lists(st.one_of(steps("l", 1), steps("c", 3)), max_size=8)
CONTOURS = st.tuples(steps("m", 1), STROKES, st.booleans()).map(
    lambda told: (told[0], *told[1], *([Step("h", ())] if told[2] else []))
)
OUTLINES = st.lists(CONTOURS, max_size=3).map(lambda parts: tuple(step for part in parts for step in part))
SIGNS = st.builds(Sign, st.sampled_from("abcé"), OUTLINES, st.sampled_from([0.0, 250.0, 556.152, 1000.0]))


@given(st.lists(SIGNS, max_size=5))
def test_a_font_has_the_bytes_that_fonttools_gives_it(signs: list[Sign]) -> None:
    assert program(signs) == by_fonttools(signs)


def test_a_large_font_has_the_bytes_that_fonttools_gives_it() -> None:
    """Above 128 kB places are told in four bytes, and outlines need no even length."""
    jagged = [
        Sign("a", (Step("m", ((n, 0),)), *(Step("l", ((37 * at % 3001, 61 * at % 2003),)) for at in range(200))), 500.0)
        for n in range(300)
    ]
    assert len(program(jagged)) > 2 * 0x10000
    assert program(jagged) == by_fonttools(jagged)


def test_letters_of_a_font_have_the_bytes_that_fonttools_gives_them() -> None:
    signs = label_signs("5.1.2e abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert program(signs) == by_fonttools(signs)


def test_what_is_written_can_be_read() -> None:
    square = Glyph(600, 50, [[(50, 0, True), (550, 0, True), (550, 500, True), (50, 500, True)]])
    font = TTFont(io.BytesIO(truetype(1000, [Glyph(0, 0, ()), square], 800, -200)))
    assert font["maxp"].numGlyphs == 2
    assert font["hmtx"]["glyph00001"] == (600, 50)
    assert list(font["glyf"]["glyph00001"].coordinates) == [(50, 0), (550, 0), (550, 500), (50, 500)]
    assert font["head"].checkSumAdjustment


def by_fonttools(signs: list[Sign]) -> bytes:
    """The same font by the library."""
    names = [".notdef", *(f"g{at}" for at in range(1, len(signs) + 1))]
    drawn = dict(zip(names, [glyph(()), *(glyph(sign.outline) for sign in signs)], strict=True))
    sides = [(0, 0), *((round(sign.width * UNITS / 1000), faces._left(sign)) for sign in signs)]
    builder = FontBuilder(UNITS, isTTF=True)
    builder.font.recalcTimestamp = False
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({})
    builder.setupGlyf(drawn)
    builder.setupHorizontalMetrics(dict(zip(names, sides, strict=True)))
    builder.setupHorizontalHeader(ascent=round(0.9 * UNITS), descent=-round(0.25 * UNITS))
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=0, modified=0)
    fpgm = builder.font["fpgm"] = newTable("fpgm")
    fpgm.program = Program()
    fpgm.program.fromAssembly(["PUSHB[ ] 0", "POP[ ]"])
    for table in ("OS/2", "name"):
        if table in builder.font:
            del builder.font[table]
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def glyph(outline: tuple[Step, ...]) -> object:
    pen = TTGlyphPen(None)
    curves = Cu2QuPen(pen, ERROR)
    closed = True
    for step in outline:
        if step.verb == "m":
            if not closed:
                curves.closePath()
            curves.moveTo(step.points[0])
            closed = False
        elif step.verb == "l":
            curves.lineTo(step.points[0])
        elif step.verb == "c":
            curves.curveTo(*step.points)
        elif not closed:
            curves.closePath()
            closed = True
    if not closed:
        curves.closePath()
    return pen.glyph()
