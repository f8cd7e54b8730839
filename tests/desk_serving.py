"""The real workspace over a DIR: the command in a process of its own, a client of its actions, a browser in front."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[1]
PROXY = ("--user-header", "X-User", "--role-header", "X-Role")
OFFICER, SECOND = ("a.jansma", "behandelaar, tweede lezer"), ("t.lezer", "tweede lezer")
WIDE = (1280, 1920)  # pixels
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SECONDS = 120  # for one answer, on a machine that is busy


@dataclass(frozen=True, slots=True)
class Served:
    """A workspace that runs; `address` holds the key where it was started without a proxy."""

    address: str
    process: subprocess.Popen[str]

    @property
    def base(self) -> str:
        return self.address.partition("?")[0].rstrip("/")


@contextmanager
def serving(out: Path, *options: str) -> Iterator[Served]:
    """`lakwerk review` over a DIR until the end of the block, where Ctrl-C ends it unless it was killed."""
    command = [sys.executable, "-m", "flows.cli", "review", "--out", str(out), "--port", "0", "--no-browser", *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            assert process.stdout
            told = process.stdout.readline().split()
            assert told, process.communicate()[1]
            yield Served(told[-1], process)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            _, wrong = process.communicate(timeout=60)
    assert "Traceback" not in wrong, wrong


class Client:
    """Who talks to a workspace without a browser; through a proxy that says who it is, or with the key."""

    def __init__(self, served: Served, who: tuple[str, str] | None = None) -> None:
        headers = {"X-User": who[0], "X-Role": who[1]} if who else {}
        self.http = httpx.Client(base_url=served.base, headers=headers, timeout=SECONDS, follow_redirects=True)
        self.list = self.http.get(served.address if who is None else "/").text
        found = re.search(r'name="formulier" content="([^"]+)"', self.list)
        assert found, self.list
        self.token = found[1]

    def documents(self) -> dict[str, str]:
        """The id of each document by its name."""
        found = re.findall(r'/stuk/([0-9a-f]{32})">([^<]+)</a>', self.http.get("/").text)
        return {unescape(name): id for id, name in found}

    def stand(self, id: str) -> dict[str, Any]:
        told: dict[str, Any] = self.http.get(f"/stuk/{id}/stand.json").raise_for_status().json()
        return told

    def do(self, id: str, do: str, version: int, **more: Any) -> httpx.Response:
        """An action at a version that was seen."""
        body = {"version": version, "do": do, **more}
        return self.http.post(f"/stuk/{id}/handeling", json=body, headers={"X-Lakwerk-Formulier": self.token})

    def send(self, path: str, **fields: str) -> httpx.Response:
        """A form of a page."""
        return self.http.post(path, data=fields | {"formulier": self.token})


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody before a browser; what they do, they do by keyboard, but for `drag`."""

    page: Any
    base: str

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.wait_for_load_state("domcontentloaded")  # a key before the page's script ran is lost
            self.page.keyboard.press(key)

    def open(self, id: str) -> None:
        """A document, by its address."""
        self.page.goto(f"{self.base}/stuk/{id}")
        self.selected()

    def tab_to(self, name: str, within: str = "body") -> None:
        """Press Tab until what has the focus is called so."""
        for _ in range(200):
            self.press("Tab")
            told = self.page.evaluate(
                "within => document.activeElement.closest(within) && document.activeElement.textContent", within
            )
            if " ".join((told or "").split()).startswith(name):
                return
        raise AssertionError(f"Tab does not come to {name}")

    def selected(self) -> str:
        """The text of the finding that is selected."""
        return str(self.page.locator("[role=option][aria-selected=true] .text").inner_text())

    def walk_to(self, text: str, key: str = "j") -> None:
        """Go on through the findings until one is selected that is called so."""
        for _ in range(60):
            if self.selected() == text:
                return
            self.press(key)
        raise AssertionError(f"{key} does not come to {text}")

    def stored(self, told: str) -> None:
        """Wait until the page says that something was done, and that all is stored."""
        self.page.locator("#told", has_text=told).wait_for()
        self.page.locator("#storing[data-state=saved]").wait_for()

    def until(self, done: Callable[[], bool]) -> None:
        """Wait for what only the server can tell."""
        for _ in range(300):
            if done():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("it does not come")

    def barriers(self) -> list[tuple[str, str, str]]:
        """The rules of axe-core (WCAG 2.2 AA) that the page breaks in each width, with its title and one element."""
        from axe_playwright_python.sync_playwright import Axe

        told = []
        for wide in WIDE:
            self.page.set_viewport_size({"width": wide, "height": 800})
            found = Axe().run(self.page, options={"runOnly": RULES}).response
            assert len(found["passes"]) > 5
            told += [(self.page.title(), each["id"], each["nodes"][0]["html"]) for each in found["violations"]]
        self.page.set_viewport_size({"width": WIDE[0], "height": 800})
        return told

    def drag(self, number: int, box: tuple[float, float, float, float], points: float) -> None:
        """Draw a box, in points, with the mouse on a page that is so many points wide, as it is drawn: Alt is held."""
        sheet = self.page.locator(f".leaf[data-page='{number}'] .sheet")
        sheet.evaluate(
            """(sheet, [x, y, wide]) => {
                 const root = document.getElementById('sheets'), scale = sheet.clientWidth / wide
                 root.scrollTo(sheet.offsetLeft + x * scale - 60, sheet.offsetTop + y * scale - 60)
               }""",
            [box[0], box[1], points],
        )
        self.page.wait_for_timeout(100)
        edge = sheet.bounding_box()
        scale, mouse = edge["width"] / points, self.page.mouse
        spots = [(edge["x"] + x * scale, edge["y"] + y * scale) for x, y in (box[:2], box[2:])]
        self.page.keyboard.down("Alt")
        mouse.move(*spots[0])
        mouse.down()
        mouse.move(*((a + b) / 2 for a, b in zip(*spots, strict=True)))
        mouse.move(*spots[1])
        mouse.up()
        self.page.keyboard.up("Alt")
        self.page.locator("#ground-dialog").wait_for()


@contextmanager
def seated(
    browser: Any, served: Served, who: tuple[str, str] | None = None, wide: int = 1280, **more: Any
) -> Iterator[Seated]:
    """A browser of somebody; what it complains of fails the test."""
    complaints: list[str] = []
    headers = {"X-User": who[0], "X-Role": who[1]} if who else {}
    context = browser.new_context(viewport={"width": wide, "height": 800}, extra_http_headers=headers, **more)
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: "Security Policy" in line.text and complaints.append(line.text))
    page.goto(served.address)
    yield Seated(page, served.base)
    context.close()
    assert complaints == []


def released(client: Client, id: str) -> None:
    """Let a document go as it is, once its preview is made."""
    previewed(client, id)
    version = client.stand(id)["version"]
    answer = client.send(f"/stuk/{id}/vrijgeven", versie=str(version))
    assert answer.status_code == 200, answer.text
    assert client.stand(id)["state"] == "vrijgegeven"


def previewed(client: Client, id: str) -> None:
    """Have the preview made; it must pass."""
    client.http.get(f"/stuk/{id}/voorbeeld")
    deadline = time.monotonic() + SECONDS
    while (told := client.http.get(f"/stuk/{id}/voorbeeld.json").json())["state"] == "bezig":
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert told["state"] == "klaar", client.http.get(f"/stuk/{id}/voorbeeld").text
