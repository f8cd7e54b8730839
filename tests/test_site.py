"""The pages and files of the site: what they show, what they never serve, and that they stay up."""

from __future__ import annotations

import io
import os
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image
from recording import record
from site_folder import SECRET, client, draw, fill

from corpus.store import DONE, Placed, Store
from review import evidence
from review.documents import of_file, released
from review.holdings import Holdings
from review.kept import Kept

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


def thread_page(site: TestClient) -> str:
    return f"/draden/{site.get('/api/v1/records/brief-1/c1').json()['thread']}"


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


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/redacted/brief-1.pdf", "application/pdf"),
        ("/redacted/bijlage.txt", "text/plain; charset=utf-8"),
        ("/accessible/brief-1.html", "text/html; charset=utf-8"),
        ("/bewijs/brief-1/c1/2.png", "image/png"),
        ("/site.css", "text/css; charset=utf-8"),
    ],
)
def test_public_files_are_served(site: TestClient, address: str, kind: str) -> None:
    answer = site.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert site.head(address).status_code == 200


FORBIDDEN = [
    "/redacted/geheim.pdf",  # in quarantine, though a file of its name lies there
    "/redacted/los.pdf",  # lies there, but the store does not know it
    "/accessible/los.html",
    "/accessible/brief-1",
    "/redacted/brief-1",
    "/redacted/BRIEF-1.PDF",
    "/redacted/brief-1.pdf%00",
    "/redacted/brief-1.pdf%00.txt",
    "/redacted/../confidential/key",
    "/redacted/%2e%2e/confidential/key",
    "/redacted/..%2fconfidential%2fkey",
    "/redacted/..%5cconfidential%5ckey",
    "/redacted/%252e%252e%252fconfidential%252fkey",
    "/redacted//etc/passwd",
    "/redacted/%2fetc%2fpasswd",
    "/redacted/.",
    "/redacted/",
    "/accessible/..%2fconfidential%2fbrief-1.json",
    "/confidential/key",
    "/confidential/brief-1.json",
    "/quarantine/geheim.pdf",
    "/records/brief-1.json",
    "/lakwerk.db",
    "/notes.db",
    "/threads.json",
    "/stukken/geheim",
    "/stukken/..%2fconfidential",
    "/stukken/brief-1/c99",
    "/stukken/brief-1/..%2f..%2fconfidential",
    "/bewijs/geheim/c1/1.png",
    "/bewijs/brief-1/c1/1.png",
    "/bewijs/brief-1/c9/2.png",
    "/bewijs/bijlage/c1/1.png",
    "/draden/t00000000",
    "/site.css/../../pyproject.toml",
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_what_was_not_released_is_not_served(site: TestClient, address: str) -> None:
    answer = site.get(address)
    assert answer.status_code == 404
    assert SECRET not in answer.text
    assert "Niet gevonden" in answer.text


def test_link_in_the_folder_is_not_followed(own: Path) -> None:
    """Whoever can put a file there must not publish another one through it."""
    (own / "redacted" / "brief-1.pdf").unlink()
    (own / "redacted" / "brief-1.pdf").symlink_to(own / "confidential" / "key")
    assert client(own).get("/redacted/brief-1.pdf").status_code == 404


def test_name_in_the_store_is_no_way_out_of_the_folder(tmp_path: Path) -> None:
    store = Store(tmp_path / "lakwerk.db")
    store.save(Placed("e" * 32, "f", "../uit", "x.pdf", DONE, redacted="../uit.pdf"), record("e" * 32))
    store.close()
    (tmp_path.parent / "uit.pdf").write_text(SECRET)
    with Holdings(tmp_path / "lakwerk.db").reading() as sql:
        assert (of_file(sql, "../uit.pdf"), released(sql, "../uit")) == (None, None)
    assert client(tmp_path).get("/redacted/..%2fuit.pdf").status_code == 404


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


@pytest.mark.parametrize("address", ["/?q=toezicht", "/agenda", "/stukken/brief-1", "/redacted/brief-1.pdf"])
def test_site_stays_up_while_the_store_is_away(own: Path, address: str) -> None:
    """Told in Dutch without the place of the file, and over when the file is back."""
    site = client(own)
    assert site.get(address).status_code == 200
    (own / "lakwerk.db").rename(own / "away.db")
    away = site.get(address)
    assert (away.status_code, away.headers["retry-after"]) == (503, "30")
    assert "Even niet bereikbaar" in away.text
    assert str(own) not in away.text
    assert site.get("/api/v1/search?q=toezicht").json()["status"] == 503
    (own / "away.db").rename(own / "lakwerk.db")
    assert site.get(address).status_code == 200


def test_another_store_in_its_place_is_read(own: Path, tmp_path: Path) -> None:
    site = client(own)
    assert site.get("/api/v1/search?q=nieuwigheid").json()["total"] == 0
    other = tmp_path / "other.db"
    store = Store(other)
    told = record("e" * 32, title="Nieuwigheid", sections=[{"heading": None, "page": 1, "text": "Een nieuwigheid."}])
    store.save(Placed("e" * 32, "f", "nieuw", "nieuw.pdf", DONE, redacted="nieuw.pdf"), told)
    store.close()
    other.replace(own / "lakwerk.db")
    assert site.get("/api/v1/search?q=nieuwigheid").json()["total"] == 1


def test_damaged_store_is_trouble_and_a_mended_one_is_read(own: Path) -> None:
    site = client(own)
    assert site.get("/?q=toezicht").status_code == 200
    shutil.copy(own / "lakwerk.db", own / "good.db")
    (own / "bad.db").write_bytes(b"x" * 8192)
    (own / "bad.db").replace(own / "lakwerk.db")
    assert site.get("/?q=toezicht").status_code == 503
    (own / "good.db").replace(own / "lakwerk.db")
    assert site.get("/?q=toezicht").status_code == 200


def test_what_is_withdrawn_is_not_found_the_next_moment(own: Path) -> None:
    """Answers of a moment ago are kept, but not beyond the next word in the store."""
    site = client(own)
    assert site.get("/api/v1/search?q=geneesmiddelen").json()["total"] == 1
    assert site.get("/redacted/bijlage.txt").status_code == 200
    store = Store(own / "lakwerk.db")
    store.remove("c" * 32)
    assert site.get("/api/v1/search?q=geneesmiddelen").json()["total"] == 0
    assert site.get("/redacted/bijlage.txt").status_code == 404
    store.close()


def test_who_may_not_write_in_the_folder_sees_changes_too(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a user of its own the site reads a file that is told never to change, until it did."""
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    site = client(own)
    assert site.get("/api/v1/search?q=geneesmiddelen").json()["total"] == 1
    store = Store(own / "lakwerk.db")
    store.remove("c" * 32)
    assert site.get("/api/v1/search?q=geneesmiddelen").json()["total"] == 0
    store.close()
    assert site.get("/api/v1/search?q=geneesmiddelen").json()["total"] == 0


def test_same_question_is_searched_for_once(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = client(own)
    first = site.get("/api/v1/search?q=toezicht")
    monkeypatch.setattr("review.holdings.search", None)
    assert site.get("/api/v1/search?q=toezicht").content == first.content
    assert site.get("/api/v1/search?q=begroting").status_code == 500


def test_thread_leaves_out_what_was_withdrawn(own: Path) -> None:
    """Between a removal and the next threads.json."""
    site = client(own)
    address = thread_page(site)
    store = Store(own / "lakwerk.db")
    store.remove("b" * 32)
    store.close()
    shown = site.get(address).text
    assert [text for text in ("1 september 2024", "Waarom deze stukken", "brief-2") if text in shown] == []


def test_record_of_another_version_of_the_document_is_not_shown(own: Path) -> None:
    shutil.copy(own / "records" / "brief-2.json", own / "records" / "brief-1.json")
    assert client(own).get(RECORD).status_code == 503


def test_kept_values_are_bounded() -> None:
    kept: Kept[str] = Kept(10)
    for number in range(20):
        kept.put(number, "x", 3)
    assert [number for number in range(20) if kept.get(number)] == [17, 18, 19]
    kept.put("heavy", "x", 11)
    assert kept.get("heavy") is None
