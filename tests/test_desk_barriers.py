"""Every page of the real workspace without barriers: axe-core (WCAG 2.2 AA), in each state, narrow and wide."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import desk_large
import pytest
from desk_driven import browsing
from desk_serving import OFFICER, PROXY, Client, Seated, Served, seated, serving
from recording import COMMITMENT, DEADLINE, record

from corpus.store import DONE, QUARANTINE, Placed, Store
from flows.folder import Folder

PLAIN, WHOLE, HELD = "a" * 32, "b" * 32, "f" * 32
STRANGER, READER = ("niemand", "gast"), ("l.lezer", "lezer")
DIALOGS = {
    "ground": ["n", "g"], "help": ["?"], "search": ["/"], "page": ["#"], "refuse page": ["w"], "person": ["n", "a"],
    "drawing": ["b"], "comments": ["o"], "extent": ["n", "e"], "decided": ["Enter", "t"],
}  # fmt: skip


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document with a record, one that is refused, and one in quarantine."""
    made = tmp_path_factory.mktemp("barriers") / "out"
    for id in (PLAIN, WHOLE):
        desk_large.add(made, id, 3)
    folder = Folder.at(made)
    told = record(PLAIN, source="nota-aaaa.pdf", commitments=[COMMITMENT], deadlines=[DEADLINE])
    with closing(Store(folder.database)) as store:
        store.save(Placed(PLAIN, "f", "nota-aaaa", "nota-aaaa.pdf", DONE, redacted="nota-aaaa.pdf"), told)
        store.save(Placed(HELD, "f", "vast", "vast.pdf", QUARANTINE, "leak", "Op pagina 1 bleef iets leesbaar."), None)
    (folder.records / "nota-aaaa.json").write_text(json.dumps(told), "utf-8")
    return made


@pytest.fixture(scope="module")
def served(out: Path) -> Iterator[Served]:
    with serving(out, *PROXY) as started:
        client = Client(started, OFFICER)
        more = {"ground": "5.1.2i", "why": "Alles gaat over de formatie."}
        assert client.do(WHOLE, "refuse", 0, **more).status_code == 200
        assert client.send(f"/stuk/{WHOLE}/vrijgeven", versie="1").status_code == 200
        yield started


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    with browsing() as started:
        yield started


@pytest.fixture
def seat(browser: Any, served: Served) -> Iterator[Seated]:
    """Somebody with an empty history; axe-core is put in past the policy, which forbids every other script."""
    with seated(browser, served, OFFICER, bypass_csp=True) as made:
        yield made


ADDRESSES = {
    "/": "nota-aaaa.pdf",
    "/?toestand=geweigerd": "nota-bbbb.pdf",
    "/?q=nergens": "Geen stuk voldoet hieraan",
    f"/stuk/{PLAIN}/toezeggingen": "algoritmeregister",
    f"/stuk/{WHOLE}/voorbeeld": "Alles gaat over de formatie.",
    f"/stuk/{WHOLE}/verloop": "geweigerd",
    f"/stuk/{PLAIN}/verloop": "nog niets gedaan",
    f"/stuk/{HELD}": "In quarantaine",
    "/logboek": "geweigerd",
    "/regels": "Regels",
    "/nergens": "",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_has_no_barrier(seat: Seated, address: str) -> None:
    seat.page.goto(seat.base + address)
    assert ADDRESSES[address] in seat.page.locator("main").inner_text()
    assert seat.barriers() == []


def test_preview_has_no_barrier_while_it_is_made_and_when_it_failed(seat: Seated) -> None:
    """Its original is not what it was when it was read."""
    seat.page.route("**/voorbeeld.json", lambda route: route.abort())
    seat.page.goto(f"{seat.base}/stuk/{PLAIN}/voorbeeld")
    seat.page.locator("#bezig").wait_for()
    assert seat.barriers() == []
    seat.page.unroute("**/voorbeeld.json")
    seat.page.get_by_text("Dit kan niet worden vrijgegeven.").wait_for()
    assert seat.barriers() == []


def test_records_tab_has_no_barrier_where_a_form_was_refused(seat: Seated) -> None:
    seat.page.goto(f"{seat.base}/stuk/{PLAIN}/toezeggingen")
    seat.tab_to("Wijzig")
    seat.press("Enter")
    seat.page.get_by_role("button", name="Bewaar wijziging").first.click()  # nothing was changed
    seat.page.get_by_role("alert").first.wait_for()
    assert seat.barriers() == []


@pytest.mark.parametrize("dialog", DIALOGS)
def test_document_has_no_barrier_with_what_opens_on_it(seat: Seated, dialog: str) -> None:
    seat.open(PLAIN)
    seat.press(*DIALOGS[dialog])
    seat.page.wait_for_timeout(500)
    assert seat.barriers() == []


def test_document_that_is_closed_or_only_read_has_no_barrier(browser: Any, served: Served, seat: Seated) -> None:
    seat.open(WHOLE)
    assert seat.barriers() == []
    with seated(browser, served, READER, bypass_csp=True) as reader:
        reader.open(PLAIN)
        assert reader.barriers() == []


def test_stranger_gets_a_page_without_barrier(browser: Any, served: Served) -> None:
    with seated(browser, served, STRANGER, bypass_csp=True) as stranger:
        assert "niet voor iedereen" in stranger.page.locator("main").inner_text()
        assert stranger.barriers() == []


def test_empty_workspace_has_no_barrier(browser: Any, tmp_path: Path) -> None:
    Folder.at(tmp_path).confidential.mkdir()
    with serving(tmp_path) as empty, seated(browser, empty, bypass_csp=True) as alone:
        assert "Hier is nog niets" in alone.page.locator("main").inner_text()
        assert alone.barriers() == []
