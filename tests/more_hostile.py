"""More small PDFs that hold one invented name where it hides well: in fonts and what they say of their letters."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from hostile import BODY, FIRST, LAST, NAME, Hook, page
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String
from PIL import ImageFont

Builder = Callable[[Path], Path]
BARRED = "0 g 25 110 200 22 re f\n"


def sheet(path: Path, extra: str = "", hook: Hook | None = None, **saving: Any) -> Path:
    """The page of `hostile` with more on it, saved so that every run gives the same bytes."""
    page(path, BODY + extra, hook)
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.trailer["/ID"]
        pdf.save(path, static_id=True, **saving)
    return path


def hooked(extra: str = "") -> Callable[[Hook], Builder]:
    """Makes a builder of a hook; `extra` is drawn under the body."""

    def builder(hook: Hook) -> Builder:
        def build(path: Path) -> Path:
            return sheet(path, extra, hook)

        build.__name__, build.__doc__ = hook.__name__, hook.__doc__
        return build

    return builder


def resources(**kinds: Object) -> Hook:
    """A hook that adds resources to the page."""

    def hook(pdf: Pdf, first: Page) -> None:
        for kind, entries in kinds.items():
            first.Resources[f"/{kind}"] = pdf.make_indirect(entries)

    return hook


def line(shown: str = f"({NAME}) Tj", before: str = "", y: int = 120, font: str = "/F1 11 Tf") -> str:
    return f"q {before} BT {font} 30 {y} Td {shown} ET Q\n"


def form(pdf: Pdf, first: Page, content: str, **more: Object) -> Object:
    made = pdf.make_stream(content.encode("latin-1"), Type=Name.XObject, Subtype=Name.Form, **more)
    made.Resources = Dictionary(Font=first.Resources.Font, XObject=Dictionary())
    if "BBox" not in more:
        made.BBox = Array([0, 0, 400, 260])
    return made


def courier(pdf: Pdf, first: Page) -> None:
    """F2: a font in which every sign is 0.6 wide."""
    first.Resources.Font.F2 = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)


def _recorded(letters: str) -> tuple[list[tuple[DecomposingRecordingPen, int]], int]:
    """The outlines of letters beside one another, each with its place, and their width, in thousandths."""
    default: Any = ImageFont.load_default(20)
    font = TTFont(io.BytesIO(default.path.getvalue()))
    drawn, names, width = font.getGlyphSet(), font.getBestCmap(), 0
    found = []
    for letter in letters:
        pen = DecomposingRecordingPen(drawn)
        drawn[names[ord(letter)]].draw(pen)
        found.append((pen, width))
        width += drawn[names[ord(letter)]].width
    return found, width


def truetype(entries: Sequence[str], called: str = "Lakletter", names: Sequence[str] = ()) -> tuple[bytes, list[int]]:
    """A font of which glyph n draws the nth entry (one letter or more), and the widths."""
    order = [".notdef", *(names or [f"g{n}" for n in range(len(entries))])]
    glyphs, widths = {".notdef": TTGlyphPen(None).glyph()}, [500]
    for name, entry in zip(order[1:], entries, strict=True):
        pen = TTGlyphPen(None)
        letters, width = _recorded(entry)
        for letter, x in letters:
            letter.replay(TransformPen(pen, (1, 0, 0, 1, x, 0)))
        glyphs[name] = pen.glyph()
        widths.append(width)
    build = FontBuilder(1000, isTTF=True)
    build.updateHead(created=0, modified=0)
    build.setupGlyphOrder(order)
    build.setupCharacterMap({0xE000 + n: name for n, name in enumerate(order[1:])})
    build.setupGlyf(glyphs)
    build.setupHorizontalMetrics({name: (width, 0) for name, width in zip(order, widths, strict=True)})
    build.setupHorizontalHeader(ascent=800, descent=-200)
    build.setupNameTable({"familyName": called, "styleName": "Regular", "psName": called.replace(" ", "")})
    build.setupOS2()
    build.setupPost()
    out = io.BytesIO()
    build.save(out)
    return out.getvalue(), widths


def tounicode(says: Sequence[str], note: str = "") -> bytes:
    pairs = "".join(f"<{n:04x}> <{text.encode('utf-16-be').hex()}>\n" for n, text in enumerate(says, 1))
    return (
        f"%!PS\n{note}/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Lak def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(says)} beginbfchar\n{pairs}endbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    ).encode()


def lettered(
    path: Path,
    shown: Sequence[str],
    says: Sequence[str] | None,
    *,
    called: str = "Lakletter",
    names: Sequence[str] = (),
    note: str = "",
    way: str = "H",
    at: str = "11 0 0 11 30 120 Tm",
) -> Path:
    """A line in an embedded font: glyph n draws `shown[n]` and stands for `says[n]`."""

    def hook(pdf: Pdf, first: Page) -> None:
        data, widths = truetype(shown, called, names)
        base = Name(f"/LAKWRK+{called.replace(' ', '')}")
        facts = Dictionary(
            Type=Name.FontDescriptor, FontName=base, Flags=4, FontBBox=Array([0, -200, 1000, 800]), ItalicAngle=0,
            Ascent=800, Descent=-200, CapHeight=700, StemV=80, FontFile2=pdf.make_stream(data, Length1=len(data)),
        )  # fmt: skip
        inner = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=base, FontDescriptor=pdf.make_indirect(facts),
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            W=Array([0, Array(widths)]), CIDToGIDMap=Name.Identity,
        )  # fmt: skip
        outer = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=base, Encoding=Name(f"/Identity-{way}"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
        )  # fmt: skip
        if says is not None:
            outer.ToUnicode = pdf.make_stream(tounicode(says, note))
        first.Resources.Font.G = pdf.make_indirect(outer)

    codes = "".join(f"{n:04x}" for n in range(1, len(shown) + 1))
    return sheet(path, f"BT /G 1 Tf {at} <{codes}> Tj ET\n", hook)


def outline(letters: str, size: float = 11, x: float = 30, y: float = 120) -> str:
    """The outlines of letters as a path to fill."""
    orders: list[str] = []

    def put(operator: str, *points: tuple[float, float]) -> None:
        orders.append(" ".join(f"{x + px * size / 1000:.3f} {y + py * size / 1000:.3f}" for px, py in points))
        orders.append(operator)

    for pen, left in _recorded(letters)[0]:
        last = (0.0, 0.0)
        for kind, given in pen.value:
            points = [(point[0] + left, point[1]) for point in given if point]
            if kind == "qCurveTo":
                if given[-1] is None:  # a round shape without a corner: begin halfway two of its points
                    last = ((points[0][0] + points[-1][0]) / 2, (points[0][1] + points[-1][1]) / 2)
                    put("m", last)
                    points.append(last)
                for (cx, cy), (ex, ey) in decomposeQuadraticSegment(points):
                    ways = [(last[0] + 2 * cx) / 3, (last[1] + 2 * cy) / 3, (ex + 2 * cx) / 3, (ey + 2 * cy) / 3]
                    put("c", (ways[0], ways[1]), (ways[2], ways[3]), (ex, ey))
                    last = (ex, ey)
            elif kind in ("moveTo", "lineTo"):
                put(kind[0], points[0])
                last = points[0]
            else:
                orders.append("h")
    return " ".join(orders)


def embedded(path: Path) -> Path:
    """In a subset of a TrueType font whose codes stand in the order of the letters."""
    return lettered(path, NAME, NAME)


def ligatures(path: Path) -> Path:
    """Beside ligatures, and in glyphs that draw two or three letters at once."""
    drawn = [*"Het o", "ffi", *"ciele a", "ff", "i", *"che van ", "Ann", "el", "oes", " ", "Vri", *"esendonk"]
    said = [{"ffi": "\ufb03", "ff": "\ufb00"}.get(part, part) for part in drawn]
    return lettered(path, drawn, said)


def unmapped(path: Path) -> Path:
    """In a font that does not say what its codes mean."""
    return lettered(path, NAME, None)


def says_something_else(path: Path) -> Path:
    """The letters show the name; the font says that they are another text."""
    return lettered(path, NAME, "het ministerie van B")


def says_the_name(path: Path) -> Path:
    """The letters show stars; the font says that they are the name."""
    return lettered(path, "*" * len(NAME), NAME)


def says_it_backwards(path: Path) -> Path:
    return lettered(path, NAME, NAME[::-1])


def says_signs_between(path: Path) -> Path:
    """Every letter is said with a soft hyphen and a sign without width."""
    return lettered(path, NAME, [f"{letter}\u00ad\u200b" for letter in NAME])


def says_look_alikes(path: Path) -> Path:
    """Half of the letters are said to be Cyrillic."""
    return lettered(path, NAME, NAME.translate(str.maketrans("Aeosidk", "АеоѕіԁК")))


def says_mathematics(path: Path) -> Path:
    """The letters are said to be bold mathematical signs."""
    said = [chr(0x1D400 + ord(c) - (65 if c < "a" else 71)) if c != " " else c for c in NAME]
    return lettered(path, NAME, said)


def says_accents(path: Path) -> Path:
    """Every letter is said with an accent that combines."""
    return lettered(path, NAME, [f"{letter}\u0301" for letter in NAME])


def says_private_signs(path: Path) -> Path:
    return lettered(path, NAME, [chr(0xE000 + n) for n in range(len(NAME))])


def one_glyph(path: Path) -> Path:
    """One glyph draws the whole name and is said to be a bullet."""
    return lettered(path, [NAME], ["•"])


def one_code(path: Path) -> Path:
    """One dot is said to be the whole name."""
    return lettered(path, ["."], [NAME])


def font_called(path: Path) -> Path:
    """The name of the font, in the file and in the font itself."""
    return lettered(path, "Gedaan", "Gedaan", called=NAME)


def glyphs_called(path: Path) -> Path:
    """The names of two glyphs in the font."""
    return lettered(path, "ja", "ja", names=[FIRST, LAST])


def map_comment(path: Path) -> Path:
    """A comment in the table that says what the codes mean."""
    return lettered(path, "Gedaan", "Gedaan", note=f"% Voor {NAME}\n")


def vertical(path: Path) -> Path:
    """Letters under one another, in vertical writing."""
    return lettered(path, NAME, NAME, way="V", at="7 0 0 7 370 165 Tm")


@hooked(line(before="0 g", shown=f"({NAME}) Tj", font="/F2 11 Tf"))
def no_encoding(pdf: Pdf, first: Page) -> None:
    """A font without an encoding and without widths."""
    first.Resources.Font.F2 = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Oblique"))


@hooked(line(f"<{bytes(range(1, len(NAME) + 1)).hex()}> Tj", font="/F2 11 Tf"))
def differences(pdf: Pdf, first: Page) -> None:
    """Only the names of the glyphs in the encoding spell it."""
    names = [Name(f"/{letter}" if letter != " " else "/space") for letter in NAME]
    first.Resources.Font.F2 = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *names])),
    )


def _type3(pdf: Pdf, first: Page, procedures: Sequence[str], width: int) -> None:
    names = [f"/g{n}" for n in range(len(procedures))]
    streams = [pdf.make_stream(f"{width} 0 d0 {text}".encode()) for text in procedures]
    drawn = Dictionary(dict(zip(names, streams, strict=True)))
    first.Resources.Font.F2 = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, -300, 9000, 1000]), CharProcs=drawn,
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), FirstChar=1, LastChar=len(names),
        Widths=Array([width] * len(names)), Encoding=Dictionary(Differences=Array([1, *map(Name, names)])),
        Resources=Dictionary(Font=Dictionary(F1=first.Resources.Font.F1)),
    )  # fmt: skip


@hooked(line(f"<{bytes(range(1, len(NAME) + 1)).hex()}> Tj", font="/F2 11 Tf"))
def type3(pdf: Pdf, first: Page) -> None:
    """Letters that are drawings, without a word on what they mean."""
    _type3(pdf, first, [outline(letter, 1000, 0, 0) + " f" for letter in NAME], 650)


@hooked(line("<01> Tj", font="/F2 11 Tf"))
def text_in_a_glyph(pdf: Pdf, first: Page) -> None:
    """The drawing of one letter writes the name in another font."""
    _type3(pdf, first, [f"BT /F1 1000 Tf ({NAME}) Tj ET"], 9000)


CASES: dict[str, Builder] = {
    builder.__name__: builder
    for builder in (
        embedded, ligatures, unmapped, says_something_else, says_the_name, says_it_backwards, says_signs_between,
        says_look_alikes, says_mathematics, says_accents, says_private_signs, one_glyph, one_code, font_called,
        glyphs_called, map_comment, vertical, no_encoding, differences, type3, text_in_a_glyph,
    )
}  # fmt: skip
