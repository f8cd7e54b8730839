"""The document view when things go wrong: somebody was first, the server is away or says no, a page is loaded anew."""

from __future__ import annotations

from typing import Any

import pytest
from desk_driven import View, viewing
from desk_fake import Desk


def conflict(view: View) -> Any:
    """Somebody was first with the second doubt; the dialog that says so."""
    view.desk.someone_first = True
    view.press("n", "l")
    dialog = view.page.locator("#both-dialog")
    dialog.wait_for()
    return dialog


def test_who_was_first_is_shown_beside_what_was_wanted(view: View) -> None:
    shown = conflict(view).inner_text()
    assert "b.smit op 2 maart om" in shown
    assert "Gelakt: Koninkrijksrelaties" in shown
    assert "Lakken: M. Jansen" in shown
    assert view.desk.actions == []


def test_an_enter_that_was_on_its_way_does_not_answer_the_question(view: View) -> None:
    """The focus of the dialog is on its title, not on a button."""
    dialog = conflict(view)
    view.press("Enter", "l")
    assert (dialog.is_visible(), view.desk.actions) == (True, [])


def test_what_was_wanted_is_done_after_all_with_the_new_version(view: View) -> None:
    """And so is what was asked meanwhile, in order."""
    conflict(view).get_by_role("button", name="Doe alsnog").click()
    (sent,) = view.sent()
    assert (sent["version"], sent["do"]) == (2, "hide")


def test_what_was_wanted_lapses_and_the_view_is_up_to_date(view: View) -> None:
    view.desk.findings[0]["ground"] = "5.1.1d"
    conflict(view).get_by_role("button", name="Laat vervallen").click()
    view.press("k", "k")
    assert "5.1.1d" in view.page.locator("#detail-ground").inner_text()
    view.press("Enter")
    assert [each["do"] for each in view.sent()] == ["accept"]


def test_nothing_is_offered_for_a_finding_that_is_gone(view: View) -> None:
    view.desk.findings = [each for each in view.desk.findings if each["text"] != "M. Jansen"]
    dialog = conflict(view)
    assert "is er niet meer" in dialog.inner_text()
    assert not dialog.get_by_role("button", name="Doe alsnog").is_visible()
    view.press("Escape", "j")
    assert view.page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"


def test_without_a_server_nothing_is_called_saved_and_trying_again_works(view: View) -> None:
    """What waits is kept in order, and goes out when the server is back."""
    view.page.route("**/handeling", lambda route: route.abort())
    view.press("n", "l", "t")
    banner = view.page.locator("#unsaved")
    banner.filter(has_text="Niet bewaard: Lakken: M. Jansen.").wait_for()
    assert view.page.locator("#storing").inner_text() == "Geen verbinding"
    assert view.page.locator("#progress").inner_text() == "Nog 11 twijfels"
    assert "wordt bewaard" in view.page.locator("#open [role=option] .facts").nth(1).inner_text()
    banner.get_by_role("button", name="Probeer opnieuw").click()
    banner.filter(has_text="Er wacht nog 1.").wait_for()
    view.page.unroute("**/handeling")
    banner.get_by_role("button", name="Probeer opnieuw").click()
    assert [each["do"] for each in view.sent(2)] == ["hide", "show"]
    assert banner.inner_text() == ""
    assert view.page.evaluate("document.activeElement.getAttribute('role')") == "option"


def test_an_action_that_cannot_go_out_may_lapse(view: View) -> None:
    view.page.route("**/handeling", lambda route: route.abort())
    view.press("l")
    view.page.get_by_role("button", name="Laat vervallen").click()
    view.page.unroute("**/handeling")
    view.press("t")
    assert [each["do"] for each in view.sent()] == ["show"]


@pytest.mark.parametrize("status", [400, 422])
def test_a_refusal_is_shown_in_place_and_the_finding_stays_undecided(view: View, status: int) -> None:
    view.desk.refusal = status
    view.press("n", "l")
    view.page.locator("#problems").filter(
        has_text="Niet gedaan: Lakken: M. Jansen. Deze grond past hier niet."
    ).wait_for()
    assert view.page.locator("#open-count").inner_text() == "11"
    view.press("p", "l")
    view.sent()
    assert view.page.locator("#problems").inner_text() == ""


def test_a_fault_of_the_server_keeps_the_action(view: View) -> None:
    view.desk.refusal = 503
    view.press("l")
    view.page.get_by_role("button", name="Probeer opnieuw").click()
    assert [each["do"] for each in view.sent()] == ["hide"]


def test_an_answer_that_is_no_json_counts_as_not_saved(view: View) -> None:
    """Such as the page of a sign-in that ran out."""
    view.page.route("**/handeling", lambda route: route.fulfill(status=200, content_type="text/html", body="<p>"))
    view.press("l")
    view.page.locator("#unsaved").filter(has_text="niet meer aangemeld").wait_for()
    assert view.desk.actions == []
    view.page.unroute("**/handeling")
    view.page.get_by_role("button", name="Probeer opnieuw").click()
    view.sent()


def test_a_reload_comes_back_to_the_finding_and_the_page(view: View) -> None:
    view.press(*["n"] * 5)
    here = view.selected(), view.page.locator("#page").inner_text()
    view.page.wait_for_url("**#*v=f*")
    view.page.wait_for_timeout(300)
    view.page.reload()
    view.page.locator("[role=option][aria-selected=true]").wait_for()
    assert (view.selected(), view.page.locator("#page").inner_text()) == here
    assert here[1] == "3"
    assert view.page.locator(".mark.chosen").is_visible()


def test_a_half_typed_comment_outlives_a_reload(view: View) -> None:
    view.press("o")
    view.page.keyboard.type("Navragen bij")
    view.page.reload()
    view.page.locator("#comments[open]").wait_for()  # the panel that has something in it is open from the start
    assert view.page.get_by_label("Nieuwe opmerking").input_value() == "Navragen bij"


def test_what_another_reader_changed_comes_in_without_moving_the_reader(view: View) -> None:
    view.press("n", "n")
    view.desk.findings[1] |= {"verdict": "keep", "ground": "", "by": "b.smit"}
    view.desk.version += 1
    view.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    view.page.locator("#told").filter(has_text="een ander heeft dit stuk gewijzigd").wait_for()
    first = view.desk.findings[1]["id"]
    assert "door b.smit" in view.page.locator(f"[role=option][data-id='{first}']").inner_text()
    assert view.selected() == "Pieter de Vries"
    assert view.page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"


def test_a_page_that_cannot_be_drawn_says_so_and_can_be_tried_again(browser: Any) -> None:
    with viewing(browser, Desk()) as view:
        view.page.route("**/bladzijde/6.png*", lambda route: route.abort())
        view.press("End")
        view.page.get_by_text("Bladzijde 6 kan nu niet worden getoond.").wait_for()
        view.page.unroute("**/bladzijde/6.png*")
        view.page.locator(".leaf[data-page='6']").get_by_role("button", name="Probeer opnieuw").click()
        view.page.locator(".leaf[data-page='6'] img").wait_for()
        drawn = view.page.locator(".leaf[data-page='6'] img")
        assert drawn.evaluate("async img => { await img.decode(); return img.naturalWidth; }") > 0
        assert view.page.get_by_text("Bladzijde 6 kan nu niet worden getoond.").count() == 0


def test_a_document_that_is_closed_can_be_read_and_not_changed(browser: Any) -> None:
    desk = Desk()
    desk.may = dict.fromkeys(("decide", "comment", "ready", "release"), False)
    desk.state = "vrijgegeven"
    with viewing(browser, desk) as view:
        view.press("l", "Enter", "b", "w", "n")
        assert "U kunt dit stuk nu alleen bekijken" in view.page.locator(".side").inner_text()
        view.press("l")
        assert "het stuk is vrijgegeven" in view.told()
        view.drag(1, (90, 208, 200, 213))
        assert (view.desk.actions, view.page.locator("dialog[open]").count()) == ([], 0)


def test_an_answer_that_makes_no_sense_is_no_success(browser: Any) -> None:
    with viewing(browser, Desk(), faults=True) as view:
        view.page.route("**/handeling", lambda route: route.fulfill(json={}))
        view.press("l")
        view.page.locator("#problems").filter(has_text="Er ging iets mis in deze pagina.").wait_for()
        assert view.page.locator("#storing").inner_text() != "Alles is bewaard"


def test_what_was_lost_and_why_it_is_held_stand_above_the_document(browser: Any) -> None:
    desk = Desk()
    desk.held, desk.lost = "Vastgehouden: letters onder een vlak.", "Wat met de hand gelakt was, staat er niet meer."
    with viewing(browser, desk) as view:
        assert view.page.get_by_text(desk.held).is_visible()
        assert view.page.get_by_text(desk.lost).is_visible()
