"""A page written from what is kept of it: letters, shapes and pictures at their places, boxes on top (route V).

Only operators that are written here occur. Numbers have two decimals; the same items give the same bytes.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image

from anonymize.display import Clip, Colour, Frame, Pen, Picture, Shape
from anonymize.faces import BLANK, Face, Sign, label_signs
from anonymize.shapes import Font
from anonymize.sift import Kept
from anonymize.text_order import Spot
from corpus.document import Box

LABEL_SIZE = 8.0  # points at most
CAPITAL = 0.72  # of the size: how high digits are
JPEG_QUALITY = 85


class Run(NamedTuple):
    """Letters in one face that one operator showed, of words that follow each other in the text.

    A blank stands after each letter whose index is in `blanks`.
    """

    letters: tuple[Kept, ...]
    blanks: frozenset[int]

    @property
    def first(self) -> int:
        """The piece that it begins with."""
        return self.letters[0].piece

    @property
    def last(self) -> int:
        return self.letters[-1].piece


class Label(NamedTuple):
    """A box and the ground in it."""

    box: Box
    ground: str


def runs(
    items: Sequence[Kept | Shape | Picture], blank_after: Sequence[bool], spots: Mapping[int, Spot]
) -> Iterator[Run | Shape | Picture]:
    """The items, letters together as far as they may be."""
    waiting: list[Kept] = []
    ends = {item.piece: id(item) for item in items if isinstance(item, Kept)}

    def run() -> Run:
        blanks = (at for at, one in enumerate(waiting) if ends[one.piece] == id(one) and blank_after[one.piece])
        made = Run(tuple(waiting), frozenset(blanks))
        waiting.clear()
        return made

    for item in items:
        if waiting and not (isinstance(item, Kept) and _joins(waiting[-1], item, spots)):
            yield run()
        if isinstance(item, Kept):
            waiting.append(item)
        else:
            yield item
    if waiting:
        yield run()


def _joins(last: Kept, item: Kept, spots: Mapping[int, Spot]) -> bool:
    one, other = last.letter, item.letter
    if one.show != other.show or one.font != other.font or one.colour != other.colour or one.stroke != other.stroke:
        return False
    a, b, c, d, *_ = one.matrix
    g, h, i, j, *_ = other.matrix
    if abs(a - g) > 1e-3 or abs(b - h) > 1e-3 or abs(c - i) > 1e-3 or abs(d - j) > 1e-3:
        return False
    before, after = spots[last.piece], spots[item.piece]
    return before[1:] == after[1:] and after.at in (before.at, before.at + 1)


class Ink:
    """What a document's pages share: its fonts, and the pictures of each page by name."""

    def __init__(self, fonts: Sequence[Font]) -> None:
        self._fonts = fonts
        self.faces: dict[int, Face] = {}
        self.labels = Face()
        # By font, code and what it says: a page has thousands of letters, and few different ones.
        self._signs: dict[tuple[int, int, str], Sign] = {}
        self._codes: dict[tuple[int, int, str], tuple[str, float]] = {}

    def sign(self, kept: Kept) -> Sign:
        letter, _, text = kept
        sign = self._signs.get((letter.font, letter.code, text))
        if sign is None:
            glyph = self._fonts[letter.font].glyph(letter.code)
            sign = self._signs[letter.font, letter.code, text] = Sign(text, glyph.outline, glyph.width)
        return sign

    def _code(self, kept: Kept) -> tuple[str, float]:
        """The code of a letter in its face, and its width, once all is sealed."""
        letter, _, text = kept
        key = letter.font, letter.code, text
        if key not in self._codes:
            sign = self.sign(kept)
            self._codes[key] = self.face(letter.font).code(sign), sign.width
        return self._codes[key]

    def face(self, number: int) -> Face:
        if number not in self.faces:
            self.faces[number] = Face()
        return self.faces[number]

    def meet(self, items: Iterable[Run | Shape | Picture], labels: Iterable[Label]) -> None:
        """Take up the letters of a page; all pages must be met before the first is written."""
        for item in items:
            if isinstance(item, Run):
                face = self.face(item.letters[0].letter.font)
                for kept in item.letters:
                    letter, _, text = kept
                    if (letter.font, letter.code, text) not in self._signs:
                        face.add(self.sign(kept))
                if item.blanks:
                    self.face(item.letters[0].letter.font).add(BLANK)
        for label in labels:
            for sign in label_signs(label.ground):
                self.labels.add(sign)

    def seal(self) -> None:
        for face in (*self.faces.values(), self.labels):
            face.seal()

    def name(self, number: int) -> str:
        """A font's name on the page, by the order in which the fonts first occur."""
        return f"F{list(self.faces).index(number) + 1}"

    def run(self, run: Run) -> str:
        """The operators of a run: one matrix, the codes, and how far each letter stands from where its width says."""
        first = run.letters[0].letter
        face = self.face(first.font)
        a, b, _, _, e, f = first.matrix
        unit = (a**2 + b**2) ** 0.5 or 1.0
        parts: list[str] = []
        codes, wide = "", 0.0
        for at, kept in enumerate(run.letters):
            matrix = kept.letter.matrix
            along = ((matrix[4] - e) * a + (matrix[5] - f) * b) / unit / unit
            off = round((wide - along) * 1000, 1)
            if abs(off) > 0.1:
                parts += [f"<{codes}>", f"{off:g}"] if codes else [f"{off:g}"]
                codes, wide = "", along
            code, width = self._code(kept)
            codes += code
            if at in run.blanks and at < len(run.letters) - 1:
                codes += face.code(BLANK)
                width += BLANK.width
            wide += width / 1000
        parts.append(f"<{codes}>")
        shown = f"[{' '.join(parts)}] TJ" if len(parts) > 1 else f"{parts[0]} Tj"
        if len(run.letters) - 1 in run.blanks:
            shown += f" <{face.code(BLANK)}> Tj"  # by itself, so that the letters stay where they stood
        mode = _stroked(first.stroke, first.colour) if first.stroke else "0 Tr"
        return (
            f"BT {_fill(first.colour)} {mode} /{self.name(first.font)} 1 Tf "
            f"{' '.join(map(_fine, first.matrix))} Tm {shown} ET"
        )

    def black(self, box: Box, height: float) -> str:
        """A black rectangle over a box."""
        sides = box.x0, height - box.bottom, box.x1 - box.x0, box.bottom - box.top
        return f"0 0 0 rg {_numbers(sides)} re f"

    def label(self, label: Label, height: float) -> tuple[str, str]:
        """The black of a box, and its ground in white."""
        size, x, base = lettered(label)
        codes = "".join(self.labels.code(sign) for sign in label_signs(label.ground))
        start = _numbers((x, height - base))
        return self.black(label.box, height), f"BT 1 1 1 rg 0 Tr /L {size:g} Tf 1 0 0 1 {start} Tm <{codes}> Tj ET"


def lettered(label: Label) -> tuple[float, float, float]:
    """How high the letters of a label are, where they start, and on what line: in points from the top left."""
    box = label.box
    natural = sum(sign.width for sign in label_signs(label.ground)) / 1000
    size = round(min(LABEL_SIZE, 0.8 * box.height, 0.9 * box.width / natural), 2)
    return size, box.x0 + (box.width - natural * size) / 2, box.bottom - (box.height - CAPITAL * size) / 2


def shape(item: Shape) -> str:
    """The operators of a shape, with its clip where that takes something away."""
    verb = {(True, False): item.rule, (False, True): "S", (True, True): "B*" if item.rule == "f*" else "B"}
    parts = ["q", *_clip(item.clip, item.frame)]
    if item.fill is not None:
        parts.append(_fill(item.fill))
    if item.stroke is not None:
        parts.append(_pen(item.pen, item.stroke))
    parts += [_outline(item.steps), verb[item.fill is not None, item.stroke is not None], "Q"]
    return " ".join(parts)


def picture(item: Picture, name: str) -> str:
    return f"q {_numbers(item.matrix)} cm /{name} Do Q"


def embed_picture(pdf: pikepdf.Pdf, item: Picture) -> pikepdf.Object:
    """A picture without metadata: JPEG where it has many colours, else deflated; its mask beside it."""
    common: dict[str, Any] = {"Type": Name.XObject, "Subtype": Name.Image}
    if item.mask is not None and item.mask.getextrema() != (255, 255):
        common["SMask"] = pdf.make_indirect(_deflated(pdf, item.mask.convert("L"), common))
    few = item.image.getcolors(256) is not None
    if few or item.image.width * item.image.height < 4096:
        return pdf.make_indirect(_deflated(pdf, item.image, common))
    bare = item.image.copy()
    bare.info.clear()
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return pdf.make_stream(out.getvalue(), **common, **_facts(item.image), Filter=Name.DCTDecode)


def _deflated(pdf: pikepdf.Pdf, image: Image.Image, common: dict[str, Any]) -> pikepdf.Object:
    data = zlib.compress(image.tobytes(), 9)
    return pdf.make_stream(data, **common, **_facts(image), Filter=Name.FlateDecode)


def _facts(image: Image.Image) -> dict[str, Any]:
    space = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
    return {"Width": image.width, "Height": image.height, "ColorSpace": space, "BitsPerComponent": 8}


def resources(fonts: dict[str, pikepdf.Object], pictures: dict[str, pikepdf.Object]) -> pikepdf.Dictionary:
    found = Dictionary(Font=Dictionary(**fonts)) if fonts else Dictionary()
    if pictures:
        found.XObject = Dictionary(**pictures)
    return found


def _clip(clip: Clip, frame: Frame) -> list[str]:
    parts = [f"{_outline(steps)} {rule} n" for steps, rule in clip.outlines]
    if not _grown(clip.frame).holds(frame) or frame.x0 <= clip.frame.x0 or frame.x1 >= clip.frame.x1:
        x0, y0, x1, y1 = clip.frame
        parts.insert(0, f"{_numbers((x0, y0, x1 - x0, y1 - y0))} re W n")
    return parts


def _grown(frame: Frame) -> Frame:
    return Frame(frame.x0 + 0.01, frame.y0 + 0.01, frame.x1 - 0.01, frame.y1 - 0.01)


def _outline(steps: Iterable[Any]) -> str:
    return " ".join(
        f"{_numbers(number for point in step.points for number in point)} {step.verb}" if step.points else step.verb
        for step in steps
    )


def _fill(colour: Colour) -> str:
    return f"{_colour(colour)} rg"


def _colour(colour: Colour) -> str:
    return " ".join(f"{round(value / 255, 3):g}" for value in colour)


def _pen(pen: Pen, colour: Colour) -> str:
    dash = " ".join(map(_number, pen.dash))
    return (
        f"{_colour(colour)} RG {_number(pen.width)} w {pen.cap} J {pen.join} j {_number(max(1.0, pen.miter))} M "
        f"[{dash}] {_number(pen.phase)} d"
    )


def _stroked(pen: Pen, colour: Colour) -> str:
    return f"{_pen(pen, colour)} 2 Tr"


def _numbers(values: Iterable[float]) -> str:
    return " ".join(map(_number, values))


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _fine(value: float) -> str:
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
