"""The pages of the site: what they show, where they lead, and what they forbid."""

from __future__ import annotations

import io
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image
from site_folder import client, draw, fill, thread_page

from review import evidence

RECORD = "/stukken/brief-1/c1"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("web") / "out")


@pytest.fixture(scope="module")
def site(out: Path) -> TestClient:
    return client(out)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A DIR that a test may spoil."""
    return fill(tmp_path / "out")


SHOWN = [
    ("/", ["Wat is er toegezegd", 'href="/?ministry=BZK"', "Toezegging"]),
    ("/?q=algoritmeregister", ["<mark>algoritmeregister</mark>", 'href="/stukken/brief-1/c1"', "nagekomen"]),
    ("/?q=algoritmeregister", ['href="/redacted/brief-1.pdf#page=2"', "uiterlijk 4 juli 2024"]),
    ("/?q=begroting", ["De &lt;b&gt;<mark>begroting</mark>&lt;/b&gt; &amp; het toezicht"]),
    ("/?kind=commitment&due_from=2024-01-01", ["soort vondst: toezegging", "termijn vanaf: 2024-01-01"]),
    ("/?kind=commitment&kind=motion", ['value="commitment" checked', 'value="motion" checked']),
    ("/?q=algoritmregister", ["komt niet voor; gezocht is op", 'role="status"']),
    ("/?q=toezicht&ministry=Bzkk", ["Er is niets met ministerie", 'value="Bzkk" checked']),
    ("/?q=xyzzyxyzzy", ["0 vondsten", "Niets gevonden"]),
    ("/?q=%3Cscript%3Ealert(1)%3C/script%3E", ['value="&lt;script&gt;alert(1)&lt;/script&gt;"']),
    ("/?q=toezicht&utm_source=mail", ["vondst"]),
    ("/?q=toezicht&due_from=&due_before=&order=", ["vondst"]),
    ("/stukken/brief-1", ["Verzamelbrief algoritmen", 'href="/accessible/brief-1.html"', "1 keer op grond 5.1.2e"]),
    ("/stukken/bijlage", ["(tekst)", "geen toezeggingen, moties of termijnen"]),
    (RECORD, ["staatssecretaris van BZK", "Toegezegd in dit stuk", "Nagekomen", "Waarom deze stukken bij elkaar"]),
    (RECORD, ['src="/bewijs/brief-1/c1/2.png"', 'href="/redacted/brief-1.pdf#page=2"']),
    ("/stukken/brief-1/m1", ["Van Esch c.s.", "26643, nr. 21", "aangenomen"]),
    ("/stukken/brief-1/d1", ["voor de zomer (uiterlijk 4 juli 2024)", 'href="/stukken/brief-1/c1"']),
    ("/stukken/brief-2/c1", ["brief-2.pdf", "Nagekomen in dit stuk"]),
    ("/agenda?on=2024-01-01", ["Te laat (0)"]),
    ("/agenda?te_laat=1", ["0 over de termijn"]),
    ("/zoekhulp", ["NABIJ"]),
    ("/api", ["GET /api/v1/search"]),
]


@pytest.mark.parametrize(("address", "texts"), SHOWN)
def test_page_shows(site: TestClient, address: str, texts: list[str]) -> None:
    answer = site.get(address)
    assert answer.status_code == 200
    shown = " ".join(answer.text.split())
    assert [text for text in texts if text not in shown] == []


def test_thread_page_shows_all_events(site: TestClient) -> None:
    shown = site.get(thread_page(site)).text
    assert [
        text for text in ("1 maart 2024", "1 september 2024", "/bewijs/brief-1/c1/2.png") if text not in shown
    ] == []


PAGES = [address for address, _ in SHOWN] + ["/nergens", "/?q=%22%22"]


@pytest.mark.parametrize("address", PAGES)
def test_every_link_of_a_page_leads_somewhere(site: TestClient, address: str) -> None:
    """Also pictures, styles and places on the page; and none leads to another site."""
    shown = _Links()
    shown.feed(site.get(address).text)
    assert shown.found
    for link in shown.found:
        place, _, part = link.partition("#")
        assert part == "" or place or part in shown.ids, link
        assert not place or (place.startswith("/") and site.get(place).status_code == 200), link


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.found += [value for name, value in attrs if name in {"href", "src"} and value]
        self.ids.add(told.get("id") or "")


def test_paging_on_the_page_keeps_question_and_counts(site: TestClient) -> None:
    first = site.get("/?q=algoritmeregister&kind=commitment&limit=1").text
    following = next(link for link in _links(first) if "cursor=" in link)
    assert "q=algoritmeregister" in following
    assert "kind=commitment" in following
    second = site.get(following).text
    assert "2 vondsten, vervolg" in " ".join(second.split())
    assert "Terug naar het begin" in second


def _links(shown: str) -> list[str]:
    reader = _Links()
    reader.feed(shown)
    return reader.found


def test_question_that_cannot_be_asked_keeps_the_form(site: TestClient) -> None:
    answer = site.get("/?q=%22%22")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'name="q"' in answer.text


@pytest.mark.parametrize("address", [*PAGES, "/api/v1/search?q=toezicht", "/redacted/brief-1.pdf", "/site.css"])
def test_every_answer_forbids_scripts_and_guessing(site: TestClient, address: str) -> None:
    headers = site.get(address).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; base-uri 'none'; frame-ancestors 'none'")
    assert "script-src" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] in {"no-cache", "max-age=3600"}
    assert "set-cookie" not in headers


@pytest.mark.parametrize("address", PAGES)
def test_no_page_holds_a_script_or_a_style_of_its_own(site: TestClient, address: str) -> None:
    shown = site.get(address).text.lower()
    assert [part for part in ("<script", "<style", "style=", "onclick", "javascript:") if part in shown] == []


def test_evidence_marks_the_lines_and_is_not_larger_than_said(site: TestClient) -> None:
    """The strip of 100 to 130 points is marked, the page around it is white."""
    drawn = Image.open(io.BytesIO(site.get("/bewijs/brief-1/c1/2.png").content)).convert("RGB")
    assert (drawn.width <= evidence.MAX_WIDTH, drawn.height < drawn.width) == (True, True)
    scale = drawn.width / 595
    middle, above = int((115 - 100 + evidence.AROUND) * scale), int(10 * scale)
    assert drawn.getpixel((drawn.width - 20, middle))[2] < 200  # type: ignore[index]
    assert drawn.getpixel((drawn.width - 20, above)) == (255, 255, 255)


def test_evidence_of_a_new_file_is_a_new_picture(own: Path) -> None:
    site = client(own)
    before = site.get("/bewijs/brief-1/c1/2.png").content
    draw(own / "redacted" / "brief-1.pdf", "iets anders")
    os.utime(own / "redacted" / "brief-1.pdf", ns=(1, 1))
    assert site.get("/bewijs/brief-1/c1/2.png").content != before


def test_damaged_pdf_gives_no_picture_and_no_fault(own: Path) -> None:
    (own / "redacted" / "brief-1.pdf").write_bytes(b"%PDF-1.7 stuk")
    answer = client(own).get("/bewijs/brief-1/c1/2.png")
    assert (answer.status_code, "kan geen afbeelding" in answer.text) == (404, True)
