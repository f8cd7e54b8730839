"""Boxes go out as XFDF and come in again, on the same place of the page and with the same say."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pikepdf import Array, Dictionary, Name
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas

from corpus.document import Box
from corpus.drawing import shown_part
from corpus.errors import Damaged, NeedsPassword
from corpus.instructions import HIDE, SHOW
from corpus.plots import Plot, plain, plots_of, to_display, to_page
from corpus.read import read
from corpus.xfdf import KINDS, NAMESPACE, Framed, XfdfRefused, write_xfdf
from corpus.xfdf_read import BOTH, MAX_ANNOTATIONS, NO_GROUND, OUTSIDE, ROUGH, SHAPELESS, Taken, read_xfdf
from flows.grounds import grounds, spelled

PAGE = plain(595, 842)
BOX = Box(1, 100, 50, 180, 64)
HIDDEN = Framed(BOX, HIDE, "5.1.2e", "person", "naam van een ambtenaar", "ada", "f1")
TURNS = (0, 90, 180, 270)
CROPS = (None, (30, 40, 330, 560))


def xfdf(*annotations: str) -> bytes:
    return f'<?xml version="1.0"?><xfdf xmlns="{NAMESPACE}"><annots>{"".join(annotations)}</annots></xfdf>'.encode()


def taken(*annotations: str, plots: Sequence[Plot] = (PAGE,)) -> Taken:
    return read_xfdf(xfdf(*annotations), plots, spelled)


def tags(data: bytes) -> list[Any]:
    return list(etree.fromstring(data)[0])


def rounded(box: Box) -> tuple[float, ...]:
    return tuple(round(side, 1) for side in box)


# The page's own space


def made(
    path: Path, pages: Sequence[dict[str, Any]], above: dict[str, Any] | None = None, content: bytes = b""
) -> Path:
    """A PDF of empty pages with these entries; `above` are entries of the node that the pages inherit from."""
    with pikepdf.new() as pdf:
        for entries in pages:
            page = Dictionary(Type=Name.Page, **entries)
            page.Contents = pdf.make_stream(content)
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        for key, value in (above or {}).items():
            pdf.Root.Pages[f"/{key}"] = value
        pdf.save(path)
    return path


def test_plots_are_what_pdfium_shows(tmp_path: Path) -> None:
    """Also where /Rotate is negative, large or crooked, and boxes are turned round, empty, short or elsewhere."""
    rotates: tuple[Any, ...] = (None, 0, 90, 180, 270, -90, -180, 450, 45, 135, -135, 90.0, Name.Bad)
    medias = (None, [0, 0, 400, 600], [-50, 30, 350, 630], [350, 630, -50, 30], [0, 0, 0, 0], [0, 0, 10])
    crops = (None, [20, 40, 300, 500], [300, 500, 20, 40], [-99, -99, 900, 900], [0, 0, 0, 0], [999, 999, 1200, 1200])
    pages = [
        {key: value for key, value in {"Rotate": turn, "MediaBox": media, "CropBox": crop}.items() if value is not None}
        for turn in rotates
        for media in medias
        for crop in crops
    ]
    path = made(tmp_path / "a.pdf", pages)
    pdf = pypdfium2.PdfDocument(path)
    shown = [(*shown_part(page := pdf[at]), page.get_rotation(), 1.0) for at in range(len(pdf))]
    pdf.close()
    assert np.allclose([tuple(plot) for plot in plots_of(path)], shown)


def test_plots_inherit_what_the_page_does_not_say_itself(tmp_path: Path) -> None:
    above = {"Rotate": 270, "MediaBox": Array([0, 0, 400, 600]), "CropBox": Array([10, 20, 300, 500])}
    own = {"Rotate": 0, "CropBox": Array([0, 0, 100, 100]), "UserUnit": 2}
    path = made(tmp_path / "a.pdf", [{}, own], above)
    assert plots_of(path) == (Plot(10, 20, 300, 500, 270), Plot(0, 0, 100, 100, 0, 2.0))


def test_a_page_that_was_turned_to_be_read_has_a_turned_plot(tmp_path: Path) -> None:
    path = made(tmp_path / "a.pdf", [{"Rotate": 270, "MediaBox": Array([0, 0, 400, 600])}] * 2)
    assert [plot.turn for plot in plots_of(path, (180, 0))] == [90, 270]
    assert [plot.turn for plot in plots_of(path, (90,))] == [0, 270]


@pytest.mark.parametrize(
    ("unit", "read"), [(2, 2.0), (0, 1.0), (-3, 1.0), (Name.Bad, 1.0)], ids=["two", "none", "negative", "no number"]
)
def test_unit_of_a_page_is_a_positive_number(unit: Any, read: float, tmp_path: Path) -> None:
    path = made(tmp_path / "a.pdf", [{"MediaBox": Array([0, 0, 40, 60]), "UserUnit": unit}])
    assert plots_of(path) == (Plot(0, 0, 40, 60, 0, read),)


def test_size_is_that_of_the_page_as_displayed() -> None:
    upright, lying = Plot(10, 20, 110, 220, 0, 2), Plot(10, 20, 110, 220, 270, 2)
    assert ((upright.width, upright.height), (lying.width, lying.height)) == ((200, 400), (400, 200))


def test_what_is_no_readable_pdf_has_no_plots(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 niets")
    with pytest.raises(Damaged):
        plots_of(tmp_path / "a.pdf")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "b.pdf", encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    with pytest.raises(NeedsPassword):
        plots_of(tmp_path / "b.pdf")


@pytest.mark.parametrize(
    ("turn", "edges"),
    [(0, (20, 185, 40, 190)), (90, (20, 60, 25, 80)), (180, (70, 60, 90, 65)), (270, (85, 170, 90, 190))],
)
def test_one_place_on_the_page_in_its_own_space(turn: int, edges: tuple[float, ...]) -> None:
    """Worked out by hand: a box 10 points from the left and the top, 20 wide and 5 high."""
    plot = Plot(10, 50, 100, 200, turn)
    assert to_page(plot, Box(1, 10, 10, 30, 15)) == edges


SIDES = st.floats(-2000, 2000)
SIZES = st.floats(1, 2000)
PLOTS = st.builds(
    lambda x, y, across, up, turn, unit: Plot(x, y, x + across, y + up, turn, unit),
    SIDES, SIDES, SIZES, SIZES, st.sampled_from(TURNS), st.floats(0.1, 20),
)  # fmt: skip
PLACES = st.builds(lambda x, y, across, up: Box(1, x, y, x + across, y + up), SIDES, SIDES, SIZES, SIZES)


@given(PLOTS, PLACES)
def test_to_the_page_and_back_is_the_same_place(plot: Plot, box: Box) -> None:
    assert to_display(plot, 1, to_page(plot, box)) == pytest.approx(box, abs=1e-6)


@given(PLOTS)
def test_the_whole_page_is_the_whole_of_what_is_shown(plot: Plot) -> None:
    assert to_page(plot, Box(1, 0, 0, plot.width, plot.height)) == pytest.approx(plot[:4], abs=1e-6)


# In pictures, by two other programs


def annotated(source: Path, data: bytes, target: Path) -> Path:
    """The PDF with each annotation of an XFDF file put on it, as a viewer would: red where its rect is."""
    with pikepdf.open(source) as pdf:
        for tag in tags(data):
            x0, y0, x1, y1 = (float(side) for side in tag.get("rect").split(","))
            look = pdf.make_stream(f"1 0 0 rg {x0} {y0} {x1 - x0} {y1 - y0} re f".encode())
            look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([x0, y0, x1, y1])
            page = pdf.pages[int(tag.get("page"))]
            page.obj.Annots = Array(
                [
                    pdf.make_indirect(
                        Dictionary(
                            Type=Name.Annot,
                            Subtype=Name.Redact,
                            Rect=Array([x0, y0, x1, y1]),
                            F=4,
                            AP=Dictionary(N=look),
                        )
                    )
                ]
            )
        pdf.save(target)
    return target


def by_pdfium(path: Path, number: int) -> Image.Image:
    pdf = pypdfium2.PdfDocument(path)
    drawn: Image.Image = pdf[number - 1].render(scale=2).to_pil().convert("RGB")
    pdf.close()
    return drawn


def by_poppler(path: Path, number: int) -> Image.Image:
    stem = path.with_suffix("")
    page = ["-f", str(number), "-l", str(number), "-singlefile"]
    subprocess.run(["pdftoppm", "-r", "144", "-cropbox", "-png", *page, path, stem], check=True)
    return Image.open(stem.with_suffix(".png")).convert("RGB")


def seen(picture: Image.Image, red: bool, plot: Plot) -> Box:
    """Where the picture is red, or else black, in points of the page as displayed."""
    pixels = np.asarray(picture).astype(int)
    wanted = (pixels[..., 1] < 100) & ((pixels[..., 0] > 150) if red else (pixels[..., 0] < 100))
    rows, columns = np.nonzero(wanted)
    scale = plot.width / picture.width
    return Box(1, *(side * scale for side in (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)))


@pytest.mark.parametrize("draw", [by_pdfium, by_poppler])
@pytest.mark.parametrize("unit", [1, 2])
@pytest.mark.parametrize("crop", CROPS, ids=["media", "crop"])
@pytest.mark.parametrize("turn", TURNS)
def test_an_annotation_covers_the_ink_that_was_framed(
    turn: int, crop: tuple[int, ...] | None, unit: int, draw: Any, tmp_path: Path
) -> None:
    """The ink is measured in a picture, framed, written as XFDF, put on the page and drawn anew."""
    entries = {"MediaBox": Array([10, -20, 400, 600]), "Rotate": turn, "UserUnit": unit}
    entries |= {"CropBox": Array(crop)} if crop else {}
    source = made(tmp_path / "a.pdf", [entries], content=b"0 g 100 300 90 12 re f")
    plots = plots_of(source)
    ink = seen(draw(source, 1), False, plots[0])
    written = write_xfdf([HIDDEN._replace(box=ink)], plots, "a.pdf")
    rect = [float(side) for side in tags(written)[0].get("rect").split(",")]
    assert rect == pytest.approx([100, 300, 190, 312], abs=1)
    covered = seen(draw(annotated(source, written, tmp_path / "b.pdf"), 1), True, plots[0])
    assert covered == pytest.approx(ink, abs=unit)


@pytest.mark.parametrize("turn", TURNS)
def test_a_word_that_was_read_is_framed_where_it_stands(turn: int, tmp_path: Path) -> None:
    """Also on a page that lies on its side or head: the reader turns it first."""
    lines = ["Contactpersoon: Hanneke Terpwijk, Den Haag", *["Dit is een gewone regel van een brief aan de Kamer"] * 4]
    paper = canvas.Canvas(str(tmp_path / "a.pdf"), pagesize=(420, 300), pageCompression=0)
    for at, line in enumerate(lines):
        paper.drawString(60, 200 - 14 * at, line)
    paper.save()
    with pikepdf.open(tmp_path / "a.pdf", allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.update({"/Rotate": turn, "/CropBox": Array([40, 120, 400, 260])})
        pdf.save()
    document = read(tmp_path / "a.pdf")
    plots = plots_of(tmp_path / "a.pdf", [page.turn for page in document.pages])
    (word,) = (word for word in document.words if word.text.startswith("Hanneke"))
    (tag,) = tags(write_xfdf([HIDDEN._replace(box=word.box)], plots, "a.pdf"))
    left, low, right, high = map(float, tag.get("rect").split(","))
    starts = 60 + stringWidth("Contactpersoon: ", "Helvetica", 12)
    assert (left, right) == pytest.approx((starts, starts + stringWidth("Hanneke", "Helvetica", 12)), abs=1.5)
    assert 194 < low < 200 < 208 < high < 214


# Out


def test_what_goes_is_a_redaction_with_its_ground_and_reason() -> None:
    (tag,) = tags(write_xfdf([HIDDEN], [PAGE], "nota.pdf", at="2026-03-01T09:30:00+00:00"))
    assert etree.QName(tag).localname == "redact"
    assert dict(tag.attrib) == {
        "page": "0",
        "rect": "100.000,778.000,180.000,792.000",
        "coords": "100.000,792.000,180.000,792.000,100.000,778.000,180.000,778.000",
        "color": "#E52237",
        "interior-color": "#000000",
        "flags": "print",
        "name": "lakwerk/f1/1",
        "title": "ada",
        "subject": "Lakken: persoon",
        "date": "D:20260301093000Z",
        "overlay-text": "5.1.2e",
        "overlay-text-repeat": "false",
        "justification": "centered",
    }
    assert [(etree.QName(child).localname, child.text) for child in tag] == [
        ("contents", "5.1.2e: naam van een ambtenaar"),
        ("defaultappearance", "1 1 1 rg /Helv 8 Tf"),
    ]


def test_what_stays_is_never_a_redaction() -> None:
    (tag,) = tags(write_xfdf([Framed(BOX, SHOW, why="openbaar ambt")], [PAGE], "nota.pdf"))
    assert (etree.QName(tag).localname, tag.get("overlay-text")) == ("highlight", None)


def test_file_names_the_document_and_no_time_of_its_own() -> None:
    written = write_xfdf([HIDDEN], [PAGE], "nota <1>.pdf")
    assert b'<f href="nota &lt;1&gt;.pdf"/>' in written
    assert b"date" not in written


def test_pages_count_from_nought() -> None:
    boxes = [HIDDEN._replace(box=BOX._replace(page=page)) for page in (3, 1)]
    assert [tag.get("page") for tag in tags(write_xfdf(boxes, [PAGE] * 3, "a.pdf"))] == ["0", "2"]


def test_boxes_of_one_finding_on_a_page_are_one_annotation() -> None:
    """Two annotations of one name on a page are one too many for a viewer."""
    below, next_page = BOX._replace(top=70, bottom=84), BOX._replace(page=2)
    boxes = [HIDDEN, HIDDEN._replace(box=below), HIDDEN._replace(box=next_page)]
    written = tags(write_xfdf(boxes, [PAGE] * 2, "a.pdf"))
    assert [len(tag.get("coords").split(",")) for tag in written] == [16, 8]
    assert written[0].get("rect") == "100.000,758.000,180.000,792.000"


def test_names_of_annotations_differ() -> None:
    boxes = [
        HIDDEN,
        HIDDEN._replace(ground="5.1.2i"),
        HIDDEN._replace(id=""),
        HIDDEN._replace(id="", ground="5.1.2i"),
        HIDDEN._replace(id="", box=BOX._replace(x0=90)),
    ]
    names = [tag.get("name") for tag in tags(write_xfdf(boxes, [PAGE], "a.pdf"))]
    assert len(set(names)) == len(boxes) == len(names)


@pytest.mark.parametrize(
    ("box", "said"),
    [
        (BOX._replace(page=2), "Pagina 2 is er niet"),
        (BOX._replace(page=0), "Pagina 0 is er niet"),
        (BOX._replace(x1=100), "geen geldige maten"),
        (BOX._replace(x1=float("inf")), "geen geldige maten"),
        (BOX._replace(top=float("nan")), "geen geldige maten"),
    ],
)
def test_a_box_that_is_nowhere_is_refused(box: Box, said: str) -> None:
    with pytest.raises(XfdfRefused, match=said):
        write_xfdf([HIDDEN._replace(box=box)], [PAGE], "a.pdf")


# Out and in

WORDS = st.text(st.characters(codec="utf-8"), max_size=40)
PLACED = st.builds(
    lambda page, x, y, across, up: Box(page, x, y, x + across, y + up),
    st.integers(1, 3), st.floats(0, 400), st.floats(0, 400), st.floats(1, 90), st.floats(1, 90),
)  # fmt: skip
SAID = (WORDS.map(lambda text: f"Z{text}"), WORDS, st.text("abc123-/", max_size=8))
FRAMES = st.builds(
    Framed, PLACED, st.just(HIDE), st.sampled_from(sorted(grounds())), st.sampled_from([*KINDS]), *SAID
) | st.builds(Framed, PLACED, st.just(SHOW), st.just(""), st.just(""), *SAID)
SHEETS = st.builds(
    lambda x, y, turn, unit: Plot(x, y, x + 500 / unit, y + 500 / unit, turn, unit),
    st.floats(-99, 99), st.floats(-99, 99), st.sampled_from(TURNS), st.floats(0.5, 5),
)  # fmt: skip
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@given(FRAMES, SHEETS)
def test_what_was_written_is_read_again(each: Framed, plot: Plot) -> None:
    """Of any page, in any words: only what XML cannot hold is lost, blanks are folded, and nothing is remarked."""
    read = read_xfdf(write_xfdf([each], [plot] * 3, "a.pdf"), [plot] * 3, spelled)
    assert read.remarks == ()
    (back,) = read.boxes
    assert back.box == pytest.approx(each.box, abs=0.01)
    why, who = (" ".join(NO_XML.sub("", text).split()) for text in (each.why, each.who))
    assert back[1:] == (each.what, each.ground, each.category, why, who, each.id)


@given(st.permutations([HIDDEN, HIDDEN._replace(id=""), HIDDEN._replace(box=BOX._replace(top=20)), HIDDEN]))
def test_same_boxes_in_any_order_are_the_same_bytes(boxes: list[Framed]) -> None:
    assert write_xfdf(boxes, [PAGE], "a.pdf") == write_xfdf(boxes[::-1], [PAGE], "a.pdf")


# In, as other programs write it

ACROBAT = """
<redact color="#E52237" creationdate="D:20260301102555+01'00'" flags="print" interior-color="#000000"
 date="D:20260301102555+01'00'" name="0b4f1c52-5b6e-4d5c-9c0e-0a4f6b6d8a11" page="0"
 coords="100,792,180,792,100,778,180,778,50,770,120,770,50,756,120,756" rect="48.5,754.5,181.5,793.5"
 subject="Redigeren" title="Ada Terpwijk" overlay-text="5.1.2.e" justification="centered">
 <contents-richtext><body xmlns="http://www.w3.org/1999/xhtml"><p dir="ltr"><span><b>naam</b> van</span> een</p
><p>ambt<!-- x -->enaar</p></body></contents-richtext>
 <popup flags="print,nozoom,norotate" open="no" page="0" rect="612,603.886,816,717.886"/>
 <defaultappearance>1 0 0 RG 0 g 0 Tc 0 Tw 100 Tz 0 TL 0 Ts 0 Tr /Helv 10 Tf</defaultappearance>
</redact>"""
PDF_XCHANGE = """
<square width="2" color="#FF0000" flags="print" date="D:20260301120000+01'00'" page="0" fringe="1,1,1,1"
 rect="99,777,181,793" subject="Rechthoek" title="ada" name="a-1"><contents>art. 5.1 lid 2 e</contents></square>"""
FOXIT = """
<highlight color="#FFFF00" opacity="0.5" flags="print" page="0" name="b-2" subject="Highlight" title="ada"
 coords="100.0, 792.0, 180.0, 792.0, 100.0, 778.0, 180.0, 778.0" rect="96.0, 777.0, 184.0, 793.0">
 <contents>Adres (5.1.2i)</contents></highlight>"""


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (
            ACROBAT,
            [
                Framed(BOX, HIDE, "5.1.2e", "other", "naam van een ambtenaar", "Ada Terpwijk"),
                Framed(Box(1, 50, 72, 120, 86), HIDE, "5.1.2e", "other", "naam van een ambtenaar", "Ada Terpwijk"),
            ],
        ),
        (PDF_XCHANGE, [Framed(BOX, HIDE, "5.1.2e", "other", "", "ada")]),
        (FOXIT, [Framed(BOX, HIDE, "5.1.2i", "other", "Adres (5.1.2i)", "ada")]),
    ],
    ids=["Acrobat", "PDF-XChange", "Foxit"],
)
def test_boxes_of_other_programs_are_read(annotation: str, expected: list[Framed]) -> None:
    assert taken(annotation) == Taken(tuple(expected), ())


RECT = 'page="0" rect="100,778,180,792"'


@pytest.mark.parametrize(
    ("said", "ground", "why"),
    [
        ('overlay-text="5.1.2.i"', "5.1.2i", ""),
        ('overlay-text="Art. 5.1, tweede lid, aanhef en onder e, Woo"', "5.1.2e", ""),
        ('overlay-text="GEHEIM" subject="5.2.1"', "5.2.1", ""),
        ("5.1.2i: geheim adres", "5.1.2i", "geheim adres"),
        ("5.1.2i - geheim adres", "5.1.2i", "geheim adres"),
        ("5.1 lid 2 sub i geheim adres", "5.1.2i", "geheim adres"),
        ("Geheim adres, zie art. 5.1.2i", "5.1.2i", "Geheim adres, zie art. 5.1.2i"),
    ],
)
def test_ground_is_where_people_write_it(said: str, ground: str, why: str) -> None:
    attributes, comment = (said, "") if "=" in said else ("", said)
    read = taken(f"<redact {RECT} {attributes}><contents>{comment}</contents></redact>")
    assert ([(each.ground, each.why) for each in read.boxes], read.remarks) == ([(ground, why)], ())


@pytest.mark.parametrize("comment", ["", "naam", "het kost 5.2 miljoen", "zie 9.9.9z"])
def test_without_a_ground_it_is_the_usual_one_and_said(comment: str) -> None:
    read = taken(f"<square {RECT}><contents>{comment}</contents></square>")
    assert ([each.ground for each in read.boxes], read.remarks) == (["5.1.2e"], (f"Pagina 1: {NO_GROUND}",))


@pytest.mark.parametrize(
    ("said", "contents"), [("", "5.1.2e; 5.1.2i: naam"), ('overlay-text="5.1.2e"', "5.1.2i: naam")]
)
def test_of_two_grounds_the_first_is_taken_and_the_other_named(said: str, contents: str) -> None:
    read = taken(f"<redact {RECT} {said}><contents>{contents}</contents></redact>")
    assert [(each.ground, each.why) for each in read.boxes] == [("5.1.2e", "naam")]
    assert read.remarks == (
        "Pagina 1: een vak noemt meer gronden (5.1.2e en 5.1.2i); 5.1.2e is genomen. Controleer dat.",
    )


@pytest.mark.parametrize(
    ("annotation", "what", "why"),
    [
        (f"<highlight {RECT}><contents>Niet lakken: openbaar ambt</contents></highlight>", SHOW, "openbaar ambt"),
        (f'<square {RECT} subject="Niet lakken"><contents>openbaar</contents></square>', SHOW, "openbaar"),
        (f"<square {RECT}><contents>5.1.2e: niet lakken kan niet</contents></square>", HIDE, "niet lakken kan niet"),
        (f"<square {RECT}><contents>5.1.2e: naam</contents></square>", HIDE, "naam"),
    ],
)
def test_only_who_says_so_at_the_start_shows(annotation: str, what: str, why: str) -> None:
    read = taken(annotation)
    assert [(each.what, each.why) for each in read.boxes] == [(what, why)]
    assert read.remarks == ()


def test_a_redaction_hides_whatever_its_comment_says() -> None:
    read = taken(f'<redact {RECT} overlay-text="5.1.2e"><contents>Niet lakken</contents></redact>')
    assert ([each.what for each in read.boxes], read.remarks) == ([HIDE], (f"Pagina 1: {BOTH}",))


def test_what_somebody_drew_has_no_id_of_ours() -> None:
    assert [each.id for each in taken(f'<square {RECT} name="lakwerk"/>', f'<square {RECT} name="f/1"/>').boxes] == [
        "",
        "",
    ]


def test_a_box_over_the_edge_is_cut_at_the_edge() -> None:
    (each,) = taken('<square page="0" rect="-50,778,180,1900"/>').boxes
    assert each.box == Box(1, 0, 0, 180, 64)


def test_corners_may_come_in_any_order() -> None:
    read = taken(
        '<square page="0" rect="180,792,100,778"/>', '<highlight page="0" coords="180,778,100,778,100,792,180,792"/>'
    )
    assert [each.box for each in read.boxes] == [BOX, BOX]


@pytest.mark.parametrize(
    ("attributes", "remark"),
    [
        ("", SHAPELESS),
        ('rect=""', SHAPELESS),
        ('rect="1,2,3"', SHAPELESS),
        ('rect="100,778,100,792"', SHAPELESS),
        ('rect="a,b,c,d"', SHAPELESS),
        ('rect="nan,1,2,3"', SHAPELESS),
        ('rect="-inf,-inf,inf,inf"', SHAPELESS),
        ('rect="0,0,1e300,1e300"', SHAPELESS),
        ('rect="700,10,800,20"', OUTSIDE),
        ('rect="10,-30,20,-10"', OUTSIDE),
        ('coords="10,20,30,20,10,20,30,20"', SHAPELESS),
    ],
)
def test_a_box_without_a_place_is_named_and_the_others_come_in(attributes: str, remark: str) -> None:
    read = taken(f"<redact page='0' {attributes}/>", f'<redact {RECT} overlay-text="5.1.2e"/>')
    assert ([each.box for each in read.boxes], read.remarks) == ([BOX], (f"Pagina 1: {remark}",))


def test_without_readable_corners_the_box_around_is_taken() -> None:
    read = taken(f'<highlight {RECT} coords="1,2,3"><contents>5.1.2e</contents></highlight>')
    assert ([each.box for each in read.boxes], read.remarks) == ([BOX], (f"Pagina 1: {ROUGH}",))


def test_other_kinds_of_annotation_are_named() -> None:
    read = taken(
        '<text page="0" rect="1,2,3,4"/>', '<ink page="1"/>', '<geheim page="1"/>', '<link page="0"/>', plots=[PAGE] * 2
    )
    assert [remark.partition(" is ")[0] for remark in read.remarks] == [
        "Pagina 1: een notitie",
        "Pagina 2: een tekening",
        "Pagina 2: een opmerking van een ander soort",
    ]


def test_remarks_hold_no_wording_of_the_file() -> None:
    secret = "Kievitsnest"
    marked = f'name="{secret}" title="{secret}" subject="{secret}" overlay-text="{secret}"'
    kinds = ("redact", "square", "highlight", "text", secret)
    read = taken(
        *(f'<{kind} page="0" {marked} rect="{secret}"><contents>{secret}</contents></{kind}>' for kind in kinds)
    )
    assert read.remarks
    assert not any(secret in remark for remark in read.remarks)


def test_a_file_in_another_encoding_is_read() -> None:
    data = f'<?xml version="1.0" encoding="UTF-16"?><xfdf><annots>{PDF_XCHANGE}</annots></xfdf>'.encode("utf-16")
    assert [each.box for each in read_xfdf(data, [PAGE], spelled).boxes] == [BOX]


def test_a_file_without_boxes_is_said() -> None:
    assert "bevat geen vakken" in taken().remarks[0]


@pytest.mark.parametrize("page", ["", "-1", "1.5", "x", "٣"])
def test_an_annotation_without_a_page_stops_it(page: str) -> None:
    with pytest.raises(XfdfRefused, match="zonder geldig paginanummer"):
        taken(f'<square page="{page}" rect="1,2,3,4"/>')


def test_a_page_that_is_not_there_stops_it() -> None:
    """The file is about another document: none of it may be laid over this one."""
    with pytest.raises(XfdfRefused, match=r"pagina 3-4 staat erin, en het stuk heeft 2 pagina's"):
        taken(*(f'<square page="{page}" rect="1,2,3,4"/>' for page in (0, 2, 3)), plots=[PAGE] * 2)


ODD = ["", "0", "1", "-1", "0,0,0,0", "100,778,180,792", "1e400,0,1,2", "nan", "x", ",,,", "5.1.2e", "Niet lakken"]
VALUES = st.sampled_from(ODD) | st.text("0123456789,.-e", max_size=30)
KEYS = st.sampled_from(["rect", "coords", "fringe", "overlay-text", "subject", "title", "name"])
TAGS = st.sampled_from(["redact", "square", "highlight", "text", "popup", "contents"])


@given(st.lists(st.tuples(TAGS, st.dictionaries(KEYS, VALUES)), max_size=4))
def test_any_annotation_gives_boxes_on_the_page_or_a_remark(drawn: list[tuple[str, dict[str, str]]]) -> None:
    root = etree.Element("xfdf")
    annotations = etree.SubElement(root, "annots")
    for tag, attributes in drawn:
        etree.SubElement(annotations, tag, attributes, page="0")
    read = read_xfdf(etree.tostring(root), [PAGE], spelled)
    assert read.boxes or read.remarks
    for each in read.boxes:
        assert 0 <= each.box.x0 < each.box.x1 <= PAGE.width
        assert 0 <= each.box.top < each.box.bottom <= PAGE.height


GROWING = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
FETCHING = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        b"%FDF-1.2",
        b"<xfdf",
        b"<xfdf>\0</xfdf>",
        b'<?xml version="1.0" encoding="onbekend"?><xfdf/>',
        b'<?xml version="1.0" encoding="utf-7"?><xfdf/>',
        "<xfdf>é</xfdf>".encode("latin-1"),
        f"{GROWING}<xfdf>&b;</xfdf>".encode(),
        f"{FETCHING}<xfdf>&a;</xfdf>".encode(),
        f"{FETCHING}<xfdf/>".encode("utf-16"),
        b"<xfdf>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</xfdf>",
        b"<html/>",
    ],
)
def test_what_is_no_safe_xfdf_is_refused(data: bytes) -> None:
    with pytest.raises(XfdfRefused, match=r"geen XFDF|onveilig"):
        read_xfdf(data, [PAGE], spelled)


def test_a_large_file_is_refused_unread() -> None:
    with pytest.raises(XfdfRefused, match="groter dan 20 MB"):
        read_xfdf(b" " * 20_000_001, [PAGE], spelled)


@pytest.mark.parametrize(("count", "refused"), [(MAX_ANNOTATIONS, False), (MAX_ANNOTATIONS + 1, True)])
def test_more_annotations_than_a_person_draws_are_refused(count: int, refused: bool) -> None:
    data = xfdf(*[f'<redact {RECT} overlay-text="5.1.2e"/>'] * count)
    if refused:
        with pytest.raises(XfdfRefused, match="meer dan 20000"):
            read_xfdf(data, [PAGE], spelled)
    else:
        assert len(read_xfdf(data, [PAGE], spelled).boxes) == count


@pytest.mark.timeout(20)
@pytest.mark.parametrize("filling", ["5.1.2e ", "x", "a,", "5.1 ", "( ", "art.5.1 5.1 ", "5.1\n"])
def test_long_comments_take_no_time_and_are_cut(filling: str) -> None:
    long = filling * (8_000_000 // len(filling))
    (each,) = taken(f'<redact {RECT} title="{long[:4000]}"><contents>{long}</contents></redact>').boxes
    assert max(len(each.why), len(each.who)) <= 2000
