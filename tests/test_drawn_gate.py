"""The gate on pages that were drawn anew: each engine finds what only it can find; and what is refused to be drawn."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import hostile
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image
from test_redact import hide_name
from test_verify import Good, look, redacted, spoil

from anonymize import verify
from anonymize.case import Case
from anonymize.redact import redact_pdf
from anonymize.shapes import UNITS, Font
from anonymize.wording import Secrets
from corpus import render

Change = Callable[[Pdf, pikepdf.Page], None]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Good:
    good = redacted(tmp_path_factory.mktemp("getekend"), as_pictures=False)
    assert set(good.made.bands) == {1}
    return good


def outlines(text: str, x: float, y: float, size: float = 11.0) -> str:
    """A word as shapes: no letters, but everybody reads it."""
    font = Font(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding))
    scale, parts = size / UNITS, ["0 0 0 rg"]
    for sign in text:
        glyph = font.glyph(ord(sign))
        for step in glyph.outline:
            numbers = " ".join(f"{x + px * scale:.2f} {y + py * scale:.2f}" for px, py in step.points)
            parts.append(f"{numbers} {step.verb}".strip())
        x += glyph.width / 1000 * size
    return " ".join([*parts, "f"])


def first_run(page: pikepdf.Page) -> str:
    """The codes of the first letters that the page shows."""
    content = page.Contents.read_bytes().decode("ascii")
    return content[content.index("<00") : content.index(">", content.index("<00")) + 1]


def added(operators: str) -> Change:
    return lambda pdf, page: page.contents_add(f"/Artifact BMC {operators} EMC\n".encode())


def replaced(old: str, new: str) -> Change:
    """`old` is a pattern."""

    def change(pdf: Pdf, page: pikepdf.Page) -> None:
        content, times = re.subn(old, new, page.Contents.read_bytes().decode("ascii"), count=1)
        assert times == 1
        page.Contents = pdf.make_stream(content.encode("ascii"))

    return change


def letters_in_the_box(pdf: Pdf, page: pikepdf.Page) -> None:
    page.contents_add(f"BT 0 0 0 rg 0 Tr /F1 11 Tf 1 0 0 1 118 190 Tm {first_run(page)} Tj ET\n".encode())


def white_letters(pdf: Pdf, page: pikepdf.Page) -> None:
    page.contents_add(f"BT 1 1 1 rg 0 Tr /F1 11 Tf 1 0 0 1 30 60 Tm {first_run(page)} Tj ET\n".encode())


def unseen_letters(pdf: Pdf, page: pikepdf.Page) -> None:
    page.contents_add(f"BT 3 Tr /F1 11 Tf 1 0 0 1 30 60 Tm {first_run(page)} Tj ET\n".encode())


def another_font(pdf: Pdf, page: pikepdf.Page) -> None:
    page.Resources.Font.G = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    page.contents_add(f"BT /G 11 Tf 30 60 Td ({hostile.NAME}) Tj ET\n".encode())


def a_picture(pdf: Pdf, page: pikepdf.Page) -> None:
    page.Resources.XObject = Dictionary(Im7=hostile.image(pdf, hostile.picture_of(f"Bel {hostile.NAME}")))
    page.contents_add(b"/Artifact BMC q 300 0 0 25 30 60 cm /Im7 Do Q EMC\n")


def a_picture_under_white(pdf: Pdf, page: pikepdf.Page) -> None:
    a_picture(pdf, page)
    page.contents_add(b"/Artifact BMC 1 1 1 rg 28 58 m 340 58 l 340 90 l 28 90 l h f EMC\n")


def a_letter_too_many(pdf: Pdf, page: pikepdf.Page) -> None:
    table = page.Resources.Font.F1.ToUnicode
    table.write(table.read_bytes().replace(b"endbfchar", b"<0fff> <0056>\nendbfchar"))


def a_shape_too_many(pdf: Pdf, page: pikepdf.Page) -> None:
    below = page.Resources.Font.F1.DescendantFonts[0]
    below.W[1].append(500)


def a_comment(pdf: Pdf, page: pikepdf.Page) -> None:
    page.contents_add(f"% {hostile.NAME}\n".encode())


SPOILED: dict[str, tuple[Change, set[str]]] = {
    "letters in the box": (letters_in_the_box, {"pdfium", "pdfminer", "poppler"}),
    "white letters": (white_letters, {"pdfium", "pdfminer", "poppler"}),
    "unseen letters": (unseen_letters, {"structure", "pdfium", "pdfminer"}),
    "another font": (another_font, {"structure", "pdfium", "pdfminer", "poppler"}),
    "the name as shapes": (added(outlines(f"Bel {hostile.NAME} op", 30, 60)), {"likeness", "ocr"}),
    "the name as shapes on the line": (added(outlines(hostile.NAME, 290, 189)), {"likeness", "ocr"}),
    "a picture": (a_picture, {"pictures", "likeness", "ocr"}),
    "a picture under white": (a_picture_under_white, {"pictures"}),
    "no box": (replaced(r"0 0 0 rg (?=[\d.]+ [\d.]+ 44 )", "1 1 1 rg "), {"pixels"}),
    "a letter too many": (a_letter_too_many, {"fonts"}),
    "a width too many": (a_shape_too_many, {"fonts"}),
    "a comment": (a_comment, {"bytes"}),
    "a line gone": (replaced(r"BT 0 0 0 rg", "BT 1 1 1 rg"), {"likeness"}),
    "a pattern": (added("/Pattern cs /P1 scn"), {"structure"}),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_drawn_page_is_kept_in_by_the_engines_that_can_see_it(name: str, drawn: Good, tmp_path: Path) -> None:
    change, engines = SPOILED[name]
    target = spoil(drawn, tmp_path / "bedorven.pdf", change)
    case = Case(target, drawn.published, drawn.made, drawn.secrets, drawn.source)
    assert {engine for engine in engines if not list(verify.ENGINES[engine](case))} == set()


def test_a_thorough_gate_reads_with_pypdf_too(drawn: Good, tmp_path: Path) -> None:
    target = spoil(drawn, tmp_path / "bedorven.pdf", another_font)
    quick = Case(target, drawn.published, drawn.made, drawn.secrets, drawn.source)
    thorough = Case(target, drawn.published, drawn.made, drawn.secrets, drawn.source, thorough=True)
    assert list(verify.ENGINES["pypdf"](quick)) == []
    assert {spot.engine for spot in verify.ENGINES["pypdf"](thorough)} == {"pypdf"}


def test_a_good_drawn_page_passes_and_a_thorough_look_finds_nothing_either(drawn: Good) -> None:
    for thorough in (False, True):
        assert look(drawn, thorough=thorough) == ()


def bars_over_the_text(good: Good, target: Path) -> Path:
    with pikepdf.open(good.source) as pdf:
        for one in good.made.boxes:
            x, y = one.box.x0, hostile.HEIGHT - one.box.bottom
            pdf.pages[0].contents_add(f"0 g {x} {y} {one.box.width} {one.box.height} re f\n".encode())
        pdf.save(target)
    return target


def by_cairo(good: Good, target: Path) -> Path:
    subprocess.run(["pdftocairo", "-pdf", str(good.target), str(target)], check=True)
    return target


def bars_by_cairo(good: Good, target: Path) -> Path:
    return by_cairo(good._replace(target=bars_over_the_text(good, target.with_name("balken.pdf"))), target)


def pictures_in_a_pdf(good: Good, target: Path) -> Path:
    with render.opened(good.target) as pdf:
        render.draw(pdf, 1, 150).save(target, "PDF")
    return target


def marked_to_be_redacted(good: Good, target: Path) -> Path:
    with pikepdf.open(good.source) as pdf:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=Array([113, 185, 230, 200]), IC=Array([0, 0, 0]))
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])
        pdf.save(target)
    return target


def saved_with_metadata(good: Good, target: Path) -> Path:
    with pikepdf.open(good.target) as pdf:
        pdf.docinfo["/Producer"] = "Een ander programma"
        pdf.save(target)
    return target


@pytest.mark.parametrize(
    "tool",
    [bars_over_the_text, bars_by_cairo, by_cairo, pictures_in_a_pdf, marked_to_be_redacted, saved_with_metadata],
)
def test_what_other_tools_make_is_rejected(tool: Callable[[Good, Path], Path], drawn: Good, tmp_path: Path) -> None:
    target = tool(drawn, tmp_path / "ander.pdf")
    assert look(drawn._replace(target=target))


def pattern(pdf: Pdf, page: pikepdf.Page) -> None:
    tile = pdf.make_stream(
        f"BT /F1 9 Tf 2 2 Td ({hostile.NAME}) Tj ET".encode(),
        **{"Type": Name.Pattern, "PatternType": 1, "PaintType": 1, "TilingType": 1},
        BBox=Array([0, 0, 150, 14]),
        XStep=150,
        YStep=14,
        Resources=Dictionary(Font=page.Resources.Font),
    )
    page.Resources.Pattern = Dictionary(P1=tile)
    page.contents_add(b"/Pattern cs /P1 scn 30 60 150 14 re f\n")


def logo_in_a_pattern(pdf: Pdf, page: pikepdf.Page) -> None:
    """As some programs place a logo: the shape that it fills is one tile."""
    logo = hostile.image(pdf, Image.new("L", (40, 40), 90))
    tile = pdf.make_stream(
        b"40 0 0 40 0 0 cm /Logo Do",
        **{"Type": Name.Pattern, "PatternType": 1, "PaintType": 1, "TilingType": 1},
        BBox=Array([0, 0, 40, 40]),
        XStep=40,
        YStep=40,
        Matrix=Array([1, 0, 0, 1, 340, 20]),
        Resources=Dictionary(XObject=Dictionary(Logo=logo)),
    )
    page.Resources.Pattern = Dictionary(P1=tile)
    page.contents_add(b"q /Pattern cs /P1 scn 340 20 40 40 re f Q\n")


def test_a_logo_in_a_pattern_is_drawn_in_its_place(tmp_path: Path) -> None:
    source = hostile.page(tmp_path / "bron.pdf", hostile.BODY, logo_in_a_pattern)
    published = hide_name(source)
    made = redact_pdf(source, published, (), tmp_path / "gelakt.pdf")
    assert made.refused == {}
    assert verify.inspect(tmp_path / "gelakt.pdf", published, made, Secrets.of(published), source) == ()
    with render.opened(tmp_path / "gelakt.pdf") as pdf:
        assert 80 < render.draw(pdf, 1, 72).convert("L").getpixel((360, 220)) < 100  # type: ignore[operator]


def drawings_as_letters(pdf: Pdf, page: pikepdf.Page) -> None:
    glyph = pdf.make_stream(b"500 0 0 0 400 700 d1 0 0 400 700 re f")
    page.Resources.Font.T3 = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 1000, 1000]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(a=glyph),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
        FirstChar=97,
        LastChar=97,
        Widths=Array([500]),
    )
    page.contents_add(b"BT /T3 20 Tf 30 60 Td (aaaa) Tj ET\n")


def see_through(pdf: Pdf, page: pikepdf.Page) -> None:
    page.Resources.ExtGState = Dictionary(G1=Dictionary(Type=Name.ExtGState, ca=0.5))
    page.contents_add(b"/G1 gs 0 0 1 rg 30 60 90 20 re f\n")


def shading(pdf: Pdf, page: pikepdf.Page) -> None:
    ramp = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1)
    page.Resources.Shading = Dictionary(
        S1=Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Coords=Array([30, 60, 130, 60]), Function=ramp)
    )
    page.contents_add(b"q 30 60 100 20 re W n /S1 sh Q\n")


def layers(pdf: Pdf, page: pikepdf.Page) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Laag"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    page.Resources.Properties = Dictionary(L1=layer)
    page.contents_add(f"/OC /L1 BDC BT /F1 11 Tf 30 60 Td ({hostile.NAME}) Tj ET EMC\n".encode())


@pytest.mark.parametrize("hook", [pattern, drawings_as_letters, see_through, shading, layers])
def test_what_is_not_understood_becomes_a_picture_that_passes_the_gate(hook: Change, tmp_path: Path) -> None:
    source = hostile.page(tmp_path / "bron.pdf", hostile.BODY, hook)
    published = hide_name(source)
    made = redact_pdf(source, published, (), tmp_path / "gelakt.pdf")
    assert made.bands == {}
    assert set(made.refused) == {1}
    assert hostile.LAST not in made.refused[1]
    assert verify.inspect(tmp_path / "gelakt.pdf", published, made, Secrets.of(published), source) == ()


def test_pictures_on_a_drawn_page_keep_their_place_and_lose_what_was_hidden(tmp_path: Path) -> None:
    """A logo stays; letters in a picture are read, and black where they say a hidden name."""

    def hook(pdf: Pdf, page: pikepdf.Page) -> None:
        page.Resources.XObject.Logo = hostile.image(pdf, Image.new("L", (40, 40), 90))
        page.Resources.XObject.Bel = hostile.image(pdf, hostile.picture_of(f"Bel voor vragen {hostile.NAME}"))

    places = "q 30 0 0 30 340 20 cm /Logo Do Q q 300 0 0 25 30 100 cm /Bel Do Q\n"
    source = hostile.page(tmp_path / "bron.pdf", hostile.BODY + places, hook)
    published = hide_name(source)
    made = redact_pdf(source, published, (), tmp_path / "gelakt.pdf")
    assert set(made.bands) == {1}
    assert len(made.boxes) == 2
    assert verify.inspect(tmp_path / "gelakt.pdf", published, made, Secrets.of(published), source) == ()
    with render.opened(tmp_path / "gelakt.pdf") as pdf:
        picture = render.draw(pdf, 1, 72).convert("L")
    assert 80 < picture.getpixel((355, 225)) < 100  # type: ignore[operator]
