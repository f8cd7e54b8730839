"""What is on the screen can be taken along: as a table, as values, as a feed, as a calendar."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import etree
from site_folder import SECRET, client, fill

ASKED = "?q=algoritmeregister&kind=commitment"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("web") / "out")


@pytest.fixture(scope="module")
def site(out: Path) -> TestClient:
    return client(out)


def sentences(site: TestClient) -> list[str]:
    return [hit["sentence"] for hit in site.get(f"/api/v1/search{ASKED}").json()["hits"]]


def test_table_has_what_the_screen_has(site: TestClient) -> None:
    answer = site.get(f"/vondsten.csv{ASKED}")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Zin"] for row in rows] == sentences(site)
    assert {row["Soort"] for row in rows} == {"toezegging"}
    assert answer.headers["content-disposition"] == 'attachment; filename="vondsten.csv"'


def test_values_have_what_the_screen_has(site: TestClient) -> None:
    lines = site.get(f"/vondsten.jsonl{ASKED}").text.splitlines()
    assert [json.loads(line)["sentence"] for line in lines] == sentences(site)


@pytest.mark.parametrize(("kind", "begin"), [("xlsx", b"PK\x03\x04"), ("parquet", b"PAR1")])
def test_other_forms_are_what_they_say(site: TestClient, kind: str, begin: bytes) -> None:
    assert site.get(f"/vondsten.{kind}{ASKED}").content.startswith(begin)


def test_feed_leads_to_the_page_of_each_document(site: TestClient) -> None:
    answer = site.get(f"/vondsten.atom{ASKED}")
    feed = etree.fromstring(answer.content)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [f"http://testserver/vondsten.atom{ASKED}"]
    links = feed.xpath("a:entry/a:link/@href", namespaces=ATOM)
    assert "http://testserver/redacted/brief-1.pdf#page=2" in links
    assert len(links) == len(sentences(site))


def test_search_page_offers_the_same_question(site: TestClient) -> None:
    found = re.findall(r'href="(/vondsten\.\w+[^"]*)"', site.get(f"/{ASKED}").text)
    assert {address.partition("?")[0].rpartition(".")[2] for address in found} == {
        "csv",
        "xlsx",
        "jsonl",
        "parquet",
        "atom",
    }
    for address in found:
        assert site.get(address.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/vondsten.exe?q=x", 404),
        ("/vondsten.csv", 400),
        ("/vondsten.atom", 400),
        ("/vondsten.csv?q=NIET+begroting", 400),
        ("/vondsten.csv?q=x&order=mooi", 422),
        ("/deadlines.ics", 404),
    ],
)
def test_what_cannot_be_made_is_told_in_dutch(site: TestClient, address: str, status: int) -> None:
    answer = site.get(address)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert SECRET not in answer.text


def test_calendar_is_the_one_that_was_made(out: Path, site: TestClient) -> None:
    assert "deadlines.ics" not in site.get("/agenda").text
    (out / "deadlines.ics").write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    assert 'href="/deadlines.ics"' in site.get("/agenda").text
    assert site.get("/deadlines.ics").headers["content-type"].startswith("text/calendar")
    (out / "deadlines.ics").unlink()
    (out / "deadlines.ics").symlink_to(out / "confidential" / "key")
    assert site.get("/deadlines.ics").status_code == 404
