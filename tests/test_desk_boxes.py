"""A box lies to the point where it was drawn in the browser: however the page lies, at each size."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from desk_driven import browsing
from desk_folder import LYING, TURNS
from desk_serving import Client, Served, released, seated, serving

PAGES = range(1, len(TURNS) + 2)
SMALL, LARGE = (60.0, 110.0, 160.0, 140.0), (200.0, 150.0, 330.0, 195.0)  # points; no word is there
SCALE = 4  # pixels for a point


@pytest.fixture(scope="module")
def served(desk_dir: Path) -> Iterator[Served]:
    with serving(desk_dir) as started:
        yield started


@pytest.fixture(scope="module")
def made(served: Served, desk_dir: Path) -> Path:
    """The stem of what was released once both boxes were drawn on every page: at 100 % and at 150 %."""
    client = Client(served)
    id = client.documents()[LYING]
    pages = client.stand(id)["pages"]
    with browsing() as browser, seated(browser, served) as seat:
        seat.open(id)
        for larger, box in ((0, SMALL), (2, LARGE)):
            seat.press(*["+"] * larger)
            for page in pages:
                seat.drag(page["number"], box, page["width"])
                seat.press("Enter")
                seat.stored(f"Vak op bladzijde {page['number']}")
    released(client, id)
    return desk_dir / "released" / LYING


def dark(file: Path, number: int) -> Any:
    """Which pixels of a page are dark."""
    return np.asarray(pdfium.PdfDocument(file)[number - 1].render(scale=SCALE).to_pil().convert("L")) < 90


def share(page: Any, box: tuple[float, ...]) -> float:
    x0, top, x1, bottom = (round(SCALE * edge) for edge in box)
    return float(page[top:bottom, x0:x1].mean())


def strips(box: tuple[float, ...]) -> Iterator[tuple[float, ...]]:
    """A strip of a point wide along each edge, a point away from it."""
    x0, top, x1, bottom = box
    yield x0 - 2, top, x0 - 1, bottom
    yield x0, top - 2, x1, top - 1
    yield x1 + 1, top, x1 + 2, bottom
    yield x0, bottom + 1, x1, bottom + 2


@pytest.mark.parametrize("number", PAGES, ids=[*map(str, TURNS), "cut"])
def test_what_was_drawn_is_black_in_what_was_released_and_nothing_beside_it(made: Path, number: int) -> None:
    """Each edge to a point; so does the record say."""
    page = dark(made, number)
    told = json.loads(made.with_suffix(".json").read_text())
    boxes = [each["bbox"] for each in told["redactions"] if each["page"] == number]
    for box in (SMALL, LARGE):
        assert share(page, (box[0] + 1, box[1] + 1, box[2] - 1, box[3] - 1)) > 0.9  # its label is white
        assert max(share(page, strip) for strip in strips(box)) < 0.1
        assert any(np.abs(np.subtract(each, box)).max() <= 1 for each in boxes), boxes
