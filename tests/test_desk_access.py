"""The document view without barriers: axe-core on the page and on each dialog, small and large windows, no scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from desk_driven import browsing, serving, viewing
from desk_fake import Desk

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    with browsing() as started:
        yield started


def barriers(page: Any) -> list[tuple[str, str]]:
    """The rules of axe-core that the page breaks, with the first element of each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": RULES}).response
    assert len(found["passes"]) > 10
    return [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]]


PLACES = {
    "page": [],
    "ground": ["n", "g"],
    "help": ["?"],
    "search": ["/"],
    "page number": ["#"],
    "person": ["n", "a"],
    "refuse": ["w"],
    "drawing": ["b"],
    "comments": ["o"],
    "decided": ["n", "l", "t"],
}


@pytest.mark.parametrize(("wide", "place"), [(1280, place) for place in PLACES] + [(1920, "page"), (640, "page")])
def test_no_barrier(browser: Any, wide: int, place: str) -> None:
    """640 pixels is a window of 1280 at 200 %. axe-core is put in past the policy, which forbids every other script."""
    with viewing(browser, Desk(), wide, 800, bypass_csp=True) as view:
        view.press(*PLACES[place])
        if place == "person":
            view.page.locator("#person-dialog").wait_for()
        if place == "search":
            view.page.keyboard.type("Pieter")
            view.press("Enter")
            view.page.locator("#search-hits li").first.wait_for()
        if place == "comments":
            view.page.keyboard.type("Klopt dit?")
            view.press("Control+Enter")
            view.page.locator("#comment-list li").wait_for()
        assert barriers(view.page) == []


def test_no_barrier_where_somebody_was_first_or_the_server_is_away(browser: Any) -> None:
    with viewing(browser, Desk(), bypass_csp=True) as view:
        view.desk.someone_first = True
        view.press("l")
        view.page.locator("#both-dialog").wait_for()
        assert barriers(view.page) == []
        view.press("Escape")
        view.page.route("**/handeling", lambda route: route.abort())
        view.press("l")
        view.page.get_by_role("button", name="Probeer opnieuw").wait_for()
        assert barriers(view.page) == []


def test_a_barrier_would_be_seen(browser: Any) -> None:
    with viewing(browser, Desk(), bypass_csp=True) as view:
        view.page.evaluate("document.querySelector('label[for=comment-text]').remove(); comments.open = true")
        assert "label" in {rule for rule, _ in barriers(view.page)}


@pytest.mark.parametrize(("wide", "high"), [(1920, 1080), (1280, 800), (960, 540), (640, 400)])
def test_the_window_does_not_scroll_sideways_and_targets_fit_a_finger(browser: Any, wide: int, high: int) -> None:
    """WCAG 1.4.10 and 2.5.8; the pages scroll by themselves."""
    with viewing(browser, Desk(), wide, high) as view:
        assert view.page.evaluate("document.documentElement.scrollWidth") <= wide
        small = view.page.evaluate(
            """() => [...document.querySelectorAll('button, input, select, textarea, nav a, summary, [role=option]')]
                 .map(each => [each, each.getBoundingClientRect()])
                 .filter(([each, box]) => box.width && each.type !== 'checkbox' && (box.height < 24 || box.width < 24))
                 .map(([each]) => each.outerHTML)"""
        )
        assert small == []


def test_row_and_page_are_both_in_sight_at_640_by_400(browser: Any) -> None:
    """A window of 1280 by 800 at 200 %: one column, in which focus and finding come into view."""
    with viewing(browser, Desk(), 640, 400) as view:
        for key in ("n", "n", "n"):
            view.press(key)
            row, mark = (
                view.page.locator(css).first.bounding_box()
                for css in ("[role=option][aria-selected=true]", ".mark.chosen .box")
            )
            assert row["y"] >= 0
            assert row["y"] + row["height"] <= 401
            assert 0 <= mark["y"] < row["y"]
        view.page.locator("#detail [data-command=hide]").click()
        view.sent()


def test_tab_reaches_list_buttons_comments_and_pages(browser: Any) -> None:
    """One stop for the whole list, whatever is in it."""
    with viewing(browser, Desk()) as view:
        stops = []
        for _ in range(30):
            view.press("Tab")
            stops.append(view.page.evaluate("document.activeElement.id || document.activeElement.dataset.command"))
        assert {"accept", "person", "undo", "help", "sheets"} <= set(stops)
        assert view.page.locator("[role=option][tabindex='0']").count() == 1


def test_the_picture_of_a_page_is_named_and_its_marks_are_left_to_the_list(browser: Any) -> None:
    with viewing(browser, Desk()) as view:
        assert view.page.get_by_alt_text("Bladzijde 1", exact=True).is_visible()
        assert view.page.locator(".sheet svg:not([aria-hidden=true])").count() == 0


def test_sorts_of_marks_differ_without_colour(browser: Any) -> None:
    """Hidden is a whole line, kept a dashed one; doubt has a question mark, by hand a dot, selected is thick."""
    with viewing(browser, Desk()) as view:
        view.press("n", "l")
        view.sent()

        def line(css: str) -> tuple[str, str]:
            box = view.page.locator(css).first
            return tuple(
                box.evaluate("box => [getComputedStyle(box).strokeDasharray, getComputedStyle(box).strokeWidth]")
            )

        first = ".leaf[data-page='1'] "
        assert line(first + ".redact:not(.doubt):not(.chosen) .box")[0] == "none"
        assert line(first + ".keep:not(.doubt):not(.chosen) .box")[0] != "none"
        assert line(first + ".chosen .box")[1] == "4px"
        assert view.page.locator(first + ".doubt .question text").first.text_content() == "?"
        assert view.page.locator(first + ".hand").count() == 1


def test_without_scripts_the_page_says_in_dutch_what_it_needs(browser: Any) -> None:
    with serving(Desk()) as address:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(address)
        assert page.locator("noscript p", has_text="Deze pagina werkt alleen met JavaScript.").is_visible()
        assert page.get_by_role("link", name="Toezeggingen").is_visible()
        assert not page.locator("#work").is_visible()
        assert not page.locator("#loading").is_visible()
        page.context.close()


def test_a_document_that_cannot_be_opened_says_so(browser: Any) -> None:
    with serving(Desk()) as address:
        page = browser.new_page()
        page.route("**/stand.json", lambda route: route.abort())
        page.goto(address)
        page.get_by_text("Dit stuk kan nu niet worden geopend.").wait_for()
        page.close()


def test_title_and_language_are_dutch(browser: Any) -> None:
    with viewing(browser, Desk()) as view:
        assert view.page.title() == "Nota algoritmeregister.pdf – Lakwerk werkplek"
        assert view.page.locator("html").get_attribute("lang") == "nl"
