"""Reading pages as they come: boxes lie on the ink of the page as displayed, however it is turned, cut or scaled."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.digital_page import SCAN_SHARE
from corpus.document import Box, Document, Source
from corpus.drawing import drawing
from corpus.errors import CannotProcess, TooLarge, Unreadable
from corpus.read import read
from corpus.scan_picture import with_own_picture
from corpus.skew import Lean, lean_of
from corpus.views import views

LINES = (
    "De Kamer ontvangt voor de zomer een brief over de voortgang van het programma",
    "en over de uitkomsten van het onderzoek dat de inspectie vorig jaar heeft gedaan.",
    "De minister stuurt daarna een voorstel aan de Raad van State voor advies.",
)


def paper(path: Path, font: str = "Helvetica", lines: tuple[str, ...] = LINES) -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setFont(font, 11)
    for at, line in enumerate(lines * 3):
        canvas.drawString(90, 700 - 16 * at, line)
    canvas.save()
    return path


def changed(path: Path, change: Callable[[pikepdf.Page], None]) -> Path:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf.pages[0])
        pdf.save(path)
    return path


def turned(degrees: int) -> Callable[[pikepdf.Page], None]:
    def change(page: pikepdf.Page) -> None:
        page.Rotate = degrees

    return change


def moved(page: pikepdf.Page) -> None:
    """The same page with its MediaBox and CropBox somewhere else."""
    page.MediaBox = [-40, 30, 575, 860]
    page.CropBox = [60, 400, 560, 780]


def moved_and_turned(page: pikepdf.Page) -> None:
    moved(page)
    page.Rotate = 270


def doubled(page: pikepdf.Page) -> None:
    page.UserUnit = 2


def shown(path: Path, dpi: int, turn: int = 0) -> Image.Image:
    """The first page as displayed, in grey."""
    for view in views(path, [turn]):
        return view.grey(dpi)
    raise AssertionError


def ink_outside(path: Path, document: Document) -> tuple[float, float]:
    """The share of the page's ink that lies in no word's box, and the least share of ink in a box."""
    drawn = shown(path, 150, document.pages[0].turn)
    scale = drawn.width / document.pages[0].width
    ink = np.asarray(drawn) < 128
    left = ink.copy()
    least = 1.0
    for word in document.words:
        rows = slice(int((word.box.top - 1) * scale), int((word.box.bottom + 1) * scale) + 1)
        columns = slice(int((word.box.x0 - 1) * scale), int((word.box.x1 + 1) * scale) + 1)
        least = min(least, float(ink[rows, columns].mean()))
        left[rows, columns] = False
    return float(left.sum() / ink.sum()), least


@pytest.mark.parametrize(
    "change",
    [turned(0), turned(90), turned(180), turned(270), moved, moved_and_turned, doubled],
    ids=["upright", "90", "180", "270", "moved boxes", "moved boxes, turned", "UserUnit 2"],
)
def test_the_boxes_of_a_digital_page_lie_on_its_ink(change: Callable[[pikepdf.Page], None], tmp_path: Path) -> None:
    path = changed(paper(tmp_path / "x.pdf"), change)
    document = read(path, b"k")
    outside, least = ink_outside(path, document)
    assert document.pages[0].source is Source.TEXT
    assert outside < 0.005
    assert least > 0.02


def test_a_page_whose_unit_is_two_points_is_twice_as_large(tmp_path: Path) -> None:
    page = read(changed(paper(tmp_path / "x.pdf"), doubled), b"k").pages[0]
    assert (page.width, page.height) == (1190, 1684)


@pytest.mark.parametrize("degrees", [-6.0, -2.0, -0.8, 0.0, 1.5, 4.0, 7.5])
def test_the_lean_of_a_scan_is_measured(degrees: float, tmp_path: Path) -> None:
    drawn = shown(paper(tmp_path / "x.pdf"), 150)
    leaning = drawn.rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255)
    assert lean_of(leaning) == pytest.approx(degrees, abs=0.25)


def test_a_box_goes_back_to_where_it_was_on_a_leaning_page() -> None:
    lean = Lean(90.0, (300.0, 400.0), (400.0, 300.0))
    assert lean.back(Box(1, 400, 300, 420, 310)) == pytest.approx(Box(1, 290, 400, 300, 420))


@pytest.mark.parametrize("degrees", [0.0, 1.0, 3.0, -7.0])
def test_the_boxes_of_a_scan_lie_on_its_ink_also_where_it_leans(degrees: float, tmp_path: Path) -> None:
    drawn = shown(paper(tmp_path / "x.pdf"), 300)
    scan = tmp_path / "scan.png"
    drawn.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255).save(scan, dpi=(300, 300))
    document = read(scan, b"k")
    outside, least = ink_outside(scan, document)
    assert outside < 0.01
    assert least > 0.02
    assert "een brief over de voortgang van het programma en over" in document.text


def with_picture(path: Path, *, mode: int, covered: bool) -> Path:
    """A page with a picture of its text all over it, and the text itself drawn in render mode `mode`."""
    drawn = shown(path, 150)
    data = BytesIO()
    drawn.save(data, "JPEG", quality=80)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        image = pdf.make_stream(
            data.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=drawn.width,
            Height=drawn.height,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        page.Resources.XObject = pikepdf.Dictionary(Im0=image)
        text = f"q {mode} Tr ".encode() + page.Contents.read_bytes() + b" Q "
        picture = b"q 595 0 0 842 0 0 cm /Im0 Do Q "
        page.Contents = pdf.make_stream(text + picture if covered else picture + text)
        pdf.save(path)
    return path


@pytest.mark.parametrize(
    ("mode", "covered", "source"),
    [
        pytest.param(3, False, Source.OCR, id="an invisible layer of an earlier OCR is not believed"),
        pytest.param(0, True, Source.OCR, id="text under a picture is not believed"),
        pytest.param(0, False, Source.TEXT, id="text drawn over a full picture is the text of the page"),
    ],
)
def test_a_picture_all_over_a_page_makes_it_a_scan_unless_its_text_is_drawn_over_it(
    mode: int, covered: bool, source: Source, tmp_path: Path
) -> None:
    document = read(with_picture(paper(tmp_path / "x.pdf"), mode=mode, covered=covered), b"k")
    assert [page.source for page in document.pages] == [source]
    assert "ontvangt voor de zomer een brief" in document.text


def test_a_layer_whose_codes_are_other_letters_is_read_from_the_picture(tmp_path: Path) -> None:
    """Only half of the words are Dutch: a few lines are read and compared, and the layer is not believed."""
    shifted = str.maketrans("abcdefghijklmnopqrstuvwxyz", "bcdefghijklmnopqrstuvwxyza")
    path = paper(tmp_path / "x.pdf", lines=(*LINES, *(line.translate(shifted) for line in LINES)))
    document = read(with_tounicode(path, shifted), b"k")
    assert document.pages[0].source is Source.OCR
    assert "ef jotgfdujf" in document.text


@pytest.mark.parametrize(
    ("box", "why"),
    [
        ((0, 0, 1, 1), Unreadable),
        ((0, 0, 20000, 3), TooLarge),
        ((0, 0, 14400, 14400), TooLarge),
    ],
)
def test_a_page_of_an_odd_size_gets_a_clear_reason(
    box: tuple[int, ...], why: type[CannotProcess], tmp_path: Path
) -> None:
    def sized(page: pikepdf.Page) -> None:
        page.MediaBox = list(box)

    with pytest.raises(why):
        read(changed(paper(tmp_path / "x.pdf"), sized), b"k")


def with_tounicode(path: Path, table: dict[int, int]) -> Path:
    """The file with a map of codes that says other letters than are shown, for all but a few of them."""
    lines = "\n".join(f"<{code:02x}> <{other:04x}>" for code, other in table.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        "1 begincodespacerange <00> <ff> endcodespacerange "
        f"{len(table)} beginbfchar {lines} endbfchar endcmap end end"
    )
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            font.ToUnicode = pdf.make_stream(cmap.encode())
        pdf.save(path)
    return path


@pytest.mark.parametrize(("matrix", "same"), [("595 0 0 842 0 0", True), ("595 0 0 -842 0 842", False)])
def test_a_scan_gives_its_own_picture_unless_the_page_shows_it_otherwise(
    matrix: str, same: bool, tmp_path: Path
) -> None:
    """A picture that is drawn upside down differs from what lies in the file."""
    path = with_picture(paper(tmp_path / "x.pdf"), mode=3, covered=False)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(f"q {matrix} cm /Im0 Do Q".encode())
        pdf.save(path)
    for view in views(path):
        drawn = drawing(view.leaf, 1, SCAN_SHARE)
        own = with_own_picture(view, drawn, view.grey(100))
        assert (own is not view) == same


def test_a_rule_is_one_however_many_strokes_draw_it(tmp_path: Path) -> None:
    """Some programs fill the rule above footnotes in two halves, one over the other."""
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=(595, 842), invariant=1)
    path = canvas.beginPath()
    for _ in range(2):
        path.rect(68, 300, 170, 0.5)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.save()
    for view in views(tmp_path / "x.pdf"):
        assert [round(rule.width) for rule in drawing(view.leaf, 1, SCAN_SHARE).flat] == [170]


def test_remarks_of_pages_and_file_reach_the_document(tmp_path: Path) -> None:
    """Another language and text that nobody sees, each with its page; a note, for the file."""
    english = "the house has been informed of the decision that was taken by the board and it will be sent to them soon"
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=(595, 842), invariant=1)
    for at in range(8):
        canvas.drawString(40, 700 - 16 * at, english)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(90, 400, "onzichtbaar")
    canvas.textAnnotation("kijk hier nog naar", (40, 40, 60, 60), addtopage=1)
    canvas.save()
    said = read(tmp_path / "x.pdf", b"k").warnings
    for wanted in ("Pagina 1: de tekst is in het Engels", "Pagina 1: 1 onzichtbaar woord", "opmerkingen"):
        assert any(wanted in warning for warning in said), wanted
