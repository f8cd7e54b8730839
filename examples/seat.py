"""The workspace over a DIR, and somebody before a browser who works there by keyboard and takes pictures."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROXY = ("--user-header", "X-Remote-User", "--role-header", "X-Remote-Role")
WIDE, HIGH = 1280, 800  # pixels
COLOURS = 96
PATIENCE = 180_000  # milliseconds, for a preview on a machine that is busy
DOUBTS = 60  # more than any example has
STILL = 600  # milliseconds, for what fades or is said late
SELECTED = "[role=option][aria-selected=true]"
IN_VIEW = """() => [...document.images].every(each => {
  const edge = each.getBoundingClientRect()
  return edge.top > innerHeight || edge.bottom < 0 || (each.complete && each.naturalWidth > 0)
})"""


@contextmanager
def serving(out: Path) -> Iterator[str]:
    """`lakwerk review` over DIR for people who sign in, with four eyes; its address."""
    command = [sys.executable, "-m", "flows.cli", "review", "--out", str(out), "--port", "0", "--no-browser"]
    with subprocess.Popen([*command, "--four-eyes", *PROXY], stdout=subprocess.PIPE, text=True) as process:
        try:
            found = re.search(r"http://[\d.:]+", process.stdout.readline() if process.stdout else "")
            if found is None:
                raise SystemExit("De werkplek begint niet.")
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody before a browser; `address` is that of the workspace, pictures go to `target`."""

    page: Page
    address: str
    target: Path

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.wait_for_load_state("domcontentloaded")  # a key before the page's script ran is lost
            self.page.keyboard.press(key)

    def open(self, name: str, tab: str = "") -> None:
        """A document whose name begins so, or one of its tabs."""
        self.page.goto(self.address)
        found = self.page.locator("table.list th a").filter(has_text=re.compile(rf"^{re.escape(name)}"))
        self.page.goto(f"{self.address}{found.first.get_attribute('href')}{tab}")
        if not tab:
            self.page.locator(SELECTED).wait_for()

    def walk(self, name: str, page: int = 1) -> None:
        """Through the doubts until one is selected that is called so, on a page."""
        chosen = self.page.locator(SELECTED)
        for _ in range(DOUBTS):
            if chosen.locator(".text").inner_text() == name and chosen.inner_text().endswith(f"blz. {page}"):
                return
            self.press("n")
        raise SystemExit(f"{name}: deze twijfel is er niet op bladzijde {page}.")

    def see(self, text: str) -> None:
        """Wait until it stands there."""
        self.page.get_by_text(text).first.wait_for(timeout=PATIENCE)

    def accept(self, times: int) -> None:
        """Take so many proposals as they are."""
        for _ in range(times):
            self.press("Enter")
        self.page.locator("#storing[data-state=saved]").wait_for()

    def take(self, name: str, high: int = HIGH) -> None:
        """A picture of what is seen now, so many pixels high, in few colours."""
        self.page.wait_for_function(IN_VIEW)
        self.page.wait_for_timeout(STILL)
        shot = self.page.screenshot(clip={"x": 0, "y": 0, "width": WIDE, "height": high})
        drawn = Image.open(BytesIO(shot)).convert("RGB")
        few = drawn.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
        few.save(self.target / f"{name}.png", optimize=True)


def seated(browser: Browser, address: str, target: Path, name: str, role: str) -> Reader:
    """Somebody who signed in, under a name and in a role."""
    page = browser.new_context(
        viewport={"width": WIDE, "height": HIGH},
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        extra_http_headers={"X-Remote-User": name, "X-Remote-Role": role},
    ).new_page()
    page.set_default_timeout(PATIENCE)
    return Reader(page, address, target)
