"""The document view by keyboard and mouse in a real browser: what each key does, and what the server is told."""

from __future__ import annotations

from typing import Any

import desk_made
import pytest
from desk_driven import View, viewing
from desk_fake import Desk


def act(view: View, count: int = 1) -> dict[str, Any]:
    """The last action that was sent, without the version and its mark."""
    return {name: value for name, value in view.sent(count)[-1].items() if name not in ("version", "once")}


def jansen(view: View) -> str:
    """Selects the doubtful M. Jansen of page 1, and says its id."""
    view.press("n")
    assert view.selected() == "M. Jansen"
    return finding(view, "M. Jansen")["id"]


def finding(view: View, text: str, page: int = 1) -> dict[str, Any]:
    return next(each for each in view.desk.findings if (each["text"], each["page"]) == (text, page))


@pytest.mark.parametrize(("key", "does"), [("Enter", "accept"), ("l", "hide"), ("t", "show")])
def test_a_decision_is_sent_and_the_next_doubt_is_selected_in_view(view: View, key: str, does: str) -> None:
    """The list, the page and the focus go on together, and the message says both."""
    here = jansen(view)
    view.press(key)
    assert act(view) == {"do": does, "finding": here}
    assert view.selected() == "Pieter de Vries"
    assert "Volgende: Pieter de Vries" in view.told()
    assert view.page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"
    assert view.page.locator(".mark.chosen").bounding_box()["y"] > 0


def test_what_was_decided_moves_from_the_doubts_to_its_page(view: View) -> None:
    here = jansen(view)
    view.press("t")
    view.sent()
    row = view.page.locator(f"[data-id='{here}'][role=option]")
    assert row.evaluate("row => row.closest('[role=listbox]').id") == "rest"
    assert "blijft staan · door a.jansma" in row.inner_text()
    assert view.page.locator("#progress").inner_text() == "Nog 10 twijfels, 1 beslist"


def test_ten_decisions_in_a_breath_are_all_sent_in_order_and_none_twice(view: View) -> None:
    """Nobody waits for the server between two keys; the versions follow each other."""
    doubts = [each["id"] for each in view.desk.findings if each["doubt"]]
    view.press(*["Enter"] * 10)
    sent = view.sent(10)
    assert [each["finding"] for each in sent] == doubts[:10]
    assert [each["version"] for each in sent] == list(range(1, 11))
    assert view.selected() == view.page.locator("#open [role=option] .text").inner_text()


def test_keys_walk_through_doubts_and_findings(view: View) -> None:
    """n and p along doubts, j and k along the list, from the doubts on into the rest."""
    view.press("n", "n", "p")
    assert view.selected() == "M. Jansen"
    view.press("k", "k")
    assert view.selected() == "Beeld op bladzijde 1"
    view.press(*["ArrowDown"] * 11)
    assert view.selected() == "Koninkrijksrelaties"
    assert view.desk.actions == []


def test_ground_is_chosen_by_typing_it(view: View) -> None:
    here = jansen(view)
    view.press("g")
    view.page.keyboard.type("5.1.1c")
    view.press("Enter")
    assert act(view) == {"do": "ground", "finding": here, "ground": "5.1.1c"}
    assert "5.1.1c – Bedrijfs" in view.page.locator("#detail-ground").inner_text()
    assert view.selected() == "M. Jansen"


def test_ground_is_not_changed_after_escape(view: View) -> None:
    jansen(view)
    view.press("g", "ArrowUp", "Escape", "j", "k")
    assert view.desk.actions == []
    assert view.page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"


def test_extent_grows_by_a_word_at_its_end_and_at_its_start(view: View) -> None:
    """ "M. Jansen" becomes "door M. Jansen van", and its offsets those of the words."""
    jansen(view)
    _, start, end = desk_made.spot(1, "door M. Jansen van")
    view.press("e")
    view.page.locator("#mode:not(:empty)").wait_for()
    view.press("ArrowRight", "Shift+ArrowLeft", "Enter")
    assert act(view) == {"do": "extent", "finding": finding_before(1), "start": start, "end": end}
    assert view.page.locator(f"[role=option][aria-selected=true][data-id='f{start}-{end}']").count() == 1


def finding_before(page: int) -> str:
    _, start, end = desk_made.spot(page, "M. Jansen")
    return f"f{start}-{end}"


def test_undo_and_redo_select_what_they_changed(view: View) -> None:
    jansen(view)
    view.press("l")
    view.sent(1)
    view.press("u")
    view.sent(2)
    assert (view.selected(), "Ongedaan" in view.told()) == ("M. Jansen", True)
    view.press("Control+y")
    assert act(view, 3) == {"do": "redo"}
    view.press("Control+z", "r")
    assert [each["do"] for each in view.sent(5)][2:] == ["redo", "undo", "redo"]


def test_search_hides_a_text_everywhere_in_the_document(view: View) -> None:
    view.press("/")
    view.page.keyboard.type("Pieter de Vries")
    view.press("Enter")
    view.page.locator("#search-hits li").first.wait_for()
    assert "5 keer gevonden" in view.page.locator("#search-told").inner_text()
    view.page.locator("#search-all").click()
    assert act(view) == {"do": "text", "text": "Pieter de Vries", "what": "hide", "ground": "5.1.2e"}


def test_a_hit_of_search_leads_to_its_finding(view: View) -> None:
    view.press("/")
    view.page.keyboard.type("Samira el Amrani")
    view.press("Enter")
    view.page.locator("#search-hits button").nth(2).click()
    assert (view.selected(), view.page.locator("#page").inner_text()) == ("Samira el Amrani", "3")


def test_person_is_asked_once_with_the_number_of_documents(view: View) -> None:
    jansen(view)
    view.press("a")
    detail = view.page.locator("#person-detail")
    detail.filter(has_text="3 andere stukken").wait_for()
    assert view.desk.actions == []
    view.page.get_by_role("button", name="Doe dit overal").first.click()
    assert act(view) == {"do": "person", "text": "M. Jansen", "what": "hide", "ground": "5.1.2e"}
    assert view.told() == "Overal."


def test_page_and_document_are_refused_with_ground_and_reason(view: View) -> None:
    view.press("w")
    view.page.get_by_role("button", name="Ja, doe dit").click()
    assert act(view) == {"do": "page", "page": 1, "ground": "5.1.2e"}
    view.page.get_by_role("button", name="Weiger stuk").click()
    view.page.get_by_role("button", name="Ja, doe dit").click()
    view.page.get_by_label("Waarom").fill("Staat al in een ander besluit.")
    view.page.get_by_role("button", name="Ja, doe dit").click()
    assert act(view, 2) == {"do": "refuse", "ground": "5.1.2e", "why": "Staat al in een ander besluit."}


def test_keys_turn_pages(view: View) -> None:
    number = view.page.locator("#page")
    for keys, page in ((["PageDown"], "2"), (["End"], "6"), (["PageUp"], "5"), (["Home"], "1")):
        view.press(*keys)
        assert number.inner_text() == page
    view.go(4)


def test_page_without_findings_is_offered_once_the_doubts_are_done(view: View) -> None:
    """n leads to it, z says that it was seen."""
    view.press(*["Enter"] * 11)
    view.sent(11)
    assert view.page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"
    view.press("n")
    assert "Bladzijde 5 is nog niet bekeken" in view.told()
    view.press("z")
    assert act(view, 12) == {"do": "seen", "page": 5}
    assert "Bekeken" in view.page.locator(".leaf[data-page='5'] .head").inner_text()


def test_keys_do_nothing_in_a_field(view: View) -> None:
    view.press("o")
    view.page.keyboard.type("let op, hoort bij nota lt")
    assert view.page.get_by_label("Nieuwe opmerking").input_value() == "let op, hoort bij nota lt"
    view.press("Control+Enter")
    assert act(view) == {"do": "comment", "text": "let op, hoort bij nota lt", "page": 1}
    assert view.page.locator("#comment-list .said").inner_text() == "let op, hoort bij nota lt"
    assert view.page.get_by_label("Nieuwe opmerking").input_value() == ""


def test_letters_can_be_turned_off(view: View) -> None:
    """WCAG 2.1.4: who speaks to the computer must not redact by it."""
    view.press("?")
    view.page.get_by_label("Toetsen van één letter").uncheck()
    view.press("Escape", "l", "t")
    view.press("Enter")
    assert [each["do"] for each in view.sent(1)] == ["accept"]


def test_a_key_that_is_held_down_decides_once(view: View) -> None:
    view.page.keyboard.down("l")
    view.page.keyboard.down("l")
    view.page.keyboard.down("l")
    view.page.keyboard.up("l")
    assert len(view.sent(1)) == 1


def test_buttons_do_what_keys_do_and_keep_the_focus(view: View) -> None:
    view.page.locator("#detail [data-command=hide]").click()
    view.page.keyboard.press("Enter")
    assert [each["do"] for each in view.sent(2)] == ["hide", "hide"]
    assert view.page.evaluate("document.activeElement.dataset.command") == "hide"


def test_text_of_a_document_is_never_html(browser: Any) -> None:
    desk = Desk(name="<img src=x onerror=alert(1)>.pdf")
    for each in desk.findings:
        each |= {"text": "<b onclick=alert(1)>vet</b>", "reason": "<script>alert(1)</script>"}
    with viewing(browser, desk) as view:
        assert view.selected() == "<b onclick=alert(1)>vet</b>"
        assert view.page.locator("main b, main script, main img[src=x]").count() == 0


def test_nothing_is_decided_that_is_out_of_sight(view: View) -> None:
    """Who turned pages sees the selected finding first, and decides with the second press."""
    view.press("End", "l")
    assert "stond niet in beeld" in view.told()
    assert view.page.locator("#page").inner_text() == "1"
    view.press("l")
    assert [each["do"] for each in view.sent()] == ["hide"]
