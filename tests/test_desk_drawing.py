"""Boxes drawn by hand, with the mouse and with the keyboard: what the server is told, to a point."""

from __future__ import annotations

from typing import Any

import desk_made
import pytest
from desk_driven import View

NAME = "Samira el Amrani"


def box(sent: dict[str, Any]) -> list[float]:
    assert sent["do"] == "box"
    return [float(value) for value in sent["box"]]


@pytest.mark.parametrize("larger", [0, 2], ids=["100 %", "150 %"])
def test_a_box_by_mouse_comes_within_a_point_and_takes_the_words_it_touches(view: View, larger: int) -> None:
    """The words that it touches are named before the ground is chosen."""
    view.press(*["+"] * larger)
    drawn = (80.0, 208.0, 200.0, 213.0)
    view.page.locator("#sheets").evaluate("root => root.scrollTo(0, 150)")
    view.drag(1, drawn)
    view.page.locator("#ground-dialog").wait_for()
    assert view.page.locator("#ground-title").inner_text() == "“Het overleg met gemeenten” lakken op grond"
    view.press("Enter")
    (sent,) = view.sent()
    assert box(sent) == pytest.approx(list(drawn), abs=1)
    assert (sent["page"], sent["snap"], sent["ground"]) == (1, True, "5.1.2e")
    assert view.page.locator("#zoom").inner_text() == ("150 %" if larger else "100 %")
    assert view.page.locator(".mark.chosen circle.hand").count() == 1


def test_a_box_with_alt_is_free(view: View) -> None:
    view.page.keyboard.down("Alt")
    view.drag(1, (90, 208, 200, 213))
    view.page.keyboard.up("Alt")
    view.press("Enter")
    (sent,) = view.sent()
    assert sent["snap"] is False


def test_a_box_on_a_page_without_words_is_free(view: View) -> None:
    view.go(5)
    view.drag(5, (100, 60, 300, 140))
    view.press("Enter")
    (sent,) = view.sent()
    assert box(sent) == pytest.approx([100, 60, 300, 140], abs=1)
    assert (sent["snap"], sent["page"]) == (False, 5)


def test_a_box_on_a_page_that_lies_on_its_side_comes_within_a_point(view: View) -> None:
    view.go(4)
    where, _, _ = desk_made.spot(4, NAME)
    view.drag(4, (where[0] + 1, where[1] + 1, where[2] - 1, where[3] - 1))
    view.page.locator("#ground-dialog").wait_for()
    assert f"“{NAME}”" in view.page.locator("#ground-title").inner_text()
    view.press("Enter")
    (sent,) = view.sent()
    assert box(sent) == pytest.approx([where[0] + 1, where[1] + 1, where[2] - 1, where[3] - 1], abs=1)


def test_a_box_goes_no_further_than_the_page(view: View) -> None:
    view.drag(1, (500, 160, 602, 170))
    view.press("Enter")
    (sent,) = view.sent()
    assert box(sent) == pytest.approx([500, 160, 595, 170], abs=1)


def test_a_box_by_keyboard_is_moved_sized_and_drawn(view: View) -> None:
    """Arrows go by ten points, with Alt by one; Shift sizes."""
    view.press("b")
    begun = frame(view)
    view.press("ArrowRight", "Alt+ArrowRight", "ArrowUp", "Shift+ArrowRight", "Alt+Shift+ArrowDown", "s", "Enter")
    view.press("Enter")
    (sent,) = view.sent()
    x0, top, x1, bottom = begun
    assert box(sent) == pytest.approx([x0 + 11, top - 10, x1 + 21, bottom - 9], abs=0.2)
    assert sent["snap"] is False


def frame(view: View) -> list[float]:
    """The box that is being drawn, in points."""
    rect = view.page.locator(".sketch .frame")
    x, y, wide, high = (float(rect.get_attribute(name)) for name in ("x", "y", "width", "height"))
    return [x, y, x + wide, y + high]


def test_a_box_by_keyboard_says_which_words_it_takes(view: View) -> None:
    view.press("b")
    where, _, _ = desk_made.spot(1, "overleg")
    begun = frame(view)
    left, up = round((begun[0] - where[0]) / 10), round((begun[1] - where[1]) / 10)
    view.press(*["ArrowLeft"] * left, *["ArrowUp" if up > 0 else "ArrowDown"] * abs(up))
    view.page.locator("#told").filter(has_text="overleg").wait_for()
    view.press("Escape")
    assert (view.page.locator(".sketch rect").count(), view.desk.actions) == (0, [])


def test_escape_after_drawing_sends_nothing(view: View) -> None:
    view.drag(1, (90, 208, 200, 213))
    view.press("Escape", "j")
    view.page.wait_for_timeout(200)
    assert (view.desk.actions, view.page.locator(".sketch rect").count()) == ([], 0)


def test_an_enter_before_the_words_are_there_decides_nothing(view: View) -> None:
    """It was meant for the box, and the list must not take it."""
    view.desk.slow = 0.5
    view.drag(1, (90, 208, 200, 213))
    view.press("Enter", "l")
    view.page.locator("#ground-dialog").wait_for()
    assert view.desk.actions == []


def test_a_click_selects_the_finding_under_it(view: View) -> None:
    where, _, _ = desk_made.spot(1, NAME)
    view.page.mouse.click(*view.spot(1, where[0] + 5, where[1] + 5))
    assert view.selected() == NAME
