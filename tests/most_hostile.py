"""Small PDFs that hold one invented name where it hides well: in drawing orders, colours, layers and the page."""

from __future__ import annotations

from pathlib import Path

from hostile import BODY, FIRST, LAST, NAME, image, picture_of
from more_hostile import BARRED, Builder, courier, form, hooked, line, outline, resources, sheet
from pikepdf import Array, Dictionary, Name, Page, Pdf, String

# -- drawing orders ---------------------------------------------------------------------------------------------------


def shuffled(path: Path) -> Path:
    """Letter by letter, each with its own place, out of order."""
    order = sorted(range(len(NAME)), key=lambda n: n * 7 % len(NAME))
    orders = " ".join(f"1 0 0 1 {30 + 6.6 * n:.1f} 120 Tm ({NAME[n]}) Tj" for n in order)
    return sheet(path, line(orders, font="/F2 11 Tf"), courier)


def interleaved(path: Path) -> Path:
    """Its letters and those of another text take turns in one string."""
    other = "overleg met de Kamer"
    turns = "".join(f"({a}) -17400 ({b}) 18000 " for a, b in zip(NAME, other, strict=True))
    return sheet(path, line(f"[{turns}] TJ", font="/F2 11 Tf"), courier)


def rotated(path: Path) -> Path:
    turns = ("0 1 -1 0 370 40", "0.8 0.6 -0.6 0.8 40 30", "-1 0 0 -1 330 60", "0 -1 1 0 390 160")
    return sheet(path, "".join(f"BT /F1 11 Tf {turn} Tm ({NAME}) Tj ET\n" for turn in turns))


def mirrored(path: Path) -> Path:
    return sheet(path, f"BT /F1 11 Tf -1 0 0 1 300 120 Tm ({NAME}) Tj 1 0 0 -1 30 80 Tm ({NAME}) Tj ET\n")


def negative(path: Path) -> Path:
    """A negative size and a negative stretch."""
    return sheet(path, f"BT /F1 -11 Tf 300 120 Td ({NAME}) Tj /F1 11 Tf -100 Tz 0 -40 Td ({NAME}) Tj ET\n")


def outlined(path: Path) -> Path:
    """Letters as filled paths."""
    return sheet(path, outline(NAME) + " f\n")


def outlined_by_hair(path: Path) -> Path:
    """Letters as thin outlines in a light grey."""
    return sheet(path, f"q 0.7 G 0.2 w {outline(NAME, 16)} S Q\n")


def mosaic(path: Path) -> Path:
    """Letters as small squares."""
    small = picture_of(NAME).resize((366, 30)).point(lambda value: 0 if value < 128 else 255)
    dots = [(x, y) for y in range(small.height) for x in range(small.width) if not small.getpixel((x, y))]
    return sheet(path, "".join(f"{30 + x * 0.9:.1f} {140 - y * 0.9:.1f} .95 .95 re\n" for x, y in dots) + "f\n")


def hyphenated(path: Path) -> Path:
    """Broken off over two lines, twice."""
    broken = f"(Voor vragen kunt u terecht bij {FIRST} Vriesen-) Tj 0 -14 Td (donk, of op vrijdag bij Anne-) Tj "
    return sheet(path, line(broken + f"0 -14 Td (loes {LAST} van de directie.) Tj"))


def stacked(path: Path) -> Path:
    """One letter a line."""
    return sheet(path, f"BT /F1 7 Tf 7 TL 380 165 Td {' '.join(f'({c}) Tj T*' for c in NAME)} ET\n")


def quoted(path: Path) -> Path:
    """Drawn by the two operators that also go to the next line."""
    return sheet(path, line(f"14 TL (Bel) Tj ({NAME}) ' 1 0.5 (of {NAME}) \""))


def spaced_capitals(path: Path) -> Path:
    spaced = " ".join(NAME.upper())
    return sheet(path, line(f"({spaced}) Tj 0 -20 Td 6 Tc ({NAME.upper()}) Tj"))


def justified(path: Path) -> Path:
    """A line stretched by very wide blanks."""
    return sheet(path, line(f"100 Tw ({NAME} bij BZK) Tj"))


def risen(path: Path) -> Path:
    """Every letter at another height."""
    return sheet(path, line(" ".join(f"{n % 3 * 4} Ts ({letter}) Tj" for n, letter in enumerate(NAME))))


def squeezed(path: Path) -> Path:
    """A hundredth as wide as high."""
    return sheet(path, line(f"1 Tz ({NAME}) Tj"))


def shrunk(path: Path) -> Path:
    return sheet(path, f"q 0.001 0 0 0.001 30 120 cm BT /F1 11 Tf ({NAME}) Tj ET Q\n")


@hooked()
def enormous(pdf: Pdf, first: Page) -> None:
    """So large that no letter fits on the page; the body stands on it."""
    first.contents_add(f"q 0.9 g BT /F1 4000 Tf -900 -800 Td ({NAME}) Tj ET Q\n".encode(), prepend=True)


def fake_bold(path: Path) -> Path:
    """Twice, a little apart."""
    return sheet(path, line() + line(shown=f"0.3 0 Td ({NAME}) Tj"))


def stroked(path: Path) -> Path:
    """Outlined letters, and letters both filled and outlined."""
    return sheet(path, line(before="0.3 w 1 Tr") + line(before="0.3 w 2 Tr", y=90))


def clip_only(path: Path) -> Path:
    """Letters that only cut off, with nothing drawn through them."""
    return sheet(path, line(before="7 Tr"))


def seen_through_letters(path: Path) -> Path:
    """Letters that cut off a black bar."""
    return sheet(path, f"q BT 7 Tr /F1 14 Tf 30 120 Td ({NAME}) Tj ET {BARRED} Q\n")


def cut_away(path: Path) -> Path:
    """Inside a cut-out without a surface."""
    return sheet(path, line(before="50 50 0 0 re W n") + line(before="10 10 5 5 re W n", y=90))


def half_cut(path: Path) -> Path:
    """Only the upper half of the letters is inside the cut-out, and the lower half in another one."""
    return sheet(path, line(before="0 123 400 20 re W n") + line(before="0 86 400 7.2 re W n", y=90))


def escaped(path: Path) -> Path:
    """Strings with octal signs, hexadecimal digits and a break."""
    octal, digits = "".join(f"\\{ord(c):03o}" for c in NAME), " ".join(f"{ord(c):02X}" for c in NAME)
    return sheet(path, line(f"({octal}) Tj 0 -16 Td <{digits}> Tj 0 -16 Td (Anne\\\nloes Vriesen\\\ndonk) Tj"))


def comment(path: Path) -> Path:
    """A comment between the drawing orders, an unknown order and a mark with a value."""
    return sheet(path, f"% {NAME}\nBX ({NAME}) Zz EX\n/Merk <</Van ({NAME})>> DP\n/{FIRST}#20{LAST} MP\n")


def two_streams(path: Path) -> Path:
    """Its strings stand in one stream and the orders that draw them in the next one."""

    def hook(pdf: Pdf, first: Page) -> None:
        parts = (BODY + f"BT /F1 11 Tf 30 120 Td ({NAME})", "Tj 0 -20 Td [(Anneloes Vrie) 5", "(sendonk)] TJ ET")
        first.Contents = Array([pdf.make_stream(part.encode()) for part in parts])

    return sheet(path, "", hook)


# -- colours, masks and layers ----------------------------------------------------------------------------------------


def almost_white(path: Path) -> Path:
    return sheet(path, line(before="0.98 g"))


def white_on_black(path: Path) -> Path:
    return sheet(path, BARRED + line(before="1 g"))


def under_white(path: Path) -> Path:
    return sheet(path, line() + "1 g 25 110 250 22 re f\n")


def under_glass(path: Path) -> Path:
    """Under a bar that lets most of the light through."""
    glass = Dictionary(Gs=Dictionary(Type=Name.ExtGState, ca=0.4))
    return sheet(path, line() + f"q /Gs gs {BARRED} Q\n", resources(ExtGState=glass))


def all_through(path: Path) -> Path:
    """Letters of glass."""
    return sheet(path, line(before="/Gs gs"), resources(ExtGState=Dictionary(Gs=Dictionary(ca=0, CA=0))))


def blended_away(path: Path) -> Path:
    """White letters that darken, and letters drawn twice as a difference."""
    states = Dictionary(D=Dictionary(BM=Name.Darken), X=Dictionary(BM=Name.Difference))
    twice = line(before="/X gs 1 g", y=90) * 2
    return sheet(path, line(before="/D gs 1 g") + twice, resources(ExtGState=states))


@hooked(line(before="/Sp cs 0 scn"))
def spot_colour(pdf: Pdf, first: Page) -> None:
    """Without ink, in a spot colour that bears the name."""
    colour = pdf.make_stream(f"{{ % {NAME}\n 1 exch sub }}".encode(), FunctionType=4)
    colour.Domain, colour.Range = Array([0, 1]), Array([0, 1])
    space = Array([Name.Separation, Name(f"/{NAME}"), Name.DeviceGray, colour])
    first.Resources.ColorSpace = Dictionary(Sp=space)


@hooked("/Gs gs " + BARRED)
def soft_mask(pdf: Pdf, first: Page) -> None:
    """The letters are the soft mask of a black bar."""
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    letters = form(pdf, first, line(before="1 g"), Group=group)
    first.Resources.ExtGState = Dictionary(Gs=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=letters)))


@hooked(line(before="/Gs gs"))
def masked_away(pdf: Pdf, first: Page) -> None:
    """Text behind a soft mask that lets nothing through."""
    nothing = form(pdf, first, "", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))
    first.Resources.ExtGState = Dictionary(Gs=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=nothing)))


@hooked("/Pattern cs /Pt scn 30 60 340 80 re f\n")
def tiles(pdf: Pdf, first: Page) -> None:
    """Text in a tile that is repeated."""
    tile = form(pdf, first, line(y=5).replace("30 5", "2 5"), BBox=Array([0, 0, 150, 20]))
    tile.Type, tile.PatternType, tile.PaintType, tile.TilingType = Name.Pattern, 1, 1, 1
    tile.XStep, tile.YStep = 160, 25
    del tile.Subtype
    first.Resources.Pattern = Dictionary(Pt=tile)


@hooked("q 1 0 0 1 0 60 cm /Fm Do Q\n")
def bent_form(pdf: Pdf, first: Page) -> None:
    """In a form with a matrix and a box of its own."""
    text = f"BT /F1 5 Tf 5 5 Td ({NAME}) Tj ET"
    first.Resources.XObject.Fm = form(
        pdf, first, text, Matrix=Array([2, 0.2, -0.2, 2, 30, 10]), BBox=Array([0, 0, 90, 15])
    )


@hooked("/Fm Do\n")
def form_called(pdf: Pdf, first: Page) -> None:
    """The key and the label of a form that draws nothing, inside another form."""
    outer = form(pdf, first, f"/{FIRST}#20{LAST} Do")
    outer.Resources.XObject = Dictionary({f"/{NAME}": form(pdf, first, "", Name=Name(f"/{LAST}"))})
    first.Resources.XObject.Fm = outer


@hooked()
def unused_form(pdf: Pdf, first: Page) -> None:
    """In a form that nothing draws, and in a font that nothing uses."""
    first.Resources.XObject.Fm = form(pdf, first, line())
    first.Resources.Font.F9 = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{FIRST}{LAST}"))


@hooked(f"/OC /Off BDC {line()} EMC /OC /Ve BDC {line(y=90)} EMC\n")
def layers(pdf: Pdf, first: Page) -> None:
    """On a layer that is off and in an expression of layers; the layer bears the name as well."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(NAME)))
    layer.Usage = Dictionary(User=Dictionary(Type=Name.Ind, Name=String(NAME)))
    rule = Dictionary(Type=Name.OCMD, VE=Array([Name.And, layer, Array([Name.Not, layer])]))
    first.Resources.Properties = Dictionary(Off=layer, Ve=pdf.make_indirect(rule))
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([String(NAME), layer]), Name=String(NAME))
    )


@hooked("/Span /Eg BDC EMC\n")
def properties(pdf: Pdf, first: Page) -> None:
    """In the list of properties of a marked part."""
    said = String(NAME)
    first.Resources.Properties = Dictionary(Eg=Dictionary(ActualText=said, E=said, Lang=said))


def says_for_the_reader(path: Path) -> Path:
    """A text for readers aloud: over other letters, over the name itself, as an abbreviation and per letter."""
    wide = (b"\xfe\xff" + NAME.encode("utf-16-be")).hex()
    each = " ".join(f"/Span <</ActualText ({letter})>> BDC (x) Tj EMC" for letter in NAME)
    return sheet(
        path,
        line(f"/Span <</ActualText <{wide}>>> BDC (de directeur) Tj EMC")
        + line(f"/Span <</ActualText (de directeur)>> BDC ({NAME}) Tj EMC", y=100)
        + line(f"/Span <</E ({NAME})>> BDC (A.V.) Tj EMC", y=80)
        + line(each, y=60),
    )


def running_head(path: Path) -> Path:
    """In the head and the foot of the page, marked as no part of the text."""
    mark = "/Artifact <</Type /Pagination /Subtype /{}>> BDC {} EMC\n"
    small = f"(Behandeld door {NAME} - pagina 1 van 1) Tj"
    places = (("Header", 247), ("Footer", 8))
    return sheet(path, "".join(mark.format(kind, line(small, y=y, font="/F1 7 Tf")) for kind, y in places))


def address(path: Path) -> Path:
    """In addresses of post and web, and run together."""
    first, last = FIRST.lower(), LAST.lower()
    shown = f"({first}.{last}@minbzk.nl) Tj 0 -15 Td (www.linkedin.com/in/{first}-{last}-1a2b) Tj"
    return sheet(path, line(shown + f" 0 -15 Td ({LAST}_{FIRST}_nota_v2.docx en {FIRST}{LAST}) Tj"))


# -- the page ---------------------------------------------------------------------------------------------------------


@hooked()
def upside_down(pdf: Pdf, first: Page) -> None:
    """Shown half a turn round, so that the drawing itself is turned too."""
    first.Contents = pdf.make_stream(("q -1 0 0 -1 400 260 cm " + BODY + line() + "Q").encode())
    first.Rotate = 180


@hooked()
def inherited(pdf: Pdf, first: Page) -> None:
    """The size and the turn stand with the parent, and the page does not begin at nought."""
    first.Contents = pdf.make_stream(("q 0 1 -1 0 2260 1000 cm " + BODY + line() + "Q").encode())
    pages = pdf.Root.Pages
    pages.MediaBox, pages.Rotate = Array([2260, 1400, 2000, 1000]), 90
    pages.Resources = first.Resources
    del first.MediaBox, first.Resources


@hooked(line("(BZK) Tj"))
def units(pdf: Pdf, first: Page) -> None:
    """A page that measures in quarters of an inch, with the name outside its trim and art boxes."""
    first.Contents = pdf.make_stream(("0.25 0 0 0.25 0 0 cm " + BODY + line()).encode())
    first.MediaBox, first.UserUnit = Array([0, 0, 100, 65]), 4
    first.TrimBox = first.ArtBox = Array([0, 40, 100, 65])


def scan_with_text(path: Path) -> Path:
    """A picture of the text, over text that is not drawn; the text is a little off."""

    def hook(pdf: Pdf, first: Page) -> None:
        first.Resources.XObject.Im = image(pdf, picture_of(f"Bel voor vragen {NAME}"))

    return sheet(path, line(f"3 Tr (Bel voor vragen {NAME}) Tj", y=116) + "q 300 0 0 25 28 112 cm /Im Do Q\n", hook)


@hooked(f"/P <</MCID 0>> BDC {line()} EMC\n")
def tagged(pdf: Pdf, first: Page) -> None:
    """A tagged page: the tag points to the text and spells it in its own words too."""
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    said = {name: String(NAME) for name in ("ActualText", "Alt", "E", "T", "Lang")}
    part = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=tree, Pg=first.obj, K=0, **said))
    tree.K, tree.ParentTree = Array([part]), Dictionary(Nums=Array([0, Array([part])]))
    first.StructParents, pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = 0, tree, Dictionary(Marked=True)


CASES: dict[str, Builder] = {
    builder.__name__: builder
    for builder in (
        shuffled, interleaved, rotated, mirrored, negative, outlined, outlined_by_hair, mosaic, hyphenated, stacked,
        quoted, spaced_capitals, justified, risen, squeezed, shrunk, enormous, fake_bold, stroked, clip_only,
        seen_through_letters, cut_away, half_cut, escaped, comment, two_streams, almost_white, white_on_black,
        under_white, under_glass, all_through, blended_away, spot_colour, soft_mask, masked_away, tiles, bent_form,
        form_called, unused_form, layers, properties, says_for_the_reader, running_head, address, upside_down,
        inherited, units, scan_with_text, tagged,
    )
}  # fmt: skip
