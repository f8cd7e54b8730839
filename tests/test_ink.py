"""Handwriting is found where it may stand, and rules, words and pictures are not taken for it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from anonymize.ink import find_ink
from corpus.decisions import Category
from corpus.document import Box
from corpus.pieces import channels, near
from corpus.read import read
from corpus.views import views

HIGH = A4[1]
Draw = Callable[[Canvas], None]


def scrawl(canvas: Canvas, x: float, top: float, width: float = 90, height: float = 16) -> None:
    path = canvas.beginPath()
    path.moveTo(x, HIGH - top - height / 2)
    for step in range(1, 40):
        y = top + height / 2 + height / 2 * math.sin(step * 1.3) * math.cos(step * 0.7)
        path.lineTo(x + width * step / 39, HIGH - y)
    canvas.setLineWidth(0.9)
    canvas.drawPath(path)


def letter(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    for i in range(6):
        canvas.drawString(
            80, HIGH - 120 - 14 * i, "Dit is een gewone regel van een brief aan de Tweede Kamer over beleid."
        )
    canvas.drawString(80, HIGH - 300, "De minister van Justitie en Veiligheid,")
    canvas.drawString(80, HIGH - 370, "D.M. van Weel")


def route(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    canvas.drawString(80, HIGH - 120, "Parafenroute")
    canvas.setDash(3, 2)
    for y in (128, 146, 164):
        canvas.line(80, HIGH - y, 440, HIGH - y)
    canvas.setDash()
    for i in range(8):
        canvas.drawString(80, HIGH - 260 - 14 * i, "Dit is een gewone regel van een nota aan de minister over beleid.")


def found(tmp_path: Path, *draws: Draw) -> list[Box]:
    path = tmp_path / "brief.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for draw in draws:
        draw(canvas)
    canvas.save()
    return [mark.box for mark in find_ink(path, read(path))]


def test_a_signature_below_a_closing_is_found_whole(tmp_path: Path) -> None:
    (box,) = found(tmp_path, letter, lambda canvas: scrawl(canvas, 90, 320))
    assert box.x0 <= 92
    assert box.x1 >= 178
    assert 316 <= box.top <= 324
    assert 332 <= box.bottom <= 340


def test_a_scrawl_in_the_letterhead_of_a_digital_page_is_no_signature(tmp_path: Path) -> None:
    assert found(tmp_path, letter, lambda canvas: scrawl(canvas, 90, 40)) == []


def test_a_scrawl_anywhere_below_the_head_of_a_digital_page_is_a_signature(tmp_path: Path) -> None:
    (box,) = found(tmp_path, letter, lambda canvas: scrawl(canvas, 90, 600))
    assert box.x0 <= 90 < 180 <= box.x1


def head_of_a_nota(canvas: Canvas) -> None:
    """Fields at the head: a form whose cells hold parafen below their labels, and running text below it."""
    canvas.setFont("Helvetica-Bold", 8)
    for x, label in ((80, "Aan"), (220, "Datum"), (360, "Ons kenmerk")):
        canvas.drawString(x, HIGH - 130, label)
    for x, label in ((80, "Paraaf opsteller"), (220, "Paraaf directeur"), (360, "Soort nota")):
        canvas.drawString(x, HIGH - 170, label)
    canvas.setFont("Helvetica", 9)
    for x, value in ((80, "de minister"), (220, "3 mei 2024"), (360, "2024-0000123456")):
        canvas.drawString(x, HIGH - 142, value)
    canvas.drawString(360, HIGH - 182, "Ter beslissing")
    for i in range(12):
        canvas.drawString(80, HIGH - 260 - 14 * i, "Dit is een gewone regel van een nota aan de minister over beleid.")


def test_parafen_below_the_labels_of_a_form_at_the_head_are_found(tmp_path: Path) -> None:
    """ "Paraaf opsteller" is the label of a cell in which somebody draws."""

    def signed(canvas: Canvas) -> None:
        for x in (84, 224):
            scrawl(canvas, x, 176, 40, 12)

    boxes = found(tmp_path, head_of_a_nota, signed)
    assert [round(box.x0 / 10) for box in boxes] == [8, 22]


def test_parafen_beside_each_other_in_one_row_are_not_taken_for_a_rule(tmp_path: Path) -> None:
    """Three thin ones at one height have ink in one band far apart, as a dashed rule has."""

    def row(canvas: Canvas) -> None:
        for x in (84, 224, 364):
            scrawl(canvas, x, 186, 50, 9)

    boxes = found(tmp_path, head_of_a_nota, row)
    assert [round(box.x0 / 10) for box in boxes] == [8, 22, 36]
    assert all(box.width > 45 for box in boxes)


def test_a_paraaf_of_one_stroke_among_the_fields_is_found_and_a_drawn_word_is_not(tmp_path: Path) -> None:
    """The word "nota" that some print as a picture has its letters apart; a pen draws one stroke."""

    def drawn_word(canvas: Canvas) -> None:
        for at in range(4):
            scrawl(canvas, 400 + 9 * at, 196, 6, 14)

    assert found(tmp_path, head_of_a_nota, drawn_word) == []
    assert len(found(tmp_path, head_of_a_nota, lambda canvas: scrawl(canvas, 500, 140, 40, 12))) == 1


def table(canvas: Canvas) -> None:
    """Who agreed: three cells a row with rules around them, the last one written in by hand."""
    canvas.setFont("Helvetica", 8)
    for row, (unit, name) in enumerate((("Onderdeel", "Naam"), ("FEZ", "H. Zandhoven"), ("WJZ", "P. de Korver"))):
        top = 400 + 26 * row
        canvas.drawString(85, HIGH - top - 13, unit)
        canvas.drawString(205, HIGH - top - 13, name)
        for left in (80, 200, 300):
            canvas.rect(left, HIGH - top - 26, 120 if left == 80 else 100, 26)
        if row:
            scrawl(canvas, 310, top + 4, 40, 12)


def test_parafen_in_the_cells_of_a_table_are_found_apart(tmp_path: Path) -> None:
    boxes = found(tmp_path, letter, table)
    assert len(boxes) == 2
    assert all(305 <= box.x0 <= 312 and 348 <= box.x1 <= 355 and box.height <= 20 for box in boxes)


def test_parafen_in_the_cells_of_a_scanned_table_are_found_apart(tmp_path: Path) -> None:
    def signed(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        rows = (
            ("Onderdeel", "Naam", "Paraaf"), ("Afdeling Begroting", "J. van der Zandhoven", "akkoord"),
            ("Directie Juridische Zaken", "P. de Korver", ""), ("Directie Financiën", "F. Nautahof", "akkoord"),
            ("Directeur-generaal", "M. Tichelhoven", ""),
        )  # fmt: skip
        for row, (unit, name, agreed) in enumerate(rows):
            top = 400 + 26 * row
            for left, cell in ((85, unit), (240, name), (405, agreed)):
                canvas.drawString(left, HIGH - top - 13, cell)
            if not agreed:
                scrawl(canvas, 410, top + 4, 40, 12)

    digital = tmp_path / "nota.pdf"
    canvas = Canvas(str(digital), pagesize=A4)
    letter(canvas)
    signed(canvas)
    canvas.save()
    path = tmp_path / "nota.png"
    for view in views(digital):
        view.draw(200).convert("L").save(path, dpi=(200, 200))
    boxes = [mark.box for mark in find_ink(path, read(path))]
    assert len(boxes) == 2
    assert all(404 <= box.x0 <= 412 and 447 <= box.x1 <= 455 and box.height <= 20 for box in boxes)


def chart(canvas: Canvas) -> None:
    """A small line chart with axes, ticks and an arrow."""
    canvas.line(100, HIGH - 700, 100, HIGH - 600)
    canvas.line(100, HIGH - 700, 260, HIGH - 700)
    path = canvas.beginPath()
    path.moveTo(100, HIGH - 690)
    for step, y in enumerate((680, 684, 660, 650, 655, 630, 622, 610), 1):
        path.lineTo(100 + 18 * step, HIGH - y)
    canvas.drawPath(path)
    canvas.line(300, HIGH - 650, 340, HIGH - 620)
    canvas.circle(400, HIGH - 640, 14)
    path = canvas.beginPath()
    path.moveTo(300, HIGH - 700)
    path.curveTo(330, HIGH - 660, 360, HIGH - 740, 420, HIGH - 700)
    canvas.drawPath(path)


def test_a_chart_an_arrow_a_ring_and_a_wave_are_no_signature(tmp_path: Path) -> None:
    assert found(tmp_path, letter, chart) == []


def test_a_paraaf_in_a_route_is_found_and_its_dashed_rules_are_not(tmp_path: Path) -> None:
    (box,) = found(tmp_path, route, lambda canvas: scrawl(canvas, 330, 132, 36, 10))
    assert 326 <= box.x0 <= 332
    assert 362 <= box.x1 <= 372
    assert box.height <= 17


@pytest.mark.parametrize(
    "draw",
    [
        lambda canvas: canvas.rect(90, HIGH - 345, 80, 30, fill=1),
        lambda canvas: canvas.line(90, HIGH - 340, 400, HIGH - 340),
        lambda canvas: canvas.drawString(90, HIGH - 340, "namens deze, de directeur"),
    ],
    ids=["a filled bar", "a line to sign on", "words"],
)
def test_what_is_no_stroke_of_a_pen_is_left(tmp_path: Path, draw: Draw) -> None:
    assert found(tmp_path, letter, draw) == []


def test_a_signature_below_a_closing_on_the_page_before_is_found(tmp_path: Path) -> None:
    """Where the page breaks between the closing line and the name, the signature stands at the top of the next."""
    path = tmp_path / "brief.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(80, HIGH - 720, "Ik vertrouw erop u hiermee voldoende te hebben geïnformeerd.")
    canvas.drawString(80, HIGH - 750, "De minister van Justitie en Veiligheid,")
    canvas.showPage()
    scrawl(canvas, 80, 120)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(80, HIGH - 170, "D.M. van Weel")
    canvas.save()
    assert [mark.box.page for mark in find_ink(path, read(path, b"key" * 11))] == [2]


def grid(canvas: Canvas) -> None:
    """A route of initials in a ruled grid, and some text below it."""
    canvas.setFont("Helvetica", 10)
    canvas.drawString(80, HIGH - 120, "Parafenroute")
    for y in (128, 148, 168, 188):
        canvas.line(80, HIGH - y, 500, HIGH - y)
    for x in (80, 200, 320, 420, 500):
        canvas.line(x, HIGH - 128, x, HIGH - 188)
    rows = (
        ("Wie", "Naam", "Paraaf", "Dd."),
        ("Hoofd", "F. Oosterga", "", "31/10"),
        ("Directeur", "G. Noorlander", "", "1/11"),
    )
    for i, row in enumerate(rows):
        for x, cell in zip((84, 204, 324, 424), row, strict=True):
            canvas.drawString(x, HIGH - 142 - 20 * i, cell)
    for i in range(16):
        canvas.drawString(80, HIGH - 260 - 14 * i, "Dit is een gewone regel van een nota aan de minister over beleid.")


def turned(x: float, y: float, degrees: float) -> tuple[float, float]:
    """Where a point of a page lies after the page is turned counterclockwise about its middle."""
    across, down, angle = x - A4[0] / 2, y - HIGH / 2, math.radians(degrees)
    right = A4[0] / 2 + across * math.cos(angle) + down * math.sin(angle)
    return right, HIGH / 2 + down * math.cos(angle) - across * math.sin(angle)


@pytest.mark.parametrize("degrees", [0.0, 1.0, 2.2])
def test_initials_in_a_ruled_grid_are_found_also_where_the_scan_leans(degrees: float, tmp_path: Path) -> None:
    """The rules of a leaning grid would else make one large piece of all ink in it."""
    canvas = Canvas(str(tmp_path / "route.pdf"), pagesize=A4)
    grid(canvas)
    scrawl(canvas, 330, 151, 60, 13)
    scrawl(canvas, 330, 171, 60, 13)
    canvas.save()
    for view in views(tmp_path / "route.pdf"):
        drawn = view.grey(200)
    scan = tmp_path / "route.png"
    drawn.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255).save(scan, dpi=(200, 200))
    document = read(scan)
    boxes = [mark.box for mark in find_ink(scan, document)]
    for x, y in ((345, 157), (375, 157), (345, 177), (375, 177)):
        right, down = turned(x, y, degrees)
        assert any(box.x0 <= right <= box.x1 and box.top <= down <= box.bottom for box in boxes), (x, y)


def test_handwriting_that_nobody_read_is_hidden(tmp_path: Path) -> None:
    """What the reader calls unread handwriting is a mark, wherever on the page it stands."""
    canvas = Canvas(str(tmp_path / "brief.pdf"), pagesize=A4)
    letter(canvas)
    canvas.save()
    document = read(tmp_path / "brief.pdf")
    place = Box(1, 100, 500, 300, 540)
    page = document.pages[0]._replace(written=(place,))
    marks = find_ink(tmp_path / "brief.pdf", replace(document, pages=(page,)))
    assert [(mark.category, mark.ground) for mark in marks if mark.box.overlaps(place)] == [(Category.OTHER, "5.1.2e")]


@given(st.integers(0, 2**32), st.integers(3, 40), st.integers(3, 40))
def test_what_lies_near_ink_is_what_the_filter_of_another_library_says(seed: int, wide: int, high: int) -> None:
    mask = np.random.default_rng(seed).random((high, wide)) > 0.9
    filtered = Image.fromarray(mask.astype(np.uint8) * 255).filter(ImageFilter.MaxFilter(5))
    assert (near(mask, 2) == (np.asarray(filtered) > 0)).all()


def test_the_spread_of_a_pixel_is_that_of_its_channels() -> None:
    lowest, spread = channels(Image.new("RGB", (1, 1), (10, 250, 130)))
    assert (int(lowest[0, 0]), int(spread[0, 0])) == (10, 240)


def test_a_paraaf_beside_seen_and_agreed_in_a_head_is_found(tmp_path: Path) -> None:
    """It stands as high as a logo would."""

    def memo(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(68, HIGH - 118, "Memo")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(320, HIGH - 118, "gezien / akkoord HID:")
        scrawl(canvas, 420, 100)
        for at, (label, value) in enumerate([("Aan", "de directeur"), ("Datum", "13 februari 2025")]):
            canvas.drawString(68, HIGH - 140 - 14 * at, label)
            canvas.drawString(125, HIGH - 140 - 14 * at, value)
        canvas.setFont("Helvetica", 10)
        for at in range(6):
            canvas.drawString(68, HIGH - 260 - 14 * at, "In het overleg is gevraagd om een beeld van de bezetting.")

    (box,) = found(tmp_path, memo)
    assert box.x0 <= 422
    assert box.x1 >= 508
