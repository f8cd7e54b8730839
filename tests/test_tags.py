"""A redacted PDF can be read aloud: its tags say what things are, in the order of the text, as PDF/UA wants it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from pdfua import Severity, validate
from pikepdf import Array, Dictionary, Name
from test_redact import hide

from anonymize.metadata import srgb, xmp
from anonymize.redact import redact_pdf
from corpus.read import read

NOTA = Path(__file__).parents[1] / "examples" / "documents" / "beslisnota-bzk-algoritmeregister.pdf"
UNDER = {
    "/L": {"/Document"},
    "/LI": {"/L"},
    "/LBody": {"/LI"},
    "/Table": {"/Document"},
    "/TR": {"/Table"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
}


@pytest.fixture(scope="module", params=[False, True], ids=["drawn", "pictures"])
def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tags") / "gelakt.pdf"
    published = hide(read(NOTA), "Samira Kern", "Petra de Jonge", "Jeroen Bos", r"S\. Ramdin", "A.B. van Oosterzee")
    redact_pdf(NOTA, published, (), path, title="Kamerbrief voortgang", as_pictures=request.param)
    return path


def walk(tag: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield tag
    children = tag.get("/K", Array())
    for child in children if isinstance(children, Array) else [children]:
        if isinstance(child, Dictionary):
            yield from walk(child)


def test_every_tag_stands_where_it_may_and_headings_go_down_one_level_at_a_time(target: Path) -> None:
    with pikepdf.open(target) as pdf:
        tags = list(walk(pdf.Root.StructTreeRoot.K))
        roles = [str(tag.S) for tag in tags]
        assert {"/H1", "/H2", "/P", "/Span", "/L", "/LI", "/LBody", "/Table", "/TR", "/TH", "/TD"} <= set(roles)
        assert all(str(tag.P.S) in UNDER[str(tag.S)] for tag in tags if str(tag.S) in UNDER)
        levels = [0, *(int(role[2:]) for role in roles if role.startswith("/H") and role[2:].isdigit())]
        assert all(after <= before + 1 for before, after in pairwise(levels))
        heads = [tag for tag in tags if str(tag.S) == "/TH"]
        assert all(tag.A.Scope == Name.Column for tag in heads)


def test_each_marked_piece_of_each_page_belongs_to_one_tag(target: Path) -> None:
    with pikepdf.open(target) as pdf:
        owned = []
        for tag in walk(pdf.Root.StructTreeRoot.K):
            children = tag.get("/K", Array())
            pieces = children if isinstance(children, Array) else [children]
            owned += [(tag.Pg.objgen, int(each)) for each in pieces if not isinstance(each, pikepdf.Object)]
        assert len(owned) == len(set(owned))
        for page in pdf.pages:
            marked = [
                int(operands[1].MCID)
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC"
            ]
            assert marked == list(range(len(marked)))
            assert {number for page_, number in owned if page_ == page.obj.objgen} == set(marked)


def test_a_checker_of_pdf_ua_finds_no_error(target: Path) -> None:
    report = validate(str(target))
    assert [finding.rule_id for finding in report.findings if finding.severity is Severity.ERROR] == []
    # The title stands in the metadata alone: a dictionary beside it is not allowed in our files
    assert {finding.rule_id for finding in report.findings} <= {"UA-07-001"}


def test_it_says_that_it_is_meant_as_pdf_a_and_holds_what_that_asks_for(target: Path) -> None:
    with pikepdf.open(target) as pdf:
        packet = pdf.Root.Metadata.read_bytes()
        assert packet == xmp("Kamerbrief voortgang")
        assert b"<pdfaid:part>2<" in packet
        (intent,) = pdf.Root.OutputIntents
        assert intent.DestOutputProfile.read_bytes() == srgb()
        assert not pdf.is_encrypted
        fonts = [item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/Type") == Name.Font]
        assert fonts
        assert all(
            "/ToUnicode" in font and "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            for font in fonts
            if font.Subtype == Name.Type0
        )


def test_the_profile_of_colours_is_the_same_every_day() -> None:
    srgb.cache_clear()
    first = srgb()
    srgb.cache_clear()
    assert srgb() == first
    assert first[36:40] == b"acsp"
