"""The document view beyond the finding: what is taken away, handed on, given back, and where else keys lead."""

from __future__ import annotations

from typing import Any

import pytest
from desk_driven import View, viewing
from desk_fake import DOCUMENT, Desk


def test_a_box_by_hand_is_taken_away_again(view: View) -> None:
    """Its neighbour is selected, and the focus goes along."""
    view.drag(1, (90, 208, 200, 213))
    view.page.locator("#ground-dialog").wait_for()
    view.press("Enter")
    view.sent(1)
    made = view.page.locator(".mark.chosen").get_attribute("data-id")
    view.press("Delete")
    sent = view.sent(2)[-1]
    assert (sent["do"], sent["finding"]) == ("delete", made)
    assert view.page.locator(f"[data-id='{made}']").count() == 0
    assert view.page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"


def test_handing_on_says_which_doubts_were_not_looked_at(view: View) -> None:
    view.page.get_by_role("button", name="Klaar: tweede lezer").click()
    assert "11 twijfels zijn nog niet bekeken" in view.page.locator("#sure-detail").inner_text()
    view.page.get_by_role("button", name="Ja, doe dit").click()
    assert view.sent()[-1]["do"] == "ready"
    assert view.page.locator("#state").inner_text() == "tweede lezer"


def test_giving_back_needs_a_reason(browser: Any) -> None:
    desk = Desk()
    desk.state = "tweede lezer"
    with viewing(browser, desk) as view:
        view.page.get_by_role("button", name="Teruggeven").click()
        view.page.get_by_role("button", name="Ja, doe dit").click()
        assert (view.page.locator("#sure-dialog").is_visible(), desk.actions) == (True, [])
        view.page.get_by_label("Waarom").fill("Kijk nog eens naar bladzijde 3.")
        view.page.get_by_role("button", name="Ja, doe dit").click()
        assert view.sent()[-1]["why"] == "Kijk nog eens naar bladzijde 3."
        assert not view.page.get_by_role("button", name="Teruggeven").is_visible()


@pytest.mark.parametrize(("key", "place"), [("v", "voorbeeld"), ("c", "toezeggingen")])
def test_keys_lead_to_the_other_pages_of_the_document(view: View, key: str, place: str) -> None:
    view.press(key)
    view.page.wait_for_url(f"**/stuk/{DOCUMENT}/{place}")


def test_nobody_leaves_while_something_is_not_stored(view: View) -> None:
    view.page.route("**/handeling", lambda route: route.abort())
    view.press("l")
    view.page.locator("#unsaved button").first.wait_for()
    view.press("v")
    assert "Nog niet alles is bewaard" in view.told()
    assert view.page.url.partition("#")[0].endswith(DOCUMENT)
    view.page.unroute("**/handeling")
    view.page.get_by_role("button", name="Probeer opnieuw").click()
    view.sent()


def test_twins_of_a_document_are_linked(view: View) -> None:
    link = view.page.get_by_role("link", name="Nota algoritmeregister (kopie).pdf")
    assert link.get_attribute("href") == "/stuk/" + "f" * 32


def test_a_wider_window_leaves_the_same_place_in_view(view: View) -> None:
    view.go(3)
    view.page.set_viewport_size({"width": 1000, "height": 700})
    view.page.wait_for_timeout(300)
    view.page.set_viewport_size({"width": 1700, "height": 900})
    view.page.wait_for_timeout(300)
    top = view.page.locator(".leaf[data-page='3']").bounding_box()["y"]
    assert abs(top - view.page.locator("#sheets").bounding_box()["y"]) < 3
