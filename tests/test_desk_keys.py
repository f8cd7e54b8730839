"""How many keys a nota takes: ten findings to look at, from opening to release, in at most fifteen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desk_driven import browsing
from desk_folder import NAMES, TEN
from desk_serving import Client, serving

MOST = 15


def test_ten_findings_take_at_most_fifteen_keys(desk_dir: Path) -> None:
    """Counted in the page itself; one reader, who has the key of the address."""
    pressed: list[str] = []
    with serving(desk_dir) as served, browsing() as browser:
        client = Client(served)
        id = client.documents()[TEN]
        assert client.stand(id)["counts"]["doubt"] == len(NAMES)
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.expose_function("pressed", lambda key: pressed.append(key))
        page.add_init_script("document.addEventListener('keydown', event => pressed(event.key), true)")
        page.goto(served.address)
        page.goto(f"{served.base}/stuk/{id}")
        page.locator("[role=option][aria-selected=true]").wait_for()
        _worked(page)
        assert client.stand(id)["state"] == "vrijgegeven"
        context.close()
    assert len(pressed) <= MOST, pressed
    assert (desk_dir / "released" / TEN).is_file()


def _worked(page: Any) -> None:
    for left in range(len(NAMES) - 1, -1, -1):
        page.keyboard.press("Enter")
        page.wait_for_function("left => document.getElementById('open-count').textContent === left", arg=str(left))
    page.locator("#storing[data-state=saved]").wait_for()
    page.keyboard.press("v")
    page.get_by_role("button", name="Geef vrij").wait_for(timeout=120_000)
    page.wait_for_load_state("domcontentloaded")
    page.keyboard.press("y")
    page.locator(".state-vrijgegeven").wait_for()
