"""Every page in a real browser: no barrier that axe-core knows of (WCAG 2.2 A and AA), and no sideways scrolling."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from site_folder import fill

from review.app import make
from review.place import Place

pytest.importorskip("playwright", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if CHROMIUM is None:
    pytest.skip("chromium is not installed", allow_module_level=True)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
USER = {"X-Remote-User": "a.jansma"}
PAGES = [
    "/",
    "/?q=algoritmeregister",
    "/?q=algoritmregister&kind=commitment&limit=1",
    "/?q=xyzzyxyzzy&ministry=VWS",
    "/?q=%22%22",
    "/stukken/brief-1",
    "/stukken/bijlage",
    "/stukken/brief-1/c1",
    "/stukken/brief-1/m1",
    "/stukken/brief-1/d1",
    "/draden/{thread}",
    "/agenda?on=2024-01-01",
    "/agenda?te_laat=1",
    "/zoekhulp",
    "/notities",
    "/api",
    "/nergens",
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on this machine, with a user who is signed in."""
    out = fill(tmp_path_factory.mktemp("web") / "out")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(make(Place(out, "X-Remote-User")), log_level="error", proxy_headers=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


def opened(browser: Any, wide: int, **more: Any) -> Any:
    context = browser.new_context(viewport={"width": wide, "height": 800}, extra_http_headers=USER, **more)
    return context.new_page()


def barriers(page: Any) -> list[tuple[str, str]]:
    """The rules of axe-core that the page breaks, with the first element of each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": RULES}).response
    assert len(found["passes"]) > 10
    return [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]]


@pytest.fixture(scope="module")
def thread(address: str) -> str:
    import httpx

    return str(httpx.get(f"{address}/api/v1/records/brief-1/c1").json()["thread"])


@pytest.mark.parametrize(
    ("wide", "path"), [(1280, path) for path in PAGES] + [(320, PAGES[1]), (320, "/stukken/brief-1/c1")]
)
def test_page_has_no_barrier(browser: Any, address: str, thread: str, wide: int, path: str) -> None:
    """axe-core is put into the page past its own policy, which forbids every script."""
    page = opened(browser, wide, bypass_csp=True)
    page.goto(address + path.format(thread=thread))
    assert barriers(page) == []
    page.context.close()


def test_a_barrier_would_be_seen(browser: Any, address: str) -> None:
    page = opened(browser, 1280, bypass_csp=True)
    page.goto(address)
    page.evaluate("document.querySelector('label[for=q]').remove(); document.documentElement.lang = ''")
    assert {"html-has-lang", "label"} <= {rule for rule, _ in barriers(page)}
    page.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_page_fits_a_telephone_and_a_finger(browser: Any, address: str, thread: str, path: str) -> None:
    """320 pixels wide (WCAG 1.4.10); what is clicked is 24 pixels (2.5.8), but for links in a sentence."""
    page = opened(browser, 320, bypass_csp=True)
    page.goto(address + path.format(thread=thread))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, input, select, textarea, nav a, .button, .chips a, .tick')]
             .filter(each => each.type !== 'hidden' && each.type !== 'checkbox')
             .filter(each => { const box = each.getBoundingClientRect(); return box.height < 24 || box.width < 24 })
             .map(each => each.outerHTML)"""
    )
    assert small == []
    page.context.close()


def test_search_works_by_keyboard_and_without_scripts(browser: Any, address: str) -> None:
    """From the skip link to a filter and a note that is kept."""
    page = opened(browser, 1280, java_script_enabled=False)
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("algoritmeregister")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=algoritmeregister*")
    page.get_by_label("toezegging").check()
    page.get_by_role("button", name="Toon met deze filters").click()
    page.wait_for_url("**kind=commitment*")
    page.locator('a[href="/stukken/brief-1/c1"]').click()
    page.get_by_label("Notitie", exact=True).fill("Navragen")
    page.get_by_label("Afgehandeld").check()
    page.get_by_role("button", name="Bewaar").click()
    page.wait_for_url("**bewaard=1*")
    assert page.get_by_label("Notitie", exact=True).input_value() == "Navragen"
    assert page.get_by_label("Afgehandeld").is_checked()
    page.context.close()


def test_browser_keeps_to_the_policy_without_a_complaint(browser: Any, address: str) -> None:
    """No page asks for what its own policy forbids, nor for anything from elsewhere."""
    page = opened(browser, 1280)
    told: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/?q=algoritmeregister", "/stukken/brief-1/c1", "/accessible/brief-1.html"):
        page.goto(address + path)
    assert [line for line in told if "favicon" not in line and "404" not in line] == []
    assert [url for url in asked if not url.startswith(address)] == []
    page.context.close()
