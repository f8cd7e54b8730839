"""A place on the page as displayed is a place in the page's own space, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from framing import TURNS, made
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Name

from corpus.document import Box
from corpus.drawing import shown_part
from corpus.errors import Damaged, NeedsPassword
from corpus.plots import Plot, plots_of, to_display, to_page


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
