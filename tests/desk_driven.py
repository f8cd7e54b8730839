"""The document view in a real browser against the made server: opening it, reading it, and what was sent."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import uvicorn
from desk_fake import DOCUMENT, Desk, make

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def browsing() -> Iterator[Any]:
    """A Chromium of this machine; without one the tests are skipped."""
    pytest.importorskip("playwright", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@contextmanager
def serving(desk: Desk) -> Iterator[str]:
    """The address of the document of a desk, on this machine."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(make(desk), log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/stuk/{DOCUMENT}"
        server.should_exit = True
        server.force_exit = True
        thread.join()


@dataclass(frozen=True, slots=True)
class View:
    """An opened document view, and the desk behind it."""

    page: Any
    desk: Desk

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.wait_for_load_state("domcontentloaded")  # a key before the page's script ran is lost
            self.page.keyboard.press(key)

    def selected(self) -> str:
        """The text of the selected row, which is one."""
        return str(self.page.locator("[role=option][aria-selected=true] .text").inner_text())

    def told(self) -> str:
        return str(self.page.locator("#told").inner_text())

    def sent(self, count: int = 1) -> list[dict[str, Any]]:
        """The actions that came to the server, once there are so many and the page knows it."""
        deadline = time.monotonic() + 10
        while len(self.desk.actions) < count and time.monotonic() < deadline:
            self.page.wait_for_timeout(20)
        self.page.locator("#storing[data-state=saved]").wait_for()
        assert len(self.desk.actions) == count
        return self.desk.actions

    def go(self, number: int) -> None:
        """To a page, by its number."""
        self.press("#")
        self.page.keyboard.type(str(number))
        self.press("Enter")
        self.page.locator("#page", has_text=re.compile(f"^{number}$")).wait_for()

    def spot(self, number: int, x: float, top: float) -> tuple[float, float]:
        """Where a point of a page stands in the window, in pixels."""
        sheet = self.page.locator(f".leaf[data-page='{number}'] .sheet").bounding_box()
        scale = sheet["width"] / self.desk.pages[number - 1]["width"]
        return sheet["x"] + x * scale, sheet["y"] + top * scale

    def drag(self, number: int, box: tuple[float, float, float, float]) -> None:
        """Draws a box of points with the mouse."""
        mouse = self.page.mouse
        mouse.move(*self.spot(number, box[0], box[1]))
        mouse.down()
        mouse.move(*self.spot(number, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
        mouse.move(*self.spot(number, box[2], box[3]))
        mouse.up()


@contextmanager
def viewing(
    browser: Any, desk: Desk, wide: int = 1280, high: int = 800, faults: bool = False, **more: Any
) -> Iterator[View]:
    """The opened view; anything that the browser complains of fails the test, unless faults are meant."""
    complaints: list[str] = []
    with serving(desk) as address:
        page = browser.new_context(viewport={"width": wide, "height": high}, **more).new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: "Security Policy" in line.text and complaints.append(line.text))
        page.goto(address)
        page.locator("[role=option][aria-selected=true]").wait_for()
        yield View(page, desk)
        page.context.close()
    assert bool(complaints) == faults, complaints
