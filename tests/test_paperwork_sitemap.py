"""The sitemap: DiWoo elements in the order of the platform, TOOI values, no more addresses than a file may hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from paperworking import SITE, fill_folder, papers, piece

from flows import sitemap
from flows.judgements import Given, Judgement
from flows.matter import Matter, values
from flows.outcome import clean
from flows.pieces import Piece
from flows.sitemap import DIWOO, SITEMAP, sitemaps

DAY = date(2026, 4, 1)
MATTER = Matter("2026-031", "MINBZK", "Besluit", "", "", None, DAY, "", "2i", "https://open.example.nl/woo")
# What stands in what, in which order; "?" may be left out, "*" may come more than once.
ORDER = {
    "urlset": ["url*"],
    "url": ["loc", "lastmod", "Document"],
    "Document": ["DiWoo"],
    "DiWoo": ["creatiedatum?", "publisher", "titelcollectie", "classificatiecollectie", "documenthandelingen",
              "isPartOf?", "hasParts?"],
    "titelcollectie": ["officieleTitel"],
    "classificatiecollectie": ["informatiecategorieen", "documentsoorten?"],
    "informatiecategorieen": ["informatiecategorie"],
    "documentsoorten": ["documentsoort"],
    "documenthandelingen": ["documenthandeling"],
    "documenthandeling": ["soortHandeling", "atTime"],
    "hasParts": ["hasPart*"],
}  # fmt: skip
VALUED = {"publisher", "informatiecategorie", "documentsoort", "soortHandeling", "isPartOf", "hasPart"}


def check(element: Any) -> None:
    """Raise where an element holds what the order does not say, in another order, or in another namespace."""
    name = etree.QName(element).localname
    space = SITEMAP if name in ("urlset", "url", "loc", "lastmod") else DIWOO
    assert etree.QName(element).namespace == space, name
    assert ("resource" in element.attrib) == (name in VALUED), name
    found = [etree.QName(child).localname for child in element]
    for wanted in ORDER.get(name, []):
        plain = wanted.rstrip("?*")
        taken = 0
        while found and found[0] == plain and (taken == 0 or wanted.endswith("*")):
            found.pop(0)
            taken += 1
        assert taken or wanted.endswith(("?", "*")), f"{plain} is missing in {name}"
    assert found == [], f"{found} in {name}"
    for child in element:
        check(child)


def told(pieces: list[Piece], matter: Matter = MATTER) -> Any:
    return etree.fromstring(sitemaps(matter, DAY, pieces)["sitemap.xml"])


def text(root: Any, name: str) -> list[str]:
    return [each.text for each in root.iter(f"{{{DIWOO}}}{name}", f"{{{SITEMAP}}}{name}")]


def test_elements_stand_in_the_order_of_the_platform(tmp_path: Path) -> None:
    out = fill_folder(tmp_path / "out")
    papers(out, *SITE, "--ministry", "BZK")
    root = etree.parse(out / "paperwork" / "sitemap.xml").getroot()
    check(root)
    assert len(text(root, "loc")) == 5


@pytest.mark.parametrize(
    "broken", ["<url><lastmod/><loc/></url>", "<url><loc/><lastmod/></url>", "<url><loc/><lastmod/><Document/></url>"]
)
def test_the_order_can_be_broken(broken: str) -> None:
    with pytest.raises(AssertionError):
        check(etree.fromstring(f'<urlset xmlns="{SITEMAP}">{broken}</urlset>'))


def test_values_are_those_of_the_tooi_lists() -> None:
    root = told([piece(1)])
    resources = {etree.QName(each).localname: (each.text, each.get("resource")) for each in root.iter()}
    base = "https://identifier.overheid.nl/tooi"
    assert resources["publisher"] == (
        "ministerie van Binnenlandse Zaken en Koninkrijksrelaties", f"{base}/id/ministerie/mnre1034",
    )  # fmt: skip
    assert resources["informatiecategorie"] == ("Woo-verzoeken en -besluiten", f"{base}/def/thes/kern/c_3baef532")
    assert resources["documentsoort"] == ("beslisnota", f"{base}/def/thes/kern/c_2977c34f")
    assert resources["soortHandeling"] == ("vaststelling", f"{base}/def/thes/kern/c_641ecd76")
    assert text(root, "atTime") == ["2026-04-01T00:00:00+02:00"]
    assert (text(root, "loc"), text(root, "lastmod"), text(root, "creatiedatum")) == (
        ["https://open.example.nl/woo/w000000000001.pdf"], ["2026-04-01"], ["2024-03-01"],
    )  # fmt: skip


def test_every_category_of_the_woo_has_a_value() -> None:
    wanted = "1a 1b 1c 1d 1e 2a 2b 2c 2d 2e 2f 2g 2h 2i 2j 2k 2l 3.1".split()
    assert list(values("category")) == wanted
    assert len({value.resource for value in values("category").values()}) == len(wanted)


def test_the_ministry_that_decides_publishes_whoever_wrote() -> None:
    root = told([piece(1, ministry="VWS")], MATTER._replace(ministry="BZK"))
    assert text(root, "publisher") == ["ministerie van Binnenlandse Zaken en Koninkrijksrelaties"]


def test_a_document_of_no_known_ministry_is_left_out_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = fill_folder(tmp_path / "out")
    papers(out, *SITE)
    assert "1 document niet in sitemap.xml: het ministerie is onbekend (wbbbbbbbbbbbb)" in capsys.readouterr().err
    assert "wbbbbbbbbbbbb" not in (out / "paperwork" / "sitemap.xml").read_text()


def test_a_document_without_kind_or_date_does_without_these_elements() -> None:
    root = told([piece(1, kind="overig", date=None)])
    check(root)
    assert (text(root, "documentsoort"), text(root, "creatiedatum")) == ([], [])


@pytest.mark.parametrize(
    "hidden",
    [
        piece(2, Judgement.CLOSED),
        piece(2, Judgement.ALREADY, ()),
        piece(2, Judgement.UNDECIDED, ()),
        piece(2, given=Given(suspended=True)),
    ],
)
def test_only_what_this_decision_publishes_at_once_is_in_it(hidden: Piece) -> None:
    assert text(told([piece(1), hidden]), "loc") == ["https://open.example.nl/woo/w000000000001.pdf"]


def test_a_mail_and_its_attachment_point_at_each_other() -> None:
    mail, attachment = piece(1), replace(piece(2), parent="w000000000001")
    root = told([mail, attachment])
    check(root)
    (part,), (whole,) = (list(root.iter(f"{{{DIWOO}}}{name}")) for name in ("hasPart", "isPartOf"))
    assert part.get("resource") == "https://open.example.nl/woo/w000000000002.pdf"
    assert whole.get("resource") == "https://open.example.nl/woo/w000000000001.pdf"


@pytest.mark.parametrize(("most", "largest"), [(2, 10**9), (100, 4_096 + 3_500)])
def test_more_than_a_file_may_hold_becomes_an_index(most: int, largest: int) -> None:
    files = sitemaps(MATTER, DAY, [piece(number) for number in range(1, 6)], most, largest)
    index = etree.fromstring(files["sitemap.xml"])
    assert etree.QName(index).localname == "sitemapindex"
    assert text(index, "loc") == [f"https://open.example.nl/woo/{name}" for name in files if name != "sitemap.xml"]
    parts = [etree.fromstring(content) for name, content in files.items() if name != "sitemap.xml"]
    assert [len(text(part, "loc")) for part in parts] == [2, 2, 1]
    assert len({loc for part in parts for loc in text(part, "loc")}) == 5
    for part in parts:
        check(part)
    assert all(len(content) <= largest for content in files.values())


def test_the_limits_are_those_of_sitemaps() -> None:
    assert (sitemap.MOST, sitemap.LARGEST) == (50_000, 50_000_000)


def test_without_an_address_or_a_day_there_is_none_and_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = fill_folder(tmp_path / "out")
    papers(out, "--base-url", "https://open.example.nl")
    assert not (out / "paperwork" / "sitemap.xml").exists()
    assert "sitemap.xml is niet gemaakt" in capsys.readouterr().err


@given(title=st.text(max_size=60))
def test_whatever_a_title_holds_the_file_can_be_read(title: str) -> None:
    one = replace(piece(1), title=clean(title), source="nota.pdf")
    root = told([one])
    check(root)
    # A reader of XML takes these for one blank.
    assert text(root, "officieleTitel") == [clean(title) or "nota.pdf"]
