"""Handwriting is found where it may stand, and rules, words and pictures are not taken for it."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from anonymize.ink import find_ink
from corpus.document import Box
from corpus.read import read

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


@pytest.mark.parametrize("top", [600, 40])
def test_a_scrawl_far_from_a_closing_on_a_digital_page_is_no_signature(tmp_path: Path, top: float) -> None:
    assert found(tmp_path, letter, lambda canvas: scrawl(canvas, 90, top)) == []


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
