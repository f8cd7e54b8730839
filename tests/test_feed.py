"""A search as an Atom feed, read back with an XML parser."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree
from recording import section
from watching import lay, letter, promise

from flows.cli import main

NAMES = {"a": "http://www.w3.org/2005/Atom"}
SENTENCE = "De minister stuurt het plan van aanpak vuurwerk, voor <alle> R&D-gemeenten."


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return lay(
        tmp_path,
        oud=letter("a", promise(1, SENTENCE, "2023-06-30"), date="2023-01-10", title="Vuurwerk & veiligheid"),
        nieuw=letter("b", promise(1, "Het kabinet verbiedt vuurwerk.", None), date="2025-01-10", ministry="JenV"),
        los=letter("c", sections=[section("Eerst dit.\nVuurwerk\x0c is gevaarlijk.")], date=None, title=None),
    )


def feed(out: Path, *words: str) -> etree._Element:
    file = out / "feed.xml"
    assert main(["feed", *words, "--out", str(out), "--file", str(file)]) == 0
    return etree.fromstring(file.read_bytes())


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(found) for found in root.xpath(path, namespaces=NAMES)]


def test_the_newest_document_comes_first_and_an_undated_one_last(out: Path) -> None:
    told = texts(feed(out, "vuurwerk"), "a:entry/a:updated/text()")
    assert told == ["2025-01-10T00:00:00Z", "2023-01-10T00:00:00Z", "1970-01-01T00:00:00Z"]


def test_a_feed_and_its_entries_have_what_the_standard_asks(out: Path) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: id, title and updated of each, and an author."""
    root = feed(out, "vuurwerk")
    for path in ("a:id", "a:title", "a:updated", "a:author/a:name"):
        assert len(texts(root, f"{path}/text()")) == 1
    entries = root.findall("a:entry", NAMES)
    for name in ("id", "title", "updated", "content"):
        assert [len(entry.findall(f"a:{name}", NAMES)) for entry in entries] == [1, 1, 1]
    for moment in texts(root, "//a:updated/text()"):
        assert datetime.fromisoformat(moment).tzinfo
    for urn in texts(root, "//a:id/text()"):
        assert uuid.UUID(urn).urn == urn


def test_a_sentence_comes_through_whole(out: Path) -> None:
    """Signs of XML are escaped, and a form feed, which XML cannot hold, is gone."""
    told = texts(feed(out, "vuurwerk"), "a:entry/a:content/text()")
    assert told[1].splitlines() == [
        SENTENCE,
        "Termijn: op tijd (uiterlijk 30 juni 2023)",
        "oud.pdf, BZK, 2023-01-10, pagina 2",
    ]
    assert told[2].startswith("Vuurwerk is gevaarlijk.")


def test_ids_stay_when_documents_are_added_and_are_all_different(out: Path) -> None:
    """A reader shows an entry of a known id as read."""
    before = texts(feed(out, "vuurwerk"), "a:entry/a:id/text()")
    lay(out, meer=letter("d", promise(1, "De politie telt vuurwerk.", None), date="2024-01-01"))
    after = texts(feed(out, "vuurwerk"), "a:entry/a:id/text()")
    assert set(before) < set(after)
    assert len(set(after)) == len(after) == 4


def test_the_same_documents_give_the_same_bytes(out: Path) -> None:
    feed(out, "vuurwerk")
    before = (out / "feed.xml").read_bytes()
    (out / "feed.xml").unlink()
    feed(out, "vuurwerk")
    assert (out / "feed.xml").read_bytes() == before


def test_links_lead_to_the_page_and_to_the_feed_itself(out: Path) -> None:
    root = feed(out, "vuurwerk", "--base-url", "https://x.nl/woo/")
    assert texts(root, "a:entry[1]/a:link/@href") == ["https://x.nl/woo/redacted/nieuw.pdf#page=2"]
    assert texts(root, "a:link[@rel='self']/@href") == ["https://x.nl/woo/feed.xml"]
    assert texts(feed(out, "vuurwerk"), "//a:link/@href") == []


ASKED: list[tuple[tuple[str, ...], int]] = [
    (("vuurwerk", "--kind", "commitment"), 2),
    (("vuurwerk", "--ministry", "jenv"), 1),
    (("--due-before", "2024-01-01"), 1),
    (("--due-from", "2023-06-01"), 1),
    (("--overdue", "2024-01-01"), 1),
    (("vuurwerk", "--year", "2025", "--state", "open"), 1),
    (("vuurwerk", "--limit", "1"), 1),
    (("vuurwerk", "-kabinet"), 2),
    (("onvindbaar",), 0),
]


@pytest.mark.parametrize(("words", "amount"), ASKED)
def test_the_filters_are_those_of_search(out: Path, words: tuple[str, ...], amount: int) -> None:
    assert len(feed(out, *words).findall("a:entry", NAMES)) == amount


def test_nothing_is_left_out_where_a_search_gives_pages(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search shows a thousand hits at a time; here one."""
    whole = texts(feed(out, "vuurwerk"), "a:entry/a:id/text()")
    monkeypatch.setattr("flows.found._PAGE", 1)
    assert texts(feed(out, "vuurwerk"), "a:entry/a:id/text()") == whole
    assert len(whole) == 3


def test_words_may_stand_on_both_sides_of_an_option(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feed", "vuurwerk", "--out", str(out), "kabinet", "--file", str(out / "f.xml")]) == 0
    assert "1 vondst." in capsys.readouterr().out


WRONG = [((), "Geef woorden"), (("x", "--base-url", "x"), "geef een adres"), (("NIET x",), "lakwerk:")]


@pytest.mark.parametrize(("words", "told"), WRONG)
def test_what_cannot_be_done_is_said(
    out: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert main(["feed", *words, "--out", str(out), "--file", str(out / "f.xml")]) == 2
    assert told in capsys.readouterr().err
    assert not (out / "f.xml").exists()
