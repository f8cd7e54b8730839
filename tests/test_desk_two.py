"""Two readers of one document: who was first is seen by the other, who does theirs after all; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import desk_large
import pytest
from desk_serving import PROXY, Client, Served, seated, serving

from corpus.events import Events

ADA, BEN = ("ada.jansma", "behandelaar"), ("ben.terpstra", "behandelaar")
IDS = [sign * 32 for sign in "123"]  # one for each test


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("two") / "out"
    for number, id in enumerate(IDS, 1):
        desk_large.add(made, id, number)
    return made


@pytest.fixture(scope="module")
def served(out: Path) -> Iterator[Served]:
    with serving(out, *PROXY) as started:
        yield started


def decided(served: Served, id: str) -> dict[str, tuple[str, str]]:
    """What was decided by hand about each finding, and by whom."""
    found = Client(served, ADA).stand(id)["findings"]
    return {each["text"]: (each["verdict"], each["by"]) for each in found if each["by"]}


def test_both_are_shown_and_what_came_second_is_done_after_all(browser: Any, served: Served, out: Path) -> None:
    """Also what was pressed while the question stood open waits its turn."""
    ben = Client(served, BEN)
    with seated(browser, served, ADA) as ada:
        ada.open(IDS[0])
        mine = ada.selected()
        theirs = next(each for each in ben.stand(IDS[0])["findings"] if each["text"] != mine)
        assert ben.do(IDS[0], "show", 0, finding=theirs["id"]).status_code == 200
        ada.press("t")
        ada.page.locator("#both-dialog").wait_for()
        assert theirs["text"] in ada.page.locator("#both-theirs").inner_text()
        assert BEN[0] in ada.page.locator("#both-theirs").inner_text()
        assert mine in ada.page.locator("#both-yours").inner_text()
        assert decided(served, IDS[0]) == {theirs["text"]: ("keep", BEN[0])}
        ada.tab_to("Doe alsnog", "dialog")
        ada.press("Enter")
        ada.stored(f"Leesbaar: {mine}")
    assert decided(served, IDS[0]) == {theirs["text"]: ("keep", BEN[0]), mine: ("keep", ADA[0])}
    events = Events(out / "confidential" / "events.db")
    assert ([event.who for event in events.of(IDS[0])], events.broken()) == ([BEN[0], ADA[0]], None)


def test_what_came_second_can_be_let_go_and_the_view_is_of_now(browser: Any, served: Served) -> None:
    """The same finding: the last word is of who was first."""
    ben = Client(served, BEN)
    with seated(browser, served, ADA) as ada:
        ada.open(IDS[1])
        mine = ada.selected()
        found = next(each for each in ben.stand(IDS[1])["findings"] if each["text"] == mine)
        assert ben.do(IDS[1], "ground", 0, finding=found["id"], ground="5.1.2i").status_code == 200
        ada.press("t")
        ada.page.locator("#both-dialog").wait_for()
        ada.press("Escape")
        row = ada.page.locator(f"[data-id='{found['id']}'][role=option]")
        row.get_by_text(f"door {BEN[0]}").wait_for()
    assert decided(served, IDS[1]) == {mine: ("redact", BEN[0])}


def test_what_another_does_comes_into_view_by_itself(browser: Any, served: Served) -> None:
    ben = Client(served, BEN)
    with seated(browser, served, ADA) as ada:
        ada.open(IDS[2])
        assert ben.do(IDS[2], "comment", 0, page=1, text="Let op de bijlage.").status_code == 200
        ada.page.locator("#comment-count", has_text="1").wait_for(timeout=15_000)
        ada.press("t")
        ada.stored("Leesbaar")
    assert len(decided(served, IDS[2])) == 1
