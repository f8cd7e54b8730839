"""Boxes go out as XFDF and come in again, on the same place of the page and with the same say."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from framing import BOX, HIDDEN, PAGE, TURNS, made, tags
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pikepdf import Array, Dictionary, Name
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas

from anonymize.grounds import grounds, spelled
from corpus.decisions import CATEGORIES
from corpus.document import Box
from corpus.instructions import HIDE, SHOW
from corpus.plots import Plot, plots_of
from corpus.read import read
from corpus.xfdf import Framed, XfdfRefused, write_xfdf
from corpus.xfdf_read import read_xfdf

CROPS = (None, (30, 40, 330, 560))


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


def test_no_number_is_a_negative_nought() -> None:
    (tag,) = tags(write_xfdf([HIDDEN._replace(box=Box(1, 0, 0, 9, 9))], [Plot(-0.0001, 0, 100, 9, 0)], "a.pdf"))
    assert tag.get("rect") == "0.000,0.000,9.000,9.000"


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
    Framed, PLACED, st.just(HIDE), st.sampled_from(sorted(grounds())), st.sampled_from([*CATEGORIES]), *SAID
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
