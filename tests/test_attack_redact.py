"""What an attack on the removal found and what was mended since: each a page that once let a name through."""

from __future__ import annotations

from pathlib import Path

import hostile
import pytest
from conftest import write
from PIL import Image, ImageDraw, ImageFont
from test_redact import hide

from anonymize.boxes import Group, cut
from anonymize.filename import safe_name
from anonymize.redact import redact_pdf
from anonymize.room import Paper, grow
from anonymize.verify import inspect
from anonymize.wording import Secrets
from corpus import render
from corpus.decisions import Category
from corpus.document import Box, Part
from corpus.read import read
from corpus.views import views

LINE = f"Tweede contactpersoon: {hostile.NAME}"


def with_line(path: Path, after: str, line: str = LINE) -> Path:
    """A page without the name in its running text; it stands in a line at y 120, with `after` drawn over it."""
    body = hostile.BODY.replace(hostile.NAME, "de directie")
    return hostile.page(path, f"{body}BT 0 g /F1 11 Tf 30 120 Td ({line}) Tj ET\n{after}")


def turned_by(degrees: int) -> hostile.Hook:
    return lambda pdf, first: first.__setattr__("Rotate", degrees)


@pytest.mark.parametrize(
    "bar",
    [
        "0 g 146 119 140 9 re f\n",
        "0 g 146 120 140 7 re f\n",
        "0.6 g 146 119 140 9 re f\n",
        "0 g 146 117 140 14 re f BT 1 g /F1 8 Tf 150 120 Td (5.1.2e) Tj ET\n",
        "0 g 146 118 140 10 re f BT 1 g /F1 8 Tf 200 120 Td (5.1.2e) Tj ET\n",
    ],
    ids=["low", "lower", "grey", "labelled", "low_and_labelled"],
)
def test_what_an_earlier_bar_covers_does_not_come_back(bar: str, tmp_path: Path) -> None:
    text = read(with_line(tmp_path / "bron.pdf", bar)).text
    assert hostile.LAST not in text
    assert hostile.FIRST not in text
    assert "Tweede contactpersoon:" in text


def test_a_page_on_its_side_is_turned_and_read_in_lines(tmp_path: Path) -> None:
    for turn in (90, 180, 270):
        source = hostile.page(tmp_path / "bron.pdf", hook=turned_by(turn))
        document = read(source)
        assert f"Contactpersoon is {hostile.NAME}" in document.text
        assert (document.pages[0].width, document.pages[0].height) == (hostile.WIDTH, hostile.HEIGHT)
        published = hide(document, hostile.NAME)
        made = redact_pdf(source, published, (), tmp_path / "gelakt.pdf")
        assert set(made.bands) == {1}
        assert inspect(tmp_path / "gelakt.pdf", published, made, Secrets.of(published), source) == ()


@pytest.mark.parametrize(
    "matrix", ["0 1 -1 0 380 20", "0 -1 1 0 380 190", "-1 0 0 -1 390 40", "0.94 0.34 -0.34 0.94 30 20"]
)
def test_a_line_askew_on_a_page_is_read_word_by_word(matrix: str, tmp_path: Path) -> None:
    document = read(
        hostile.page(tmp_path / "bron.pdf", f"{hostile.BODY}BT /F1 9 Tf {matrix} Tm (Bel met {hostile.NAME}) Tj ET\n")
    )
    assert document.text.count(hostile.NAME) == 2
    assert f"Bel met {hostile.NAME}" in document.text


def test_letters_in_a_small_picture_are_read(tmp_path: Path) -> None:
    source = hostile.page(
        tmp_path / "bron.pdf",
        hostile.BODY + "q 120 0 0 10 30 60 cm /Small Do Q\n",
        lambda pdf, first: first.Resources.XObject.update(
            {"/Small": hostile.image(pdf, hostile.picture_of(f"Bel {hostile.NAME}"))}
        ),
    )
    document = read(source)
    pictured = " ".join(document.at(block.span) for block in document.blocks if block.part is Part.PICTURE)
    assert hostile.LAST in pictured


def test_a_scan_on_its_side_is_turned(tmp_path: Path) -> None:
    sheet = Image.new("L", (1240, 900), 255)
    pen, face = ImageDraw.Draw(sheet), ImageFont.load_default(38)
    for row in range(6):
        pen.text((80, 80 + 90 * row), "Het kabinet informeert de Kamer voor de zomer.", fill=0, font=face)
    pen.text((80, 700), f"Contactpersoon is {hostile.NAME} van de directie.", fill=0, font=face)
    sheet.rotate(90, expand=True).save(tmp_path / "scan.png", dpi=(150, 150))
    document = read(tmp_path / "scan.png")
    assert document.pages[0].turn == 90
    assert hostile.LAST in document.text


def test_a_very_long_page_is_drawn_as_long_as_it_is(tmp_path: Path) -> None:
    def long(pdf: object, first: object) -> None:
        first.MediaBox = [0, 0, 595, 9000]  # type: ignore[attr-defined]

    source = hostile.page(
        tmp_path / "bron.pdf", "BT /F1 11 Tf 30 50 Td (Onderaan) Tj ET\n0 g 100 20 50 10 re f\n", long
    )
    pages = views(source)  # kept: a view draws only while its file is open
    view = next(pages)
    drawn = view.draw(100).convert("L").point(lambda value: 255 * (value < 128))
    scale = drawn.width / view.width
    box = drawn.crop((round(99 * scale), 0, drawn.width, drawn.height)).getbbox()
    assert box
    assert box[1] / scale == pytest.approx(8970, abs=1.5)


def test_a_box_grows_into_the_margin_on_the_left_only_for_its_label() -> None:
    paper = Paper.of(Image.new("L", (400, 100), 255), 400, 100)
    after = cut(hide(write("Naam spreekt"), "Naam")).kept[0]
    wide = Group(Box(1, 100, 40, 155, 50), "5.1.2e", Category.PERSON, 0)
    tight = wide._replace(box=Box(1, 147, 40, 155, 50))
    beside = [after._replace(box=Box(1, 158, 40, 200, 50))]
    assert grow(wide, beside, [], paper).x0 >= 98.5
    assert grow(tight, beside, [], paper).width >= 21


def test_a_box_gives_up_no_more_of_its_height_than_its_letters_can_spare() -> None:
    paper = Paper.of(Image.new("L", (400, 200), 255), 400, 200)
    over = cut(hide(write("Naam spreekt"), "Naam")).kept[0]._replace(box=Box(1, 60, 20, 110, 70))
    grown = grow(Group(Box(1, 100, 60, 160, 90), "5.1.2e", Category.PERSON, 0), [over], [], paper)
    assert grown.top <= 60 + 0.25 * 30


def test_signs_that_nobody_sees_do_not_part_a_name(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("Bel mevrouw Anne\u200bloes Vriesen\u00addonk over de brief.", encoding="utf-8")
    assert hostile.NAME in read(tmp_path / "brief.txt").text


@pytest.mark.parametrize("stem", ["brief%20van%20mevrouw%20Vriesendonk", "brief Vriesen\u00addonk", "x%2FVriesendonk"])
def test_a_coded_file_name_gives_no_name_away(stem: str) -> None:
    safe = safe_name(stem, (hostile.LAST,))
    assert "donk" not in safe
    assert "/" not in safe


def test_the_text_of_a_turned_page_stays_selectable(tmp_path: Path) -> None:
    source = hostile.page(tmp_path / "bron.pdf", hook=turned_by(90))
    redact_pdf(source, hide(read(source), hostile.NAME), (), tmp_path / "gelakt.pdf")
    with render.opened(tmp_path / "gelakt.pdf") as pdf:
        assert "informeert de Kamer" in pdf[0].get_textpage().get_text_range()
