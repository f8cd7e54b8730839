"""How quick the real workspace is: 300 pages with 3,000 findings, a real server, a real browser.

What is promised is for a machine of today that does nothing else; a slow or shared one gets three times as long.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import desk_large
import pytest
from desk_driven import browsing
from desk_serving import Client, Seated, Served, seated, serving

PAGES, TIMES = 300, 30
OPEN, NEXT, STORED = 1000, 100, 150  # milliseconds
SLOWER = float(os.environ.get("LAKWERK_SLOWER", "3"))
# From the start of the navigation until the first finding is selected and the picture of its page is drawn.
OPENED = """() => {
  const row = document.querySelector('[role=option][aria-selected=true]')
  const picture = document.querySelector(".leaf[data-page='1'] img")
  return row && picture?.complete && picture.naturalWidth ? performance.now() : null
}"""
# From a key until the selection went on and its box is drawn in view.
WENT = """key => new Promise(done => {
  const chosen = () => document.querySelector('[role=option][aria-selected=true]')?.dataset.id
  const [from, begun] = [chosen(), performance.now()]
  document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  const look = () => {
    const box = document.querySelector('.mark.chosen .box')?.getBoundingClientRect()
    const root = document.getElementById('sheets').getBoundingClientRect()
    if (chosen() !== from && box && box.top >= root.top && box.bottom <= root.bottom) {
      return done(performance.now() - begun)
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("large") / "out"


@pytest.fixture(scope="module")
def large(out: Path) -> str:
    """The id of the document."""
    return desk_large.add(out, "", PAGES)


@pytest.fixture(scope="module")
def served(out: Path, large: str) -> Iterator[Served]:
    with serving(out) as started:
        yield started


@pytest.fixture(scope="module")
def seat(served: Served, large: str) -> Iterator[Seated]:
    with browsing() as browser, seated(browser, served) as made:
        made.open(large)
        made.page.wait_for_timeout(2000)
        yield made


def within(what: str, took: list[float], most: float) -> None:
    middle = statistics.median(took)
    print(f"{what}: {middle:.0f} ms, most {max(took):.0f} ms (promised {most})")  # noqa: T201 - shown with -s
    assert middle < most * SLOWER


def test_opens_in_a_second(served: Served, seat: Seated, large: str) -> None:
    """The document was opened before, as the second document of a day is opened by a program that runs."""
    assert len(Client(served).stand(large)["findings"]) == PAGES * desk_large.LINES
    took = []
    for _ in range(3):
        seat.page.goto("about:blank")
        seat.page.goto(f"{served.base}/stuk/{large}", wait_until="commit")
        took.append(seat.page.wait_for_function(OPENED, polling="raf").json_value())
        seat.page.wait_for_timeout(1000)
    within("open", took, OPEN)


@pytest.mark.parametrize("key", ["n", "j"])
def test_next_finding_is_there_at_once(seat: Seated, key: str) -> None:
    took = []
    for _ in range(TIMES):
        took.append(seat.page.evaluate(WENT, key))
        seat.page.wait_for_timeout(60)
    within(f"next by {key}", took, NEXT)


def test_action_is_stored_and_answered_soon(served: Served, large: str) -> None:
    """Whatever was done before."""
    client, took = Client(served), list[float]()
    findings = [each["id"] for each in client.stand(large)["findings"]]
    version = client.stand(large)["version"]
    for number in range(TIMES):
        begun = time.perf_counter()
        answer = client.do(large, "show" if number % 2 else "hide", version, finding=findings[number * 90])
        took.append(1000 * (time.perf_counter() - begun))
        version = answer.raise_for_status().json()["version"]
    within("stored", took, STORED)
